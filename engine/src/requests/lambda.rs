//! The requests that no network path of the customer's carries: those that Lambda itself makes.

use accesspath_policy::arn::Arn;
use accesspath_policy::caller::Caller;
use accesspath_policy::key;
use accesspath_policy::request::Request;
use accesspath_policy::truth::Truth;

use super::basic::basic;
use super::identity::{Identity, function_region};
use super::is_management;
use crate::scenario::{Function, Role, Scenario};

/// A call that Lambda itself makes for `function`, as `own`: it takes no path of the customer's.
///
/// AWS: "Using source function ARN to control function access behavior" — such calls carry no
/// `lambda:SourceFunctionArn`. What else tells the network, it does not say.
pub(crate) fn request_of_lambda(
    function: &Function,
    own: &Identity<'_>,
    action: &str,
    resource: &str,
    scenario: &Scenario,
) -> Option<Request> {
    let account = own.caller.account()?.to_owned();
    let mut context = own.keys_on(action, &account, scenario);
    context.remove(key::LAMBDA_SOURCE_FUNCTION_ARN);
    context.set_one(key::AWS_SECURE_TRANSPORT, "true");
    let region = function_region(&function.id, scenario);
    context.set_known(key::AWS_REQUESTED_REGION, region);
    for key in key::NETWORK_KEYS.into_iter().chain([key::AWS_VIA_AWS_SERVICE, key::AWS_USER_AGENT])
    {
        context.set_unknown(key);
    }
    Some(Request {
        context,
        action: action.to_owned(),
        resource: resource.to_owned(),
        resource_account: account.clone(),
        principal_in_management_account: is_management(scenario, &account),
        resource_in_management_account: is_management(scenario, &account),
        service_linked_role: own.service_linked,
        has_boundary: own.has_boundary(),
        endpoint: None,
        caller: own.caller.clone(),
    })
}

/// The action of the request by which Lambda assumes a role.
pub(crate) const ASSUME_ROLE: &str = "sts:AssumeRole";

/// The request by which Lambda assumes the role of a function.
///
/// AWS does not say whether that request tells which function it is for.
pub(crate) fn request_to_assume(role: &Role, scenario: &Scenario) -> Option<Request> {
    let account = Arn::parse(&role.arn)?.account.to_owned();
    let caller = Caller::Service("lambda.amazonaws.com".to_owned());
    let action = ASSUME_ROLE;
    let mut context = basic(&caller, action, &account, scenario);
    context.set_one(key::AWS_PRINCIPAL_SERVICE_NAME, "lambda.amazonaws.com");
    for key in
        [key::AWS_SOURCE_ARN, key::AWS_SOURCE_ACCOUNT, key::AWS_SOURCE_ORG_ID, key::AWS_USER_AGENT]
    {
        context.set_unknown(key);
    }
    Some(Request {
        context,
        caller,
        action: action.to_owned(),
        resource: role.arn.clone(),
        resource_account: account.clone(),
        principal_in_management_account: Truth::No,
        resource_in_management_account: is_management(scenario, &account),
        service_linked_role: false,
        has_boundary: Truth::No,
        endpoint: None,
    })
}
