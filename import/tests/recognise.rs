//! What is found in texts that people paste, and what each tells.

mod shown;

use accesspath_import::recognise;
use shown::check;

#[test]
fn a_refusal_tells_the_caller_the_call_and_the_type_of_policy() {
    let facts = [
        "  role arn:aws:iam::111122223333:role/LambdaThumbRole",
        "  function thumbnailer",
        "  bucket thumbs-prod",
        "  Question.key=\"2026/a.png\"",
        "  Question.operation=\"PutObject\"",
    ];
    let sentence = "User: arn:aws:sts::111122223333:assumed-role/LambdaThumbRole/thumbnailer is not authorized to perform: s3:PutObject on resource: \"arn:aws:s3:::thumbs-prod/2026/a.png\"";
    let sdk = "An error occurred (AccessDenied) when calling the PutObject operation: ";
    for (message, title, said) in [
        (
            format!("{sdk}{sentence} with an explicit deny in a resource-based policy"),
            "Message: Error: AccessDenied on PutObject",
            "AWS said: an explicit deny in a resource-based policy: the bucket policy, or RestrictPublicBuckets",
        ),
        (
            // Broken over lines, by a terminal or a log.
            format!(
                "{sdk}{sentence}\n  because no identity-based policy\nallows the s3:PutObject action"
            ),
            "Message: Error: AccessDenied on PutObject",
            "AWS said: no identity-based policy allows s3:PutObject",
        ),
        (
            format!(
                "AccessDenied: {sentence} with an explicit deny in a service control policy: arn:aws:organizations::999999999999:policy/o-x/service_control_policy/p-1"
            ),
            "Message: Error: AccessDenied on s3:PutObject",
            "AWS said: an explicit deny in a service control policy",
        ),
        (
            sentence.to_owned(),
            "Message: Error: AccessDenied on s3:PutObject",
            "AWS said: not authorized, and not by which policy",
        ),
    ] {
        let said = format!("  \"{said}\"");
        let expected: Vec<&str> = [title].into_iter().chain(facts).chain([said.as_str()]).collect();
        check(&message, &expected);
    }
}

#[test]
fn errors_are_found_in_the_wording_of_every_client() {
    check(
        "botocore.exceptions.ClientError: An error occurred (403) when calling the HeadObject operation: Forbidden",
        &[
            "Message: Error: 403 on HeadObject",
            "  Question.operation=\"HeadObject\"",
            "  \"S3 said: Forbidden; the answer to HEAD has no reason\"",
        ],
    );
    check(
        "operation error S3: PutObject, https response error StatusCode: 403, RequestID: X, HostID: y, api error AccessDenied: Access Denied",
        &[
            "Message: Error: AccessDenied on PutObject",
            "  Question.operation=\"PutObject\"",
            "  \"S3 said: Access Denied, and not by which policy\"",
        ],
    );
    check(
        "software.amazon.awssdk.services.s3.model.S3Exception: Access Denied (Service: S3, Status Code: 403, Request ID: X)",
        &["Message: Error: AccessDenied", "  \"S3 said: Access Denied, and not by which policy\""],
    );
    check(
        "<Error><Code>AccessDenied</Code><Message>Access Denied</Message><BucketName>thumbs-prod</BucketName><Key>a b</Key></Error>",
        &[
            "Message: Error: AccessDenied",
            "  bucket thumbs-prod",
            "  Question.key=\"a b\"",
            "  \"S3 said: Access Denied, and not by which policy\"",
        ],
    );
    check(
        "An error occurred (AuthorizationHeaderMalformed) when calling the GetObject operation: The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'eu-west-1'",
        &[
            "Message: Error: AuthorizationHeaderMalformed on GetObject",
            "  Question.operation=\"GetObject\"",
            "  Bucket.region=\"eu-west-1\"",
            "  \"S3 said: the request is signed for another Region than the bucket's\"",
        ],
    );
    check(
        "An error occurred (AccessDenied) when calling the GetObject operation: User: arn:aws:iam::111122223333:user/ops/eve is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab because no resource-based policy allows the kms:Decrypt action",
        &[
            "Message: Error: AccessDenied on GetObject",
            "  user arn:aws:iam::111122223333:user/ops/eve",
            "  keys 1234abcd-12ab-34cd-56ef-1234567890ab",
            "  Bucket.encryption={\"algorithm\":\"aws:kms\",\"key\":\"1234abcd-12ab-34cd-56ef-1234567890ab\"}",
            "  region eu-west-1",
            "  Question.operation=\"GetObject\"",
            "  \"AWS said: no resource-based policy allows kms:Decrypt: the key policy\"",
        ],
    );
}

