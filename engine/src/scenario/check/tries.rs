//! Checks the form of what a scenario proposes to try.
//!
//! That the changes fit it is no matter of its form: they may fit no more once it is edited.

use super::Checker;
use crate::scenario::Try;
use crate::scenario::change::WrittenChange;

impl<'s> Checker<'s> {
    pub(super) fn tries(&mut self) {
        self.each("tries", &self.scenario.tries, Self::try_out);
    }

    fn try_out(&mut self, it: &'s Try) {
        if it.what.trim().is_empty() {
            self.report("what", "a change to try is not named".to_owned());
        }
        if it.changes.is_empty() {
            self.report("changes", "there is nothing to change".to_owned());
        }
        self.each("changes", &it.changes, Self::written_change);
        if it.then.is_empty() {
            self.report("then", "what the change leads to is not told".to_owned());
        }
    }

    fn written_change(&mut self, it: &'s WrittenChange) {
        if it.change().is_none() {
            let message = "this is no change: it has \"at\" with one of \"set\", \"add\", \"rename\" and \"remove\", or a \"document\" with \"text\", with \"attach\" and \"text\", or with \"detach\"";
            self.report("", message.to_owned());
        }
    }
}
