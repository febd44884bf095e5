//! One's own case: from what a person pastes to the answer, in as few actions as it takes.

use accesspath_e2e::{
    failure::Outcome,
    page::Page,
    stage::{DEFAULT_EXAMPLE, Stage},
};
use serde_json::json;

const ACCESS_DENIED: &str = include_str!("../../../import/tests/pasted/access-denied.txt");
const TIMEOUT: &str = include_str!("../../../import/tests/pasted/timeout.txt");

/// The most actions that a case may take: one paste, one choice or one field left is an action.
const MOST: usize = 8;

/// A case that a person puts together, and the actions that it took.
struct Case<'a> {
    page: &'a Page,
    actions: usize,
}

impl<'a> Case<'a> {
    /// Begins a case.
    #[track_caller]
    fn begin(page: &'a Page) -> Outcome<Self> {
        page.press_button("your-case")?;
        page.until_visible("[data-your-case]")?;
        Ok(Self { page, actions: 0 })
    }

    /// Pastes a text into the box, and waits until it is read.
    #[track_caller]
    fn paste(&mut self, text: &str) -> Outcome {
        self.actions += 1;
        self.page.click("textarea[data-paste]")?;
        self.page.insert(text)?;
        let script = "return document.querySelectorAll('[data-found]').length > 0
            && document.querySelector('[data-paste]').value === ''";
        self.page.until("the text is read", script, json!([])).map(drop)
    }

    /// Chooses something of that label inside of an element.
    #[track_caller]
    fn choose(&mut self, inside: &str, label: &str) -> Outcome {
        self.actions += 1;
        self.page.click(&format!("{inside} button[data-choice='{label}']"))
    }

    /// Waits until the picture has one path, which a control blocks, and the reason stands above it.
    #[track_caller]
    fn until_blocked_by(&self, control: &str, reason: &str) -> Outcome {
        let script = "const cards = [...document.querySelectorAll('button[data-card]')];
            const gate = document.querySelector(`:is(svg[data-picture], ol[data-transcript]) [data-gate='A:${arguments[0]}']`);
            const why = document.querySelector('[data-why]').textContent;
            return cards.length === 1 && cards[0].dataset.outcome === 'blocked'
                && !!gate && gate.dataset.verdict === 'blocks' && why.includes(arguments[1])";
        let fact = format!("the only path is blocked by {control}");
        self.page.until(&fact, script, json!([control, reason]))?;
        assert!(self.actions <= MOST, "{} actions", self.actions);
        Ok(())
    }

    #[track_caller]
    fn until_said(&self, said: &str) -> Outcome {
        let script =
            "return document.querySelector('[data-evidence]').textContent.includes(arguments[0])";
        self.page.until(&format!("it says that {said}"), script, json!([said])).map(drop)
    }
}

#[test]
fn a_refusal_with_two_policies_and_an_endpoint_comes_to_the_statement_that_denies() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    let mut case = Case::begin(&page)?;
    case.paste(ACCESS_DENIED)?;
    case.until_said("an explicit deny in a resource-based policy")?;
    case.until_said("S3 answered, so the network let that call through")?;
    case.choose("[data-found]", "Yes, a gateway endpoint")?;
    case.until_blocked_by("resource_policy", "vpce-0999888877776666a")?;
    case.until_said("The answer fits what was said")
}

#[test]
fn a_timeout_with_a_route_table_and_a_group_comes_to_the_route_that_is_missing() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    let mut case = Case::begin(&page)?;
    case.paste(TIMEOUT)?;
    case.choose("[data-topic='The VPC endpoints for S3']", "There is none")?;
    case.until_blocked_by("route", "rtb-0aaaa1111bbbb2222")
}

#[test]
fn what_is_removed_or_not_known_leaves_the_answer_and_undo_brings_it_back() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    let mut case = Case::begin(&page)?;
    case.paste(ACCESS_DENIED)?;
    case.choose("[data-found]", "Yes, a gateway endpoint")?;
    case.until_blocked_by("resource_policy", "vpce-0999888877776666a")?;

    page.click("[data-your-card=policies] [data-action=unknown]")?;
    let outcome =
        "return document.querySelector('button[data-card=A]').dataset.outcome === arguments[0]";
    page.until("nothing is known of the policies", outcome, json!(["undetermined"]))?;
    page.press_button("undo")?;
    page.until("the policies are known again", outcome, json!(["blocked"]))?;

    let count = "return document.querySelectorAll('[data-found]').length === arguments[0]";
    page.until("four things are recognised", count, json!([4]))?;
    page.click("[data-action=remove-found]")?;
    page.until("one thing is removed", count, json!([3]))?;
    page.press_button("undo")?;
    page.until("it is there again", count, json!([4]))?;

    page.press_button("leave-case")?;
    page.until_visible("button[data-card='A'][data-outcome=blocked]")
}

#[test]
fn a_file_that_is_dropped_on_an_empty_case_is_read() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open(&format!("#ex={DEFAULT_EXAMPLE}"))?;
    Case::begin(&page)?;
    let drop = "const data = new DataTransfer();
        data.items.add(new File([arguments[0]], 'policy.json', { type: 'application/json' }));
        const box = document.querySelector('[data-paste]').closest('section');
        for (const type of ['dragover', 'drop']) box.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data }))";
    let policy = r#"{"Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}"#;
    page.ask(drop, json!([policy]))?;
    let script = "const it = document.querySelector('[data-found]');
        return !!it && it.textContent.includes('Identity-based policy') && it.textContent.includes('policy.json')";
    page.until("the file is read", script, json!([]))?;
    Ok(())
}
