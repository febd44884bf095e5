//! The condition keys that this crate and the engine name, once each.
//!
//! A constant is called as its key, in capitals: `aws:SourceVpce` is [`AWS_SOURCE_VPCE`]. One that ends in `_TAG` is
//! the beginning of a key, up to and with its slash; behind it stands the name of the tag.
//! Tables of facts, such as [`crate::facts::GLOBAL_KEYS`], spell keys out and hold all that AWS documents.

#![expect(missing_docs, reason = "the value of a constant says all that there is to say of it")]

use crate::facts::GLOBAL_KEYS;

// AWS: "AWS global condition context keys", and "Actions, resources, and condition keys" of each service.
pub const AWS_ASSUMED_ROOT: &str = "aws:AssumedRoot";
pub const AWS_CALLED_VIA: &str = "aws:CalledVia";
pub const AWS_CALLED_VIA_FIRST: &str = "aws:CalledViaFirst";
pub const AWS_CALLED_VIA_LAST: &str = "aws:CalledViaLast";
pub const AWS_CURRENT_TIME: &str = "aws:CurrentTime";
pub const AWS_EC2_INSTANCE_SOURCE_PRIVATE_IPV4: &str = "aws:Ec2InstanceSourcePrivateIPv4";
pub const AWS_EC2_INSTANCE_SOURCE_VPC: &str = "aws:Ec2InstanceSourceVpc";
pub const AWS_EPOCH_TIME: &str = "aws:EpochTime";
pub const AWS_FEDERATED_PROVIDER: &str = "aws:FederatedProvider";
pub const AWS_MULTI_FACTOR_AUTH_AGE: &str = "aws:MultiFactorAuthAge";
pub const AWS_MULTI_FACTOR_AUTH_PRESENT: &str = "aws:MultiFactorAuthPresent";
pub const AWS_PRINCIPAL_ACCOUNT: &str = "aws:PrincipalAccount";
pub const AWS_PRINCIPAL_ARN: &str = "aws:PrincipalArn";
pub const AWS_PRINCIPAL_IS_AWS_SERVICE: &str = "aws:PrincipalIsAWSService";
pub const AWS_PRINCIPAL_ORG_ID: &str = "aws:PrincipalOrgID";
pub const AWS_PRINCIPAL_ORG_MASTER_ACCOUNT_ID: &str = "aws:PrincipalOrgMasterAccountId";
pub const AWS_PRINCIPAL_ORG_PATHS: &str = "aws:PrincipalOrgPaths";
pub const AWS_PRINCIPAL_SERVICE_NAME: &str = "aws:PrincipalServiceName";
pub const AWS_PRINCIPAL_SERVICE_NAMES_LIST: &str = "aws:PrincipalServiceNamesList";
pub const AWS_PRINCIPAL_TAG: &str = "aws:PrincipalTag/";
pub const AWS_PRINCIPAL_TYPE: &str = "aws:PrincipalType";
pub const AWS_REFERER: &str = "aws:Referer";
pub const AWS_REQUESTED_REGION: &str = "aws:RequestedRegion";
pub const AWS_REQUEST_TAG: &str = "aws:RequestTag/";
pub const AWS_RESOURCE_ACCOUNT: &str = "aws:ResourceAccount";
pub const AWS_RESOURCE_ORG_ID: &str = "aws:ResourceOrgID";
pub const AWS_RESOURCE_ORG_PATHS: &str = "aws:ResourceOrgPaths";
pub const AWS_RESOURCE_TAG: &str = "aws:ResourceTag/";
pub const AWS_SECURE_TRANSPORT: &str = "aws:SecureTransport";
pub const AWS_SOURCE_ACCOUNT: &str = "aws:SourceAccount";
pub const AWS_SOURCE_ARN: &str = "aws:SourceArn";
pub const AWS_SOURCE_IDENTITY: &str = "aws:SourceIdentity";
pub const AWS_SOURCE_IP: &str = "aws:SourceIp";
pub const AWS_SOURCE_ORG_ID: &str = "aws:SourceOrgID";
pub const AWS_SOURCE_ORG_PATHS: &str = "aws:SourceOrgPaths";
pub const AWS_SOURCE_OWNER: &str = "aws:SourceOwner";
pub const AWS_SOURCE_VPC: &str = "aws:SourceVpc";
pub const AWS_SOURCE_VPCE: &str = "aws:SourceVpce";
pub const AWS_SOURCE_VPC_ARN: &str = "aws:SourceVpcArn";
pub const AWS_TAG_KEYS: &str = "aws:TagKeys";
pub const AWS_TOKEN_ISSUE_TIME: &str = "aws:TokenIssueTime";
pub const AWS_USERID: &str = "aws:userid";
pub const AWS_USERNAME: &str = "aws:username";
pub const AWS_USER_AGENT: &str = "aws:UserAgent";
pub const AWS_VIA_AWS_SERVICE: &str = "aws:ViaAWSService";
pub const AWS_VPCE_ACCOUNT: &str = "aws:VpceAccount";
pub const AWS_VPCE_ORG_ID: &str = "aws:VpceOrgID";
pub const AWS_VPCE_ORG_PATHS: &str = "aws:VpceOrgPaths";
pub const AWS_VPC_SOURCE_IP: &str = "aws:VpcSourceIp";
pub const EC2_ROLE_DELIVERY: &str = "ec2:RoleDelivery";
pub const EC2_SOURCE_INSTANCE_ARN: &str = "ec2:SourceInstanceARN";
pub const IAM_ASSOCIATED_RESOURCE_ARN: &str = "iam:AssociatedResourceArn";
pub const IAM_PASSED_TO_SERVICE: &str = "iam:PassedToService";
pub const KMS_CALLER_ACCOUNT: &str = "kms:CallerAccount";
pub const KMS_ENCRYPTION_ALGORITHM: &str = "kms:EncryptionAlgorithm";
pub const KMS_ENCRYPTION_CONTEXT_KEYS: &str = "kms:EncryptionContextKeys";
pub const KMS_KEY_ORIGIN: &str = "kms:KeyOrigin";
pub const KMS_KEY_SPEC: &str = "kms:KeySpec";
pub const KMS_KEY_USAGE: &str = "kms:KeyUsage";
pub const KMS_MULTI_REGION: &str = "kms:MultiRegion";
pub const KMS_MULTI_REGION_KEY_TYPE: &str = "kms:MultiRegionKeyType";
pub const KMS_REQUEST_ALIAS: &str = "kms:RequestAlias";
pub const KMS_RESOURCE_ALIASES: &str = "kms:ResourceAliases";
pub const KMS_VALID_TO: &str = "kms:ValidTo";
pub const KMS_VIA_SERVICE: &str = "kms:ViaService";
pub const LAMBDA_EVENT_SOURCE_TOKEN: &str = "lambda:EventSourceToken";
pub const LAMBDA_FUNCTION_URL_AUTH_TYPE: &str = "lambda:FunctionUrlAuthType";
pub const LAMBDA_INVOKED_VIA_FUNCTION_URL: &str = "lambda:InvokedViaFunctionUrl";
pub const LAMBDA_SOURCE_FUNCTION_ARN: &str = "lambda:SourceFunctionArn";
pub const S3_ACCESS_GRANTS_INSTANCE_ARN: &str = "s3:AccessGrantsInstanceArn";
pub const S3_ACCESS_POINT_NETWORK_ORIGIN: &str = "s3:AccessPointNetworkOrigin";
pub const S3_ACCESS_POINT_TAG: &str = "s3:AccessPointTag/";
pub const S3_AUTH_TYPE: &str = "s3:authType";
pub const S3_BUCKET_TAG: &str = "s3:BucketTag/";
pub const S3_DATA_ACCESS_POINT_ACCOUNT: &str = "s3:DataAccessPointAccount";
pub const S3_DATA_ACCESS_POINT_ARN: &str = "s3:DataAccessPointArn";
pub const S3_DELIMITER: &str = "s3:delimiter";
pub const S3_EXISTING_OBJECT_TAG: &str = "s3:ExistingObjectTag/";
pub const S3_IF_MATCH: &str = "s3:if-match";
pub const S3_IF_NONE_MATCH: &str = "s3:if-none-match";
pub const S3_LOCATION_CONSTRAINT: &str = "s3:locationconstraint";
pub const S3_MAX_KEYS: &str = "s3:max-keys";
pub const S3_OBJECT_CREATION_OPERATION: &str = "s3:ObjectCreationOperation";
pub const S3_OBJECT_LOCK_LEGAL_HOLD: &str = "s3:object-lock-legal-hold";
pub const S3_OBJECT_LOCK_MODE: &str = "s3:object-lock-mode";
pub const S3_OBJECT_LOCK_REMAINING_RETENTION_DAYS: &str = "s3:object-lock-remaining-retention-days";
pub const S3_OBJECT_LOCK_RETAIN_UNTIL_DATE: &str = "s3:object-lock-retain-until-date";
pub const S3_PREFIX: &str = "s3:prefix";
pub const S3_REQUEST_OBJECT_TAG: &str = "s3:RequestObjectTag/";
pub const S3_REQUEST_OBJECT_TAG_KEYS: &str = "s3:RequestObjectTagKeys";
pub const S3_RESOURCE_ACCOUNT: &str = "s3:ResourceAccount";
pub const S3_SIGNATUREVERSION: &str = "s3:signatureversion";
pub const S3_SIGNATURE_AGE: &str = "s3:signatureAge";
pub const S3_TLS_VERSION: &str = "s3:TlsVersion";
pub const S3_VERSIONID: &str = "s3:versionid";
pub const S3_X_AMZ_ACL: &str = "s3:x-amz-acl";
pub const S3_X_AMZ_CONTENT_SHA256: &str = "s3:x-amz-content-sha256";
pub const S3_X_AMZ_COPY_SOURCE: &str = "s3:x-amz-copy-source";
pub const S3_X_AMZ_GRANT_FULL_CONTROL: &str = "s3:x-amz-grant-full-control";
pub const S3_X_AMZ_GRANT_READ: &str = "s3:x-amz-grant-read";
pub const S3_X_AMZ_GRANT_READ_ACP: &str = "s3:x-amz-grant-read-acp";
pub const S3_X_AMZ_GRANT_WRITE: &str = "s3:x-amz-grant-write";
pub const S3_X_AMZ_GRANT_WRITE_ACP: &str = "s3:x-amz-grant-write-acp";
pub const S3_X_AMZ_METADATA_DIRECTIVE: &str = "s3:x-amz-metadata-directive";
pub const S3_X_AMZ_OBJECT_OWNERSHIP: &str = "s3:x-amz-object-ownership";
pub const S3_X_AMZ_SERVER_SIDE_ENCRYPTION: &str = "s3:x-amz-server-side-encryption";
pub const S3_X_AMZ_SERVER_SIDE_ENCRYPTION_AWS_KMS_KEY_ID: &str =
    "s3:x-amz-server-side-encryption-aws-kms-key-id";
