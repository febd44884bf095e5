//! Hosts and URLs: which service they are, and the bucket, the key and the Region that they name.

use accesspath_policy::partition::Partition;

use super::{between, word};
use crate::name;

/// What a host of S3 tells.
pub(super) struct Host {
    pub(super) bucket: Option<String>,
    pub(super) region: Option<String>,
}

/// Reads `bucket.s3.region.amazonaws.com` and its kin.
pub(super) fn host(host: &str) -> Option<Host> {
    let name = host.split(':').next()?.trim_end_matches('.');
    let name = name.strip_suffix(".cn").unwrap_or(name).strip_suffix(".amazonaws.com")?;
    // The name of an interface endpoint: `bucket.vpce-….s3.region.vpce`.
    let name = name.strip_suffix(".vpce").unwrap_or(name);
    let parts: Vec<&str> = name.split('.').collect();
    let at = parts.iter().rposition(|it| *it == "s3" || it.starts_with("s3-"))?;
    let before: Vec<&str> = parts.get(..at).unwrap_or_default().to_vec();
    let own = before.split(|it| it.starts_with("vpce-")).next().unwrap_or_default();
    let own = own.strip_prefix(&["bucket"][..]).filter(|_| before.len() > own.len()).unwrap_or(own);
    let bucket = Some(own.join(".")).filter(|it| name::is_bucket_name(it));
    let behind = parts.get(at + 1..).unwrap_or_default().iter().find(|it| **it != "dualstack");
    let old = parts.get(at).and_then(|it| it.strip_prefix("s3-"));
    let region = behind.copied().or(old).filter(|it| Partition::takes_region(it));
    Some(Host { bucket, region: region.map(str::to_owned) })
}

/// What a URL or a host of S3 tells: the Region, the bucket, the key.
#[derive(Default)]
pub(super) struct Address {
    pub(super) region: Option<String>,
    pub(super) bucket: Option<String>,
    pub(super) key: Option<String>,
}

/// Reads a URL, or a host alone; `None` where it is none of S3.
pub(super) fn address(url: &str) -> Option<Address> {
    let rest = url.split_once("://").map_or(url, |it| it.1);
    let (named, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = host(named)?;
    let path = path.split('?').next().unwrap_or_default();
    let (bucket, key) = match host.bucket {
        Some(bucket) => (bucket, path),
        None => {
            let (bucket, key) = path.split_once('/').unwrap_or((path, ""));
            (bucket.to_owned(), key)
        }
    };
    let bucket = Some(bucket).filter(|it| name::is_bucket_name(it));
    // What is escaped in the URL is not undone.
    let key = bucket.as_ref().and(Some(key)).filter(|it| !it.is_empty() && !it.contains('%'));
    Some(Address { region: host.region, key: key.map(str::to_owned), bucket })
}

/// What a host or URL is that is none of S3; `None` where it may be S3's, or is no name of a host.
pub(super) fn elsewhere(url: &str) -> Option<String> {
    let rest = url.split_once("://").map_or(url, |it| it.1);
    let rest = rest.split('/').next().unwrap_or_default();
    let (named, port) = rest.rsplit_once(':').unwrap_or((rest, ""));
    const PORTS: [&str; 2] = ["443", "80"];
    if named.starts_with("169.254.") {
        return Some("the credentials or metadata of the machine".to_owned());
    }
    if !port.is_empty() && port.bytes().all(|it| it.is_ascii_digit()) && !PORTS.contains(&port) {
        return Some(format!("port {port}"));
    }
    let of_host = |it: u8| it.is_ascii_lowercase() || it.is_ascii_digit() || b".-".contains(&it);
    let is_name = named.contains('.')
        && named.bytes().all(of_host)
        && named.bytes().any(|it| it.is_ascii_alphabetic());
    (is_name && host(named).is_none()).then(|| named.to_owned())
}

/// The Region that S3 expects: `expecting 'eu-west-1'`, or the endpoint to which it redirects.
pub(super) fn expected(sentence: &str) -> Option<String> {
    if let Some(region) = between(sentence, "expecting '", "'") {
        return Some(region.to_owned());
    }
    let behind = |it: &str| sentence.split_once(it).map(|it| word(it.1));
    let region = behind("The bucket is in this region: ");
    let region = region.filter(|it| Partition::takes_region(it));
    let of_host = || host(behind("to this endpoint: ")?)?.region;
    region.map(str::to_owned).or_else(of_host)
}
