//! The members of an object: which it may have, and which it has twice.

use super::PolicyReader;
use crate::diagnostic::PolicyProblem;
use crate::json::{Member, Members};
use crate::spelling;

impl PolicyReader<'_> {
    /// Reports members that stand twice; condition keys ignore case.
    pub(super) fn unique(&mut self, members: Members<'_>, any_case: bool) {
        for (first, again) in repeated(members, any_case) {
            let name = again.name.to_owned();
            let problem = match first.name == again.name {
                true => PolicyProblem::DuplicateKey(name),
                false => PolicyProblem::DuplicateKeysWithDifferentCase(name),
            };
            self.report(problem, again.name_span);
        }
    }

    /// The elements in the order of their names; what is none, or stands twice, is reported.
    pub(super) fn elements<'j, const N: usize>(
        &mut self,
        members: Members<'j>,
        known: &'static [&'static str; N],
    ) -> [Option<Member<'j>>; N] {
        let mut found = [None; N];
        let mut sound = true;
        for member in members {
            let at = known.iter().position(|it| *it == member.name);
            match at.and_then(|at| found.get_mut(at)) {
                Some(place @ None) => *place = Some(member),
                _ => sound = false,
            }
        }
        if !sound {
            self.unique(members, false);
            self.known(members, known);
        }
        found
    }

    #[inline(never)]
    fn known(&mut self, members: Members<'_>, known: &'static [&'static str]) {
        for member in members.filter(|it| !known.contains(&it.name)) {
            let meant = spelling::nearest(member.name, known);
            let problem =
                PolicyProblem::InvalidPolicyElement { name: member.name.to_owned(), meant };
            self.report(problem, member.name_span);
        }
    }
}

/// The members whose name an earlier one has, each behind the first of them.
#[inline(never)]
fn repeated(members: Members<'_>, any_case: bool) -> Vec<(Member<'_>, Member<'_>)> {
    let few = members.count() <= 8;
    let mut all = members.enumerate();
    let twin = |(at, it): (usize, Member<'_>)| {
        members.take(at).any(|earlier| earlier.name.eq_ignore_ascii_case(it.name))
    };
    if few && !all.any(twin) {
        return Vec::new();
    }
    let name = |it: &Member<'_>| match any_case {
        true => it.name.to_ascii_lowercase(),
        false => it.name.to_owned(),
    };
    let mut sorted: Vec<(String, Member<'_>)> = members.map(|it| (name(&it), it)).collect();
    sorted.sort_by(|one, other| one.0.cmp(&other.0));
    let twins = sorted.chunk_by(|one, other| one.0 == other.0).filter_map(<[_]>::split_first);
    let pairs = twins.flat_map(|(first, rest)| rest.iter().map(|it| (first.1, it.1)));
    let mut found: Vec<(Member<'_>, Member<'_>)> = pairs.collect();
    found.sort_by_key(|(_, again)| again.name_span.start);
    found
}
