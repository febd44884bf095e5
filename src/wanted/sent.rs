//! Reports as lists of values, and back.
//!
//! Both ends are the same program, so that no value has a name. What serde derives for the same types would be six times
//! as large.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::vec::IntoIter;

use accesspath_engine::report::{
    AssumedReport, CallerReport, ChangeReport, ChangedReport, DocumentReport, EffectReport,
    FixReport, GridRowReport, LeftReport, LockOutReport, ReachReport, RuleReport, SetReport,
    SparedReport, TaskReport,
};
use accesspath_engine::scenario::Scenario;
use accesspath_policy::lint::LintFinding;
use accesspath_policy::text::Span;
use serde_json::Value;

use crate::findings::{Found, LEVELS};
use crate::mend::{Mend, RENAMED};

/// What can go between a worker and the page.
pub trait Sent: Sized {
    /// The value for it.
    fn write(&self) -> Value;

    /// What such a value is; nothing where it is something else.
    fn read(value: Value) -> Option<Self>;
}

impl Sent for Value {
    fn write(&self) -> Value {
        self.clone()
    }

    fn read(value: Value) -> Option<Self> {
        Some(value)
    }
}

impl Sent for bool {
    fn write(&self) -> Value {
        Value::Bool(*self)
    }

    fn read(value: Value) -> Option<Self> {
        value.as_bool()
    }
}

impl Sent for usize {
    fn write(&self) -> Value {
        (*self).into()
    }

    fn read(value: Value) -> Option<Self> {
        value.as_u64()?.try_into().ok()
    }
}

impl Sent for u32 {
    fn write(&self) -> Value {
        (*self).into()
    }

    fn read(value: Value) -> Option<Self> {
        value.as_u64()?.try_into().ok()
    }
}

impl Sent for String {
    fn write(&self) -> Value {
        Value::String(self.clone())
    }

    fn read(value: Value) -> Option<Self> {
        match value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }
}

/// A word of a closed list. One that is read is kept for as long as the page lives, once.
impl Sent for &'static str {
    fn write(&self) -> Value {
        Value::String((*self).to_owned())
    }

    fn read(value: Value) -> Option<Self> {
        thread_local! {
            static KEPT: RefCell<BTreeSet<&'static str>> = const { RefCell::new(BTreeSet::new()) };
        }
        let word = String::read(value)?;
        Some(KEPT.with_borrow_mut(|all| match all.get(&*word) {
            Some(kept) => *kept,
            None => {
                let word: &'static str = word.leak();
                all.insert(word);
                word
            }
        }))
    }
}

impl<T: Sent> Sent for Option<T> {
    fn write(&self) -> Value {
        self.as_ref().map_or(Value::Null, T::write)
    }

    fn read(value: Value) -> Option<Self> {
        match value {
            Value::Null => Some(None),
            value => T::read(value).map(Some),
        }
    }
}

impl<T: Sent> Sent for Vec<T> {
    fn write(&self) -> Value {
        Value::Array(self.iter().map(T::write).collect())
    }

    fn read(value: Value) -> Option<Self> {
        list(value)?.map(T::read).collect()
    }
}

impl<A: Sent, B: Sent> Sent for (A, B) {
    fn write(&self) -> Value {
        Value::Array(vec![self.0.write(), self.1.write()])
    }

    fn read(value: Value) -> Option<Self> {
        let mut parts = list(value)?;
        Some((next(&mut parts)?, next(&mut parts)?))
    }
}

impl<K: Sent + Ord, V: Sent> Sent for BTreeMap<K, V> {
    fn write(&self) -> Value {
        Value::Array(
            self.iter().map(|(key, it)| Value::Array(vec![key.write(), it.write()])).collect(),
        )
    }

    fn read(value: Value) -> Option<Self> {
        list(value)?.map(<(K, V)>::read).collect()
    }
}

/// As a file has it: without what a program gives.
impl Sent for Scenario {
    fn write(&self) -> Value {
        self.to_json().into()
    }

    fn read(value: Value) -> Option<Self> {
        Self::from_json(value.as_str()?).ok()
    }
}

fn list(value: Value) -> Option<IntoIter<Value>> {
    match value {
        Value::Array(all) => Some(all.into_iter()),
        _ => None,
    }
}

fn next<T: Sent>(parts: &mut IntoIter<Value>) -> Option<T> {
    T::read(parts.next()?)
}

macro_rules! sent {
    ($($record:ident { $($field:ident),* })*) => {$(
        impl Sent for $record {
            fn write(&self) -> Value {
                Value::Array(vec![$(self.$field.write()),*])
            }

            fn read(value: Value) -> Option<Self> {
                let mut parts = list(value)?;
                Some(Self { $($field: next(&mut parts)?),* })
            }
        }
    )*};
}

sent! {
    FixReport { goals, sets, further, left, contradiction, evaluations, is_bound_reached }
    SetReport { told, changes, documents, effect, unverified, assumed, commands, undo, after }
    ChangeReport { told, by, moves, edits }
    DocumentReport { document, lines }
    EffectReport {
        told, opened, shut, operations, callers, lock_out, makes_public, spared, cut_off, monthly_cents, by
    }
    SparedReport { document, statement, without }
    ChangedReport { what, on, before, after }
    LeftReport { control, why, told }
    AssumedReport { assumed, member }
    LockOutReport { verdict, able, perhaps, locked_out, unverified, unclear, title, told }
    RuleReport { rule, told, page }
    ReachReport { told, tasks, callers }
    TaskReport { task, name }
    CallerReport {
        who, name, title, told, path, outcomes, policy_change, keys, access_points, by, symptoms, unverified
    }
    GridRowReport { name, on, heading, outcomes }
    Found { finding, mend }
}

impl Sent for LintFinding {
    fn write(&self) -> Value {
        let Self { code, severity, span, headline, help, instead } = self;
        let level = LEVELS.iter().position(|it| it == severity).unwrap_or_default();
        Value::Array(vec![
            code.write(),
            level.write(),
            (span.start, span.end).write(),
            headline.write(),
            help.write(),
            instead.write(),
        ])
    }

    fn read(value: Value) -> Option<Self> {
        let mut parts = list(value)?;
        let (code, level) = (next(&mut parts)?, next::<usize>(&mut parts)?);
        let (start, end) = next(&mut parts)?;
        Some(Self {
            code,
            severity: *LEVELS.get(level)?,
            span: Span::new(start, end),
            headline: next(&mut parts)?,
            help: next(&mut parts)?,
            instead: next(&mut parts)?,
        })
    }
}

impl Sent for Mend {
    fn write(&self) -> Value {
        let parts = match self {
            Self::AddVersion => vec!["version".write()],
            Self::Wrap => vec!["wrap".write()],
            Self::Instead(text) => vec!["instead".write(), text.write()],
            Self::Rename { thing, from, to } => {
                let thing = RENAMED.iter().position(|it| it == thing).unwrap_or_default();
                vec!["rename".write(), thing.write(), from.write(), to.write()]
            }
        };
        Value::Array(parts)
    }

    fn read(value: Value) -> Option<Self> {
        let mut parts = list(value)?;
        Some(match next::<&str>(&mut parts)? {
            "version" => Self::AddVersion,
            "wrap" => Self::Wrap,
            "instead" => Self::Instead(next(&mut parts)?),
            "rename" => Self::Rename {
                thing: *RENAMED.get(next::<usize>(&mut parts)?)?,
                from: next(&mut parts)?,
                to: next(&mut parts)?,
            },
            _ => return None,
        })
    }
}
