//! What the browser keeps: saved cases and the look of the page for all tabs, the open case for one tab.

use gloo::utils::{document, window};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Storage;

use crate::saved::{PREFIX, Store, Trouble};

/// The storage that all tabs of this site share.
#[derive(Debug, Clone, Copy, Default)]
pub struct Shared;

fn shared() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

impl Store for Shared {
    fn names(&self) -> Vec<String> {
        let Some(storage) = shared() else { return Vec::new() };
        let count = storage.length().unwrap_or(0);
        (0..count).filter_map(|it| storage.key(it).ok().flatten()).collect()
    }

    fn read(&self, name: &str) -> Option<String> {
        shared()?.get_item(name).ok().flatten()
    }

    fn write(&mut self, name: &str, text: &str) -> Result<(), Trouble> {
        let storage = shared().ok_or(Trouble::Refused)?;
        storage.set_item(name, text).map_err(|_| match storage.length() {
            // Some browsers give a private window a storage without any space.
            Ok(0) | Err(_) => Trouble::Refused,
            Ok(_) => Trouble::Full,
        })
    }

    fn remove(&mut self, name: &str) {
        if let Some(storage) = shared() {
            let _ = storage.remove_item(name);
        }
    }
}

fn open_key() -> String {
    format!("{PREFIX}open")
}

/// The id of the case that this tab had open when it was loaded the last time.
pub fn open_case() -> Option<String> {
    window().session_storage().ok()??.get_item(&open_key()).ok()?
}

/// Remembers the case that this tab has open; nothing else is remembered for one tab.
pub fn set_open_case(id: Option<&str>) {
    if let Ok(Some(storage)) = window().session_storage() {
        let _ = match id {
            Some(id) => storage.set_item(&open_key(), id),
            None => storage.remove_item(&open_key()),
        };
    }
}

/// A name that no other tab has.
pub fn new_tab_name() -> String {
    // Two tabs would have to start in the same millisecond and draw the same number.
    let drawn = js_sys::Math::random() * f64::from(u32::MAX);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a random number in the range of u32"
    )]
    let drawn = drawn as u32;
    format!("{:x}-{drawn:x}", now())
}

/// The time, in milliseconds since 1970.
pub fn now() -> u64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a clock before 1970 counts as 1970"
    )]
    let now = js_sys::Date::now() as u64;
    now
}

/// A moment in the person's own time, such as "30 Nov 2026, 14:14".
pub fn moment(milliseconds: u64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
    let date = js_sys::Date::new(&JsValue::from_f64(milliseconds as f64));
    let options = js_sys::Object::new();
    for (name, value) in [("dateStyle", "medium"), ("timeStyle", "short")] {
        let _ = js_sys::Reflect::set(&options, &name.into(), &value.into());
    }
    date.to_locale_string("en-GB", &options).into()
}

/// Calls `changed` whenever another tab changed what all share; dropping the result ends that.
pub fn on_storage(changed: impl Fn() + 'static) -> gloo::events::EventListener {
    gloo::events::EventListener::new(&window(), "storage", move |_| changed())
}

/// Calls `leaving` whenever the page is about to be left, or is no longer seen and may end without a further word;
/// dropping the result ends that.
pub fn on_leave(leaving: impl Fn() + Clone + 'static) -> [gloo::events::EventListener; 2] {
    let hidden = leaving.clone();
    [
        gloo::events::EventListener::new(&window(), "pagehide", move |_| leaving()),
        gloo::events::EventListener::new(&document(), "visibilitychange", move |_| {
            let state = js_sys::Reflect::get(document().unchecked_ref(), &"visibilityState".into());
            if state.is_ok_and(|it| it == "hidden") {
                hidden();
            }
        }),
    ]
}
