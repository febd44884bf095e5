//! What the AWS CLI prints of identities, keys, ACLs and access points: what is found in it, and what becomes of that in
//! a scenario of which nothing is known.

mod shown;

use accesspath_engine::analyze;
use accesspath_engine::judge::Outcome;
use accesspath_engine::scenario::{Fact, ManagedPolicies, Scenario, problems};
use accesspath_import::{NotAdded, add_all, recognise, start};
use accesspath_policy::facts::MANAGED_POLICIES;
use shown::check;

/// The scenario with all that these texts tell, and the reason why one of them has no place.
fn told(texts: &[&str], chosen: &[&str]) -> (Scenario, Vec<Option<NotAdded>>) {
    let mut found = recognise("", &texts.join("\n\n"));
    for question in found.iter_mut().flat_map(|it| &mut it.questions) {
        let own = question.choices.iter().position(|it| chosen.contains(&it.label.as_str()));
        question.chosen = own.or(question.chosen);
    }
    let (mut scenario, left) = add_all(&start(), &found);
    scenario.managed = ManagedPolicies::read(MANAGED_POLICIES);
    assert_eq!(problems(&scenario), []);
    (scenario, left)
}

const DETAILS: &str = r#"{
    "UserDetailList": [{
        "Path": "/", "UserName": "ada", "UserId": "AIDAEXAMPLE", "Arn": "arn:aws:iam::111122223333:user/ada",
        "CreateDate": "2026-01-01T00:00:00+00:00", "GroupList": ["readers", "writers"],
        "UserPolicyList": [], "AttachedManagedPolicies": [], "Tags": []
    }],
    "GroupDetailList": [{
        "Path": "/", "GroupName": "readers", "GroupId": "AGPAEXAMPLE", "Arn": "arn:aws:iam::111122223333:group/readers",
        "GroupPolicyList": [],
        "AttachedManagedPolicies": [{"PolicyName": "AmazonS3ReadOnlyAccess", "PolicyArn": "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"}]
    }],
    "RoleDetailList": [{
        "Path": "/service-role/", "RoleName": "thumbs", "RoleId": "AROAEXAMPLE", "Arn": "arn:aws:iam::111122223333:role/service-role/thumbs",
        "CreateDate": "2026-01-01T00:00:00+00:00",
        "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]},
        "InstanceProfileList": [],
        "RolePolicyList": [{"PolicyName": "read", "PolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}}],
        "AttachedManagedPolicies": [
            {"PolicyName": "AWSLambdaBasicExecutionRole", "PolicyArn": "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"},
            {"PolicyName": "guard", "PolicyArn": "arn:aws:iam::111122223333:policy/guard"}],
        "Tags": [{"Key": "team", "Value": "images"}],
        "RoleLastUsed": {}
    }],
    "Policies": [{
        "PolicyName": "guard", "PolicyId": "ANPAEXAMPLE", "Arn": "arn:aws:iam::111122223333:policy/guard", "Path": "/",
        "DefaultVersionId": "v2", "AttachmentCount": 1, "IsAttachable": true,
        "PolicyVersionList": [
            {"VersionId": "v2", "IsDefaultVersion": true, "Document": {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "s3:DeleteObject", "Resource": "*"}]}},
            {"VersionId": "v1", "IsDefaultVersion": false, "Document": {"Version": "2012-10-17", "Statement": []}}]
    }],
    "IsTruncated": true
}"#;

#[test]
fn the_details_of_an_account_offer_each_role_and_user() {
    check(
        DETAILS,
        &[
            "Answer: get-account-authorization-details: 1 role, 1 user",
            "  ? Which of them makes the call? Role thumbs / User ada / None of these",
            "  ! 2:24 the policies of the group writers of ada are not in it",
            "  ! 1:1 the answer is cut off: IsTruncated is true, and what follows was not read",
        ],
    );
}

#[test]
fn the_role_that_is_chosen_has_all_its_policies_and_no_others() {
    let (scenario, left) = told(&[DETAILS], &["Role thumbs"]);
    assert_eq!(left, [None]);
    let [role] = scenario.roles.as_slice() else { unreachable!("one role") };
    assert_eq!(role.arn, "arn:aws:iam::111122223333:role/service-role/thumbs");
    assert_eq!(role.unique_id.as_deref(), Some("AROAEXAMPLE"));
    assert_eq!(role.boundary, None);
    let managed = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";
    let expected = ["read", managed, "guard"].map(Into::into).to_vec();
    assert_eq!(role.policies, Fact::Known(expected));
    assert!(scenario.text("guard").unwrap().text().contains("s3:DeleteObject"));
    assert!(scenario.text("role-trust").is_some());
}

