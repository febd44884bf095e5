//! `Condition`: operators, keys and values.

use std::sync::Arc;

use super::PolicyReader;
use crate::diagnostic::PolicyProblem;
use crate::json::{Member, Members, Node, Value};
use crate::operator::{Family, Operator};
use crate::policy::{Condition, ConditionNames};

impl PolicyReader<'_> {
    pub(super) fn conditions(&mut self, node: Node<'_>) -> Vec<Condition> {
        let Some(operators) = node.members() else {
            self.wrong_type("Condition", "an object of operators", node);
            return Vec::new();
        };
        self.unique(operators, false);
        self.tests("Condition", operators, node);
        let mut conditions = Vec::new();
        for member in operators {
            let operator = self.operator(member);
            let Some(keys) = member.node.members() else {
                self.wrong_type(member.name, "an object of condition keys", member.node);
                continue;
            };
            self.unique(keys, true);
            self.tests(member.name, keys, member.node);
            for key in keys {
                let values = self.texts(key);
                values.iter().for_each(|it| self.variables(it));
                if values.is_empty() && matches!(key.node.value, Value::Array(_)) {
                    self.report(PolicyProblem::EmptyArrayCondition(operator), key.node.span);
                }
                let (operator_name, key_name) = (self.name(member), self.name(key));
                let names = ConditionNames {
                    operator: operator_name.text.clone(),
                    key: key_name.text.clone(),
                };
                conditions.push(Condition {
                    operator,
                    operator_name,
                    key: key_name,
                    names: Arc::new(names),
                    values,
                    values_span: key.node.span,
                });
            }
        }
        conditions
    }

    /// Reports an object of a condition that holds nothing.
    fn tests(&mut self, name: &str, mut members: Members<'_>, node: Node<'_>) {
        if members.next().is_none() {
            self.report(PolicyProblem::EmptyObjectCondition(name.to_owned()), node.span);
        }
    }

    fn operator(&mut self, member: Member<'_>) -> Option<Operator> {
        match Operator::parse(member.name) {
            Some(Operator { family: Family::Null, if_exists: true, .. }) => {
                self.report(PolicyProblem::NullWithIfExists, member.name_span);
                None
            }
            Some(operator) => Some(operator),
            None => {
                let meant = Operator::meant(member.name);
                let problem =
                    PolicyProblem::InvalidConditionOperator { name: member.name.to_owned(), meant };
                self.report(problem, member.name_span);
                None
            }
        }
    }
}
