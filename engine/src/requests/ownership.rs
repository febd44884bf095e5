//! Object Ownership and ACLs: which account decides about a request, what the ACL there adds, and which ACLs are refused.
//!
//! Facts that are not known are kept as several cases, one of which holds. The decision is made in each of them, and only
//! where they disagree does the answer depend on what is not known.
//!
//! INVARIANT: there is a case for every combination of what is not known, and a doubt for each reason that there is
//! more than one. A case too few would let an answer be sure that is not; one too many only leaves it open.

use accesspath_policy::caller::Caller;
use accesspath_policy::layer::Layer;
use accesspath_policy::ownership::{
    Authority, Doubt, NewOwner, Ownership, OwnershipCase, OwnershipSetting,
};
use accesspath_policy::reason::Because;
use accesspath_policy::rule::Rule;
use accesspath_policy::truth::Truth;

use super::acl::{self, AclAnswer, Level};
use crate::s3::operation::Operation;
use crate::scenario::{AclGrant, Bucket, Fact, Object, ObjectOwnership, Permission, Scenario};

/// Everything that ownership of a request depends on.
pub struct OwnershipQuestion<'s> {
    /// The caller.
    pub caller: &'s Caller,
    /// The bucket.
    pub bucket: &'s Bucket,
    /// The object as the scenario has it, if the request is about one.
    pub object: Option<&'s Object>,
    /// The operation, where one is asked about.
    pub operation: Option<Operation>,
    /// The action.
    pub action: &'s str,
    /// The action is one on an object.
    pub on_object: bool,
    /// The switches BlockPublicAcls and IgnorePublicAcls in force.
    pub switches: (Truth, Truth),
    /// Everything else.
    pub scenario: &'s Scenario,
}

/// The owner whom an action asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asks {
    Bucket,
    Object,
    Unclear,
}

const ACL_COUNTS_FOR_OBJECTS: [&str; 6] = [
    "s3:GetObject",
    "s3:GetObjectVersion",
    "s3:GetObjectAcl",
    "s3:GetObjectVersionAcl",
    "s3:PutObjectAcl",
    "s3:PutObjectVersionAcl",
];

// AWS: "Amazon S3 bucket and object ownership" — the bucket's owner can delete, archive and restore any object.
const BUCKET_OWNER_DECIDES: [&str; 7] = [
    "s3:PutObject",
    "s3:DeleteObject",
    "s3:DeleteObjectVersion",
    "s3:BypassGovernanceRetention",
    "s3:RestoreObject",
    "s3:AbortMultipartUpload",
    "s3:ListMultipartUploadParts",
];

/// Object Ownership and ACLs, as they bear on a request.
pub fn ownership(asked: &OwnershipQuestion<'_>) -> Ownership {
    let setting = asked
        .bucket
        .ownership
        .as_ref()
        .map_or(Some(ObjectOwnership::default()), |it| it.known().copied());
    let acls = setting
        .map_or(Truth::Unknown, |it| Truth::from(it != ObjectOwnership::BucketOwnerEnforced));
    let setting = setting.map(|it| match it {
        ObjectOwnership::BucketOwnerEnforced => OwnershipSetting::BucketOwnerEnforced,
        ObjectOwnership::BucketOwnerPreferred => OwnershipSetting::BucketOwnerPreferred,
        ObjectOwnership::ObjectWriter => OwnershipSetting::ObjectWriter,
    });
    let own = Ownership {
        setting,
        foreign_owner: None,
        new_owner: None,
        sets: None,
        cases: Vec::new(),
        doubts: Vec::new(),
        refuses_acl: Truth::No,
        refuses_public_acl: Truth::No,
        grant: None,
        ignores_grant: false,
    };
    let mut builder = Builder { own };
    // Where the setting is not known, the cases with ACLs come first and that without them is added: both may hold.
    builder.judge_new_acl(asked, acls);
    if acls != Truth::No {
        builder.enabled(asked);
    }
    if acls != Truth::Yes {
        builder.case(Authority::BucketOwner, false);
    }
    if acls == Truth::Unknown {
        builder.doubt(Layer::ObjectOwnership, Because::OwnershipUnknown, None);
    }
    builder.own
}

