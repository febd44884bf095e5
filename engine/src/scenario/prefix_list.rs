//! Prefix lists of AWS.

use super::record::record;

record! {
    /// A prefix list.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct PrefixList {
        /// Its id, `pl-…`.
        #[required]
        pub id: String,
        /// Its name, such as `com.amazonaws.eu-west-1.s3`.
        #[required]
        pub name: String,
        /// Its address ranges, as far as they are known.
        #[free]
        pub entries: Vec<String>,
    }
}