pub const S3_X_AMZ_SERVER_SIDE_ENCRYPTION_CUSTOMER_ALGORITHM: &str =
    "s3:x-amz-server-side-encryption-customer-algorithm";
pub const S3_X_AMZ_STORAGE_CLASS: &str = "s3:x-amz-storage-class";

/// The keys that a request through a VPC endpoint carries, and no other.
// AWS: "AWS global condition context keys", "Properties of the network".
pub const ENDPOINT_KEYS: [&str; 7] = [
    AWS_SOURCE_VPCE,
    AWS_SOURCE_VPC,
    AWS_VPC_SOURCE_IP,
    AWS_SOURCE_VPC_ARN,
    AWS_VPCE_ACCOUNT,
    AWS_VPCE_ORG_ID,
    AWS_VPCE_ORG_PATHS,
];

/// The keys whose presence depends on the network path alone, in the order in which they are shown.
// AWS: the same page and heading, all of it.
pub const NETWORK_KEYS: [&str; 8] = [
    AWS_SOURCE_VPCE,
    AWS_SOURCE_VPC,
    AWS_VPC_SOURCE_IP,
    AWS_SOURCE_IP,
    AWS_SOURCE_VPC_ARN,
    AWS_VPCE_ACCOUNT,
    AWS_VPCE_ORG_ID,
    AWS_VPCE_ORG_PATHS,
];

