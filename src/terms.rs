//! AWS's words that not everybody knows, each with a sentence, AWS's page and the rules of `docs/evaluation.md`.
//!
//! The one place of these sentences: the inspector, the verdict and the sheet of help show them.

/// A word of AWS.
#[derive(Debug, PartialEq, Eq)]
pub struct Term {
    /// The word as it is shown, at its shortest.
    pub word: &'static str,
    /// The words for it in sentences.
    names: &'static [&'static str],
    /// The controls that it explains, by their words for programs.
    controls: &'static [&'static str],
    /// What it is, in a sentence.
    pub told: &'static str,
    /// AWS's page.
    pub page: &'static str,
    /// The rules that accesspath follows for it, as `docs/evaluation.md` numbers them.
    pub rules: &'static str,
}

/// All words, in the order of the sheet of help.
pub const TERMS: [Term; 18] = [
    Term {
        word: "Identity policies",
        names: &["identity policies", "identity policy", "identity-based policy"],
        controls: &["identity_policies"],
        told: "What the caller's own role or user may do, attached to it in IAM.",
        page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_identity-vs-resource.html",
        rules: "D3, D20",
    },
    Term {
        word: "Bucket policy",
        names: &["bucket policy"],
        controls: &["resource_policy"],
        told: "Who may do what with the bucket, attached to it; in one account it can grant by itself.",
        page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html",
        rules: "D20 to D26",
    },
    Term {
        word: "SCP",
        names: &["service control policies", "service control policy", "SCPs", "SCP"],
        controls: &["service_control_policies"],
        told: "Service control policy: what an organization lets the callers of its accounts do at most; it grants nothing.",
        page: "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html",
        rules: "D6 to D11",
    },
    Term {
        word: "RCP",
        names: &["resource control policies", "resource control policy", "RCPs", "RCP"],
        controls: &["resource_control_policies"],
        told: "Resource control policy: what an organization lets anybody do with the resources of its accounts at most.",
        page: "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html",
        rules: "D12 to D15",
    },
    Term {
        word: "Permissions boundary",
        names: &["permissions boundaries", "permissions boundary"],
        controls: &["permissions_boundaries"],
        told: "The most that the identity policies of a role or user can grant; it grants nothing itself.",
        page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
        rules: "D27, D28",
    },
    Term {
        word: "Session policy",
        names: &["session policies", "session policy"],
        controls: &["session_policies"],
        told: "The most that one session of a role can do, given when the session begins; Lambda gives none.",
        page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session",
        rules: "D27, D37",
    },
    Term {
        word: "Endpoint policy",
        names: &["VPC endpoint policy", "endpoint policies", "endpoint policy"],
        controls: &["vpc_endpoint_policies"],
        told: "What may pass a VPC endpoint, whoever calls; without one of your own, everything may.",
        page: "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html",
        rules: "D16 to D19",
    },
    Term {
        word: "BPA",
        names: &["Block Public Access", "BPA", "RestrictPublicBuckets"],
        controls: &["block_public_access"],
        told: "Block Public Access: four switches of bucket and account that refuse public policies and ACLs.",
        page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
        rules: "B1 to B20",
    },
    Term {
        word: "ACL",
        names: &["ACLs", "ACL"],
        controls: &[],
        told: "Access control list: the older grants of a bucket or object, off unless Object Ownership leaves them on.",
        page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html",
        rules: "O1 to O10",
    },
    Term {
        word: "Object Ownership",
        names: &["Object Ownership", "BucketOwnerEnforced"],
        controls: &["object_ownership"],
        told: "Whether the bucket's account owns what others upload; policies of the bucket reach only what it owns.",
        page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html",
        rules: "O1 to O10",
    },
    Term {
        word: "KMS key policy",
        names: &["key policy"],
        controls: &["key_policy", "encryption"],
        told: "Who may use a KMS key; S3 calls KMS in the caller's name to encrypt and decrypt objects.",
        page: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html",
        rules: "D33, D34, Y",
    },
    Term {
        word: "Access point",
        names: &["access points", "access point"],
        controls: &["access_point_policy", "access_point_origin"],
        told: "A further name of a bucket with a policy of its own, which may take requests from one VPC only.",
        page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points.html",
        rules: "A",
    },
    Term {
        word: "Gateway endpoint",
        names: &["gateway endpoint"],
        controls: &[],
        told: "A way from a VPC to S3 by its route table, free; the request then has aws:SourceVpce and no aws:SourceIp.",
        page: "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html",
        rules: "N, K",
    },
    Term {
        word: "Interface endpoint",
        names: &["interface endpoint"],
        controls: &["endpoint_security_group", "endpoint_network_acl"],
        told: "A way from a VPC to S3 by private addresses in its subnets, charged by the hour.",
        page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html",
        rules: "N, K",
    },
    Term {
        word: "NAT gateway",
        names: &["NAT gateway"],
        controls: &["nat_gateway"],
        told: "Lets private subnets call the internet from one fixed public address, charged by the hour and by traffic.",
        page: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html",
        rules: "N",
    },
    Term {
        word: "Security group",
        names: &["security groups", "security group"],
        controls: &["security_group", "nat_security_group"],
        told: "The addresses and ports that a network interface may talk to; replies always pass.",
        page: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html",
        rules: "N",
    },
    Term {
        word: "Network ACL",
        names: &["network ACLs", "network ACL"],
        controls: &["network_acl", "nat_network_acl"],
        told: "Numbered rules of a subnet for each packet; replies need a rule of their own.",
        page: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html",
        rules: "N",
    },
    Term {
        word: "Trust policy",
        names: &["trust policy"],
        controls: &["trust_policy"],
        told: "Who may assume a role; Lambda must be among them before its function can run.",
        page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html",
        rules: "D32",
    },
];

