//! What holds for every condition operator, whatever it compares.

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::world::{config, decision, one_of};

/// An operator, its negation, and values that it can read.
type Family = (&'static str, &'static str, &'static [&'static str]);

const FAMILIES: [Family; 7] = [
    ("StringEquals", "StringNotEquals", &["a", "A", "ab", "a*", ""]),
    ("StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", &["a", "A", "ab", "B"]),
    ("StringLike", "StringNotLike", &["a", "ab", "b", "*", "a*", "?b", "b?"]),
    ("NumericEquals", "NumericNotEquals", &["1", "1.0", "-2", "10", "9.5"]),
    (
        "DateEquals",
        "DateNotEquals",
        &["2026-01-01T00:00:00Z", "1767225600", "2026-01-02T00:00:00Z"],
    ),
    (
        "IpAddress",
        "NotIpAddress",
        &["10.0.0.1", "10.0.0.0/8", "0.0.0.0/0", "2001:db8::1", "2001:db8::/32"],
    ),
    (
        "ArnLike",
        "ArnNotLike",
        &[
            "arn:aws:s3:::b",
            "arn:aws:s3:::*",
            "arn:aws:s3:::c",
            "arn:aws:iam::111122223333:role/fn",
        ],
    ),
];

/// Whether a condition holds: an Allow with it, and nothing else.
fn holds(operator: &str, own: &Value, request: Option<&Value>) -> bool {
    let mut context = json!({});
    if let Some(value) = request {
        context["aws:PrincipalTag/k"] = value.clone();
    }
    let case = json!({
        "request": {
            "principal": "arn:aws:sts::111122223333:assumed-role/fn/s", "action": "s3:GetObject",
            "resource": "arn:aws:s3:::b/k", "resource_account": "111122223333", "context": context
        },
        "identity_policies": [{ "Version": "2012-10-17", "Statement": [{
            "Effect": "Allow", "Action": "*", "Resource": "*",
            "Condition": { operator: { "aws:PrincipalTag/k": own } }
        }] }]
    });
    decision(&case) == "allow"
}

/// A family with a value of the policy and one of the request; a range is none for a request.
fn compared() -> impl Strategy<Value = (Family, String, String)> {
    prop::sample::select(&FAMILIES[..]).prop_flat_map(|family| {
        let request =
            one_of(family.2).prop_map(|it| it.split('/').next().unwrap_or_default().to_owned());
        let request =
            if family.0 == "ArnLike" { one_of(family.2).boxed() } else { request.boxed() };
        (Just(family), one_of(family.2), request)
    })
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn an_operator_and_its_negation_never_agree(((plain, negated, _), own, request) in compared()) {
        let (own, request) = (json!(own), json!(request));
        prop_assert_ne!(holds(plain, &own, Some(&request)), holds(negated, &own, Some(&request)), "{} {} {}", plain, own, request);
    }

    #[test]
    fn a_list_is_any_of_its_values_and_a_negated_one_none_of_them(
        ((plain, negated, values), own, request) in compared(), at in any::<prop::sample::Index>()
    ) {
        let second = *at.get(values);
        let (list, request) = (json!([own, second]), json!(request));
        let each = |operator: &str, own: &str| holds(operator, &json!(own), Some(&request));
        prop_assert_eq!(holds(plain, &list, Some(&request)), each(plain, &own) || each(plain, second));
        prop_assert_eq!(holds(negated, &list, Some(&request)), each(negated, &own) && each(negated, second));
    }

    #[test]
    fn if_exists_changes_nothing_but_an_absent_key(((plain, negated, _), own, request) in compared()) {
        let (own, request) = (json!(own), json!(request));
        for operator in [plain, negated] {
            let relaxed = format!("{operator}IfExists");
            prop_assert_eq!(holds(&relaxed, &own, Some(&request)), holds(operator, &own, Some(&request)));
            prop_assert!(holds(&relaxed, &own, None));
        }
        prop_assert!(!holds(plain, &own, None) && holds(negated, &own, None));
    }

    #[test]
    fn the_set_qualifiers_agree_on_one_value_and_part_on_none(((plain, _, _), own, request) in compared()) {
        let (own, request) = (json!(own), json!([request]));
        let (all, any) = (format!("ForAllValues:{plain}"), format!("ForAnyValue:{plain}"));
        // An empty text counts as no value.
        if request != json!([""]) {
            prop_assert_eq!(holds(&all, &own, Some(&request)), holds(&any, &own, Some(&request)));
        }
        prop_assert!(holds(&all, &own, None) && !holds(&any, &own, None));
    }

    #[test]
    fn text_without_wildcards_is_like_itself_alone((own, request) in (one_of(&["a", "ab", "A"]), one_of(&["a", "ab", "A"]))) {
        let (own, request) = (json!(own), json!(request));
        prop_assert_eq!(holds("StringEquals", &own, Some(&request)), holds("StringLike", &own, Some(&request)));
    }

    #[test]
    fn a_number_is_less_equal_or_greater((own, request) in (-20..20_i32, -20..20_i32)) {
        let (own, request) = (json!(own.to_string()), json!(request.to_string()));
        let relations = ["NumericLessThan", "NumericEquals", "NumericGreaterThan"];
        let held = relations.map(|it| holds(it, &own, Some(&request)));
        prop_assert_eq!(held.iter().filter(|it| **it).count(), 1);
        prop_assert_ne!(holds("NumericLessThanEquals", &own, Some(&request)), held[2]);
        prop_assert_ne!(holds("NumericGreaterThanEquals", &own, Some(&request)), held[0]);
    }

    #[test]
    fn a_wider_range_holds_what_a_narrower_one_holds((address, narrow, wide) in (any::<u32>(), 0..=32_u32, 0..=32_u32)) {
        let (wide, narrow) = (wide.min(narrow), wide.max(narrow));
        let address = std::net::Ipv4Addr::from_bits(address);
        let request = json!(address.to_string());
        let inside = |prefix: u32| holds("IpAddress", &json!(format!("{address}/{prefix}")), Some(&request));
        prop_assert!(inside(narrow) && inside(wide));
        let other = std::net::Ipv4Addr::from_bits(address.to_bits() ^ 1);
        let other = json!(other.to_string());
        let holds_other = |prefix: u32| holds("IpAddress", &json!(format!("{address}/{prefix}")), Some(&other));
        prop_assert!(!holds_other(narrow) || holds_other(wide));
        prop_assert_eq!(holds_other(wide), wide < 32);
    }

    #[test]
    fn null_is_true_or_false(present in any::<bool>()) {
        let value = json!("x");
        let request = present.then_some(&value);
        prop_assert_eq!(holds("Null", &json!("true"), request), !present);
        prop_assert_eq!(holds("Null", &json!("false"), request), present);
    }
}
