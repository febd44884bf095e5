//! How wide a text is, and texts that are cut to a width.
//!
//! Widths are those of DejaVu Sans, which is wider than the sans fonts of common systems, so that what fits here fits
//! there. No font is asked: the same text has the same width on every machine.

/// Advance widths of the printable ASCII characters, from the blank on, in thousandths of the font's size.
const REGULAR: [u16; 95] = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636,
    636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632,
    575, 775, 752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685,
    611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579,
    278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
];

/// The same of the bold font.
const BOLD: [u16; 95] = [
    348, 456, 521, 838, 696, 1002, 872, 306, 457, 457, 523, 838, 380, 415, 380, 365, 696, 696, 696,
    696, 696, 696, 696, 696, 696, 696, 400, 400, 838, 838, 838, 580, 1000, 774, 762, 734, 830, 683,
    683, 821, 837, 372, 372, 775, 637, 995, 837, 850, 733, 850, 770, 720, 682, 812, 774, 1103, 771,
    724, 725, 457, 365, 457, 838, 500, 500, 675, 716, 593, 716, 678, 435, 716, 712, 343, 343, 665,
    343, 1042, 712, 687, 716, 716, 493, 595, 478, 712, 652, 924, 645, 652, 582, 712, 365, 712, 838,
];

/// The weight of a font.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// As text is.
    Regular,
    /// As headings are.
    Bold,
}

/// The width of `text` in CSS pixels, in a font of `size`.
pub fn width(text: &str, size: f64, weight: Weight) -> f64 {
    let thousandths: u32 = text.chars().map(|it| u32::from(advance(it, weight))).sum();
    f64::from(thousandths) * size / 1000.0
}

fn advance(letter: char, weight: Weight) -> u16 {
    let table = match weight {
        Weight::Regular => &REGULAR,
        Weight::Bold => &BOLD,
    };
    let at = u32::from(letter).checked_sub(32).and_then(|it| usize::try_from(it).ok());
    // What is not in the table is as wide as the widest letters; marks that join a letter have no width of their own.
    match letter {
        '\u{a0}' => advance(' ', weight),
        '·' => 380,
        '\u{300}'..='\u{36f}' => 0,
        _ => at.and_then(|it| table.get(it)).copied().unwrap_or(1040),
    }
}

/// `text`, cut in its middle so that it is at most `most` wide: the ends of ids tell them apart.
pub fn shorten(text: &str, most: f64, size: f64, weight: Weight) -> String {
    if width(text, size, weight) <= most {
        return text.to_owned();
    }
    let letters: Vec<char> = text.chars().collect();
    for kept in (2..letters.len()).rev() {
        // The beginning keeps one letter more where they do not come out even.
        let (head, tail) = (kept.div_ceil(2), kept / 2);
        let end = letters.len() - tail;
        let part =
            |from: usize, to: usize| -> String { letters.iter().take(to).skip(from).collect() };
        let (begin, rest) = (part(0, head), part(end, letters.len()));
        let short = format!("{}…{}", begin.trim_end(), rest.trim_start());
        if width(&short, size, weight) <= most {
            return short;
        }
    }
    "…".to_owned()
}

/// `text` in at most `lines` lines of at most `most` width, broken at blanks; the last is cut where it does not fit.
pub fn wrap(text: &str, lines: usize, most: f64, size: f64, weight: Weight) -> Vec<String> {
    let mut done: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut words = text.split(' ').filter(|it| !it.is_empty());
    while let Some(word) = words.next() {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if line.is_empty() || width(&longer, size, weight) <= most {
            line = longer;
        } else if done.len() + 1 < lines {
            done.push(shorten(&std::mem::replace(&mut line, word.to_owned()), most, size, weight));
        } else {
            line = std::iter::once(longer.as_str()).chain(words).collect::<Vec<_>>().join(" ");
            break;
        }
    }
    if !line.is_empty() {
        done.push(end(&line, most, size, weight));
    }
    done
}

/// `text`, cut to a width: words at their end, ids in their middle.
pub fn cut(text: &str, most: f64, size: f64, weight: Weight) -> String {
    match text.contains(' ') {
        true => end(text, most, size, weight),
        false => shorten(text, most, size, weight),
    }
}

/// `text`, cut at its end so that it is at most `most` wide.
pub fn end(text: &str, most: f64, size: f64, weight: Weight) -> String {
    if width(text, size, weight) <= most {
        return text.to_owned();
    }
    let mut short: Vec<char> = text.chars().collect();
    while short.pop().is_some() {
        let cut: String = short.iter().collect::<String>().trim_end().to_owned() + "…";
        if width(&cut, size, weight) <= most {
            return cut;
        }
    }
    "…".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_shortened_in_the_middle_and_keeps_both_ends() {
        let id = "vpce-0da4c1e2f3a4b09f5";
        let short = shorten(id, 80.0, 12.0, Weight::Regular);
        assert!(short.starts_with("vpce-") && short.ends_with("9f5"), "{short}");
        assert!(width(&short, 12.0, Weight::Regular) <= 80.0);
        assert_eq!(shorten(id, 500.0, 12.0, Weight::Regular), id);
    }

    #[test]
    fn a_text_is_wrapped_at_blanks_and_cut_in_its_last_line() {
        let lines = |text, most| wrap(text, 2, most, 12.0, Weight::Regular);
        assert_eq!(lines("Bucket policy, statement 2", 140.0), ["Bucket policy,", "statement 2"]);
        assert_eq!(lines("", 90.0), Vec::<String>::new());
        let long = lines("a bucket policy that is much longer than two lines of this row", 90.0);
        assert_eq!(long.len(), 2);
        assert!(long.iter().all(|it| width(it, 12.0, Weight::Regular) <= 90.0), "{long:?}");
        assert!(long.last().is_some_and(|it| it.ends_with('…')));
    }

    #[test]
    fn letters_that_the_table_lacks_count_as_the_widest() {
        assert!(width("漢", 10.0, Weight::Regular) >= 10.0);
    }
}
