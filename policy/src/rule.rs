//! The rules that AWS leaves unclear, and what this engine assumes for each.
//!
//! An answer that leans on one of them says so, so that nobody takes a choice for a fact.
//! Rules that AWS states plainly have no entry here: `docs/evaluation.md` lists them all, under the same numbers.

/// A rule on which the documentation of AWS is silent or contradicts itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Rule {
    /// The number in `docs/evaluation.md`.
    pub id: &'static str,
    /// The assumption: one sentence for people, without a full stop.
    pub title: &'static str,
    /// Why the rule is unclear.
    pub basis: Basis,
    /// The AWS page that comes nearest to the question.
    pub page: &'static str,
}

/// Each rule once, by number; they are too few for more than a plain search.
pub fn unique(rules: Vec<Rule>) -> Vec<Rule> {
    let mut unique: Vec<Rule> = Vec::new();
    for rule in rules {
        let at = unique.iter().position(|it| it.id >= rule.id).unwrap_or(unique.len());
        if unique.get(at) != Some(&rule) {
            unique.insert(at, rule);
        }
    }
    unique
}

/// How a rule is unclear.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// Two pages of AWS, or two passages of one page, disagree.
    Contested,
    /// No page of AWS says it.
    Unverified,
}

impl Basis {
    /// The word used in documents and in output.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Contested => "contested",
            Self::Unverified => "unverified",
        }
    }
}

impl Rule {
    /// The page says that AWS may check the session after the account and the role,
    /// and yet recommends listing only the account and the role.
    pub const NOT_PRINCIPAL_SESSION: Self = Self {
        id: "P19",
        title: "A Deny with NotPrincipal spares a role session when its role and its account are both listed, even if the session itself is not",
        basis: Basis::Contested,
        page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html",
    };

    /// The page says that a Deny that leaves out the account "might" apply to the role that it lists.
    pub const NOT_PRINCIPAL_WITHOUT_ACCOUNT: Self = Self {
        id: "P37",
        title: "Deny with NotPrincipal may or may not apply to a listed caller whose account is not listed",
        basis: Basis::Contested,
        page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html",
    };

    /// Today's page calls the form unsupported; an older one gave it this meaning.
    pub const ALLOW_NOT_PRINCIPAL: Self = Self {
        id: "P21",
        title: "An Allow with NotPrincipal grants to everyone who is not listed, as Principal \"*\" would",
        basis: Basis::Unverified,
        page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html",
    };

    /// The page on `Action` describes wildcards in the name of an action only.
    pub const SERVICE_WILDCARD: Self = Self {
        id: "P24",
        title: "A wildcard in the service prefix of an action stands for any run of characters, as it does in the action's name",
        basis: Basis::Unverified,
        page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html",
    };

    /// AWS does not say how the leading parts of an ARN are compared.
    pub const ARN_CASE: Self = Self {
        id: "P28",
        title: "The first five parts of a resource ARN are compared without regard to case, the sixth part with regard to it",
        basis: Basis::Unverified,
        page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html",
    };

    /// The page on `NotAction` denies it, three examples on other pages rely on it.
    pub const LIST_ALL_MY_BUCKETS: Self = Self {
        id: "P29",
        title: "The resources \"*\" and \"arn:aws:s3:::*\" both cover s3:ListAllMyBuckets",
        basis: Basis::Contested,
        page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html",
    };

    /// AWS documents `${*}` for a literal star, and nothing for a star inside a value.
    pub const VARIABLE_VALUE_IS_TEXT: Self = Self {
        id: "P33",
        title: "The characters * and ? inside the value of a policy variable are plain text, not wildcards",
        basis: Basis::Unverified,
        page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html",
    };

    /// The operator page speaks of a key that is "present and not null" without saying whether empty text is null.
    pub const EMPTY_STRING_IS_PRESENT: Self = Self {
        id: "C8",
        title: "A key whose value is empty text counts as present",
        basis: Basis::Unverified,
        page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html",
    };

    /// The result for several values under a single-valued operator is left open.
    pub const SEVERAL_VALUES_WITHOUT_QUALIFIER: Self = Self {
        id: "C10",
        title: "A condition without ForAllValues or ForAnyValue on a key that has several values has no known result",
        basis: Basis::Unverified,
        page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html",
    };

