//! What can be changed where a step of a chain blocks for a reason of its own.

mod endless;
mod state;

use accesspath_policy::arn::Arn;
use accesspath_policy::json::Edit;

use super::answer::Judged;
use super::blocker::{Blocker, Step};
use super::call::{owned, quoted};
use super::{Actor, Breadth, Repair, WhyNot};
use crate::chain::{Chain, StepReason};
use crate::s3::event::{TYPES, decoded, encoded, events, in_common};
use crate::s3::operation::Operation;
use crate::scenario::change::Change;
use crate::scenario::{Bucket, Fact, Function, Notification, Scenario};
pub use endless::without_loop;
pub(super) use state::of_state;

/// A change of a notification or a function.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ChainRepair {
    /// A notification lists further events.
    ListEvents {
        /// The bucket, by name.
        bucket: String,
        /// The notification.
        notification: String,
        /// The types of event.
        events: Vec<&'static str>,
    },
    /// A notification asks for another prefix; an empty one is any.
    SetPrefix {
        /// The bucket, by name.
        bucket: String,
        /// The notification.
        notification: String,
        /// The prefix.
        prefix: String,
    },
    /// A notification asks for another suffix; an empty one is any.
    SetSuffix {
        /// The bucket, by name.
        bucket: String,
        /// The notification.
        notification: String,
        /// The suffix.
        suffix: String,
    },
    /// A notification lists these events, and no others.
    KeepEvents {
        /// The bucket, by name.
        bucket: String,
        /// The notification.
        notification: String,
        /// The types of event.
        events: Vec<String>,
    },
    /// A notification is removed.
    RemoveNotification {
        /// The bucket, by name.
        bucket: String,
        /// The notification.
        notification: String,
    },
    /// The function is created in the bucket's Region.
    MoveFunction {
        /// The function, by name.
        function: String,
        /// The Region that it is in.
        from: String,
        /// The bucket's Region.
        to: String,
    },
    /// A call of the function writes under another key.
    WriteTo {
        /// The function, by name.
        function: String,
        /// The key, in which `{name}` stands for that of the event behind its last slash.
        key: String,
    },
    /// Objects are uploaded under another key.
    UploadTo {
        /// The key.
        key: String,
    },
    /// Lambda is waited for, until the function is active.
    AwaitFunction {
        /// The function, by name.
        function: String,
    },
    /// A function that nobody called for weeks is called once, so that Lambda makes its network interfaces again.
    WakeFunction {
        /// The function, by name.
        function: String,
    },
    /// A function that Lambda could not make is deleted, and created again without what the reason of its state names.
    CreateAgain {
        /// The function, by name.
        function: String,
    },
    /// A function gets subnets with free addresses.
    FreeAddresses {
        /// The function, by name.
        function: String,
        /// The subnets that have none, or too few.
        subnets: Vec<String>,
    },
    /// The quota of network interfaces for functions in a VPC is raised.
    RaiseInterfaceQuota {
        /// The function, by name.
        function: String,
    },
}

/// The repairs for a reason of a step.
pub(super) fn candidates(
    judged: &Judged,
    blocker: &Blocker<'_>,
    reason: &StepReason,
) -> Result<Vec<Repair>, WhyNot> {
    let step = blocker.step.ok_or(WhyNot::Unknown)?;
    let told = Told::of(&judged.scenario, step).ok_or(WhyNot::Unknown)?;
    match reason {
        // AWS: "Event notification types and destinations".
        StepReason::NoEvent => Err(WhyNot::NoEvent),
        StepReason::EventNotListed(_) | StepReason::EventDepends => {
            Ok(told.listed().into_iter().collect())
        }
        StepReason::PrefixDiffers(prefix) => Ok(told.prefixes(prefix)),
        StepReason::SuffixDiffers(suffix) => Ok(told.suffixes(suffix)),
        StepReason::FilterNotEncoded(text) => Ok(told.encoded(text)),
        StepReason::FilterUnknown => Ok(told.of_unknown()),
        StepReason::FilterOverlaps(other) | StepReason::OverlapUnknown(other) => {
            Ok(told.apart(other))
        }
        StepReason::RegionDiffers { bucket, function } => {
            told.moved(function, bucket).map(|it| vec![it]).ok_or(WhyNot::NotOffered)
        }
        _ => Ok(Vec::new()),
    }
}

/// The notification of a chain, as the scenario tells it.
struct Told<'a> {
    scenario: &'a Scenario,
    chain: &'a Chain,
    bucket: &'a Bucket,
    notification: &'a Notification,
    /// The call that makes the event.
    operation: &'a str,
    /// The key that it is made for.
    key: &'a str,
}

