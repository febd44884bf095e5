//! The names by which clients call S3.

use super::record::words;

words! {
    /// The names by which clients call S3.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    pub enum S3Name {
        /// `s3.eu-west-1.amazonaws.com`, with IPv4 addresses; the bucket may stand before it or in the URL's path.
        #[default]
        Regional = "regional",
        /// `s3.dualstack.eu-west-1.amazonaws.com`, with addresses of both families.
        DualStack = "dual-stack",
        /// `s3.amazonaws.com`, the old name without a Region.
        Global = "global",
        /// `s3-fips.us-east-1.amazonaws.com`, which some Regions have.
        Fips = "fips",
        /// The same, with addresses of both families.
        FipsDualStack = "fips-dual-stack",
        /// `s3-accelerate.amazonaws.com`: Transfer Acceleration, by an edge location.
        Accelerate = "accelerate",
        /// The same, with addresses of both families.
        AccelerateDualStack = "accelerate-dual-stack",
    }
}

impl S3Name {
    /// It has addresses of both families.
    pub const fn is_dual_stack(self) -> bool {
        matches!(self, Self::DualStack | Self::FipsDualStack | Self::AccelerateDualStack)
    }

    /// It is a FIPS name.
    pub const fn is_fips(self) -> bool {
        matches!(self, Self::Fips | Self::FipsDualStack)
    }

    /// It is a name of Transfer Acceleration.
    pub const fn is_accelerated(self) -> bool {
        matches!(self, Self::Accelerate | Self::AccelerateDualStack)
    }

    /// It names a Region.
    pub const fn has_region(self) -> bool {
        !matches!(self, Self::Global) && !self.is_accelerated()
    }
}
