//! Every check of the linter: its code, how much it matters, what to do.

use crate::diagnostic::Severity::{self, Error, SecurityWarning, Suggestion, Warning};

/// One check of the linter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Lint {
    /// The stable code; the kebab form of IAM Access Analyzer's name where it has such a check.
    pub code: &'static str,
    /// How much a finding matters.
    pub severity: Severity,
    /// The help, where it can be given in general; else empty.
    pub help: &'static str,
}

macro_rules! lints {
    ($($(#[$doc:meta])+ $name:ident: $severity:ident, $code:literal, $help:literal;)*) => {
        impl Lint {
            $($(#[$doc])+ pub const $name: Self = Self { code: $code, severity: $severity, help: $help };)*

            /// Every check.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];
        }
    };
}

lints! {
    /// The service before the colon does not exist.
    INVALID_SERVICE_IN_ACTION: Error, "invalid-service-in-action", "";
    /// The service before the colon is not listed, and nothing near it is: it may be retired.
    UNKNOWN_SERVICE_IN_ACTION: Warning, "unknown-service-in-action", "the Service Authorization Reference does not list it: it may be retired, or misspelt";
    /// The service has no action of that name.
    INVALID_ACTION: Error, "invalid-action", "";
    /// A pattern that fits no action of its service.
    ACTION_MATCHES_NOTHING: Warning, "action-matches-nothing", "remove it, or correct the name";
    /// A wildcard in the service before the colon.
    WILDCARD_IN_SERVICE_NAME: Suggestion, "wildcard-in-service-name", "name the service: AWS describes wildcards in the action's name only";
    /// An action that no policy of this kind can be about.
    UNSUPPORTED_ACTION_IN_POLICY: Error, "unsupported-action-in-policy", "remove it: the policy is asked about its own service only";

    /// The first parts of an ARN hold what no ARN of that service has.
    ARN_REGION_NOT_ALLOWED: Error, "arn-region-not-allowed", "leave the Region empty, as in arn:aws:s3:::BUCKET or arn:aws:iam::ACCOUNT:role/NAME";
    /// A bucket's ARN has no account.
    ARN_ACCOUNT_NOT_ALLOWED: Error, "arn-account-not-allowed", "leave the account empty: arn:aws:s3:::BUCKET";
    /// AWS has no such partition.
    INVALID_PARTITION: Error, "invalid-partition", "use aws, or the partition of the Regions that you mean";
    /// An ARN with fewer than six parts.
    MISSING_ARN_FIELD: Error, "missing-arn-field", "an ARN has six parts: arn:aws:s3:::BUCKET/KEY leaves Region and account empty, with their colons";
    /// An ARN whose sixth part names nothing of its service.
    INVALID_ARN_RESOURCE: Error, "invalid-arn-resource", "";
    /// An action that none of the statement's resources fits.
    RESOURCE_DOES_NOT_FIT: Warning, "unsupported-resource-for-action", "";
    /// A pattern of actions, some of which none of the statement's resources fits.
    RESOURCE_DOES_NOT_FIT_SOME: Suggestion, "unsupported-resource-for-some-actions", "";
    /// A pattern that also fits other buckets whose names begin alike.
    OTHER_BUCKETS_TOO: Warning, "resource-matches-other-buckets", "put a slash before the star for the bucket's objects, and name the bucket itself without a star";

    /// The alias of an access point in place of a bucket's name.
    ACCESS_POINT_ALIAS: Warning, "access-point-alias", "name the access point, arn:aws:s3:REGION:ACCOUNT:accesspoint/NAME, or the bucket behind it";

    /// A condition key without a colon.
    INVALID_CONDITION_KEY_FORMAT: Error, "invalid-condition-key-format", "write service:key, for example aws:SourceVpce";
    /// There is no such `aws:` key.
    INVALID_GLOBAL_CONDITION_KEY: Error, "invalid-global-condition-key", "";
    /// The service has no such key.
    INVALID_SERVICE_CONDITION_KEY: Error, "invalid-service-condition-key", "";
    /// A tag key that does not say which tag.
    MISSING_TAG_KEY_IN_CONDITION: Error, "missing-tag-key-in-condition", "";
    /// No action of the statement carries the key.
    UNSUPPORTED_ACTION_FOR_CONDITION_KEY: Error, "unsupported-action-for-condition-key", "";
    /// Some actions of the statement do not carry the key.
    KEY_MISSING_FOR_SOME_ACTIONS: Warning, "condition-key-of-other-actions", "put the actions that carry the key into a statement of their own";
    /// An `Allow` under a tag key that some of its actions never carry.
    ALLOW_WITH_UNSUPPORTED_TAG: Suggestion, "allow-with-unsupported-tag-condition-key-for-service", "put those actions into a statement without this condition";
    /// A `Deny` under a tag key that some of its actions never carry.
    DENY_WITH_UNSUPPORTED_TAG: SecurityWarning, "deny-with-unsupported-tag-condition-key-for-service", "deny those actions in a statement without this condition, on resources by their names";
    /// An `Allow` of all actions but some under a tag key.
    ALLOW_NOT_ACTION_WITH_UNSUPPORTED_TAG: Suggestion, "allow-notaction-with-unsupported-tag-condition-key-for-service", "list the actions in Action";
    /// A `Deny` of all actions but some under a tag key.
    DENY_NOT_ACTION_WITH_UNSUPPORTED_TAG: SecurityWarning, "deny-notaction-with-unsupported-tag-condition-key-for-service", "list the actions to deny in Action";
    /// An operator of the wrong family for the key.
    TYPE_MISMATCH: Warning, "type-mismatch", "";
    /// A value that is no Boolean.
    TYPE_MISMATCH_BOOLEAN: Warning, "type-mismatch-boolean", "use \"true\" or \"false\"";
    /// A value that is no number.
    TYPE_MISMATCH_NUMBER: Warning, "type-mismatch-number", "write a number such as 3600";
    /// A value that is no point in time.
    INVALID_DATE_VALUE: Warning, "invalid-date-value", "write 2026-01-31T00:00:00Z, or seconds since 1970";
    /// A value that is no address or range.
    TYPE_MISMATCH_IP_RANGE: Warning, "type-mismatch-ip-range", "write a range such as 203.0.113.0/24 or 2001:db8::/32";
    /// `Bool` with more than one value.
    INVALID_CONDITION_MULTIPLE_BOOLEAN: Error, "invalid-condition-multiple-boolean", "keep one: both together are always true";
    /// Bits set behind the prefix.
    IMPROVE_IP_RANGE: Suggestion, "improve-ip-range", "";
    /// `aws:SourceIp` with nothing but addresses that never reach AWS over the internet.
    PRIVATE_IP_ADDRESS: Error, "private-ip-address", "aws:SourceIp is a public address and absent behind a VPC endpoint; for private addresses use aws:VpcSourceIp together with aws:SourceVpc";
    /// The same under a negated operator.
    PRIVATE_NOT_IP_ADDRESS: Error, "private-not-ip-address", "aws:SourceIp is a public address and absent behind a VPC endpoint; for private addresses use aws:VpcSourceIp together with aws:SourceVpc";
    /// Some of the addresses never reach AWS over the internet.
    PRIVATE_IP_ADDRESS_SUBSET: Suggestion, "private-ip-address-subset", "remove the private ranges: aws:SourceIp is always a public address";
    /// The same under a negated operator.
    PRIVATE_NOT_IP_ADDRESS_SUBSET: Suggestion, "private-not-ip-address-subset", "remove the private ranges: aws:SourceIp is always a public address";
    /// A value of `aws:SourceVpc` that is no VPC id.
    INVALID_VPC_FORMAT: Error, "invalid-vpc-format", "write vpc- and 8 or 17 hexadecimal digits in lower case";
    /// A value of `aws:SourceVpce` that is no endpoint id.
    INVALID_VPCE_FORMAT: Error, "invalid-vpce-format", "write vpce- and 8 or 17 hexadecimal digits in lower case";
    /// `ForAllValues` on a key that carries one value at most.
    FOR_ALL_VALUES_WITH_SINGLE_VALUED_KEY: SecurityWarning, "forallvalues-with-single-valued-key", "remove ForAllValues: it is also true where the key is absent";
    /// `ForAllValues` in an Allow without a test that the key is there.
    FOR_ALL_VALUES_ALLOWS_ABSENT_KEY: SecurityWarning, "forallvalues-allows-absent-key", "it is also true where the key is absent: add a Null condition with \"false\" for the key";
    /// A key with several values without a set qualifier.
    MISSING_QUALIFIER: Error, "missing-qualifier", "write ForAnyValue: or ForAllValues: before the operator";
    /// `Null` with a set qualifier.
    NULL_WITH_QUALIFIER: Suggestion, "null-with-qualifier", "remove the qualifier: Null asks whether the key is there at all";
    /// A test that a key is absent, beside another test of the key: both must hold.
    NULL_BESIDE_ANOTHER_TEST: Warning, "null-beside-another-test", "";
    /// A test that a key is there, beside another that needs it anyway.
    REDUNDANT_NULL: Suggestion, "redundant-null", "remove it: the other test is false where the key is absent";
    /// A wildcard that its operator takes for plain text.
    WILDCARD_WITHOUT_LIKE_OPERATOR: Warning, "wildcard-without-like-operator", "use StringLike or StringNotLike: here the star is a plain character";
    /// A variable under an operator that fills none in.
    INVALID_VARIABLE_FOR_OPERATOR: Error, "invalid-variable-for-operator", "variables work in text and ARN operators and in Bool";
    /// A variable in a policy of the old version.
    VARIABLE_UNSUPPORTED_IN_VERSION: Error, "variable-unsupported-in-version", "set \"Version\": \"2012-10-17\": without it the text stays as it is";
    /// A `${…}` that another tool fills in.
    INVALID_VARIABLE: Warning, "invalid-variable", "a policy variable is ${service:key}; what CloudFormation or Terraform fills in must be filled in before";
    /// A variable in the first five parts of an ARN.
    VARIABLE_BEFORE_RESOURCE: Warning, "variable-before-resource", "variables work behind the fifth colon: write the parts before it out, or a star";
    /// A variable whose key may carry several values.
    VARIABLE_OF_SEVERAL_VALUES: Warning, "variable-of-several-values", "use a key that carries one value";
    /// A value that its key never has.
    VALUE_NEVER_MATCHES: Warning, "value-never-matches", "";
    /// A key that says little without another one.
    MISSING_PAIRED_CONDITION_KEYS: SecurityWarning, "missing-paired-condition-keys", "add aws:SourceVpc or aws:SourceVpce: private addresses are the same in many networks";
    /// A service principal that is none.
    INVALID_SERVICE_PRINCIPAL_FORMAT: Error, "invalid-service-principal-format", "write the service's own name, for example lambda.amazonaws.com";
    /// A service principal that looks like a slip of the pen.
    SERVICE_PRINCIPAL_MISSPELT: Warning, "service-principal-misspelt", "";
    /// A condition on what services do not carry.
    UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL: Error, "unsupported-condition-key-for-service-principal", "";
    /// A canonical user where the service knows none.
    CANONICAL_USER_NOT_SUPPORTED: Warning, "canonical-user-not-supported", "name the account, or a role or user of it, under AWS";
    /// A `Deny` for everybody but the listed.
    DENY_WITH_NOT_PRINCIPAL: Warning, "deny-with-not-principal", "deny \"Principal\": \"*\" under ArnNotEquals on aws:PrincipalArn instead, as AWS recommends: NotPrincipal also denies whoever has a permissions boundary";
    /// A trust policy with a bare star as principal.
    ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL: Error, "role-trust-policy-unsupported-wildcard-in-principal", "name who may assume the role; anybody with an AWS account is {\"AWS\": \"*\"}";
    /// A role for IAM Roles Anywhere without all that a session of it takes.
    MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY: Error, "missing-action-for-roles-anywhere-trust-policy", "allow sts:AssumeRole, sts:SetSourceIdentity and sts:TagSession: every session has a source identity and tags";
    /// A service is admitted for whoever uses it.
    RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL: SecurityWarning, "restrict-access-to-service-principal", "add aws:SourceArn or aws:SourceAccount, so that the service acts for you alone";
    /// An identity provider in a policy that is no trust policy.
    FEDERATED_PRINCIPAL_NOT_SUPPORTED: Error, "federated-principal-not-supported", "name the role whose sessions the provider's users get";
    /// An identity provider that is none.
    INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY: Error, "invalid-federated-principal-syntax-in-role-trust-policy", "write the ARN of a saml-provider or an oidc-provider, or a domain such as cognito-identity.amazonaws.com";
    /// An action for assuming a role that its principal does not use.
    MISMATCHED_ACTION_FOR_PRINCIPAL: Error, "mismatched-action-for-principal", "sts:AssumeRoleWithSAML goes with a SAML provider, sts:AssumeRoleWithWebIdentity with an OIDC provider, sts:AssumeRole with all others";
    /// Every user of an OIDC provider is admitted.
    MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL: SecurityWarning, "missing-condition-key-for-oidc-principal", "";
    /// Every user of an OIDC provider is admitted who has a token for an audience.
    OIDC_AUDIENCE_ALONE: Warning, "oidc-audience-alone", "";
    /// A condition on a claim that an OIDC provider's users never bring.
    KEY_OF_ANOTHER_PROVIDER: Warning, "condition-key-of-another-provider", "";
    /// Every repository on GitHub is admitted.
    MISSING_GITHUB_REPO_CONDITION_KEY: SecurityWarning, "missing-github-repo-condition-key", "add a condition on token.actions.githubusercontent.com:sub with the repository and its branch";
    /// Several of GitHub's repositories or branches are admitted.
    SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED: Warning, "specific-github-repo-and-branch-recommended", "write repo:OWNER/NAME:ref:refs/heads/BRANCH";
    /// A user, who has long-term keys, is admitted.
    LONG_TERM_CREDENTIALS: Suggestion, "long-term-credentials", "prefer a role: its credentials end by themselves";

    /// A principal that a gateway endpoint's policy does not take.
    PRINCIPAL_OF_GATEWAY_ENDPOINT: Warning, "principal-of-gateway-endpoint", "use \"Principal\": \"*\" with a condition on aws:PrincipalArn or aws:PrincipalAccount; only an interface endpoint's policy may name who calls";
    /// A policy without an `Allow` where that denies everything.
    ALLOWS_NOTHING: Warning, "allows-nothing", "add an Allow for what may pass";

    /// An `Allow` of everything.
    BROAD_ACTION: Warning, "broad-action", "list the actions that are needed";
    /// An `Allow` on every resource, of actions that take one.
    BROAD_RESOURCE: Warning, "broad-resource", "name the buckets and objects, or the keys, that are meant";
    /// Anybody is admitted, and no condition narrows that.
    PUBLIC_ACCESS: SecurityWarning, "public-access", "name the principals, or add a condition that narrows them";
    /// A function's URL is open, but calls to it lack the other action that they need.
    URL_WITHOUT_INVOKE: Warning, "function-url-without-invoke", "allow lambda:InvokeFunction under Bool lambda:InvokedViaFunctionUrl \"true\": URLs made since October 2025 need both actions";
    /// An `Allow` of whatever is not listed.
    ALLOW_WITH_NOT_ACTION: Warning, "allow-with-not-action", "list the actions that are needed in Action";
    /// An `Allow` on whatever is not listed.
    ALLOW_WITH_NOT_RESOURCE: Warning, "allow-with-not-resource", "list the resources that are needed in Resource";
    /// Any role may be handed to a service.
    PASS_ROLE_WITH_STAR_IN_RESOURCE: SecurityWarning, "pass-role-with-star-in-resource", "name the roles that may be passed, or the service by iam:PassedToService";
    /// Any role may be handed to a service, by a pattern of actions.
    PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE: SecurityWarning, "pass-role-with-star-in-action-and-resource", "name the roles that may be passed, or the service by iam:PassedToService";
    /// Any role may be handed to a service, by an action that is not left out.
    PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION: SecurityWarning, "pass-role-with-star-in-resource-and-not-action", "name the roles that may be passed, or the service by iam:PassedToService; or add the action to NotAction";
    /// Any role may be handed to a service but the listed.
    PASS_ROLE_WITH_NOT_RESOURCE: SecurityWarning, "pass-role-with-not-resource", "name the roles that may be passed in Resource";
    /// Any role may be handed to a service but the listed, by a pattern of actions.
    PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE: SecurityWarning, "pass-role-with-star-in-action-and-not-resource", "name the roles that may be passed in Resource";
    /// Any role may be handed to a service but the listed, by an action that is not left out.
    PASS_ROLE_WITH_NOT_ACTION_AND_NOT_RESOURCE: SecurityWarning, "pass-role-with-not-action-and-not-resource", "name the roles that may be passed in Resource";
    /// Any service-linked role may be created.
    CREATE_SLR_WITH_STAR_IN_RESOURCE: Warning, "create-slr-with-star-in-resource", "name the service-linked roles, or the service by iam:AWSServiceName";
    /// Any service-linked role may be created, by a pattern of actions.
    CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE: Warning, "create-slr-with-star-in-action-and-resource", "name the service-linked roles, or the service by iam:AWSServiceName";
    /// Any service-linked role may be created, by an action that is not left out.
    CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION: Warning, "create-slr-with-star-in-resource-and-not-action", "name the service-linked roles, or the service by iam:AWSServiceName; or add the action to NotAction";
    /// Any service-linked role may be created but the listed.
    CREATE_SLR_WITH_NOT_RESOURCE: Warning, "create-slr-with-not-resource", "name the service-linked roles in Resource";
    /// Any service-linked role may be created but the listed, by a pattern of actions.
    CREATE_SLR_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE: Warning, "create-slr-with-star-in-action-and-not-resource", "name the service-linked roles in Resource";
    /// Any service-linked role may be created but the listed, by an action that is not left out.
    CREATE_SLR_WITH_NOT_ACTION_AND_NOT_RESOURCE: Warning, "create-slr-with-not-action-and-not-resource", "name the service-linked roles in Resource";
    /// A key policy after which nobody may change the key policy.
    KEY_WITHOUT_ADMINISTRATOR: Warning, "key-policy-without-administrator", "allow kms:PutKeyPolicy to the account or to a role of its administrators: otherwise only AWS Support can recover the key";

    /// A `Principal` that is an empty object.
    EMPTY_OBJECT_PRINCIPAL: Suggestion, "empty-object-principal", "";
    /// A `Principal` of empty lists.
    EMPTY_ARRAY_PRINCIPAL: Suggestion, "empty-array-principal", "";
    /// A policy of no statement.
    EMPTY_ARRAY_STATEMENT: Warning, "empty-array-statement", "add a statement, or remove the policy";

    /// Two statements with one name, where AWS refuses that.
    UNIQUE_SIDS_REQUIRED: Error, "unique-sids-required", "give each statement a name of its own, or none";
    /// Two statements with one name.
    UNIQUE_SIDS_RECOMMENDED: Warning, "unique-sids-recommended", "give each statement a name of its own, or none";
    /// A name with other characters than IAM takes.
    UNSUPPORTED_SID: Warning, "unsupported-sid", "IAM documents letters and digits only";
    /// A name without a character.
    EMPTY_SID_VALUE: Suggestion, "empty-sid-value", "remove it";
    /// A service that resource control policies do not work for.
    RCP_UNSUPPORTED_SERVICE: Warning, "rcp-unsupported-service", "remove it: the statement has no effect there";

    /// An action that a wider one covers.
    REDUNDANT_ACTION: Suggestion, "redundant-action", "";
    /// A resource that a wider one covers.
    REDUNDANT_RESOURCE: Suggestion, "redundant-resource", "";
    /// A statement that says what an earlier one says.
    REDUNDANT_STATEMENT: Suggestion, "redundant-statement", "";

    /// Longer than any identity policy may be.
    POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA: Warning, "policy-size-exceeds-identity-policy-quota", "";
    /// Longer than such a resource policy may be.
    POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA: Warning, "policy-size-exceeds-resource-policy-quota", "";
    /// Longer than a trust policy may be.
    POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA: Warning, "policy-size-exceeds-role-trust-policy-quota", "";
    /// Longer than a service control policy may be.
    POLICY_SIZE_EXCEEDS_SCP_QUOTA: Error, "policy-size-exceeds-scp-quota", "";
    /// Longer than a resource control policy may be.
    POLICY_SIZE_EXCEEDS_RCP_QUOTA: Error, "policy-size-exceeds-rcp-quota", "";
    /// Longer than a session policy may be.
    POLICY_SIZE_EXCEEDS_SESSION_POLICY_QUOTA: Error, "policy-size-exceeds-session-policy-quota", "";
}
