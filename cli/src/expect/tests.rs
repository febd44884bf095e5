use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use accesspath_engine::control::{Control, NetworkControl};
use accesspath_engine::explain;
use accesspath_policy::layer::Layer;
use accesspath_policy::request::Subject;

use super::words::{
    CALLERS, CONTROLS, GATES, KINDS, LOCK_OUTS, NOT_TOLD, OUTCOMES, REASONS, RECURSIONS, STEPS,
    SYMPTOMS, TASKS, VERDICTS,
};

/// The words that the sources of the engine give to what they name.
fn words_of(files: &[&str]) -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut paths: Vec<PathBuf> = Vec::new();
    for file in files {
        let path = root.join(file);
        if path.is_dir() {
            paths.extend(fs::read_dir(path).unwrap().map(|it| it.unwrap().path()));
        } else {
            paths.push(path);
        }
    }
    let mut words = BTreeSet::new();
    for path in paths {
        let text = fs::read_to_string(path).unwrap();
        for before in ["=> \"", "then_some(\""] {
            words.extend(
                text.split(before).skip(1).map(|it| it.split('"').next().unwrap().to_owned()),
            );
        }
    }
    let is_code = |it: &String| it.bytes().all(|it| it.is_ascii_lowercase() || b"-_".contains(&it));
    words.into_iter().filter(is_code).collect()
}

#[track_caller]
fn check(files: &[&str], lists: &[&[&str]]) {
    let listed: BTreeSet<String> = lists.concat().iter().map(|it| (*it).to_owned()).collect();
    let words = words_of(files);
    let missing: Vec<_> = words.difference(&listed).collect();
    assert!(missing.is_empty(), "cli/src/expect/words.rs lacks {missing:?}");
    let gone: Vec<_> = listed.difference(&words).collect();
    assert!(gone.is_empty(), "no answer has {gone:?} of cli/src/expect/words.rs any more");
}

#[test]
fn every_reason_of_an_answer_is_known() {
    let sources = [
        "engine/src/check",
        "engine/src/chain/step.rs",
        "engine/src/network/route.rs",
        "policy/src/reason.rs",
    ];
    check(&sources, &[REASONS, STEPS, &["any-bucket", "same-name-elsewhere"]]);
}

#[test]
fn every_control_is_known() {
    check(&["engine/src/control.rs", "policy/src/layer.rs"], &[CONTROLS]);
}

#[test]
fn every_outcome_kind_and_recursion_is_known() {
    let words = words_of(&["engine/src/judge.rs", "engine/src/network.rs", "engine/src/chain.rs"]);
    for word in [OUTCOMES, KINDS, RECURSIONS].concat() {
        assert!(words.contains(word), "{word}");
    }
}

#[test]
fn every_caller_task_and_lock_out_is_known() {
    check(&["engine/src/reach.rs"], &[CALLERS, TASKS]);
    check(&["engine/src/lock_out.rs"], &[LOCK_OUTS]);
    let gates = words_of(&["engine/src/control.rs"]);
    let verdicts = words_of(&["policy/src/verdict.rs"]);
    assert!(GATES.iter().all(|it| gates.contains(*it)));
    assert!(VERDICTS.iter().all(|it| verdicts.contains(*it)));
}

#[test]
fn every_symptom_without_a_message_stands_in_the_engine() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let read = |it: &str| fs::read_to_string(root.join("engine/src").join(it)).unwrap();
    let text = read("symptom.rs") + &read("symptom/refusal.rs");
    for word in SYMPTOMS {
        assert!(text.contains(&format!("\"{word}\"")), "{word}");
    }
}

/// Every control, for its name.
fn controls() -> Vec<Control> {
    use NetworkControl as Network;
    let network = [
        Network::Dns,
        Network::SecurityGroup,
        Network::NetworkAcl,
        Network::Route,
        Network::NatGateway,
        Network::NatInstance,
        Network::NatSecurityGroup,
        Network::NatNetworkAcl,
        Network::EndpointSecurityGroup,
        Network::EndpointNetworkAcl,
        Network::EndpointRoute,
        Network::VpcBlockPublicAccess,
    ];
    let subjects = [Subject::CopySource, Subject::AccessPoint, Subject::Key];
    let mut all = vec![
        Control::FunctionState,
        Control::TrustPolicy,
        Control::NetworkInterfaces,
        Control::FileSystem,
        Control::Authorization,
        Control::RequesterPays,
        Control::Object,
        Control::Precondition,
        Control::Encryption,
        Control::NetworkOrigin,
        Control::Operation,
        Control::ClientRegion,
        Control::Acceleration,
        Control::CopyRegions,
        Control::SourceTags,
        Control::CopySource,
        Control::SignedUrl,
        Control::BucketOwner,
        Control::NewPolicy,
    ];
    all.extend(network.map(Control::Network));
    all.extend(Layer::ALL.map(Control::Policy));
    all.extend(subjects.map(Control::PolicyOf));
    all
}

