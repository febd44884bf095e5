//! Writes the fields of a record as the members of a JSON object.

use super::{Field, Member, ORIGIN, Told, write_member, write_name, write_with_origin};

/// A struct that is being written, field by field, in the order of its names.
pub(in crate::scenario) struct RecordWriter<'o, 't> {
    names: &'static [Member],
    told: &'t Told,
    out: &'o mut String,
    at: usize,
}

impl<'o, 't> RecordWriter<'o, 't> {
    #[inline(never)]
    pub(in crate::scenario) fn new(
        names: &'static [Member],
        told: &'t Told,
        out: &'o mut String,
    ) -> Self {
        out.push('{');
        Self { names, told, out, at: 0 }
    }

    /// Writes the next field, unless it can be left out: what was told is written, whatever it is.
    #[inline(never)]
    pub(in crate::scenario) fn field(&mut self, value: &dyn Field) {
        let Some(member) = self.names.get(self.at) else { return };
        if member.required || self.told.is_told(self.at) || !value.is_default() {
            write_name(self.out, member.name);
            match self.told.origin(Some(self.at)) {
                Some(origin) => write_with_origin(self.out, value, origin),
                None => value.write(self.out),
            }
        }
        self.at += 1;
    }

    #[inline(never)]
    pub(in crate::scenario) fn finish(self) {
        if let Some(origin) = self.told.origin(None) {
            write_member(self.out, ORIGIN, origin);
        }
        self.out.push('}');
    }
}
