//! Reads the documents of a scenario, each once for every kind of policy that it is used as.

use std::sync::Arc;

use accesspath_policy::authorize::Source;
use accesspath_policy::policy::{DocumentId, Parsed, Policy, PolicyKind, parse_policy};
use accesspath_policy::publicness::publicness;
use accesspath_policy::request::Subject;
use accesspath_policy::truth::Truth;

use crate::scenario::change::slots;
use crate::scenario::{Fact, Scenario, document_text};

/// A policy is attached whose text the scenario lacks: it may be one of AWS's managed policies, which were not given.
#[must_use]
pub fn lacks_texts(scenario: &Scenario) -> bool {
    let is_missing = |id: &DocumentId| document_text(scenario, id).is_none();
    !scenario.managed.is_here() && slots(scenario).iter().any(|(_, id)| is_missing(id))
}

/// The identity-based policy with full permissions.
pub(crate) const EVERYTHING: &str =
    r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#;

/// The documents of one scenario, read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Documents {
    /// INVARIANT: by document, then by kind, each pair once.
    parsed: Vec<Arc<Parsed<Policy>>>,
}

impl Documents {
    /// Reads every document that is attached somewhere.
    pub fn read(scenario: &Scenario) -> Self {
        Self::default().read_again(scenario)
    }

    /// Reads every document that is attached somewhere in `scenario`; one that these hold with the same text is taken
    /// over.
    ///
    /// INVARIANT: the same as [`Self::read`], because a reading depends on the name, the kind and the text alone.
    pub fn read_again(&self, scenario: &Scenario) -> Self {
        let mut documents = Self::default();
        for (slot, id) in slots(scenario) {
            let kind = slot.kind();
            if let Err(at) = documents.place(&id, kind)
                && let Some(text) = document_text(scenario, &id)
            {
                let before = self.get(&id, kind).filter(|it| it.text == text).cloned();
                let read = before.unwrap_or_else(|| Arc::new(parse_policy(id, kind, &text)));
                documents.parsed.insert(at, read);
            }
        }
        documents
    }

    /// These documents, with `text` in addition, which is named `id` and read as `kind`.
    pub(crate) fn with(&self, id: &DocumentId, kind: PolicyKind, text: &str) -> Self {
        let mut documents = self.clone();
        if let Err(at) = documents.place(id, kind) {
            documents.parsed.insert(at, Arc::new(parse_policy(id.clone(), kind, text)));
        }
        documents
    }

    /// The index of a document of that kind; as an error, the index at which it would be inserted.
    fn place(&self, id: &DocumentId, kind: PolicyKind) -> Result<usize, usize> {
        self.parsed.binary_search_by(|it| (&it.document, it.value.kind).cmp(&(id, kind)))
    }

    /// A document as a policy of `kind`; `None` if it is not attached as one.
    pub fn get(&self, id: &DocumentId, kind: PolicyKind) -> Option<&Arc<Parsed<Policy>>> {
        self.parsed.get(self.place(id, kind).ok()?)
    }

    /// Every reading of every document.
    pub fn iter(&self) -> impl Iterator<Item = (&DocumentId, PolicyKind, &Arc<Parsed<Policy>>)> {
        self.parsed.iter().map(|it| (&it.document, it.value.kind, it))
    }

    /// The policy of the question's bucket; `None` if it has none that is known.
    pub(crate) fn bucket_policy(&self, scenario: &Scenario) -> Option<&Arc<Parsed<Policy>>> {
        let id = scenario.bucket()?.policy.as_ref()?.known()?;
        self.get(id, PolicyKind::Bucket)
    }

    /// The policy of the question's bucket is public.
    pub(crate) fn is_public(&self, scenario: &Scenario) -> Truth {
        let policy = self.bucket_policy(scenario);
        policy.map_or(Truth::No, |it| publicness(&it.value, Subject::Bucket).truth)
    }

    /// The document as a source of a layer; a document that does not exist is `NotGiven`.
    pub(crate) fn source(&self, id: &DocumentId, kind: PolicyKind) -> Source {
        self.get(id, kind).map_or(Source::NotGiven, |it| Source::Policy(it.clone()))
    }

    /// The source behind a fact.
    pub(crate) fn fact(&self, fact: Option<&Fact<DocumentId>>, kind: PolicyKind) -> Option<Source> {
        fact.map(|it| match it {
            Fact::Known(id) => self.source(id, kind),
            Fact::Unknown => Source::NotGiven,
        })
    }

    /// The sources behind a list; an unknown list is one source that is `NotGiven`.
    pub(crate) fn list(&self, fact: &Fact<Vec<DocumentId>>, kind: PolicyKind) -> Vec<Source> {
        match fact {
            Fact::Known(ids) => ids.iter().map(|it| self.source(it, kind)).collect(),
            Fact::Unknown => vec![Source::NotGiven],
        }
    }

    /// The sources behind levels.
    pub(crate) fn levels(
        &self,
        fact: Option<&Fact<Vec<Vec<DocumentId>>>>,
        kind: PolicyKind,
    ) -> Option<Vec<Vec<Source>>> {
        fact.map(|it| match it {
            Fact::Known(levels) => {
                let level =
                    |ids: &Vec<DocumentId>| ids.iter().map(|it| self.source(it, kind)).collect();
                levels.iter().map(level).collect()
            }
            Fact::Unknown => vec![vec![Source::NotGiven]],
        })
    }
}
