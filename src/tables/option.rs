//! The options of a request besides its operation and its key: headers and parameters that policies can ask for.

use accesspath_engine::s3::acl::CANNED;
use accesspath_engine::s3::operation::Operation;
use accesspath_engine::scenario::{CopySource, ObjectOwnership, Options, Scenario};
use accesspath_policy::condition::parse_time;

use super::cell::gone;
use super::{Cell, Table, TableId, TableRow};

/// One option of a request.
struct Field {
    /// Its label.
    label: &'static str,
    /// The operations that take it.
    of: fn(Operation) -> bool,
    /// The words that it can hold, besides "not sent" unless it is a switch; empty for any text.
    words: &'static [&'static str],
    /// Its place in a scenario.
    value: OptionValue,
}

/// The place of an option in a scenario.
enum OptionValue {
    Text(fn(&mut Options) -> &mut Option<String>),
    Moment(fn(&mut Options) -> &mut Option<String>),
    Number(fn(&mut Options) -> &mut Option<u32>),
    Flag(fn(&mut Options) -> &mut bool),
    Source,
    SourceVersion,
    Tags,
}

use Operation as O;

const NO_OR_YES: &[&str] = &["no", "yes"];

const fn any(_: Operation) -> bool {
    true
}

const fn checks(it: Operation) -> bool {
    matches!(it, O::HeadObject | O::GetObject)
}

const fn takes_customer_key(it: Operation) -> bool {
    it.stores() || checks(it) || matches!(it, O::GetObjectAttributes | O::SelectObjectContent)
}

const fn saves_policy(it: Operation) -> bool {
    matches!(it, O::PutBucketPolicy)
}

const fn creates_bucket(it: Operation) -> bool {
    matches!(it, O::CreateBucket)
}

