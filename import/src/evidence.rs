//! What an error message of AWS says of the answer: which control it names, and that the network let the call through.
//!
//! It decides nothing: an answer comes from the facts alone, and what AWS said stands beside it.

use accesspath_engine::control::Control;
use accesspath_engine::report::PathReport;
use accesspath_engine::said::alike;
use accesspath_engine::symptom::message;
use accesspath_policy::layer::Layer;
use accesspath_policy::request::Subject;
use accesspath_policy::truth::Truth;

/// What AWS, or a client of it, said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// It in one sentence.
    pub said: String,
    /// The controls that it names, any of which may be meant.
    pub controls: Vec<Control>,
    /// A statement denies; `No`: no statement allows.
    pub explicit: Truth,
    /// S3 answered, so the network let the call through; `No`: nobody answered.
    pub answered: Truth,
    /// The engine's name for the message, where it knows the message.
    pub message: Option<&'static str>,
}

impl Evidence {
    /// The answer for a path is what AWS said: surely not, where the path works, or is blocked with another message.
    pub fn fits(&self, path: &PathReport) -> Truth {
        match path.outcome {
            "open" => Truth::No,
            "blocked" => {
                let own = path.told.as_ref().and_then(|it| it.message.as_deref());
                let own = own.and_then(message::read).map(|it| it.template.id);
                match (own, self.message) {
                    (Some(own), Some(said)) => Truth::from(alike(own, said)),
                    _ => Truth::Unknown,
                }
            }
            _ => Truth::Unknown,
        }
    }
}

/// What a message without a sentence about policies says.
pub(crate) fn plain(said: &str, answered: Truth) -> Evidence {
    Evidence {
        said: said.to_owned(),
        controls: Vec::new(),
        explicit: Truth::Unknown,
        answered,
        message: None,
    }
}

/// What a message says that names a type of policy, with or without an explicit deny.
pub(crate) fn named(policy: &str, explicit: bool, action: &str) -> Evidence {
    let at_kms = action.starts_with("kms:");
    let (controls, also) = controls(policy, explicit, at_kms);
    let article = if policy.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    let said = match explicit {
        true => format!("AWS said: an explicit deny in {article} {policy}{also}"),
        false => format!("AWS said: no {policy} allows {action}{also}"),
    };
    let message = match (at_kms, explicit) {
        (true, true) => message::KMS_EXPLICIT_DENY,
        (true, false) => message::KMS_NO_ALLOW,
        (false, true) => message::EXPLICIT_DENY,
        (false, false) => message::NO_ALLOW,
    };
    Evidence {
        said,
        controls,
        explicit: Truth::from(explicit),
        answered: Truth::Yes,
        message: Some(message.id),
    }
}

impl Evidence {
    /// The same about a call through an access point, whose policy is as much one of a resource as the bucket's.
    pub(crate) fn at_access_point(mut self) -> Self {
        if self.controls.contains(&Control::Policy(Layer::ResourcePolicy)) {
            self.controls.insert(0, Control::PolicyOf(Subject::AccessPoint));
            let both = "the policy of the access point or of the bucket";
            self.said = self.said.replace("the bucket policy", both);
        }
        self
    }
}

/// The controls that AWS means by a type of policy, and how that reads.
fn controls(policy: &str, explicit: bool, at_kms: bool) -> (Vec<Control>, &'static str) {
    let of = |layer| vec![Control::Policy(layer)];
    match policy {
        "identity-based policy" => (of(Layer::IdentityPolicies), ""),
        "resource-based policy" if at_kms => {
            (vec![Control::PolicyOf(Subject::Key)], ": the key policy")
        }
        "resource-based policy" if explicit => (
            [of(Layer::ResourcePolicy), of(Layer::BlockPublicAccess)].concat(),
            ": the bucket policy, or RestrictPublicBuckets",
        ),
        "resource-based policy" => (of(Layer::ResourcePolicy), ": the bucket policy"),
        "VPC endpoint policy" => (of(Layer::VpcEndpointPolicies), ""),
        "permissions boundary" => (of(Layer::PermissionsBoundaries), ""),
        "session policy" => (of(Layer::SessionPolicies), ""),
        "service control policy" => (of(Layer::ServiceControlPolicies), ""),
        "resource control policy" => (of(Layer::ResourceControlPolicies), ""),
        _ => (Vec::new(), ""),
    }
}
