//! How the objects of a call are encrypted, with which key, and what KMS is asked for it.
//!
//! Knows nothing of policies: it names the key and the actions, and finds what stops a call before any policy does.

use accesspath_policy::arn::Arn;
use accesspath_policy::caller::Caller;
use accesspath_policy::rule::Rule;
use accesspath_policy::truth::Truth;

use crate::check::EncryptionReason;
use crate::s3::operation::Operation;
use crate::scenario::{Bucket, Encryption, Fact, Key, KeyManager, KeyState, Scenario};

/// The key that KMS is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum UsedKey<'s> {
    /// One that the scenario lists.
    Listed(&'s Key),
    /// The key `aws/s3` of an account and a Region, which the scenario need not list.
    AwsManaged { account: &'s str, region: &'s str },
}

impl UsedKey<'_> {
    /// Its ARN; the id of an AWS managed key that is not listed has a name in its place.
    pub(crate) fn arn(self, partition: &str) -> String {
        match self {
            Self::Listed(key) => key.arn.clone(),
            Self::AwsManaged { account, region } => {
                format!("arn:{partition}:kms:{region}:{account}:key/<aws/s3>")
            }
        }
    }
}

/// The use of one KMS key for one object.
#[derive(Debug, Clone)]
pub(crate) struct KeyUse<'s> {
    /// The key.
    pub(crate) key: UsedKey<'s>,
    /// The actions.
    pub(crate) actions: &'static [&'static str],
    /// An S3 Bucket Key is in use.
    pub(crate) bucket_key: Truth,
    /// The bucket of the object.
    pub(crate) bucket: &'s Bucket,
    /// The object's key.
    pub(crate) object: &'s str,
}

/// The encryption of one object of a call.
#[derive(Debug, Clone)]
pub(crate) struct EncryptionStep<'s> {
    /// The result, apart from policies.
    pub(crate) because: EncryptionReason,
    /// The calls to KMS.
    pub(crate) uses: Option<KeyUse<'s>>,
    /// The unclear rules that this leans on.
    pub(crate) rules: Vec<Rule>,
}

impl EncryptionStep<'_> {
    const fn stop(because: EncryptionReason) -> Self {
        Self { because, uses: None, rules: Vec::new() }
    }
}

/// The encryption of every object of the question's call; nothing where S3's own keys encrypt.
// AWS: "Using server-side encryption with AWS KMS keys (SSE-KMS)".
pub(crate) fn steps<'s>(
    operation: Operation,
    caller: &'s Caller,
    scenario: &'s Scenario,
) -> Vec<EncryptionStep<'s>> {
    let Some(bucket) = scenario.bucket() else { return Vec::new() };
    let options = &scenario.question.options;
    let object = scenario.question.key.as_str();
    let call = EncryptionContext { caller, bucket, scenario };
    let source = options.copy_source.as_ref().zip(scenario.source_bucket());
    let copied = source.filter(|_| operation.copies()).and_then(|(source, bucket)| {
        let object = source.key.as_str();
        EncryptionContext { caller, bucket, scenario }.copied(object)
    });
    let step = match operation {
        // Each part, and the list of them, goes by how the upload began.
        it if it.stores() || it == Operation::ListParts => call.written(it),
        Operation::GetObject | Operation::GetObjectAttributes | Operation::SelectObjectContent => {
            call.read(object)
        }
        // AWS: "HeadObject" — KMS is asked only where the checksum is wanted.
        Operation::HeadObject if options.checksum_mode => call.read(object),
        Operation::HeadObject => call.headed(object),
        // Which key a replication rule names, and what KMS is asked for it, is not known.
        it if it.replicates() => {
            let some = match it {
                Operation::ReplicateObject => call.written(Operation::PutObject),
                _ => call.read(object),
            };
            some.map(|_| EncryptionStep::stop(EncryptionReason::KeyUnknown))
        }
        // It always leads to a KMS key. Which one, and what KMS is asked, is not known.
        Operation::UpdateObjectEncryption => {
            Some(EncryptionStep::stop(EncryptionReason::KeyUnknown))
        }
        _ => None,
    };
    copied.into_iter().chain(step).collect()
}

/// Everything that the steps of a call have in common.
struct EncryptionContext<'s> {
    caller: &'s Caller,
    bucket: &'s Bucket,
    scenario: &'s Scenario,
}

