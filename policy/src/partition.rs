//! The partitions of AWS: `aws`, `aws-cn` and the others, each with its Regions and its domain.

#[rustfmt::skip]
mod data;

use data::PARTITIONS;

/// A partition: a part of AWS with accounts, ARNs and domains of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Partition {
    /// Its name in ARNs.
    pub id: &'static str,
    /// The domain of its services.
    pub suffix: &'static str,
    /// How the names of its Regions begin, up to the hyphen before the direction.
    areas: &'static [&'static str],
    /// Its Regions.
    pub regions: &'static [&'static str],
}

impl Partition {
    /// All partitions.
    pub const ALL: &'static [Self] = PARTITIONS;

    /// `region` has the form of a Region of some partition, such as `eu-west-1`.
    pub fn takes_region(region: &str) -> bool {
        let is_of = |area: &&str| {
            let rest = region.strip_prefix(*area).and_then(|it| it.strip_prefix('-'));
            let parts = rest.and_then(|it| it.split_once('-'));
            parts.is_some_and(|(direction, number)| {
                !direction.is_empty()
                    && direction.bytes().all(|it| it.is_ascii_lowercase())
                    && !number.is_empty()
                    && number.bytes().all(|it| it.is_ascii_digit())
            })
        };
        PARTITIONS.iter().any(|it| it.areas.iter().any(is_of))
    }

    /// The partition that a Region belongs to: by the name that it begins with, so that a Region which is not known yet
    /// has one too.
    pub fn of_region(region: &str) -> &'static Self {
        // `us-gov` begins with `us`: the longest decides.
        let mut found: (usize, &'static Self) = (0, &FIRST);
        for partition in PARTITIONS {
            for area in partition.areas {
                let behind = region.as_bytes().get(area.len());
                if area.len() > found.0 && behind == Some(&b'-') && region.starts_with(*area) {
                    found = (area.len(), partition);
                }
            }
        }
        found.1
    }
}

/// What a Region of no partition is taken to be in.
static FIRST: Partition =
    Partition { id: "aws", suffix: "amazonaws.com", areas: &[], regions: &[] };

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_region_is_in_its_partition() {
        for partition in Partition::ALL {
            for region in partition.regions {
                assert_eq!(Partition::of_region(region), partition, "{region}");
                assert!(Partition::takes_region(region), "{region}");
            }
        }
        assert!(Partition::ALL.iter().any(|it| it.id == FIRST.id && it.suffix == FIRST.suffix));
    }

    #[test]
    fn what_is_no_region_has_not_its_form() {
        for text in ["", "eu-west", "eu-west-1a", "west-1", "EU-WEST-1", "xx-west-1"] {
            assert!(!Partition::takes_region(text), "{text}");
        }
    }

    #[test]
    fn a_region_is_told_by_its_beginning() {
        let check = |region, id| assert_eq!(Partition::of_region(region).id, id, "{region}");
        check("eu-west-1", "aws");
        check("us-gov-west-1", "aws-us-gov");
        check("us-isob-east-1", "aws-iso-b");
        check("eusc-de-east-1", "aws-eusc");
        check("cn-north-1", "aws-cn");
        check("eu-nowhere-9", "aws");
        check("", "aws");
    }
}