impl<'a> Told<'a> {
    fn of(scenario: &'a Scenario, step: Step<'a>) -> Option<Self> {
        let chain = step.chain;
        let bucket = scenario.buckets.iter().find(|it| it.id == chain.bucket)?;
        let notification = named(bucket, &chain.notification)?;
        let asked = chain.steps.iter().find_map(|it| it.asked.as_ref())?;
        let (operation, key) = (asked.operation.as_str(), asked.key.as_str());
        Some(Self { scenario, chain, bucket, notification, operation, key })
    }

    /// The place of a member of a notification of the bucket.
    fn at(&self, notification: &str, member: &str) -> Vec<String> {
        owned(&["buckets", &self.bucket.id, "notifications", notification, member])
    }

    fn repair(&self, does: ChainRepair, changes: Vec<Change>) -> Repair {
        let function = self.scenario.functions.iter().find(|it| it.id == self.chain.function);
        let account = function.map(|it| account(self.scenario, it));
        let own = account == Some(self.bucket.account.as_str());
        Repair::new(does, if own { Actor::Caller } else { Actor::Owner }, changes)
    }

    /// The events of the call, listed besides.
    fn listed(&self) -> Option<Repair> {
        let versioned = self.scenario.question.options.version_id.is_some();
        let made = events(Operation::parse(self.operation)?, versioned);
        let own = &self.chain.notification;
        let add = |event: &&str| Change::Tell {
            at: self.at(own, "events"),
            edit: Edit::Add(quoted(event)),
        };
        let does = ChainRepair::ListEvents {
            bucket: self.bucket.name.clone(),
            notification: own.clone(),
            events: made.types.to_vec(),
        };
        let changes = made.types.iter().map(add).collect();
        Some(self.repair(does, changes).opening(Breadth::Little))
    }

    /// The folder that the prefix and the key have in common, else the key's own; or no prefix.
    // AWS: "Configuring event notifications using object key name filtering" — nothing in a prefix is a wildcard.
    fn prefixes(&self, from: &str) -> Vec<Repair> {
        let (prefix, _) = decoded(from);
        let same = prefix.chars().zip(self.key.chars()).take_while(|(a, b)| a == b);
        let same: String = same.map(|it| it.0).collect();
        let common = match prefix.trim_end_matches('*') == same {
            true => same.as_str(),
            false => same.rfind('/').and_then(|it| same.get(..=it)).unwrap_or_default(),
        };
        let mut found: Vec<&str> = Vec::new();
        for it in [common, self.folder()] {
            if !it.is_empty() && !found.contains(&it) {
                found.push(it);
            }
        }
        found.push("");
        found.into_iter().map(|it| self.prefix(it, from)).collect()
    }

    /// The key up to its last slash.
    fn folder(&self) -> &str {
        self.key.rfind('/').and_then(|it| self.key.get(..=it)).unwrap_or_default()
    }

    /// The key's name from its last period on.
    fn extension(&self) -> &str {
        let name = self.key.rsplit('/').next().unwrap_or_default();
        name.rfind('.').and_then(|it| name.get(it..)).unwrap_or_default()
    }

    fn prefix(&self, to: &str, from: &str) -> Repair {
        let own = &self.chain.notification;
        let prefix = written(to);
        let change = Change::Tell { at: self.at(own, "prefix"), edit: Edit::Set(quoted(&prefix)) };
        let (bucket, notification) = (self.bucket.name.clone(), own.clone());
        let does = ChainRepair::SetPrefix { bucket, notification, prefix };
        self.repair(does, vec![change]).opening(widening(to, from))
    }

    /// The same filter, encoded.
    fn encoded(&self, text: &str) -> Vec<Repair> {
        let is = |it: &Fact<String>| it.known().is_some_and(|it| it == text);
        let plain = decoded(text).0;
        let mut found = Vec::new();
        if is(&self.notification.prefix) {
            found.push(self.prefix(&plain, "").opening(Breadth::Nothing));
        }
        if is(&self.notification.suffix) {
            found.push(self.suffix(&plain).opening(Breadth::Nothing));
        }
        found
    }

    /// A prefix or a suffix that fits, in the place of one that is not known.
    fn of_unknown(&self) -> Vec<Repair> {
        let mut found = Vec::new();
        if self.notification.prefix == Fact::Unknown {
            found.push(self.prefix(self.folder(), self.folder()));
        }
        if self.notification.suffix == Fact::Unknown {
            found.push(self.suffix(self.extension()));
        }
        found
    }

    /// The extension that the suffix and the key have in common, else the key's own; or no suffix.
    fn suffixes(&self, from: &str) -> Vec<Repair> {
        let (suffix, _) = decoded(from);
        let same = suffix.chars().rev().zip(self.key.chars().rev()).take_while(|(a, b)| a == b);
        let same: Vec<char> = same.map(|it| it.0).collect();
        let same: String = same.into_iter().rev().collect();
        let common = match suffix.trim_start_matches('*') == same {
            true => same.as_str(),
            false => same.find('.').and_then(|it| same.get(it..)).unwrap_or_default(),
        };
        let mut found: Vec<&str> = Vec::new();
        for it in [common, self.extension()] {
            if !it.is_empty() && !found.contains(&it) {
                found.push(it);
            }
        }
        found.push("");
        found.into_iter().map(|it| self.suffix(it)).collect()
    }

