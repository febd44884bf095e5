//! Object Ownership and ACLs, as far as an answer depends on them: given to `authorize` as data.
//!
//! What is not known is kept as several cases, of which one is so. The decision is made in each of them, and only
//! where they disagree does the answer depend on what is not known.

use crate::layer::Layer;
use crate::reason::Because;
use crate::rule::Rule;
use crate::truth::Truth;

/// What ownership and ACLs have to say about one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ownership {
    /// The bucket's setting; nothing where it is not known.
    pub setting: Option<OwnershipSetting>,
    /// The owner of what the request is about, where that is an object of another account than the bucket's.
    pub foreign_owner: Option<String>,
    /// Who would own what the request stores.
    pub new_owner: Option<NewOwner>,
    /// The ACL that the request sets, as people read it.
    pub sets: Option<String>,
    /// The ways in which permission can be had, of which one is so.
    pub cases: Vec<Case>,
    /// Why there are several of them.
    pub doubts: Vec<Doubt>,
    /// Whether S3 takes no ACL here, and the request sets one.
    pub refuses_acl: Truth,
    /// Whether BlockPublicAcls refuses the ACL that the request sets.
    pub refuses_public_acl: Truth,
    /// The grant of the ACL that reaches the caller.
    pub grant: Option<String>,
    /// Whether that grant is one to a group that IgnorePublicAcls makes count for nothing.
    pub ignores_grant: bool,
}

/// Who would own a new object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NewOwner {
    /// The bucket's owner.
    BucketOwner,
    /// The account that uploads it, which is another; and whether its ACL lets the bucket's owner read it.
    Writer {
        /// Whether the bucket's owner may read it.
        readable: bool,
    },
}

/// One way in which permission can be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Case {
    /// Whose word counts.
    pub authority: Authority,
    /// Whether an ACL grants.
    pub acl: bool,
}

/// Whose word counts for a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Authority {
    /// The bucket owner's: its bucket policy and its ACLs.
    BucketOwner,
    /// That of the account which owns the object and not the bucket: the object's ACL alone.
    ObjectOwner {
        /// Whether that is the caller's own account.
        is_caller: bool,
    },
}

/// Something that is not known, and which cases it makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Doubt {
    /// The layer that it belongs to.
    pub layer: Layer,
    /// What it is.
    pub because: Because,
    /// The unclear rule, where AWS is what is not clear.
    pub rule: Option<Rule>,
}

/// The settings of Object Ownership.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnershipSetting {
    /// ACLs are off, and the bucket's owner owns every object.
    BucketOwnerEnforced,
    /// ACLs count, and the bucket's owner owns what is uploaded with `bucket-owner-full-control`.
    BucketOwnerPreferred,
    /// ACLs count, and whoever uploads an object owns it.
    ObjectWriter,
}

impl Ownership {
    /// ACLs count in the bucket, or may.
    pub(crate) fn takes_acls(&self) -> bool {
        self.setting != Some(OwnershipSetting::BucketOwnerEnforced)
    }

    /// Whether there is anything to say beyond the policies.
    pub(crate) fn is_configured(&self) -> bool {
        self.setting != Some(OwnershipSetting::BucketOwnerEnforced) || self.sets.is_some()
    }
}
