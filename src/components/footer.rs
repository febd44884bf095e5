//! Below the page: its promise of privacy.

use yew::Html;

use crate::markup::el;
use crate::state::AppState;

pub(super) fn footer(state: &AppState) -> Html {
    // In a frame every line counts, and the page around it has a footer of its own.
    if state.view.embedded {
        return Html::default();
    }
    let footer = el("footer.footer");
    let private = "Everything is computed in this browser: nothing that you paste leaves it.";
    let about = concat!(
        "accesspath ",
        env!("CARGO_PKG_VERSION"),
        ". Not affiliated with or endorsed by AWS. It follows AWS's documentation; ",
        "an answer that leans on something AWS does not document says so."
    );
    footer.add(el("p").text(private)).add(el("p").text(about)).done()
}