/// The reasons by what they are of: the file that has them, and its words for people.
const FAMILIES: &[(&str, &str)] = &[
    ("of the network", "engine/src/check/network.rs"),
    ("of policies", "policy/src/reason.rs"),
    ("of buckets and objects", "engine/src/check/state.rs"),
    ("of encryption", "engine/src/check/encryption.rs"),
    ("of S3's own checks", "engine/src/check/service.rs"),
    ("of a new bucket policy", "engine/src/check/bucket_policy.rs"),
    ("of functions", "engine/src/check/function.rs"),
    ("of routes that others beat", "engine/src/network/route.rs"),
    ("of the steps of a chain", "engine/src/chain/step.rs"),
];

fn listed(words: impl IntoIterator<Item = String>) -> String {
    words.into_iter().map(|it| format!("`{it}`")).collect::<Vec<_>>().join(", ")
}

fn section() -> String {
    let mut names: Vec<(&str, &str)> =
        controls().into_iter().map(|it| (it.code(), explain::name(it))).collect();
    names.sort_unstable();
    names.dedup();
    let codes: Vec<&str> = names.iter().map(|it| it.0).collect();
    assert_eq!(codes, CONTROLS, "cli/src/expect/tests.rs lacks a control");
    let mut out = String::new();
    out += "The controls, for `by`:\n\n| word | control |\n|---|---|\n";
    for (code, name) in names {
        out += &format!("| `{code}` | {name} |\n");
    }
    let own = |words: &[&str]| listed(words.iter().map(|it| (*it).to_owned()));
    out += &format!("\nThe steps, for `by` of a chain: {}.\n", own(STEPS));
    out += "\nThe reasons, for `because`:\n\n| | words |\n|---|---|\n";
    let mut left: BTreeSet<String> = REASONS.iter().map(|it| (*it).to_owned()).collect();
    for (family, file) in FAMILIES {
        let words: Vec<String> =
            words_of(&[file]).into_iter().filter(|it| left.contains(it)).collect();
        if !words.is_empty() {
            out += &format!("| {family} | {} |\n", listed(words.clone()));
        }
        left.retain(|it| !words.contains(it));
    }
    out += &format!("| of what was not told | `{NOT_TOLD}` |\n");
    if !left.is_empty() {
        out += &format!("| others | {} |\n", listed(left));
    }
    out += &format!(
        "\nThe symptoms, for `message`, are the messages of [symptoms.md](symptoms.md), and where there is none \"{}\".\n",
        SYMPTOMS.join("\", \"")
    );
    for (what, words) in [
        ("The checks before the calls, for `gate`", GATES),
        ("Their verdicts", VERDICTS),
        ("Other callers, for `who`", CALLERS),
        ("Their tasks", TASKS),
        ("Who could change the bucket policy, for `verdict` of a lock-out", LOCK_OUTS),
    ] {
        out += &format!("\n{what}: {}.\n", own(words));
    }
    out
}

#[test]
fn the_words_stand_in_the_documentation() {
    const BEGIN: &str = "<!-- The words, as the code has them; BLESS=1 rewrites them. -->\n";
    const END: &str = "<!-- The end of the words. -->\n";
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let file = root.join("docs/scenario.md");
    let text = fs::read_to_string(&file).unwrap();
    let (before, rest) = text.split_once(BEGIN).unwrap();
    let (own, after) = rest.split_once(END).unwrap();
    let section = format!("\n{}\n", section());
    if std::env::var_os("BLESS").is_some() {
        fs::write(&file, format!("{before}{BEGIN}{section}{END}{after}")).unwrap();
    } else {
        assert_eq!(own, section, "BLESS=1 rewrites docs/scenario.md");
    }
}
