//! Reads the members of a JSON object into the fields of a record.

use accesspath_policy::json::{Members, Node, Value};
use accesspath_policy::spelling;

use super::{Field, Member, ORIGIN, Reading, Told, read_origin, with_origin};

/// A struct that is being read, field by field, in the order of its names.
pub(super) struct RecordReader<'j, 'r> {
    node: Node<'j>,
    members: Members<'j>,
    names: &'static [Member],
    reading: &'r mut Reading,
    at: usize,
    told: Told,
}

impl<'j, 'r> RecordReader<'j, 'r> {
    /// Starts reading an object; members that are no field, or occur twice, are mistakes.
    #[inline(never)]
    pub(super) fn new(node: Node<'j>, names: &'static [Member], reading: &'r mut Reading) -> Self {
        let members = match stands_for_all(node, names) {
            true => Members::default(),
            false => reading.members(node),
        };
        for (at, member) in members.enumerate() {
            let name = member.name;
            if name == ORIGIN {
                continue;
            }
            if !names.iter().any(|it| it.name == name) {
                let known: Vec<&str> = names.iter().map(|it| it.name).collect();
                let message = match spelling::nearest(name, &known) {
                    Some(meant) => format!("unknown field \"{name}\": did you mean \"{meant}\"?"),
                    None => {
                        format!("unknown field \"{name}\"; known here are {}", known.join(", "))
                    }
                };
                reading.report(&message, member.name_span);
            } else if members.take(at).any(|it| it.name == name) {
                reading.twice(member);
            }
        }
        let mut told = Told::default();
        if let Some(origin) = members.get(ORIGIN) {
            told.set_origin(None, read_origin(origin, reading));
        }
        Self { node, members, names, reading, at: 0, told }
    }

    /// Reads the next field; if it is absent, that is a mistake only for a required field.
    #[inline(never)]
    pub(super) fn field(&mut self, value: &mut dyn Field) {
        let Some(Member { name, required, .. }) = self.names.get(self.at) else { return };
        let on = Node { value: Value::Bool(true), ..self.node };
        let all = stands_for_all(self.node, self.names).then_some(on);
        if let Some(node) = all.or_else(|| self.members.get(name)) {
            self.told.tell(self.at);
            let (node, origin) = with_origin(node);
            if let Some(origin) = origin {
                self.told.set_origin(Some(self.at), read_origin(origin, self.reading));
            }
            self.reading.fields.push(name);
            value.read(node, self.reading);
            self.reading.fields.pop();
        } else if *required {
            self.reading.report(&format!("missing field \"{name}\""), self.node.span);
        }
        self.at += 1;
    }

    /// What the object told.
    pub(super) fn finish(self) -> Told {
        self.told
    }
}

/// The word that stands for the four switches of Block Public Access, all on.
fn stands_for_all(node: Node<'_>, names: &[Member]) -> bool {
    node.value == Value::String("all_on")
        && names.first().is_some_and(|it| it.name == "block_public_acls")
}
