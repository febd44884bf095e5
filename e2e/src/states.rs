//! States of the page that pictures are taken of, and that the laws of what is seen hold in.

use serde_json::json;

use crate::{
    failure::Outcome,
    page::Page,
    stage::{DEFAULT_EXAMPLE, bucket_policy},
};

/// A state of the page: its name for files, and how a person comes to it on a page that has just been opened.
pub struct State {
    /// The name.
    pub name: &'static str,
    /// What follows the page's address.
    after: &'static str,
    reach: fn(&Page) -> Outcome,
}

/// A bucket policy with findings of all levels.
pub const FOUR_LEVELS: &str = r#"{
  "Version": "2012-10-17",
  "Statement": [
    { "Sid": "Read", "Effect": "Allow", "Principal": "*", "Action": ["s3:GetObjekt", "s3:GetObject", "s3:Get*"], "Resource": "arn:aws:s3:::reports/*" },
    { "Sid": "Read", "Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::reports/*" }
  ]
}"#;

/// What a person pastes who was refused.
pub const ACCESS_DENIED: &str = include_str!("../../import/tests/pasted/access-denied.txt");

/// Every state.
pub const STATES: [State; 12] = [
    State { name: "example", after: "", reach: |_| Ok(()) },
    State {
        name: "gate-that-does-not-stop",
        after: "#ex=four-ways-in",
        reach: |page| page.select_gate("B:route"),
    },
    State {
        name: "undetermined",
        after: "#ex=ip-allow-list&path=A&control=resource_policy",
        reach: |page| page.until_visible("button[data-card=A][data-outcome=undetermined]"),
    },
    State { name: "broken-link", after: "#s=1.AAAA", reach: |page| page.until_notice().map(drop) },
    State { name: "your-case", after: "", reach: your_case },
    State {
        name: "your-case-pasted",
        after: "",
        reach: |page| {
            your_case(page)?;
            page.click("textarea[data-paste]")?;
            page.insert(ACCESS_DENIED)?;
            page.until_visible("[data-found][data-state=asks]")
        },
    },
    State { name: "findings", after: "", reach: findings },
    State { name: "facts", after: "", reach: |page| tab(page, "facts") },
    State { name: "network", after: "", reach: |page| tab(page, "network") },
    State { name: "who-else", after: "", reach: |page| tab(page, "reach") },
    State { name: "every-operation", after: "", reach: |page| tab(page, "grid") },
    State {
        name: "chain",
        after: "#ex=upload-loop",
        reach: |page| {
            page.click("[data-note=loop]")?;
            page.until_visible("[data-chains] [data-recursion=loops]")
        },
    },
];

impl State {
    /// Opens the page anew, without anything that is saved, and brings it into the state.
    #[track_caller]
    pub fn show(&self, page: &Page) -> Outcome {
        page.ask("localStorage.clear(); sessionStorage.clear()", json!([]))?;
        page.come_back(self.after)?;
        (self.reach)(page)
    }
}

fn your_case(page: &Page) -> Outcome {
    page.press_button("your-case")?;
    page.until_visible("[data-topic]")
}

fn findings(page: &Page) -> Outcome {
    let policy = bucket_policy()?;
    page.come_back(&format!("#ex={DEFAULT_EXAMPLE}"))?;
    page.paste_into(&policy, FOUR_LEVELS)?;
    ["error", "security-warning", "warning", "suggestion"].into_iter().try_for_each(|level| {
        page.until_visible(&format!("[data-diagnostics='{policy}'] li[data-severity='{level}']"))
    })
}

fn tab(page: &Page, name: &str) -> Outcome {
    page.click(&format!("[data-tab={name}]"))?;
    page.until_visible(&format!("[data-tab={name}][aria-selected=true]"))
}
