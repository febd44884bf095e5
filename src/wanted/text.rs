//! What is wanted, and what is told, as texts: what goes between the page and a worker.

use std::rc::Rc;

use accesspath_engine::repair::Target;
use accesspath_engine::report::FixReport;
use accesspath_engine::scenario::Scenario;
use serde_json::{Value, json};

use super::sent::Sent;
use super::{Told, Wanted};
use crate::findings::Findings;
use crate::later::{GridOf, Later};
use crate::repaired::Repaired;

impl Wanted {
    /// The JSON for it.
    pub fn to_json(&self) -> Value {
        match self {
            Self::LockOuts => json!({"lock_outs": null}),
            Self::Findings(document) => json!({"findings": document.to_string()}),
            Self::Fix(Target::Path(path), told) => json!({"path": path, "told": told}),
            Self::Fix(Target::Chain { bucket, notification }, told) => {
                json!({"chain": notification, "bucket": bucket, "told": told})
            }
            Self::WhoElse => json!({"who_else": null}),
            Self::Grid(of) => json!({"grid": *of == GridOf::Actions}),
        }
    }

    /// What such JSON wants.
    pub fn from_json(wanted: &Value) -> Option<Self> {
        let text = |name: &str| Some(wanted.get(name)?.as_str()?.to_owned());
        let told = || usize::try_from(wanted.get("told")?.as_u64()?).ok();
        let name = wanted.as_object()?.keys().next()?;
        Some(match name.as_str() {
            "lock_outs" => Self::LockOuts,
            "findings" => Self::Findings(text("findings")?.as_str().into()),
            "who_else" => Self::WhoElse,
            "grid" => match wanted.get("grid")?.as_bool()? {
                true => Self::Grid(GridOf::Actions),
                false => Self::Grid(GridOf::Operations),
            },
            "path" => Self::Fix(Target::Path(text("path")?), told()?),
            _ => {
                let (bucket, notification) = (text("bucket")?, text("chain")?);
                Self::Fix(Target::Chain { bucket, notification }, told()?)
            }
        })
    }
}

impl Told {
    /// The JSON for it.
    pub fn to_json(&self) -> Value {
        match self {
            Self::LockOuts(it) => it.part.write(),
            Self::WhoElse(it) => it.part.write(),
            Self::Fix(it) => it.report.write(),
            Self::Grid(it) => it.part.1.write(),
            Self::Findings(it) => Value::Array(it.all().iter().map(Sent::write).collect()),
        }
    }

    /// What such JSON tells of the scenario `of`; `linted` says whether the linter had its reference.
    pub fn from_json(
        told: Value,
        wanted: &Wanted,
        of: &Rc<Scenario>,
        linted: bool,
    ) -> Option<Self> {
        let of = of.clone();
        Some(match wanted {
            Wanted::LockOuts => Self::LockOuts(Rc::new(Later::of(of, Sent::read(told)?))),
            Wanted::WhoElse => Self::WhoElse(Rc::new(Later::of(of, Sent::read(told)?))),
            Wanted::Fix(target, asked) => {
                let mut report = FixReport::read(told)?;
                for set in &mut report.sets {
                    set.after.managed.clone_from(&of.managed);
                    set.after.facts.clone_from(&of.facts);
                }
                Self::Fix(Rc::new(Repaired::of(of, target.clone(), *asked, report)))
            }
            Wanted::Grid(kind) => Self::Grid(Rc::new(Later::of(of, (*kind, Sent::read(told)?)))),
            Wanted::Findings(document) => {
                let all = Sent::read(told)?;
                Self::Findings(Rc::new(Findings::found(of, document.clone(), linted, all)?))
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::Answer;
    use crate::gallery;
    use crate::reference::Reference;
    use accesspath_policy::facts::SERVICE_AUTHORIZATION;

    /// What is told of an example, as a worker tells it, is what the page would work out itself.
    #[track_caller]
    fn check(answer: &Answer, wanted: &Wanted, reference: Reference) {
        let again = Wanted::from_json(&wanted.to_json());
        assert_eq!(again.as_ref(), Some(wanted));
        let own = wanted.work_out(answer, reference).unwrap();
        let text = own.to_json().to_string();
        let linted = reference.facts().is_some();
        let read = serde_json::from_str(&text).unwrap();
        let read = Told::from_json(read, wanted, &answer.of, linted).unwrap();
        assert_eq!(read, own, "{wanted:?}");
        assert_eq!(read.to_json(), own.to_json(), "{wanted:?}");
        // Parts of one scenario count as equal.
        if let (Told::Fix(read), Told::Fix(own)) = (&read, &own) {
            assert!(read.report == own.report, "{wanted:?}");
        }
    }

    #[test]
    fn every_part_of_every_example_is_read_back_as_it_is_told() {
        let reference = Reference::read(SERVICE_AUTHORIZATION.to_owned());
        for id in gallery::ids() {
            let answer = Answer::of(gallery::stored(id), None);
            check(&answer, &Wanted::LockOuts, reference);
            check(&answer, &Wanted::WhoElse, reference);
            check(&answer, &Wanted::Grid(GridOf::Operations), reference);
            check(&answer, &Wanted::Grid(GridOf::Actions), reference);
            for document in answer.of.documents.keys() {
                check(&answer, &Wanted::Findings(document.clone()), reference);
                check(&answer, &Wanted::Findings(document.clone()), Reference::Missing);
            }
            for path in answer.paths.iter().filter(|it| it.outcome == "blocked") {
                check(&answer, &Wanted::Fix(Target::Path(path.path.clone()), 2), reference);
            }
            for chain in answer.chains.iter().filter(|it| it.outcome == "blocked") {
                let (bucket, notification) = (chain.bucket.clone(), chain.notification.clone());
                let target = Target::Chain { bucket, notification };
                check(&answer, &Wanted::Fix(target, 1), reference);
            }
        }
    }

    #[test]
    fn what_nobody_tells_is_not_read() {
        let of = Rc::<Scenario>::default();
        for told in [json!(null), json!([]), json!({"report": 1})] {
            let wanted = Wanted::Fix(Target::Path("A".to_owned()), 1);
            assert_eq!(Told::from_json(told, &wanted, &of, false), None);
        }
        for wanted in [json!(null), json!({}), json!({"path": 1}), json!({"chain": "x"})] {
            assert_eq!(Wanted::from_json(&wanted), None, "{wanted}");
        }
    }
}