/// The keys that tell which services call on the caller's behalf.
// AWS: the same page, "Properties of the request".
pub const CALLED_VIA_KEYS: [&str; 3] = [AWS_CALLED_VIA, AWS_CALLED_VIA_FIRST, AWS_CALLED_VIA_LAST];

/// The keys that a session of a role carries where whoever opened it, or the service that did, put them there.
// AWS: the same page, "Properties of a role session"; "Condition keys for Amazon EC2".
pub const SESSION_KEYS: [&str; 8] = [
    AWS_EC2_INSTANCE_SOURCE_PRIVATE_IPV4,
    AWS_EC2_INSTANCE_SOURCE_VPC,
    AWS_FEDERATED_PROVIDER,
    AWS_MULTI_FACTOR_AUTH_AGE,
    AWS_SOURCE_IDENTITY,
    EC2_ROLE_DELIVERY,
    EC2_SOURCE_INSTANCE_ARN,
    LAMBDA_SOURCE_FUNCTION_ARN,
];

/// The keys that tell how a request to S3 is signed.
// AWS: "Amazon S3 Signature Version 4 authentication specific policy keys".
pub const S3_SIGNATURE_KEYS: [&str; 4] =
    [S3_AUTH_TYPE, S3_SIGNATURE_AGE, S3_SIGNATUREVERSION, S3_X_AMZ_CONTENT_SHA256];

