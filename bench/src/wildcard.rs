//! Patterns and texts that make a careless matcher try every way there is.

use std::hint::black_box;

use accesspath_bench::case::policy;
use accesspath_policy::authorize::authorize;
use accesspath_policy::request::Request;

use crate::engine;

/// Where a pattern may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// `Action`
    Action,
    /// `Resource`
    Resource,
    /// `StringLike`
    StringLike,
    /// `ArnLike`
    ArnLike,
}

impl Place {
    /// All places.
    pub const ALL: [Self; 4] = [Self::Action, Self::Resource, Self::StringLike, Self::ArnLike];

    /// Its name in a policy.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Action => "Action",
            Self::Resource => "Resource",
            Self::StringLike => "StringLike",
            Self::ArnLike => "ArnLike",
        }
    }
}

/// Reads and evaluates `*a*a…b` against a text of as many letters that it does not match.
pub fn hostile(place: Place, stars: usize, request: &Request) -> impl FnMut() + use<> {
    let mut request = request.clone();
    let (pattern, text) = ("*a".repeat(stars) + "b", "a".repeat(2 * stars));
    let (mut action, mut resource) = ("s3:*".to_owned(), "*".to_owned());
    let mut condition = String::new();
    match place {
        Place::Action => {
            action = format!("s3:{pattern}");
            request.action = format!("s3:{text}");
        }
        Place::Resource => {
            resource = format!("arn:aws:s3:::reports/{pattern}");
            request.resource = format!("arn:aws:s3:::reports/{text}");
        }
        Place::StringLike => {
            condition = format!(r#","Condition":{{"StringLike":{{"aws:UserAgent":"{pattern}"}}}}"#);
            request.context.set_one("aws:UserAgent", text);
        }
        Place::ArnLike => {
            let value = format!("arn:aws:s3:::{pattern}");
            condition = format!(r#","Condition":{{"ArnLike":{{"aws:SourceArn":"{value}"}}}}"#);
            request.context.set_one("aws:SourceArn", format!("arn:aws:s3:::{text}"));
        }
    }
    let statement =
        format!(r#"{{"Effect":"Allow","Action":"{action}","Resource":"{resource}"{condition}}}"#);
    let texts = [policy(&[statement])];
    move || drop(black_box(authorize(&request, &engine::identity(black_box(&texts)))))
}
