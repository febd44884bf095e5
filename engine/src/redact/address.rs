//! Addresses and ranges of a text → others that lie in one another just as these do.
//!
//! Private ranges stay within their own, such as 10.0.0.0/8, and public ones become those that are set apart for
//! documentation and tests. The last byte stays, so that a host keeps its number in its subnet. What AWS owns, as far as
//! prefix lists tell it, is no secret and stays.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use accesspath_policy::address::Cidr;

use super::words::each_word;

/// Private ranges, by their first address and the length of their prefix.
const PRIVATE: [(u32, u8); 4] =
    [(0x0a00_0000, 8), (0xac10_0000, 12), (0xc0a8_0000, 16), (0x6440_0000, 10)];

/// Where a network of 256 addresses goes: the three that are set apart for documentation, then those for tests.
const PUBLIC: [u32; 3] = [0xcb00_7100, 0xc633_6400, 0xc000_0200];
const TESTS: u32 = 0xc612_0000;

/// The widest public ranges that have a place among those for tests and for documentation, and are replaced.
const WIDEST: u8 = 16;
const WIDEST_V6: u8 = 48;

/// What becomes of addresses.
#[derive(Debug, Default)]
pub(super) struct Addresses {
    /// The ranges of AWS.
    aws: Vec<Cidr>,
    /// What stands in the texts.
    all: Vec<Cidr>,
    /// Public ranges, none in another, each with the first address of what takes its place.
    public: Vec<(Cidr, IpAddr)>,
    /// Which bit the first range had that was seen there: behind the bits before it.
    first: Vec<(u32, u8, u32)>,
    /// Public ranges that are too wide.
    pub kept: Vec<String>,
}

impl Addresses {
    pub fn of<'t>(aws: Vec<Cidr>, texts: impl Iterator<Item = &'t str>) -> Self {
        let mut own = Self { aws, ..Self::default() };
        for text in texts {
            let mut found = Vec::new();
            replaced(text, &mut |it| {
                found.extend(Cidr::parse(it));
                None
            });
            for it in found {
                if !own.all.contains(&it) {
                    own.all.push(it);
                }
            }
        }
        own.place();
        own
    }

    /// Gives every public range a place; the widest come first, so that what lies in them goes with them.
    fn place(&mut self) {
        let is_public = |it: &&Cidr| !self.stays(**it) && private(**it).is_none();
        let mut public: Vec<Cidr> = self.all.iter().filter(is_public).copied().collect();
        public.sort_by_key(|it| it.prefix());
        let (mut small, mut tests, mut v6) = (PUBLIC.iter(), TESTS, 0_u16);
        for range in public {
            if self.public.iter().any(|it| it.0.contains(range)) {
                continue;
            }
            let Some(network) = network(range) else { continue };
            let to = match address(range) {
                IpAddr::V4(_) if range.prefix() < WIDEST => None,
                IpAddr::V4(_) if range.prefix() >= 24 && !small.as_slice().is_empty() => {
                    small.next().map(|it| IpAddr::V4(Ipv4Addr::from_bits(*it)))
                }
                IpAddr::V4(_) => {
                    // Ranges begin where their length divides.
                    let size = 1_u32 << (32 - range.prefix().min(24));
                    let from = tests.next_multiple_of(size);
                    tests = from + size;
                    (tests <= TESTS + (1 << 17)).then(|| IpAddr::V4(Ipv4Addr::from_bits(from)))
                }
                IpAddr::V6(_) if range.prefix() < WIDEST_V6 => None,
                IpAddr::V6(_) => {
                    v6 += 1;
                    Some(IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, v6, 0, 0, 0, 0, 0)))
                }
            };
            // What lies in a range that is kept must lie there afterwards, too.
            let to = to.unwrap_or_else(|| {
                self.kept.push(range.to_string());
                address(network)
            });
            self.public.push((network, to));
        }
    }

    /// The text with other addresses.
    pub fn replace(&mut self, text: &str) -> String {
        replaced(text, &mut |it| {
            let range = Cidr::parse(it).filter(|it| !self.stays(*it))?;
            let length = it.split_once('/').map(|it| format!("/{}", it.1)).unwrap_or_default();
            let of = it.split('/').next()?.parse().ok()?;
            Some(format!("{}{length}", self.other(of, range)))
        })
    }

    /// The other address of one in a range.
    fn other(&mut self, of: IpAddr, range: Cidr) -> IpAddr {
        if let Some(fixed) = private(range) {
            return match of {
                IpAddr::V4(it) => IpAddr::V4(self.shuffled(it, fixed, range.prefix())),
                IpAddr::V6(_) => of,
            };
        }
        let Some((from, to)) = self.public.iter().find(|it| it.0.contains(range)) else {
            return of;
        };
        match (of, to) {
            (IpAddr::V4(of), IpAddr::V4(to)) => {
                let rest = u32::MAX.checked_shr(from.prefix().into()).unwrap_or_default();
                IpAddr::V4(Ipv4Addr::from_bits(to.to_bits() | (of.to_bits() & rest)))
            }
            (IpAddr::V6(of), IpAddr::V6(to)) => {
                let rest = u128::MAX.checked_shr(from.prefix().into()).unwrap_or_default();
                IpAddr::V6(Ipv6Addr::from_bits(to.to_bits() | (of.to_bits() & rest)))
            }
            _ => of,
        }
    }

    /// Turns every bit behind the `fixed` ones and before the last byte as the first range that was seen there has it
    /// to 0. Two ranges part where they parted, and that is all that is left of them.
    fn shuffled(&mut self, address: Ipv4Addr, fixed: u8, prefix: u8) -> Ipv4Addr {
        let bits = address.to_bits();
        let mut out = bits;
        for at in fixed..prefix.min(24) {
            let mask = 1 << (31 - at);
            let before = bits & !(mask | (mask - 1));
            let known = self.first.iter().find(|it| it.0 == before && it.1 == at);
            out ^= match known {
                Some((_, _, first)) => *first,
                None => {
                    self.first.push((before, at, bits & mask));
                    bits & mask
                }
            };
        }
        Ipv4Addr::from_bits(out)
    }

    /// The range is everybody's, AWS's, or of documentation in IPv6.
    fn stays(&self, range: Cidr) -> bool {
        let special = [
            "127.0.0.0/8",
            "169.254.0.0/16",
            "0.0.0.0/8",
            "224.0.0.0/3",
            "fc00::/7",
            "fe80::/10",
            "::/8",
        ];
        range.prefix() == 0
            || special.iter().filter_map(|it| Cidr::parse(it)).any(|it| it.contains(range))
            || self.aws.iter().any(|it| it.overlaps(range))
    }
}

