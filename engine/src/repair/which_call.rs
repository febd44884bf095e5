//! Which call of a scenario a repair changes.

/// A call of a scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhichCall {
    /// The question's, which also starts a chain where the scenario tells no upload.
    Asked,
    /// A call that a function makes for every event.
    OfFunction {
        /// The function, by id.
        function: String,
        /// The call's number among the function's, from 1.
        number: usize,
    },
}