    /// AWS gives the result of the set qualifiers for an empty list, not that of the plain operators.
    pub const EMPTY_LIST: Self = Self {
        id: "C11",
        title: "A key whose list of values is empty counts as absent",
        basis: Basis::Unverified,
        page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html",
    };

    /// No page describes a condition that lists no values.
    pub const EMPTY_POLICY_VALUES: Self = Self {
        id: "C12",
        title: "A condition that lists no values is false with a positive operator and true with a negated one",
        basis: Basis::Unverified,
        page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html",
    };

    /// AWS refuses some such values when a policy is saved and is silent on the others.
    pub const MALFORMED_VALUE: Self = Self {
        id: "C13",
        title: "A value that is malformed for its operator, in the policy or in the request, leaves the condition without a known result",
        basis: Basis::Unverified,
        page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html",
    };

    /// The operator page shows lower case only.
    pub const BOOL_CASE: Self = Self {
        id: "C21",
        title: "Bool compares \"true\" and \"false\" without regard to case",
        basis: Basis::Unverified,
        page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html",
    };

    /// The page on variables leaves Boolean operators out, the operator page includes them.
    pub const BOOL_VARIABLE: Self = Self {
        id: "C22",
        title: "Policy variables are replaced in the values of Bool",
        basis: Basis::Contested,
        page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html",
    };

    /// The operator page gives `/32` for any bare address, which for IPv6 would be a vast range.
    pub const BARE_IPV6: Self = Self {
        id: "C25",
        title: "An IPv6 address without a prefix length stands for that one address (/128)",
        basis: Basis::Unverified,
        page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html",
    };

    /// The operator page says "ignoring case" and names no table of letters.
    pub const CASE_BEYOND_ASCII: Self = Self {
        id: "C32",
        title: "The letters beyond ASCII that StringEqualsIgnoreCase takes for equal are not known",
        basis: Basis::Unverified,
        page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html",
    };

    /// The two rules meet on no page. On AWS re:Post somebody tried an Allow, and was refused.
    pub const FOR_ANY_VALUE_IF_EXISTS: Self = Self {
        id: "C30",
        title: "ForAnyValue with IfExists does not match an absent key in an Allow, and may or may not in a Deny",
        basis: Basis::Unverified,
        page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html",
    };

    /// The page's newest table permits it while a paragraph beside it still asks for `*`.
    pub const NARROW_SCP_ALLOW: Self = Self {
        id: "D11",
        title: "An Allow in a service control policy may use NotAction, Resource, NotResource and Condition",
        basis: Basis::Contested,
        page: "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html",
    };

    /// One sentence speaks of the caller's account, every other passage and every example contradicts it.
    pub const RCP_OF_THE_RESOURCE: Self = Self {
        id: "D15",
        title: "The resource control policies that count are those of the bucket's account, not those of the caller's",
        basis: Basis::Contested,
        page: "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_evaluation.html",
    };

    /// The evaluation page limits such a grant, the pages on policy types and on troubleshooting do not.
    pub const ROLE_ARN_AND_BOUNDARY: Self = Self {
        id: "D21",
        title: "A resource policy that allows the role's ARN stays limited by the permissions boundary and the session policy",
        basis: Basis::Contested,
        page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html",
    };

    /// Two neighbouring paragraphs of the evaluation page disagree.
    pub const PRINCIPAL_ARN_AND_BOUNDARY: Self = Self {
        id: "D24",
        title: "A resource policy that allows \"*\" with a condition on aws:PrincipalArn is not limited by the permissions boundary or the session policy",
        basis: Basis::Contested,
        page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html",
    };

    /// The page keeps access for authorised users of the bucket's account
    /// without saying whether the public statement itself may be what authorises them.
    pub const PUBLIC_SAME_ACCOUNT: Self = Self {
        id: "B6",
        title: "With RestrictPublicBuckets on, a public statement still grants to callers of the bucket's own account",
        basis: Basis::Unverified,
        page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
    };

