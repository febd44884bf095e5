//! Route tables and their routes.

use super::Fact;
use super::record::record;

record! {
    /// A route table.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct RouteTable {
        /// Its id.
        #[required]
        pub id: String,
        /// Its VPC, by id.
        #[required]
        pub vpc: String,
        /// Its routes besides the local ones, which every table has.
        pub routes: Vec<Route>,
    }
}

record! {
    /// One route.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct Route {
        /// An address range, or the id of a prefix list.
        #[required]
        pub destination: String,
        /// The gateway or endpoint, by id.
        #[required]
        pub target: String,
        /// Its target is gone.
        pub blackhole: Fact<bool>,
        /// A virtual private gateway or a transit gateway has propagated it.
        pub propagated: bool,
    }
}
