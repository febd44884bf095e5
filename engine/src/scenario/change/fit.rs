//! Changes that a scenario proposes, made where they fit it: a person may have edited it since.

use accesspath_policy::json::{self, Edit};
use accesspath_policy::policy::DocumentId;

use super::{Change, apply, member, slot, slots, written};
use crate::scenario::{Scenario, document_text};

/// Why changes do not fit a scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Misfit {
    /// The scenario is so already.
    Made,
    /// There is no such document.
    NoDocument(DocumentId),
    /// A document has no such place.
    NoPlace(DocumentId, Vec<String>),
    /// There is a document of that name.
    Taken(DocumentId),
    /// The document is not attached there.
    NotAttached(DocumentId),
    /// There is nothing that the document could be attached to.
    NoSlot(Vec<String>),
    /// A fact cannot be changed so, for the reason that is told.
    Refused(Vec<String>, String),
}

/// The scenario after all `changes`, one after the other.
///
/// # Errors
///
/// The reason why one of them does not fit, or that none changes anything.
pub fn fitting(scenario: &Scenario, changes: &[Change]) -> Result<Scenario, Misfit> {
    let mut next = scenario.clone();
    for change in changes {
        next = fitted(&next, change)?;
    }
    if next == *scenario { Err(Misfit::Made) } else { Ok(next) }
}

fn fitted(scenario: &Scenario, change: &Change) -> Result<Scenario, Misfit> {
    match change {
        Change::EditPart { document, at, edit } => {
            let text = document_text(scenario, document);
            let text = text.ok_or_else(|| Misfit::NoDocument(document.clone()))?;
            let place: Vec<&str> = at.iter().map(String::as_str).collect();
            if json::edit(&text, &place, &written(edit.clone())).is_none() {
                return Err(Misfit::NoPlace(document.clone(), at.clone()));
            }
        }
        Change::Tell { at, edit } => {
            return match member::tried(scenario, &scenario.written_facts(), at, edit) {
                // What is not told needs no removing.
                Err(_) if *edit == Edit::Remove => Ok(scenario.clone()),
                tried => tried.map_err(|it| Misfit::Refused(at.clone(), it)),
            };
        }
        Change::EditDocument { document, .. } if scenario.text(document).is_none() => {
            return Err(Misfit::NoDocument(document.clone()));
        }
        Change::Attach { document, .. } if scenario.text(document).is_some() => {
            return Err(Misfit::Taken(document.clone()));
        }
        Change::Attach { slot, .. } if !slot::exists(scenario, slot) => {
            let place = slot.place().map(str::to_owned);
            return Err(Misfit::NoSlot(place.to_vec()));
        }
        Change::Detach { document, slot }
            if !slots(scenario).iter().any(|(own, id)| own == slot && id == document) =>
        {
            return Err(Misfit::NotAttached(document.clone()));
        }
        _ => {}
    }
    Ok(apply(scenario, change.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::change::WrittenChange;

    const SCENARIO: &str = r#"{"accesspath":1,
        "documents":{"reads":{"Statement":[{"Effect":"Allow","Action":"s3:GetObject"}]}},
        "roles":[{"id":"r","arn":"arn:aws:iam::111122223333:role/r","policies":["reads"]}],
        "buckets":[{"id":"b","name":"b","account":"111122223333","region":"eu-west-1"}],
        "question":{"callers":[],"operation":"GetObject","bucket":"b","key":"k"},
        "tries":[{"what":"","then":{},"changes":CHANGES}]}"#;

    fn tried(changes: &str) -> Result<Scenario, Misfit> {
        let scenario = Scenario::from_json(&SCENARIO.replace("CHANGES", changes)).unwrap();
        let written = &scenario.tries[0].changes;
        let changes: Vec<Change> = written.iter().filter_map(WrittenChange::change).collect();
        assert_eq!(changes.len(), written.len());
        fitting(&scenario, &changes)
    }

    #[track_caller]
    fn check(changes: &str, misfit: Misfit) {
        assert_eq!(tried(changes), Err(misfit));
    }

    fn at(place: &str) -> Vec<String> {
        place.split('/').map(str::to_owned).collect()
    }

    #[test]
    fn what_does_not_fit_says_why() {
        check(r#"[{"at":["buckets","b","name"],"set":"b"}]"#, Misfit::Made);
        check(r#"[{"at":["buckets","b","policy"],"remove":true}]"#, Misfit::Made);
        check(
            r#"[{"document":"d","at":["Statement"],"remove":true}]"#,
            Misfit::NoDocument("d".into()),
        );
        check(r#"[{"document":"d","text":"{}"}]"#, Misfit::NoDocument("d".into()));
        check(
            r#"[{"document":"reads","at":["Statement","2"],"remove":true}]"#,
            Misfit::NoPlace("reads".into(), at("Statement/2")),
        );
        check(
            r#"[{"document":"reads","attach":["roles","r","boundary"],"text":"{}"}]"#,
            Misfit::Taken("reads".into()),
        );
        check(
            r#"[{"document":"d","attach":["roles","s","boundary"],"text":"{}"}]"#,
            Misfit::NoSlot(at("roles/s/boundary")),
        );
        check(
            r#"[{"document":"reads","detach":["roles","r","boundary"]}]"#,
            Misfit::NotAttached("reads".into()),
        );
        let place = at("buckets/c/name");
        let why = "this place does not exist".to_owned();
        check(r#"[{"at":["buckets","c","name"],"set":"c"}]"#, Misfit::Refused(place, why));
    }

    #[test]
    fn what_fits_is_made_one_after_the_other() {
        let after = tried(
            r#"[{"document":"d","attach":["buckets","b","policy"],"text":{"Statement":[]}},
                {"document":"d","at":["Statement"],"add":{"Effect":"Deny"}},
                {"at":["buckets","b","name"],"set":"c"},
                {"document":"reads","detach":["roles","r","policies"]}]"#,
        )
        .unwrap();
        assert!(after.text("d").unwrap().text().contains("Deny"));
        assert_eq!(after.buckets[0].name, "c");
        assert_eq!(after.text("reads"), None);
    }
}
