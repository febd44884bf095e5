use super::*;

/// Compares the words of two texts as lines; of each line the mark, the numbers and the word are expected.
#[track_caller]
fn check(before: &str, after: &str, context: usize, expected: &[&str]) {
    let lines = |words: &str| words.split(' ').map(|it| format!("{it}\n")).collect::<String>();
    let (before, after) = (lines(before), lines(after));
    let number = |it: Option<usize>| it.map_or("_".to_owned(), |it| it.to_string());
    let found: Vec<String> = changed_lines(&before, &after, context)
        .iter()
        .map(|it| {
            format!("{} {} {} {}", it.kind.mark(), number(it.before), number(it.after), it.text)
        })
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn a_changed_line_is_removed_and_then_added() {
    check("a b c", "a x c", 0, &["- 2 _ b", "+ _ 2 x"]);
    check("a b c d", "a x y d", 0, &["- 2 _ b", "- 3 _ c", "+ _ 2 x", "+ _ 3 y"]);
    check("a", "b", 3, &["- 1 _ a", "+ _ 1 b"]);
}

#[test]
fn lines_around_a_change_are_shown_once() {
    check("a b c d e", "a b x d e", 1, &["  2 2 b", "- 3 _ c", "+ _ 3 x", "  4 4 d"]);
    check(
        "a b c d",
        "x b c y",
        1,
        &["- 1 _ a", "+ _ 1 x", "  2 2 b", "  3 3 c", "- 4 _ d", "+ _ 4 y"],
    );
    check("a b c d", "x b c y", 0, &["- 1 _ a", "+ _ 1 x", "- 4 _ d", "+ _ 4 y"]);
    check("a b c d e", "x b c d", 1, &["- 1 _ a", "+ _ 1 x", "  2 2 b", "  4 4 d", "- 5 _ e"]);
}

#[test]
fn an_entry_more_or_less_touches_no_other_line() {
    check("{ a }", "{ a, b }", 1, &["  1 1 {", "- 2 _ a", "+ _ 2 a,", "+ _ 3 b", "  3 4 }"]);
    check("[ { a } ]", "[ { a } { b } ]", 0, &["+ _ 5 {", "+ _ 6 b", "+ _ 7 }"]);
    check("x a b c y", "x c y", 0, &["- 2 _ a", "- 3 _ b"]);
}

#[test]
fn what_both_have_in_common_is_kept_between_changes() {
    check(
        "a b c a b b a",
        "c b a b a c",
        9,
        &[
            "- 1 _ a", "- 2 _ b", "  3 1 c", "- 4 _ a", "  5 2 b", "+ _ 3 a", "  6 4 b", "  7 5 a",
            "+ _ 6 c",
        ],
    );
}

#[test]
fn texts_with_the_same_lines_do_not_differ() {
    check("a b", "a b", 9, &[]);
    for (before, after) in [("", ""), ("a\r\nb", "a\nb\n"), ("a", "a\n")] {
        assert_eq!(changed_lines(before, after, usize::MAX), []);
    }
    assert_eq!(changed_lines("", "a", 1).len(), 1);
}

#[test]
fn of_too_many_lines_all_between_the_first_and_the_last_change_count_as_changed() {
    let text =
        |first: &str, last: &str| format!("head\n{first}{}{last}tail\n", "same\n".repeat(1000));
    let kept = |first: &str, last: &str| {
        let (before, after) = (text("a\n", "b\n"), text(first, last));
        let lines = changed_lines(&before, &after, usize::MAX);
        lines.iter().filter(|it| it.kind == LineKind::Kept).count()
    };
    assert_eq!(kept("a\n", "c\n"), 1003);
    assert_eq!(kept("c\n", "d\n"), 2);
}
