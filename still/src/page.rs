//! The pages of the site: the built one, with an answer put in.

use std::io;

use accesspath::gallery;
use accesspath_engine::scenario::Scenario;

/// The beginning of the element that the program draws into; what it shows at first follows.
const PLACE: &str = "<div id=\"app\">";

/// The built page, cut where something is put in.
#[derive(Debug)]
pub(crate) struct Template {
    /// Up to the title.
    head: String,
    /// From behind the title to the answer's place.
    middle: String,
    /// What comes behind the answer.
    tail: String,
    title: String,
    /// The address at which the site is published, with a slash at its end.
    url: Option<String>,
}

impl Template {
    /// The page that Trunk built.
    pub(crate) fn read(html: &str, url: Option<&str>) -> io::Result<Self> {
        let missing = |what: &str| io::Error::other(format!("index.html has no {what}"));
        let (head, rest) = html.split_once("<title>").ok_or_else(|| missing("title"))?;
        let (title, rest) = rest.split_once("</title>").ok_or_else(|| missing("title"))?;
        let (middle, tail) =
            rest.split_once(PLACE).ok_or_else(|| missing("place for the answer"))?;
        Ok(Self {
            head: head.to_owned(),
            middle: format!("{middle}{PLACE}"),
            tail: tail.to_owned(),
            title: title.to_owned(),
            url: url.map(|it| format!("{}/", it.trim_end_matches('/'))),
        })
    }

    /// The page itself, with an answer in it.
    pub(crate) fn index(&self, drawn: &str) -> String {
        let Self { head, middle, tail, title, .. } = self;
        let about = described(head).unwrap_or_default();
        let card = self.card(title, about, "", gallery::DEFAULT);
        format!("{head}<title>{title}</title>{card}{middle}{drawn}{tail}")
    }

    /// The page of an example, two folders below.
    pub(crate) fn example(&self, id: &str, scenario: &Scenario, drawn: &str) -> String {
        let Self { head, middle, tail, .. } = self;
        let title = escaped(&format!("{} · accesspath", scenario.title));
        let about = escaped(&scenario.about);
        let head = match described(head) {
            Some(before) => head.replacen(before, &about, 1),
            None => head.clone(),
        };
        let head = head.replacen("<html ", &format!("<html data-example=\"{id}\" "), 1);
        let card = self.card(&title, &about, &format!("examples/{id}/"), id);
        let [head, middle, tail] = [&head, middle, tail].map(|it| it.replace("=\"./", "=\"../../"));
        format!("{head}<title>{title}</title>{card}{middle}{drawn}{tail}")
    }

    /// What tells others how to show a link to a page; nothing where nobody knows its address.
    fn card(&self, title: &str, about: &str, place: &str, id: &str) -> String {
        let Some(url) = &self.url else { return String::new() };
        let url = escaped(url);
        let image = format!("{url}cards/{id}.png");
        let told = [
            ("title", title),
            ("description", about),
            ("type", "website"),
            ("site_name", "accesspath"),
            ("image", &image),
            // The size at which `cargo xtask cards` draws it.
            ("image:width", "1200"),
            ("image:height", "630"),
        ];
        let tags = told.map(|(name, content)| {
            format!("\n    <meta property=\"og:{name}\" content=\"{content}\">")
        });
        format!(
            "{}\n    <meta name=\"twitter:card\" content=\"summary_large_image\">\n    <meta property=\"og:url\" content=\"{url}{place}\">\n    <link rel=\"canonical\" href=\"{url}{place}\">",
            tags.concat()
        )
    }
}

/// The description of a page's head.
fn described(head: &str) -> Option<&str> {
    let (_, rest) = head.split_once("<meta name=\"description\" content=\"")?;
    rest.split_once('"').map(|it| it.0)
}

/// An answer by itself, as the page that is embedded fetches it.
pub(crate) fn fragment(drawn: &str) -> String {
    format!(
        "<!doctype html><meta charset=\"utf-8\"><meta name=\"robots\" content=\"noindex\"><title>accesspath</title><div id=\"app\">{drawn}</div>\n"
    )
}

/// `text` as HTML shows it, also within quotes.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUILT: &str = "<html lang=\"en\"><head><meta name=\"description\" content=\"All.\"><title>accesspath</title>\
        <link href=\"./a.css\"></head><body><div id=\"app\"><p>Loading</p></div><script src=\"./b.js\"></script></body></html>";

    fn scenario() -> Scenario {
        Scenario {
            title: "A \"bucket\" & more".to_owned(),
            about: "Why.".to_owned(),
            ..Scenario::default()
        }
    }

    #[test]
    fn the_page_of_an_example_has_its_own_words_and_finds_the_files_of_the_site() {
        let template = Template::read(BUILT, Some("https://docs.example/x")).unwrap();
        let page = template.example("four", &scenario(), "<i>drawn</i>");
        for part in [
            "<html data-example=\"four\" lang",
            "<title>A &quot;bucket&quot; &amp; more · accesspath</title>",
            "content=\"Why.\"",
            "href=\"../../a.css\"",
            "src=\"../../b.js\"",
            "<div id=\"app\"><i>drawn</i><p>Loading",
            "og:url\" content=\"https://docs.example/x/examples/four/\"",
            "og:image\" content=\"https://docs.example/x/cards/four.png\"",
        ] {
            assert!(page.contains(part), "{part}: {page}");
        }
        assert!(!page.contains("All."));
    }

    #[test]
    fn the_first_page_keeps_its_own_words() {
        let page = Template::read(BUILT, None).unwrap().index("<i>drawn</i>");
        assert_eq!(page, BUILT.replace("<p>Loading", "<i>drawn</i><p>Loading"));
    }

    #[test]
    fn a_page_without_a_place_for_the_answer_is_refused() {
        assert!(Template::read("<title>a</title>", None).is_err());
    }
}
