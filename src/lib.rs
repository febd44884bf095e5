//! The page of accesspath: draws every network path from a Lambda function to an S3 bucket and says what blocks it.
//!
//! One value, [`state::AppState`], is the truth; the engine analyses its scenario, `accesspath_picture` lays the
//! report of it out, and the components draw it.
//! What takes longer than a keystroke is [`wanted`] of a [`desk`], which has it worked out in a worker.
//! [`browser`] is the only module that touches the browser, and only the top of the page calls it.

mod answer;
mod assumption;
mod brackets;
pub mod browser;
mod chosen;
mod complete;
mod components;
pub mod desk;
pub mod drawer_size;
mod drawing;
mod earlier;
pub mod embed;
mod excerpt;
pub mod export;
pub mod findings;
pub mod gallery;
mod highlight;
pub mod label_size;
pub mod later;
mod link;
mod managed;
mod markup;
mod mend;
pub mod module;
pub mod reference;
pub mod repaired;
pub mod room;
mod same;
pub mod saved;
mod search;
mod sending;
mod serve;
pub mod share;
mod snippet;
pub mod state;
pub mod tables;
mod terms;
pub mod theme;
pub mod wanted;

pub use components::app::{App, AppProps, Still};
use wasm_bindgen_futures::spawn_local;

/// Starts the page, once what it shows at first is loaded, in the element with the id `app`, else in the body; or what
/// works beside the page, in a worker.
pub fn mount() {
    if browser::worker::is_worker() {
        return serve::serve();
    }
    // Panics of the published site have no message.
    if cfg!(debug_assertions) {
        browser::install_panic_hook();
    }
    spawn_local(async {
        // The browser has just taken its time to begin this.
        browser::breathe().await;
        let props = AppProps::begin().await;
        match browser::program_root() {
            Some(root) => yew::Renderer::<App>::with_root_and_props(root, props).render(),
            None => yew::Renderer::<App>::with_props(props).render(),
        };
    });
}
