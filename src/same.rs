//! A shared value that is compared by its place.

use std::rc::Rc;

/// A shared value, equal to its clones alone.
///
/// What the page keeps is replaced only where it changes, so that what differs by its place differs, and a comparison
/// never looks inside.
#[derive(Debug)]
pub struct Same<T>(pub Rc<T>);

impl<T> Clone for Same<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> PartialEq for Same<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}
