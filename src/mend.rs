//! What a finding's *Apply* does to the text: a repair that is mechanical and safe, or the scenario's own name in place of
//! another.

use accesspath_engine::mismatch::{Mismatch, Thing};
use accesspath_engine::scenario::rename::{self, renamed_in};
use accesspath_policy::json::{self, Edit, edit};
use accesspath_policy::lint::LintFinding;
use accesspath_policy::text::Span;

/// One repair of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mend {
    /// Puts a text in place of what was found.
    Instead(String),
    /// Adds the version that policies of today have.
    AddVersion,
    /// Makes a policy of a statement, or of a list of them.
    Wrap,
    /// Puts a name in place of another, wherever that stands.
    Rename {
        /// What has the name.
        thing: rename::Thing,
        /// The name that the document has.
        from: String,
        /// The scenario's own.
        to: String,
    },
}

impl Mend {
    /// The repair of a finding, if there is one.
    pub fn of(finding: &LintFinding) -> Option<Self> {
        match (finding.code, &finding.instead) {
            (_, Some(instead)) => Some(Self::Instead(instead.clone())),
            ("missing-version", None) => Some(Self::AddVersion),
            ("bare-statement", None) => Some(Self::Wrap),
            _ => None,
        }
    }

    /// The use of the scenario's name, where it has but one thing of the kind.
    pub fn of_mismatch(mismatch: &Mismatch) -> Option<Self> {
        match mismatch {
            Mismatch::Names { thing, named, own } => match own.as_slice() {
                [only] => Some(Self::Rename {
                    thing: renamed_as(*thing),
                    from: named.clone(),
                    to: only.clone(),
                }),
                _ => None,
            },
            Mismatch::KeyOnNoPath(_) => None,
        }
    }

    /// The words of its button.
    pub fn label(&self) -> String {
        match self {
            Self::Instead(text) => format!("Write {text}"),
            Self::AddVersion => "Add Version 2012-10-17".to_owned(),
            Self::Wrap => "Make it a policy".to_owned(),
            Self::Rename { to, .. } => format!("Use {to} everywhere"),
        }
    }

    /// The text after the repair of what was found at `span`.
    pub fn apply(&self, text: &str, span: Span) -> Option<String> {
        match self {
            Self::Instead(instead) => {
                let [before, behind] = [text.get(..span.start)?, text.get(span.end..)?];
                Some([before, instead, behind].concat())
            }
            Self::AddVersion => edit(text, &["Version"], &Edit::Set("\"2012-10-17\"".to_owned())),
            Self::Wrap => {
                let is_list = text.trim_start().starts_with('[');
                let [open, close] = if is_list { ["", ""] } else { ["[", "]"] };
                json::format(&format!(
                    "{{\"Version\":\"2012-10-17\",\"Statement\":{open}{text}{close}}}"
                ))
            }
            Self::Rename { thing, from, to } => Some(renamed_in(text, *thing, from, to)),
        }
    }
}

/// The name by which policies know a thing of that kind.
/// The things that a document may name otherwise than its scenario, and that can be renamed in it.
pub const RENAMED: [rename::Thing; 6] = [
    rename::Thing::BucketName,
    rename::Thing::Endpoint,
    rename::Thing::Vpc,
    rename::Thing::Account,
    rename::Thing::RoleArn,
    rename::Thing::Organization,
];