/// An answer in the making.
struct Builder {
    own: Ownership,
}

impl Builder {
    fn case(&mut self, authority: Authority, acl: bool) {
        let case = OwnershipCase { authority, acl };
        if !self.own.cases.contains(&case) {
            self.own.cases.push(case);
        }
    }

    fn doubt(&mut self, layer: Layer, because: Because, rule: Option<Rule>) {
        let doubt = Doubt { layer, because, rule };
        if !self.own.doubts.contains(&doubt) {
            self.own.doubts.push(doubt);
        }
    }

    /// Judges the ACL that the request sets, and finds the owner of what it stores.
    fn judge_new_acl(&mut self, asked: &OwnershipQuestion<'_>, acls: Truth) {
        let options = &asked.scenario.question.options;
        let Some(operation) = asked.operation else { return };
        if operation.creates() && asked.action == "s3:PutObject" {
            self.own.new_owner = self.new_owner(asked);
        }
        let carries = operation.takes_acl() && asked.action.ends_with("Acl");
        let grants = match &options.acl {
            Some(canned) => acl::canned(canned, &asked.bucket.account),
            None => options.grants.clone(),
        };
        if !carries {
            return;
        }
        self.own.sets = options.acl.clone().or_else(|| options.grants.first().map(AclGrant::shown));
        // AWS: "Controlling ownership of objects and disabling ACLs for your bucket" — uploads may give the bucket's
        // owner full control, by the canned ACL or in an equivalent form; requests to change ACLs fail.
        let harmless = Truth::from(operation.creates()).and(gives_full_control(asked, &grants));
        self.own.refuses_acl = (!acls).and(!harmless);
        // AWS: "Blocking public access to your Amazon S3 storage", BlockPublicAcls.
        self.own.refuses_public_acl = asked.switches.0.and(acl::is_public(&grants).into());
    }

    // AWS: "Controlling ownership of objects and disabling ACLs for your bucket", "Object Ownership settings".
    fn new_owner(&self, asked: &OwnershipQuestion<'_>) -> Option<NewOwner> {
        let options = &asked.scenario.question.options;
        let account = asked.caller.account()?;
        let canned = options.acl.as_deref();
        let hands_over = canned == Some("bucket-owner-full-control");
        let readable = match canned {
            Some(canned) => acl::canned(canned, &asked.bucket.account),
            None => options.grants.clone(),
        };
        let reads = |it: &AclGrant| {
            acl::covers(it.permission, Level::Object, "s3:GetObject")
                && (is_owner(&it.grantee, asked) == Truth::Yes
                    || acl::is_public(std::slice::from_ref(it)))
        };
        Some(match self.own.setting? {
            OwnershipSetting::BucketOwnerEnforced => NewOwner::BucketOwner,
            OwnershipSetting::BucketOwnerPreferred if hands_over => NewOwner::BucketOwner,
            _ if account == asked.bucket.account => NewOwner::BucketOwner,
            _ => NewOwner::Writer { readable: readable.iter().any(reads) },
        })
    }

