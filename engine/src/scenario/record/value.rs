//! The values that the fields of records are made of: texts, numbers, lists, objects of any names, and none.

use std::sync::Arc;

use accesspath_policy::json::{self, Node, Value};
use accesspath_policy::symbol;
use litemap::LiteMap;

use super::{Field, Opening, Reading, next_item, write_member};

impl Field for String {
    fn read(&mut self, node: Node<'_>, reading: &mut Reading) {
        let named = node.members().and_then(|it| it.get("symbol"));
        match (node.value, named.map(|it| it.value)) {
            (Value::String(text), _) => *self = symbol::read(text).into_owned(),
            (_, Some(Value::String(name))) => *self = symbol::of_name(name),
            _ => reading.report("expected a string", node.span),
        }
    }

    fn write(&self, out: &mut String) {
        match symbol::name(self) {
            Some(name) => {
                out.push_str("{\"symbol\":");
                json::print_string(out, &name);
                out.push('}');
            }
            None => json::print_string(out, &symbol::written(self)),
        }
    }

    fn is_default(&self) -> bool {
        self.is_empty()
    }
}

/// A document, by its name or as it is.
impl Field for Arc<str> {
    fn read(&mut self, node: Node<'_>, reading: &mut Reading) {
        *self = match node.value {
            Value::Object(_) => reading.inline(node),
            Value::String(text) => text.into(),
            _ => return reading.report("expected the name of a document, or a policy", node.span),
        };
    }

    fn write(&self, out: &mut String) {
        json::print_string(out, self);
    }

    fn is_default(&self) -> bool {
        self.is_empty()
    }
}

impl Field for bool {
    fn read(&mut self, node: Node<'_>, reading: &mut Reading) {
        match node.value {
            Value::Bool(value) => *self = value,
            _ => reading.report("expected true or false", node.span),
        }
    }

    fn write(&self, out: &mut String) {
        out.push_str(if *self { "true" } else { "false" });
    }

    fn is_default(&self) -> bool {
        !self
    }
}

impl Field for u64 {
    fn read(&mut self, node: Node<'_>, reading: &mut Reading) {
        let number = match node.value {
            Value::Number(number) => number.parse().ok(),
            _ => None,
        };
        match number {
            Some(number) => *self = number,
            None => reading.report("expected a whole number", node.span),
        }
    }

    fn write(&self, out: &mut String) {
        out.push_str(&self.to_string());
    }

    fn is_default(&self) -> bool {
        *self == 0
    }
}

impl Field for u32 {
    fn read(&mut self, node: Node<'_>, reading: &mut Reading) {
        let mut number = 0_u64;
        number.read(node, reading);
        match Self::try_from(number) {
            Ok(number) => *self = number,
            Err(_) => reading.report("the number is too large", node.span),
        }
    }

    fn write(&self, out: &mut String) {
        u64::from(*self).write(out);
    }

    fn is_default(&self) -> bool {
        *self == 0
    }
}

impl<T: Field + Default> Field for Option<T> {
    fn read(&mut self, node: Node<'_>, reading: &mut Reading) {
        if node.value != Value::Null {
            self.insert(T::default()).read(node, reading);
        }
    }

    fn write(&self, out: &mut String) {
        match self {
            Some(value) => value.write(out),
            None => out.push_str("null"),
        }
    }

    fn is_default(&self) -> bool {
        self.is_none()
    }

    fn make_unknown(&mut self) -> bool {
        let mut value = T::default();
        let can = value.make_unknown();
        if can {
            *self = Some(value);
        }
        can
    }

    fn open(&mut self, opening: &mut Opening<'_>) {
        if let Some(value) = self {
            value.open(opening);
        }
    }
}

impl<T: Field + Default> Field for Vec<T> {
    fn read(&mut self, node: Node<'_>, reading: &mut Reading) {
        let Value::Array(items) = node.value else {
            return reading.report("expected a list", node.span);
        };
        for item in items {
            let mut value = T::default();
            value.read(item, reading);
            self.push(value);
        }
    }

    fn write(&self, out: &mut String) {
        out.push('[');
        for item in self {
            next_item(out);
            item.write(out);
        }
        out.push(']');
    }

    fn is_default(&self) -> bool {
        self.is_empty()
    }

    fn open(&mut self, opening: &mut Opening<'_>) {
        for (at, item) in self.iter_mut().enumerate() {
            opening.enter_item(at);
            item.open(opening);
            opening.leave();
        }
    }
}

impl<K: Ord + From<String> + AsRef<str>, V: Field + Default> Field for LiteMap<K, V> {
    fn read(&mut self, node: Node<'_>, reading: &mut Reading) {
        let members = reading.members(node);
        reading.refuse_repeated(members);
        let read = |member: json::Member<'_>| {
            let mut value = V::default();
            value.read(member.node, reading);
            (K::from(member.name.to_owned()), value)
        };
        *self = members.map(read).collect();
    }

    fn write(&self, out: &mut String) {
        out.push('{');
        for (name, value) in self {
            write_member(out, name.as_ref(), value);
        }
        out.push('}');
    }

    fn is_default(&self) -> bool {
        self.is_empty()
    }
}
