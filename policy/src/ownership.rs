//! Object Ownership and ACLs, as far as an answer depends on them: given to `authorize` as data.
//!
//! Facts that are not known are kept as several cases, one of which holds. The decision is made in each of them, and only
//! where they disagree does the answer depend on what is not known.

use crate::layer::Layer;
use crate::reason::Because;
use crate::rule::Rule;
use crate::truth::Truth;

/// Object Ownership and ACLs, as they bear on one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ownership {
    /// The bucket's setting; nothing where it is not known.
    pub setting: Option<OwnershipSetting>,
    /// The owner of what the request is about, where that is an object of another account than the bucket's.
    pub foreign_owner: Option<String>,
    /// The owner of the object that the request would store.
    pub new_owner: Option<NewOwner>,
    /// The ACL that the request sets, as people read it.
    pub sets: Option<String>,
    /// The cases that are possible; one of them holds, and which one is not known.
    pub cases: Vec<OwnershipCase>,
    /// Why there are several of them.
    pub doubts: Vec<Doubt>,
    /// S3 takes no ACL here, and the request sets one.
    pub refuses_acl: Truth,
    /// BlockPublicAcls refuses the ACL that the request sets.
    pub refuses_public_acl: Truth,
    /// The grant of the ACL that reaches the caller.
    pub grant: Option<String>,
    /// IgnorePublicAcls ignores that grant, which is to a group.
    pub ignores_grant: bool,
}

/// The owner of a new object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NewOwner {
    /// The bucket's owner.
    BucketOwner,
    /// The account that uploads it, which is another; and whether its ACL lets the bucket's owner read it.
    Writer {
        /// The bucket's owner may read it.
        readable: bool,
    },
}

/// One possible case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwnershipCase {
    /// The account that decides.
    pub authority: Authority,
    /// An ACL grants.
    pub acl: bool,
}

/// The account that decides about a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Authority {
    /// The bucket owner's, by its bucket policy and its ACLs.
    BucketOwner,
    /// That which owns the object and not the bucket, by the object's ACL alone.
    ObjectOwner {
        /// It is the caller's own account.
        is_caller: bool,
    },
}

/// Something that is not known, and which cases it makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Doubt {
    /// The layer that it belongs to.
    pub layer: Layer,
    /// The reason.
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

    /// ACLs count, or the request sets one: there is something to show beyond the policies.
    pub(crate) fn is_configured(&self) -> bool {
        self.setting != Some(OwnershipSetting::BucketOwnerEnforced) || self.sets.is_some()
    }
}
