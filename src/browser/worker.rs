//! The worker beside the page, and the page that a worker is beside.

use gloo::events::EventListener;
use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{EventTarget, MessageEvent};

use super::root_data;

/// The file that starts the program in a worker, in the site's folder.
const SCRIPT: &str = "worker.js";

/// The name under which the site's Content-Security-Policy lets the page make the address of a worker.
const TRUSTED: &str = "accesspath";

/// A worker that runs this program; dropping it ends that at once.
pub struct Worker {
    inner: JsWorker,
    _listeners: [EventListener; 2],
}

/// What a worker says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    /// A text.
    Text(String),
    /// It cannot start, or has died.
    End,
}

impl Worker {
    /// Starts a worker; nothing where the browser refuses it.
    pub fn start(hear: impl Fn(Heard) + Clone + 'static) -> Option<Self> {
        let site = root_data("site")?;
        let inner = JsWorker::new(&trusted(&format!("{site}{SCRIPT}"))).ok()?;
        let target: &EventTarget = inner.unchecked_ref();
        let told = hear.clone();
        let listeners = [
            super::listen(target, "message", move |event| {
                let data = event.dyn_ref::<MessageEvent>().map(MessageEvent::data);
                let text = data.and_then(|it| it.as_string());
                told(text.map_or(Heard::End, Heard::Text));
            }),
            super::listen(target, "error", move |event| {
                // What happens in a worker is no error of the page.
                event.prevent_default();
                hear(Heard::End);
            }),
        ];
        let program = Object::new();
        let put = |name: &str, it: &JsValue| Reflect::set(&program, &name.into(), it).is_ok();
        let is_told = put("js", &root_data("js")?.into())
            && put("module", &wasm_bindgen::module())
            && inner.post_message(&program).is_ok();
        is_told.then_some(Self { inner, _listeners: listeners })
    }

    /// Says a text to it.
    pub fn say(&self, text: &str) {
        let _ = self.inner.post_message(&text.into());
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.inner.terminate();
    }
}

/// The address as the browser takes it where the site's policy allows no other.
fn trusted(address: &str) -> JsValue {
    let policy = || {
        let rules = Object::new();
        // The address is no one's text but the site's.
        let same: js_sys::Function =
            Closure::<dyn Fn(String) -> String>::new(|it| it).into_js_value().dyn_into().ok()?;
        Reflect::set(&rules, &"createScriptURL".into(), &same).ok()?;
        let types = TRUSTED_TYPES.with(Clone::clone)?;
        types.create_policy(TRUSTED, &rules).ok()
    };
    thread_local! {
        static POLICY: std::cell::OnceCell<Option<TrustedTypePolicy>> = const { std::cell::OnceCell::new() };
    }
    POLICY.with(|it| match it.get_or_init(policy) {
        Some(policy) => policy.create_script_url(address),
        None => address.into(),
    })
}

/// The program runs in a worker.
pub fn is_worker() -> bool {
    web_sys::window().is_none()
}

/// Answers the page beside which this worker is: says `first`, and then what `answer` says to each text.
pub fn serve(first: &str, mut answer: impl FnMut(&str) -> Option<String> + 'static) {
    let page: JsScope = js_sys::global().unchecked_into();
    let target = page.clone();
    let listener = EventListener::new(page.unchecked_ref(), "message", move |event| {
        let data = event.dyn_ref::<MessageEvent>().and_then(|it| it.data().as_string());
        if let Some(said) = data.and_then(|it| answer(&it)) {
            target.post_message(&said.into());
        }
    });
    listener.forget();
    page.post_message(&first.into());
}

/// Says to the page that this worker cannot do its work.
pub fn refuse() {
    let page: JsScope = js_sys::global().unchecked_into();
    page.post_message(&JsValue::NULL);
}

#[wasm_bindgen]
extern "C" {
    /// The constructor takes no address that is only a text where the site's policy forbids that, which web-sys does not know.
    #[wasm_bindgen(js_name = Worker)]
    type JsWorker;

    #[wasm_bindgen(constructor, catch, js_class = "Worker")]
    fn new(address: &JsValue) -> Result<JsWorker, JsValue>;

    #[wasm_bindgen(method, catch, js_name = postMessage)]
    fn post_message(this: &JsWorker, message: &JsValue) -> Result<(), JsValue>;

    #[wasm_bindgen(method)]
    fn terminate(this: &JsWorker);

    /// The global object of a worker.
    #[derive(Clone)]
    type JsScope;

    #[wasm_bindgen(method, js_name = postMessage)]
    fn post_message(this: &JsScope, message: &JsValue);

    /// web-sys calls it unstable.
    #[derive(Clone)]
    type TrustedTypePolicyFactory;

    #[wasm_bindgen(method, catch, js_name = createPolicy)]
    fn create_policy(
        this: &TrustedTypePolicyFactory,
        name: &str,
        rules: &Object,
    ) -> Result<TrustedTypePolicy, JsValue>;

    type TrustedTypePolicy;

    #[wasm_bindgen(method, js_name = createScriptURL)]
    fn create_script_url(this: &TrustedTypePolicy, address: &str) -> JsValue;

    #[wasm_bindgen(thread_local_v2, js_name = trustedTypes)]
    static TRUSTED_TYPES: Option<TrustedTypePolicyFactory>;
}
