//! The condition keys that the scenario itself gives for a path; they win over what the path would bring.

use accesspath_policy::context::{Context, ContextValue};
use litemap::LiteMap;

use crate::network::Path;
use crate::scenario::{Fact, Scenario};

/// Sets a key as the scenario gives it.
pub(super) fn set_given(context: &mut Context, key: &str, value: &Fact<Vec<String>>) {
    match value.known().map(Vec::as_slice) {
        None => context.set_unknown(key),
        Some([]) => context.remove(key),
        Some([only]) => context.set_one(key, only.clone()),
        Some(several) => context.set(key, ContextValue::Many(several.to_vec())),
    }
}

/// The condition keys that the scenario itself gives for a path.
pub(super) fn given_keys<'s>(
    path: &Path,
    scenario: &'s Scenario,
) -> Option<&'s LiteMap<String, Fact<Vec<String>>>> {
    let placements = scenario.functions.iter().flat_map(|it| &it.placements);
    let mut own = placements.filter(|it| Some(&it.id) == path.placement.as_ref());
    let other = || scenario.callers.iter().find(|it| it.id == path.caller);
    own.next().map(|it| &it.condition_keys).or_else(|| other().map(|it| &it.condition_keys))
}

/// The scenario itself gives the condition key `key` for a path.
pub(crate) fn is_given(path: &Path, key: &str, scenario: &Scenario) -> bool {
    let given = given_keys(path, scenario);
    given.into_iter().flatten().any(|(it, _)| it.eq_ignore_ascii_case(key))
}
