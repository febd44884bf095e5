//! The linter's reference: facts that AWS documents about its services, a file beside the page that is fetched once.
//!
//! The page answers its question without it, so it is not compiled into the page and nothing waits for it.

use accesspath_policy::facts::Facts;

use crate::browser;

/// The address of the file, relative to the page; the notice of its licence is beside it.
pub const ADDRESS: &str = "facts/service-authorization.txt";

/// The state of the reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reference {
    /// Not loaded yet.
    #[default]
    Awaited,
    /// Loaded.
    Here(&'static Facts<'static>),
    /// It could not be loaded.
    Missing,
}

impl Reference {
    /// The facts, if they are loaded.
    pub const fn facts(self) -> Option<&'static Facts<'static>> {
        match self {
            Self::Here(facts) => Some(facts),
            Self::Awaited | Self::Missing => None,
        }
    }

    /// Reads the file.
    ///
    /// The text, and the facts that point into it, live as long as the page, so that no lint parses them again.
    pub fn read(text: String) -> Self {
        let facts = Facts::read(text.leak());
        // A host may answer with an error page in place of a missing file.
        if facts.services.is_empty() {
            return Self::Missing;
        }
        Self::Here(Box::leak(Box::new(facts)))
    }
}

/// Fetches the file; nothing where it cannot be loaded.
pub async fn fetch() -> Option<String> {
    browser::text_of_answer(browser::ask(ADDRESS)).await.ok()
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
