//! The packets that rules of security groups and network ACLs are about.

/// The first and the last of a range of ports.
pub type Ports = (u32, u32);

/// Packets that the call needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Traffic {
    /// The ports that they go to.
    pub ports: Ports,
    /// They come from the other side; otherwise they go to it.
    pub inbound: bool,
    /// They go over UDP; otherwise over TCP.
    pub udp: bool,
    /// The other side.
    pub peer: PeerName,
}

impl Traffic {
    /// A reply goes to any of a range of ports, a request to one.
    pub const fn is_reply(&self) -> bool {
        self.ports.0 != self.ports.1
    }
}

/// The other side of a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PeerName {
    /// S3 at its public IPv4 addresses.
    S3,
    /// S3 at its IPv6 addresses.
    S3OverIpv6,
    /// The edge locations of Transfer Acceleration.
    Acceleration,
    /// An interface endpoint, by id.
    InterfaceEndpoint(String),
    /// The function in a subnet, by that one's id.
    FunctionIn(String),
    /// Another caller in a subnet, by that one's id.
    CallerIn(String),
    /// A caller on premises.
    OnPremises,
    /// A DNS server, by its address.
    DnsServer(String),
}
