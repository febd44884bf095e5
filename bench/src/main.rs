//! Measures the engine: `round CASE`, `scaling`, `edit`, `repair`, `stack`, and for its lines `case CASE`, `lines COUNT`, `parse FILE`;
//! `policy BYTES` prints what `edit` changes.

mod edit;
mod engine;
mod line;
mod network;
mod repair;
mod scaling;
mod stack;
mod wildcard;

use std::error::Error;
use std::hint::black_box;

use accesspath_bench::case::Case;
use accesspath_bench::stopwatch::least;
use accesspath_policy::authorize::{Decision, authorize};
use serde_json::Value;

/// What a command here comes to.
pub type Outcome<T = ()> = Result<T, Box<dyn Error>>;

fn main() -> Outcome {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["round", name] => round(&case(name)?),
        ["scaling"] => scaling::scaling(),
        ["edit"] => edit::edit(),
        ["repair"] => repair::repair(),
        ["policy", bytes] => {
            println!("{}", edit::policy(bytes.parse()?)?);
            Ok(())
        }
        ["stack"] => stack::stack(),
        ["case", name] => {
            println!("{}", case(name)?.line(0));
            Ok(())
        }
        ["lines", count] => line::write(&case("small")?, count.parse()?),
        ["parse", file] => line::parse(file),
        _ => Err(
            "the commands are round, scaling, edit, repair, policy, stack, case, lines and parse"
                .into(),
        ),
    }
}

fn case(name: &str) -> Outcome<Case> {
    Case::named(name).ok_or_else(|| format!("there is no case {name}").into())
}

/// One round: reading and evaluating, evaluating alone, and the floor, which is any reading of the same texts at all.
fn round(case: &Case) -> Outcome {
    let request = engine::request(case)?;
    let layers = engine::layers(case);
    assert_eq!(authorize(&request, &layers).decision, Decision::Allow);
    let denied = engine::request(&case.denied())?;
    assert_eq!(authorize(&denied, &layers).decision, Decision::ExplicitDeny);

    let whole = least(|| drop(black_box(authorize(&request, &engine::layers(black_box(case))))));
    println!("accesspath {whole}");
    let evaluation = least(|| drop(black_box(authorize(black_box(&request), &layers))));
    println!("evaluation {evaluation}");
    let floor = least(|| black_box(case).texts().for_each(|it| drop(black_box(value(it)))));
    println!("serde_json {floor}");
    Ok(())
}

/// What any program would have to do with a text before it can look into it.
fn value(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok()
}
