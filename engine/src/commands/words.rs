//! Comments for what no command does, in words of AWS and not of the scenario format.

use serde_json::Value;

use crate::explain::header;

/// A value as people say it.
fn told(value: &Value) -> String {
    match value {
        Value::Null => "none".to_owned(),
        Value::Bool(true) => "on".to_owned(),
        Value::Bool(false) => "off".to_owned(),
        Value::String(it) => it.clone(),
        Value::Array(items) => items.iter().map(told).collect::<Vec<_>>().join(", "),
        Value::Object(members) if members.contains_key("unknown") => {
            "one that is not known yet".to_owned()
        }
        other => other.to_string(),
    }
}

/// A setting of a resource that no command sets.
pub(super) fn set(kind: &str, id: &str, member: &str, value: &Value) -> String {
    format!("Set {} of {kind} {id} to: {}.", member.replace('_', " "), told(value))
}

/// Where the client of a function or of another caller stands, and how it calls S3.
pub(super) fn client(id: &str, member: &str, value: &Value) -> String {
    let what = match (member, value) {
        ("endpoint_url", Value::Null) => {
            "call S3 by its own name, not by that of an endpoint".to_owned()
        }
        ("endpoint_url", it) => {
            format!("call S3 by the DNS name of {} (--endpoint-url, endpoint_url)", told(it))
        }
        ("endpoint_zone", Value::Null) => {
            "call the endpoint by its name for the whole Region".to_owned()
        }
        ("endpoint_zone", it) => format!("call the endpoint by its name for {}", told(it)),
        ("s3_name", Value::Null) => "call S3 by its name for the Region".to_owned(),
        ("s3_name", it) => format!("call S3 by its {} name", told(it)),
        ("client_region", it) => format!("set its Region to {}", told(it)),
        ("follows_redirects", _) => "follow the redirect to the bucket's Region".to_owned(),
        ("signed_url", Value::Null) => "call without a signed URL".to_owned(),
        ("signed_url", it) => {
            let signer = it.get("signer").and_then(Value::as_str).unwrap_or("AWS");
            let good = it.get("expires_in_s").and_then(Value::as_u64);
            let good = good.map(|it| format!(", good for {it} seconds")).unwrap_or_default();
            format!("get a new URL that {signer} signs{good}")
        }
        ("role", Value::Null) => "sign nothing".to_owned(),
        ("role", it) => format!("sign with the credentials of the role {}", told(it)),
        ("public_ip", Value::Null) => "give its Elastic IP address back".to_owned(),
        ("public_ip", _) => "get an Elastic IP address".to_owned(),
        ("subnets", it) => format!("run in {}", told(it)),
        (other, it) => format!("have as {}: {}", other.replace('_', " "), told(it)),
    };
    format!("The S3 client of {id} is to {what}.")
}

/// What the call asks for.
pub(super) fn asked(member: &str, value: &Value) -> String {
    match (member, value) {
        ("access_point", Value::Null) => {
            "Let the call name the bucket itself, not an access point.".to_owned()
        }
        ("access_point", it) => format!("Let the call name the access point {}.", told(it)),
        ("operation", it) => format!("Call {}.", told(it)),
        ("callers", it) => format!("Let {} make the call.", told(it)),
        (other, Value::Null) => format!("Let the call name no {}.", other.replace('_', " ")),
        (other, it) => format!("Let the call name the {} {}.", other.replace('_', " "), told(it)),
    }
}

/// A header or parameter that the call sends.
pub(super) fn sent(option: &str, value: &Value) -> String {
    match (option, value) {
        ("plain_http", _) => "Make the call by HTTP.".to_owned(),
        (_, Value::Bool(true)) => format!("Send {} with the call.", header(option)),
        (_, it) => format!("Send {}: {} with the call.", header(option), told(it)),
    }
}

/// A header or parameter that the call leaves out.
pub(super) fn left_out(option: &str) -> String {
    match option {
        "plain_http" => "Make the call by HTTPS.".to_owned(),
        _ => format!("Leave {} out of the call.", header(option)),
    }
}