    /// The page's list names principals and `aws:PrincipalOrgID`, not these two keys.
    pub const PUBLIC_PRINCIPAL_KEYS: Self = Self {
        id: "B13",
        title: "A fixed aws:PrincipalArn or aws:PrincipalAccount keeps a statement from being public",
        basis: Basis::Unverified,
        page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
    };

    /// The page's list is older than these keys, which narrow as much as the keys it names.
    pub const PUBLIC_ENDPOINT_KEYS: Self = Self {
        id: "B14",
        title: "A statement with aws:VpceAccount, aws:VpceOrgID or aws:SourceVpcArn may be public or not",
        basis: Basis::Contested,
        page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
    };

    /// One page says that ACLs grant nothing within an account, another that the group holds anyone in the world.
    pub const GROUP_IN_THE_OWN_ACCOUNT: Self = Self {
        id: "O12",
        title: "A grant to AllUsers or AuthenticatedUsers may or may not reach callers of the owner's own account that no policy allows",
        basis: Basis::Contested,
        page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html",
    };

    /// The pages on tags and locks give these rights to the bucket's owner, the page on errors takes its policy away.
    pub const FOREIGN_OBJECT: Self = Self {
        id: "O16",
        title: "Either the bucket's owner or the object's owner decides over the tags, the attributes and the lock of another account's object",
        basis: Basis::Contested,
        page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html",
    };

    /// The table of permissions knows no ACL permission for s3:PutObjectAcl on a bucket.
    pub const ACL_HEADER_BY_ACL: Self = Self {
        id: "O17",
        title: "WRITE in a bucket's ACL may or may not let an upload set an ACL",
        basis: Basis::Unverified,
        page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html",
    };

    /// The page on GetObject and two others say it, those on the other operations do not.
    pub const MISSING_OBJECT_ELSEWHERE: Self = Self {
        id: "O21",
        title: "Other operations answer 404 or 403 for an object that does not exist by the same rule as GetObject, HeadObject and GetObjectAttributes",
        basis: Basis::Unverified,
        page: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html",
    };

    /// Governance mode keeps the settings of a lock, and whoever may set a retention may extend it.
    pub const GOVERNANCE_TO_COMPLIANCE: Self = Self {
        id: "O44",
        title: "It is open whether governance mode can be changed to compliance mode, for as long or longer, without bypassing the lock",
        basis: Basis::Contested,
        page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html",
    };

    /// The pages name both members and not what one alone does.
    pub const LOCK_IN_PART: Self = Self {
        id: "O47",
        title: "S3 refuses a retention with a mode and no date, or with a date and no mode",
        basis: Basis::Unverified,
        page: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html",
    };

    /// The page on enforcing conditional writes has S3 refuse such a copy with 501; the API page takes the headers.
    pub const CONDITIONAL_COPY: Self = Self {
        id: "S34",
        title: "CopyObject takes If-Match and If-None-Match about its destination, as PutObject does",
        basis: Basis::Contested,
        page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html",
    };

    /// The API takes an ETag in If-Match and an asterisk in If-None-Match, and looks at the current version only.
    pub const CONDITION_UNDOCUMENTED: Self = Self {
        id: "S37",
        title: "What S3 makes of If-Match: * on a write, of an ETag in If-None-Match on a write, and of If-Match on the delete of a version is not known",
        basis: Basis::Unverified,
        page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-requests.html",
    };

    /// S3's sentence lists the changes that it asks for; those of tags, ACLs and locks are not among them.
    pub const COPY_ONTO_ITSELF: Self = Self {
        id: "S39",
        title: "A copy of an object to itself may or may not pass that changes only its tags, its ACL or its lock, names a version, or meets a default encryption with KMS",
        basis: Basis::Unverified,
        page: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html",
    };

    /// The page on settings of accounts says that they cannot be modified, that of the operation that it might be refused.
    pub const ACCOUNT_OF_ORGANIZATION: Self = Self {
        id: "S61",
        title: "An account whose organization manages Block Public Access may or may not set its own switches",
        basis: Basis::Contested,
        page: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_PutPublicAccessBlock.html",
    };

    /// People who tried met the refusal; no page of AWS has it.
    pub const BYPASS_WITHOUT_LOCK: Self = Self {
        id: "O60",
        title: "A delete that asks to bypass a lock is refused in a bucket without Object Lock",
        basis: Basis::Unverified,
        page: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html",
    };

