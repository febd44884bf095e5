//! The scenario in which a cause is tried: a call with nothing in its way, with the names that the error has.

use accesspath_policy::arn::{Arn, is_account_id};

use crate::said::Said;
use crate::scenario::Scenario;

/// Whose the bucket is, as its caller sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum World {
    /// It is of the caller's account.
    Same,
    /// It is of another account of the same organization.
    Organization,
    /// It is of an account outside of the caller's organization.
    Outside,
}

impl World {
    /// The stable word for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Same => "same-account",
            Self::Organization => "same-organization",
            Self::Outside => "another-account",
        }
    }

    /// The worlds that an error could be of, the likeliest first.
    pub(super) fn of(said: &Said) -> &'static [Self] {
        let accounts = |it: &Option<String>| {
            it.as_deref()
                .and_then(Arn::parse)
                .map(|it| it.account.to_owned())
                .filter(|it| !it.is_empty())
        };
        match (accounts(&said.caller), accounts(&said.resource)) {
            (Some(one), Some(other)) if one == other => &[Self::Same],
            (Some(_), Some(_)) => &[Self::Organization, Self::Outside],
            _ => &[Self::Same, Self::Organization, Self::Outside],
        }
    }
}

/// The policy that allows everything that S3 and KMS do.
const ALL: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:*","kms:*"],"Resource":"*"}]}"#;

/// A scenario in which the call works, by a gateway endpoint; `None` where the error's names cannot stand in one.
pub(super) fn base(said: &Said, world: World, operation: &str) -> Option<Scenario> {
    let caller = said.caller.as_deref().and_then(Arn::parse);
    // People hide their accounts' numbers.
    let account = caller.as_ref().map(|it| it.account).filter(|it| is_account_id(it));
    let account = account.unwrap_or("111122223333");
    let owner = match world {
        World::Same => account,
        _ if account == "444455556666" => "111122223333",
        _ => "444455556666",
    };
    let action = said.action.as_deref().unwrap_or_default();
    let at_kms = action.starts_with("kms:");
    let through = said.resource.as_deref().is_some_and(|it| it.contains(":accesspoint/"));
    let organization = match world {
        World::Outside => "",
        _ => r#""organization":{"id":"o-exampleorg1","management_account":"999999999999"},"#,
    };
    let levels = r#""scp_levels":[["FullAWSAccess"]],"rcp_levels":[["RCPFullAWSAccess"]]"#;
    let accounts = match world {
        World::Outside => String::new(),
        World::Same => format!(r#"{{"id":"{account}",{levels}}}"#),
        World::Organization => {
            format!(r#"{{"id":"{account}",{levels}}},{{"id":"{owner}",{levels}}}"#)
        }
    };
    let role = format!("arn:aws:iam::{account}:role/role");
    // Of another account the bucket, the access point and the key must allow too.
    let allow = |action: &str, resource: &str| {
        format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"{role}"}},"Action":"{action}","Resource":{resource}}}]}}"#
        )
    };
    let policy = match world {
        World::Same => "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::999999999999:root\"},\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::suspect-bucket/*\"}]}".to_owned(),
        _ => allow("s3:*", r#"["arn:aws:s3:::suspect-bucket","arn:aws:s3:::suspect-bucket/*"]"#),
    };
    let point = format!("arn:aws:s3:eu-west-1:{owner}:accesspoint/point");
    let point_policy = allow("s3:*", &format!(r#"["{point}","{point}/object/*"]"#));
    let key_policy = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":["arn:aws:iam::{account}:root","arn:aws:iam::{owner}:root"]}},"Action":"kms:*","Resource":"*"}}]}}"#
    );
    let access_points = format!(
        r#"[{{"id":"point","name":"point","account":"{owner}","bucket":"b","policy":"point-policy"}}]"#
    );
    let encryption =
        if at_kms { r#","encryption":{"algorithm":"aws:kms","key":"key"}"# } else { "" };
    let options = options(operation, action);
    // With the default no ACL can be written.
    let acl = operation.contains("Acl") || options.contains("\"acl\"");
    let ownership = if acl { r#","ownership":"BucketOwnerPreferred""# } else { "" };
    let named = if through { r#","access_point":"point""# } else { "" };
    let text = format!(
        r#"{{"accesspath":1,{organization}"accounts":[{accounts}],
        "documents":{{"identity":{ALL},"bucket-policy":{policy},"point-policy":{point_policy},"key-policy":{key_policy}}},
        "roles":[{{"id":"role","arn":"{role}","policies":["identity"]}}],
        "functions":[{{"id":"f","name":"f","role":"role","placements":[{{"id":"A","subnets":["s"],"security_groups":["sg-1"]}}]}}],
        "vpcs":[{{"id":"vpc-1","account":"{account}","region":"eu-west-1","cidrs":["10.0.0.0/16"],"main_route_table":"rtb-1","dns_support":true,"dns_hostnames":true}}],
        "subnets":[{{"id":"s","vpc":"vpc-1","cidr":"10.0.1.0/24","route_table":"rtb-1"}}],
        "route_tables":[{{"id":"rtb-1","vpc":"vpc-1","routes":[{{"destination":"pl-1","target":"vpce-1"}}]}}],
        "endpoints":[{{"id":"vpce-1","kind":"gateway","vpc":"vpc-1"}}],
        "security_groups":[{{"id":"sg-1"}}],
        "prefix_lists":[{{"id":"pl-1","name":"com.amazonaws.eu-west-1.s3"}}],
        "keys":[{{"id":"key","arn":"arn:aws:kms:eu-west-1:{owner}:key/1234abcd-12ab-34cd-56ef-1234567890ab","policy":"key-policy"}}],
        "access_points":{access_points},
        "buckets":[{{"id":"b","name":"suspect-bucket","account":"{owner}","region":"eu-west-1","policy":"bucket-policy","block_public_access":{{}}{encryption}{ownership}}}],
        "question":{{"callers":["f"],"operation":"{operation}","bucket":"b","key":"key","options":{{{options}}}{named}}}}}"#
    );
    Scenario::from_json(&text).ok()
}

/// The options by which an operation asks for an action besides its own.
fn options(operation: &str, action: &str) -> String {
    let mut options: Vec<&str> = Vec::new();
    let writes = matches!(operation, "PutObject" | "CopyObject" | "CreateMultipartUpload");
    match action {
        "s3:PutObjectAcl" if writes => options.push(r#""acl":"bucket-owner-full-control""#),
        "s3:PutObjectTagging" if writes => options.push(r#""tagging":{"a":"b"}"#),
        "s3:PutObjectRetention" if writes => {
            options.push(r#""lock_mode":"GOVERNANCE","retain_until":"2030-01-01T00:00:00Z""#);
        }
        "s3:PutObjectLegalHold" if writes => options.push(r#""legal_hold":"ON""#),
        "s3:BypassGovernanceRetention" => options.push(r#""bypass_governance":true"#),
        it if it.contains("Version")
            && !it.contains("Versioning")
            && it != "s3:ListBucketVersions" =>
        {
            options.push(r#""version_id":"v1""#);
        }
        _ => {}
    }
    if matches!(operation, "CopyObject" | "UploadPartCopy") {
        options.push(r#""copy_source":{"bucket":"b","key":"source"}"#);
    }
    options.join(",")
}
