//! Orders about notifications and functions.

use crate::repair::ChainRepair;

pub(super) fn order(repair: &ChainRepair) -> String {
    match repair {
        ChainRepair::ListEvents { bucket, notification, events } => format!(
            "Add {} to the events of the notification {notification} of {bucket}.",
            events.join(" and ")
        ),
        ChainRepair::SetPrefix { bucket, notification, prefix } => match prefix.as_str() {
            "" => format!("Leave the prefix of the notification {notification} of {bucket} out."),
            _ => {
                format!("Make the prefix of the notification {notification} of {bucket} {prefix}.")
            }
        },
        ChainRepair::SetSuffix { bucket, notification, suffix } => match suffix.as_str() {
            "" => format!("Leave the suffix of the notification {notification} of {bucket} out."),
            _ => {
                format!("Make the suffix of the notification {notification} of {bucket} {suffix}.")
            }
        },
        ChainRepair::KeepEvents { bucket, notification, events } => format!(
            "Let the notification {notification} of {bucket} list {} alone.",
            events.join(" and ")
        ),
        ChainRepair::RemoveNotification { bucket, notification } => {
            format!("Remove the notification {notification} of {bucket}.")
        }
        ChainRepair::MoveFunction { function, from, to } => {
            format!("Create {function} in {to}, in place of {from}.")
        }
        ChainRepair::WriteTo { function, key } => {
            format!(
                "Let {function} write to {key}, with the name of the object in place of {{name}}."
            )
        }
        ChainRepair::UploadTo { key } => format!("Upload to {key}."),
        ChainRepair::AwaitFunction { function } => {
            format!("Wait until {function} is active.")
        }
        ChainRepair::WakeFunction { function } => {
            format!("Invoke {function} once, and wait until it is active again.")
        }
        ChainRepair::CreateAgain { function } => format!(
            "Delete {function}, and create it again without what StateReason says is wrong."
        ),
        ChainRepair::FreeAddresses { function, subnets } => format!(
            "Give {function} subnets with free addresses, in place of {} or beside them.",
            subnets.join(", ")
        ),
        ChainRepair::RaiseInterfaceQuota { function } => format!(
            "Raise the quota \"Elastic network interfaces per VPC\" of Lambda, or let functions with the subnets and groups of {function} share its interfaces."
        ),
    }
}
