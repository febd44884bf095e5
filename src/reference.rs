//! What AWS documents of its services, which the linter asks: a file beside the page, fetched once.
//!
//! The page answers its question without it, so it is no part of the page's code and nothing waits for it.

use accesspath_policy::facts::Facts;

use crate::browser;

/// Where the file lies, seen from the page; the notice of its licence lies beside it.
pub const ADDRESS: &str = "facts/service-authorization.txt";

/// How far the page is with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reference {
    /// Not here yet.
    #[default]
    Awaited,
    /// Here.
    Here(&'static Facts<'static>),
    /// It cannot be had.
    Missing,
}

impl Reference {
    /// What is documented, where it is here.
    pub const fn facts(self) -> Option<&'static Facts<'static>> {
        match self {
            Self::Here(facts) => Some(facts),
            Self::Awaited | Self::Missing => None,
        }
    }

    /// Reads the file.
    ///
    /// The text and its facts, which point into it, stay for as long as the page does, so that no lint reads them anew.
    pub fn read(text: String) -> Self {
        let facts = Facts::read(text.leak());
        // A host may answer every lost file with a page of its own.
        if facts.services.is_empty() {
            return Self::Missing;
        }
        Self::Here(Box::leak(Box::new(facts)))
    }
}

/// Fetches the file.
pub async fn fetch() -> Reference {
    let text = browser::text_of_answer(browser::ask(ADDRESS)).await;
    text.map_or(Reference::Missing, Reference::read)
}

#[cfg(test)]
mod tests {
    use super::*;
    use accesspath_policy::facts::SERVICE_AUTHORIZATION;

    #[test]
    fn the_file_of_the_engine_is_read() {
        let facts = Reference::read(SERVICE_AUTHORIZATION.to_owned()).facts().unwrap();
        assert!(facts.service("s3").is_some());
    }

    #[test]
    fn a_page_in_place_of_the_file_is_no_reference() {
        let page = "<!doctype html>\n<title>Not found</title>\n";
        assert_eq!(Reference::read(page.to_owned()), Reference::Missing);
    }
}
