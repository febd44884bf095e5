//! How wide an element is, told whenever that changes.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, ResizeObserver};
use yew::NodeRef;

/// Tells the width of an element until it is dropped.
pub struct WidthWatch {
    observer: ResizeObserver,
    // The observer calls it.
    _told: Closure<dyn FnMut()>,
}

impl Drop for WidthWatch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Calls `told` with the width of the element, in whole CSS pixels, now and whenever it changes; dropping the result ends
/// that. Nothing where the element is not drawn, or the browser cannot observe it.
pub fn on_width(node: &NodeRef, told: impl Fn(u32) + 'static) -> Option<WidthWatch> {
    let element: Element = node.cast()?;
    let tell = {
        let element = element.clone();
        move || {
            let width = u32::try_from(element.client_width()).unwrap_or_default();
            // An element that is not shown has no width, and nothing needs to be drawn for it.
            if width > 0 {
                told(width);
            }
        }
    };
    tell();
    let closure = Closure::<dyn FnMut()>::new(tell);
    let observer = ResizeObserver::new(closure.as_ref().unchecked_ref()).ok()?;
    observer.observe(&element);
    Some(WidthWatch { observer, _told: closure })
}
