//! A case that is put together from what a person pastes and from what they tell on the cards.
//!
//! The scenario is computed anew from all of it after every step, so that a thing that is removed leaves nothing behind.

use std::rc::Rc;

use accesspath_engine::next::{Heard, Next};
use accesspath_engine::scenario::Scenario;
use accesspath_engine::scenario::change::{self, Change};
use accesspath_import::{
    Choice, Evidence, Given, Holder, Recognised, add_all, give, recognise, start,
};
use accesspath_policy::truth::Truth;

use super::{AppState, Opened, Source};
use crate::module::elsewhere;

/// What a person put together.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct YourCase {
    /// What was recognised in what they pasted.
    pub found: Vec<Recognised>,
    /// Beside each of those the reason why it has no place in the case.
    pub left: Vec<Option<String>>,
    /// What they told on the cards, by field.
    pub told: Vec<(Field, Given)>,
    /// The cards of which they know nothing.
    pub unknown: Vec<Card>,
    /// What they changed in the picture.
    pub changes: Vec<Change>,
    /// The number of things that the last paste added.
    pub added: usize,
    /// The scenario that all of this comes to.
    pub scenario: Rc<Scenario>,
}

/// The cards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Card {
    /// Who calls.
    Caller,
    /// Where the function runs, and its network.
    Standing,
    /// The bucket.
    Bucket,
    /// The policies.
    Policies,
    /// The call.
    Call,
}

/// What would decide the answer next, for the scenario for which that was last asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Foreseen {
    /// The scenario.
    pub scenario: Rc<Scenario>,
    /// The topics, most telling first.
    pub all: Vec<Next>,
}

/// A field of a card: a later value takes the place of an earlier one.
pub type Field = &'static str;

/// A step of the person.
#[derive(Debug, Clone, PartialEq)]
pub enum CaseStep {
    /// Begins a case.
    Begin,
    /// Pasted a text, or dropped a file of that name.
    Paste {
        /// The file; empty for a pasted text.
        file: String,
        /// The text.
        text: String,
    },
    /// Chose a reading of what was found.
    Choose {
        /// The number of what was found.
        found: usize,
        /// The number of its question.
        question: usize,
        /// The number of the reading.
        choice: usize,
    },
    /// Removed something that was found.
    Remove(usize),
    /// Told a fact, or took it back.
    Tell(Field, Option<Given>),
    /// Knows nothing of a card, or something again.
    Know(Card, bool),
    /// Goes on in the workbench.
    Leave,
}

impl YourCase {
    /// A case of which nothing is known.
    pub fn begin() -> Self {
        begun()
    }

    /// The case after a step; `title` is what the person calls it.
    pub fn after(&self, step: CaseStep, title: Option<&str>) -> Self {
        stepped(self, step, title)
    }

    /// The case with a change of its picture.
    pub fn changed(&self, change: Change, title: Option<&str>) -> Self {
        changed(self, change, title)
    }

    /// The case with the scenario that it comes to.
    fn built(mut self, title: Option<&str>) -> Self {
        let known: Vec<Recognised> = self.found.iter().map(|it| self.without_unknown(it)).collect();
        let (mut scenario, left) = add_all(&start(), &known);
        self.left = left.into_iter().map(|it| it.map(|it| it.to_string())).collect();
        for (_, given) in self.told.iter().filter(|it| !self.unknown.contains(&card_of(&it.1))) {
            if let Ok(next) = give(&scenario, given) {
                scenario = next;
            }
        }
        for change in &self.changes {
            scenario = change::apply(&scenario, change.clone());
        }
        if let Some(title) = title {
            title.clone_into(&mut scenario.title);
        }
        self.scenario = Rc::new(scenario);
        self
    }

    /// What was recognised, without what the person says they do not know.
    fn without_unknown(&self, found: &Recognised) -> Recognised {
        let known = |all: &[Given]| {
            all.iter().filter(|it| !self.unknown.contains(&card_of(it))).cloned().collect()
        };
        let mut own = found.clone();
        own.facts = known(&found.facts);
        for question in &mut own.questions {
            let choices = question.choices.iter();
            let choice = |it: &Choice| Choice { label: it.label.clone(), facts: known(&it.facts) };
            question.choices = choices.map(choice).collect();
        }
        own
    }

    /// What AWS said, by the messages that were pasted.
    pub fn evidence(&self) -> impl Iterator<Item = &Evidence> {
        self.found.iter().filter_map(|it| it.evidence.as_ref())
    }

