//! The only module that touches the browser: location, storage, clipboard, files, streams, the panic hook.
//!
//! Every call can fail, above all in a frame; a failure is returned as a value and never panics.

mod file;
mod idle;
pub mod parent;
mod program;
pub mod size;
pub mod storage;
pub mod worker;

use gloo::utils::{document, window};
use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, Element, HtmlElement, Response};

use crate::drawer_size::DrawerSize;
use crate::label_size::LabelSize;
use crate::room::Room;
use crate::theme::Theme;
pub use file::{chosen_file, save, save_png, text_of};
pub use idle::when_idle;
pub use program::{breathe, is_drawn, program_root, show_program, until};

const THEME_KEY: &str = "accesspath-theme";

/// The link's fragment, with its `#`.
pub fn fragment() -> String {
    window().location().hash().unwrap_or_default()
}

/// The fragment that the page begins with; the page of an example begins with that.
pub fn first_fragment() -> String {
    let example = || root_data("example").map(|it| format!("#ex={it}"));
    Some(fragment()).filter(|it| !it.is_empty()).or_else(example).unwrap_or_default()
}

/// Puts `fragment` into the address without a new entry in the history and without an event.
pub fn set_fragment(fragment: &str) {
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&format!("#{fragment}")));
    }
}

/// The page's address without query and fragment, for pages and documents outside.
pub fn page_address() -> String {
    let location = window().location();
    let own = || location.origin().unwrap_or_default() + &location.pathname().unwrap_or_default();
    root_data("site").unwrap_or_else(own)
}

/// What the address asks for between the page's own and the fragment, with its `?`.
pub fn query() -> String {
    window().location().search().unwrap_or_default()
}

/// How much room the window has.
pub fn room() -> Room {
    inner_width().map_or(Room::default(), Room::of_width)
}

/// The width of the window, in whole CSS pixels; 0 where that is not known.
pub fn width() -> u32 {
    let whole = inner_width().map(|it| it.clamp(0.0, 99_999.0).round());
    whole.and_then(|it| format!("{it}").parse().ok()).unwrap_or_default()
}

/// The width that the style sheets ask for too.
fn inner_width() -> Option<f64> {
    window().inner_width().ok()?.as_f64()
}

/// What the boot script wrote on the root of the page.
fn root_data(name: &str) -> Option<String> {
    document().document_element()?.get_attribute(&format!("data-{name}"))
}

/// The stored theme; the default one if there is no storage, as in some frames.
pub fn stored_theme() -> Theme {
    stored_look(THEME_KEY).map_or(Theme::Auto, |it| Theme::parse(&it))
}

/// Shows `theme`, and stores it if `store` is true.
pub fn show_theme(theme: Theme, store: bool) {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-theme", theme.code());
    }
    if store {
        store_look(THEME_KEY, theme.code(), theme == Theme::Auto);
    }
}

const DRAWER_KEY: &str = "accesspath-drawer";
const LABEL_KEY: &str = "accesspath-label";

/// The stored height of the drawer.
pub fn stored_drawer() -> DrawerSize {
    stored_look(DRAWER_KEY).map_or(DrawerSize::default(), |it| DrawerSize::parse(&it))
}

/// Stores the height of the drawer.
pub fn store_drawer(size: DrawerSize) {
    store_look(DRAWER_KEY, size.code(), size == DrawerSize::default());
}

/// The stored size of labels.
pub fn stored_label() -> LabelSize {
    stored_look(LABEL_KEY).map_or(LabelSize::default(), |it| LabelSize::parse(&it))
}

/// Stores the size of labels.
pub fn store_label(size: LabelSize) {
    store_look(LABEL_KEY, size.code(), size == LabelSize::default());
}

fn stored_look(key: &str) -> Option<String> {
    window().local_storage().ok().flatten()?.get_item(key).ok().flatten()
}