impl<'s> EncryptionContext<'s> {
    /// The step of storing an object.
    fn written(&self, operation: Operation) -> Option<EncryptionStep<'s>> {
        let options = &self.scenario.question.options;
        let default = &self.bucket.encryption;
        if options.customer_algorithm.is_some() {
            let step = self.customer_key();
            // AWS: "UploadPart" — the key is that of the upload. With which that began, no scenario tells.
            let differs = options.customer_key_differs
                && matches!(operation, Operation::UploadPart | Operation::UploadPartCopy)
                && step.because == EncryptionReason::CustomerKeyTaken;
            return match differs {
                true => Some(EncryptionStep::stop(EncryptionReason::AlgorithmUnknown)),
                false => Some(step).filter(|_| operation != Operation::ListParts),
            };
        }
        let actions: &[&str] = match operation {
            Operation::PutObject | Operation::CopyObject => &["kms:GenerateDataKey"],
            Operation::CompleteMultipartUpload | Operation::ListParts => &["kms:Decrypt"],
            _ => &["kms:GenerateDataKey", "kms:Decrypt"],
        };
        let (algorithm, key) = match (&options.server_side_encryption, &options.kms_key_id) {
            (Some(header), key) if header.starts_with("aws:kms") => {
                (header.as_str(), self.of_header(key.as_deref()))
            }
            (_, Some(_)) => return Some(EncryptionStep::stop(EncryptionReason::KeyWithoutHeader)),
            (Some(_), None) => return None,
            (None, None) => match &default.algorithm {
                Some(Fact::Unknown) => {
                    return Some(EncryptionStep::stop(EncryptionReason::AlgorithmUnknown));
                }
                Some(Fact::Known(algorithm)) if algorithm.starts_with("aws:kms") => {
                    (algorithm.as_str(), self.of_default(true))
                }
                _ => return None,
            },
        };
        let object = self.scenario.question.key.as_str();
        let mut step = self.step(key, actions, algorithm, default, object);
        let part = matches!(operation, Operation::UploadPart | Operation::UploadPartCopy);
        if part && step.uses.is_some() {
            step.rules.push(Rule::UPLOAD_PART_KEY);
        }
        Some(step)
    }

    /// An upload with a key that the client sends along.
    // AWS: "Blocking or unblocking SSE-C for a general purpose bucket" — new buckets block it, older ones do not.
    fn customer_key(&self) -> EncryptionStep<'s> {
        let options = &self.scenario.question.options;
        EncryptionStep::stop(match &self.bucket.encryption.blocked {
            // AWS: "Using server-side encryption with customer-provided keys (SSE-C)" — only over HTTPS.
            _ if options.plain_http => EncryptionReason::CustomerKeyOverHttp,
            _ if options.server_side_encryption.is_some() || options.kms_key_id.is_some() => {
                EncryptionReason::CustomerKeyBesideHeader
            }
            Some(Fact::Known(types)) if types.iter().any(|it| it == "SSE-C") => {
                EncryptionReason::CustomerKeyBlocked
            }
            Some(Fact::Known(_)) => EncryptionReason::CustomerKeyTaken,
            Some(Fact::Unknown) | None => EncryptionReason::CustomerKeyUndecided,
        })
    }

    /// A request that reads and says how to encrypt.
    // AWS: "Specifying server-side encryption with AWS KMS (SSE-KMS)" — such headers on GET and HEAD give 400.
    fn header_on_read(&self) -> Option<EncryptionStep<'s>> {
        let options = &self.scenario.question.options;
        let says = options.server_side_encryption.is_some() || options.kms_key_id.is_some();
        says.then(|| EncryptionStep::stop(EncryptionReason::HeaderOnRead))
    }

    /// The step of reading the object `key` of the bucket.
    fn read(&self, key: &'s str) -> Option<EncryptionStep<'s>> {
        let sends = self.scenario.question.options.customer_algorithm.is_some();
        self.header_on_read().or_else(|| self.stored(key, sends))
    }

    /// The step of reading no more than what is told about the object `key`: KMS is not asked, but a key of the
    /// client's own is needed.
    // AWS: "HeadObject" — the headers of SSE-C.
    fn headed(&self, key: &'s str) -> Option<EncryptionStep<'s>> {
        use EncryptionReason as Reason;
        let own = self.scenario.object(&self.bucket.id, key).and_then(|it| it.encryption.as_ref());
        self.read(key).filter(|step| match step.because {
            // A bucket encrypts by no client's key, so that only the object's own encryption can be one.
            Reason::AlgorithmUnknown => own.is_some(),
            Reason::HeaderOnRead
            | Reason::CustomerKeyTaken
            | Reason::CustomerKeyMissing
            | Reason::CustomerKeyUnused
            | Reason::CustomerKeyOverHttp
            | Reason::CustomerKeyWrong => true,
            _ => false,
        })
    }

    /// The step of reading the source of a copy: the headers of the request are about the copy.
    fn copied(&self, key: &'s str) -> Option<EncryptionStep<'s>> {
        let step = self.stored(key, false)?;
        let is_open = matches!(step.because, EncryptionReason::CustomerKeyMissing);
        // Whether the request brings the source's own key along is no fact of a scenario.
        Some(if is_open { EncryptionStep::stop(EncryptionReason::AlgorithmUnknown) } else { step })
    }

    /// The step of reading a stored object; `sends`: the request brings a key of the client along.
    fn stored(&self, key: &'s str, sends: bool) -> Option<EncryptionStep<'s>> {
        let own = self.scenario.object(&self.bucket.id, key).and_then(|it| it.encryption.as_ref());
        let stored = own.unwrap_or(&self.bucket.encryption);
        let options = &self.scenario.question.options;
        if sends && options.plain_http {
            return Some(EncryptionStep::stop(EncryptionReason::CustomerKeyOverHttp));
        }
        let algorithm = match &stored.algorithm {
            Some(Fact::Unknown) => {
                return Some(EncryptionStep::stop(EncryptionReason::AlgorithmUnknown));
            }
            Some(Fact::Known(algorithm)) => algorithm.as_str(),
            None => "AES256",
        };
        match (algorithm, sends) {
            ("SSE-C", true) if options.customer_key_differs => {
                return Some(EncryptionStep::stop(EncryptionReason::CustomerKeyWrong));
            }
            ("SSE-C", true) => {
                return Some(EncryptionStep::stop(EncryptionReason::CustomerKeyTaken));
            }
            ("SSE-C", false) => {
                return Some(EncryptionStep::stop(EncryptionReason::CustomerKeyMissing));
            }
            (_, true) => return Some(EncryptionStep::stop(EncryptionReason::CustomerKeyUnused)),
            (it, false) if !it.starts_with("aws:kms") => return None,
            _ => {}
        }
        let found = match own {
            None => self.of_default(false),
            Some(own) => match &own.key {
                Some(Fact::Known(id)) => (self.listed(id), Vec::new()),
                Some(Fact::Unknown) => (Err(EncryptionReason::KeyUnknown), Vec::new()),
                None => (self.aws_managed(&self.bucket.account), Vec::new()),
            },
        };
        Some(self.step(found, &["kms:Decrypt"], algorithm, stored, key))
    }

    /// The step with the key that was found.
    fn step(
        &self,
        (key, rules): Found<'s>,
        actions: &'static [&'static str],
        algorithm: &str,
        encryption: &Encryption,
        object: &'s str,
    ) -> EncryptionStep<'s> {
        // AWS: "Using server-side encryption with AWS KMS keys (SSE-KMS)" — only over TLS, and only signed.
        if *self.caller == Caller::Anonymous {
            return EncryptionStep::stop(EncryptionReason::Unsigned);
        }
        if self.scenario.question.options.plain_http {
            return EncryptionStep::stop(EncryptionReason::PlainHttp);
        }
        let key = match key {
            Ok(key) => key,
            Err(because) => return EncryptionStep { because, uses: None, rules },
        };
        let arn = key.arn(accesspath_policy::arn::partition(&self.bucket.region));
        if let UsedKey::Listed(it) = key {
            let region = Arn::parse(&it.arn).map(|it| it.region);
            if region != Some(self.bucket.region.as_str()) {
                return EncryptionStep {
                    because: EncryptionReason::OtherRegion(arn),
                    uses: None,
                    rules,
                };
            }
        }
        let state = match key {
            UsedKey::Listed(it) => &it.state,
            UsedKey::AwsManaged { .. } => &Fact::Known(KeyState::Enabled),
        };
        let because = match state {
            Fact::Known(KeyState::Enabled) => EncryptionReason::KeyUsable(arn),
            Fact::Known(state) => EncryptionReason::NotEnabled(arn, *state),
            Fact::Unknown => EncryptionReason::StateUnknown(arn),
        };
        // AWS: "Using dual-layer server-side encryption (DSSE-KMS)" — it has no S3 Bucket Keys.
        let bucket_key = match algorithm {
            "aws:kms:dsse" => Truth::No,
            _ => encryption.bucket_key.truth(),
        };
        let uses = KeyUse { key, actions, bucket_key, bucket: self.bucket, object };
        EncryptionStep { because, uses: Some(uses), rules }
    }

    /// The key of the header.
    // AWS: "PutObject" — a key id or an alias is looked up in the account of the request.
    fn of_header(&self, named: Option<&'s str>) -> Found<'s> {
        let own = self.caller.account().unwrap_or_default();
        let Some(named) = named else {
            // AWS: "Using server-side encryption with AWS KMS keys (SSE-KMS)" — the key of "your AWS account".
            let contested = own != self.bucket.account;
            return (
                self.aws_managed(own),
                contested.then_some(Rule::AWS_MANAGED_KEY_OF_UPLOADER).into_iter().collect(),
            );
        };
        (self.named(named), Vec::new())
    }

    /// The key of the bucket's default encryption.
    fn of_default(&self, writes: bool) -> Found<'s> {
        let found = match &self.bucket.encryption.key {
            Some(Fact::Unknown) => Err(EncryptionReason::KeyUnknown),
            // AWS: "Setting default server-side encryption behavior" — the alias of the requester's account.
            Some(Fact::Known(alias)) if alias.starts_with("alias/") => self.named(alias),
            Some(Fact::Known(id)) => self.listed(id),
            None if writes && self.caller.account() != Some(&self.bucket.account) => {
                return (Err(EncryptionReason::KeyUnknown), vec![Rule::AWS_MANAGED_KEY_OF_BUCKET]);
            }
            None => self.aws_managed(&self.bucket.account),
        };
        (found, Vec::new())
    }

    fn listed(&self, id: &str) -> Result<UsedKey<'s>, EncryptionReason> {
        let own = self.scenario.keys.iter().find(|it| it.id == id);
        own.map(UsedKey::Listed).ok_or_else(|| EncryptionReason::KeyNotDescribed(id.to_owned()))
    }

    /// The key `aws/s3` of `account` in the bucket's Region.
    fn aws_managed(&self, account: &'s str) -> Result<UsedKey<'s>, EncryptionReason> {
        let region = self.bucket.region.as_str();
        let is_there = |it: &&Key| {
            Arn::parse(&it.arn).is_some_and(|it| (it.account, it.region) == (account, region))
        };
        let mut there = self.scenario.keys.iter().filter(is_there);
        match there.clone().find(|it| it.manager == KeyManager::Aws) {
            Some(key) => Ok(UsedKey::Listed(key)),
            // One of these may be it.
            None if self.scenario.is_open("keys") || there.any(|it| it.is_open("manager")) => {
                Err(EncryptionReason::KeyUnknown)
            }
            None => Ok(UsedKey::AwsManaged { account, region }),
        }
    }

    /// The key behind an ARN, a key id or an alias.
    fn named(&self, named: &'s str) -> Result<UsedKey<'s>, EncryptionReason> {
        let own = (self.caller.account().unwrap_or_default(), self.bucket.region.as_str());
        let (place, name) = match Arn::parse(named) {
            Some(arn) => ((arn.account, arn.region), arn.resource),
            None => (own, named),
        };
        let is_alias = name.starts_with("alias/");
        let is_named = |key: &Key, resource: &str| {
            let id = resource.strip_prefix("key/").unwrap_or(resource);
            let asked = name.strip_prefix("key/").unwrap_or(name);
            if is_alias { key.aliases.iter().any(|it| it == name) } else { id == asked }
        };
        let mut elsewhere = false;
        for key in &self.scenario.keys {
            let Some(arn) = Arn::parse(&key.arn) else { continue };
            if is_named(key, arn.resource) {
                if (arn.account, arn.region) == place {
                    return Ok(UsedKey::Listed(key));
                }
                elsewhere = true;
            }
        }
        if name == "alias/aws/s3" && place.1 == own.1 {
            return self.aws_managed(place.0);
        }
        // What stands only in another account or Region is not found from here; what stands nowhere may exist.
        Err(match (place == own && elsewhere, place.1 == own.1) {
            (true, _) => EncryptionReason::NoSuchKey(named.to_owned()),
            (false, true) => EncryptionReason::KeyNotDescribed(named.to_owned()),
            (false, false) => EncryptionReason::OtherRegion(named.to_owned()),
        })
    }
}

/// A key or why there is none, and the unclear rules that finding it leaned on.
type Found<'s> = (Result<UsedKey<'s>, EncryptionReason>, Vec<Rule>);