/// The keys that AWS documents as lists: a request may carry several values of them, and one is a list too.
// AWS: "AWS global condition context keys", and the tables "Condition keys" of each service.
const LISTS: [&str; 32] = [
    AWS_CALLED_VIA,
    AWS_PRINCIPAL_ORG_PATHS,
    "aws:PrincipalServiceNamesList",
    AWS_RESOURCE_ORG_PATHS,
    AWS_SOURCE_ORG_PATHS,
    AWS_TAG_KEYS,
    AWS_VPCE_ORG_PATHS,
    "kms:EncryptionContextKeys",
    "kms:GrantOperations",
    "kms:ResourceAliases",
    "lambda:Layer",
    "lambda:SecurityGroupIds",
    "lambda:SubnetIds",
    "logs:LogGeneratingResourceArns",
    "s3:InventoryAccessibleOptionalFields",
    S3_REQUEST_OBJECT_TAG_KEYS,
    "saml:cn",
    "saml:edupersonaffiliation",
    "saml:edupersonassurance",
    "saml:edupersonentitlement",
    "saml:edupersonnickname",
    "saml:edupersonorgunitdn",
    "saml:edupersonscopedaffiliation",
    "saml:edupersontargetedid",
    "saml:eduorghomepageuri",
    "saml:eduorgidentityauthnpolicyuri",
    "saml:eduorglegalname",
    "saml:eduorgsuperioruri",
    "saml:eduorgwhitepagesuri",
    "sts:IdentityTokenAudience",
    "sts:RequestContextProviders",
    "sts:TransitiveTagKeys",
];

/// AWS documents `key` as a list.
pub(crate) fn is_list(key: &str) -> bool {
    LISTS.iter().any(|it| it.eq_ignore_ascii_case(key))
}

/// AWS documents the values of `key`, which calls to any service can carry, as `true` and `false`.
pub(crate) fn is_bool(key: &str) -> bool {
    GLOBAL_KEYS.iter().any(|(name, kind)| *kind == "Bool" && name.eq_ignore_ascii_case(key))
}

/// What every value of the key begins with; empty where they have nothing in common.
// AWS: "AWS global condition context keys".
pub(crate) fn beginning(key: &str) -> &'static str {
    let begin = [
        (AWS_SOURCE_VPCE, "vpce-"),
        (AWS_SOURCE_VPC, "vpc-"),
        (AWS_PRINCIPAL_ORG_ID, "o-"),
        (AWS_RESOURCE_ORG_ID, "o-"),
    ];
    begin.into_iter().find(|it| it.0.eq_ignore_ascii_case(key)).map_or("", |it| it.1)
}

#[cfg(test)]
mod tests {
    use super::LISTS;
    use std::collections::BTreeSet;

    use crate::facts::{Facts, GLOBAL_KEYS, SERVICE_AUTHORIZATION};

    /// The constants of this file: each with its name and its key.
    fn constants() -> impl Iterator<Item = (&'static str, &'static str)> {
        let code = include_str!("key.rs").split("#[cfg(test)]").next().unwrap_or_default();
        code.split("pub const ").filter_map(|it| {
            let (name, rest) = it.split_once(": &str =")?;
            Some((name, rest.split('"').nth(1)?))
        })
    }

    #[test]
    fn constants_are_called_as_their_keys() {
        for (name, key) in constants() {
            let plain = |text: &str| text.replace(['_', ':', '-', '/'], "").to_ascii_uppercase();
            assert_eq!(plain(name), plain(key));
        }
    }

    #[test]
    fn lists_are_those_that_aws_documents() {
        let facts = Facts::read(SERVICE_AUTHORIZATION);
        let own = facts.services.iter().flat_map(|it| &it.keys).filter(|(_, kind)| kind.several);
        let global = GLOBAL_KEYS.iter().filter(|(_, kind)| kind.starts_with("ArrayOf"));
        let documented: BTreeSet<&str> =
            own.map(|(key, _)| *key).chain(global.map(|(key, _)| *key)).collect();
        assert_eq!(documented, LISTS.into_iter().collect());
    }

    #[test]
    fn aws_documents_every_key() {
        let facts = Facts::read(SERVICE_AUTHORIZATION);
        assert!(constants().count() > 90);
        for (name, key) in constants() {
            let service = key.split(':').next().unwrap_or_default();
            if service != "aws" && facts.service(service).is_none() {
                continue;
            }
            // A tag has a name of its own behind the slash.
            let key = if name.ends_with("_TAG") { format!("{key}team") } else { key.to_owned() };
            assert!(facts.key(&key).is_some(), "{key}");
        }
    }
}
