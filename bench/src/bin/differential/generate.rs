//! Makes cases: lines of `accesspath authorize` over all layers and all elements of policies.

use serde_json::{Map, Value, json};

use crate::condition::condition;
use crate::random::Random;
use crate::world::{
    CALLERS, CALLS, Holds, KEYS_OF_REQUESTS, Key, NAMED, OTHER, OWN, PRINCIPALS, What, Who,
};

/// The case of that number.
pub fn case(seed: u64, number: u64) -> Value {
    // Each case has a source of its own, so that one can be made without those before it.
    let random = &mut Random::new(seed ^ number.wrapping_mul(0xd6e8_feb8_6659_fd93));
    random.chance(0);
    let who = random.one_of(&CALLERS);
    let what = random.one_of(&CALLS);
    let account = if what.resource.contains("s3:::") && random.chance(30) { OTHER } else { OWN };
    let (context, keys) = context(random, who, what, account);
    let made = &mut Made { random, what, keys: &keys };
    let mut case = json!({
        "id": number,
        "request": {
            "principal": who.principal,
            "action": what.action,
            "resource": what.resource,
            "resource_account": account,
            "context": context,
        },
    });
    if who.kind == "AssumedRole" {
        let role = case.get_mut("request");
        role.into_iter().for_each(|it| set(it, "role", json!(who.arn)));
    }
    if who.kind != "Anonymous" {
        set(&mut case, "identity_policies", made.list(90, 2, &|made| made.policy(false)));
    }
    if matches!(who.kind, "AssumedRole" | "User") {
        set(&mut case, "permissions_boundaries", made.list(20, 1, &|made| made.policy(false)));
    }
    if matches!(who.kind, "AssumedRole" | "FederatedUser") {
        let percent = if who.kind == "AssumedRole" { 20 } else { 80 };
        set(&mut case, "session_policies", made.list(percent, 1, &|made| made.policy(false)));
    }
    if made.random.chance(65) {
        set(&mut case, "resource_policy", made.policy(true));
    }
    if who.kind != "Anonymous" && made.random.chance(30) {
        set(&mut case, "service_control_policies", made.levels(&|made| made.policy(false)));
    }
    if what.action != "lambda:InvokeFunction" && made.random.chance(25) {
        set(&mut case, "resource_control_policies", made.levels(&|made| made.control()));
    }
    if made.random.chance(20) {
        set(&mut case, "vpc_endpoint_policies", made.list(100, 1, &|made| made.endpoint()));
        set(&mut case, "vpc_endpoint_type", json!(made.random.one_of(&["interface", "gateway"])));
    }
    if what.action.starts_with("s3:") && made.random.chance(15) {
        set(&mut case, "block_public_access", json!({ "restrict_public_buckets": true }));
    }
    case
}

/// Gives an object a member.
fn set(object: &mut Value, name: &str, value: Value) {
    if let Some(members) = object.as_object_mut() {
        members.insert(name.to_owned(), value);
    }
}

/// The keys that a request brings, and those that its policies ask for: mostly the same.
fn context(
    random: &mut Random,
    who: Who,
    what: What,
    account: &str,
) -> (Map<String, Value>, Vec<Key>) {
    let mut context = Map::new();
    let mut keys = Vec::new();
    for _ in 0..3 {
        let key = random.one_of(&KEYS_OF_REQUESTS);
        let for_another = match key.name {
            "s3:prefix" | "s3:max-keys" => what.action != "s3:ListBucket",
            "s3:TlsVersion" => !what.action.starts_with("s3:"),
            _ => false,
        };
        if for_another {
            continue;
        }
        keys.push(key);
        let is_own =
            key.name == "aws:PrincipalArn" || (key.name == "aws:username" && who.kind != "User");
        if is_own || random.chance(25) {
            continue;
        }
        let value = match key.holds {
            Holds::Texts => json!(random.some_of(key.brought)),
            _ => json!(random.one_of(key.brought)),
        };
        context.insert(key.name.to_owned(), value);
    }
    let mut own = |name: &str, value: &str| context.insert(name.to_owned(), json!(value));
    if who.kind != "Anonymous" {
        own("aws:PrincipalArn", who.arn);
        own("aws:PrincipalIsAWSService", "false");
    }
    own("aws:PrincipalAccount", who.account);
    own("aws:PrincipalType", who.kind);
    own("aws:ResourceAccount", account);
    (context, keys)
}