    /// The cases where ACLs count.
    ///
    /// The bucket's owner decides about the bucket and what is stored in it; about an object its own owner decides.
    /// That owner is the bucket's, another, or not known, and then each possible owner is a case.
    fn enabled(&mut self, asked: &OwnershipQuestion<'_>) {
        let stores = asked.operation.is_some_and(Operation::stores);
        let asks = if stores || !asked.on_object || BUCKET_OWNER_DECIDES.contains(&asked.action) {
            Asks::Bucket
        } else if ACL_COUNTS_FOR_OBJECTS.contains(&asked.action) {
            Asks::Object
        } else {
            Asks::Unclear
        };
        if asks == Asks::Bucket {
            return self.by_bucket_acl(asked, stores);
        }
        let caller = asked.caller.account();
        let owner = asked.object.and_then(|it| it.owner.as_ref());
        match owner.and_then(Fact::known) {
            Some(owner) if *owner == asked.bucket.account => {
                if asks == Asks::Object {
                    let (grants, is_owner) = (object_acl(asked), caller == Some(owner.as_str()));
                    self.by_acl(asked, Level::Object, grants, Authority::BucketOwner, is_owner);
                } else {
                    self.case(Authority::BucketOwner, false);
                }
            }
            Some(owner) => {
                self.own.foreign_owner = Some(owner.clone());
                let is_caller = caller == Some(owner.as_str());
                let authority = Authority::ObjectOwner { is_caller };
                if asks == Asks::Object {
                    self.by_acl(asked, Level::Object, object_acl(asked), authority, is_caller);
                } else {
                    // AWS: the pages on these operations give them to the bucket's owner by default; the page on 403
                    // errors says that a bucket policy grants nothing on such objects.
                    self.case(authority, false);
                    self.case(Authority::BucketOwner, false);
                    let rule = Some(Rule::FOREIGN_OBJECT);
                    self.doubt(Layer::ObjectOwnership, Because::AuthorityUnclear, rule);
                }
            }
            None => {
                self.doubt(Layer::ObjectOwnership, Because::OwnerUnknown, None);
                let of_bucket = caller == Some(asked.bucket.account.as_str());
                let mut possible = vec![
                    (Authority::BucketOwner, of_bucket),
                    (Authority::ObjectOwner { is_caller: false }, false),
                ];
                if caller.is_some() && !of_bucket {
                    possible.push((Authority::ObjectOwner { is_caller: true }, true));
                }
                for (authority, is_owner) in possible {
                    if asks == Asks::Object {
                        self.by_acl(asked, Level::Object, object_acl(asked), authority, is_owner);
                    } else {
                        self.case(authority, false);
                    }
                }
            }
        }
    }

    /// The cases of a request that the bucket's owner decides about.
    ///
    /// WRITE in the bucket's ACL is narrower than the actions that it stands for, so that each is looked at before the
    /// ACL is read: first headers of an upload, then objects that exist already.
    fn by_bucket_acl(&mut self, asked: &OwnershipQuestion<'_>, stores: bool) {
        let is_owner = asked.caller.account() == Some(asked.bucket.account.as_str());
        let grants = asked.bucket.acl.clone().unwrap_or_else(|| Fact::Known(Vec::new()));
        let deletes = matches!(asked.action, "s3:DeleteObject" | "s3:DeleteObjectVersion");
        let puts = asked.action == "s3:PutObject" && asked.on_object;
        if is_owner || !(deletes || puts || stores) {
            return self.by_acl(asked, Level::Bucket, grants, Authority::BucketOwner, is_owner);
        }
        let write = OwnershipQuestion { action: "s3:PutObject", ..*asked };
        if !deletes && !puts {
            // The header of an upload that an ACL alone lets pass: no page maps WRITE to its action.
            if asked.action == "s3:PutObjectAcl" && grants_write(&write, &grants) != Truth::No {
                self.case(Authority::BucketOwner, true);
                let rule = Some(Rule::ACL_HEADER_BY_ACL);
                self.doubt(Layer::ObjectOwnership, Because::AuthorityUnclear, rule);
            }
            return self.case(Authority::BucketOwner, false);
        }
        // AWS: "Access control list (ACL) overview" — WRITE lets create objects; deleting or overwriting one it lets
        // nobody but the object's owner and the bucket's.
        let owner = asked.object.and_then(|it| it.owner.as_ref()).and_then(Fact::known);
        let owns = owner
            .map_or(Truth::Unknown, |it| Truth::from(Some(it.as_str()) == asked.caller.account()));
        let there = asked.object.map_or(Truth::No, Object::is_there);
        let may_write = if deletes { owns } else { (!there).or(owns) };
        if may_write == Truth::No {
            return self.case(Authority::BucketOwner, false);
        }
        if may_write == Truth::Unknown && grants_write(&write, &grants) != Truth::No {
            self.doubt(Layer::ObjectOwnership, Because::OwnerUnknown, None);
            self.case(Authority::BucketOwner, false);
        }
        self.by_acl(&write, Level::Bucket, grants, Authority::BucketOwner, is_owner);
    }

