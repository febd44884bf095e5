//! The commands of the AWS CLI that tell what is not known: they only read, and print what can be pasted back.

use accesspath_policy::arn::Arn;
use accesspath_policy::symbol;

use super::shell::quoted;
use crate::scenario::Scenario;
use crate::topic::{About, Topic};

/// The commands that tell a topic; none where no command does.
pub fn commands(topic: &Topic, scenario: &Scenario) -> Vec<String> {
    let of = topic.of.as_str();
    let bucket = bucket(scenario);
    let one = |command: String| vec![command];
    match topic.about {
        About::BucketPolicy => one(format!(
            "aws s3api get-bucket-policy --bucket {bucket} --query Policy --output text"
        )),
        About::Standing | About::Function => {
            let name = scenario.functions.iter().find(|it| it.id == of).map(|it| it.name.as_str());
            let name = told(name, "FUNCTION");
            one(format!("aws lambda get-function-configuration --function-name {name}"))
        }
        About::IdentityPolicies => identity(of, scenario),
        About::Boundary | About::CallerTags => match caller(of, scenario) {
            Caller::Role(name) => one(format!("aws iam get-role --role-name {name}")),
            Caller::User(name) => one(format!("aws iam get-user --user-name {name}")),
        },
        About::Endpoints => one(match vpc(scenario) {
            Some(vpc) => {
                format!("aws ec2 describe-vpc-endpoints --filters Name=vpc-id,Values={vpc}")
            }
            None => "aws ec2 describe-vpc-endpoints".to_owned(),
        }),
        About::Endpoint | About::EndpointPolicy => one(format!(
            "aws ec2 describe-vpc-endpoints --vpc-endpoint-ids {}",
            id(of, "vpce-", "ENDPOINT")
        )),
        About::RouteTableOf => one(of_subnet("describe-route-tables", of)),
        About::RouteTable => one(format!(
            "aws ec2 describe-route-tables --route-table-ids {}",
            id(of, "rtb-", "ROUTE_TABLE")
        )),
        About::SecurityGroup => {
            one(format!("aws ec2 describe-security-groups --group-ids {}", id(of, "sg-", "GROUP")))
        }
        About::NetworkAclOf => one(of_subnet("describe-network-acls", of)),
        About::NetworkAcl => one(format!(
            "aws ec2 describe-network-acls --network-acl-ids {}",
            id(of, "acl-", "ACL")
        )),
        About::Subnet => {
            one(format!("aws ec2 describe-subnets --subnet-ids {}", id(of, "subnet-", "SUBNET")))
        }
        About::Gateway => gateway(of),
        About::PrefixList => one(format!(
            "aws ec2 describe-prefix-lists --prefix-list-ids {}",
            id(of, "pl-", "PREFIX_LIST")
        )),
        About::Vpc => {
            let vpc = id(of, "vpc-", "VPC");
            let attribute = |it: &str| {
                format!("aws ec2 describe-vpc-attribute --vpc-id {vpc} --attribute {it}")
            };
            vec![attribute("enableDnsSupport"), attribute("enableDnsHostnames")]
        }
        About::PrivateZones => {
            let region = scenario.bucket().map_or("REGION", |it| it.region.as_str());
            let vpc = vpc(scenario).unwrap_or_else(|| "VPC".to_owned());
            let region = quoted(region);
            one(format!(
                "aws route53 list-hosted-zones-by-vpc --vpc-id {vpc} --vpc-region {region}"
            ))
        }
        About::KeyPolicy => {
            let key = key(of, scenario);
            one(format!(
                "aws kms get-key-policy --key-id {key} --policy-name default --query Policy --output text"
            ))
        }
        About::Key | About::Keys => {
            one(format!("aws kms describe-key --key-id {}", key(of, scenario)))
        }
        About::Encryption => one(format!("aws s3api get-bucket-encryption --bucket {bucket}")),
        About::Scps => organizations(of, "SERVICE_CONTROL_POLICY"),
        About::Rcps => organizations(of, "RESOURCE_CONTROL_POLICY"),
        About::Organization => one("aws organizations describe-organization".to_owned()),
        About::BucketSwitches => {
            one(format!("aws s3api get-public-access-block --bucket {bucket}"))
        }
        About::AccountSwitches => one(format!(
            "aws s3control get-public-access-block --account-id {}",
            told(Some(of), "ACCOUNT")
        )),
        About::Ownership => {
            one(format!("aws s3api get-bucket-ownership-controls --bucket {bucket}"))
        }
        About::BucketAcl => one(format!("aws s3api get-bucket-acl --bucket {bucket}")),
        About::BucketTags => one(format!("aws s3api get-bucket-tagging --bucket {bucket}")),
        About::Setting => vec![
            format!("aws s3api get-bucket-versioning --bucket {bucket}"),
            format!("aws s3api get-bucket-request-payment --bucket {bucket}"),
        ],
        About::ObjectAcl | About::Object => {
            let key = told(
                Some(&scenario.question.key).filter(|it| !it.is_empty()).map(String::as_str),
                "KEY",
            );
            let command =
                if topic.about == About::Object { "head-object" } else { "get-object-acl" };
            one(format!("aws s3api {command} --bucket {bucket} --key {key}"))
        }
        About::AccessPoint => {
            one("aws s3control list-access-points --account-id ACCOUNT".to_owned())
        }
        About::SessionPolicies | About::Caller | About::Time => Vec::new(),
    }
}

