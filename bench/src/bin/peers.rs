//! One round of the evaluators that the engine is compared with: `peers CASE`.

use std::collections::HashMap;
use std::error::Error;
use std::hint::black_box;

use accesspath_bench::case::{ACCOUNT, ACTION, Case, PRINCIPAL, RESOURCE};
use accesspath_bench::stopwatch::least;

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

fn main() -> Outcome {
    let name = std::env::args().nth(1).unwrap_or_default();
    let case = Case::named(&name).ok_or("peers takes the name of a case")?;
    let awsim_context = awsim::context(&case);
    assert_eq!(awsim::decide(&case, &awsim_context)?, awsim_iam_policy::Decision::Allow);
    let denied = case.denied();
    let decision = awsim::decide(&denied, &awsim::context(&denied))?;
    assert_eq!(decision, awsim_iam_policy::Decision::ExplicitDeny);
    let iam_request = iam::request(&case)?;
    assert_eq!(iam::decide(&case, &iam_request)?, iam_rs::Decision::Allow);
    assert_eq!(iam::decide(&denied, &iam::request(&denied)?)?, iam_rs::Decision::Deny);

    let awsim = least(|| drop(black_box(awsim::decide(black_box(&case), &awsim_context))));
    println!("awsim-iam-policy {awsim}");
    let iam = least(|| drop(black_box(iam::decide(black_box(&case), &iam_request))));
    println!("iam-rs {iam}");
    Ok(())
}

mod awsim {
    use super::{ACCOUNT, ACTION, Case, HashMap, Outcome, PRINCIPAL, RESOURCE};
    use awsim_iam_policy::{
        AuthzRequest, ContextValue, Decision, EvalContext, PolicyDocument, evaluate, parse_value,
    };

    pub fn context(case: &Case) -> HashMap<String, ContextValue> {
        let value = |it: &str| ContextValue::String(it.to_owned());
        case.context.iter().map(|(key, it)| ((*key).to_owned(), value(it))).collect()
    }

    pub fn decide(case: &Case, context: &HashMap<String, ContextValue>) -> Outcome<Decision> {
        let request = AuthzRequest {
            principal_arn: PRINCIPAL,
            principal_account: ACCOUNT,
            action: ACTION,
            resource_arn: RESOURCE,
            context,
        };
        let policies = EvalContext {
            identity_policies: &parse_all(&case.identity)?,
            resource_policy: Some(&parse(&case.resource)?),
            scps: &parse_all(&case.scps)?,
            ..EvalContext::default()
        };
        Ok(evaluate(&request, &policies))
    }

    fn parse_all(texts: &[String]) -> Outcome<Vec<PolicyDocument>> {
        texts.iter().map(|it| parse(it)).collect()
    }

    /// Not by its own `parse`, which looks the text up among those that it has read before.
    fn parse(text: &str) -> Outcome<PolicyDocument> {
        Ok(parse_value(&serde_json::from_str(text)?)?)
    }
}

mod iam {
    use super::{ACTION, Case, Outcome, PRINCIPAL, RESOURCE};
    use iam_rs::{
        Arn, Context, Decision, IAMPolicy, IAMRequest, PolicyEvaluator, Principal, PrincipalId,
    };

    pub fn request(case: &Case) -> Outcome<IAMRequest> {
        let principal = Principal::Aws(PrincipalId::String(PRINCIPAL.to_owned()));
        let context = case
            .context
            .iter()
            .fold(Context::new(), |context, (key, it)| context.with_string(*key, *it));
        Ok(IAMRequest::new_with_context(principal, ACTION, Arn::parse(RESOURCE)?, context))
    }

    pub fn decide(case: &Case, request: &IAMRequest) -> Outcome<Decision> {
        let policies: Result<Vec<IAMPolicy>, _> =
            case.texts().map(|it| IAMPolicy::from_json(it)).collect();
        Ok(PolicyEvaluator::with_policies(policies?).evaluate(request)?.decision)
    }
}
