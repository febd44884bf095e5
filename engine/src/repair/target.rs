//! What is to be opened: a path or a chain of an answer.

use crate::Analysis;
use crate::judge::Outcome;

/// What is to be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// The path of that id.
    Path(String),
    /// The chain of that notification.
    Chain {
        /// The bucket, by id.
        bucket: String,
        /// The notification's name.
        notification: String,
    },
}

impl Target {
    /// Every path and chain of an answer, with its outcome.
    #[must_use]
    pub fn all(analysis: &Analysis) -> Vec<(Self, Outcome)> {
        let paths = analysis.paths.iter().map(|it| (Self::Path(it.path.id.clone()), it.outcome));
        let chains = analysis.chains.iter().map(|it| {
            let (bucket, notification) = (it.bucket.clone(), it.notification.clone());
            (Self::Chain { bucket, notification }, it.outcome)
        });
        paths.chain(chains).collect()
    }

    /// The paths and chains of an answer that are blocked.
    #[must_use]
    pub fn blocked(analysis: &Analysis) -> Vec<Self> {
        let blocked = |(it, outcome)| (outcome == Outcome::Blocked).then_some(it);
        Self::all(analysis).into_iter().filter_map(blocked).collect()
    }

    /// The path's id, or the notification's name.
    pub fn name(&self) -> &str {
        match self {
            Self::Path(id) => id,
            Self::Chain { notification, .. } => notification,
        }
    }

    /// The path of that id, or the chain of the notification of that name.
    ///
    /// # Errors
    ///
    /// A line that says that there is none, and what there is.
    pub fn named(name: &str, analysis: &Analysis) -> Result<Self, String> {
        pick("path or chain", name, analysis, &|_| true)
    }

    pub(super) fn path(id: &str, analysis: &Analysis) -> Result<Self, String> {
        pick("path", id, analysis, &|it| matches!(it, Self::Path(_)))
    }

    pub(super) fn chain(name: &str, analysis: &Analysis) -> Result<Self, String> {
        pick("chain", name, analysis, &|it| matches!(it, Self::Chain { .. }))
    }
}

/// The first of the targets that count of that name.
fn pick(
    what: &str,
    name: &str,
    analysis: &Analysis,
    counts: &dyn Fn(&Target) -> bool,
) -> Result<Target, String> {
    let mut all = Target::all(analysis);
    all.retain(|it| counts(&it.0));
    if let Some((target, _)) = all.iter().find(|it| it.0.name() == name) {
        return Ok(target.clone());
    }
    let names: Vec<&str> = all.iter().map(|it| it.0.name()).collect();
    let there = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
    Err(format!("there is no {what} {name:?}; there are: {there}"))
}
