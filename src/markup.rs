//! Makes elements by calls, in the notation of CSS selectors: `el("button.card[type=button]")`.
//!
//! `html!` takes some four hundred bytes of WebAssembly for every element, a call here a few dozen.
//! `html!` remains only for components, which cannot be made by a call.

use std::rc::Rc;

use yew::html::{
    onblur, onchange, onclick, onclose, ondragover, ondrop, onfocus, oninput, onkeydown,
    onmousedown,
};
use yew::prelude::*;
use yew::virtual_dom::{Listener, VList, VTag, VText};

/// An element being made; boxed, because it goes from call to call.
pub struct El(VTag);

/// Starts an element: a tag, then classes, then attributes in brackets, those without a value empty.
#[inline(never)]
pub fn el(selector: &'static str) -> Box<El> {
    let (head, attributes) = selector.split_once('[').unwrap_or((selector, ""));
    let (name, classes) = head.split_once('.').unwrap_or((head, ""));
    let mut tag = VTag::new(name);
    if !classes.is_empty() {
        tag.add_attribute("class", classes.replace('.', " "));
    }
    for attribute in attributes.trim_end_matches(']').split("][").filter(|it| !it.is_empty()) {
        let (name, value) = attribute.split_once('=').unwrap_or((attribute, ""));
        tag.add_attribute(name, value);
    }
    Box::new(El(tag))
}

/// A run of text.
#[inline(never)]
pub fn text(content: &str) -> Html {
    VText::new(Rc::<str>::from(content)).into()
}

/// Several nodes side by side.
#[inline(never)]
pub fn list(nodes: Vec<Html>) -> Html {
    VList::with_children(nodes, None).into()
}

impl El {
    /// An attribute.
    #[inline(never)]
    pub fn put(mut self: Box<Self>, name: &'static str, value: &str) -> Box<Self> {
        self.0.add_attribute(name, Rc::<str>::from(value));
        self
    }

    /// An attribute that says "true" or "false", as those of ARIA do.
    pub fn state(self: Box<Self>, name: &'static str, on: bool) -> Box<Self> {
        self.put(name, if on { "true" } else { "false" })
    }

    /// An attribute without a value, if `on` is true.
    #[inline(never)]
    pub fn toggle(self: Box<Self>, name: &'static str, on: bool) -> Box<Self> {
        if on { self.put(name, "") } else { self }
    }

    /// The content of a text field.
    #[inline(never)]
    pub fn value(mut self: Box<Self>, value: &str) -> Box<Self> {
        self.0.set_value(AttrValue::from(Rc::<str>::from(value)));
        self
    }

    /// The attributes of a field for pasted text: no spell checker, translator or extension may send it anywhere.
    pub fn private(mut self: Box<Self>) -> Box<Self> {
        for name in ["spellcheck", "data-gramm"] {
            self.0.add_attribute(name, "false");
        }
        for name in ["autocomplete", "autocorrect", "autocapitalize"] {
            self.0.add_attribute(name, "off");
        }
        self.0.add_attribute("translate", "no");
        self
    }

    /// The key by which Yew recognises the element among its neighbours in the next rendering.
    pub fn key(mut self: Box<Self>, key: &str) -> Box<Self> {
        self.0.key = Some(key.into());
        self
    }

    /// Lets a component reach the element.
    pub fn node_ref(mut self: Box<Self>, node: &NodeRef) -> Box<Self> {
        self.0.node_ref = node.clone();
        self
    }

    /// A text inside.
    #[inline(never)]
    pub fn text(self: Box<Self>, content: &str) -> Box<Self> {
        self.node(text(content))
    }

    /// An element inside.
    #[inline(never)]
    pub fn add(self: Box<Self>, child: Box<Self>) -> Box<Self> {
        self.node(child.done())
    }

    /// An element inside, if there is one; else a placeholder, so that Yew does not confuse its neighbours.
    #[inline(never)]
    pub fn maybe(self: Box<Self>, child: Option<Box<Self>>) -> Box<Self> {
        match child {
            Some(child) => self.add(child),
            None => self.node(Html::default()),
        }
    }

    /// Elements inside; their number may change without moving those beside them.
    pub fn each(self: Box<Self>, mut children: impl Iterator<Item = Box<Self>>) -> Box<Self> {
        self.each_of(&mut children)
    }

    #[inline(never)]
    fn each_of(self: Box<Self>, children: &mut dyn Iterator<Item = Box<Self>>) -> Box<Self> {
        self.node(list(children.map(Self::done).collect()))
    }

    /// A node inside.
    #[inline(never)]
    pub fn node(mut self: Box<Self>, child: Html) -> Box<Self> {
        self.0.add_child(child);
        self
    }

    /// Calls `told` on a click.
    #[inline(never)]
    pub fn on_click(self: Box<Self>, told: Callback<MouseEvent>) -> Box<Self> {
        self.listen(Rc::new(onclick::Wrapper::new(told)))
    }

    /// Calls `told` when a button of the mouse goes down.
    pub fn on_press(self: Box<Self>, told: Callback<MouseEvent>) -> Box<Self> {
        self.listen(Rc::new(onmousedown::Wrapper::new(told)))
    }

    /// Calls `told` when a key is pressed.
    pub fn on_key(self: Box<Self>, told: Callback<KeyboardEvent>) -> Box<Self> {
        self.listen(Rc::new(onkeydown::Wrapper::new(told)))
    }

    /// Calls `told` when the value changes.
    #[inline(never)]
    pub fn on_change(self: Box<Self>, told: Callback<Event>) -> Box<Self> {
        self.listen(Rc::new(onchange::Wrapper::new(told)))
    }

    /// Calls `told` on every input.
    #[inline(never)]
    pub fn on_input(self: Box<Self>, told: Callback<InputEvent>) -> Box<Self> {
        self.listen(Rc::new(oninput::Wrapper::new(told)))
    }

    /// Calls `told` when the element gets the focus.
    pub fn on_focus(self: Box<Self>, told: Callback<FocusEvent>) -> Box<Self> {
        self.listen(Rc::new(onfocus::Wrapper::new(told)))
    }

    /// Calls `told` when the element loses the focus.
    pub fn on_blur(self: Box<Self>, told: Callback<FocusEvent>) -> Box<Self> {
        self.listen(Rc::new(onblur::Wrapper::new(told)))
    }

    /// Calls `told` when something is dropped on the element, which takes what is dragged over it.
    pub fn on_drop(self: Box<Self>, told: Callback<DragEvent>) -> Box<Self> {
        let over = Callback::from(|event: DragEvent| event.prevent_default());
        self.listen(Rc::new(ondragover::Wrapper::new(over)))
            .listen(Rc::new(ondrop::Wrapper::new(told)))
    }

    /// Calls `told` when a dialog closes.
    pub fn on_close(self: Box<Self>, told: Callback<Event>) -> Box<Self> {
        self.listen(Rc::new(onclose::Wrapper::new(told)))
    }

    #[inline(never)]
    fn listen(mut self: Box<Self>, listener: Rc<dyn Listener>) -> Box<Self> {
        self.0.add_listener(listener);
        self
    }

    /// The finished element.
    #[expect(clippy::boxed_local, reason = "an element comes boxed from the call before")]
    #[inline(never)]
    pub fn done(self: Box<Self>) -> Html {
        self.0.into()
    }
}
