//! The measures of a picture: what follows from the size of its labels, the number of its lanes and its width.

use crate::picture::{Anchor, Label};
use crate::text::{self, Weight};

/// Half the side of a node.
pub(crate) const NODE: f64 = 15.0;
/// Half the side of a gate's face.
pub(crate) const GATE: f64 = 10.0;
/// The size of a switch.
pub(crate) const SWITCH: (f64, f64) = (22.0, 12.0);
/// The width of the bucket.
pub(crate) const BUCKET: f64 = 28.0;
/// Lanes beyond this number stand close together.
const DENSE: usize = 5;

/// The measures of one picture.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Measures {
    /// The size of labels.
    pub label: f64,
    /// How much larger labels are than the usual 12 px.
    pub scale: f64,
    /// From one line of a label to the next.
    pub line: f64,
    /// The lanes stand close together.
    pub dense: bool,
    /// From the middle of a lane up to the edge of its subnet.
    pub above: f64,
    /// From the middle of a lane down to the edge of its subnet.
    pub below: f64,
    /// From one lane to the next.
    pub pitch: f64,
    /// The width of the rows at the left.
    pub rows: f64,
    /// The height of a row.
    pub row: f64,
    /// The height of the head.
    pub head: f64,
}

impl Measures {
    pub(crate) fn new(width: f64, label: f64, lanes: usize) -> Self {
        let label = label.max(12.0);
        let scale = label / 12.0;
        let line = (14.0 * scale).ceil();
        let dense = lanes > DENSE;
        let (above, below) = match dense {
            true => (20.0 * scale, 20.0 * scale),
            false => (27.0 * scale + line, 9.0 * scale + 2.0 * line),
        };
        let pitch = if dense { (40.0 * scale).ceil() } else { above + below + 8.0 };
        let rows = match width {
            wide if wide >= 1240.0 => 232.0,
            wide if wide >= 1000.0 => 208.0,
            wide if wide >= 860.0 => 192.0,
            wide if wide >= 700.0 => 156.0,
            _ => 140.0,
        };
        Self {
            label,
            scale,
            line,
            dense,
            above,
            below,
            pitch,
            // Rows grow less than their labels: what they lose is cut, and stands in full elsewhere.
            rows: (rows * scale.min(1.15)).round(),
            row: if dense { pitch - 2.0 } else { pitch - 8.0 },
            head: (72.0 * scale).ceil(),
        }
    }

    /// The baseline of the first line under a node or a gate, below the middle of its lane.
    pub(crate) fn first_line(&self) -> f64 {
        match self.dense {
            true => GATE + 2.0 + self.label * 0.8,
            false => NODE + 1.5 + self.label * 0.8,
        }
    }

    /// Lines of text under the middle of a shape, from the baseline `y` on.
    pub(crate) fn lines(&self, lines: &[String], x: f64, y: f64) -> Vec<Label> {
        let mut baseline = y;
        let mut labels = Vec::new();
        for text in lines {
            labels.push(Label { anchor: Anchor::Middle, ..self.start(text.clone(), x, baseline) });
            baseline += self.line;
        }
        labels
    }

    /// A line of text that begins at `x`.
    pub(crate) fn start(&self, text: String, x: f64, y: f64) -> Label {
        let (anchor, weight) = (Anchor::Start, Weight::Regular);
        Label { text, x, y, anchor, size: self.label, weight }
    }

    /// A text in bold and behind it, in regular, the first of `rests` that there is room for.
    pub(crate) fn heading(
        &self,
        bold: &str,
        rests: &[String],
        (x, y): (f64, f64),
        most: f64,
    ) -> Vec<Label> {
        let size = self.label;
        let first = text::shorten(bold, most, size, Weight::Bold);
        let used = text::width(&first, size, Weight::Bold) + size * 0.35;
        let whole = first == bold;
        let mut labels = vec![Label { weight: Weight::Bold, ..self.start(first, x, y) }];
        // A range of addresses that is cut short would be another range.
        let fits = |it: &&String| text::width(it, size, Weight::Regular) <= most - used;
        if let Some(rest) = rests.iter().find(fits).filter(|it| whole && !it.is_empty()) {
            labels.push(self.start(rest.clone(), x + used, y));
        }
        labels
    }
}
