//! The picture of an answer: what the report tells of each path, as geometry, SVG, a vertical list and Markdown.
//!
//! Reads only the report, so that whatever draws it can tell nothing that the report does not hold. Decides nothing, has
//! no clock, no input and no output: the same report gives the same bytes on every machine.

#![forbid(unsafe_code)]

mod band;
mod before;
mod door;
mod draw;
mod element;
mod face;
mod frame;
mod icon;
mod lane;
mod lay_out;
mod markdown;
mod measure;
mod neighbour;
mod paint;
mod picture;
mod quote;
mod row;
mod svg;
mod text;
mod track;
mod vertical;
mod view;

pub use draw::{body, head};
pub use element::Element;
pub use face::{badge, face};
pub use frame::Frame;
pub use icon::icon;
pub use lay_out::{Shown, lay_out};
pub use markdown::{Sources, markdown};
pub use neighbour::{Spot, neighbour};
pub use paint::STYLE;
pub use picture::{
    Anchor, BeforeItem, BeforeLane, BucketShape, Column, Folded, Gate, Label, Lane, Node, Owner,
    Picture, Place, PlaceKind, Row, Switch, UnusedEndpoint,
};
pub use quote::{Quote, quote};
pub use svg::{Colours, sheet, svg};
pub use text::{Weight, width};
pub use vertical::{Reach, Stop, VerticalGate, vertical};
pub use view::View;