/// Stores how the page looks; what it looks like at the beginning is not kept.
fn store_look(key: &str, code: &str, is_default: bool) {
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = match is_default {
            true => storage.remove_item(key),
            false => storage.set_item(key, code),
        };
    }
}

/// Puts `text` on the clipboard.
///
/// # Errors
///
/// If the browser does not allow it, as in most frames.
pub async fn copy(text: &str) -> Result<(), JsValue> {
    let clipboard = js_sys::Reflect::get(&window().navigator(), &"clipboard".into())?;
    if clipboard.is_undefined() {
        return Err(clipboard);
    }
    JsFuture::from(window().navigator().clipboard().write_text(text)).await.map(|_| ())
}

/// Requests a file of the site, by its place in the site's folder.
pub fn ask(place: &str) -> Answer {
    let site = root_data("site").unwrap_or_default();
    JsFuture::from(window().fetch_with_str(&format!("{site}{place}")))
}

/// The pending answer of the site.
pub type Answer = JsFuture;

/// The text of a requested file.
///
/// # Errors
///
/// If it cannot be fetched.
pub async fn text_of_answer(asked: Answer) -> Result<String, JsValue> {
    let response: Response = asked.await?.dyn_into()?;
    if !response.ok() {
        return Err(JsValue::NULL);
    }
    JsFuture::from(response.text()?).await?.as_string().ok_or(JsValue::NULL)
}

/// `bytes` after deflate, without a header.
///
/// # Errors
///
/// If the browser cannot do that.
pub async fn deflate(bytes: &[u8]) -> Result<Vec<u8>, JsValue> {
    through(bytes, &CompressionStream::new("deflate-raw")?.into()).await
}

/// `bytes` after inflate, from deflated bytes without a header.
///
/// # Errors
///
/// If they are damaged.
pub async fn inflate(bytes: &[u8]) -> Result<Vec<u8>, JsValue> {
    through(bytes, &DecompressionStream::new("deflate-raw")?.into()).await
}

async fn through(bytes: &[u8], transform: &JsValue) -> Result<Vec<u8>, JsValue> {
    let blob = Blob::new_with_u8_array_sequence(&js_sys::Array::of1(&Uint8Array::from(bytes)))?;
    let stream = blob.stream().pipe_through(transform.unchecked_ref());
    let response = Response::new_with_opt_readable_stream(Some(&stream))?;
    let buffer = JsFuture::from(response.array_buffer()?).await?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

/// The element of `selector` in the page that `event` came from; one document may hold several pages.
pub fn find_near<T: JsCast>(event: &web_sys::Event, selector: &str) -> Option<T> {
    let from: Element = event.target()?.dyn_into().ok()?;
    let root = from.closest("[data-app]").ok().flatten()?;
    let found = root.query_selector(selector).ok().flatten()?;
    // Shapes of a drawing take the focus without being HTML elements, so the type is not checked.
    Some(found.unchecked_into())
}

/// The value of an attribute at the place of `event`: of the element that it came from, or the nearest around that.
pub fn value_near(event: &web_sys::Event, attribute: &str) -> Option<String> {
    let from: Element = event.target()?.dyn_into().ok()?;
    from.closest(&format!("[{attribute}]")).ok().flatten()?.get_attribute(attribute)
}

/// Moves the focus to the element of `selector` in the page that `event` came from.
pub fn focus_near(event: &web_sys::Event, selector: &str) {
    if let Some(element) = find_near::<HtmlElement>(event, selector) {
        let _ = element.focus();
    }
}

/// Scrolls to the first element of `selector`.
pub fn scroll_to(selector: &str) {
    if let Ok(Some(element)) = document().query_selector(selector) {
        element.scroll_into_view_with_bool(false);
    }
}

/// Takes the focus away from what has it.
pub fn leave_focus() {
    let active = document().active_element().and_then(|it| it.dyn_into::<HtmlElement>().ok());
    if let Some(element) = active {
        let _ = element.blur();
    }
}

/// Which of several elements a key leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The one after that which has the focus.
    Next,
    /// The one before it.
    Before,
    /// The first.
    First,
    /// The last.
    Last,
}

