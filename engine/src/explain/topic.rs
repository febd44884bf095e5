//! Sentences about what would decide an answer.

use accesspath_policy::symbol;

use crate::check::{NetworkReason, Unknown};
use crate::scenario::Scenario;
use crate::topic::{About, Topic};

/// The path depends on the VPC of a function, which was not told.
pub fn is_untold_vpc(reason: &NetworkReason) -> bool {
    matches!(reason, NetworkReason::RouteUndetermined { on: Unknown::Untold { what: "VPC", .. } })
}

/// A topic in a few words.
pub fn topic_title(topic: &Topic, scenario: &Scenario) -> String {
    let function = || {
        scenario
            .functions
            .iter()
            .find(|it| it.id == topic.of)
            .map(|it| it.name.as_str())
            .filter(|it| !symbol::has(it))
    };
    let of = if symbol::has(&topic.of) { "" } else { topic.of.as_str() };
    let named = |what: &str| if of.is_empty() { what.to_owned() } else { format!("{what} {of}") };
    match topic.about {
        About::BucketPolicy => "The bucket policy".to_owned(),
        About::Standing => format!("Where {} runs", function().unwrap_or("the function")),
        About::IdentityPolicies => "The caller's own policies".to_owned(),
        About::Endpoints => "The VPC endpoints for S3".to_owned(),
        About::Endpoint => named("The endpoint"),
        About::EndpointPolicy => named("The policy of the endpoint"),
        About::RouteTableOf => named("The route table of"),
        About::RouteTable => named("The route table"),
        About::SecurityGroup => named("The security group"),
        About::NetworkAclOf => named("The network ACL of"),
        About::NetworkAcl => named("The network ACL"),
        About::Subnet => named("The subnet"),
        About::Gateway => named("The gateway"),
        About::PrefixList => named("The prefix list"),
        About::Vpc => named("The DNS settings of"),
        About::PrivateZones => "The private hosted zones".to_owned(),
        About::Key => named("The KMS key"),
        About::Keys => "The KMS key".to_owned(),
        About::KeyPolicy => "The key policy".to_owned(),
        About::Encryption => "The bucket's encryption".to_owned(),
        About::Boundary => "The permissions boundary".to_owned(),
        About::SessionPolicies => "The session policies".to_owned(),
        About::Scps => named("The SCPs of"),
        About::Rcps => named("The RCPs of"),
        About::Organization => "The organization".to_owned(),
        About::BucketSwitches => "The bucket's Block Public Access".to_owned(),
        About::AccountSwitches => "The account's Block Public Access".to_owned(),
        About::Ownership => "Object Ownership".to_owned(),
        About::BucketAcl => "The bucket's ACL".to_owned(),
        About::ObjectAcl => "The object's ACL".to_owned(),
        About::Object => "The object".to_owned(),
        About::BucketTags => "The bucket's tags".to_owned(),
        About::CallerTags => "The caller's tags".to_owned(),
        About::AccessPoint => "The access point".to_owned(),
        About::Setting => "The bucket's settings".to_owned(),
        About::Caller => "The caller".to_owned(),
        About::Function => "The function's state".to_owned(),
        About::Time => "The moment of the call".to_owned(),
    }
}

/// What a topic tells, in one sentence.
pub const fn topic(about: About) -> &'static str {
    match about {
        About::BucketPolicy => "Names the statement, and on which path it denies or allows.",
        About::Standing => "Leaves the paths that the call can take.",
        About::IdentityPolicies => "They allow the call, or nothing else of the caller's does.",
        About::Endpoints => "An endpoint changes the way to S3, and the keys of the request.",
        About::Endpoint => "Its kind, state and names decide whether the call takes it.",
        About::EndpointPolicy => "Limits what passes through the endpoint.",
        About::RouteTableOf | About::RouteTable => {
            "Decides by which way the call leaves, if by any."
        }
        About::SecurityGroup => "Its outbound rules must allow HTTPS to S3.",
        About::NetworkAclOf | About::NetworkAcl => "Both directions must pass its rules.",
        About::Subnet => "Its route table, network ACL and range decide the way.",
        About::Gateway => "Decides whether the route leads anywhere.",
        About::PrefixList => "Tells for which service a route is.",
        About::Vpc => "Decides what S3's name resolves to.",
        About::PrivateZones => "One of them may answer for S3's name.",
        About::Key | About::Keys => "The key must exist, be enabled and be usable.",
        About::KeyPolicy => "The key policy must allow the call too.",
        About::Encryption => "With a KMS key, its policy has a say too.",
        About::Boundary => "It must allow the call too, where there is one.",
        About::SessionPolicies => "They must allow the call too, where there are some.",
        About::Scps => "Each level must allow the call, and none may deny it.",
        About::Rcps => "None may deny the call.",
        About::Organization => "Only accounts of an organization have SCPs and RCPs.",
        About::BucketSwitches | About::AccountSwitches => {
            "RestrictPublicBuckets shuts out others where the policy is public."
        }
        About::Ownership => "Decides whether ACLs count, and who owns the object.",
        About::BucketAcl | About::ObjectAcl => {
            "Grants by ACL count where Object Ownership lets them."
        }
        About::Object => "Whether it exists, and whether it is archived or locked.",
        About::BucketTags | About::CallerTags => "A condition of a policy asks for them.",
        About::AccessPoint => "Its policy and its network origin have a say.",
        About::Setting => "A setting of the bucket can refuse the call.",
        About::Caller => "Who calls, and from where.",
        About::Function => "It must be active, and may be invoked by those its policy names.",
        About::Time => "A condition of a policy asks for it.",
    }
}
