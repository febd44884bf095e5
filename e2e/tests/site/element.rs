//! The element for pages of someone else: what it shows, follows, tells and does.

use accesspath_e2e::{
    docs::{Docs, STRICT},
    failure::Outcome,
    stage::{self, Stage},
};
use serde_json::json;

const LESSON: &str = "<h1>Lesson</h1><p>Before.</p>
    <access-path id=a example=four-ways-in path=C control=resource_policy title='Four paths'><a href='ADDRESS#ex=four-ways-in'>Four paths</a></access-path>
    <p>After.</p>";

#[test]
fn an_element_in_a_strict_page_of_another_origin_tells_its_verdict_and_grows_to_its_content()
-> Outcome {
    let stage = Stage::set()?;
    let docs = Docs::open(&stage, STRICT, LESSON)?;
    docs.until_grown("#a")?;
    let verdict = docs.until_told("a", "verdict", "it.paths.length === 4")?;
    let expected = stage::outcomes(&stage.expected("four-ways-in")?);
    for told in verdict["paths"].as_array().into_iter().flatten() {
        let path = told["path"].as_str().unwrap_or_default();
        assert_eq!(told["outcome"], json!(expected[path]), "{path}");
    }
    assert_eq!(verdict["selected"], json!({ "path": "C", "control": "resource_policy" }));
    let headline = verdict["headline"].as_str().unwrap_or_default().to_owned();
    let own = "return document.querySelector('#a').verdict.headline";
    assert_eq!(docs.page.ask_text(own, json!([]))?, headline);
    let state = docs.until_told("a", "state", "true")?;
    let fragment = "ex=four-ways-in&path=C&control=resource_policy";
    assert_eq!((&state["fragment"], &state["edited"]), (&json!(fragment), &json!(false)));
    assert!(!docs.page.shows("#a > a")?, "the link of the author is hidden");
    docs.enter("#a")?;
    assert_eq!(
        docs.page.ask_text("return document.querySelector('h1').textContent", json!([]))?,
        headline
    );
    assert_eq!(
        docs.page.ask(
            "return Object.keys(localStorage).concat(Object.keys(sessionStorage))",
            json!([])
        )?,
        json!([])
    );
    Ok(())
}

#[test]
fn an_element_shows_the_answer_that_is_drawn_before_the_program_runs() -> Outcome {
    let stage = Stage::set()?;
    stage.site.hold("wasm");
    let docs =
        Docs::open(&stage, STRICT, "<access-path id=a example=ip-allow-list></access-path>")?;
    let drawn = docs.until_told("a", "height", "true")?;
    docs.enter("#a")?;
    let seen = "return [...document.querySelectorAll('.still h1')].find((it) => it.checkVisibility())?.textContent";
    let headline = docs.page.until("the drawn answer is seen", seen, json!([]))?;
    docs.leave()?;
    stage.site.let_go();
    let verdict = docs.until_told("a", "verdict", "true")?;
    assert_eq!(verdict["headline"], headline);
    docs.until_grown("#a")?;
    assert_eq!(docs.until_told("a", "height", "true")?, drawn, "it grows no further");
    Ok(())
}

#[test]
fn several_elements_stand_on_one_page_each_with_its_own_example() -> Outcome {
    let stage = Stage::set()?;
    let examples = ["role-without-put-object", "ip-allow-list", "vpc-no-route"];
    let element = |id: &&str| {
        format!("<access-path id={id} example={id} show='verdict picture'></access-path>")
    };
    let body: String = examples.iter().map(element).collect();
    let docs = Docs::open(&stage, STRICT, &body)?;
    for id in examples {
        // A frame that is far below is loaded once somebody comes near.
        docs.page.ask("document.getElementById(arguments[0]).scrollIntoView()", json!([id]))?;
        docs.until_grown(&format!("#{id}"))?;
        let verdict = docs.until_told(id, "verdict", "true")?;
        let expected = stage::outcomes(&stage.expected(id)?);
        let told = verdict["paths"].as_array().into_iter().flatten();
        let told: Vec<_> = told.filter_map(|it| it["outcome"].as_str()).collect();
        assert_eq!(told, expected.values().collect::<Vec<_>>(), "{id}");
    }
    Ok(())
}

/// A page that does not let the element do its work shows the link in it.
#[track_caller]
fn check_link(policy: &str) -> Outcome {
    let stage = Stage::set()?;
    let docs = Docs::open(&stage, policy, LESSON)?;
    docs.page.until_visible("#a > a")?;
    // A frame that is refused has loaded as well, with nothing in it.
    let frames = "return [...document.querySelectorAll('access-path')].filter((it) =>
        it.shadowRoot?.querySelector('iframe').checkVisibility({ visibilityProperty: true })).length";
    assert_eq!(docs.page.ask(frames, json!([]))?, json!(0));
    assert!(docs.page.shows("#a > a")?);
    Ok(())
}

