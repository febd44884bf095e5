//! The least page that this framework draws.

use yew::prelude::*;

#[component]
fn Empty() -> Html {
    html! { <main><h1>{ "An empty page" }</h1></main> }
}

fn main() {
    yew::Renderer::<Empty>::new().render();
}
