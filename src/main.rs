//! Starts the page.

fn main() {
    accesspath::mount();
}
