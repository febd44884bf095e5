//! What would decide next, over copies of the gallery's examples in which little is told: telling what is asked first
//! tells something each time, until nothing is asked and the answer is that of the example.

#![expect(clippy::unwrap_used, reason = "an example that cannot be read must fail the test")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

use accesspath_engine::analyze;
use accesspath_engine::judge::Outcome;
use accesspath_engine::next::{Heard, Next, next};
use accesspath_engine::report::untold;
use accesspath_engine::scenario::{NotTold, Scenario, ServiceFacts, problems};
use serde_json::Value;

/// Members that an untold copy leaves out wherever they stand: those that people do not know at first.
const LEFT_OUT: [&str; 27] = [
    "policy",
    "policies",
    "boundary",
    "scp_levels",
    "rcp_levels",
    "organization",
    "block_public_access",
    "ownership",
    "acl",
    "exists",
    "routes",
    "route_table",
    "network_acl",
    "egress",
    "ingress",
    "inbound",
    "outbound",
    "endpoints",
    "private_zones",
    "private_dns",
    "state",
    "subnet",
    "domain_name_servers",
    "dns_hostnames",
    "dns_support",
    "cidr",
    "tags",
];

/// Takes those members out, and tells their places as JSON pointers.
fn strip(value: &mut Value, at: &str, places: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            let names: Vec<String> = members.keys().cloned().collect();
            for name in names {
                let place = format!("{at}/{name}");
                if LEFT_OUT.contains(&name.as_str()) && at != "/documents" {
                    members.remove(&name);
                    places.push(place);
                } else if let Some(it) =
                    members.get_mut(&name).filter(|_| name != "documents" && name != "question")
                {
                    strip(it, &place, places);
                }
            }
        }
        Value::Array(items) => {
            for (number, it) in items.iter_mut().enumerate() {
                strip(it, &format!("{at}/{number}"), places);
            }
        }
        _ => {}
    }
}

/// `buckets[0].policy` as a JSON pointer; an account or object that is named by its id stands somewhere in its list.
fn pointer(member: &str, all: &Value) -> String {
    let Some((list, rest)) = member.split_once('[') else {
        return format!("/{}", member.replace('.', "/"));
    };
    let (owner, rest) = rest.split_once(']').unwrap();
    let by_id = || {
        let list = all.get(list)?.as_array()?;
        list.iter().position(|it| it.get("id").and_then(Value::as_str) == Some(owner))
    };
    let number = owner.parse().ok().or_else(by_id).unwrap();
    let rest = rest.replace(['.', '['], "/").replace(']', "");
    format!("/{list}/{number}{rest}")
}

/// Puts what stands at a place in one value at the same place of another.
fn copy(from: &Value, to: &mut Value, pointer: &str) {
    let Some(value) = from.pointer(pointer) else { return };
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    match to.pointer_mut(parent) {
        Some(Value::Object(members)) => {
            members.insert(name.to_owned(), value.clone());
        }
        // What holds it was left out as well.
        _ => copy(from, to, parent),
    }
}

fn read(value: &Value) -> Scenario {
    let scenario = Scenario::from_json(&value.to_string()).unwrap();
    Scenario { facts: ServiceFacts::shipped(), ..scenario }
}

fn asked(value: &Value) -> (Vec<Next>, usize, BTreeMap<String, Outcome>) {
    let scenario = read(value);
    let analysis = analyze(&scenario);
    let open = untold(&scenario, &analysis).values().map(Vec::len).sum();
    let outcomes = analysis.paths.iter().map(|it| (it.path.id.clone(), it.outcome)).collect();
    (next(&scenario, &analysis, &Heard::default()), open, outcomes)
}

/// What is wrong with what is asked about the untold copy of the example.
fn wrong(file: &Path) -> Vec<String> {
    let told = Scenario::from_json(&fs::read_to_string(file).unwrap()).unwrap();
    let mut all = told.all_told();
    all.not_told = NotTold::Unknown;
    let all: Value = serde_json::from_str(&all.to_compact_json()).unwrap();
    let (_, _, expected) = asked(&all);
    let mut now = all.clone();
    strip(&mut now, "", &mut Vec::new());
    let mut wrong = Vec::new();
    assert_eq!(problems(&read(&now)), [], "{}", file.display());
    for _ in 0..60 {
        let (all_asked, open, outcomes) = asked(&now);
        for (path, outcome) in &outcomes {
            let is_right = *outcome == Outcome::Undetermined
                || expected.get(path).is_none_or(|it| it == outcome);
            if !is_right {
                wrong.push(format!("{path} is {}", outcome.code()));
            }
        }
        let Some(first) = all_asked.iter().find(|it| !it.members.is_empty()) else {
            if outcomes != expected || open > 0 {
                wrong.push(format!("nothing is asked, and it is {outcomes:?}"));
            }
            return wrong;
        };
        let before = now.clone();
        for member in &first.members {
            copy(&all, &mut now, &pointer(member, &all));
        }
        if now == before {
            wrong.push(format!("{:?} tells nothing of {:?}", first.topic, first.members));
            return wrong;
        }
    }
    wrong.push("there is no end".to_owned());
    wrong
}

/// The examples of which every second is looked at, from `first` on.
fn half(files: &[PathBuf], first: usize) -> Vec<String> {
    let mut all = Vec::new();
    for file in files.iter().skip(first).step_by(2) {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        all.extend(wrong(file).into_iter().map(|it| format!("{name}: {it}")));
    }
    all
}

#[test]
fn telling_what_is_asked_first_ends_with_the_answer() {
    let gallery = Path::new(env!("CARGO_MANIFEST_DIR")).join("../static/scenarios");
    let mut files: Vec<PathBuf> =
        fs::read_dir(gallery).unwrap().map(|it| it.unwrap().path()).collect();
    files.retain(|it| it.extension().is_some_and(|it| it == "json"));
    let all = thread::scope(|scope| {
        let halves = [0, 1].map(|first| {
            scope.spawn({
                let files = &files;
                move || half(files, first)
            })
        });
        halves.into_iter().flat_map(|it| it.join().unwrap()).collect::<Vec<String>>()
    });
    assert!(all.is_empty(), "{all:#?}");
}
