//! A large VPC as a scenario: many subnets, route tables and endpoints.

/// How many subnets there are, each with a route table of its own.
const SUBNETS: usize = 200;
/// How many routes each table has.
const ROUTES: usize = 100;
/// How many endpoints there are, half of either kind.
const ENDPOINTS: usize = 100;

/// The scenario's text: one function in all subnets, of which every second has a way to S3.
pub fn scenario() -> String {
    let list = |count: usize, item: &dyn Fn(usize) -> String| {
        (0..count).map(item).collect::<Vec<_>>().join(",")
    };
    let names = list(SUBNETS, &|it| format!(r#""subnet-{it}""#));
    let subnets = list(SUBNETS, &|it| {
        format!(
            r#"{{"id":"subnet-{it}","vpc":"vpc-1","cidr":"10.0.{it}.0/24","route_table":"rtb-{it}"}}"#
        )
    });
    let tables = list(SUBNETS, &|table| {
        let route = |it: usize| {
            let (destination, target) = match it + 1 < ROUTES || table % 2 == 1 {
                true => (format!("172.{}.{}.0/20", 16 + it / 16, it % 16 * 16), "tgw-1".to_owned()),
                false => ("pl-s3".to_owned(), format!("vpce-{}", table % (ENDPOINTS / 2))),
            };
            format!(r#"{{"destination":"{destination}","target":"{target}"}}"#)
        };
        let routes = list(ROUTES, &route);
        format!(r#"{{"id":"rtb-{table}","vpc":"vpc-1","routes":[{routes}]}}"#)
    });
    let endpoints = list(ENDPOINTS, &|it| {
        let how = match it < ENDPOINTS / 2 {
            true => r#""kind":"gateway""#.to_owned(),
            false => format!(
                r#""kind":"interface","subnets":["subnet-{it}"],"security_groups":["sg-1"]"#
            ),
        };
        format!(r#"{{"id":"vpce-{it}",{how},"vpc":"vpc-1"}}"#)
    });
    let role = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}]}"#;
    format!(
        r#"{{"accesspath":1,"documents":{{"role":{role}}},
"roles":[{{"id":"r","arn":"arn:aws:iam::111122223333:role/r","policies":["role"]}}],
"functions":[{{"id":"fn","name":"fn","role":"r","placements":[{{"id":"A","subnets":[{names}],"security_groups":["sg-1"]}}]}}],
"vpcs":[{{"id":"vpc-1","account":"111122223333","region":"eu-west-1","cidrs":["10.0.0.0/16"],"dns_hostnames":true}}],
"subnets":[{subnets}],"route_tables":[{tables}],"gateways":[{{"id":"tgw-1","kind":"transit"}}],
"endpoints":[{endpoints}],"security_groups":[{{"id":"sg-1"}}],
"buckets":[{{"id":"b","name":"b","account":"111122223333","region":"eu-west-1"}}],
"question":{{"callers":["fn"],"operation":"GetObject","bucket":"b","key":"k"}}}}"#
    )
}
