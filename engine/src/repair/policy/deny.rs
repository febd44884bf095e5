//! What can be changed where a Deny matches: what the call sends, a value more in a list that spares, or the caller
//! spared by name.

use accesspath_policy::authorize::{Finding, RequestTrace};
use accesspath_policy::caller::Caller;
use accesspath_policy::json::{self, Edit};
use accesspath_policy::policy::{DocumentId, PolicyKind};
use accesspath_policy::reason::Because;
use accesspath_policy::trace::{ClauseTrace, Element, Negation, PolicyTrace, StatementTrace};

use super::{PolicyRepair, place};
use crate::repair::answer::Judged;
use crate::repair::call::{Call, owned, quoted};
use crate::repair::{Actor, Breadth, Repair, WhyNot};
use crate::scenario::change::Change;

/// The repairs for a Deny that matches.
pub(super) fn candidates(
    judged: &Judged,
    call: &Call<'_>,
    request: &RequestTrace,
    finding: &Finding,
) -> Result<Vec<Repair>, WhyNot> {
    let (policy, statement) = request.statement(finding).ok_or(WhyNot::NotEditable)?;
    let mut found = Vec::new();
    for clause in &statement.clauses {
        found.extend(sent(call, clause, policy));
    }
    let kind =
        kinds(finding).into_iter().find(|it| place::is_editable(judged, &policy.document, *it));
    let Some(_) = kind else {
        return if found.is_empty() { Err(WhyNot::NotEditable) } else { Ok(found) };
    };
    let by = match finding.layer {
        accesspath_policy::layer::Layer::ServiceControlPolicies
        | accesspath_policy::layer::Layer::ResourceControlPolicies => Actor::Organization,
        accesspath_policy::layer::Layer::ResourcePolicy => place::owner(request),
        _ => Actor::Caller,
    };
    let deny = Deny { judged, request, policy, statement, by };
    for clause in &statement.clauses {
        found.extend(deny.value_spared(clause));
    }
    found.extend(deny.not_principal());
    found.extend(deny.exemption());
    for clause in &statement.clauses {
        found.extend(deny.missing_spared(clause));
    }
    found.extend(deny.removed());
    Ok(found)
}

/// The kinds of policy that a layer holds.
fn kinds(finding: &Finding) -> Vec<PolicyKind> {
    PolicyKind::ALL.into_iter().map(|it| it.0).filter(|_| finding.document.is_some()).collect()
}

struct Deny<'a> {
    judged: &'a Judged,
    request: &'a RequestTrace,
    policy: &'a PolicyTrace,
    statement: &'a StatementTrace,
    by: Actor,
}

impl Deny<'_> {
    fn document(&self) -> DocumentId {
        self.policy.document.clone()
    }

    fn at(&self, rest: &[&str]) -> Vec<String> {
        let number = self.statement.number.to_string();
        let mut at = owned(&["Statement", &number]);
        at.extend(owned(rest));
        at
    }

    fn edit(&self, rest: &[&str], edit: Edit) -> Change {
        Change::EditPart { document: self.document(), at: self.at(rest), edit }
    }

    /// The request's own value, added to a list of those that a negated operator spares.
    fn value_spared(&self, clause: &ClauseTrace) -> Option<Repair> {
        let names = clause.condition.as_ref()?;
        if !clause.is_negated() || clause.because != Because::ValueDiffers {
            return None;
        }
        let value = clause.has(&self.request.request)?;
        let rest = ["Condition", &*names.operator, &*names.key];
        let change = self.edit(&rest, Edit::Add(quoted(&value)));
        let is_caller = clause.is_about(&[accesspath_policy::key::AWS_PRINCIPAL_ARN]);
        let does = PolicyRepair::AddEntry {
            document: self.document(),
            statement: self.statement.number,
            of: names.key.to_string(),
            value,
        };
        let opens = if is_caller { Breadth::Little } else { Breadth::Some };
        Some(Repair::new(does, self.by, vec![change]).opening(opens))
    }

    /// The caller spared by its ARN.
    // AWS: "AWS JSON policy elements: NotPrincipal" — ArnNotEquals with aws:PrincipalArn is the form to use.
    fn exemption(&self) -> Option<Repair> {
        let caller = &self.request.request.caller;
        let (operator, key, value, principal) = match caller {
            Caller::Anonymous => return None,
            Caller::Service(_) => {
                ("BoolIfExists", "aws:PrincipalIsAWSService", "false".to_owned(), None)
            }
            _ => {
                let arn = caller.principal_arn()?.to_owned();
                ("ArnNotEquals", "aws:PrincipalArn", arn.clone(), Some(arn))
            }
        };
        let mut conditions = self.statement.clauses.iter().filter(|it| it.condition.is_some());
        if principal.is_none() && conditions.clone().any(|it| it.is_about(&[key])) {
            return None;
        }
        // Where the list stands there already, the caller is added to it by `value_spared`.
        let same = |it: &ClauseTrace| {
            it.is_about(&[key])
                && it
                    .condition
                    .as_ref()
                    .is_some_and(|it| it.operator.eq_ignore_ascii_case(operator))
        };
        if conditions.any(same) {
            return None;
        }
        let change = self.edit(&["Condition", operator, key], Edit::Set(quoted(&value)));
        let opens = if principal.is_some() { Breadth::Little } else { Breadth::Some };
        let does = PolicyRepair::Exempt {
            document: self.document(),
            statement: self.statement.number,
            principal,
        };
        Some(Repair::new(does, self.by, vec![change]).opening(opens))
    }

    /// `NotPrincipal` written as a condition, with the caller among the spared.
    fn not_principal(&self) -> Option<Repair> {
        let arn = self.request.request.caller.principal_arn()?.to_owned();
        let not = |it: &&ClauseTrace| it.element == Element::Principal(Negation::Not);
        let clause = self.statement.clauses.iter().find(not)?;
        let mut spared = named(clause.value.of(&self.policy.text))?;
        if !spared.contains(&arn) {
            spared.push(arn.clone());
        }
        let list: Vec<String> = spared.iter().map(|it| quoted(it)).collect();
        let list = format!("[{}]", list.join(","));
        let changes = vec![
            self.edit(&["NotPrincipal"], Edit::Set("\"*\"".to_owned())),
            self.edit(&["NotPrincipal"], Edit::Rename("Principal".to_owned())),
            self.edit(&["Condition", "ArnNotEquals", "aws:PrincipalArn"], Edit::Set(list)),
        ];
        let does = PolicyRepair::ReplaceNotPrincipal {
            document: self.document(),
            statement: self.statement.number,
            principal: arn,
        };
        Some(Repair::new(does, self.by, changes).opening(Breadth::Little))
    }

    /// Requests without the key spared.
    fn missing_spared(&self, clause: &ClauseTrace) -> Option<Repair> {
        let key = clause.key()?.to_owned();
        if clause.because != Because::KeyMissing {
            return None;
        }
        let mut others = self.statement.clauses.iter().filter_map(|it| it.condition.as_ref());
        if others.any(|it| it.operator.eq_ignore_ascii_case("Null") && *it.key == *key) {
            return None;
        }
        let change = self.edit(&["Condition", "Null", &key], Edit::Set("\"false\"".to_owned()));
        let does = PolicyRepair::SpareMissing {
            document: self.document(),
            statement: self.statement.number,
            key,
        };
        Some(Repair::new(does, self.by, vec![change]).opening(Breadth::Much))
    }

    fn removed(&self) -> Option<Repair> {
        let change = place::without(self.judged, self.policy, self.statement.number);
        let does = PolicyRepair::RemoveStatement {
            document: self.document(),
            statement: self.statement.number,
        };
        Some(Repair::new(does, self.by, vec![change]).opening(Breadth::Much))
    }
}

