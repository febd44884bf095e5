//! The documents that AWS itself provides: a scenario names them, and need not contain them.

use std::borrow::Cow;
use std::sync::Arc;

use accesspath_policy::symbol;

use super::Document;
use crate::scenario::Scenario;

/// The names of the documents that AWS itself provides.
pub(in crate::scenario) const AWS_DOCUMENTS: [&str; 2] = ["FullAWSAccess", "RCPFullAWSAccess"];

/// The text of a document: the scenario's own, or one that AWS provides.
pub(crate) fn document_text(scenario: &Scenario, id: &str) -> Option<Arc<str>> {
    let own = scenario.documents.get(id).map(Document::text).cloned();
    let own = own.map(|text| match symbol::read(&text) {
        Cow::Owned(read) => read.into(),
        Cow::Borrowed(_) => text,
    });
    own.or_else(|| match id {
        "FullAWSAccess" => Some(FULL_AWS_ACCESS.into()),
        "RCPFullAWSAccess" => Some(RCP_FULL_AWS_ACCESS.into()),
        _ => scenario.managed.text(id),
    })
}

const FULL_AWS_ACCESS: &str = r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "*",
      "Resource": "*"
    }
  ]
}"#;

const RCP_FULL_AWS_ACCESS: &str = r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": "*",
      "Action": "*",
      "Resource": "*"
    }
  ]
}"#;