const fn renamed_as(thing: Thing) -> rename::Thing {
    match thing {
        Thing::Bucket => rename::Thing::BucketName,
        Thing::Endpoint => rename::Thing::Endpoint,
        Thing::Vpc => rename::Thing::Vpc,
        Thing::Account => rename::Thing::Account,
        Thing::Role => rename::Thing::RoleArn,
        Thing::Organization => rename::Thing::Organization,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use accesspath_policy::facts::{Facts, SERVICE_AUTHORIZATION};
    use accesspath_policy::lint::lint;
    use accesspath_policy::policy::{PolicyKind, parse_policy};

    /// The text after what is found in it under `code` is repaired.
    #[track_caller]
    fn check(text: &str, code: &str, expected: &str) {
        let policy = parse_policy("policy".into(), PolicyKind::Identity, text);
        let findings = lint(&policy, &Facts::read(SERVICE_AUTHORIZATION));
        let finding = findings.iter().find(|it| it.code == code).expect(code);
        let after = Mend::of(finding).and_then(|it| it.apply(text, finding.span));
        assert_eq!(after.as_deref(), Some(expected));
    }

    fn with(members: &str) -> String {
        format!(r#"{{"Version": "2012-10-17", "Statement": [{{{members}}}]}}"#)
    }

    #[test]
    fn misspelt_names_are_written_as_aws_does() {
        let rest = r#""Resource": "arn:aws:s3:::b/*""#;
        let said = |effect: &str, action: &str| {
            with(&format!(r#""Effect": "{effect}", "Action": "{action}", {rest}"#))
        };
        check(&said("Allow", "s3:GetObjcet"), "invalid-action", &said("Allow", "s3:GetObject"));
        check(&said("Alow", "s3:GetObject"), "invalid-effect", &said("Allow", "s3:GetObject"));
        let named =
            |name: &str| with(&format!(r#""{name}": "Allow", "Action": "s3:GetObject", {rest}"#));
        check(&named("Efect"), "invalid-policy-element", &named("Effect"));
        let asked = |operator: &str, key: &str| {
            with(&format!(
                r#""Effect": "Allow", "Action": "s3:GetObject", {rest}, "Condition": {{"{operator}": {{"{key}": "vpce-0a1b2c3d"}}}}"#
            ))
        };
        let right = asked("StringEquals", "aws:SourceVpce");
        check(&asked("StringEqual", "aws:SourceVpce"), "invalid-condition-operator", &right);
        check(&asked("StringEquals", "aws:SourceVpcee"), "invalid-global-condition-key", &right);
    }

    #[test]
    fn the_version_of_today_is_added_or_put_right() {
        let text = r#"{"Version": "2012-10-71", "Statement": []}"#;
        check(text, "invalid-version", &text.replace("71", "17"));
        check(
            r#"{"Statement": []}"#,
            "missing-version",
            r#"{"Statement": [], "Version": "2012-10-17"}"#,
        );
    }

    #[test]
    fn a_bare_statement_becomes_a_policy() {
        let text = r#"{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}"#;
        let policy = parse_policy("policy".into(), PolicyKind::Identity, text);
        let findings = lint(&policy, &Facts::read(SERVICE_AUTHORIZATION));
        let bare = findings.iter().find(|it| it.code == "bare-statement").unwrap();
        let after = Mend::of(bare).and_then(|it| it.apply(text, bare.span)).unwrap();
        let read = parse_policy("policy".into(), PolicyKind::Identity, after.as_str());
        assert!(!read.has_errors() && read.value.statements.len() == 1, "{after}");
    }

    #[test]
    fn the_scenarios_name_is_used_where_the_policy_names_another() {
        let mismatch = |thing, named: &str, own: &str| Mismatch::Names {
            thing,
            named: named.to_owned(),
            own: vec![own.to_owned()],
        };
        let role = |name: &str| format!("arn:aws:iam::111122223333:role/{name}");
        for (mismatch, before, after) in [
            (
                mismatch(Thing::Bucket, "acme", "reports"),
                r#"["acme", "arn:aws:s3:::acme/*"]"#.to_owned(),
                r#"["acme", "arn:aws:s3:::reports/*"]"#.to_owned(),
            ),
            (
                mismatch(Thing::Role, &role("a"), &role("b")),
                format!("[\"{}\", \"{}\"]", role("a"), role("ab")),
                format!("[\"{}\", \"{}\"]", role("b"), role("ab")),
            ),
        ] {
            let mended = Mend::of_mismatch(&mismatch);
            let mended = mended.and_then(|it| it.apply(&before, Span::new(0, 0)));
            assert_eq!(mended, Some(after));
        }
    }
}
