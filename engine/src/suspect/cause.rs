//! The causes that show as others do, and what each would change in a scenario.

mod network;
mod policy;

use accesspath_policy::layer::Layer;
use accesspath_policy::request::Subject;

use crate::control::{Control, NetworkControl};
use crate::said::Said;
use crate::scenario::{Encryption, Fact, Object, OtherCaller, Scenario, Versioning};

/// Makes the causes from a table: the name and the stable word, the likeliest first.
macro_rules! causes {
    ($($name:ident = $code:literal, $about:literal;)*) => {
        /// A cause.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Cause {
            $(#[doc = $about] $name,)*
        }

        impl Cause {
            /// All causes, the likeliest first.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The stable word for programs.
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)*
                }
            }
        }
    };
}

causes! {
    IdentitySilent = "identity-silent", "No policy of the caller allows the call.";
    BucketPolicyDenies = "bucket-policy-denies", "A statement of the bucket policy denies.";
    MissingObject = "missing-object", "The object is not there, and its caller may not list the bucket.";
    BucketPolicySilent = "bucket-policy-silent", "The bucket policy does not allow the caller's account.";
    KeyPolicySilent = "key-policy-silent", "The key policy does not allow the caller.";
    EndpointSilent = "endpoint-silent", "The policy of the VPC endpoint allows other calls only.";
    PublicRestricted = "public-restricted", "The bucket policy is public, and RestrictPublicBuckets shuts out other accounts.";
    ScpDenies = "scp-denies", "An SCP denies.";
    ScpSilent = "scp-silent", "The SCPs of some level do not allow the call.";
    RcpDenies = "rcp-denies", "An RCP denies.";
    BoundarySilent = "boundary-silent", "The permissions boundary does not allow the call.";
    BoundaryDenies = "boundary-denies", "The permissions boundary denies.";
    EndpointDenies = "endpoint-denies", "The policy of the VPC endpoint denies.";
    IdentityDenies = "identity-denies", "A policy of the caller denies.";
    AccessPointSilent = "access-point-silent", "The access point's policy does not allow the caller.";
    AccessPointDenies = "access-point-denies", "The access point's policy denies.";
    ObjectOfAnother = "object-of-another", "The object is of the account that wrote it.";
    KeyPolicyDenies = "key-policy-denies", "The key policy denies.";
    SessionSilent = "session-silent", "The session's policies do not allow the call.";
    SessionDenies = "session-denies", "The session's policies deny.";
    SignerSilent = "signer-silent", "The URL was signed by another role, which may not make the call.";
    Anonymous = "anonymous", "The request is not signed, and nothing grants to everybody.";
    RequesterPays = "requester-pays", "The bucket's requester pays, and the request does not say so.";
    OtherOrigin = "other-origin", "The access point takes requests from its VPC only.";
    CustomerKeyDiffers = "customer-key-differs", "The object is encrypted with another customer-provided key.";
    MfaDelete = "mfa-delete", "MFA Delete is on, and the caller is not the root user.";
    ManagedByOrganization = "managed-by-organization", "A policy of the organization sets the account's switches.";
    NoRoute = "no-route", "No route leads to S3, and no endpoint.";
    GroupShut = "group-shut", "The security group lets nothing out to S3.";
    AclShut = "acl-shut", "The network ACL drops the call, or its replies.";
    NatAdrift = "nat-adrift", "The NAT gateway has no way to the internet.";
    EndpointGroupShut = "endpoint-group-shut", "The interface endpoint's security group lets nothing in.";
    PublicSubnet = "public-subnet", "The route leads to an internet gateway, and a function has no public address.";
}