#[test]
fn what_nobody_answered_is_a_message_too() {
    check(
        "2026-03-01T10:00:03.007Z 5f0c8b1e-0a4e Task timed out after 3.00 seconds",
        &[
            "Message: Timeout after 3.00 s",
            "  Function.timeout_s=3",
            "  \"Lambda said: the function timed out; what the network drops shows so, and slow code too\"",
        ],
    );
    check(
        "botocore.exceptions.ConnectTimeoutError: Connect timeout on endpoint URL: \"https://thumbs-prod.s3.eu-west-1.amazonaws.com/2026/a.png\"",
        &[
            "Message: Connect timeout",
            "  region eu-west-1",
            "  bucket thumbs-prod",
            "  Question.key=\"2026/a.png\"",
            "  \"Nobody answered: the connection to S3 timed out\"",
        ],
    );
    check(
        "Error: getaddrinfo ENOTFOUND thumbs-prod.s3.eu-west-1.amazonaws.com",
        &[
            "Message: The name does not resolve",
            "  region eu-west-1",
            "  bucket thumbs-prod",
            "  \"S3's name did not resolve\"",
        ],
    );
}

#[test]
fn what_is_not_about_access_is_told_so() {
    check(
        "[ERROR] Runtime.ImportModuleError: Unable to import module 'app': No module named 'requests'",
        &["Elsewhere: Not about access: The function's code does not load"],
    );
    check(
        "An error occurred (AccessDeniedException) when calling the PutItem operation: User: arn:aws:sts::111122223333:assumed-role/a/b is not authorized to perform: dynamodb:PutItem on resource: arn:aws:dynamodb:eu-west-1:111122223333:table/t because no identity-based policy allows the dynamodb:PutItem action",
        &["Elsewhere: Error about another service: dynamodb:PutItem"],
    );
    check("hello world", &["Unknown: Nothing that is known here"]);
    check(" \n ", &[]);
}

#[test]
fn a_policy_is_known_by_its_shape_and_asked_about_where_two_fit() {
    let identity = "  ? Which policy is it? [The role's policy] / The role's permissions boundary / A session policy / An SCP";
    check(
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}"#,
        &["Policy: Identity-based policy: 1 statement", identity],
    );
    check(
        r#"{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#,
        &["Policy: Identity-based policy: 1 statement", &identity.replace(['[', ']'], "")],
    );
    check(
        r#"{"Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/r"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::thumbs-prod/*"}]}"#,
        &[
            "Policy: Bucket policy of thumbs-prod: 1 statement",
            "  ? Which policy is it? [The bucket policy] / The endpoint's policy",
        ],
    );
    check(
        r#"{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::thumbs-prod/*"}]}"#,
        &[
            "Policy: Bucket policy of thumbs-prod: 1 statement",
            "  ? Which policy is it? The bucket policy / The endpoint's policy",
        ],
    );
    check(
        r#"{"Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#,
        &["Policy: Role's trust policy: 1 statement", "  Trust role-trust of -"],
    );
    check(
        r#"{"Effect":"Deny","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}"#,
        &[
            "Statement: A statement",
            "  ? Which policy is it, and is this all of it? The role's trust policy, and all of it / Part of a policy: leave it out",
        ],
    );
}

#[test]
fn a_broken_policy_keeps_its_text_and_tells_the_place() {
    check(
        "{\n \"Statement\": [{\"Effect\":\"Allow\" \"Action\":\"s3:GetObject\",\"Resource\":\"*\"}]\n}",
        &[
            "Policy: Identity-based policy: 1 statement",
            "  ? Which policy is it? [The role's policy] / The role's permissions boundary / A session policy / An SCP",
            "  ! 2:34 a comma is missing before this",
        ],
    );
}

