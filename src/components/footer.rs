//! Below the page: its promise of privacy; in a page that is embedded, the link to the whole page.

use yew::Html;

use crate::browser;
use crate::markup::el;
use crate::state::AppState;

pub(super) fn footer(state: &AppState) -> Html {
    let footer = el("footer.footer");
    if state.view.embedded {
        let full = browser::address_with(browser::fragment().trim_start_matches('#'));
        let link = el("a[target=_blank][rel=noopener noreferrer]")
            .put("href", &full)
            .text("Open in accesspath");
        return footer.add(el("p").add(link)).done();
    }
    let private = "Everything is computed in this browser: nothing that you paste leaves it.";
    let about = concat!(
        "accesspath ",
        env!("CARGO_PKG_VERSION"),
        ". Not affiliated with or endorsed by AWS. It follows AWS's documentation; ",
        "an answer that leans on something AWS does not document says so."
    );
    footer.add(el("p").text(private)).add(el("p").text(about)).done()
}
