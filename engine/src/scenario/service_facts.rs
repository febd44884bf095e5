//! What AWS documents of its services, which a program gives a scenario before it asks.
//!
//! Without it S3's check of a new bucket policy stays open where it turns on which actions and keys exist.

use std::sync::LazyLock;

use accesspath_policy::facts::{Facts, SERVICE_AUTHORIZATION};

/// The facts, where they were given; they live as long as the program, so that no scenario copies them.
#[derive(Debug, Clone, Copy, Default)]
pub struct ServiceFacts(Option<&'static Facts<'static>>);

impl ServiceFacts {
    /// The facts that a program holds.
    pub const fn new(facts: &'static Facts<'static>) -> Self {
        Self(Some(facts))
    }

    /// Those that come with the engine. A page that never asks for them does not hold them.
    pub fn shipped() -> Self {
        static SHIPPED: LazyLock<Facts<'static>> =
            LazyLock::new(|| Facts::read(SERVICE_AUTHORIZATION));
        Self::new(&SHIPPED)
    }

    /// The facts were given.
    pub const fn is_here(self) -> bool {
        self.0.is_some()
    }

    pub(crate) const fn get(self) -> Option<&'static Facts<'static>> {
        self.0
    }
}

// Facts are read once, so that others stand at another address.
impl PartialEq for ServiceFacts {
    fn eq(&self, other: &Self) -> bool {
        self.0.map(std::ptr::from_ref) == other.0.map(std::ptr::from_ref)
    }
}

impl Eq for ServiceFacts {}