#[test]
fn the_user_that_is_chosen_has_the_policies_of_its_groups() {
    let (scenario, left) = told(&[DETAILS], &["User ada"]);
    assert_eq!(left, [None]);
    let [user] = scenario.callers.as_slice() else { unreachable!("one caller") };
    let managed = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
    assert_eq!(user.policies, Fact::Known(vec![managed.into()]));
}

const ATTACHED: &str = r#"{
    "AttachedPolicies": [
        {"PolicyName": "AmazonS3ReadOnlyAccess", "PolicyArn": "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"},
        {"PolicyName": "guard", "PolicyArn": "arn:aws:iam::111122223333:policy/guard"}
    ]
}"#;

#[test]
fn attached_policies_are_listed_and_what_they_leave_out_is_told() {
    check(
        ATTACHED,
        &[
            "Answer: Attached: 2 managed policies",
            "  Attached(\"arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess\")",
            "  Attached(\"arn:aws:iam::111122223333:policy/guard\")",
            "  ! 4:9 the text of arn:aws:iam::111122223333:policy/guard is not in it: get-policy-version prints it",
            "  ! 1:1 inline policies are not in it: list-role-policies names them",
        ],
    );
    check(
        r#"{"AttachedPolicies": []}"#,
        &[
            "Answer: No managed policy is attached",
            "  ! 1:1 inline policies are not in it: list-role-policies names them",
        ],
    );
}

#[test]
fn the_text_of_an_attached_policy_takes_its_place() {
    let version = r#"{"PolicyVersion": {"Document": {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]},
        "VersionId": "v1", "IsDefaultVersion": true, "CreateDate": "2026-01-01T00:00:00+00:00"}}"#;
    let (scenario, left) = told(&[ATTACHED, version], &["The role's policy"]);
    assert_eq!(left, [None, None]);
    let guard = "arn:aws:iam::111122223333:policy/guard";
    let managed = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
    assert_eq!(scenario.roles[0].policies, Fact::Known(vec![managed.into(), guard.into()]));
    assert!(scenario.text(guard).unwrap().text().contains("s3:GetObject"));
}

#[test]
fn a_policy_that_is_attached_and_not_told_leaves_the_answer_open() {
    let (scenario, _) = told(&[ATTACHED], &[]);
    let outcomes: Vec<Outcome> = analyze(&scenario).paths.iter().map(|it| it.outcome).collect();
    assert_eq!(outcomes, [Outcome::Undetermined; 2]);
}

#[test]
fn a_default_encryption_tells_its_key() {
    check(
        r#"{"ServerSideEncryptionConfiguration": {"Rules": [{
            "ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"},
            "BucketKeyEnabled": true,
            "BlockedEncryptionTypes": {"EncryptionType": ["SSE-C"]}}]}}"#,
        &[
            "Answer: Default encryption: aws:kms",
            "  keys 1234abcd-12ab-34cd-56ef-1234567890ab",
            "  Bucket.encryption={\"algorithm\":\"aws:kms\",\"key\":\"1234abcd-12ab-34cd-56ef-1234567890ab\",\"bucket_key\":true,\"blocked\":[\"SSE-C\"]}",
        ],
    );
    check(
        r#"{"ServerSideEncryptionConfiguration": {"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms"}, "BucketKeyEnabled": false}]}}"#,
        &[
            "Answer: Default encryption: aws:kms",
            "  Bucket.encryption={\"algorithm\":\"aws:kms\",\"key\":null,\"bucket_key\":false}",
        ],
    );
    check(
        r#"{"ServerSideEncryptionConfiguration": {"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": "alias/thumbs"}}]}}"#,
        &[
            "Answer: Default encryption: aws:kms",
            "  Bucket.encryption={\"algorithm\":\"aws:kms\",\"key\":\"alias/thumbs\"}",
        ],
    );
    check(
        r#"{"ServerSideEncryptionConfiguration": {"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}, "BucketKeyEnabled": false, "BlockedEncryptionTypes": {"EncryptionType": ["NONE"]}}]}}"#,
        &[
            "Answer: Default encryption: AES256",
            "  Bucket.encryption={\"algorithm\":\"AES256\",\"bucket_key\":false,\"blocked\":[]}",
        ],
    );
}