#[test]
fn without_the_script_there_is_the_link() -> Outcome {
    check_link("default-src 'none'; style-src 'self'; script-src 'self'; frame-src SITE")
}

#[test]
fn where_no_frame_is_allowed_there_is_the_link() -> Outcome {
    check_link("default-src 'none'; style-src 'self'; script-src 'self' SITE; frame-src 'none'")
}

#[test]
fn an_element_grows_and_shrinks_with_every_width_and_never_on_its_own() -> Outcome {
    let stage = Stage::set()?;
    let docs = Docs::open_with(&stage, STRICT, LESSON, &Default::default(), Some((1024, 800)))?;
    for width in [1024, 740, 390, 320, 1024] {
        docs.page.resize((width, 800))?;
        docs.until_grown("#a")?;
        let frames = "const [done] = arguments, before = heard.length;
            const next = (left) => left === 0 ? done(heard.length - before) : requestAnimationFrame(() => next(left - 1));
            next(20)";
        assert_eq!(
            docs.page.driver.run_async(frames, json!([]))?,
            json!(0),
            "{width}: it tells something on its own"
        );
        let sideways = "return document.scrollingElement.scrollWidth - innerWidth";
        assert!(
            docs.page.ask(sideways, json!([]))?.as_i64() <= Some(0),
            "{width}: the page is too wide"
        );
    }
    Ok(())
}

#[test]
fn an_element_follows_the_colours_of_the_page_around_it_unless_it_has_its_own() -> Outcome {
    let stage = Stage::set()?;
    let fixed = "<access-path id=b example=vpc-no-route theme=dark></access-path>";
    let docs = Docs::open(&stage, STRICT, &format!("{LESSON}{fixed}"))?;
    let switches = [
        ("document.documentElement.dataset.theme = 'dark'", "dark"),
        ("document.documentElement.dataset.theme = 'light'", "light"),
        (
            "delete document.documentElement.dataset.theme; document.documentElement.className = 'coal'",
            "dark",
        ),
        ("document.documentElement.className = 'rust'", "light"),
        (
            "document.documentElement.className = ''; document.body.dataset.mdColorScheme = 'slate'",
            "dark",
        ),
        ("document.body.dataset.mdColorScheme = 'default'", "light"),
        (
            "delete document.body.dataset.mdColorScheme; document.documentElement.style.colorScheme = 'dark'",
            "dark",
        ),
        ("document.documentElement.style.colorScheme = ''", "light"),
        ("document.body.style.background = '#101418'", "dark"),
    ];
    for (switch, expected) in switches {
        docs.leave()?;
        docs.page.ask(switch, json!([]))?;
        docs.enter("#a")?;
        let shown = "return document.documentElement.dataset.theme === arguments[0]
            && getComputedStyle(document.documentElement).colorScheme === arguments[0]";
        docs.page.until(&format!("after {switch} it is {expected}"), shown, json!([expected]))?;
    }
    docs.leave()?;
    docs.page.ask("document.querySelector('#b').scrollIntoView()", json!([]))?;
    docs.enter("#b")?;
    docs.page
        .until(
            "the other stays dark",
            "return document.documentElement.dataset.theme === 'dark'",
            json!([]),
        )
        .map(drop)
}

#[test]
fn what_changes_of_an_element_reaches_its_frame_without_a_reload() -> Outcome {
    let stage = Stage::set()?;
    let docs = Docs::open(&stage, STRICT, LESSON)?;
    docs.enter("#a")?;
    docs.page.ask("window.mark = 'the same page'", json!([]))?;
    docs.leave()?;
    let set = |pairs: &[(&str, &str)]| {
        let script = "const it = document.querySelector('#a'); for (const [name, value] of arguments[0]) it.setAttribute(name, value)";
        docs.page.ask(script, json!([pairs])).map(drop)
    };
    set(&[("path", "D"), ("control", "security_group")])?;
    docs.until_told(
        "a",
        "verdict",
        "it.selected.path === 'D' && it.selected.control === 'security_group'",
    )?;
    set(&[("example", "ip-allow-list"), ("path", "A"), ("control", "resource_policy")])?;
    docs.until_told(
        "a",
        "verdict",
        "it.selected.path === 'A' && it.paths.some((it) => it.outcome === 'undetermined')",
    )?;
    docs.until_told(
        "a",
        "state",
        "it.fragment === 'ex=ip-allow-list&path=A&control=resource_policy'",
    )?;
    set(&[("show", "policies"), ("editable", ""), ("theme", "dark")])?;
    docs.enter("#a")?;
    docs.page.until_visible("[data-policies] textarea:not([readonly])")?;
    docs.page.until_hidden("[data-inspector], .pane--picture, [data-question]")?;
    let same = "return window.mark === 'the same page' && document.documentElement.dataset.theme === 'dark'";
    docs.page.until("the page in the frame is the same", same, json!([]))?;
    docs.leave()?;
    docs.until_grown("#a")
}

