//! The members of a record that stood in the file, those that are not known because they did not, and their origins.

use std::sync::Arc;

use super::{Field, Member, Opening, Origin, Untold};

/// The origins of members, each with the number of its member.
type Origins = Vec<(Option<usize>, Origin)>;

/// What a file told of a record.
#[derive(Debug, PartialEq, Eq, Default)]
pub struct Told {
    /// A bit for each member that stood in the file, in the order of the record.
    given: u64,
    /// A bit for each member that was not told and is not known, where its type cannot say so.
    open: u64,
    /// The origins of members, by number, and of the record itself; none in most scenarios.
    origins: Option<Arc<Origins>>,
}

impl Clone for Told {
    /// Out of line, since every record has one.
    #[inline(never)]
    fn clone(&self) -> Self {
        Self { given: self.given, open: self.open, origins: self.origins.clone() }
    }
}

impl Told {
    /// The member of that number stood in the file.
    pub(super) const fn is_told(&self, at: usize) -> bool {
        self.given & bit(at) != 0
    }

    pub(super) const fn tell(&mut self, at: usize) {
        self.given |= bit(at);
    }

    #[inline(never)]
    pub(in crate::scenario) fn tell_named(&mut self, members: &[Member], name: &str, told: bool) {
        match members.iter().position(|it| it.name == name) {
            Some(at) if told => self.tell(at),
            Some(at) => self.given &= !bit(at),
            None => {}
        }
    }

    #[inline(never)]
    pub(in crate::scenario) fn is_open(&self, members: &[Member], name: &str) -> bool {
        members.iter().position(|it| it.name == name).is_some_and(|it| self.open & bit(it) != 0)
    }

    #[inline(never)]
    pub(in crate::scenario) fn tells(&self, members: &[Member], name: &str) -> bool {
        members.iter().position(|it| it.name == name).is_some_and(|it| self.is_told(it))
    }

    /// The origin of a member, or of the record itself.
    pub(super) fn origin(&self, of: Option<usize>) -> Option<&Origin> {
        self.origins.as_ref()?.iter().find(|it| it.0 == of).map(|it| &it.1)
    }

    /// Where the record and its members come from.
    pub fn all_origins(&self) -> impl Iterator<Item = &Origin> {
        self.origins.iter().flat_map(|it| it.iter()).map(|it| &it.1)
    }

    pub(super) fn set_origin(&mut self, of: Option<usize>, origin: Origin) {
        Arc::make_mut(self.origins.get_or_insert_default()).push((of, origin));
    }

    /// Makes the member `value` unknown.
    #[inline(never)]
    pub(in crate::scenario) fn make_unknown(&mut self, at: usize, value: &mut dyn Field) {
        if !value.make_unknown() {
            self.open |= bit(at);
        }
    }

    /// Treats the member `value` as `opening` says where it was not told, and else what is below it.
    #[inline(never)]
    pub(in crate::scenario) fn open(
        &mut self,
        members: &[Member],
        at: usize,
        value: &mut dyn Field,
        opening: &mut Opening<'_>,
    ) {
        let Some(member) = members.get(at).filter(|it| !it.free) else { return };
        opening.enter(member.name);
        if member.required || self.is_told(at) || !value.is_default() {
            value.open(opening);
        } else {
            match opening.next() {
                Untold::Unknown => self.make_unknown(at, value),
                Untold::Told => {
                    self.tell(at);
                    value.open(opening);
                }
                Untold::None => {}
            }
        }
        opening.leave();
    }
}

const fn bit(at: usize) -> u64 {
    1 << (at % 64)
}