impl Cause {
    /// The controls that it is about.
    pub(super) fn controls(self, said: &Said) -> &'static [Control] {
        use Control as C;
        let at_kms = said.action.as_deref().is_some_and(|it| it.starts_with("kms:"));
        match self {
            Self::IdentitySilent | Self::IdentityDenies | Self::SignerSilent => {
                &[C::Policy(Layer::IdentityPolicies)]
            }
            Self::BucketPolicyDenies | Self::BucketPolicySilent if at_kms => {
                &[C::PolicyOf(Subject::Key)]
            }
            Self::BucketPolicyDenies | Self::BucketPolicySilent => {
                &[C::Policy(Layer::ResourcePolicy), C::PolicyOf(Subject::CopySource)]
            }
            Self::MissingObject => &[C::Object, C::CopySource],
            Self::KeyPolicySilent | Self::KeyPolicyDenies => &[C::PolicyOf(Subject::Key)],
            Self::EndpointSilent | Self::EndpointDenies => &[C::Policy(Layer::VpcEndpointPolicies)],
            Self::PublicRestricted => &[C::Policy(Layer::BlockPublicAccess)],
            Self::ScpDenies | Self::ScpSilent => &[C::Policy(Layer::ServiceControlPolicies)],
            Self::RcpDenies => &[C::Policy(Layer::ResourceControlPolicies)],
            Self::BoundarySilent | Self::BoundaryDenies => {
                &[C::Policy(Layer::PermissionsBoundaries)]
            }
            Self::AccessPointSilent | Self::AccessPointDenies => {
                &[C::PolicyOf(Subject::AccessPoint)]
            }
            Self::ObjectOfAnother => {
                &[C::Policy(Layer::ObjectOwnership), C::Policy(Layer::BlockPublicAccess)]
            }
            Self::SessionSilent | Self::SessionDenies => &[C::Policy(Layer::SessionPolicies)],
            Self::Anonymous => &[
                C::Policy(Layer::ResourcePolicy),
                C::Policy(Layer::BlockPublicAccess),
                C::Policy(Layer::ObjectOwnership),
                C::PolicyOf(Subject::Key),
            ],
            Self::RequesterPays => &[C::RequesterPays],
            Self::OtherOrigin => &[C::NetworkOrigin],
            Self::CustomerKeyDiffers => &[C::Encryption],
            Self::MfaDelete => &[C::Object],
            Self::ManagedByOrganization => &[C::Operation],
            Self::NoRoute => &[C::Network(NetworkControl::Route), C::ClientRegion],
            Self::PublicSubnet => &[C::Network(NetworkControl::Route)],
            Self::GroupShut => &[C::Network(NetworkControl::SecurityGroup)],
            Self::AclShut => &[
                C::Network(NetworkControl::NetworkAcl),
                C::Network(NetworkControl::NatNetworkAcl),
                C::Network(NetworkControl::EndpointNetworkAcl),
            ],
            Self::NatAdrift => &[
                C::Network(NetworkControl::NatGateway),
                C::Network(NetworkControl::NatInstance),
                C::Network(NetworkControl::NatSecurityGroup),
                C::Network(NetworkControl::VpcBlockPublicAccess),
            ],
            Self::EndpointGroupShut => &[
                C::Network(NetworkControl::EndpointSecurityGroup),
                C::Network(NetworkControl::EndpointRoute),
            ],
        }
    }

    /// The operation with which it is tried, where the error names none that is known.
    pub(super) fn operation(self, said: &Said) -> &'static str {
        if let Some(it) = said.known_operation() {
            return it.name();
        }
        let action = said.action.as_deref().unwrap_or_default();
        let of_action = crate::s3::operation::Operation::ALL.iter().find(|it| {
            let (own, versioned) = it.actions();
            own == action || versioned == Some(action)
        });
        match (of_action, self) {
            _ if said.is_bare() => "HeadObject",
            // One may not list what one asked to get.
            (_, Self::MissingObject) => "GetObject",
            _ if action == "s3:ListBucket" => "ListObjectsV2",
            (Some(it), _) => it.name(),
            _ if action == "kms:GenerateDataKey" => "PutObject",
            _ => "GetObject",
        }
    }

    /// Its place among those that would make AWS say the same.
    pub(super) fn rank(self, said: &Said) -> usize {
        let own = Self::ALL.iter().position(|it| *it == self).unwrap_or_default();
        let at_point = said.resource.as_deref().is_some_and(|it| it.contains(":accesspoint/"));
        let is_point = matches!(self, Self::AccessPointSilent | Self::AccessPointDenies);
        let at_kms = said.action.as_deref().is_some_and(|it| it.starts_with("kms:"));
        let is_key = matches!(self, Self::KeyPolicySilent | Self::KeyPolicyDenies);
        // Without a reason the bucket is most often of another account, or nobody signed.
        let bare = said.action.is_none() && !said.is_bare();
        match self {
            _ if at_point && is_point || at_kms && is_key => 0,
            Self::BucketPolicySilent if bare => 0,
            Self::IdentitySilent if bare => 1,
            _ => own + 2,
        }
    }

    /// Puts the cause into a scenario; `None` where it cannot stand there. `base`: into one that is made for that.
    pub(super) fn put(self, scenario: &mut Scenario, base: bool) -> Option<()> {
        match self {
            Self::NoRoute
            | Self::GroupShut
            | Self::AclShut
            | Self::NatAdrift
            | Self::EndpointGroupShut
            | Self::PublicSubnet => network::put(self, scenario, base),
            Self::MissingObject => missing(scenario),
            Self::ObjectOfAnother => {
                object(scenario)?.owner = Some(Fact::Known("777788889999".to_owned()));
                let bucket = bucket(scenario)?;
                bucket.ownership =
                    Some(Fact::Known(crate::scenario::ObjectOwnership::ObjectWriter));
                Some(())
            }
            Self::RequesterPays => {
                bucket(scenario)?.requester_pays = Fact::Known(true);
                scenario.question.options.request_payer = false;
                Some(())
            }
            Self::CustomerKeyDiffers => {
                let object = object(scenario)?;
                let algorithm = Some(Fact::Known("SSE-C".to_owned()));
                object.encryption = Some(Encryption { algorithm, ..Encryption::default() });
                scenario.question.options.customer_algorithm = Some("AES256".to_owned());
                scenario.question.options.customer_key_differs = true;
                Some(())
            }
            Self::MfaDelete => {
                let bucket = bucket(scenario)?;
                bucket.mfa_delete = Fact::Known(true);
                bucket.versioning = Some(Fact::Known(Versioning::Enabled));
                if base && scenario.question.operation == "DeleteObject" {
                    scenario.question.options.version_id = Some("v1".to_owned());
                    scenario.question.options.mfa = true;
                }
                Some(())
            }
            Self::ManagedByOrganization => {
                scenario.organization.as_mut()?.block_public_access = Some(Fact::Known(true));
                Some(())
            }
            Self::OtherOrigin => {
                if base {
                    scenario.question.access_point = Some("point".to_owned());
                }
                let id = scenario.question.access_point.clone()?;
                let point = scenario.access_points.iter_mut().find(|it| it.id == id)?;
                point.vpc = Some(Fact::Known("vpc-0000000000000000f".to_owned()));
                Some(())
            }
            Self::Anonymous => {
                base.then_some(())?;
                let anyone = OtherCaller {
                    id: "anyone".to_owned(),
                    name: "anyone".to_owned(),
                    source_ip: Some("203.0.113.7".to_owned()),
                    ..OtherCaller::default()
                };
                scenario.callers = vec![anyone];
                scenario.question.callers = vec!["anyone".to_owned()];
                Some(())
            }
            _ => policy::put(self, scenario, base),
        }
    }
}

/// The object is not there, and its caller may not list the bucket.
fn missing(scenario: &mut Scenario) -> Option<()> {
    object(scenario)?.exists = Some(Fact::Known(false));
    policy::deny_listing(scenario)
}

fn bucket(scenario: &mut Scenario) -> Option<&mut crate::scenario::Bucket> {
    let id = scenario.question.bucket.clone();
    scenario.buckets.iter_mut().find(|it| it.id == id)
}

/// The question's object, or the one that it copies, which is added to the scenario where nothing describes it.
fn object(scenario: &mut Scenario) -> Option<&mut Object> {
    let source = scenario.question.options.copy_source.as_ref();
    let (bucket, key) = match source {
        Some(it) => (it.bucket.clone(), it.key.clone()),
        None => (scenario.question.bucket.clone(), scenario.question.key.clone()),
    };
    if key.is_empty() {
        return None;
    }
    let at = scenario.objects.iter().position(|it| it.bucket == bucket && it.key == key);
    let at = at.unwrap_or_else(|| {
        let id = "suspect-object".to_owned();
        scenario.objects.push(Object { id, bucket, key, ..Object::default() });
        scenario.objects.len() - 1
    });
    scenario.objects.get_mut(at)
}
