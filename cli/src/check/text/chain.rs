//! The lines about a chain: its steps, and the loop.

use accesspath_engine::report::{ChainReport, StepReport};

use super::Page;

impl Page<'_> {
    pub(super) fn chain(&mut self, chain: &ChainReport) {
        let ChainReport { bucket, notification, function, told, .. } = chain;
        self.entry("chain", &format!("{bucket} → {function}, notification {notification}: {told}"));
        chain.steps.iter().for_each(|it| self.step(it));
        self.fix("chain", notification);
        if let Some(told) = &chain.recursion_told {
            self.put(&format!("    {:<8} {told}", chain.recursion));
            let fix = chain.recursion_fix.iter();
            fix.for_each(|it| self.under(&format!("smallest change: {it}")));
        }
        self.lean_on(&chain.unverified);
    }

    fn step(&mut self, step: &StepReport) {
        let call = step.call.as_ref().map(|it| format!("{it}: ")).unwrap_or_default();
        self.put(&format!("    {:<8} {call}{}", step.step, step.told));
        if matches!(step.verdict, "blocks" | "undetermined") {
            self.reasons(&step.because);
        }
        step.symptom.iter().for_each(|it| self.under(&format!("you would see: {it}")));
        step.exposure_told.iter().for_each(|it| self.under(&format!("take care: {it}")));
    }
}