/// The ARNs that a `NotPrincipal` names, those of accounts as that of their root user; `None` where it names others.
fn named(value: &str) -> Option<Vec<String>> {
    let tree = json::read(value);
    let aws = tree.root()?.at(&["AWS"])?;
    let mut texts = Vec::new();
    match aws.value {
        json::Value::Array(items) => {
            for it in items {
                texts.push(it.scalar()?.to_owned());
            }
        }
        _ => texts.push(aws.scalar()?.to_owned()),
    }
    let arn = |it: String| match it.starts_with("arn:") {
        // A session is spared by its role, which the list names as well.
        true if it.contains(":assumed-role/") => None,
        true => Some(it),
        false => Some(format!("arn:aws:iam::{it}:root")),
    };
    Some(texts.into_iter().filter_map(arn).collect())
}

/// What the call sends so that a condition of a Deny no longer matches.
fn sent(call: &Call<'_>, clause: &ClauseTrace, policy: &PolicyTrace) -> Option<Repair> {
    let key = clause.key()?.to_ascii_lowercase();
    if key == "aws:securetransport" {
        return Some(call.leave_out("plain_http"));
    }
    let (option, default) = match key.as_str() {
        "s3:x-amz-server-side-encryption" => ("server_side_encryption", "AES256"),
        "s3:x-amz-server-side-encryption-aws-kms-key-id" => ("kms_key_id", ""),
        "s3:x-amz-server-side-encryption-customer-algorithm" => ("customer_algorithm", "AES256"),
        "s3:x-amz-acl" => ("acl", ""),
        "s3:x-amz-storage-class" => ("storage_class", ""),
        "s3:x-amz-metadata-directive" => ("metadata_directive", ""),
        "s3:tlsversion" => ("tls_version", "1.3"),
        "s3:prefix" => ("prefix", ""),
        "s3:delimiter" => ("delimiter", "/"),
        "s3:max-keys" => ("max_keys", ""),
        "s3:versionid" => ("version_id", ""),
        "s3:if-none-match" => ("if_none_match", "*"),
        "s3:if-match" => ("if_match", ""),
        "s3:object-lock-mode" => ("lock_mode", ""),
        "s3:object-lock-legal-hold" => ("legal_hold", ""),
        "s3:object-lock-retain-until-date" => ("retain_until", ""),
        _ => return None,
    };
    let wanted = clause.is_negated() || clause.because == Because::KeyMissing;
    if !wanted {
        return Some(call.leave_out(option));
    }
    let tree = json::read(clause.value.of(&policy.text));
    let root = tree.root()?;
    let first = match root.value {
        json::Value::Array(mut items) => items.next(),
        _ => Some(root),
    };
    let written = first.and_then(json::Node::scalar).unwrap_or_default();
    let is_literal = !written.contains(['*', '?', '$']) && !["true", "false"].contains(&written);
    let value = if is_literal { written } else { default };
    match option {
        _ if value.is_empty() => None,
        "max_keys" => value.parse::<u32>().ok().map(|it| call.send(option, &it.to_string())),
        _ => Some(call.send_text(option, value)),
    }
}
