//! The line about a path whose outcome is open.

use accesspath_policy::reason::Because;
use accesspath_policy::verdict::Verdict;

use super::{bucket_policy, lower_first, name, name_on};
use crate::control::Control;
use crate::judge::PathAnalysis;

pub(super) fn undetermined_line(path: &PathAnalysis) -> String {
    let unknown = path.requests.iter().find_map(|request| {
        let finding = request.open.iter().find(|it| it.because == Because::KeyUnknown)?;
        Some((Control::of(finding.layer, request.subject), finding))
    });
    if let Some((control, finding)) = unknown {
        let key = finding.text.as_deref().unwrap_or_default().replace('"', "");
        let place = lower_first(name(control));
        let statement = finding.statement.map(|it| it.to_string()).unwrap_or_default();
        return format!("Depends on {key}: {place}, statement {statement}");
    }
    if let Some(line) = bucket_policy::open_line(path) {
        return line;
    }
    let open = path.controls.iter().filter(|it| it.verdict == Verdict::Undetermined);
    let names: Vec<&str> = open.map(|it| name_on(path, it.control)).collect();
    if names.is_empty() {
        "Depends on facts that are not given".to_owned()
    } else {
        format!("Depends on: {}", names.join(", "))
    }
}
