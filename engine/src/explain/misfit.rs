//! Sentences about a change that does not fit the scenario.

use crate::scenario::change::Misfit;

/// Why a proposed change cannot be made.
pub fn misfit(misfit: &Misfit) -> String {
    match misfit {
        Misfit::Made => "It is so already.".to_owned(),
        Misfit::NoDocument(document) => format!("There is no document {document} any more."),
        Misfit::NoPlace(document, at) => {
            format!("{document} has no {} any more.", at.join(" › "))
        }
        Misfit::Taken(document) => format!("There is a document {document} already."),
        Misfit::NotAttached(document) => format!("{document} is not attached there any more."),
        Misfit::NoSlot(place) => format!("There is no {} any more.", place.join(" › ")),
        Misfit::Refused(at, why) => format!("{} cannot be changed so: {why}.", at.join(" › ")),
    }
}
