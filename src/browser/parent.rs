//! The page around this one, if this one is in a frame: messages to it, and messages from it.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::utils::window;
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Window};

/// The page around this one.
#[derive(Clone)]
pub struct Parent {
    window: Window,
    /// Its origin, once it has said something: until then whoever frames this page hears what it says.
    origin: Rc<RefCell<Option<String>>>,
}

/// A message, member by member.
pub struct Message(Object);

impl Parent {
    /// The page around this one; `None` for a page in no frame.
    pub fn find() -> Option<Self> {
        let own = window();
        let parent = own.parent().ok().flatten().filter(|it| *it != own)?;
        Some(Self { window: parent, origin: Rc::default() })
    }

    /// Says something to it.
    pub fn say(&self, message: Message) {
        let origin = self.origin.borrow();
        let _ = self.window.post_message(&message.0, origin.as_deref().unwrap_or("*"));
    }

    /// Calls `told` with what gives the members of each message from it, as texts; dropping the result ends that.
    pub fn on_message(
        &self,
        told: impl Fn(&dyn Fn(&str) -> Option<String>) + 'static,
    ) -> gloo::events::EventListener {
        let parent = self.clone();
        gloo::events::EventListener::new(&window(), "message", move |event| {
            let Some(event) = event.dyn_ref::<MessageEvent>() else { return };
            let is_parents = event.source().is_some_and(|it| *it == ***parent.window);
            let data = event.data();
            if !is_parents || !data.is_object() {
                return;
            }
            // A page without an address of its own has an origin that no message can be sent to.
            let origin = Some(event.origin()).filter(|it| it != "null");
            *parent.origin.borrow_mut() = origin;
            told(&|name| text_of(&Reflect::get(&data, &name.into()).ok()?));
        })
    }
}

/// A text, a truth or the number of the version as a text.
fn text_of(value: &JsValue) -> Option<String> {
    let word = match (value.as_f64(), value.as_bool()) {
        (Some(1.0), _) => Some("1"),
        (_, Some(true)) => Some("true"),
        _ => None,
    };
    value.as_string().or_else(|| word.map(str::to_owned))
}

impl Message {
    /// A message of that type.
    pub fn of(kind: &str) -> Self {
        Self(Object::new()).put("accesspath", 1).put("type", kind)
    }

    /// A member.
    pub fn put(self, name: &str, value: impl Into<JsValue>) -> Self {
        let _ = Reflect::set(&self.0, &name.into(), &value.into());
        self
    }

    /// A member that is a list of objects.
    pub fn list(self, name: &str, items: impl Iterator<Item = Self>) -> Self {
        let items: Array = items.map(|it| it.0).collect();
        self.put(name, items)
    }

    /// A member that is an object, or null.
    pub fn inside(self, name: &str, object: Option<Self>) -> Self {
        self.put(name, object.map_or(JsValue::NULL, |it| it.0.into()))
    }

    /// An object inside a message.
    pub fn object() -> Self {
        Self(Object::new())
    }
}
