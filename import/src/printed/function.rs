//! `aws lambda get-function-configuration` and `get-function` → the function: its role, and where it runs.

use accesspath_policy::arn::Arn;

use crate::given::{Given, Holder, Standing};
use crate::recognised::{Kind, Recognised};
use crate::source::{Found, Source};
use crate::written::text;

pub(super) fn read(source: &Source<'_>, found: Found<'_>) -> Option<Vec<Recognised>> {
    let whole = found;
    let found = found.at(&["Configuration"]).unwrap_or(found);
    let vpc = found.at(&["VpcConfig"]);
    // `--query VpcConfig` leaves its members only.
    let of_vpc = found.has("SubnetIds") && found.has("SecurityGroupIds");
    if !(found.has("FunctionName") && (found.has("Role") || vpc.is_some())) && !of_vpc {
        return None;
    }
    let name = found.text("FunctionName");
    let title = match name {
        Some(name) => format!("Function {name}"),
        None => "VpcConfig of a function".to_owned(),
    };
    let mut recognised = source.found(Kind::Answer, &title, whole.span());
    let facts = &mut recognised.facts;
    facts.extend(found.text("Role").map(|it| Given::Role(it.to_owned())));
    facts.extend(name.map(|it| Given::Function(it.to_owned())));
    if let Some(arn) = found.text("FunctionArn").and_then(Arn::parse) {
        facts.push(Given::Region(arn.region.to_owned()));
    }
    let member = |name, json| Given::Member { of: Holder::Function, name, json };
    let number = found.text("Timeout").filter(|it| it.parse::<u32>().is_ok());
    facts.extend(number.map(|it| member("timeout_s", it.to_owned())));
    let states = ["Active", "Pending", "Inactive", "Failed"];
    let state = found.text("State").filter(|it| states.contains(it));
    facts.extend(state.map(|it| member("state", text(it))));
    facts.extend(found.text("StateReasonCode").map(|it| member("state_reason_code", text(it))));
    let placed = if of_vpc { Some(found) } else { vpc };
    if let Some(vpc) = placed {
        let (subnets, groups) = (vpc.texts("SubnetIds"), vpc.texts("SecurityGroupIds"));
        facts.push(Given::Stands(match subnets.is_empty() {
            true => Standing::Outside,
            false => Standing::Inside { subnets, groups },
        }));
    } else if found.has("LastModified") {
        // Of the whole answer the CLI leaves VpcConfig out where a function has none.
        facts.push(Given::Stands(Standing::Outside));
    }
    Some(vec![recognised])
}