/// The parts of one case.
struct Made<'r> {
    random: &'r mut Random,
    what: What,
    keys: &'r [Key],
}

impl Made<'_> {
    /// Up to `most` items in so many of a hundred cases, else none.
    fn list(&mut self, percent: usize, most: usize, item: &dyn Fn(&mut Self) -> Value) -> Value {
        if !self.random.chance(percent) {
            return json!([]);
        }
        let count = 1 + self.random.below(most);
        (0..count).map(|_| item(self)).collect()
    }

    fn levels(&mut self, item: &dyn Fn(&mut Self) -> Value) -> Value {
        let count = 1 + self.random.below(2);
        (0..count).map(|_| self.list(97, 2, item)).collect()
    }

    fn policy(&mut self, with_principal: bool) -> Value {
        let old = self.random.chance(5);
        let count = 1 + self.random.below(3);
        let statements: Vec<Value> = (0..count).map(|_| self.statement(with_principal)).collect();
        json!({ "Version": if old { "2008-10-17" } else { "2012-10-17" }, "Statement": statements })
    }

    /// A resource control policy: one that denies to everybody.
    fn control(&mut self) -> Value {
        let mut statement = self.statement(false);
        set(&mut statement, "Effect", json!("Deny"));
        set(&mut statement, "Principal", json!("*"));
        // An RCP takes no NotAction, and names the service of its actions.
        let service = self.what.action.split(':').next().unwrap_or_default();
        let all = format!("{service}:*");
        let action = self.random.one_of(&[all.as_str(), self.what.action]);
        if let Some(members) = statement.as_object_mut() {
            members.remove("NotAction");
            members.insert("Action".to_owned(), json!(action));
        }
        json!({ "Version": "2012-10-17", "Statement": [statement] })
    }

    /// An endpoint's policy: nearly always for everybody.
    fn endpoint(&mut self) -> Value {
        let mut policy = self.policy(false);
        let statements = policy.get_mut("Statement").and_then(Value::as_array_mut);
        for statement in statements.into_iter().flatten() {
            let named = self.random.chance(3);
            let principal =
                if named { json!({ "AWS": self.random.some_of(&PRINCIPALS) }) } else { json!("*") };
            set(statement, "Principal", principal);
        }
        policy
    }

    fn statement(&mut self, with_principal: bool) -> Value {
        let denies = self.random.chance(22);
        let mut statement = json!({ "Effect": if denies { "Deny" } else { "Allow" } });
        if with_principal {
            // A trust policy takes no NotPrincipal.
            let not = denies && self.what.action != "sts:AssumeRole" && self.random.chance(15);
            let principal = self.principal(not);
            set(&mut statement, if not { "NotPrincipal" } else { "Principal" }, principal);
        }
        let not = self.random.chance(10);
        let actions = self.entries(self.what.actions, self.what.action);
        set(&mut statement, if not { "NotAction" } else { "Action" }, actions);
        // A trust policy is about the role that it belongs to.
        if !with_principal || self.what.action != "sts:AssumeRole" {
            let not = self.random.chance(10);
            let resources = self.entries(self.what.resources, self.what.resource);
            set(&mut statement, if not { "NotResource" } else { "Resource" }, resources);
        }
        if self.random.chance(40) && !self.keys.is_empty() {
            set(&mut statement, "Condition", condition(self.random, self.keys));
        }
        statement
    }

    fn principal(&mut self, not: bool) -> Value {
        if !not && self.random.chance(40) {
            return json!("*");
        }
        let entries = self.random.some_of(if not { NAMED } else { &PRINCIPALS });
        json!({ "AWS": entries })
    }

    /// Entries that often cover what is asked for.
    fn entries(&mut self, choices: &[&'static str], asked: &'static str) -> Value {
        match self.random.below(10) {
            0..4 => json!(asked),
            4..6 if choices.contains(&"*") => json!("*"),
            _ => json!(self.random.some_of(choices)),
        }
    }
}
