//! `IpAddress`: an address, or a range of which it is one, in the range that the policy names.

use super::Compared;
use crate::address::Cidr;
use crate::rule::Rule;

pub(super) fn compare(own: &str, value: &str, rules: &mut Vec<Rule>) -> Compared {
    let Some(range) = Cidr::parse(own) else { return Compared::InvalidPolicyValue };
    let Some(value) = value.parse().ok() else { return Compared::InvalidRequestValue };
    if !own.contains(['/']) && !range.is_ipv4() {
        rules.push(Rule::BARE_IPV6);
    }
    match range.contains(Cidr::one(value)) {
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
        range if range.prefix() == 0 => Compared::Yes,
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
    fn an_address_of_aws_is_public_and_not_the_customers() {
        let own = [Cidr::parse("198.51.100.0/24").unwrap()];
        assert_eq!(compare_aws_address("0.0.0.0/0", &own), Compared::Yes);
        assert_eq!(compare_aws_address("10.0.0.0/16", &own), Compared::No);
        assert_eq!(compare_aws_address("198.51.100.7/32", &own), Compared::No);
        assert_eq!(compare_aws_address("203.0.113.0/24", &own), Compared::Unknown);
        assert_eq!(compare_aws_address("2001:db8::/32", &own), Compared::No);
    }
}