    /// AWS does not say which of its checks comes first.
    pub const ACL_AFTER_POLICIES: Self = Self {
        id: "M14",
        title: "S3 refuses an ACL that the bucket does not allow only after the policies have allowed the request",
        basis: Basis::Unverified,
        page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-ownership-error-responses.html",
    };

    /// AWS does not document what a function outside a VPC looks like to S3.
    pub const NO_VPC_KEYS: Self = Self {
        id: "K1",
        title: "The request of a function outside a VPC has no aws:SourceVpc or aws:SourceVpce, and a public aws:SourceIp that AWS owns",
        basis: Basis::Unverified,
        page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html",
    };

    /// The key is described for temporary credentials in general, not for roles that a service assumes.
    pub const MFA_PRESENT: Self = Self {
        id: "K13",
        title: "The request of a function may or may not have aws:MultiFactorAuthPresent",
        basis: Basis::Unverified,
        page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html",
    };

    /// An older page excluded the combination, today's pages do not mention it.
    pub const NAT_BESIDE_ENDPOINT: Self = Self {
        id: "N12",
        title: "Traffic behind a NAT gateway leaves by the internet gateway, even if the NAT gateway's subnet has a route to an S3 endpoint",
        basis: Basis::Unverified,
        page: "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html",
    };

    /// The pages of Transfer Acceleration say nothing of condition keys.
    pub const ACCELERATED_SOURCE: Self = Self {
        id: "N68",
        title: "A request by Transfer Acceleration carries the client's public address in aws:SourceIp, and no key of a VPC",
        basis: Basis::Unverified,
        page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/transfer-acceleration.html",
    };

    /// The API page asks for the read permission of the object "or version", the table of permissions only for the first.
    pub const HEAD_OBJECT_VERSION: Self = Self {
        id: "S5",
        title: "HeadObject with a version id needs s3:GetObjectVersion",
        basis: Basis::Unverified,
        page: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html",
    };

    /// The table of permissions asks for `kms:GenerateDataKey`, the API page and the page on multipart uploads for `kms:Decrypt`.
    pub const UPLOAD_PART_KEY: Self = Self {
        id: "Y2",
        title: "UploadPart to a bucket or with a header of SSE-KMS needs both kms:GenerateDataKey and kms:Decrypt",
        basis: Basis::Contested,
        page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html",
    };

    /// One page speaks of the key of "your AWS account", another of `aws/s3` alone.
    pub const AWS_MANAGED_KEY_OF_UPLOADER: Self = Self {
        id: "Y6",
        title: "An upload whose header asks for aws:kms without a key uses the key aws/s3 of the uploader's account, not that of the bucket's",
        basis: Basis::Contested,
        page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html",
    };

    /// The page on default encryption does not say in whose account `aws/s3` is looked up.
    pub const AWS_MANAGED_KEY_OF_BUCKET: Self = Self {
        id: "Y7",
        title: "An upload from another account uses the key aws/s3 of either account if the bucket's default names no key",
        basis: Basis::Contested,
        page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html",
    };

    /// The page on forward access sessions has the keys filled in, the list of services that do so leaves S3 out.
    pub const FORWARDED_CALLED_VIA: Self = Self {
        id: "Y21",
        title: "S3's call to KMS may or may not have aws:CalledVia",
        basis: Basis::Contested,
        page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_forward_access_sessions.html",
    };

    /// The page on forward access sessions does not mention the key.
    pub const FORWARDED_TLS: Self = Self {
        id: "Y22",
        title: "S3's call to KMS counts as sent over TLS",
        basis: Basis::Unverified,
        page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_forward_access_sessions.html",
    };

    /// The page describes the key for calls that the function's code makes.
    pub const FORWARDED_FUNCTION: Self = Self {
        id: "Y23",
        title: "S3's call to KMS may or may not have lambda:SourceFunctionArn",
        basis: Basis::Unverified,
        page: "https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html",
    };

    /// The pages name `aws:SourceVpc`, `aws:SourceVpce` and `aws:VpcSourceIp` only.
    pub const FORWARDED_VPC_KEYS: Self = Self {
        id: "Y24",
        title: "S3's call to KMS has none of aws:SourceVpcArn, aws:VpceAccount, aws:VpceOrgID and aws:VpceOrgPaths",
        basis: Basis::Unverified,
        page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html",
    };

