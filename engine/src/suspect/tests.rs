use super::*;
use accesspath_policy::layer::Layer;

fn said(code: &str, operation: &str) -> Said {
    Said { code: Some(code.to_owned()), operation: Some(operation.to_owned()), ..Said::default() }
}

fn denied(operation: &str, action: &str, layer: Layer, explicit: Truth) -> Said {
    Said {
        caller: Some("arn:aws:sts::111122223333:assumed-role/r/f".to_owned()),
        resource: Some("arn:aws:s3:::b/k".to_owned()),
        action: Some(action.to_owned()),
        layer: Some(layer),
        explicit,
        ..said("AccessDenied", operation)
    }
}

#[track_caller]
fn check(said: &Said, expected: &[&str]) {
    let found: Vec<&str> = suspects(said).iter().map(|it| it.is.code()).collect();
    let first: Vec<&str> = found.iter().copied().take(expected.len()).collect();
    assert_eq!(first, expected, "all: {found:?}");
}

#[test]
fn a_type_of_policy_leads_to_it_and_to_what_shows_as_it() {
    use Layer as L;
    let at = |layer, explicit| denied("GetObject", "s3:GetObject", layer, explicit);
    check(&at(L::IdentityPolicies, Truth::No), &["identity-silent", "signer-silent"]);
    check(&at(L::IdentityPolicies, Truth::Yes), &["identity-denies"]);
    check(&at(L::ResourcePolicy, Truth::Yes), &["bucket-policy-denies", "public-restricted"]);
    check(&at(L::ResourcePolicy, Truth::No), &["bucket-policy-silent", "object-of-another"]);
    check(&at(L::VpcEndpointPolicies, Truth::No), &["endpoint-silent"]);
    check(&at(L::VpcEndpointPolicies, Truth::Yes), &["endpoint-denies"]);
    check(&at(L::PermissionsBoundaries, Truth::No), &["boundary-silent"]);
    check(&at(L::PermissionsBoundaries, Truth::Yes), &["boundary-denies"]);
    check(&at(L::SessionPolicies, Truth::No), &["session-silent"]);
    check(&at(L::SessionPolicies, Truth::Yes), &["session-denies"]);
    check(&at(L::ServiceControlPolicies, Truth::No), &["scp-silent"]);
    check(&at(L::ServiceControlPolicies, Truth::Yes), &["scp-denies"]);
    check(&at(L::ResourceControlPolicies, Truth::Yes), &["rcp-denies"]);
}

#[test]
fn a_number_of_an_account_that_was_hidden_does_no_harm() {
    let mut said = denied("GetObject", "s3:GetObject", Layer::IdentityPolicies, Truth::No);
    for account in ["XXXXXXXXXXXX", "1234", "\\\"", ""] {
        said.caller = Some(format!("arn:aws:sts::{account}:assumed-role/r/f"));
        check(&said, &["identity-silent", "signer-silent"]);
    }
}

#[test]
fn a_missing_object_shows_as_a_missing_permission_to_list() {
    let said = denied("GetObject", "s3:ListBucket", Layer::IdentityPolicies, Truth::No);
    check(&said, &["missing-object", "identity-silent"]);
    check(
        &tests::said("Forbidden", "HeadObject"),
        &["identity-silent", "bucket-policy-denies", "missing-object"],
    );
}

#[test]
fn a_key_shows_as_the_refusal_of_s3() {
    let at = |layer, explicit| denied("GetObject", "kms:Decrypt", layer, explicit);
    check(&at(Layer::ResourcePolicy, Truth::No), &["key-policy-silent"]);
    check(&at(Layer::ResourcePolicy, Truth::Yes), &["key-policy-denies"]);
    check(&at(Layer::IdentityPolicies, Truth::No), &["identity-silent"]);
    let said = Said {
        sentence: "The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.".to_owned(),
        ..said("AccessDenied", "GetObject")
    };
    check(&said, &["key-policy-silent"]);
}

#[test]
fn a_refusal_without_a_reason_leads_to_the_other_account() {
    check(&said("AccessDenied", "GetObject"), &["bucket-policy-silent", "identity-silent"]);
}

#[test]
fn a_timeout_leads_to_the_network() {
    let said = Said {
        by: Speaker::Lambda,
        failure: Some(Failure::Task("3.00".to_owned())),
        ..Said::default()
    };
    check(
        &said,
        &[
            "no-route",
            "group-shut",
            "acl-shut",
            "nat-adrift",
            "endpoint-group-shut",
            "public-subnet",
        ],
    );
}

#[test]
fn every_cause_would_make_aws_say_something() {
    let silent: Vec<&str> = Cause::ALL
        .iter()
        .filter(|cause| {
            ![World::Same, World::Organization, World::Outside].iter().any(|world| {
                [
                    "GetObject",
                    "HeadObject",
                    "PutObject",
                    "DeleteObject",
                    "DeleteAccountPublicAccessBlock",
                ]
                .iter()
                .any(|operation| {
                    let said = Said {
                        resource: Some(
                            "arn:aws:s3:eu-west-1:111122223333:accesspoint/point".to_owned(),
                        )
                        .filter(|_| cause.code().starts_with("access-point")),
                        ..Said::default()
                    };
                    let scenario = world::base(&said, *world, operation);
                    scenario.is_some_and(|mut it| {
                        cause.put(&mut it, true).is_some() && told(&it).is_some()
                    })
                })
            })
        })
        .map(|it| it.code())
        .collect();
    assert_eq!(silent, Vec::<&str>::new());
}

#[test]
fn the_call_works_where_nothing_is_put_in_its_way() {
    for world in [World::Same, World::Organization, World::Outside] {
        for operation in ["GetObject", "HeadObject", "PutObject", "CopyObject", "ListObjectsV2"] {
            for action in ["", "kms:Decrypt", "s3:PutObjectAcl", "s3:PutObjectTagging"] {
                // Whose the source is, is not told.
                if operation == "CopyObject" && action == "s3:PutObjectAcl" {
                    continue;
                }
                let said = Said { action: Some(action.to_owned()), ..Said::default() };
                let scenario = world::base(&said, world, operation).expect("it is a scenario");
                assert_eq!(
                    crate::scenario::problems(&scenario),
                    [],
                    "{world:?} {operation} {action}"
                );
                let documents = Documents::read(&scenario);
                let paths = analyze_paths(&scenario, &documents, &requests::identities(&scenario));
                let outcomes: Vec<Outcome> = paths.iter().map(|it| it.outcome).collect();
                let why: Vec<String> = paths.iter().map(crate::explain::reason_line).collect();
                assert_eq!(outcomes, [Outcome::Open], "{world:?} {operation} {action}: {why:?}");
            }
        }
    }
}
