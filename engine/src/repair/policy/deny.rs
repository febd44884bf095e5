//! What can be changed where a Deny matches: what the call sends, a value more in a list that spares, or the caller
//! spared by name.

use accesspath_policy::arn::Arn;
use accesspath_policy::authorize::Finding;
use accesspath_policy::caller::Caller;
use accesspath_policy::json::{self, Edit};
use accesspath_policy::key;
use accesspath_policy::layer::Layer;
use accesspath_policy::policy::{DocumentId, PolicyKind};
use accesspath_policy::reason::Because;
use accesspath_policy::trace::{ClauseTrace, Element, Negation};

use super::denial::Deny;
use super::perimeter::{self, NETWORKS};
use super::{Asked, PolicyRepair, managed, place, split};
use crate::repair::call::quoted;
use crate::repair::{Actor, Breadth, Repair, WhyNot};
use crate::scenario::change::{Slot, slots};

/// The repairs for a Deny that matches.
pub(super) fn candidates(asked: Asked<'_>, finding: &Finding) -> Result<Vec<Repair>, WhyNot> {
    let Asked { judged, request, .. } = asked;
    let (policy, statement) = request.statement(finding).ok_or(WhyNot::NotEditable)?;
    let mut found = Vec::new();
    for clause in &statement.clauses {
        found.extend(asked.met(clause, policy, false));
    }
    let by = match finding.layer {
        Layer::ServiceControlPolicies | Layer::ResourceControlPolicies => Actor::Organization,
        Layer::ResourcePolicy => place::owner(request),
        _ => Actor::Caller,
    };
    let holders = slots(&judged.scenario).into_iter().filter(|it| it.1 == policy.document);
    let holders: Vec<(Slot, DocumentId)> = holders.collect();
    let is_own = place::is_of_one(&holders);
    let slot = holders.into_iter().next();
    let kind = slot.as_ref().map_or(PolicyKind::Identity, |it| it.0.kind());
    let deny = Deny { judged, request, policy, statement, by, is_own, kind };
    let is_read =
        PolicyKind::ALL.into_iter().any(|it| place::is_editable(judged, &policy.document, it.0));
    match slot {
        // AWS: "AddPermission", "RemovePermission" — a function's statements are made and removed, and never changed.
        Some((Slot::Function(_), _)) if is_read => found.extend(deny.removed()),
        _ if is_read => {
            for clause in &statement.clauses {
                found.extend(deny.value_spared(clause));
            }
            found.extend(perimeter::spared(&deny));
            found.extend(deny.not_principal());
            found.extend(deny.unlisted());
            // A policy of the caller alone would spare whom it is for.
            if !is_own {
                found.extend(split::exemption(&deny));
                found.extend(deny.exemption());
            }
            for clause in &statement.clauses {
                found.extend(deny.missing_spared(clause));
            }
            found.extend(deny.removed());
        }
        Some((slot, document)) => {
            let at = ["Statement", &statement.number.to_string()];
            let copy = managed::copied(judged, &slot, &document, &at, &Edit::Remove);
            found.extend(copy.map(|it| it.opening(Breadth::Much)));
        }
        None => {}
    }
    if found.is_empty() { Err(WhyNot::NotEditable) } else { Ok(found) }
}

impl Deny<'_> {
    /// The request's own value, added to a list of those that a negated operator spares.
    fn value_spared(&self, clause: &ClauseTrace) -> Option<Repair> {
        let names = clause.condition.as_ref()?;
        if !clause.is_negated() || clause.because != Because::ValueDiffers {
            return None;
        }
        let value = clause.has(&self.request.request)?;
        let rest = ["Condition", &*names.operator, &*names.key];
        let change = self.edit(&rest, Edit::Add(quoted(&value)));
        let is_little = clause.is_about(&[key::AWS_PRINCIPAL_ARN])
            || clause.is_about(&NETWORKS) && perimeter::is_kept(&self.judged.scenario, &value);
        let does = PolicyRepair::AddEntry {
            document: self.document(),
            statement: self.statement.number,
            of: names.key.to_string(),
            value,
        };
        let opens = if is_little { Breadth::Little } else { self.opens(Breadth::Some) };
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
        // Where the Deny keeps calls to some networks, the caller's credentials would be good anywhere.
        let is_network = self.statement.clauses.iter().any(|it| it.is_about(&NETWORKS));
        let opens = match principal {
            Some(_) if !is_network => Breadth::Little,
            _ => Breadth::Some,
        };
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
        let partition = Arn::parse(&arn)?.partition;
        let mut spared = named(clause.value.of(&self.policy.text), partition)?;
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
        Some(Repair::new(does, self.by, vec![change]).opening(self.opens(Breadth::Much)))
    }

    /// The action taken from a list of several.
    fn unlisted(&self) -> Option<Repair> {
        let plain = |it: &&ClauseTrace| it.element == Element::Action(Negation::Plain);
        let clause = self.statement.clauses.iter().find(plain)?;
        let tree = json::read(clause.value.of(&self.policy.text));
        let json::Value::Array(items) = tree.root()?.value else { return None };
        let actions: Vec<&str> = items.filter_map(json::Node::scalar).collect();
        let action = &self.request.request.action;
        let at = actions.iter().position(|it| it.eq_ignore_ascii_case(action))?;
        if actions.len() < 2 {
            return None;
        }
        let change = self.edit(&["Action", &(at + 1).to_string()], Edit::Remove);
        let does = PolicyRepair::RemoveAction {
            document: self.document(),
            statement: self.statement.number,
            action: self.request.request.action.clone(),
        };
        Some(Repair::new(does, self.by, vec![change]).opening(self.opens(Breadth::Some)))
    }

    fn removed(&self) -> Option<Repair> {
        let change = place::without(self.judged, self.policy, self.statement.number);
        let does = PolicyRepair::RemoveStatement {
            document: self.document(),
            statement: self.statement.number,
        };
        Some(Repair::new(does, self.by, vec![change]).opening(self.opens(Breadth::Much)))
    }
}

/// The ARNs that a `NotPrincipal` names, those of accounts as that of their root user; `None` where it names others.
fn named(value: &str, partition: &str) -> Option<Vec<String>> {
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
        false => Some(format!("arn:{partition}:iam::{it}:root")),
    };
    Some(texts.into_iter().filter_map(arn).collect())
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn accounts_are_named_by_their_root_user_and_sessions_by_their_role() {
        let list = r#"{"AWS":["111122223333","arn:aws-cn:iam::111122223333:role/r","arn:aws-cn:sts::111122223333:assumed-role/r/s"]}"#;
        let spared = ["arn:aws-cn:iam::111122223333:root", "arn:aws-cn:iam::111122223333:role/r"];
        assert_eq!(named(list, "aws-cn"), Some(spared.map(str::to_owned).to_vec()));
        assert_eq!(named(r#"{"Service":"s3.amazonaws.com"}"#, "aws"), None);
    }
}