    /// The page on grants does not speak of boundaries, session policies or identity policies of another account.
    pub const GRANT_AND_LIMITS: Self = Self {
        id: "Y27",
        title: "A grant counts as a key policy that names its grantee: a boundary and a session policy still limit a role, and another account's caller needs an identity policy too",
        basis: Basis::Unverified,
        page: "https://docs.aws.amazon.com/kms/latest/developerguide/grants.html",
    };

    /// AWS documents the header that confirms it, and not what happens without.
    pub const SELF_LOCK_OUT: Self = Self {
        id: "L13",
        title: "S3 may or may not refuse a bucket policy that locks its caller out, without x-amz-confirm-remove-self-bucket-access",
        basis: Basis::Unverified,
        page: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html",
    };

    /// The table of permissions leaves them out; people meet both.
    pub const COPIED_TAGS: Self = Self {
        id: "S20",
        title: "CopyObject that takes an object's tags along needs s3:GetObjectTagging at the source and s3:PutObjectTagging at the destination",
        basis: Basis::Unverified,
        page: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html",
    };

    /// The page on interface endpoints says it of those; of gateway endpoints only the message does, which people meet.
    pub const COPY_ACROSS_REGIONS: Self = Self {
        id: "S22",
        title: "Gateway endpoints do not support copies between Regions, as interface endpoints do not",
        basis: Basis::Unverified,
        page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html",
    };

    /// The page says that private DNS serves the names of this API too, and of gateway endpoints nothing.
    pub const CONTROL_API: Self = Self {
        id: "S24",
        title: "The S3 Control API is reached through the same endpoint as S3",
        basis: Basis::Unverified,
        page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html",
    };

    /// The page says that both must permit a request, and not on which ARN an identity policy must.
    pub const ACCESS_POINT_AND_BUCKET: Self = Self {
        id: "A3",
        title: "An identity policy must allow at the access point and at the bucket, each by its own ARN, where neither's own policy grants",
        basis: Basis::Unverified,
        page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html",
    };

    /// AWS names the task, not the list of what its session may do.
    pub const ROOT_SESSION: Self = Self {
        id: "L19",
        title: "A privileged root session may read, replace and delete the bucket policy, and centralized root access is on in the organization",
        basis: Basis::Unverified,
        page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user-privileged-task.html",
    };

    /// AWS names the error and some of its causes.
    pub const SAVED_FORMS: Self = Self {
        id: "L24",
        title: "S3 may or may not take what its pages do not mention in a bucket policy: patterns that also fit other buckets or no action, keys of other services or of only some of the actions",
        basis: Basis::Unverified,
        page: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html",
    };

    /// AWS lists the error, not the sentences, nor which of several comes first.
    pub const FIRST_FLAW_REPORTED: Self = Self {
        id: "M60",
        title: "Where a new bucket policy has several flaws, S3 tells the first of them, statement by statement",
        basis: Basis::Unverified,
        page: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html",
    };

    /// AWS says that a message names one policy type, not which one.
    pub const FIRST_REPORTED: Self = Self {
        id: "M4",
        title: "Where several policy types deny, the message names the first in the order that AWS evaluates them",
        basis: Basis::Unverified,
        page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html",
    };

    /// AWS describes the parts of such a message, not what S3 puts around them.
    pub const KMS_MESSAGE: Self = Self {
        id: "M11",
        title: "A denial by KMS reads as one of S3, with the action of KMS, the key without quotes, and the caller",
        basis: Basis::Unverified,
        page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html",
    };

    /// AWS lists the codes of S3's answers, not their sentences.
    pub const KMS_EXCEPTION: Self = Self {
        id: "M12",
        title: "What stands behind the code of an error of KMS that S3 passes on is as people have reported it",
        basis: Basis::Unverified,
        page: "https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html",
    };

    /// The page says that such a character must be encoded, not what comes of one that is not.
    pub const FILTER_NOT_ENCODED: Self = Self {
        id: "E60",
        title: "A prefix or suffix of a notification with a special character that is not URL-encoded may fit keys with that character, or none",
        basis: Basis::Unverified,
        page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html",
    };

