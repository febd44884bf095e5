//! The saved cases as one tab knows them.

use std::rc::Rc;

use accesspath_engine::scenario::Scenario;
use litemap::LiteMap;

use super::{Damage, Entry, PREFIX, Stamp, Store, Trouble, clean, free};

/// The saved cases as one tab knows them: of each that it opened or wrote, the state in which it left it.
#[derive(Debug)]
pub struct Shelf {
    tab: String,
    copies: usize,
    known: LiteMap<String, Known>,
}

/// The state in which a tab left an entry.
#[derive(Debug)]
struct Known {
    stamp: Stamp,
    body: String,
}

/// A saved case in the list.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// Its id.
    pub id: Rc<str>,
    /// The moment when it was saved, in milliseconds since 1970; zero where the entry does not tell.
    pub saved: u64,
    /// Its content.
    pub content: Result<Content, Damage>,
}

/// What a list says of a case.
#[derive(Debug, Clone, PartialEq)]
pub struct Content {
    /// Its name.
    pub name: String,
    /// The call that it asks about; empty where it asks nothing yet.
    pub call: String,
}

/// The result of saving.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Written {
    /// It is saved under its id.
    Kept,
    /// It is new, and saved under another name, because its own is taken.
    Named {
        /// Its name.
        name: String,
    },
    /// Another tab changed the case, so this is saved as a copy.
    Forked {
        /// The copy's id.
        id: Rc<str>,
        /// The copy's name.
        name: String,
        /// The name that the other tab goes on with.
        original: String,
    },
}

/// What became of a case while this tab did not write it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    /// Nothing.
    Same,
    /// Another tab wrote it.
    Changed,
    /// Another tab wrote it at the same moment as this one: what this tab wrote is there no more.
    Overwritten,
    /// It was deleted.
    Gone,
}

/// A case to go on with.
#[derive(Debug, Clone, PartialEq)]
pub struct Opening {
    /// Its id.
    pub id: Rc<str>,
    /// Its scenario.
    pub scenario: Scenario,
    /// Its facts as they were being typed, if they could not be read.
    pub draft: Option<String>,
}

impl Shelf {
    /// The shelf of a tab, whose name no other tab has.
    pub fn of(tab: String) -> Self {
        Self { tab, copies: 0, known: LiteMap::new() }
    }

    /// The name of the tab.
    pub fn tab(&self) -> &str {
        &self.tab
    }

    /// All cases, the last saved first.
    pub fn list(&self, store: &dyn Store) -> Vec<Listed> {
        let mut all: Vec<Listed> = ids(store)
            .into_iter()
            .filter_map(|id| {
                let text = store.read(&key(&id))?;
                let entry = Entry::read(&text);
                let saved = entry.as_ref().map_or(0, |it| it.saved);
                let content = entry.and_then(|it| it.scenario()).map(|it| Content::of(&it));
                Some(Listed { id: id.into(), saved, content })
            })
            .collect();
        all.sort_by(|a, b| b.saved.cmp(&a.saved).then_with(|| a.id.cmp(&b.id)));
        all
    }

    /// The id of the case to go on with: the `preferred` one, else the last saved.
    pub fn last(&self, store: &dyn Store, preferred: Option<&str>) -> Option<Rc<str>> {
        if let Some(id) = preferred.filter(|it| store.read(&key(it)).is_some()) {
            return Some(id.into());
        }
        let saved = |id: &String| {
            let text = store.read(&key(id)).unwrap_or_default();
            Entry::read(&text).map_or(0, |it| it.saved)
        };
        ids(store).into_iter().max_by_key(saved).map(Into::into)
    }

    /// The name of a case, if it can be read.
    pub fn name(&self, store: &dyn Store, id: &str) -> Option<String> {
        let entry = Entry::read(&store.read(&key(id))?).ok()?;
        Some(clean(&entry.scenario().ok()?.title))
    }

