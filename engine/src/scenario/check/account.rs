//! Checks accounts, and the moment of the request.

use super::{Checker, PlaceStep};
use crate::scenario::Fact;

impl Checker<'_> {
    pub(super) fn accounts(&mut self) {
        let scenario = self.scenario;
        self.unique("accounts", &scenario.accounts, |it| &it.id);
        self.each("accounts", &scenario.accounts, |check, it| {
            check.account_id("id", &it.id);
            check.levels("scp_levels", it.scp_levels.as_ref());
            check.levels("rcp_levels", it.rcp_levels.as_ref());
        });
        if let Some(organization) = &scenario.organization {
            self.enter(PlaceStep::Name("organization"));
            if let Fact::Known(id) = &organization.id {
                self.id_begins("id", id, "o-");
            }
            if let Some(id) = &organization.management_account {
                self.account_id("management_account", id);
            }
            self.leave();
        }
        if let Some(time) = &scenario.time
            && accesspath_policy::condition::parse_time(time).is_none()
        {
            self.report("time", format!("\"{time}\" is no moment such as 2026-01-01T00:00:00Z"));
        }
    }
}
