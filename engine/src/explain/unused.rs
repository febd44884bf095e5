//! Sentences about endpoints that stand beside a path and that it does not take.

use accesspath_policy::authorize::{Finding, RequestTrace};
use accesspath_policy::key;
use accesspath_policy::reason::Because;
use accesspath_policy::request::Subject;

use crate::check::{Unused, WhyUnused};
use crate::control::NetworkControl;
use crate::judge::PathAnalysis;

/// The endpoints that stand beside the path, each with the reason why it does not take it: a sentence each.
pub fn unused(path: &PathAnalysis) -> Vec<String> {
    let table = path.network_check(NetworkControl::Route).map_or("", |(it, _)| it.subject());
    let each = path.path.unused.iter().map(|it| why_unused(it, table));
    each.map(|it| it.trim_start().to_owned()).collect()
}

/// Why the endpoints beside the path are not taken, where the request lacks a key that they would set: those that the
/// policy names, or all where it asks for another key than the endpoint's id.
pub(super) fn named(path: &PathAnalysis, request: &RequestTrace, finding: &Finding) -> String {
    let lacking = [Some(finding), finding.nearest.as_deref()].into_iter().flatten();
    let mut lacking = lacking.filter(|it| it.because == Because::KeyMissing);
    let says = lacking.find_map(|it| {
        let clause = request.clause(it).filter(|it| it.is_about(&ENDPOINT_KEYS))?;
        let names_it = clause.is_about(&[key::AWS_SOURCE_VPCE]);
        let (policy, _) = request.statement(it)?;
        Some(clause.value.of(&policy.text)).map(|it| names_it.then_some(it))
    });
    let Some(says) = says.filter(|_| request.subject != Subject::Key) else { return String::new() };
    let all = path.path.unused.iter().zip(unused(path));
    let meant = all.filter(|(it, _)| says.is_none_or(|says| says.contains(&it.endpoint)));
    meant.map(|(_, told)| format!(" {told}")).collect()
}

/// The condition keys that only requests through a VPC endpoint carry.
const ENDPOINT_KEYS: [&str; 5] = [
    key::AWS_SOURCE_VPCE,
    key::AWS_SOURCE_VPC,
    key::AWS_SOURCE_VPC_ARN,
    key::AWS_VPC_SOURCE_IP,
    key::AWS_VPCE_ACCOUNT,
];

/// Why one endpoint is not taken, with a blank before it; `table` is the route table of the path.
pub(super) fn why_unused(Unused { endpoint, why }: &Unused, table: &str) -> String {
    match why {
        WhyUnused::NotAssociated => {
            let table = if table.is_empty() { "this route table" } else { table };
            format!(" The gateway endpoint {endpoint} is not associated with {table}.")
        }
        WhyUnused::OtherRegion => {
            format!(" {endpoint} serves its own Region only, and the bucket is in another.")
        }
        WhyUnused::OtherVpc => {
            format!(
                " {endpoint} is a gateway endpoint of another VPC: it serves its own VPC only, not over a peering connection."
            )
        }
        WhyUnused::PrivateDnsOff => {
            format!(" Private DNS of {endpoint} is off, so S3's name does not resolve to it.")
        }
        WhyUnused::InboundResolverOnly => {
            format!(" Private DNS of {endpoint} answers the inbound resolver only.")
        }
        WhyUnused::NotAvailable => format!(" {endpoint} is not available."),
        WhyUnused::OtherName => {
            format!(" Private DNS of {endpoint} does not answer this name of S3.")
        }
        WhyUnused::Acceleration => {
            format!(" {endpoint} serves S3's own addresses, not those of Transfer Acceleration.")
        }
        WhyUnused::OtherFamily => {
            format!(" {endpoint} does not serve this IP address type.")
        }
        WhyUnused::DnsAttributesOff => {
            format!(" Private DNS of {endpoint} needs DNS support and DNS host names in the VPC.")
        }
    }
}