    /// The cases that an ACL makes under `authority`, whose account is the caller's where `is_owner`.
    ///
    /// Both cases, with the grant and without, stay unless it is known which one holds.
    fn by_acl(
        &mut self,
        asked: &OwnershipQuestion<'_>,
        level: Level,
        grants: Fact<Vec<AclGrant>>,
        authority: Authority,
        is_owner: bool,
    ) {
        let Fact::Known(grants) = grants else {
            self.doubt(Layer::ObjectOwnership, Because::AclUnknown, None);
            self.case(authority, true);
            return self.case(authority, false);
        };
        let AclAnswer { to_account, to_group, grant } =
            acl::answer(&grants, level, asked.action, asked.caller, asked.scenario);
        self.own.grant = self.own.grant.take().or(grant);
        // AWS: "Policies and permissions in IAM" — an ACL grants nothing to principals of its own account.
        let to_account = if is_owner { Truth::No } else { to_account };
        let ignored = asked.switches.1;
        let by_group = Truth::from(to_group).and(!ignored);
        if to_account == Truth::Unknown {
            self.doubt(Layer::ObjectOwnership, Because::GranteeUnknown, None);
        }
        if by_group == Truth::Unknown {
            self.doubt(Layer::BlockPublicAccess, Because::SwitchUnknown, None);
        }
        self.own.ignores_grant |= to_group && ignored == Truth::Yes && to_account != Truth::Yes;
        let mut granted = to_account.or(by_group);
        if is_owner && granted != Truth::No {
            granted = Truth::Unknown;
            let rule = Some(Rule::GROUP_IN_THE_OWN_ACCOUNT);
            self.doubt(Layer::ObjectOwnership, Because::GroupInOwnAccount, rule);
        }
        if granted != Truth::No {
            self.case(authority, true);
        }
        if granted != Truth::Yes {
            self.case(authority, false);
        }
    }
}

/// The ACL of an upload gives the bucket's owner full control, and nobody else anything.
fn gives_full_control(asked: &OwnershipQuestion<'_>, grants: &[AclGrant]) -> Truth {
    let full = |it: &AclGrant| {
        Truth::from(it.permission == Permission::FullControl).and(is_owner(&it.grantee, asked))
    };
    match asked.scenario.question.options.acl.as_deref() {
        Some(canned) => (canned == "bucket-owner-full-control").into(),
        None => Truth::from(!grants.is_empty()).and(Truth::all(grants.iter().map(full))),
    }
}

/// The bucket's ACL may grant what `write` asks for, whatever Block Public Access says.
fn grants_write(write: &OwnershipQuestion<'_>, grants: &Fact<Vec<AclGrant>>) -> Truth {
    grants.known().map_or(Truth::Unknown, |grants| {
        let found = acl::answer(grants, Level::Bucket, write.action, write.caller, write.scenario);
        found.to_account.or(found.to_group.into())
    })
}

/// The object's ACL: that of an object which is not described is not known.
fn object_acl(asked: &OwnershipQuestion<'_>) -> Fact<Vec<AclGrant>> {
    let own = asked.object.map(|it| it.acl.clone().unwrap_or_else(|| Fact::Known(Vec::new())));
    own.unwrap_or(Fact::Unknown)
}

/// The grantee is the bucket's owner; of a canonical user id that is known where the scenario tells the owner's.
fn is_owner(grantee: &str, asked: &OwnershipQuestion<'_>) -> Truth {
    let owner = Caller::Root(format!("arn:aws:iam::{}:root", asked.bucket.account));
    acl::is_account(grantee, &owner, asked.scenario)
}