    /// The id of the case that is saved as `scenario` stands.
    pub fn holder(&self, store: &dyn Store, scenario: &Scenario) -> Option<Rc<str>> {
        let body = scenario.to_compact_json();
        let holds = |id: &String| {
            let entry = store.read(&key(id)).and_then(|it| Entry::read(&it).ok());
            entry.is_some_and(|it| it.body == body)
        };
        ids(store).into_iter().find(holds).map(Into::into)
    }

    /// Opens a case.
    ///
    /// # Errors
    ///
    /// If it cannot be read. It stays where it is.
    pub fn open(&mut self, store: &dyn Store, id: &str) -> Result<Opening, Damage> {
        let gone = || Damage::Unreadable("it was deleted".to_owned());
        let entry = Entry::read(&store.read(&key(id)).ok_or_else(gone)?)?;
        let scenario = entry.scenario()?;
        let draft = entry.draft().map(str::to_owned);
        let known = Known { stamp: entry.stamp, body: entry.body };
        self.known.insert(id.to_owned(), known);
        Ok(Opening { id: id.into(), scenario, draft })
    }

    /// Saves `scenario` under `id`, and the `draft` of its facts, or both as a copy where another tab changed what is saved
    /// there.
    ///
    /// # Errors
    ///
    /// If it cannot be saved.
    pub fn write(
        &mut self,
        store: &mut dyn Store,
        id: &str,
        scenario: &Scenario,
        draft: Option<&str>,
        now: u64,
    ) -> Result<Written, Trouble> {
        let body = Entry::body_of(scenario, draft);
        let known = self.known.get(id);
        if known.is_some_and(|it| it.body == body) {
            return Ok(Written::Kept);
        }
        let stored = store.read(&key(id)).map(|it| Entry::read(&it));
        let revision = match (&stored, known) {
            (None, None) => return self.put_new(store, id, scenario, draft, now),
            // Deleted by another tab in the meantime: what is edited here is kept all the same.
            (None, Some(known)) => known.stamp.revision,
            (Some(Ok(stored)), Some(known)) if stored.stamp == known.stamp => stored.stamp.revision,
            (Some(stored), _) => {
                let original = stored.as_ref().ok().and_then(|it| it.scenario().ok());
                let original = original.map_or_else(String::new, |it| clean(&it.title));
                return self.fork(store, scenario, draft, original, now);
            }
        };
        self.put(store, id, revision.saturating_add(1), body, now)?;
        Ok(Written::Kept)
    }

    /// What became of the case `id` since this tab opened or wrote it.
    pub fn look(&self, store: &dyn Store, id: &str) -> Seen {
        let Some(known) = self.known.get(id) else { return Seen::Same };
        let Some(text) = store.read(&key(id)) else { return Seen::Gone };
        match Entry::read(&text) {
            Ok(it) if it.stamp == known.stamp => Seen::Same,
            Ok(it) if known.stamp.tab == self.tab && it.stamp.revision <= known.stamp.revision => {
                Seen::Overwritten
            }
            _ => Seen::Changed,
        }
    }

    /// Forgets what this tab saved of a case, so that the next writing saves it again.
    pub fn let_go(&mut self, id: &str) {
        if let Some(known) = self.known.get_mut(id) {
            known.body.clear();
        }
    }

    /// Gives a case that is not on the page another name.
    ///
    /// # Errors
    ///
    /// A message, if it cannot be read or saved.
    pub fn rename(
        &mut self,
        store: &mut dyn Store,
        id: &str,
        name: &str,
        now: u64,
    ) -> Result<(), String> {
        let Opening { mut scenario, draft, .. } =
            self.open(store, id).map_err(|it| it.message())?;
        scenario.title = clean(name);
        self.write(store, id, &scenario, draft.as_deref(), now)
            .map(drop)
            .map_err(|it| it.message().to_owned())
    }

