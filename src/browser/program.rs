//! How the program begins: the pauses in its work, and its place beside what is drawn already.

use gloo::utils::document;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::Element;

use super::{after, root_data};

/// The first answer of an example stands in the page already, as HTML.
pub fn is_drawn() -> bool {
    document().query_selector("[data-still]").ok().flatten().is_some()
        && root_data("drawn").as_deref() != Some("none")
}

/// Begins something, and goes on once it calls what it is given, or after so many milliseconds.
pub async fn until(milliseconds: u32, begin: impl FnOnce(Box<dyn Fn()>)) {
    let mut begin = Some(begin);
    let mut timer = None;
    let next = js_sys::Promise::new(&mut |go_on, _| {
        let done = go_on.clone();
        let late = move || drop(go_on.call0(&JsValue::NULL));
        timer = Some(after(milliseconds, late));
        if let Some(begin) = begin.take() {
            begin(Box::new(move || drop(done.call0(&JsValue::NULL))));
        }
    });
    drop(JsFuture::from(next).await);
    drop(timer);
}

/// Lets the browser draw and hear, and goes on.
pub async fn breathe() {
    until(0, |_| {}).await;
}

/// The element in which the program draws: one of its own beside what is drawn already, and out of its place until
/// `show_program`.
pub fn program_root() -> Option<Element> {
    let app = document().get_element_by_id("app")?;
    if !is_drawn() {
        drop(app.remove_attribute("inert"));
        return Some(app);
    }
    let own = document().create_element("div").ok()?;
    own.set_class_name("program");
    app.append_child(&own).ok()?;
    Some(own)
}

/// Shows what the program has drawn in place of what was drawn before it ran.
pub fn show_program() {
    let Some(app) = document().get_element_by_id("app") else { return };
    while let Ok(Some(before)) = app.query_selector(":scope > :is(.still, .loading, .unstyled)") {
        before.remove();
    }
    drop(app.remove_attribute("inert"));
}
