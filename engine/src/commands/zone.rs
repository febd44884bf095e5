//! Commands about private hosted zones: the VPCs that they answer in, and their records.

use serde_json::{Value, json};

use super::difference::{Difference, entries, text};
use super::{Script, quoted, words};
use crate::scenario::Scenario;

/// Writes the commands for a zone that differs.
pub(super) fn zone(script: &mut Script, it: &Difference, to: &Scenario) {
    let zone = quoted(&it.id);
    match it.member.as_str() {
        "vpcs" => {
            // AWS: "DisassociateVPCFromHostedZone" — a private zone keeps its last VPC.
            if entries(&it.after).next().is_none() {
                script.note("A private hosted zone keeps its last VPC: delete the zone, or associate another VPC first.");
            }
            let (added, removed) = (it.added(), it.removed());
            for (word, of) in [("associate-vpc-with", added), ("disassociate-vpc-from", removed)] {
                for id in of.into_iter().filter_map(Value::as_str) {
                    let region = to.vpc(id).map_or("", |it| &it.region);
                    let vpc = quoted(&format!("VPCRegion={region},VPCId={id}"));
                    script.put(format!(
                        "aws route53 {word}-hosted-zone --hosted-zone-id {zone} --vpc {vpc}"
                    ));
                }
            }
        }
        "records" => {
            for (action, of) in [("UPSERT", it.added()), ("DELETE", it.removed())] {
                for record in of {
                    recorded(script, &zone, action, record, to);
                }
            }
        }
        member => script.note(&words::set("the private hosted zone", &it.id, member, &it.after)),
    }
}

/// Writes or deletes a record that leads to an interface endpoint.
// AWS: "Values specific for simple alias records" — the target is a DNS name of the endpoint, in the endpoint's own zone.
fn recorded(script: &mut Script, zone: &str, action: &str, record: &Value, to: &Scenario) {
    let (name, value) = (text(record, "name"), text(record, "value"));
    if to.endpoint(value).is_none() {
        return script.note(&format!(
            "In the private hosted zone {zone}: {action} {name}, which leads to {value}."
        ));
    }
    let endpoint = script.id(value);
    let entry = |member: &str| {
        format!(
            "$(aws ec2 describe-vpc-endpoints --vpc-endpoint-ids {endpoint} --query 'VpcEndpoints[0].DnsEntries[0].{member}' --output text)"
        )
    };
    script.put(format!("ENDPOINT_ZONE={}", entry("HostedZoneId")));
    // The first name begins with a wildcard, in whose place any name stands.
    script.put(format!("ENDPOINT_NAME={}", entry("DnsName")));
    let batch = json!({ "Changes": [{ "Action": action, "ResourceRecordSet": {
        "Name": name,
        "Type": "A",
        "AliasTarget": { "HostedZoneId": "@ZONE@", "DNSName": "@NAME@", "EvaluateTargetHealth": false },
    } }] });
    let batch = format!("'{}'", batch.to_string().replace('\'', r"'\''"))
        .replace("@ZONE@", "'\"$ENDPOINT_ZONE\"'")
        .replace("@NAME@", "'\"bucket${ENDPOINT_NAME#\\*}\"'");
    script.put(format!(
        "aws route53 change-resource-record-sets --hosted-zone-id {zone} --change-batch {batch}"
    ));
}
