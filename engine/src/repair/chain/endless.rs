//! The changes that end a loop, where what a function writes invokes it again: the notification still hears of the upload,
//! and the chain comes to what it came to before.

use accesspath_policy::json::Edit;

use super::{ChainRepair, Told, named, without};
use crate::chain::{self, Chain, Recursion, StepKind};
use crate::documents::Documents;
use crate::repair::call::{owned, quoted};
use crate::repair::{Actor, Repair, RepairSet};
use crate::s3::event::{decoded, events};
use crate::s3::operation::Operation;
use crate::scenario::Scenario;
use crate::scenario::change::Change;

/// The folders that a function may write to in place of the one that it hears of.
const FOLDERS: [&str; 2] = ["processed/", "results/"];

/// The folder of uploads, where they have none.
const UPLOADS: &str = "uploads/";

/// The smallest changes with which the chain is no loop; `None` where none of those that are tried is proved.
///
/// First what the notification asks for, then where the function writes, then both.
pub fn without_loop(scenario: &Scenario, chain: &Chain) -> Option<RepairSet> {
    if chain.recursion == Recursion::Never {
        return None;
    }
    let bucket = scenario.buckets.iter().find(|it| it.id == chain.bucket)?;
    let notification = named(bucket, &chain.notification)?;
    let asked = chain.steps.iter().find_map(|it| it.asked.as_ref())?;
    let (operation, key) = (asked.operation.as_str(), asked.key.as_str());
    let told = Told { scenario, chain, bucket, notification, operation, key };
    let (filters, writes) = (told.apart_from_written(), told.written_elsewhere());
    let (kept, is_in_place) = (told.unheard(), told.is_in_place());
    let first = kept.iter().filter(|_| is_in_place);
    let last = kept.iter().filter(|_| !is_in_place);
    let single = first.chain(&filters).chain(&writes).chain(last).map(|it| vec![it.clone()]);
    let both = filters.iter().flat_map(|a| writes.iter().map(|b| vec![b.clone(), a.clone()]));
    let documents = Documents::read(scenario);
    let ends = |set: &RepairSet| {
        let after = set.apply(scenario);
        let chains = chain::chains(&after, &documents.read_again(&after));
        let own = |it: &&Chain| it.bucket == chain.bucket && it.notification == chain.notification;
        let own = chains.iter().find(own);
        own.is_some_and(|it| it.recursion == Recursion::Never && it.outcome == chain.outcome)
    };
    single
        .chain(both)
        .chain(told.uploaded_to_folder())
        .map(|repairs| RepairSet { repairs })
        .find(ends)
}

impl Told<'_> {
    /// A filter of keys by which the notification hears of the upload, and may not hear of what the function writes.
    fn apart_from_written(&self) -> Vec<Repair> {
        let folder = Some(self.folder()).filter(|it| !it.is_empty());
        let extension = Some(self.extension()).filter(|it| !it.is_empty());
        let prefix = folder.map(|it| self.prefix(it, ""));
        prefix.into_iter().chain(extension.map(|it| self.suffix(it))).collect()
    }

    /// The events without those that the function's write makes.
    fn unheard(&self) -> Option<Repair> {
        let written = self.chain.written.as_ref().filter(|it| it.operation != self.operation)?;
        let made = events(Operation::parse(&written.operation)?, false).types;
        let made: Vec<String> = made.iter().map(|it| (*it).to_owned()).collect();
        let left = without(&self.notification.events, &made);
        (!left.is_empty()).then(|| self.kept(&self.chain.notification, left))
    }

    /// The function changes the object that it hears of, which no filter of keys tells from its upload.
    fn is_in_place(&self) -> bool {
        let written = self.chain.written.as_ref();
        written.is_some_and(|it| it.key == self.key && it.bucket == self.bucket.name)
    }

    /// Uploads to a folder, and the notification for that folder alone, where uploads have none.
    fn uploaded_to_folder(&self) -> Option<Vec<Repair>> {
        let key = format!("{UPLOADS}{}", self.key);
        let at = match &self.scenario.upload {
            Some(_) => owned(&["upload", "key"]),
            None => owned(&["question", "key"]),
        };
        let change = Change::Tell { at, edit: Edit::Set(quoted(&key)) };
        let upload = Repair::new(ChainRepair::UploadTo { key }, Actor::Caller, vec![change]);
        let is_top = self.folder().is_empty() && !self.key.is_empty();
        is_top.then(|| vec![upload.moving(), self.prefix(UPLOADS, "")])
    }

    /// The function's call with a key under another folder.
    // AWS: "Recursive patterns that cause run-away Lambda functions" — a prefix for what comes in, and another for what
    // is written, or a second bucket.
    fn written_elsewhere(&self) -> Vec<Repair> {
        let is_call = |kind: StepKind| matches!(kind, StepKind::Read | StepKind::Write);
        let mut calls = self.chain.steps.iter().filter(|it| is_call(it.kind));
        let at = calls.position(|it| it.asked.is_some() && it.asked == self.chain.written);
        let function = self.scenario.functions.iter().find(|it| it.id == self.chain.function);
        let (Some(at), Some(function)) = (at, function) else { return Vec::new() };
        let written = self.chain.written.as_ref().and_then(|it| Operation::parse(&it.operation));
        if !written.is_some_and(Operation::creates) {
            return Vec::new();
        }
        let prefix = self.notification.prefix.known().map(|it| decoded(it).0).unwrap_or_default();
        let folders = FOLDERS.iter().filter(|it| !it.starts_with(&prefix) || prefix.is_empty());
        let to = |folder: &&str| {
            let key = format!("{folder}{{name}}");
            let number = (at + 1).to_string();
            let place = owned(&["functions", &function.id, "calls", &number, "key"]);
            let does = ChainRepair::WriteTo { function: function.name.clone(), key: key.clone() };
            let change = Change::Tell { at: place, edit: Edit::Set(quoted(&key)) };
            Repair::new(does, Actor::Caller, vec![change])
        };
        folders.map(to).collect()
    }
}