    /// Saves a copy of a case, and returns the copy's name.
    ///
    /// # Errors
    ///
    /// A message, if it cannot be read or saved.
    pub fn duplicate(
        &mut self,
        store: &mut dyn Store,
        id: &str,
        now: u64,
    ) -> Result<String, String> {
        let gone = || Damage::Unreadable("it was deleted".to_owned()).message();
        let text = store.read(&key(id)).ok_or_else(gone)?;
        let entry = Entry::read(&text).map_err(|it| it.message())?;
        let scenario = entry.scenario().map_err(|it| it.message())?;
        match self.fork(store, &scenario, entry.draft(), String::new(), now) {
            Ok(Written::Forked { name, .. } | Written::Named { name }) => Ok(name),
            Ok(Written::Kept) => Ok(scenario.title),
            Err(trouble) => Err(trouble.message().to_owned()),
        }
    }

    /// Deletes a case, and returns its text, so that this can be undone.
    pub fn delete(&mut self, store: &mut dyn Store, id: &str) -> Option<String> {
        let text = store.read(&key(id));
        store.remove(&key(id));
        self.known.remove(id);
        text
    }

    /// Puts a deleted case back.
    ///
    /// # Errors
    ///
    /// If it cannot be saved.
    pub fn put_back(&self, store: &mut dyn Store, id: &str, text: &str) -> Result<(), Trouble> {
        store.write(&key(id), text)
    }

    /// Deletes everything that the page keeps.
    pub fn forget(&mut self, store: &mut dyn Store) {
        self.known.clear();
        for name in store.names().into_iter().filter(|it| it.starts_with(PREFIX)) {
            store.remove(&name);
        }
    }

    fn fork(
        &mut self,
        store: &mut dyn Store,
        scenario: &Scenario,
        draft: Option<&str>,
        original: String,
        now: u64,
    ) -> Result<Written, Trouble> {
        self.copies += 1;
        let id = format!("{}-copy-{}", self.tab, self.copies);
        let name = match self.put_new(store, &id, scenario, draft, now)? {
            Written::Named { name } => name,
            _ => clean(&scenario.title),
        };
        Ok(Written::Forked { id: id.into(), name, original })
    }

    /// Saves a case that is not saved yet, under a name that no other has.
    fn put_new(
        &mut self,
        store: &mut dyn Store,
        id: &str,
        scenario: &Scenario,
        draft: Option<&str>,
        now: u64,
    ) -> Result<Written, Trouble> {
        let names: Vec<String> =
            self.list(store).into_iter().filter_map(|it| Some(it.content.ok()?.name)).collect();
        let name = free(&scenario.title, &names);
        if name == clean(&scenario.title) {
            self.put(store, id, 1, Entry::body_of(scenario, draft), now)?;
            return Ok(Written::Kept);
        }
        let named = Scenario { title: name.clone(), ..scenario.clone() };
        self.put(store, id, 1, Entry::body_of(&named, draft), now)?;
        Ok(Written::Named { name })
    }

    fn put(
        &mut self,
        store: &mut dyn Store,
        id: &str,
        revision: u64,
        body: String,
        now: u64,
    ) -> Result<(), Trouble> {
        let stamp = Stamp { revision, tab: self.tab.clone() };
        let entry = Entry { stamp, saved: now, body };
        store.write(&key(id), &entry.write()?)?;
        self.known.insert(id.to_owned(), Known { stamp: entry.stamp, body: entry.body });
        Ok(())
    }
}

impl Content {
    fn of(scenario: &Scenario) -> Self {
        let question = &scenario.question;
        let bucket = scenario.bucket().map_or(question.bucket.as_str(), |it| it.name.as_str());
        let call = match (question.operation.as_str(), bucket) {
            ("", _) => String::new(),
            (operation, "") => operation.to_owned(),
            (operation, bucket) => format!("{operation} on {bucket}"),
        };
        Self { name: clean(&scenario.title), call }
    }
}

const CASE: &str = "case-";

/// The name under which the case `id` is kept.
pub fn key(id: &str) -> String {
    format!("{PREFIX}{CASE}{id}")
}

fn ids(store: &dyn Store) -> Vec<String> {
    let of = |name: String| Some(name.strip_prefix(PREFIX)?.strip_prefix(CASE)?.to_owned());
    store.names().into_iter().filter_map(of).collect()
}