#[test]
fn policies_are_found_as_the_cli_wraps_them() {
    check(
        r#"{"PolicyVersion":{"Document":{"Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*"}]},"VersionId":"v1","IsDefaultVersion":true}}"#,
        &[
            "Policy: Identity-based policy: 1 statement",
            "  ? Which policy is it? The role's policy / The role's permissions boundary / A session policy / An SCP",
        ],
    );
    check(
        r#"{"Role":{"RoleName":"r","Arn":"arn:aws:iam::111122223333:role/service-role/r","AssumeRolePolicyDocument":{"Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}}}"#,
        &[
            "Answer: Role r",
            "  role arn:aws:iam::111122223333:role/service-role/r",
            "  NoPolicy(Boundary)",
            "Policy: Role's trust policy: 1 statement",
            "  Trust role-trust of -",
        ],
    );
    check(
        "An error occurred (NoSuchBucketPolicy) when calling the GetBucketPolicy operation: The bucket policy does not exist",
        &["Answer: NoSuchBucketPolicy: the bucket has none", "  Bucket.policy=null"],
    );
}

#[test]
fn names_are_offered_and_never_taken_by_themselves() {
    check(
        "see arn:aws:iam::111122223333:role/service-role/thumbs, bucket arn:aws:s3:::thumbs-prod and vpce-0a1b2c3d4e5f60718.",
        &[
            "Arn: Role service-role/thumbs",
            "  role arn:aws:iam::111122223333:role/service-role/thumbs",
            "Arn: Bucket thumbs-prod",
            "  bucket thumbs-prod",
            "Id: Endpoint vpce-0a1b2c3d4e5f60718",
            "  ? Does the call go through this endpoint? Yes, a gateway endpoint / Yes, an interface endpoint / No",
        ],
    );
    check(
        "111122223333",
        &[
            "Id: Account 111122223333",
            "  ? Whose account is it? The caller's / The bucket's / Of both / Neither",
        ],
    );
}

#[test]
fn an_event_of_cloudtrail_tells_the_call_and_the_endpoint() {
    check(
        r#"{"eventSource":"s3.amazonaws.com","eventName":"GetObject","awsRegion":"eu-west-1","errorCode":"AccessDenied","errorMessage":"Access Denied","vpcEndpointId":"vpce-0a1b2c3d4e5f60718","userIdentity":{"arn":"arn:aws:sts::111122223333:assumed-role/r/thumbnailer","sessionContext":{"sessionIssuer":{"arn":"arn:aws:iam::111122223333:role/p/r"}}},"requestParameters":{"bucketName":"thumbs-prod","key":"a.png"}}"#,
        &[
            "Event: Event: AccessDenied on GetObject",
            "  role arn:aws:iam::111122223333:role/r",
            "  function thumbnailer",
            "  role arn:aws:iam::111122223333:role/p/r",
            "  Question.operation=\"GetObject\"",
            "  bucket thumbs-prod",
            "  Question.key=\"a.png\"",
            "  region eu-west-1",
            "  \"S3 answered with AccessDenied\"",
            "  ? Which kind of endpoint is vpce-0a1b2c3d4e5f60718? A gateway endpoint / An interface endpoint",
        ],
    );
}

#[test]
fn a_route_to_an_endpoint_does_not_tell_for_which_service_it_is() {
    check(
        r#"[{"RouteTableId":"rtb-0a1b2c3d","VpcId":"vpc-0a1b2c3d","OwnerId":"111122223333","Associations":[{"Main":true}],
            "Routes":[{"DestinationCidrBlock":"10.0.0.0/16","GatewayId":"local","State":"active"},
                      {"DestinationCidrBlock":"0.0.0.0/0","NatGatewayId":"nat-0a1b2c3d","State":"active"},
                      {"DestinationPrefixListId":"pl-6da54004","GatewayId":"vpce-0a1b2c3d","State":"active"}]}]"#,
        &[
            "Answer: describe-route-tables: rtb-0a1b2c3d",
            "  gateways nat-0a1b2c3d",
            "  route_tables rtb-0a1b2c3d",
            "  vpcs vpc-0a1b2c3d",
            "  ? Where does the function run? [In another subnet of vpc-0a1b2c3d, which uses the main table] / None of these",
            "  ? Which service is the endpoint vpce-0a1b2c3d for? S3 / DynamoDB",
        ],
    );
}