/// A name as an argument, or a word in its place that a person replaces.
fn told(name: Option<&str>, word: &str) -> String {
    match name.filter(|it| !symbol::has(it) && !it.is_empty()) {
        Some(name) => quoted(name),
        None => word.to_owned(),
    }
}

/// The command that lists what is associated with a subnet.
fn of_subnet(verb: &str, subnet: &str) -> String {
    let subnet = id(subnet, "subnet-", "SUBNET");
    format!("aws ec2 {verb} --filters Name=association.subnet-id,Values={subnet}")
}

/// An id as AWS gives it; the scenario's own ids are no names of AWS.
fn id(of: &str, beginning: &str, word: &str) -> String {
    told(Some(of).filter(|it| it.starts_with(beginning)), word)
}

fn bucket(scenario: &Scenario) -> String {
    told(scenario.bucket().map(|it| it.name.as_str()), "BUCKET")
}

/// The VPC of the scenario, where it has one only.
fn vpc(scenario: &Scenario) -> Option<String> {
    match scenario.vpcs.as_slice() {
        [only] if !symbol::has(&only.id) => Some(quoted(&only.id)),
        _ => None,
    }
}

/// A caller by the name under which IAM knows it.
enum Caller {
    Role(String),
    User(String),
}

fn caller(of: &str, scenario: &Scenario) -> Caller {
    let name = |arn: &str| arn.rsplit('/').next().unwrap_or_default().to_owned();
    let user = scenario.callers.iter().find(|it| it.id == of).and_then(|it| it.user.as_ref());
    if let Some(user) = user {
        return Caller::User(told(Some(&name(user)), "USER"));
    }
    let role = scenario.roles.iter().find(|it| it.id == of).map(|it| name(&it.arn));
    Caller::Role(told(role.as_deref(), "ROLE"))
}

/// The commands that list the policies of a caller, and show the first kind of them.
fn identity(of: &str, scenario: &Scenario) -> Vec<String> {
    match caller(of, scenario) {
        Caller::Role(name) => vec![
            format!("aws iam list-attached-role-policies --role-name {name}"),
            format!("aws iam list-role-policies --role-name {name}"),
            format!("aws iam get-role-policy --role-name {name} --policy-name POLICY"),
        ],
        Caller::User(name) => vec![
            format!("aws iam list-attached-user-policies --user-name {name}"),
            format!("aws iam list-user-policies --user-name {name}"),
            format!("aws iam get-user-policy --user-name {name} --policy-name POLICY"),
        ],
    }
}

fn gateway(of: &str) -> Vec<String> {
    let commands: [(&str, &str); 6] = [
        ("nat-", "describe-nat-gateways --nat-gateway-ids"),
        ("igw-", "describe-internet-gateways --internet-gateway-ids"),
        ("pcx-", "describe-vpc-peering-connections --vpc-peering-connection-ids"),
        ("eigw-", "describe-egress-only-internet-gateways --egress-only-internet-gateway-ids"),
        ("vpce-", "describe-vpc-endpoints --vpc-endpoint-ids"),
        ("i-", "describe-instances --instance-ids"),
    ];
    let own = commands.iter().find(|it| of.starts_with(it.0));
    own.map(|it| format!("aws ec2 {} {}", it.1, quoted(of))).into_iter().collect()
}

fn key(of: &str, scenario: &Scenario) -> String {
    let arn = scenario.keys.iter().find(|it| it.id == of).map(|it| it.arn.as_str());
    told(arn.filter(|it| Arn::parse(it).is_some()), "KEY")
}

fn organizations(account: &str, kind: &str) -> Vec<String> {
    let account = told(Some(account), "ACCOUNT");
    vec![format!(
        "aws organizations list-policies-for-target --target-id {account} --filter {kind}"
    )]
}
