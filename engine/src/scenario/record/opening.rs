//! A walk over the members of a scenario that were not told.

/// What becomes of a member that was not told.
#[derive(Clone, Copy)]
pub(in crate::scenario) enum Untold {
    /// It is not known.
    Unknown,
    /// It is none, and told to be so.
    Told,
    /// It is none.
    None,
}

/// The walk: each member that was not told gets a number, in the order of the format.
pub(in crate::scenario) struct Opening<'t> {
    treat: &'t dyn Fn(usize) -> Untold,
    place: String,
    /// The members so far, by their places.
    pub(in crate::scenario) members: Vec<String>,
    /// The lengths of `place` at each step back.
    steps: Vec<usize>,
}

impl<'t> Opening<'t> {
    /// A walk that treats the member of each number as `treat` says.
    pub(in crate::scenario) fn new(treat: &'t dyn Fn(usize) -> Untold) -> Self {
        Self { treat, place: String::new(), members: Vec::new(), steps: Vec::new() }
    }

    pub(super) fn enter(&mut self, name: &str) {
        self.steps.push(self.place.len());
        if !self.place.is_empty() {
            self.place.push('.');
        }
        self.place.push_str(name);
    }

    pub(super) fn enter_item(&mut self, at: usize) {
        self.steps.push(self.place.len());
        self.place.push_str(&format!("[{at}]"));
    }

    pub(super) fn leave(&mut self) {
        self.place.truncate(self.steps.pop().unwrap_or_default());
    }

    /// The next member that was not told, which stands at the place of the walk.
    pub(super) fn next(&mut self) -> Untold {
        let number = self.members.len();
        self.members.push(self.place.clone());
        (self.treat)(number)
    }
}