const FIELDS: &[Field] = &[
    Field {
        label: "Version",
        of: O::takes_version,
        words: &[],
        value: OptionValue::Text(|it| &mut it.version_id),
    },
    Field {
        label: "Copy from, as bucket/key",
        of: O::copies,
        words: &[],
        value: OptionValue::Source,
    },
    Field {
        label: "Version to copy",
        of: O::copies,
        words: &[],
        value: OptionValue::SourceVersion,
    },
    Field {
        label: "Metadata of the copy",
        of: O::copies,
        words: &["COPY", "REPLACE"],
        value: OptionValue::Text(|it| &mut it.metadata_directive),
    },
    Field {
        label: "Tags of the copy",
        of: O::copies,
        words: &["COPY", "REPLACE"],
        value: OptionValue::Text(|it| &mut it.tagging_directive),
    },
    Field {
        label: "Prefix, \"\" for an empty one",
        of: O::lists,
        words: &[],
        value: OptionValue::Text(|it| &mut it.prefix),
    },
    Field {
        label: "Delimiter",
        of: O::lists,
        words: &[],
        value: OptionValue::Text(|it| &mut it.delimiter),
    },
    Field {
        label: "Max keys",
        of: O::lists,
        words: &[],
        value: OptionValue::Number(|it| &mut it.max_keys),
    },
    Field {
        label: "ACL",
        of: O::takes_acl,
        words: &CANNED,
        value: OptionValue::Text(|it| &mut it.acl),
    },
    Field {
        label: "Object Ownership",
        of: creates_bucket,
        words: &ObjectOwnership::WORDS,
        value: OptionValue::Text(|it| &mut it.object_ownership),
    },
    Field {
        label: "Object Lock",
        of: creates_bucket,
        words: NO_OR_YES,
        value: OptionValue::Flag(|it| &mut it.object_lock_enabled),
    },
    Field {
        label: "Requester pays",
        of: O::meets_bucket,
        words: NO_OR_YES,
        value: OptionValue::Flag(|it| &mut it.request_payer),
    },
    Field { label: "Tags, as a=1&b=2", of: O::takes_tags, words: &[], value: OptionValue::Tags },
    Field {
        label: "Encryption",
        of: O::stores,
        words: &["AES256", "aws:kms", "aws:kms:dsse"],
        value: OptionValue::Text(|it| &mut it.server_side_encryption),
    },
    Field {
        label: "KMS key",
        of: O::stores,
        words: &[],
        value: OptionValue::Text(|it| &mut it.kms_key_id),
    },
    Field {
        label: "SSE-C key",
        of: takes_customer_key,
        words: &["AES256"],
        value: OptionValue::Text(|it| &mut it.customer_algorithm),
    },
    Field {
        label: "Checksum mode",
        of: checks,
        words: NO_OR_YES,
        value: OptionValue::Flag(|it| &mut it.checksum_mode),
    },
    Field {
        label: "Storage class",
        of: O::stores,
        words: &[
            "STANDARD",
            "STANDARD_IA",
            "ONEZONE_IA",
            "INTELLIGENT_TIERING",
            "GLACIER_IR",
            "GLACIER",
            "DEEP_ARCHIVE",
        ],
        value: OptionValue::Text(|it| &mut it.storage_class),
    },
    Field {
        label: "Lock mode",
        of: O::takes_retention,
        words: &["GOVERNANCE", "COMPLIANCE"],
        value: OptionValue::Text(|it| &mut it.lock_mode),
    },
    Field {
        label: "Lock until",
        of: O::takes_retention,
        words: &[],
        value: OptionValue::Moment(|it| &mut it.retain_until),
    },
    Field {
        label: "Legal hold",
        of: O::takes_legal_hold,
        words: &["ON", "OFF"],
        value: OptionValue::Text(|it| &mut it.legal_hold),
    },
    Field {
        label: "Bypass governance",
        of: O::takes_bypass,
        words: NO_OR_YES,
        value: OptionValue::Flag(|it| &mut it.bypass_governance),
    },
    Field {
        label: "MFA code",
        of: O::takes_mfa,
        words: NO_OR_YES,
        value: OptionValue::Flag(|it| &mut it.mfa),
    },
    Field {
        label: "If-Match",
        of: O::takes_if_match,
        words: &[],
        value: OptionValue::Text(|it| &mut it.if_match),
    },
    Field {
        label: "If-None-Match",
        of: O::takes_if_none_match,
        words: &[],
        value: OptionValue::Text(|it| &mut it.if_none_match),
    },
    Field {
        label: "Confirm remove self bucket access",
        of: saves_policy,
        words: NO_OR_YES,
        value: OptionValue::Flag(|it| &mut it.confirm_remove_self_bucket_access),
    },
    Field {
        label: "TLS version",
        of: any,
        words: &["1.2", "1.3"],
        value: OptionValue::Text(|it| &mut it.tls_version),
    },
    Field {
        label: "Plain HTTP",
        of: any,
        words: NO_OR_YES,
        value: OptionValue::Flag(|it| &mut it.plain_http),
    },
];

fn shown(field: &Field, options: &Options) -> String {
    // Reading uses the code that writes, on a copy.
    let mut options = options.clone();
    match &field.value {
        OptionValue::Text(of) | OptionValue::Moment(of) => match of(&mut options) {
            Some(text) if text.is_empty() => "\"\"".to_owned(),
            Some(text) => text.clone(),
            None => String::new(),
        },
        OptionValue::Number(of) => of(&mut options).map(|it| it.to_string()).unwrap_or_default(),
        OptionValue::Flag(of) => (if *of(&mut options) { "yes" } else { "no" }).to_owned(),
        OptionValue::Source => {
            let source = options.copy_source.as_ref();
            source.map(|it| format!("{}/{}", it.bucket, it.key)).unwrap_or_default()
        }
        OptionValue::SourceVersion => {
            options.copy_source.and_then(|it| it.version_id).unwrap_or_default()
        }
        OptionValue::Tags => {
            let tags = options.tagging.iter().map(|(key, value)| format!("{key}={value}"));
            tags.collect::<Vec<_>>().join("&")
        }
    }
}

