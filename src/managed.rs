//! AWS's managed policies: a file beside the page that is fetched once a scenario names one of them.

use accesspath_engine::scenario::ManagedPolicies;

use crate::browser;

/// The address of the file, relative to the page; the notice of its licence is beside it.
const ADDRESS: &str = "facts/managed-policies.txt";

/// Fetches the file; nothing where it cannot be loaded. With the policies comes the text that they are read from.
pub async fn fetch() -> Option<(ManagedPolicies, String)> {
    let text = browser::text_of_answer(browser::ask(ADDRESS)).await.ok()?;
    let managed = Some(ManagedPolicies::read(&text)).filter(ManagedPolicies::is_here);
    managed.map(|it| (it, text))
}