    /// The same for what is asked next.
    pub fn heard(&self) -> Heard {
        let mut heard = Heard::default();
        for it in self.evidence() {
            heard.controls.extend_from_slice(&it.controls);
            if heard.answered != Truth::Yes {
                heard.answered = it.answered;
            }
        }
        heard
    }

    /// The value of a field that the person told.
    pub fn told(&self, field: Field) -> Option<&Given> {
        self.told.iter().find(|it| it.0 == field).map(|it| &it.1)
    }

    /// What was found tells something of the card.
    pub fn is_found(&self, card: Card) -> bool {
        self.found.iter().flat_map(Recognised::told).any(|it| card_of(it) == card)
    }
}

elsewhere! { import "01"
fn begun() -> YourCase {
    YourCase::default().built(None)
} }

elsewhere! { import "02"
fn stepped(case: &YourCase, step: CaseStep, title: Option<&str>) -> YourCase {
    let mut next = case.clone();
    next.added = 0;
    match step {
        CaseStep::Paste { file, text } => {
            for it in recognise(&file, &text) {
                let is_same = |own: &Recognised| {
                    own.title == it.title
                        && own.facts == it.facts
                        && own.questions.len() == it.questions.len()
                        && own.kind == it.kind
                };
                if !next.found.iter().any(is_same) {
                    next.found.push(it);
                    next.added += 1;
                }
            }
        }
        CaseStep::Choose { found, question, choice } => {
            let own = next.found.get_mut(found).and_then(|it| it.questions.get_mut(question));
            if let Some(own) = own.filter(|it| choice < it.choices.len()) {
                own.chosen = Some(choice);
            }
        }
        CaseStep::Remove(at) if at < next.found.len() => drop(next.found.remove(at)),
        CaseStep::Tell(field, given) => {
            next.told.retain(|it| it.0 != field);
            if let Some(given) = given {
                next.unknown.retain(|it| *it != card_of(&given));
                next.told.push((field, given));
            }
        }
        CaseStep::Know(card, knows) => {
            next.unknown.retain(|it| *it != card);
            if !knows {
                next.unknown.push(card);
            }
        }
        CaseStep::Begin | CaseStep::Remove(_) | CaseStep::Leave => {}
    }
    next.built(title)
} }

elsewhere! { import "03"
fn changed(case: &YourCase, change: Change, title: Option<&str>) -> YourCase {
    let mut next = case.clone();
    next.changes.push(change);
    next.built(title)
} }

impl AppState {
    /// Changes the scenario, or the case that it is put together from.
    pub(super) fn change_case_or_scenario(&mut self, change: Change) {
        match self.view.your_case.clone() {
            Some(case) => self.put(case.changed(change, Some(&self.scenario.title))),
            None => self.change(change),
        }
    }

    /// Takes a step of a case that is put together; the first one begins it.
    pub(super) fn step(&mut self, step: CaseStep) {
        let begun = match (&step, &self.view.your_case) {
            (CaseStep::Leave, _) => {
                self.view.your_case = None;
                return;
            }
            (CaseStep::Begin, _) | (_, None) => {
                let case = YourCase::begin();
                self.open(Opened::of(case.scenario.clone(), Source::New));
                self.view.your_cases = Rc::default();
                self.remember(case)
            }
            (_, Some(case)) => case.clone(),
        };
        if step != CaseStep::Begin {
            let title = self.scenario.title.clone();
            self.put(begun.after(step, Some(&title)));
        }
    }

    /// Shows what a case comes to.
    fn put(&mut self, case: YourCase) {
        self.draw((*case.scenario).clone());
        self.remember(case);
    }

    /// Keeps a case, so that undo and redo find it again.
    fn remember(&mut self, case: YourCase) -> Rc<YourCase> {
        let case = Rc::new(case);
        Rc::make_mut(&mut self.view.your_cases).push(case.clone());
        self.view.your_case = Some(case.clone());
        case
    }

    /// Shows the case that comes to the scenario after an undo or redo; of several, the last.
    pub(super) fn recall_case(&mut self) {
        if self.view.your_case.is_some() {
            let comes_to = |it: &&Rc<YourCase>| {
                let mut own = (*it.scenario).clone();
                own.title.clone_from(&self.scenario.title);
                own.managed.clone_from(&self.scenario.managed);
                own.facts.clone_from(&self.scenario.facts);
                own == *self.scenario
            };
            self.view.your_case = self.view.your_cases.iter().rev().find(comes_to).cloned();
        }
    }
}

