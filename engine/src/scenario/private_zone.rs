//! Private hosted zones of Route 53.

use super::Fact;
use super::record::record;

record! {
    /// A private hosted zone for S3's names, or for a domain above them.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct PrivateZone {
        /// Its id.
        #[required]
        pub id: String,
        /// The domain that it answers for.
        #[required]
        pub name: String,
        /// The VPCs that it is associated with, by id.
        pub vpcs: Vec<String>,
        /// Its records for addresses.
        pub records: Fact<Vec<ZoneRecord>>,
    }
}

record! {
    /// A record of a zone.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct ZoneRecord {
        /// The whole name, which may begin with `*`.
        #[required]
        pub name: String,
        /// The id or a name of an interface endpoint; anything else leads to where nobody tells.
        #[required]
        pub value: String,
    }
}
