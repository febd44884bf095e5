//! Reads and writes the values of cells: address ranges, ports, protocols.

use accesspath_engine::scenario::Fact;
use accesspath_policy::address::Cidr;

/// The protocols that rules name.
pub(super) const PROTOCOLS: [(&str, &str); 4] =
    [("-1", "all"), ("tcp", "TCP"), ("udp", "UDP"), ("icmp", "ICMP")];

/// The words of a fact that is on, off or not known.
pub(super) const SWITCH: [(&str, &str); 3] = [("on", "on"), ("off", "off"), ("unknown", "unknown")];

/// The word of such a fact.
pub(super) const fn switch_word(fact: &Fact<bool>) -> &'static str {
    match fact {
        Fact::Known(true) => "on",
        Fact::Known(false) => "off",
        Fact::Unknown => "unknown",
    }
}

/// The fact of such a word.
pub(super) fn switch_fact(word: &str) -> Fact<bool> {
    match word {
        "on" => Fact::Known(true),
        "off" => Fact::Known(false),
        _ => Fact::Unknown,
    }
}

/// An address range in the form that EC2 accepts.
pub(super) fn range(text: &str) -> Result<String, String> {
    match Cidr::parse(text) {
        Some(it) if !text.contains('/') => {
            let length = if it.is_ipv4() { 32 } else { 128 };
            Err(format!("A range has a prefix length: {text}/{length} is this one address."))
        }
        Some(_) => Ok(text.to_owned()),
        None => Err(format!("\"{text}\" is no address range, such as 10.0.0.0/16.")),
    }
}

/// The first and the last port, or none for all.
pub(super) type Ports = (Option<u32>, Option<u32>);

/// Reads ports: `443`, `1024-65535`, `all`.
fn ports(text: &str) -> Result<Ports, String> {
    if text.is_empty() || text.eq_ignore_ascii_case("all") {
        return Ok((None, None));
    }
    let port = |it: &str| it.trim().parse::<u32>().ok().filter(|it| *it <= 65_535);
    let read = match text.split_once(['-', '–']) {
        Some((from, to)) => port(from).zip(port(to)),
        None => port(text).map(|it| (it, it)),
    };
    match read {
        Some((from, to)) if from > to => Err(format!("The first port, {from}, is after the last.")),
        Some((from, to)) if from == to => Ok((Some(from), None)),
        Some((from, to)) => Ok((Some(from), Some(to))),
        None => {
            Err(format!("\"{text}\" is no port: write 443, 1024-65535 or all, from 0 to 65535."))
        }
    }
}

/// The text of ports.
pub(super) fn ports_text((from, to): Ports) -> String {
    match (from, to) {
        (None, _) => "all".to_owned(),
        (Some(from), Some(to)) if to != from => format!("{from}-{to}"),
        (Some(from), _) => from.to_string(),
    }
}

/// The word of a rule's protocol; a rule without one is for all protocols.
pub(super) fn protocol_word(protocol: Option<&str>) -> &str {
    match protocol {
        None | Some("all") => "-1",
        Some("6") => "tcp",
        Some("17") => "udp",
        Some("1") => "icmp",
        Some(other) => other,
    }
}

/// The protocol and ports of a rule of a security group or a network ACL.
pub(super) struct RuleTraffic<'r> {
    /// Its protocol.
    pub(super) protocol: &'r mut Option<String>,
    /// Its first port.
    pub(super) from: &'r mut Option<u32>,
    /// Its last port.
    pub(super) to: &'r mut Option<u32>,
}

impl RuleTraffic<'_> {
    /// Sets the protocol; one without ports removes the ports.
    pub(super) fn set_protocol(self, word: &str) {
        if !has_ports(Some(word)) {
            (*self.from, *self.to) = (None, None);
        }
        *self.protocol = Some(word.to_owned());
    }

    /// Sets the ports.
    pub(super) fn set_ports(self, text: &str) -> Result<(), String> {
        let ports = ports(text)?;
        if ports.0.is_some() && !has_ports(self.protocol.as_deref()) {
            return Err("Only TCP and UDP have ports: choose one of them first.".to_owned());
        }
        (*self.from, *self.to) = ports;
        Ok(())
    }
}

fn has_ports(protocol: Option<&str>) -> bool {
    matches!(protocol_word(protocol), "tcp" | "udp")
}

/// Adds an id to a list, or takes it out.
pub(super) fn toggle(list: &mut Vec<String>, id: &str) {
    match list.iter().position(|it| it == id) {
        Some(at) => drop(list.remove(at)),
        None => list.push(id.to_owned()),
    }
}

/// Removes one of several rows.
pub(super) fn take<T>(rows: Option<&mut Vec<T>>, row: usize) {
    if let Some(rows) = rows.filter(|it| row < it.len()) {
        rows.remove(row);
    }
}

/// The message for a cell that does not exist.
pub(super) fn gone() -> String {
    "This row is gone.".to_owned()
}
