//! The headings of the table of operations and actions.

use crate::grid::On;

/// What the rows that stand together are about.
pub const fn grid_heading(on: On) -> &'static str {
    match on {
        On::Object => "On the object",
        On::Bucket => "On the bucket",
        On::AccessPoint => "On the access point",
        On::Account => "On no bucket: the caller's own policies decide",
    }
}
