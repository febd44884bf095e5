//! The retentions of Object Lock.

use super::record::{record, words};

record! {
    /// The retention that a bucket gives its new objects by default.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct DefaultRetention {
        /// Its mode.
        #[required]
        pub mode: LockMode,
        /// Its period in days.
        #[free]
        pub days: Option<u32>,
        /// Its period in years.
        #[free]
        pub years: Option<u32>,
    }
}

impl DefaultRetention {
    /// The longest retention in seconds: 100 years, of which a quarter may be leap years.
    // AWS: "Locking objects with Object Lock".
    pub(crate) const LONGEST_S: i64 = 36_525 * 86_400;
}

words! {
    /// The retention modes of Object Lock.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    pub enum LockMode {
        /// Callers that may bypass such locks can delete it.
        #[default]
        Governance = "GOVERNANCE",
        /// Nobody can delete it.
        Compliance = "COMPLIANCE",
    }
}
