//! Addresses and CIDR ranges, IPv4 and IPv6.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::Compared;
use crate::rule::Rule;

/// A range of addresses that share their first bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cidr {
    address: IpAddr,
    prefix: u32,
}

impl Cidr {
    /// Reads `192.0.2.0/24`, or one address.
    pub fn parse(text: &str) -> Option<Self> {
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().ok()?;
        let width = width(address);
        let prefix = match prefix {
            None => width,
            Some(digits) if digits.is_empty() || !digits.bytes().all(|it| it.is_ascii_digit()) => {
                return None;
            }
            Some(digits) => digits.parse().ok().filter(|it| *it <= width)?,
        };
        Some(Self { address, prefix })
    }

    /// How many leading bits the addresses share.
    pub const fn prefix(self) -> u32 {
        self.prefix
    }

    /// Whether the range is of IPv4 addresses.
    pub const fn is_ipv4(self) -> bool {
        self.address.is_ipv4()
    }

    /// Whether every address of `other` lies in this range.
    ///
    /// A range of one family holds no address of the other.
    pub fn contains(self, other: Self) -> bool {
        self.is_ipv4() == other.is_ipv4()
            && self.prefix <= other.prefix
            && self.network() == Self { prefix: self.prefix, ..other }.network()
    }

    /// Whether the two ranges share an address.
    pub fn overlaps(self, other: Self) -> bool {
        self.contains(other) || other.contains(self)
    }

    /// The shared bits, as a number.
    fn network(self) -> u128 {
        let bits = match self.address {
            IpAddr::V4(address) => u128::from(address.to_bits()) << 96,
            IpAddr::V6(address) => address.to_bits(),
        };
        let free = 128_u32.saturating_sub(self.prefix);
        bits.checked_shr(free).unwrap_or_default()
    }

    /// The same range, written with its first address.
    pub fn first(self) -> Self {
        let bits = self.network().checked_shl(128 - self.prefix).unwrap_or_default();
        let address = match self.address {
            IpAddr::V4(_) => {
                IpAddr::V4(Ipv4Addr::from_bits(u32::try_from(bits >> 96).unwrap_or_default()))
            }
            IpAddr::V6(_) => IpAddr::V6(Ipv6Addr::from_bits(bits)),
        };
        Self { address, ..self }
    }

    /// Whether no address of the range can reach S3 over the internet.
    pub fn is_private(self) -> bool {
        PRIVATE.iter().any(|it| it.contains(self))
    }

    /// Whether the range lies in the private ranges of RFC 1918.
    pub fn is_rfc1918(self) -> bool {
        PRIVATE.iter().take(3).any(|it| it.contains(self))
    }
}

impl fmt::Display for Cidr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.address, self.prefix)
    }
}

const fn range(a: u8, b: u8, c: u8, d: u8, prefix: u32) -> Cidr {
    Cidr { address: IpAddr::V4(Ipv4Addr::new(a, b, c, d)), prefix }
}

const fn range_v6(first: u16, prefix: u32) -> Cidr {
    Cidr { address: IpAddr::V6(Ipv6Addr::new(first, 0, 0, 0, 0, 0, 0, 0)), prefix }
}

/// RFC 1918, then shared address space, loopback and link-local addresses, then the like of IPv6.
const PRIVATE: [Cidr; 9] = [
    range(10, 0, 0, 0, 8),
    range(172, 16, 0, 0, 12),
    range(192, 168, 0, 0, 16),
    range(100, 64, 0, 0, 10),
    range(127, 0, 0, 0, 8),
    range(169, 254, 0, 0, 16),
    range_v6(0xfc00, 7),
    range_v6(0xfe80, 10),
    Cidr { address: IpAddr::V6(Ipv6Addr::LOCALHOST), prefix: 128 },
];

const fn width(address: IpAddr) -> u32 {
    if address.is_ipv4() { 32 } else { 128 }
}

pub(super) fn compare(own: &str, value: &str, rules: &mut Vec<Rule>) -> Compared {
    let Some(range) = Cidr::parse(own) else { return Compared::InvalidPolicyValue };
    let Some(value) = value.parse().ok() else { return Compared::InvalidRequestValue };
    if !own.contains(['/']) && !range.is_ipv4() {
        rules.push(Rule::BARE_IPV6);
    }
    match range.contains(Cidr { address: value, prefix: width(value) }) {
        true => Compared::Yes,
        false => Compared::No,
    }
}

/// A policy's range against some address of `value`.
pub(super) fn compare_range(own: &str, value: Cidr) -> Compared {
    match Cidr::parse(own) {
        None => Compared::InvalidPolicyValue,
        Some(own) if own.contains(value) => Compared::Yes,
        Some(own) if own.overlaps(value) => Compared::Unknown,
        Some(_) => Compared::No,
    }
}

/// A policy's range against a public IPv4 address that AWS owns and nobody can predict.
pub(super) fn compare_aws_address(own: &str, never_in: &[Cidr]) -> Compared {
    let Some(range) = Cidr::parse(own) else { return Compared::InvalidPolicyValue };
    let own_range = never_in.iter().any(|it| it.contains(range));
    match range {
        range if !range.is_ipv4() || range.is_private() || own_range => Compared::No,
        range if range.prefix == 0 => Compared::Yes,
        _ => Compared::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(range: &str, inside: &[&str], outside: &[&str]) {
        for address in inside {
            assert_eq!(
                compare(range, address, &mut Vec::new()),
                Compared::Yes,
                "{address} in {range}"
            );
        }
        for address in outside {
            assert_eq!(
                compare(range, address, &mut Vec::new()),
                Compared::No,
                "{address} in {range}"
            );
        }
    }

    #[test]
    fn a_range_holds_the_addresses_that_share_its_bits() {
        check("203.0.113.0/24", &["203.0.113.0", "203.0.113.255"], &["203.0.114.0", "2001:db8::1"]);
        check("0.0.0.0/0", &["1.2.3.4"], &["::1"]);
        check("::/0", &["::1"], &["1.2.3.4"]);
        check("2001:db8::/32", &["2001:db8:1::5"], &["2001:db9::"]);
        check("198.51.100.7", &["198.51.100.7"], &["198.51.100.8"]);
        check("10.1.2.3/8", &["10.255.0.1"], &["11.0.0.0"]);
    }

    #[test]
    fn what_is_no_range_is_said_to_be_none() {
        for text in ["", "10.0.0.0/33", "10.0.0/8", "10.0.0.0/", "10.0.0.0/+8", "2001:db8::/129"] {
            assert_eq!(Cidr::parse(text), None, "{text}");
        }
    }

    #[test]
    fn an_address_of_aws_is_public_and_not_the_customers() {
        let own = [Cidr::parse("198.51.100.0/24").unwrap()];
        assert_eq!(compare_aws_address("0.0.0.0/0", &own), Compared::Yes);
        assert_eq!(compare_aws_address("10.0.0.0/16", &own), Compared::No);
        assert_eq!(compare_aws_address("198.51.100.7/32", &own), Compared::No);
        assert_eq!(compare_aws_address("203.0.113.0/24", &own), Compared::Unknown);
        assert_eq!(compare_aws_address("2001:db8::/32", &own), Compared::No);
    }
}
