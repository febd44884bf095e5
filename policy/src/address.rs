//! Addresses and CIDR ranges, IPv4 and IPv6.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};

/// A range of addresses that share their first bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cidr(IpNet);

impl Cidr {
    /// Reads `192.0.2.0/24`, or one address.
    pub fn parse(text: &str) -> Option<Self> {
        let Some((address, prefix)) = text.split_once('/') else {
            return text.parse().ok().map(Self::one);
        };
        if prefix.is_empty() || !prefix.bytes().all(|it| it.is_ascii_digit()) {
            return None;
        }
        IpNet::new(address.parse().ok()?, prefix.parse().ok()?).ok().map(Self)
    }

    /// The range that holds `address` alone.
    pub fn one(address: IpAddr) -> Self {
        Self(address.into())
    }

    /// How many leading bits the addresses share.
    pub fn prefix(self) -> u8 {
        self.0.prefix_len()
    }

    /// The range is of IPv4 addresses.
    pub const fn is_ipv4(self) -> bool {
        matches!(self.0, IpNet::V4(_))
    }

    /// Every address of `other` lies in this range.
    ///
    /// A range of one family holds no address of the other.
    pub fn contains(self, other: Self) -> bool {
        // By its beginning: ipnet's own `contains` is a kilobyte of the page.
        let wider = IpNet::new(other.0.addr(), self.prefix());
        self.prefix() <= other.prefix() && wider.is_ok_and(|it| it.trunc() == self.0.trunc())
    }

    /// The two ranges share an address.
    pub fn overlaps(self, other: Self) -> bool {
        self.contains(other) || other.contains(self)
    }

    /// The same range, written with its first address.
    pub fn first(self) -> Self {
        Self(self.0.trunc())
    }

    /// The range of twice the size that holds this one; nothing of the largest.
    pub fn parent(self) -> Option<Self> {
        self.first().0.supernet().map(Self)
    }

    /// No address of the range can reach S3 over the internet.
    pub fn is_private(self) -> bool {
        PRIVATE.iter().any(|it| Self(*it).contains(self))
    }

    /// The range lies in the private ranges of RFC 1918.
    pub(crate) fn is_rfc1918(self) -> bool {
        PRIVATE.iter().take(3).any(|it| Self(*it).contains(self))
    }
}

impl fmt::Display for Cidr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

const fn range(a: u8, b: u8, c: u8, d: u8, prefix: u8) -> IpNet {
    IpNet::V4(Ipv4Net::new_assert(Ipv4Addr::new(a, b, c, d), prefix))
}

const fn range_v6(address: Ipv6Addr, prefix: u8) -> IpNet {
    IpNet::V6(Ipv6Net::new_assert(address, prefix))
}

/// RFC 1918, then shared address space, loopback and link-local addresses, then the like of IPv6.
const PRIVATE: [IpNet; 9] = [
    range(10, 0, 0, 0, 8),
    range(172, 16, 0, 0, 12),
    range(192, 168, 0, 0, 16),
    range(100, 64, 0, 0, 10),
    range(127, 0, 0, 0, 8),
    range(169, 254, 0, 0, 16),
    range_v6(Ipv6Addr::new(0xfc00, 0, 0, 0, 0, 0, 0, 0), 7),
    range_v6(Ipv6Addr::new(0xfe80, 0, 0, 0, 0, 0, 0, 0), 10),
    range_v6(Ipv6Addr::LOCALHOST, 128),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_range_is_said_to_be_none() {
        for text in ["", "10.0.0.0/33", "10.0.0/8", "10.0.0.0/", "10.0.0.0/+8", "2001:db8::/129"] {
            assert_eq!(Cidr::parse(text), None, "{text}");
        }
    }
}