#[test]
fn the_other_answers_of_the_cli_are_read() {
    for (text, expected) in [
        (
            r#"{"Subnets":[{"SubnetId":"subnet-0a1b2c3d","VpcId":"vpc-0a1b2c3d","CidrBlock":"10.0.1.0/24","AvailabilityZone":"eu-west-1a"}]}"#,
            &[
                "Answer: describe-subnets: subnet-0a1b2c3d",
                "  region eu-west-1",
                "  subnets subnet-0a1b2c3d",
                "  ? Where does the function run? [In subnet-0a1b2c3d] / None of these",
            ][..],
        ),
        (
            r#"{"VpcEndpoints":[{"VpcEndpointId":"vpce-0a1b2c3d","VpcEndpointType":"Gateway","VpcId":"vpc-0a1b2c3d","ServiceName":"com.amazonaws.eu-west-1.s3","State":"available","PolicyDocument":"{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}]}"}]}"#,
            &[
                "Answer: describe-vpc-endpoints: vpce-0a1b2c3d",
                "  region eu-west-1",
                "  endpoints vpce-0a1b2c3d",
                "  Endpoint endpoint-policy of vpce-0a1b2c3d",
            ][..],
        ),
        (
            r#"{"VpcEndpoints":[]}"#,
            &["Answer: describe-vpc-endpoints: no endpoint", "  NoEndpoint"][..],
        ),
        (
            r#"{"NetworkAcls":[{"NetworkAclId":"acl-0a1b2c3d","VpcId":"vpc-0a1b2c3d","Associations":[{"SubnetId":"subnet-0a1b2c3d"}],"Entries":[{"RuleNumber":100,"Protocol":"-1","RuleAction":"allow","Egress":true,"CidrBlock":"0.0.0.0/0"}]}]}"#,
            &[
                "Answer: describe-network-acls: acl-0a1b2c3d",
                "  network_acls acl-0a1b2c3d",
                "  subnets subnet-0a1b2c3d",
            ][..],
        ),
        (
            r#"{"NatGateways":[{"NatGatewayId":"nat-0a1b2c3d","SubnetId":"subnet-0a1b2c3d","VpcId":"vpc-0a1b2c3d","State":"available","ConnectivityType":"public","NatGatewayAddresses":[{"PublicIp":"203.0.113.7"}]}]}"#,
            &["Answer: describe-nat-gateways: nat-0a1b2c3d", "  gateways nat-0a1b2c3d"][..],
        ),
        (
            r#"{"FunctionName":"thumbnailer","FunctionArn":"arn:aws:lambda:eu-west-1:111122223333:function:thumbnailer","Role":"arn:aws:iam::111122223333:role/r","Timeout":3,"State":"Active","LastModified":"x","VpcConfig":{"SubnetIds":[],"SecurityGroupIds":[],"VpcId":""}}"#,
            &[
                "Answer: Function thumbnailer",
                "  role arn:aws:iam::111122223333:role/r",
                "  function thumbnailer",
                "  region eu-west-1",
                "  Function.timeout_s=3",
                "  Function.state=\"Active\"",
                "  Stands(Outside)",
            ][..],
        ),
        (
            r#"{"PublicAccessBlockConfiguration":{"BlockPublicAcls":true,"RestrictPublicBuckets":false}}"#,
            &[
                "Answer: Block Public Access",
                "  ? Whose Block Public Access is it? The bucket's / The account's",
            ][..],
        ),
        (
            r#"{"LocationConstraint": null}"#,
            &["Answer: The bucket is in us-east-1", "  Bucket.region=\"us-east-1\""][..],
        ),
        (
            r#"{"Buckets": []}"#,
            &["Unknown: JSON that is no policy and no answer that is read here"][..],
        ),
    ] {
        check(text, expected);
    }
}

#[test]
fn an_answer_that_is_cut_off_tells_nothing() {
    let found = recognise(
        "",
        r#"{"RouteTables":[{"RouteTableId":"rtb-0a1b2c3d","VpcId":"vpc-0a1b2c3d","Routes":[{"#,
    );
    assert_eq!(found.len(), 1);
    assert!(
        found
            .iter()
            .all(|it| it.facts.is_empty() && it.questions.is_empty() && !it.flaws.is_empty())
    );
}
