//! Sentences about Object Ownership, ACLs, and the states of buckets and objects.

use accesspath_policy::authorize::RequestTrace;
use accesspath_policy::ownership::{NewOwner, Ownership, OwnershipSetting};
use accesspath_policy::reason::Because;

use crate::judge::PathAnalysis;

/// What an ACL or a switch about ACLs does to a request that it stops.
pub(super) fn blocks(request: &RequestTrace, because: Because, text: &str) -> Option<String> {
    let action = &request.request.action;
    Some(match because {
        Because::AclNotSupported => {
            let acl = if text.is_empty() { "an ACL" } else { text };
            format!(
                "Object Ownership is BucketOwnerEnforced, which disables ACLs, and the request sets {acl}. Send none: only uploads may send bucket-owner-full-control."
            )
        }
        Because::PublicAclRefused => format!(
            "BlockPublicAcls is on, and the request sets {text}, which grants public access."
        ),
        Because::PublicAclIgnored => format!(
            "The ACL grants {text}, but IgnorePublicAcls is on and ignores that grant. Nothing else allows {action}."
        ),
        Because::OwnedByAnotherAccount => format!(
            "Account {text} owns this object: policies of the bucket's owner can deny {action} but not allow it, and the object's ACL does not grant it. BucketOwnerEnforced would make the bucket's owner the owner of every object."
        ),
        _ => return None,
    })
}

/// What the answer depends on, where that is about ownership or ACLs.
pub(super) fn depends(because: Because) -> Option<&'static str> {
    Some(match because {
        Because::OwnerUnknown => {
            "The object's owner: not known. With ACLs enabled, whoever uploads an object may own it."
        }
        Because::OwnershipUnknown => "Object Ownership: not known.",
        Because::AclUnknown => "The ACL: not known.",
        Because::GranteeUnknown => "The account of the canonical user ID in the ACL: not known.",
        Because::SwitchUnknown => "The Block Public Access settings about ACLs: not known.",
        Because::GroupInOwnAccount => {
            "The ACL grants to a group that includes everyone. AWS's pages disagree on whether that is enough for a caller of the owner's own account."
        }
        Because::AuthorityUnclear => {
            "With ACLs enabled, AWS does not document whose permission this action needs, and here it matters."
        }
        Because::VersioningUnknown => {
            "Versioning: not known. Without it, the Deny on the other delete action applies to this one too."
        }
        _ => return None,
    })
}

/// What ownership and ACLs have to say about a path that they do not stop.
pub(super) fn passes(path: &PathAnalysis) -> String {
    let all = || path.requests.iter().filter_map(|it| it.ownership.as_ref());
    let mut text = String::new();
    let Some(first) = all().next() else { return text };
    text += match first.setting {
        Some(OwnershipSetting::BucketOwnerEnforced) => {
            "Object Ownership is BucketOwnerEnforced: the bucket's owner owns every object, and ACLs are disabled."
        }
        Some(OwnershipSetting::BucketOwnerPreferred) => {
            "Object Ownership is BucketOwnerPreferred: ACLs are enabled, and the bucket's owner owns uploads with bucket-owner-full-control."
        }
        Some(OwnershipSetting::ObjectWriter) => {
            "Object Ownership is ObjectWriter: ACLs are enabled, and whoever uploads an object owns it."
        }
        None => "Object Ownership: not known.",
    };
    let granting = |it: &&Ownership| it.cases.iter().all(|it| it.acl) && !it.cases.is_empty();
    if let Some(grant) = all().find(granting).and_then(|it| it.grant.as_ref()) {
        text += &format!(" The ACL grants {grant}.");
    }
    if let Some(owner) = all().find_map(|it| it.foreign_owner.as_ref()) {
        text += &format!(" Account {owner} owns this object, so the bucket policy can only deny.");
    }
    text += match all().find_map(|it| it.new_owner) {
        Some(NewOwner::BucketOwner) => " The new object will belong to the bucket's owner.",
        Some(NewOwner::Writer { readable: true }) => {
            " The new object will belong to the caller's account; its ACL lets the bucket's owner read it."
        }
        Some(NewOwner::Writer { readable: false }) => {
            " The new object will belong to the caller's account, and the bucket's owner will not be able to read it."
        }
        None => "",
    };
    text
}

#[cfg(test)]
mod tests {
    use crate::control::Control;
    use crate::scenario::{Fact, ObjectOwnership, Scenario};
    use crate::{analyze, explain};
    use accesspath_policy::layer::Layer;

    #[track_caller]
    fn check(file: &str, ownership: ObjectOwnership, told: &str) {
        let case = accesspath_policy::json::read_up_to(usize::MAX, "", file);
        let scenario = case.root().unwrap().at(&["scenario"]).unwrap();
        let mut scenario = Scenario::from_json(scenario.span.of(file)).unwrap();
        scenario.buckets.iter_mut().for_each(|it| it.ownership = Some(Fact::Known(ownership)));
        let analysis = analyze(&scenario);
        let path = analysis.paths.first().unwrap();
        let text = explain::heading(path, Control::Policy(Layer::ObjectOwnership), &scenario);
        assert!(text.contains(told), "{text}");
    }

    #[test]
    fn an_upload_says_who_will_own_the_object() {
        let hands_over = include_str!(
            "../../tests/conformance/path/ownership/another-account-uploads-under-bucketownerpreferred-and-hands-the-object-over.json"
        );
        let keeps = include_str!(
            "../../tests/conformance/path/ownership/another-account-uploads-under-objectwriter-by-the-bucket-policy-and-keeps-the-object.json"
        );
        let to_owner = "The new object will belong to the bucket's owner.";
        check(hands_over, ObjectOwnership::BucketOwnerPreferred, to_owner);
        check(hands_over, ObjectOwnership::BucketOwnerEnforced, to_owner);
        check(hands_over, ObjectOwnership::ObjectWriter, "its ACL lets the bucket's owner read it");
        check(keeps, ObjectOwnership::ObjectWriter, "will not be able to read it");
        check(keeps, ObjectOwnership::BucketOwnerPreferred, "will not be able to read it");
    }
}
