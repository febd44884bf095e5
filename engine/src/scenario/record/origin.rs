//! Where a fact, a record or a document comes from.

use super::record;

record! {
    /// The place in a person's own files that a fact was read from.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct Origin {
        /// The file.
        #[free]
        pub file: String,
        /// The place in it, such as `12:3`.
        #[free]
        pub place: String,
        /// The address of the resource, such as `aws_iam_role.reader`.
        #[free]
        pub address: String,
    }
}

impl Origin {
    /// The origin as people read it.
    pub fn shown(&self) -> String {
        let mut shown = self.file.clone();
        for (part, between) in [(&self.place, ":"), (&self.address, " ")] {
            if !part.is_empty() {
                if !shown.is_empty() {
                    shown.push_str(between);
                }
                shown.push_str(part);
            }
        }
        shown
    }
}