#[test]
fn an_element_loads_selects_and_sends_the_request_by_its_methods() -> Outcome {
    let stage = Stage::set()?;
    let docs = Docs::open(&stage, STRICT, LESSON)?;
    // Before the frame answers as well as after, and in this order.
    let first = "const it = document.querySelector('#a'); it.load({ example: 'vpc-no-route' }); it.load({ link: 'https://example.com/#ex=four-ways-in' }); it.select({ path: 'B', control: 'route' })";
    docs.page.ask(first, json!([]))?;
    docs.until_told("a", "verdict", "it.selected.path === 'B' && it.selected.control === 'route'")?;
    let ask =
        |script: &str| docs.page.ask(&format!("document.querySelector('#a').{script}"), json!([]));
    ask("step('next')")?;
    ask("step('next')")?;
    docs.enter("#a")?;
    docs.page.until(
        "the request is at its second step",
        "return document.querySelector('[data-send-told]')?.textContent.startsWith('2 of')",
        json!([]),
    )?;
    docs.leave()?;
    ask("step('reset')")?;
    docs.enter("#a")?;
    docs.page.until_hidden("[data-sending]")
}

#[test]
fn a_frame_hears_nobody_but_the_page_around_it_and_is_hurt_by_nothing_that_it_hears() -> Outcome {
    let stage = Stage::set()?;
    let docs = Docs::open(&stage, STRICT, LESSON)?;
    docs.until_grown("#a")?;
    let nonsense = "const frame = document.querySelector('#a').shadowRoot.querySelector('iframe').contentWindow;
        for (const it of [null, 1, 'x', [], {}, { accesspath: 1 }, { accesspath: 2, type: 'theme', theme: 'dark' },
            { accesspath: 1, type: 'explode' }, { accesspath: 1, type: 'load' }, { accesspath: 1, type: 'step', step: {} },
            { accesspath: 1, type: 'select', path: 7, control: [] }, { accesspath: 1, type: { } }, { accesspath: 1, type: 'theme' },
            { accesspath: 1, type: 'load', example: 'x'.repeat(100000) }, { accesspath: 1, type: 'select', path: 'C' }]) frame.postMessage(it, '*')";
    docs.page.ask(nonsense, json!([]))?;
    docs.enter("#a")?;
    let notice = docs.page.until_notice()?;
    assert!(notice.contains("There is no example"), "{notice}");
    let own = "postMessage({ accesspath: 1, type: 'theme', theme: 'dark' }, '*')";
    docs.page.ask(own, json!([]))?;
    docs.leave()?;
    docs.page.ask(
        "document.querySelector('#a').load({ example: 'four-ways-in', path: 'C' })",
        json!([]),
    )?;
    docs.until_told("a", "verdict", "it.selected?.path === 'C' && it.paths.length === 4")?;
    docs.enter("#a")?;
    let light = docs.page.ask("return document.documentElement.dataset.theme", json!([]))?;
    assert_eq!(light, json!("light"), "what the frame says to itself is not heard");
    Ok(())
}

#[test]
fn what_is_typed_in_a_frame_stays_there() -> Outcome {
    let stage = Stage::set()?;
    let body = LESSON.replace("title=", "editable title=");
    let docs = Docs::open(&stage, STRICT, &body)?;
    docs.enter("#a")?;
    let type_ = "const it = [...document.querySelectorAll('textarea[data-document]')].find((it) => it.checkVisibility());
        it.value = '{ \"Version\": \"2012-10-17\", \"Statement\": [] }'; it.dispatchEvent(new InputEvent('input', { bubbles: true }))";
    docs.page.ask(type_, json!([]))?;
    docs.page.until(
        "the link holds what was typed",
        "return document.querySelector('.footer a, .header a').hash.startsWith('#s=1.')",
        json!([]),
    )?;
    docs.leave()?;
    let state = docs.until_told("a", "state", "it.edited")?;
    assert_eq!(state.get("fragment"), None, "{state}");
    let told = docs.page.ask_text("return JSON.stringify(said)", json!([]))?;
    assert!(!told.contains("Statement") && !told.contains("s=1."), "{told}");
    let alone = "return said.slice(1).every((it) => it.accesspath === 1)";
    assert_eq!(docs.page.ask(alone, json!([]))?, json!(true));
    Ok(())
}