/// The options that the question's operation takes, and others that are set.
pub fn options(scenario: &Scenario) -> Table {
    let operation = Operation::parse(&scenario.question.operation);
    let options = &scenario.question.options;
    let row = |(at, field): (usize, &Field)| {
        let value = shown(field, options);
        let is_set = !matches!(value.as_str(), "" | "no");
        if !is_set && !operation.is_some_and(field.of) {
            return None;
        }
        let cell = match field.words {
            [] => Cell::Text(value),
            words => {
                let own = |it: &&str| ((*it).to_owned(), (*it).to_owned());
                let mut all: Vec<(String, String)> = words.iter().map(own).collect();
                if words != NO_OR_YES {
                    all.insert(0, (String::new(), "not sent".to_owned()));
                }
                if !all.iter().any(|it| it.0 == value) {
                    all.push((value.clone(), value.clone()));
                }
                Cell::Choice(value, all)
            }
        };
        let cells = vec![Cell::fixed(field.label), cell];
        Some(TableRow { at: Some(at), removable: false, cells })
    };
    Table {
        id: TableId::Options,
        title: "Options of the request".to_owned(),
        columns: ["Option", "Value"].to_vec(),
        rows: FIELDS.iter().enumerate().filter_map(row).collect(),
        adds: Vec::new(),
        form: false,
    }
}

/// The options that are set, in a line.
pub fn options_in_words(scenario: &Scenario) -> String {
    let options = &scenario.question.options;
    let each = FIELDS.iter().map(|it| (it.label, shown(it, options)));
    let set = each.filter(|(_, value)| !matches!(value.as_str(), "" | "no"));
    let name = |label: &'static str| label.split(',').next().unwrap_or(label);
    set.map(|(label, value)| format!("{} {value}", name(label))).collect::<Vec<_>>().join(", ")
}

pub(super) fn set(scenario: &mut Scenario, row: usize, value: &str) -> Result<(), String> {
    let field = FIELDS.get(row).ok_or_else(gone)?;
    if matches!(field.value, OptionValue::Source | OptionValue::SourceVersion) {
        return set_source(scenario, &field.value, value);
    }
    let options = &mut scenario.question.options;
    let text = match value {
        "" => None,
        "\"\"" => Some(String::new()),
        text => Some(text.to_owned()),
    };
    match &field.value {
        OptionValue::Text(of) => *of(options) = text,
        OptionValue::Moment(of) => {
            if !value.is_empty() && parse_time(value).is_none() {
                return Err(format!("\"{value}\" is no moment such as 2030-01-01T00:00:00Z."));
            }
            *of(options) = text;
        }
        OptionValue::Number(of) => {
            let number = text.map(|it| it.parse::<u32>());
            *of(options) =
                number.transpose().map_err(|_| format!("\"{value}\" is no whole number."))?;
        }
        OptionValue::Flag(of) => *of(options) = value == "yes",
        OptionValue::Source | OptionValue::SourceVersion => {}
        OptionValue::Tags => {
            let pairs = value.split('&').filter(|it| !it.is_empty());
            let pair = |it: &str| {
                let (key, value) = it.split_once('=').unwrap_or((it, ""));
                match key {
                    "" => Err(format!("\"{it}\" has no key: write tags as a=1&b=2.")),
                    key => Ok((key.to_owned(), value.to_owned())),
                }
            };
            options.tagging = pairs.map(pair).collect::<Result<_, String>>()?;
        }
    }
    Ok(())
}

/// Sets the source of a copy, or a part of it.
fn set_source(scenario: &mut Scenario, field: &OptionValue, value: &str) -> Result<(), String> {
    let source = &mut scenario.question.options.copy_source;
    match (field, source) {
        (OptionValue::Source, source) if value.is_empty() => *source = None,
        (OptionValue::Source, source) => {
            let (bucket, key) = value.split_once('/').unwrap_or((value, ""));
            let is_it =
                |it: &&accesspath_engine::scenario::Bucket| it.id == bucket || it.name == bucket;
            let Some(found) = scenario.buckets.iter().find(is_it) else {
                let known: Vec<&str> = scenario.buckets.iter().map(|it| it.id.as_str()).collect();
                return Err(format!("No bucket is called \"{bucket}\": {}.", known.join(", ")));
            };
            let source = source.get_or_insert_with(CopySource::default);
            source.bucket = found.id.clone();
            key.clone_into(&mut source.key);
        }
        (_, None) if !value.is_empty() => {
            return Err("Say first where the object is copied from.".to_owned());
        }
        (OptionValue::SourceVersion, Some(source)) => {
            source.version_id = Some(value.to_owned()).filter(|it| !it.is_empty());
        }
        _ => {}
    }
    Ok(())
}
