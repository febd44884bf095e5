//! The best set of repairs for typical blocks by policies, S3's own states, keys and notifications, by the cases that
//! show them.

#![expect(clippy::unwrap_used, reason = "a case that cannot be read must fail the test")]

mod best;
mod cases;
mod named;

use accesspath_engine::scenario::{NotTold, problems};

/// A case by its name, a path of it or else the chain of its first bucket's notification, and what each repair of the
/// best set for it does.
const BEST: &[(&str, &str, &[&str])] = &[
    // Policies, tags, switches and ACLs.
    ("readonlyaccess-as-a-boundary-stops-a-write", "A", &["RemoveBoundary"]),
    ("another-value-of-a-key-s-tag-is-denied", "A", &["SetTag"]),
    ("a-deny-by-resource-tag-begins-to-hold-when-access-by-tags-is-switched-on", "A", &["SetTag"]),
    (
        "a-function-cannot-read-what-another-account-uploaded-and-kept-for-itself",
        "A",
        &["GrantByAcl"],
    ),
    ("an-upload-with-the-acl-public-read-fails-where-acls-are-disabled", "c", &["ChangeCall"]),
    ("blockpublicacls-of-the-organization-refuses-a-public-acl-as-well", "c", &["ChangeCall"]),
    ("restrictpublicbuckets-of-the-account-holds-for-its-buckets", "anonymous", &["SwitchOff"]),
    ("a-deny-unless-the-encryption-header-is-sent-holds-when-it-is-not", "B", &["ChangeCall"]),
    ("objects-under-another-account-s-aws-s3-cannot-be-read-whatever-the-caller-may-do", "A", &[]),
    // Policies that S3 does not save.
    ("a-condition-key-of-s3-that-does-not-exist-is-not-saved", "A", &["ReplaceEntry"]),
    ("a-key-that-none-of-the-actions-carries-is-not-saved", "A", &["PrefixOfResource"]),
    ("a-policy-with-a-principal-that-is-none-is-not-saved", "A", &["PrincipalsAlike"]),
    ("a-statement-without-a-principal-is-not-saved", "A", &["SetElement"]),
    ("an-action-on-objects-with-the-bucket-alone-is-not-saved", "A", &["AddEntry"]),
    ("an-action-on-no-bucket-is-not-saved", "A", &["RemoveEntry"]),
    ("blanks-before-the-brace-keep-a-policy-from-being-saved", "A", &["BeginWithBrace"]),
    (
        "blockpublicpolicy-of-the-bucket-keeps-a-public-policy-from-being-saved",
        "A",
        &["NamePrincipal"],
    ),
    ("a-policy-that-begins-with-a-brace-and-is-no-json-is-not-saved", "A", &[]),
    // Objects and buckets.
    ("another-account-must-say-that-it-pays", "c", &["ChangeCall"]),
    ("an-archived-object-is-not-read", "A", &["Restore"]),
    ("an-archived-object-is-not-copied", "A", &["Restore"]),
    ("a-source-that-is-not-there-stops-a-copy", "A", &["PutObject"]),
    ("an-object-that-is-not-there-is-uploaded", "A", &["PutObject"]),
    ("a-version-that-is-not-there-cannot-be-made", "A", &[]),
    ("a-legal-hold-outlasts-a-lock-that-has-ended", "c", &["RemoveLegalHold"]),
    ("compliance-mode-has-no-way-past", "c", &[]),
    ("a-lock-in-compliance-mode-cannot-be-shortened", "A", &["ChangeCall"]),
    ("a-legal-hold-in-a-bucket-without-versioning-is-an-invalid-request", "A", &["ObjectLockOn"]),
    ("mfa-delete-stops-everybody-but-the-root-user", "A", &["MfaDeleteOff"]),
    ("a-code-for-mfa-delete-must-come-over-https", "c", &["ChangeCall"]),
    ("if-match-fails-where-the-object-has-another-etag", "A", &["ChangeCall"]),
    ("a-replication-configuration-is-refused-where-versioning-is-off", "A", &["VersioningOn"]),
    // Keys.
    ("a-disabled-key-stops-an-upload-that-every-policy-allows", "A", &["EnableKey"]),
    ("a-key-that-waits-to-be-deleted-stops-a-read", "A", &["CancelKeyDeletion"]),
    ("a-key-that-waits-for-its-material-stops-an-upload", "A", &["ImportKeyMaterial"]),
    ("a-key-of-another-region-than-the-bucket-is-refused", "A", &["SetDefaultKey"]),
    ("the-primary-key-of-another-region-does-not-serve-the-bucket", "A", &["ChangeCall"]),
    ("reading-an-object-under-a-key-of-the-client-s-own-needs-that-key", "A", &["ChangeCall"]),
    ("a-client-s-own-key-beside-a-kms-key-is-refused", "A", &["ChangeCall"]),
    (
        "an-unsigned-request-cannot-read-what-a-kms-key-encrypts-even-with-a-key-policy-for-everyone",
        "V",
        &["SignUrl"],
    ),
    ("a-visitor-of-a-private-bucket-gets-a-signed-url", "web", &["SignUrl"]),
    ("a-copy-that-nobody-signs-is-signed", "web", &["SignUrl"]),
    // The client and the operation.
    ("headobject-in-another-region-is-told-by-a-bare-301", "A", &["AddressRegion"]),
    ("the-global-name-does-not-lead-to-a-bucket-in-a-later-region", "A", &["CallRegionalName"]),
    ("transfer-acceleration-that-is-suspended-is-told-as-disabled", "A", &["AccelerationOn"]),
    ("transfer-acceleration-takes-no-bucket-with-a-period-in-its-name", "A", &["CallRegionalName"]),
    ("an-expired-url-is-answered-with-request-has-expired", "browser", &["SignAgain"]),
    ("getbucketversioning-does-not-go-through-access-points", "A", &["CallBucket"]),
    ("putbuckettagging-does-not-work-while-access-by-tags-is-on", "A", &["CallOperation"]),
    ("a-copy-of-an-object-to-itself-that-changes-nothing-is-refused", "A", &["ChangeCall"]),
    (
        "getbucketpolicy-by-an-identity-of-another-account-that-is-allowed-it-is-answered-with-405",
        "A",
        &[],
    ),
    // Notifications and functions.
    ("a-copy-does-not-make-the-event-objectcreated-put", "b n", &["ListEvents"]),
    ("a-prefix-that-ends-with-a-star-should-end-before-it", "b n", &["SetPrefix"]),
    ("prefix-and-suffix-must-both-fit", "b n", &["SetPrefix", "SetSuffix"]),
    ("a-type-of-event-overlaps-with-the-star-of-its-group", "b m", &["KeepEvents"]),
    (
        "a-function-in-another-region-than-the-bucket-cannot-be-its-destination",
        "b n",
        &["MoveFunction"],
    ),
    ("reading-an-object-makes-no-event", "b n", &[]),
    ("a-permission-for-an-alias-is-none-for-another-alias", "b n", &["Allow"]),
    ("a-function-that-could-not-be-made-is-not-run-by-an-event", "b n", &["CreateAgain"]),
    (
        "a-role-without-the-permissions-for-network-interfaces-keeps-a-function-in-a-vpc-from-running",
        "b n",
        &["AttachManaged"],
    ),
];

#[test]
fn the_best_set_changes_least() {
    let wrong = best::differing(BEST);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Cases that turn on an object which nobody describes, of which nothing is known then.
const UNDESCRIBED: [&str; 3] = [
    "a-copy-that-nobody-signs-is-signed",
    "a-copy-of-an-object-to-itself-that-changes-nothing-is-refused",
    "prefix-and-suffix-must-both-fit",
];

/// Where nothing that is left out is known, the same set is proved, and makes a scenario without problems.
#[test]
fn the_best_set_says_all_that_it_leans_on() {
    let mut wrong = Vec::new();
    let described = BEST.iter().filter(|it| !it.2.is_empty() && !UNDESCRIBED.contains(&it.0));
    for (name, of, expected) in described {
        let told = named::case(name);
        let mut whole = told.all_told();
        whole.not_told = NotTold::Unknown;
        let set = best::best(&whole, &named::target(of));
        let found = set.as_ref().map(best::done).unwrap_or_default();
        let after = set.map(|it| problems(&it.apply(&whole))).unwrap_or_default();
        if found != *expected || after.len() > problems(&told).len() {
            wrong.push(format!("{name} {of}: {found:?} {after:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