/// Moves the focus among the elements of `selector` in the page that `event` came from.
pub fn step_near(event: &web_sys::Event, selector: &str, step: Step) {
    let from = event.target().and_then(|it| it.dyn_into::<Element>().ok());
    let root = from.as_ref().and_then(|it| it.closest("[data-app]").ok().flatten());
    let Some(all) = root.and_then(|it| it.query_selector_all(selector).ok()) else { return };
    let at = (0..all.length()).find(|it| all.get(*it).as_ref() == from.as_deref());
    let to = match step {
        Step::Next => at.map_or(0, |it| it + 1),
        Step::Before => at.map_or(0, |it| it.saturating_sub(1)),
        Step::First => 0,
        Step::Last => all.length().saturating_sub(1),
    };
    if let Some(element) = all.get(to) {
        let _ = element.unchecked_into::<HtmlElement>().focus();
    }
}

/// Scrolls `element` into view inside `container`, which places it, without scrolling the page.
pub fn show_inside(container: &HtmlElement, element: &HtmlElement) {
    let top = element.offset_top();
    let bottom = top + element.offset_height();
    let (seen, height) = (container.scroll_top(), container.client_height());
    if top < seen {
        container.set_scroll_top(top);
    } else if bottom > seen + height {
        container.set_scroll_top(bottom - height);
    }
}

/// Shows `element` so many CSS pixels beside its place.
pub fn shift(element: &HtmlElement, right: f64, down: f64) {
    let _ = element.style().set_property("transform", &format!("translate({right}px, {down}px)"));
}

/// Calls `told` on each event of that name at `target`, which may prevent what the browser would do; dropping the result
/// ends that.
pub fn listen(
    target: &web_sys::EventTarget,
    name: &'static str,
    told: impl FnMut(&web_sys::Event) + 'static,
) -> gloo::events::EventListener {
    let options = gloo::events::EventListenerOptions::enable_prevent_default();
    gloo::events::EventListener::new_with_options(target, name, options, told)
}

/// Calls `told` whenever a selection of the page changes; dropping the result ends that.
pub fn on_selection_change(told: impl Fn() + 'static) -> gloo::events::EventListener {
    gloo::events::EventListener::new(&document(), "selectionchange", move |_| told())
}

/// Keeps the message of the first panic in an attribute that the failure screen reads.
pub fn install_panic_hook() {
    yew::set_custom_panic_hook(Box::new(|info| {
        if let Some(root) = document().document_element()
            && !root.has_attribute("data-panic")
        {
            let _ = root.set_attribute("data-panic", &info.to_string());
        }
    }));
}

/// Calls `then` after `milliseconds`, unless the result is dropped before.
pub fn after(milliseconds: u32, then: impl FnOnce() + 'static) -> gloo::timers::callback::Timeout {
    gloo::timers::callback::Timeout::new(milliseconds, then)
}

/// A key, or keys together, that mean the same wherever the focus is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shortcut {
    /// `?`, outside of every field.
    Help,
    /// Ctrl+S, on a Mac ⌘S.
    Save,
    /// Ctrl+Enter, on a Mac ⌘Enter.
    Answer,
    /// Ctrl+Z, on a Mac ⌘Z, outside of every field.
    Undo,
    /// The same with Shift, or Ctrl+Y.
    Redo,
}

