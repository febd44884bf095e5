//! `BinaryEquals`: bytes, written in base64.

use super::Compared;

pub(super) fn compare(own: &str, value: &str) -> Compared {
    let Some(own) = decode(own) else { return Compared::InvalidPolicyValue };
    let Some(value) = decode(value) else { return Compared::InvalidRequestValue };
    match own == value {
        true => Compared::Yes,
        false => Compared::No,
    }
}

/// The bytes of a base64 text with its padding.
fn decode(text: &str) -> Option<Vec<u8>> {
    let plain = text.trim_end_matches('=');
    if !text.len().is_multiple_of(4) || text.len() - plain.len() > 2 {
        return None;
    }
    let mut bytes = Vec::new();
    let mut held = 0_u32;
    let mut bits = 0;
    for c in plain.bytes() {
        let digit = match c {
            b'A'..=b'Z' => c - b'A',
            b'a'..=b'z' => c - b'a' + 26,
            b'0'..=b'9' => c - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        held = (held << 6 | u32::from(digit)) & 0xffff;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(held >> bits & 0xff).ok()?);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_decoded_before_it_is_compared() {
        assert_eq!(decode("aGk="), Some(b"hi".to_vec()));
        assert_eq!(decode(""), Some(Vec::new()));
        assert_eq!(decode("a*=="), None);
        assert_eq!(decode("aGk"), None);
        assert_eq!(compare("aGk=", "aGk="), Compared::Yes);
        assert_eq!(compare("aGk=", "aGo="), Compared::No);
    }
}
