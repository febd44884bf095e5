//! `aws iam list-attached-role-policies` and `list-attached-user-policies` → the managed policies of the caller.

use super::account::is_of_aws;
use crate::given::Given;
use crate::recognised::{Flaw, Kind, Recognised};
use crate::source::{Found, Source};

pub(super) fn read(source: &Source<'_>, found: Found<'_>) -> Option<Vec<Recognised>> {
    found.has("AttachedPolicies").then_some(())?;
    let attached = found.all("AttachedPolicies");
    let arns: Vec<&str> = attached.iter().filter_map(|it| it.text("PolicyArn")).collect();
    let title = match arns.as_slice() {
        [] => "No managed policy is attached".to_owned(),
        [only] => format!("Attached: {}", only.rsplit('/').next().unwrap_or(only)),
        several => format!("Attached: {} managed policies", several.len()),
    };
    let mut recognised = source.found(Kind::Answer, &title, found.span());
    recognised.facts = arns.iter().map(|it| Given::Attached((*it).to_owned())).collect();
    let mut flaw = |at: Found<'_>, message: String| {
        let place = source.place(at.span());
        recognised.flaws.push(Flaw { message, line: place.line, column: place.column });
    };
    for it in &attached {
        if let Some(arn) = it.text("PolicyArn").filter(|it| !is_of_aws(it)) {
            flaw(*it, format!("the text of {arn} is not in it: get-policy-version prints it"));
        }
    }
    flaw(found, "inline policies are not in it: list-role-policies names them".to_owned());
    Some(vec![recognised])
}
