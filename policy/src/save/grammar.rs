//! S3's sentences for what a bucket policy has that makes it none: no JSON, or elements that are missing or of no form.

use super::Flaw;
use crate::diagnostic::PolicyProblem;
use crate::policy::{Parsed, Policy};
use crate::text::Span;

/// Something in a bucket policy for which S3 reads no further.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// The flaw; `None` where S3's sentence is not known.
    pub flaw: Option<Flaw>,
    /// Where: the text to underline.
    pub span: Span,
}

/// The faults of a policy in the order of their places; what is no JSON has only that one.
#[must_use]
pub fn faults(parsed: &Parsed<Policy>) -> Vec<Fault> {
    let errors = || parsed.diagnostics.iter().filter(|it| it.is_error());
    let no_json = errors().find(|it| matches!(it.problem, PolicyProblem::JsonSyntaxError(_)));
    if !parsed.text.starts_with('{') {
        // Blanks before the brace are no error of JSON.
        let brace = parsed.text.find('{').map_or(parsed.text.len(), |it| it + 1);
        let span = errors().next().map_or(Span::new(0, brace), |it| it.span);
        return vec![Fault { flaw: Some(Flaw::FirstByte), span }];
    }
    if let Some(error) = no_json {
        return vec![Fault { flaw: Some(Flaw::Json), span: error.span }];
    }
    let mut found: Vec<Fault> = errors()
        .map(|it| Fault { flaw: of_problem(&it.problem, it.span, &parsed.value), span: it.span })
        .collect();
    if found.is_empty() && parsed.value.statements.is_empty() {
        let span = Span::new(0, parsed.text.len());
        found.push(Fault { flaw: Some(Flaw::EmptyStatement), span });
    }
    found
}

fn of_problem(problem: &PolicyProblem, span: Span, policy: &Policy) -> Option<Flaw> {
    Some(match problem {
        PolicyProblem::InvalidVersion(_) => Flaw::Version,
        PolicyProblem::MissingPrincipal => Flaw::MissingPrincipal,
        PolicyProblem::MissingResource => Flaw::MissingElement,
        // AWS: "IAM JSON policy elements: Principal" — outside an object a star is the only principal.
        PolicyProblem::InvalidPrincipalFormat(_) if is_whole_principal(policy, span) => {
            Flaw::Syntax
        }
        PolicyProblem::InvalidPrincipalFormat(_) | PolicyProblem::InvalidPrincipalKey(_) => {
            Flaw::Principal
        }
        PolicyProblem::InvalidAction(_) => Flaw::Action,
        PolicyProblem::InvalidResource(_) | PolicyProblem::WildcardInArnService => Flaw::Resource,
        _ => return None,
    })
}

fn is_whole_principal(policy: &Policy, span: Span) -> bool {
    policy.statements.iter().filter_map(|it| it.principal.as_ref()).any(|it| it.value == span)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::{PolicyKind, parse_policy};

    /// The faults of a text, each with what is underlined.
    #[track_caller]
    fn check(text: &str, expected: &[(Option<Flaw>, &str)]) {
        let found = faults(&parse_policy("p".into(), PolicyKind::Bucket, text));
        let found: Vec<_> = found.iter().map(|it| (it.flaw, it.span.of(text))).collect();
        assert_eq!(found, expected, "{text}");
    }

    /// The same of a policy of one statement.
    #[track_caller]
    fn check_statement(statement: &str, expected: &[(Option<Flaw>, &str)]) {
        check(&format!(r#"{{"Version":"2012-10-17","Statement":[{statement}]}}"#), expected);
    }

    #[test]
    fn what_is_no_json_has_one_fault() {
        for text in ["", "file://policy.json", "[]", "\"{}\"", "\u{feff}{}"] {
            let found = faults(&parse_policy("p".into(), PolicyKind::Bucket, text));
            assert_eq!(found.iter().map(|it| it.flaw).collect::<Vec<_>>(), [Some(Flaw::FirstByte)]);
        }
        check("\n {}", &[(Some(Flaw::FirstByte), "{")]);
        check(
            r#"  {"Statement":{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}}"#,
            &[(Some(Flaw::FirstByte), "  {")],
        );
        let unclosed = r#"{"Statement":{"Effect":"Alow","Principal":"x""#;
        let found = faults(&parse_policy("p".into(), PolicyKind::Bucket, unclosed));
        assert_eq!(found.iter().map(|it| it.flaw).collect::<Vec<_>>(), [Some(Flaw::Json)]);
    }

    #[test]
    fn missing_elements_have_their_own_flaws() {
        let whole = r#"{"Version":"2012-10-17","Statement":[]}"#;
        check(whole, &[(Some(Flaw::EmptyStatement), whole)]);
        check(r#"{"Version":"2012-10-17"}"#, &[(None, "{")]);
        check_statement(
            r#"{"Effect":"Allow","Action":"s3:GetObject"}"#,
            &[(Some(Flaw::MissingPrincipal), "{"), (Some(Flaw::MissingElement), "{")],
        );
        check_statement(
            r#"{"Effect":"Allow","NotPrincipal":"*","Action":"*","Resource":"*"}"#,
            &[],
        );
    }

    #[test]
    fn a_principal_outside_an_object_is_a_star() {
        let with = |principal: &str| {
            format!(r#"{{"Effect":"Allow","Principal":{principal},"Action":"*","Resource":"*"}}"#)
        };
        let role = r#""arn:aws:iam::111122223333:role/r""#;
        check_statement(&with(role), &[(Some(Flaw::Syntax), role)]);
        let pattern = r#""arn:aws:iam::111122223333:role/*""#;
        let object = format!(r#"{{"AWS":{pattern}}}"#);
        check_statement(&with(&object), &[(Some(Flaw::Principal), pattern)]);
    }

    #[test]
    fn a_version_that_does_not_exist_is_a_flaw() {
        check(
            r#"{"Version":"2017-06-20","Statement":{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}}"#,
            &[(Some(Flaw::Version), "\"2017-06-20\"")],
        );
    }
}
