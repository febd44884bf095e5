//! How wide or high an element is, told whenever that changes.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, ResizeObserver};
use yew::NodeRef;

/// Tells the size of an element until it is dropped.
pub struct SizeWatch {
    observer: ResizeObserver,
    // The observer calls it.
    _told: Closure<dyn FnMut()>,
}

impl Drop for SizeWatch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Calls `told` with the width of the element, in whole CSS pixels, now and whenever it changes; dropping the result ends
/// that. Nothing where the element is not drawn, or the browser cannot observe it.
pub fn on_width(node: &NodeRef, told: impl Fn(u32) + 'static) -> Option<SizeWatch> {
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
    watch(&element, tell)
}

/// Calls `told` with the height of the element, in CSS pixels, once it is laid out and whenever it changes; dropping the
/// result ends that.
pub fn on_height(node: &NodeRef, told: impl Fn(f64) + 'static) -> Option<SizeWatch> {
    let element: Element = node.cast()?;
    let own = element.clone();
    watch(&element, move || told(own.get_bounding_client_rect().height()))
}

fn watch(element: &Element, tell: impl FnMut() + 'static) -> Option<SizeWatch> {
    let closure = Closure::<dyn FnMut()>::new(tell);
    let observer = ResizeObserver::new(closure.as_ref().unchecked_ref()).ok()?;
    observer.observe(element);
    Some(SizeWatch { observer, _told: closure })
}
