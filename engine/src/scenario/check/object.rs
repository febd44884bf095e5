//! Checks objects and ACLs.

use accesspath_policy::arn;

use super::{Checker, IdTarget};
use crate::scenario::{AclGrant, Fact, Object};

impl<'s> Checker<'s> {
    pub(super) fn objects(&mut self) {
        let scenario = self.scenario;
        self.unique("objects", &scenario.objects, |it| &it.id);
        self.each("objects", &scenario.objects, |check, object| {
            check.known("bucket", &object.bucket, IdTarget::Bucket);
            let twin = |it: &&Object| it.bucket == object.bucket && it.key == object.key;
            if check.scenario.objects.iter().filter(twin).count() > 1 {
                check.report("key", format!("the object \"{}\" stands twice", object.key));
            }
            if let Some(Fact::Known(owner)) = &object.owner {
                check.account_id("owner", owner);
            }
            check.acl("acl", object.acl.as_ref());
            if let Some(Fact::Known(class)) = &object.storage_class
                && !Object::CLASSES.contains(&class.as_str())
            {
                let message = format!("\"{class}\" is none of {}", Object::CLASSES.join(", "));
                check.report("storage_class", message);
            }
            check.moment("retain_until", object.retain_until.as_deref());
        });
    }

    pub(super) fn acl(&mut self, name: &'static str, acl: Option<&'s Fact<Vec<AclGrant>>>) {
        if let Some(Fact::Known(grants)) = acl {
            self.grants(name, grants);
        }
    }

    /// Checks that every grantee is valid, and that there are no more grants than an ACL holds.
    // AWS: "Access control list (ACL) overview" — an ACL can have up to 100 grants.
    pub(super) fn grants(&mut self, name: &'static str, grants: &'s [AclGrant]) {
        if grants.len() > 100 {
            self.report(name, format!("{} grants; an ACL holds at most 100", grants.len()));
        }
        self.each(name, grants, |check, grant| {
            let name = grant.grantee.as_str();
            let canonical = name.len() == 64 && name.bytes().all(|it| it.is_ascii_hexdigit());
            if !canonical && !arn::is_account_id(name) && !AclGrant::GROUPS.contains(&name) {
                let message = format!(
                    "\"{name}\" is no grantee: an account id, a canonical user id of 64 digits, {}",
                    AclGrant::GROUPS.join(", ")
                );
                check.report("grantee", message);
            }
        });
    }
}