/// The word that explains a control.
pub fn of_control(control: &str) -> Option<&'static Term> {
    TERMS.iter().find(|it| it.controls.contains(&control))
}

/// The first word in a sentence that is explained and not among those `seen`: the text before it, itself, and the text
/// behind it.
pub fn first_in<'t>(
    sentence: &'t str,
    seen: &[&'static Term],
) -> Option<(&'t str, &'t str, &'t str, &'static Term)> {
    let unseen = TERMS.iter().filter(|it| !seen.contains(it));
    let named = unseen.flat_map(|term| term.names.iter().map(move |name| (term, *name)));
    let places = named.filter_map(|(term, name)| Some((place(sentence, name)?, name.len(), term)));
    // Of two that begin at one place the longer is meant.
    let (at, length, term) = places.min_by_key(|it| (it.0, std::cmp::Reverse(it.1)))?;
    let (before, rest) = sentence.split_at_checked(at)?;
    let (word, behind) = rest.split_at_checked(length)?;
    Some((before, word, behind, term))
}

/// Where a name stands as words of its own, whatever its first letter.
fn place(sentence: &str, name: &str) -> Option<usize> {
    let is_letter =
        |it: Option<char>| it.is_some_and(|it| it.is_alphanumeric() || it == '-' || it == ':');
    sentence.char_indices().map(|it| it.0).find(|at| {
        let (before, rest) = sentence.split_at(*at);
        let own = rest.get(..name.len());
        let same = own.is_some_and(|own| {
            own == name || (own.eq_ignore_ascii_case(name) && own.get(1..) == name.get(1..))
        });
        same && !is_letter(before.chars().next_back())
            && !is_letter(rest.get(name.len()..).and_then(|it| it.chars().next()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(sentence: &str, word: &str, of: &str) {
        let (before, found, behind, term) = first_in(sentence, &[]).unwrap();
        assert_eq!((found, term.word), (word, of));
        assert_eq!([before, found, behind].concat(), sentence);
    }

    #[test]
    fn a_word_is_found_where_it_stands_by_itself() {
        check("No SCP denies it.", "SCP", "SCP");
        check("The network ACL drops replies.", "network ACL", "Network ACL");
        check("Bucket policy of thumbs-prod", "Bucket policy", "Bucket policy");
        check("Because no VPC endpoint policy allows it", "VPC endpoint policy", "Endpoint policy");
        assert!(first_in("MYSCPX and scp", &[]).is_none());
        assert!(first_in("The SCP", &[of_control("service_control_policies").unwrap()]).is_none());
    }

    #[test]
    fn every_sentence_stands_alone_and_names_its_page() {
        for it in &TERMS {
            assert!(
                it.told.ends_with('.') && it.told.split_whitespace().count() <= 24,
                "{}",
                it.word
            );
            assert!(it.page.starts_with("https://docs.aws.amazon.com/"), "{}", it.word);
        }
    }

    #[test]
    fn every_rule_that_is_named_stands_in_the_documentation() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/evaluation.md");
        let page = std::fs::read_to_string(file).unwrap();
        for it in &TERMS {
            for rule in it.rules.split([',', ' ']).filter(|it| !it.is_empty() && *it != "to") {
                let stands =
                    page.contains(&format!("**{rule}**")) || page.contains(&format!("## {rule}: "));
                assert!(stands, "{}: {rule}", it.word);
            }
        }
    }
}