#[test]
fn a_key_that_stands_by_its_id_alone_is_one_of_an_account_that_is_not_told() {
    let (scenario, left) = told(
        &[
            r#"{"ServerSideEncryptionConfiguration": {"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": "1234abcd-12ab-34cd-56ef-1234567890ab"}}]}}"#,
            r#"{"LocationConstraint": "eu-west-1"}"#,
        ],
        &[],
    );
    assert_eq!(left, [None, None]);
    let [key] = scenario.keys.as_slice() else { unreachable!("one key") };
    assert!(key.arn.ends_with(":key/1234abcd-12ab-34cd-56ef-1234567890ab"), "{}", key.arn);
    assert_eq!(scenario.buckets[0].encryption.key, Some(Fact::Known(key.id.clone())));
}

#[test]
fn a_key_tells_its_manager_and_its_state() {
    let key = r#"{"KeyMetadata": {
        "AWSAccountId": "111122223333", "KeyId": "1234abcd-12ab-34cd-56ef-1234567890ab",
        "Arn": "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        "CreationDate": "2026-01-01T00:00:00+00:00", "Enabled": false, "Description": "",
        "KeyUsage": "ENCRYPT_DECRYPT", "KeyState": "Disabled", "Origin": "AWS_KMS", "KeyManager": "CUSTOMER",
        "CustomerMasterKeySpec": "SYMMETRIC_DEFAULT", "KeySpec": "SYMMETRIC_DEFAULT",
        "EncryptionAlgorithms": ["SYMMETRIC_DEFAULT"], "MultiRegion": false}}"#;
    check(
        key,
        &[
            "Answer: KMS key 1234abcd-12ab-34cd-56ef-1234567890ab",
            "  keys 1234abcd-12ab-34cd-56ef-1234567890ab",
        ],
    );
    let (scenario, _) = told(&[key], &[]);
    let written = scenario.to_compact_json();
    assert!(written.contains(r#""state":"Disabled""#), "{written}");
    // A state that no scenario has stays unknown.
    let (scenario, _) = told(&[&key.replace("\"Disabled\"", "\"Unavailable\"")], &[]);
    let written = scenario.to_compact_json();
    assert!(!written.contains("Unavailable") && !written.contains("\"state\""), "{written}");
}

#[test]
fn an_acl_is_read_without_the_grants_of_its_owner() {
    let acl = r#"{
        "Owner": {"DisplayName": "owner", "ID": "1111"},
        "Grants": [
            {"Grantee": {"DisplayName": "owner", "ID": "1111", "Type": "CanonicalUser"}, "Permission": "FULL_CONTROL"},
            {"Grantee": {"Type": "Group", "URI": "http://acs.amazonaws.com/groups/global/AllUsers"}, "Permission": "READ"},
            {"Grantee": {"Type": "Group", "URI": "http://acs.amazonaws.com/groups/s3/LogDelivery"}, "Permission": "WRITE"}
        ]
    }"#;
    let question = "  ? Whose ACL is it? The bucket's / An object's: leave it out";
    check(acl, &["Answer: ACL: 2 grants besides its owner's", question]);
    let (scenario, left) = told(&[acl], &["The bucket's"]);
    assert_eq!(left, [None]);
    let grants = scenario.buckets[0].acl.as_ref().and_then(Fact::known).unwrap();
    let shown: Vec<String> = grants.iter().map(|it| it.shown()).collect();
    assert_eq!(shown, ["AllUsers READ", "LogDelivery WRITE"]);
    let by_mail = acl.replace(
        r#""Type": "Group", "URI": "http://acs.amazonaws.com/groups/global/AllUsers""#,
        r#""Type": "AmazonCustomerByEmail", "EmailAddress": "a@example.com""#,
    );
    check(
        &by_mail,
        &[
            "Answer: ACL: 1 grant besides its owner's",
            question,
            "  ! 5:13 to whom this grants is not known here",
        ],
    );
    let (scenario, _) = told(&[&by_mail], &["The bucket's"]);
    assert_eq!(scenario.buckets[0].acl, None);
}

