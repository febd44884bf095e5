//! Sentences in which condition keys, actions, ARNs and ids stand in the type of code.

use yew::Html;

use crate::markup::{El, el, text};

/// Adds `sentence` to `to`, its names of AWS in the type of code.
pub(super) fn prose(to: Box<El>, sentence: &str) -> Box<El> {
    let words = sentence.split_inclusive(' ').flat_map(word);
    words.fold(to, El::node)
}

/// A word, with what follows a name apart from it.
fn word(word: &str) -> Vec<Html> {
    let bare = word.trim_end_matches([' ', '.', ',', ';', ':', ')', '"']);
    let opened = bare.trim_start_matches(['(', '"']);
    if !is_name(opened) {
        return vec![text(word)];
    }
    let (front, end) = (bare.len() - opened.len(), bare.len());
    let part = |range: &str| text(range);
    vec![
        part(word.get(..front).unwrap_or_default()),
        el("code").text(opened).done(),
        part(word.get(end..).unwrap_or_default()),
    ]
}

/// A condition key or an action (`aws:SourceVpce`, `s3:GetObject`), an ARN, or an id such as `vpce-0a1b2c3d`.
fn is_name(word: &str) -> bool {
    const IDS: [&str; 8] = ["vpce-", "vpc-", "subnet-", "sg-", "rtb-", "nat-", "igw-", "o-"];
    let by_colon = word.split_once(':').is_some_and(|(service, name)| {
        let plain = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '-';
        !service.is_empty()
            && service.chars().all(plain)
            && name.starts_with(|it: char| it.is_ascii_alphabetic() || it == '*')
    });
    let by_id = IDS.iter().any(|it| word.strip_prefix(it).is_some_and(|rest| !rest.is_empty()));
    by_colon || by_id
}

#[cfg(test)]
mod tests {
    use super::is_name;

    #[test]
    fn names_of_aws_are_told_from_words() {
        for name in ["aws:SourceVpce", "s3:*", "arn:aws:s3:::b/k", "vpce-0a1b", "kms:Decrypt"] {
            assert!(is_name(name), "{name}");
        }
        for word in ["", "Explicit", "deny:", "o-", "10:30", "Statement", ":"] {
            assert!(!is_name(word), "{word}");
        }
    }
}
