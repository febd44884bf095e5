//! Checks encryption and KMS keys.

use accesspath_policy::arn::{self, Arn};
use accesspath_policy::partition::Partition;
use accesspath_policy::policy::is_unique_id;
use accesspath_policy::symbol;

use super::{Checker, IdTarget, PlaceStep};
use crate::scenario::{Encryption, Fact};

/// The types of encryption that a bucket, an object or a header may name.
const ALGORITHMS: [&str; 3] = ["AES256", "aws:kms", "aws:kms:dsse"];

impl Checker<'_> {
    pub(super) fn encryption(&mut self) {
        let scenario = self.scenario;
        self.each("objects", &scenario.objects, |check, object| {
            if let Some(encryption) = &object.encryption {
                check.encrypted(encryption, true);
            }
        });
        self.each("buckets", &scenario.buckets, |check, it| check.encrypted(&it.encryption, false));
        self.unique("keys", &scenario.keys, |it| &it.id);
        self.each("keys", &scenario.keys, |check, key| {
            check.fact("policy", key.policy.as_ref());
            let is_key = Arn::parse(&key.arn).is_some_and(|it| {
                it.service == "kms"
                    && (symbol::has(&key.arn) || is_in_region(it))
                    && it.resource.starts_with("key/")
            });
            if !is_key {
                let what = "such as arn:aws:kms:eu-west-1:111122223333:key/1234abcd";
                check.report("arn", format!("\"{}\" is no ARN of a KMS key, {what}", key.arn));
            }
            if let Some(alias) = key.aliases.iter().find(|it| !it.starts_with("alias/")) {
                check.report("aliases", format!("\"{alias}\" does not begin with alias/"));
            }
            for grant in key.grants.known().into_iter().flatten() {
                let grantee = grant.grantee.as_str();
                if Arn::parse(grantee).is_none() && !is_unique_id(grantee) {
                    check.report("grants", format!("\"{grantee}\" is no ARN of a grantee"));
                }
            }
        });
        let options = &scenario.question.options;
        if let Some(header) = &options.server_side_encryption
            && !ALGORITHMS.contains(&header.as_str())
        {
            let known = ALGORITHMS.join(", ");
            self.enter(PlaceStep::Name("question"));
            self.enter(PlaceStep::Name("options"));
            self.report("server_side_encryption", format!("\"{header}\" is none of {known}"));
            self.leave();
            self.leave();
        }
    }

    #[inline(never)]
    fn encrypted(&mut self, encryption: &Encryption, of_object: bool) {
        self.enter(PlaceStep::Name("encryption"));
        if let Some(Fact::Known(algorithm)) = &encryption.algorithm
            && !ALGORITHMS.contains(&algorithm.as_str())
            && !(of_object && algorithm == "SSE-C")
        {
            self.report(
                "algorithm",
                format!("\"{algorithm}\" is none of {}", ALGORITHMS.join(", ")),
            );
        }
        if let Some(Fact::Known(key)) = &encryption.key
            && (of_object || !key.starts_with("alias/"))
        {
            self.known("key", key, IdTarget::Key);
        }
        if of_object && encryption.blocked.is_some() {
            self.report("blocked", "only a bucket blocks types of encryption".to_owned());
        }
        self.leave();
    }
}

/// The ARN is of a key in a Region of its partition, in an account, and its id consists of letters, digits and hyphens.
fn is_in_region(arn: Arn<'_>) -> bool {
    let id = arn.resource.strip_prefix("key/").unwrap_or_default();
    Partition::takes_region(arn.region)
        && Partition::of_region(arn.region).id == arn.partition
        && arn::is_account_id(arn.account)
        && !id.is_empty()
        && id.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-')
}
