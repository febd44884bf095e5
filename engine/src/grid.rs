//! Every operation on every path: what can the callers do here?

use crate::documents::Documents;
use crate::judge::Outcome;
use crate::s3::operation::Operation;
use crate::scenario::Scenario;
use crate::{analyze_path, network, not_modelled};

/// What one operation comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The operation.
    pub operation: Operation,
    /// The outcome on every path, in the order of `Analysis::paths`.
    pub outcomes: Vec<Outcome>,
}

/// The object that is asked about where the question names none.
const SOME_KEY: &str = "some-object";

/// What every operation comes to on every path of the question, with the question's key and options.
pub fn grid(scenario: &Scenario) -> Vec<Row> {
    // What the network lets pass and what the documents say is the same for all of them.
    let documents = Documents::read(scenario);
    let paths = network::paths(scenario);
    let mut asked = scenario.clone();
    if asked.question.key.is_empty() {
        SOME_KEY.clone_into(&mut asked.question.key);
    }
    let mut rows = Vec::new();
    for operation in Operation::ALL {
        operation.name().clone_into(&mut asked.question.operation);
        let gaps = not_modelled(&asked);
        let outcome =
            |path: &network::Path| analyze_path(path.clone(), &asked, &documents, gaps).outcome;
        rows.push(Row { operation: *operation, outcomes: paths.iter().map(outcome).collect() });
    }
    rows
}
