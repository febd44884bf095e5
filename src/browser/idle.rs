//! The moments in which the browser has nothing else to do.

use gloo::utils::window;
use js_sys::{Function, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

/// How long is waited where a browser does not tell such moments, as Safari. The number has no derivation.
const WAIT_MS: u32 = 300;

/// Calls `then` once the browser has nothing else to do.
pub fn when_idle(then: impl FnOnce() + 'static) {
    let window = window();
    let asked = Reflect::get(&window, &"requestIdleCallback".into());
    match asked.ok().and_then(|it| it.dyn_into::<Function>().ok()) {
        Some(ask) => drop(ask.call1(&window, &Closure::once_into_js(then))),
        None => drop(super::after(WAIT_MS, then).forget()),
    }
}