    fn suffix(&self, to: &str) -> Repair {
        let own = &self.chain.notification;
        let suffix = written(to);
        let change = Change::Tell { at: self.at(own, "suffix"), edit: Edit::Set(quoted(&suffix)) };
        let (bucket, notification) = (self.bucket.name.clone(), own.clone());
        let does = ChainRepair::SetSuffix { bucket, notification, suffix };
        let opens = if to.is_empty() { Breadth::Much } else { Breadth::Some };
        self.repair(does, vec![change]).opening(opens)
    }

    /// Two notifications without a key and an event in common.
    fn apart(&self, other: &str) -> Vec<Repair> {
        let Some(there) = named(self.bucket, other) else { return Vec::new() };
        let own = &self.chain.notification;
        let mut found = Vec::new();
        let prefix = self.notification.prefix.known().map(|it| decoded(it).0);
        if !self.folder().is_empty() && prefix.is_some_and(|it| it != self.folder()) {
            found.push(self.prefix(self.folder(), ""));
        }
        for (of, events, others) in [
            (other, &there.events, &self.notification.events),
            (own.as_str(), &self.notification.events, &there.events),
        ] {
            let left = without(events, others);
            if !left.is_empty() {
                found.push(self.kept(of, left));
            }
        }
        let at = owned(&["buckets", &self.bucket.id, "notifications", other]);
        let does = ChainRepair::RemoveNotification {
            bucket: self.bucket.name.clone(),
            notification: other.to_owned(),
        };
        let removed = self.repair(does, vec![Change::Tell { at, edit: Edit::Remove }]);
        // It opens nothing, and shuts all that the other is for.
        found.push(removed.opening(Breadth::Much));
        found
    }

    fn kept(&self, notification: &str, events: Vec<String>) -> Repair {
        let list: Vec<String> = events.iter().map(|it| quoted(it)).collect();
        let edit = Edit::Set(format!("[{}]", list.join(",")));
        let change = Change::Tell { at: self.at(notification, "events"), edit };
        let does = ChainRepair::KeepEvents {
            bucket: self.bucket.name.clone(),
            notification: notification.to_owned(),
            events,
        };
        self.repair(does, vec![change]).opening(Breadth::Some)
    }

    /// The function in the bucket's Region, where its Region is told by itself.
    fn moved(&self, from: &str, to: &str) -> Option<Repair> {
        let function = self.scenario.functions.iter().find(|it| it.id == self.chain.function)?;
        function.region.as_ref().filter(|_| function.placements.iter().all(|it| it.outside))?;
        let at = owned(&["functions", &function.id, "region"]);
        let change = Change::Tell { at, edit: Edit::Set(quoted(to)) };
        let does = ChainRepair::MoveFunction {
            function: function.name.clone(),
            from: from.to_owned(),
            to: to.to_owned(),
        };
        Some(Repair::new(does, Actor::Caller, vec![change]).moving())
    }
}

/// The notification of that name: its id, else its number in the bucket.
fn named<'b>(bucket: &'b Bucket, name: &str) -> Option<&'b Notification> {
    let number = name.parse::<usize>().ok().and_then(|it| it.checked_sub(1));
    let by_id = bucket.notifications.iter().find(|it| it.id.as_deref() == Some(name));
    by_id.or_else(|| bucket.notifications.get(number?))
}

/// The events of a list that no event of another list covers; a group is written out where only some of it is left.
fn without(events: &[String], others: &[String]) -> Vec<String> {
    let mut left = Vec::new();
    for event in events {
        if !in_common(std::slice::from_ref(event), others) {
            left.push(event.clone());
        } else if let Some(group) = event.strip_suffix('*') {
            let each = TYPES.iter().filter(|it| it.starts_with(group) && !it.ends_with('*'));
            let each = each.map(|it| (*it).to_owned());
            left.extend(each.filter(|it| !in_common(std::slice::from_ref(it), others)));
        }
    }
    left
}

/// A text as a filter has it.
fn written(text: &str) -> String {
    encoded(text).unwrap_or_else(|| text.to_owned())
}

/// How much more a filter of keys lets through.
fn widening(to: &str, from: &str) -> Breadth {
    match to {
        "" => Breadth::Much,
        _ if from.is_empty() => Breadth::Nothing,
        _ => Breadth::Some,
    }
}

fn account<'s>(scenario: &'s Scenario, function: &Function) -> &'s str {
    let role = scenario.role(&function.role).and_then(|it| Arn::parse(&it.arn));
    role.map(|it| it.account).unwrap_or_default()
}