    /// S3 says it, and no page of AWS repeats it.
    pub const NOTIFICATION_REGION_MESSAGE: Self = Self {
        id: "M31",
        title: "A notification for a function of another Region is refused with \"The notification destination service region is not valid for the bucket location constraint\"",
        basis: Basis::Unverified,
        page: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketNotificationConfiguration.html",
    };

    /// No page says in which order S3 asks for what a call needs.
    pub const FIRST_REQUEST_REPORTED: Self = Self {
        id: "M18",
        title: "Where several permissions of a call are missing, the message names the source of a copy before its destination, and an access point before its bucket",
        basis: Basis::Unverified,
        page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html",
    };

    /// Every rule above, in the order of `docs/evaluation.md`.
    pub const ALL: &'static [Self] = &[
        Self::NOT_PRINCIPAL_SESSION,
        Self::NOT_PRINCIPAL_WITHOUT_ACCOUNT,
        Self::ALLOW_NOT_PRINCIPAL,
        Self::SERVICE_WILDCARD,
        Self::ARN_CASE,
        Self::LIST_ALL_MY_BUCKETS,
        Self::VARIABLE_VALUE_IS_TEXT,
        Self::EMPTY_STRING_IS_PRESENT,
        Self::SEVERAL_VALUES_WITHOUT_QUALIFIER,
        Self::EMPTY_LIST,
        Self::EMPTY_POLICY_VALUES,
        Self::MALFORMED_VALUE,
        Self::BOOL_CASE,
        Self::BOOL_VARIABLE,
        Self::BARE_IPV6,
        Self::CASE_BEYOND_ASCII,
        Self::FOR_ANY_VALUE_IF_EXISTS,
        Self::NARROW_SCP_ALLOW,
        Self::RCP_OF_THE_RESOURCE,
        Self::ROLE_ARN_AND_BOUNDARY,
        Self::PRINCIPAL_ARN_AND_BOUNDARY,
        Self::PUBLIC_SAME_ACCOUNT,
        Self::PUBLIC_PRINCIPAL_KEYS,
        Self::PUBLIC_ENDPOINT_KEYS,
        Self::NO_VPC_KEYS,
        Self::MFA_PRESENT,
        Self::NAT_BESIDE_ENDPOINT,
        Self::ACCELERATED_SOURCE,
        Self::HEAD_OBJECT_VERSION,
        Self::SELF_LOCK_OUT,
        Self::ROOT_SESSION,
        Self::SAVED_FORMS,
        Self::UPLOAD_PART_KEY,
        Self::AWS_MANAGED_KEY_OF_UPLOADER,
        Self::AWS_MANAGED_KEY_OF_BUCKET,
        Self::FORWARDED_CALLED_VIA,
        Self::FORWARDED_TLS,
        Self::FORWARDED_FUNCTION,
        Self::FORWARDED_VPC_KEYS,
        Self::GRANT_AND_LIMITS,
        Self::GROUP_IN_THE_OWN_ACCOUNT,
        Self::FOREIGN_OBJECT,
        Self::ACL_HEADER_BY_ACL,
        Self::MISSING_OBJECT_ELSEWHERE,
        Self::GOVERNANCE_TO_COMPLIANCE,
        Self::LOCK_IN_PART,
        Self::CONDITIONAL_COPY,
        Self::CONDITION_UNDOCUMENTED,
        Self::ACCOUNT_OF_ORGANIZATION,
        Self::BYPASS_WITHOUT_LOCK,
        Self::COPY_ONTO_ITSELF,
        Self::COPIED_TAGS,
        Self::COPY_ACROSS_REGIONS,
        Self::CONTROL_API,
        Self::ACCESS_POINT_AND_BUCKET,
        Self::FILTER_NOT_ENCODED,
        Self::FIRST_REPORTED,
        Self::KMS_MESSAGE,
        Self::KMS_EXCEPTION,
        Self::NOTIFICATION_REGION_MESSAGE,
        Self::ACL_AFTER_POLICIES,
        Self::FIRST_REQUEST_REPORTED,
        Self::FIRST_FLAW_REPORTED,
    ];
}
