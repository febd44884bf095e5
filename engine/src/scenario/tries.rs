//! What a scenario proposes to try, and what that leads to.

use super::change::WrittenChange;
use super::record::record;
use super::{Expected, ExpectedBefore, ExpectedChain, ExpectedLockOut, ExpectedReach, Scenario};

record! {
    /// A change to try.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct Try {
        /// The change in words, as an order.
        #[required]
        #[free]
        pub what: String,
        /// The edits that make it, in their order.
        #[required]
        #[free]
        pub changes: Vec<WrittenChange>,
        /// The answers that it leads to.
        #[required]
        #[free]
        pub then: Then,
    }
}

record! {
    /// The answers that a change leads to; each in the form of what a scenario expects.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct Then {
        /// As `expect`.
        #[free]
        pub paths: Vec<Expected>,
        /// As `expect_chains`.
        #[free]
        pub chains: Vec<ExpectedChain>,
        /// As `expect_before`.
        #[free]
        pub before: Vec<ExpectedBefore>,
        /// As `expect_reach`.
        #[free]
        pub reach: Vec<ExpectedReach>,
        /// As `expect_lock_out`.
        #[free]
        pub lock_out: Option<ExpectedLockOut>,
        /// As `expect_lock_out_after`.
        #[free]
        pub lock_out_after: Option<ExpectedLockOut>,
    }
}

impl Then {
    /// It states nothing.
    pub(super) fn is_empty(&self) -> bool {
        *self == Self { told: self.told.clone(), ..Self::default() }
    }

    /// `scenario`, which expects this and nothing else, and proposes nothing.
    #[must_use]
    pub fn expected_of(&self, scenario: Scenario) -> Scenario {
        let Self { paths, chains, before, reach, lock_out, lock_out_after, .. } = self.clone();
        Scenario {
            expect: paths,
            expect_chains: chains,
            expect_before: before,
            expect_reach: reach,
            expect_lock_out: lock_out,
            expect_lock_out_after: lock_out_after,
            tries: Vec::new(),
            ..scenario
        }
    }

    /// The member in which what a scenario expects under `name` stands here.
    #[must_use]
    pub fn member(name: &str) -> &'static str {
        match name {
            "expect_chains" => "chains",
            "expect_before" => "before",
            "expect_reach" => "reach",
            "expect_lock_out" => "lock_out",
            "expect_lock_out_after" => "lock_out_after",
            _ => "paths",
        }
    }
}
