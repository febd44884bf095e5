use super::*;

/// The excerpt of the first place of `text` that says `wanted` must come out as `drawn`.
#[track_caller]
fn check(text: &str, wanted: &str, drawn: &[&str]) {
    let (before, _) = text.split_once(wanted).unwrap();
    let line = 1 + before.matches('\n').count();
    let span = Span::new(before.len(), before.len() + wanted.len());
    let found = excerpt(&Renderer::plain(), text, line, span, Level::ERROR);
    assert_eq!(found.lines().collect::<Vec<_>>(), drawn, "\n{found}");
    assert!(found.is_empty() || found.ends_with('\n'));
}

#[test]
fn a_short_line_is_shown_whole() {
    for end in ["\n", "\r\n"] {
        check(
            &["{", "  \"Effect\": \"Alow\",", "  \"Sid\": \"a\"", "}"].join(end),
            "\"Alow\"",
            &["      |", "    2 |   \"Effect\": \"Alow\",", "      |             ^^^^^^"],
        );
    }
}

#[test]
fn a_long_line_is_cut_on_both_sides() {
    check(
        &format!("{}\"Alow\"{}", "[1234567]".repeat(40_000), "[abcdefg]".repeat(40_000)),
        "\"Alow\"",
        &[
            "      |",
            "    1 | …7][1234567][1234567][1234567][1234567][1234567]\"Alow\"[abcdefg][abcdefg][abcdefg][abcdefg][abcdefg][a…",
            "      |                                                 ^^^^^^",
        ],
    );
}

#[test]
fn a_side_that_is_short_leaves_its_room_to_the_other() {
    check(
        &format!("{{\"E\":\"Alow\"{}", ",12345678".repeat(40_000)),
        "\"Alow\"",
        &[
            "      |",
            "    1 | {\"E\":\"Alow\",12345678,12345678,12345678,12345678,12345678,12345678,12345678,12345678,12345678,1234567…",
            "      |      ^^^^^^",
        ],
    );
    check(
        &format!("{}\"Alow\"}}", "12345678,".repeat(40_000)),
        "\"Alow\"",
        &[
            "      |",
            "    1 | …78,12345678,12345678,12345678,12345678,12345678,12345678,12345678,12345678,12345678,12345678,\"Alow\"}",
            "      |                                                                                               ^^^^^^",
        ],
    );
}

#[test]
fn what_is_too_long_to_be_underlined_is_underlined_in_part() {
    let long = "12345678,".repeat(40_000);
    check(
        &format!("{{\"E\": [{long}], \"F\": 1}}"),
        &format!("[{long}]"),
        &[
            "      |",
            "    1 | {\"E\": [12345678,12345678,12345678,12345678,12345678,12345678,12345678,12345678…",
            "      |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^",
        ],
    );
}

#[test]
fn a_few_lines_are_shown_all() {
    for end in ["\n", "\r\n"] {
        let text = ["  {", "    \"Sid\": \"a\"", "  }, {}"].join(end);
        let wanted = ["{", "    \"Sid\": \"a\"", "  }"].join(end);
        check(
            &text,
            &wanted,
            &[
                "      |",
                "    1 | /   {",
                "    2 | |     \"Sid\": \"a\"",
                "    3 | |   }, {}",
                "      | |___^",
            ],
        );
    }
}

#[test]
fn of_many_lines_the_first_is_shown_and_the_last_named() {
    let many = format!("{{{}}}", "\n1,".repeat(9_000));
    check(&format!("\n\n[{many}]"), &many, &["      |", "    3 | [{", "      |  ^ to line 9003"]);
}

#[test]
fn the_underline_stands_under_wide_letters_and_behind_tabs() {
    check(
        "\t\"日本\":\t\"🪣é\", \"x\"",
        "\"🪣é\"",
        &["      |", "    1 |     \"日本\":    \"🪣é\", \"x\"", "      |                ^^^^^"],
    );
}

#[test]
fn what_steers_a_terminal_is_shown_escaped() {
    check(
        "\"a\u{1b}[2J\rb\u{202e}\u{9b}\u{2028}c\", \"d\u{7f}\0\"",
        "[2J\rb\u{202e}\u{9b}\u{2028}c",
        &[
            "      |",
            r#"    1 | "a\u{1b}[2J\rb\u{202e}\u{9b}\u{2028}c", "d\u{7f}\u{0}""#,
            "      |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^",
        ],
    );
}

#[test]
fn letters_that_are_escaped_count_as_what_they_are_shown_as() {
    let text = "\u{202e}".repeat(9_000);
    let [before, under] = [3, 9].map(|it| "\\u{202e}".repeat(it));
    let found =
        excerpt(&Renderer::plain(), &text, 1, Span::new(9_000, 9_000 + 9_000), Level::ERROR);
    assert!(found.contains(&format!("| …{before}{under}…\n")), "{found}");
}

#[test]
fn a_place_behind_the_last_letter_has_one_mark() {
    check("{", "", &["      |", "    1 | {", "      | ^"]);
    let found = excerpt(&Renderer::plain(), "{", 1, Span::new(1, 1), Level::ERROR);
    assert_eq!(found, "      |\n    1 | {\n      |  ^\n");
}

#[test]
fn where_there_is_no_text_nothing_is_shown() {
    check("", "", &[]);
    check("  \n", "", &[]);
    assert_eq!(excerpt(&Renderer::plain(), "", 1, Span::new(7, 9), Level::ERROR), "");
}

#[test]
fn colours_are_drawn_only_where_they_are_wanted() {
    let drawn = |it: &Renderer| excerpt(it, "{}", 1, Span::new(0, 2), Level::ERROR);
    assert!(!drawn(&Renderer::plain()).contains('\u{1b}'));
    assert!(drawn(&Renderer::styled()).contains("\u{1b}[91m^^"));
}

#[test]
fn every_span_of_any_text_is_drawn_in_lines_of_its_own() {
    let text = "\t{\r\n\"é\u{301}\u{200d}🪣👨\u{200d}👩\u{fe0f}⸻\u{1b}[2J\u{202e}\u{2028}\u{85}\n\n\0\u{feff}\u{ad}\r}\n\u{1160} ";
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    for (number, start) in places.iter().enumerate() {
        for end in places.iter().skip(number) {
            let span = Span::new(*start, *end);
            let line = 1 + Span::new(0, *start).of(text).matches('\n').count();
            let found = excerpt(&Renderer::plain(), text, line, span, Level::WARNING);
            for line in found.lines() {
                assert!(line.starts_with("    ") && line.contains('|'), "{span:?}\n{found}");
                assert!(!line.contains(char::is_control), "{span:?}\n{found:?}");
                assert!(!line.contains(['\u{202e}', '\u{2028}']), "{span:?}\n{found:?}");
            }
        }
    }
}
