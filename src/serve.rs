//! The program in a worker: works out what the page beside it wants.

use std::rc::Rc;

use accesspath_engine::scenario::{ManagedPolicies, Scenario, ServiceFacts};
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::browser::worker;
use crate::module::{Module, elsewhere};
use crate::reference::Reference;
use crate::wanted::Wanted;

/// Answers the page until that ends this, once the module is here that does the work.
pub fn serve() {
    Module::Late.want(|came| {
        if !came {
            return worker::refuse();
        }
        let mut server = Server::default();
        let ready = json!({ "ready": env!("CARGO_PKG_VERSION") });
        worker::serve(&ready.to_string(), move |text| heard(&mut server, text));
    });
}

elsewhere! { late "04"
fn heard(server: &mut Server, text: &str) -> Option<String> {
    server.hear(text)
} }

/// What a worker was told, and its last answer, for which more is mostly wanted.
#[derive(Default)]
struct Server {
    reference: Reference,
    managed: ManagedPolicies,
    last: Option<(String, Rc<Answer>)>,
}

impl Server {
    /// What is said to a text of the page, where that asks for something.
    fn hear(&mut self, text: &str) -> Option<String> {
        let mut said: Value = serde_json::from_str(text).ok()?;
        let mut take = |name: &str| match said.get_mut(name)?.take() {
            Value::String(text) => Some(text),
            _ => None,
        };
        if let Some(text) = take("reference") {
            (self.reference, self.last) = (Reference::read(text), None);
            return None;
        }
        if let Some(text) = take("managed") {
            (self.managed, self.last) = (ManagedPolicies::read(&text), None);
            return None;
        }
        let scenario = take("scenario")?;
        let number = said.get("number")?.clone();
        let wanted = Wanted::from_json(said.get("wanted")?)?;
        let told = wanted.work_out(&*self.answer(scenario)?, self.reference);
        Some(match told {
            Some(told) => json!({ "number": number, "told": told.to_json() }).to_string(),
            None => json!({ "number": number }).to_string(),
        })
    }

    fn answer(&mut self, text: String) -> Option<Rc<Answer>> {
        let known = self.last.take();
        if let Some((last, answer)) = &known
            && *last == text
        {
            let answer = answer.clone();
            self.last = known;
            return Some(answer);
        }
        let mut scenario = Scenario::from_json(&text).ok()?;
        scenario.managed = self.managed.clone();
        if let Some(facts) = self.reference.facts()
            && scenario.lacks_facts()
        {
            scenario.facts = ServiceFacts::new(facts);
        }
        let before = known.map(|it| it.1);
        let answer = Rc::new(Answer::of(Rc::new(scenario), before.as_deref()));
        self.last = Some((text, answer.clone()));
        Some(answer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gallery;

    #[test]
    fn what_is_wanted_is_told_under_its_number_and_nothing_else_is() {
        let mut server = Server::default();
        let scenario = gallery::stored("four-ways-in").to_json();
        let ask = |wanted: Value| {
            json!({ "number": 7, "scenario": scenario, "wanted": wanted }).to_string()
        };
        let told = |said: Option<String>| serde_json::from_str::<Value>(&said.unwrap()).unwrap();
        let fix = told(server.hear(&ask(json!({ "path": "A", "told": 1 }))));
        assert_eq!(fix["number"], 7);
        assert_eq!(fix["told"][1].as_array().unwrap().len(), 1);
        let none = told(server.hear(&ask(json!({ "findings": "no-such-document" }))));
        assert_eq!(none, json!({ "number": 7 }));
        for text in ["", "{}", "[]", r#"{"reference": 1}"#, &ask(json!({}))] {
            assert_eq!(server.hear(text), None, "{text}");
        }
    }

    #[test]
    fn files_that_come_later_count_from_then_on() {
        let mut server = Server::default();
        let scenario = gallery::stored("lock-out-before-it-happens");
        assert!(server.answer(scenario.to_json()).unwrap().of.lacks_facts());
        let file = accesspath_policy::facts::SERVICE_AUTHORIZATION;
        assert_eq!(server.hear(&json!({ "reference": file }).to_string()), None);
        assert!(!server.answer(scenario.to_json()).unwrap().of.lacks_facts());
    }
}