/// The length of the prefix of the private range that a range lies in.
fn private(range: Cidr) -> Option<u8> {
    let lies = |(first, prefix): &(u32, u8)| {
        let first = IpAddr::V4(Ipv4Addr::from_bits(*first));
        Cidr::parse(&format!("{first}/{prefix}")).is_some_and(|it| it.contains(range))
    };
    PRIVATE.iter().find(|it| lies(it)).map(|it| it.1)
}

/// The network that goes to another place as a whole: of 256 addresses, or a site's, where the range is no wider.
fn network(range: Cidr) -> Option<Cidr> {
    let most = if range.is_ipv4() { 24 } else { WIDEST_V6 };
    Cidr::parse(&format!("{}/{}", address(range), range.prefix().min(most))).map(Cidr::first)
}

/// The first address of a range.
fn address(range: Cidr) -> IpAddr {
    let first = range.first().to_string();
    let unspecified = IpAddr::V4(Ipv4Addr::UNSPECIFIED);
    first.split('/').next().and_then(|it| it.parse().ok()).unwrap_or(unspecified)
}

/// The text with every address and range for which there is another one.
fn replaced(text: &str, other: &mut dyn FnMut(&str) -> Option<String>) -> String {
    let is_of_word = |it: char| it.is_ascii_alphanumeric() || "._:-/".contains(it);
    each_word(text, &is_of_word, &mut |_, word| {
        // A sentence ends with a mark that is of no address.
        let plain = word.trim_end_matches(['.', ':']);
        let is_address = plain.contains(['.', ':']) && Cidr::parse(plain).is_some();
        let instead = is_address.then(|| other(plain)).flatten()?;
        Some(instead + word.get(plain.len()..).unwrap_or_default())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str, kept: &[&str]) {
        let aws = Cidr::parse("52.216.0.0/15").into_iter().collect();
        let mut addresses = Addresses::of(aws, std::iter::once(text));
        assert_eq!(addresses.replace(text), expected);
        assert_eq!(addresses.kept, kept, "{text}");
    }

    #[test]
    fn private_ranges_part_where_they_parted() {
        check(
            "10.34.0.0/16, 10.34.12.0/24, 10.34.13.0/24, 10.34.12.5, 10.0.0.0/8, 192.168.7.0/24.",
            "10.0.0.0/16, 10.0.0.0/24, 10.0.1.0/24, 10.0.0.5, 10.0.0.0/8, 192.168.0.0/24.",
            &[],
        );
    }

    #[test]
    fn public_ranges_become_those_for_documentation_and_tests() {
        check(
            "81.2.69.160/28 81.2.69.7 9.9.9.9/32 5.5.0.0/16 5.5.7.0/24 2a02:1:2::/48 2a02:1:2:3::1",
            "203.0.113.160/28 203.0.113.7 198.51.100.9/32 198.18.0.0/16 198.18.7.0/24 2001:db8:1::/48 2001:db8:1:3::1",
            &[],
        );
    }

    #[test]
    fn what_is_everybodys_or_awss_stays_and_what_is_too_wide_is_told() {
        let same =
            "0.0.0.0/0 ::/0 52.216.7.0/24 127.0.0.1 169.254.0.0/16 2012-10-17 1.2.3 00:00:00";
        check(same, same, &[]);
        check("145.0.0.0/8 145.7.0.1", "145.0.0.0/8 145.7.0.1", &["145.0.0.0/8"]);
    }
}