/// The card that a fact stands on.
pub fn card_of(given: &Given) -> Card {
    match given {
        Given::Role(_) | Given::Function(_) | Given::User(_) => Card::Caller,
        Given::Member { of: Holder::Function | Holder::Role, .. } => Card::Caller,
        Given::Member { of: Holder::Question, .. } => Card::Call,
        Given::Member { of: Holder::Bucket, name: "policy", .. } => Card::Policies,
        Given::Member { .. } | Given::Bucket(_) | Given::Region(_) => Card::Bucket,
        Given::Record { list: "keys" | "access_points", .. } => Card::Bucket,
        Given::Record { .. }
        | Given::MemberOf { .. }
        | Given::NoEndpoint
        | Given::Stands(_)
        | Given::Through { .. }
        | Given::PrefixList(_) => Card::Standing,
        Given::Policy { .. } | Given::Attached(_) | Given::Bounded(_) | Given::NoPolicy(_) => {
            Card::Policies
        }
    }
}

#[cfg(test)]
mod tests {
    use accesspath_engine::analyze;
    use accesspath_engine::next::next;
    use accesspath_engine::topic::About;
    use accesspath_policy::policy::PolicyKind;

    use super::*;

    const MESSAGE: &str = "An error occurred (AccessDenied) when calling the GetObject operation: User: arn:aws:sts::111122223333:assumed-role/r/reader is not authorized to perform: s3:GetObject on resource: \"arn:aws:s3:::thumbs-prod/a\" because no identity-based policy allows the s3:GetObject action";

    fn pasted(case: &YourCase, text: &str) -> YourCase {
        case.after(CaseStep::Paste { file: String::new(), text: text.to_owned() }, None)
    }

    fn bucket(case: &YourCase) -> String {
        case.scenario.bucket().map(|it| it.name.clone()).unwrap_or_default()
    }

    #[test]
    fn what_is_removed_leaves_nothing_behind() {
        let empty = YourCase::begin();
        let case = pasted(&empty, MESSAGE);
        assert_eq!((case.added, bucket(&case).as_str()), (1, "thumbs-prod"));
        assert_eq!(pasted(&case, MESSAGE).found.len(), 1);
        let case = case.after(CaseStep::Remove(0), None);
        assert_eq!(case.scenario, empty.scenario);
        assert_eq!(case.after(CaseStep::Remove(7), None).scenario, empty.scenario);
    }

    #[test]
    fn what_a_person_does_not_know_is_not_taken_from_what_they_pasted() {
        let case = pasted(&YourCase::begin(), MESSAGE);
        let unknown = case.after(CaseStep::Know(Card::Bucket, false), None);
        assert_ne!(bucket(&unknown), "thumbs-prod");
        assert_eq!(unknown.scenario.question.key, "a");
        // Telling something of it means to know it again.
        let told = CaseStep::Tell("region", Some(Given::Region("eu-west-1".to_owned())));
        assert_eq!(bucket(&unknown.after(told, None)), "thumbs-prod");
    }

    #[test]
    fn a_field_is_told_once_and_can_be_taken_back() {
        let case = pasted(&YourCase::begin(), MESSAGE);
        let none = || Some(Given::NoPolicy(PolicyKind::Identity));
        let told = case.after(CaseStep::Tell("identity", none()), None);
        let told = told.after(CaseStep::Tell("identity", none()), None);
        assert_eq!(told.told.len(), 1);
        assert_eq!(told.after(CaseStep::Tell("identity", None), None).scenario, case.scenario);
        let told =
            told.after(CaseStep::Tell("bucket", Some(Given::NoPolicy(PolicyKind::Bucket))), None);
        let asked = |case: &YourCase| {
            let all = next(&case.scenario, &analyze(&case.scenario), &case.heard());
            let is_policy =
                |it: &Next| matches!(it.topic.about, About::BucketPolicy | About::IdentityPolicies);
            all.iter().filter(|it| is_policy(it)).count()
        };
        assert_eq!((asked(&case), asked(&told)), (2, 0));
    }

    #[test]
    fn a_change_of_the_picture_stays_through_later_steps() {
        let case = pasted(&YourCase::begin(), MESSAGE);
        let case = case.changed(Change::SetKey("other".to_owned()), Some("Mine"));
        let case = pasted(&case, "sg-0a1b2c3d");
        assert_eq!(case.scenario.question.key, "other");
    }
}
