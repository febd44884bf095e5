//! A link → what other pages and documents hold of it: Markdown, a frame, an element.

use crate::chosen::Chosen;
use crate::state::Source;

/// What is shared.
pub struct Shareable<'s> {
    /// The address of the page, without query and fragment.
    pub page: &'s str,
    /// The fragment of the link.
    pub fragment: &'s str,
    /// Where the scenario comes from.
    pub source: &'s Source,
    /// What is selected.
    pub chosen: &'s Chosen,
    /// The scenario's title.
    pub title: &'s str,
}

impl Shareable<'_> {
    /// The link.
    pub fn link(&self) -> String {
        format!("{}#{}", self.page, self.fragment)
    }

    /// The link in Markdown.
    pub fn markdown(&self) -> String {
        let mut title = String::new();
        for letter in self.title().chars() {
            if matches!(letter, '\\' | '[' | ']' | '`' | '*' | '_' | '<') {
                title.push('\\');
            }
            title.push(letter);
        }
        format!("[{title}]({})", self.link())
    }

    /// The embedded page in a frame, which may do what that page does and no more.
    pub fn frame(&self) -> String {
        format!(
            "<iframe src=\"{}?embed=1#{}\" width=\"100%\" height=\"560\" title=\"{}\" loading=\"lazy\" allow=\"clipboard-write\" sandbox=\"allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox\"></iframe>",
            quoted(self.page),
            quoted(self.fragment),
            quoted(self.title())
        )
    }

    /// The embedded page as an element of its own.
    pub fn element(&self) -> String {
        let folder = self.page.rsplit_once('/').map_or("", |it| it.0);
        let mut of = String::new();
        let mut put = |name: &str, value: &str| of += &format!(" {name}=\"{}\"", quoted(value));
        match self.source {
            Source::Example(id) => {
                put("example", id);
                self.chosen.path.iter().for_each(|it| put("path", it));
                self.chosen.control.iter().for_each(|it| put("control", it));
            }
            _ => put("link", self.fragment),
        }
        let folder = quoted(folder);
        format!("<script src=\"{folder}/embed.js\" defer></script> <access-path{of}></access-path>")
    }

    fn title(&self) -> &str {
        if self.title.is_empty() { "Network paths from a function to a bucket" } else { self.title }
    }
}

/// `text` as it stands between quotes in HTML.
fn quoted(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &Source, fragment: &str, title: &str, expected: [&str; 3]) {
        let path = Some("C".to_owned());
        let chosen = Chosen { path, ..Chosen::default() };
        let page = "https://example.com/a/index.html";
        let of = Shareable { page, fragment, source, chosen: &chosen, title };
        assert_eq!([of.markdown(), of.frame(), of.element()], expected);
    }

    #[test]
    fn an_example_is_named() {
        check(
            &Source::Example("four-ways-in"),
            "ex=four-ways-in&path=C",
            "Four [ways]",
            [
                "[Four \\[ways\\]](https://example.com/a/index.html#ex=four-ways-in&path=C)",
                "<iframe src=\"https://example.com/a/index.html?embed=1#ex=four-ways-in&amp;path=C\" width=\"100%\" height=\"560\" title=\"Four [ways]\" loading=\"lazy\" allow=\"clipboard-write\" sandbox=\"allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox\"></iframe>",
                "<script src=\"https://example.com/a/embed.js\" defer></script> <access-path example=\"four-ways-in\" path=\"C\"></access-path>",
            ],
        );
    }

    #[test]
    fn anything_else_is_held_in_the_link_and_no_title_ends_an_attribute() {
        check(
            &Source::New,
            "s=1.AAAA&path=C",
            "\"><b>",
            [
                "[\">\\<b>](https://example.com/a/index.html#s=1.AAAA&path=C)",
                "<iframe src=\"https://example.com/a/index.html?embed=1#s=1.AAAA&amp;path=C\" width=\"100%\" height=\"560\" title=\"&quot;>&lt;b>\" loading=\"lazy\" allow=\"clipboard-write\" sandbox=\"allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox\"></iframe>",
                "<script src=\"https://example.com/a/embed.js\" defer></script> <access-path link=\"s=1.AAAA&amp;path=C\"></access-path>",
            ],
        );
    }
}