#[test]
fn an_attribute_of_a_vpc_waits_until_the_vpc_is_told() {
    let support = r#"{"VpcId": "vpc-0a1b2c3d", "EnableDnsSupport": {"Value": false}}"#;
    check(
        support,
        &["Answer: EnableDnsSupport of vpc-0a1b2c3d: off", "  vpcs vpc-0a1b2c3d.dns_support=false"],
    );
    let (_, left) = told(&[support], &[]);
    assert_eq!(left, [Some(NotAdded::NoOwner("VPC of that id"))]);
    let vpcs = r#"{"Vpcs": [{"VpcId": "vpc-0a1b2c3d", "OwnerId": "111122223333", "CidrBlock": "10.0.0.0/16"}]}"#;
    let names = r#"{"VpcId": "vpc-0a1b2c3d", "EnableDnsHostnames": {"Value": true}}"#;
    let (scenario, left) = told(&[support, names, vpcs], &[]);
    assert_eq!(left, [None, None, None]);
    let vpc = scenario.vpc("vpc-0a1b2c3d").unwrap();
    assert_eq!(vpc.dns_support, Some(Fact::Known(false)));
    assert_eq!(vpc.dns_hostnames, Some(Fact::Known(true)));
}

#[test]
fn an_access_point_is_known_by_its_arn() {
    let arn = "arn:aws:s3:eu-west-1:444455556666:accesspoint/reports";
    let facts =
        ["  access_points reports", "  Question.access_point=\"reports\"", "  region eu-west-1"];
    let expected: Vec<&str> = ["Arn: Access point reports"].into_iter().chain(facts).collect();
    check(arn, &expected);
    let title = "Arn: Object through access point reports";
    let key = ["  Question.key=\"2026/a.png\""];
    let expected: Vec<&str> = [title].into_iter().chain(facts).chain(key).collect();
    check(&format!("{arn}/object/2026/a.png"), &expected);
    let (scenario, left) = told(&[arn], &[]);
    assert_eq!(left, [None]);
    let point = scenario.access_point().unwrap();
    assert_eq!((point.account.as_str(), point.bucket.as_str()), ("444455556666", "bucket"));
    // Its network origin is not told, and not that it is the internet.
    assert!(point.vpc.is_none() && !scenario.to_compact_json().contains("\"vpc\":null"));
}

#[test]
fn a_refusal_at_an_access_point_names_it() {
    check(
        "User: arn:aws:sts::111122223333:assumed-role/r/f is not authorized to perform: s3:GetObject on resource: \"arn:aws:s3:eu-west-1:111122223333:accesspoint/reports/object/a.png\" because no resource-based policy allows the s3:GetObject action",
        &[
            "Message: Error: AccessDenied on s3:GetObject",
            "  role arn:aws:iam::111122223333:role/r",
            "  function f",
            "  access_points reports",
            "  Question.access_point=\"reports\"",
            "  region eu-west-1",
            "  Question.key=\"a.png\"",
            "  Question.operation=\"GetObject\"",
            "  \"AWS said: no resource-based policy allows s3:GetObject: the policy of the access point or of the bucket\"",
        ],
    );
}

#[test]
fn an_access_point_tells_its_network_origin() {
    let point = r#"{"Name": "reports", "Bucket": "acme-reports", "NetworkOrigin": "VPC",
        "VpcConfiguration": {"VpcId": "vpc-0a1b2c3d"},
        "PublicAccessBlockConfiguration": {"BlockPublicAcls": true, "IgnorePublicAcls": true, "BlockPublicPolicy": true, "RestrictPublicBuckets": true},
        "CreationDate": "2026-01-01T00:00:00+00:00", "Alias": "reports-abc-s3alias", "Endpoints": {}, "BucketAccountId": "111122223333"}"#;
    check(
        point,
        &[
            "Answer: Access point reports",
            "  access_points reports",
            "  Question.access_point=\"reports\"",
            "  bucket acme-reports",
        ],
    );
    let (scenario, left) = told(&[point], &[]);
    assert_eq!(left, [None]);
    let point = scenario.access_point().unwrap();
    assert_eq!(point.vpc, Some(Fact::Known("vpc-0a1b2c3d".to_owned())));
}
