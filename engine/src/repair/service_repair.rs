//! A change of the bucket, the object, the key, or the call itself, as a value.

use super::which_call::WhichCall;

/// A change of the bucket, the object, the key, or the call itself.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ServiceRepair {
    /// The request has other options.
    ChangeCall {
        /// The call.
        call: WhichCall,
        /// What it sends, by the names of the scenario format, each with its value as JSON.
        send: Vec<(&'static str, String)>,
        /// What it leaves out.
        leave_out: Vec<&'static str>,
    },
    /// Another operation does the same.
    CallOperation {
        /// The operation that is refused.
        from: String,
        /// The one in its place.
        to: &'static str,
    },
    /// The bucket itself is called, and not its access point.
    CallBucket {
        /// The bucket, by name.
        bucket: String,
        /// The access point, by name.
        access_point: String,
    },
    /// Another access point of the bucket is called, whose network origin is the internet.
    CallAccessPoint {
        /// The access point, by name.
        access_point: String,
        /// Its account.
        account: String,
    },
    /// The client addresses the bucket's Region.
    AddressRegion {
        /// The placement or the caller, by id.
        client: String,
        /// The Region.
        region: String,
    },
    /// The client sends a request again to where S3 redirects it.
    FollowRedirects {
        /// The placement or the caller, by id.
        client: String,
    },
    /// The client calls S3 by its name for the Region.
    CallRegionalName {
        /// The placement or the caller, by id.
        client: String,
        /// The Region.
        region: String,
        /// The name with addresses of both families.
        dual_stack: bool,
    },
    /// The URL is signed again.
    SignAgain {
        /// The placement or the caller that uses it, by id.
        client: String,
        /// The signer, by id; `None` for a principal of AWS's own.
        signer: Option<String>,
        /// For how long the new one is good, in seconds.
        expires_in_s: u32,
    },
    /// A URL is signed for a client that signs nothing.
    SignUrl {
        /// The caller that uses it, by id.
        client: String,
        /// The signer, by id.
        signer: String,
        /// For how long it is good, in seconds.
        expires_in_s: u32,
    },
    /// A client that signs nothing signs with the credentials of a role.
    SignAs {
        /// The caller, by id.
        client: String,
        /// The role, by ARN.
        role: String,
    },
    /// Requester Pays of a bucket is switched off.
    RequesterPaysOff {
        /// The bucket, by name.
        bucket: String,
    },
    /// Object Lock of a bucket is switched on, which nothing switches off again.
    ObjectLockOn {
        /// The bucket, by name.
        bucket: String,
        /// Its versioning is switched on before.
        versioning: bool,
    },
    /// Versioning of a bucket is switched on.
    VersioningOn {
        /// The bucket, by name.
        bucket: String,
    },
    /// The organization's policy for S3 no longer sets the accounts' Block Public Access.
    OrganizationLetsGo {
        /// The organization.
        organization: String,
    },
    /// MFA Delete of a bucket is switched off, by the root user with its MFA device.
    MfaDeleteOff {
        /// The bucket, by name.
        bucket: String,
    },
    /// Transfer Acceleration of a bucket is switched on.
    AccelerationOn {
        /// The bucket, by name.
        bucket: String,
    },
    /// Access control by tags (ABAC) of a bucket is switched off.
    AbacOff {
        /// The bucket, by name.
        bucket: String,
    },
    /// A bucket takes uploads with a key of the client's own (SSE-C).
    TakeCustomerKeys {
        /// The bucket, by name.
        bucket: String,
    },
    /// A bucket's default encryption uses another KMS key.
    SetDefaultKey {
        /// The bucket, by name.
        bucket: String,
        /// The algorithm, as the header names it.
        algorithm: String,
        /// The key, by ARN; `None` for the key `aws/s3` of the bucket's account.
        key: Option<String>,
    },
    /// An object's legal hold is removed.
    RemoveLegalHold {
        /// The bucket, by name.
        bucket: String,
        /// The object's key.
        key: String,
        /// Its version.
        version: Option<String>,
    },
    /// An object that is not there is uploaded.
    PutObject {
        /// The bucket, by name.
        bucket: String,
        /// The object's key.
        key: String,
    },
    /// An object is restored from its archive, which takes minutes to hours.
    Restore {
        /// The bucket, by name.
        bucket: String,
        /// The object's key.
        key: String,
        /// Its version.
        version: Option<String>,
    },
    /// A KMS key is enabled.
    EnableKey {
        /// The key, by ARN.
        key: String,
    },
    /// The deletion of a KMS key is cancelled, and the key is enabled.
    CancelKeyDeletion {
        /// The key, by ARN.
        key: String,
    },
    /// The key material of a KMS key is imported.
    ImportKeyMaterial {
        /// The key, by ARN.
        key: String,
    },
    /// An alias in the caller's account names a KMS key.
    CreateAlias {
        /// The alias.
        alias: String,
        /// The key, by ARN.
        key: String,
    },
}
