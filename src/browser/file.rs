//! Files: those that a person saves, and those that they open.

use gloo::utils::document;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, File, HtmlAnchorElement, HtmlCanvasElement,
    HtmlImageElement, HtmlInputElement, Url,
};

/// Offers `text` as a file of that type to save.
///
/// # Errors
///
/// If the browser does not allow it.
pub fn save(name: &str, kind: &str, text: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let blob =
        Blob::new_with_str_sequence_and_options(&js_sys::Array::of1(&text.into()), &options)?;
    save_blob(name, &blob)
}

fn save_blob(name: &str, blob: &Blob) -> Result<(), JsValue> {
    let url = Url::create_object_url_with_blob(blob)?;
    let anchor: HtmlAnchorElement = document().create_element("a")?.dyn_into()?;
    anchor.set_href(&url);
    anchor.set_download(name);
    anchor.click();
    Url::revoke_object_url(&url)
}

/// Offers the drawing `svg` as an image of pixels to save, one for each unit of its size.
///
/// # Errors
///
/// If the browser does not allow it.
pub async fn save_png(name: &str, svg: &str) -> Result<(), JsValue> {
    let image = HtmlImageElement::new()?;
    // The Content-Security-Policy lets images be data, and nothing else from outside.
    let data = String::from(js_sys::encode_uri_component(svg));
    image.set_src(&format!("data:image/svg+xml,{data}"));
    JsFuture::from(image.decode()).await?;
    let canvas: HtmlCanvasElement = document().create_element("canvas")?.dyn_into()?;
    canvas.set_width(image.natural_width());
    canvas.set_height(image.natural_height());
    let context = canvas.get_context("2d")?.ok_or(JsValue::NULL)?;
    let context: CanvasRenderingContext2d = context.unchecked_into();
    context.draw_image_with_html_image_element(&image, 0.0, 0.0)?;
    let drawn = js_sys::Promise::new(&mut |resolve, _| drop(canvas.to_blob(&resolve)));
    save_blob(name, &JsFuture::from(drawn).await?.dyn_into()?)
}

/// The file that was chosen in `input`, which is emptied.
pub fn chosen_file(input: &HtmlInputElement) -> Option<File> {
    let file = input.files().and_then(|it| it.get(0));
    input.set_value("");
    file
}

/// The text of `file`.
///
/// # Errors
///
/// One sentence if it is too large or cannot be read.
pub async fn text_of(file: &File, limit: usize) -> Result<String, String> {
    #[expect(clippy::cast_precision_loss, reason = "the limit is far below 2^53")]
    if file.size() > limit as f64 {
        return Err(format!("{} is larger than {limit} bytes, which no scenario is", file.name()));
    }
    let text = JsFuture::from(file.text()).await;
    text.ok().and_then(|it| it.as_string()).ok_or_else(|| format!("{} cannot be read", file.name()))
}