/// Calls `pressed` when a shortcut is pressed; none is while a dialog is open, which is about something else.
pub fn on_shortcut(pressed: impl Fn(Shortcut) + 'static) -> gloo::events::EventListener {
    let options = gloo::events::EventListenerOptions::enable_prevent_default();
    gloo::events::EventListener::new_with_options(&document(), "keydown", options, move |event| {
        let Some(event) = event.dyn_ref::<web_sys::KeyboardEvent>() else { return };
        let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
        let is_in = |selector| {
            let near = target.as_ref().and_then(|it| it.closest(selector).ok().flatten());
            near.is_some()
        };
        let command = (event.ctrl_key() || event.meta_key()) && !event.alt_key();
        let shortcut = match (event.key().to_ascii_lowercase().as_str(), event.shift_key()) {
            ("?", _) if !command => Shortcut::Help,
            ("s", false) if command => Shortcut::Save,
            ("enter", false) if command => Shortcut::Answer,
            ("z", false) if command => Shortcut::Undo,
            ("z", true) | ("y", false) if command => Shortcut::Redo,
            _ => return,
        };
        let of_page = matches!(shortcut, Shortcut::Help | Shortcut::Undo | Shortcut::Redo);
        if is_in("dialog") || of_page && is_in("input, textarea, select") {
            return;
        }
        event.prevent_default();
        pressed(shortcut);
    })
}

/// Puts the focus on the answer.
pub fn focus_answer() {
    let answer = document().query_selector("[data-summary]").ok().flatten();
    if let Some(answer) = answer.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        drop(answer.focus());
    }
}

/// Scrolls a row sideways, if it scrolls, so that the button in it that is pressed is seen.
pub fn show_pressed(row: &yew::NodeRef) {
    let Some(row) = row.cast::<HtmlElement>() else { return };
    let pressed = row.query_selector("[aria-pressed=true]").ok().flatten();
    if let Some(pressed) = pressed.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        let spare = row.client_width() - pressed.offset_width();
        row.set_scroll_left(pressed.offset_left() - spare / 2);
    }
}

/// Calls `resized` whenever the window's size changes; dropping the result ends that.
pub fn on_resize(resized: impl Fn() + 'static) -> gloo::events::EventListener {
    gloo::events::EventListener::new(&window(), "resize", move |_| resized())
}

/// Calls `told` when the page is about to be printed, and when it no longer is; dropping the result ends that.
pub fn on_print(told: impl Fn(bool) + 'static) -> Vec<gloo::events::EventListener> {
    let told = std::rc::Rc::new(told);
    let listen = |target: &web_sys::EventTarget, name: &'static str, on: Option<bool>| {
        let told = told.clone();
        gloo::events::EventListener::new(target, name, move |_| {
            told(on.unwrap_or_else(is_on_paper));
        })
    };
    let mut listeners = vec![
        listen(&window(), "beforeprint", Some(true)),
        listen(&window(), "afterprint", Some(false)),
    ];
    // A page that is shown as on paper, such as by the tools of developers, is not printed.
    if let Ok(Some(media)) = window().match_media("print") {
        listeners.push(listen(&media, "change", None));
    }
    listeners
}

fn is_on_paper() -> bool {
    window().match_media("print").ok().flatten().is_some_and(|it| it.matches())
}

/// Calls `changed` whenever the fragment changes; dropping the result ends that.
pub fn on_fragment_change(changed: impl Fn() + 'static) -> gloo::events::EventListener {
    gloo::events::EventListener::new(&window(), "hashchange", move |_| changed())
}

#[wasm_bindgen]
extern "C" {
    /// The part of a dialog element that web-sys hides behind a flag.
    #[wasm_bindgen(extends = HtmlElement)]
    pub type DialogElement;

    /// Opens the dialog over the page.
    #[wasm_bindgen(method, catch, js_name = showModal)]
    pub fn show_modal(this: &DialogElement) -> Result<(), JsValue>;

    /// The dialog is open.
    #[wasm_bindgen(method, getter)]
    pub fn open(this: &DialogElement) -> bool;

    /// Deflates what flows through; web-sys calls it unstable.
    type CompressionStream;

    #[wasm_bindgen(constructor, catch)]
    fn new(format: &str) -> Result<CompressionStream, JsValue>;

    /// Inflates what flows through; web-sys calls it unstable.
    type DecompressionStream;

    #[wasm_bindgen(constructor, catch)]
    fn new(format: &str) -> Result<DecompressionStream, JsValue>;
}
