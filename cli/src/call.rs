//! The command line: the commands, their options and help, and the messages for a wrong call.
//!
//! The commands themselves are in the modules of their names.

use std::io;

use accesspath_policy::policy::PolicyKind;
use clap::builder::{PossibleValue, PossibleValuesParser, StyledStr, TypedValueParser};
use clap::error::{ContextKind, ContextValue};
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;

use crate::Status;
use crate::terminal::{complain, one_line, print};

/// Finds the network paths from a Lambda function to an S3 bucket, and the controls that block them
#[derive(Debug, Parser)]
// Both names are fixed: clap would otherwise take the name from the call, and print it.
#[command(name = "accesspath", bin_name = "accesspath", version)]
#[command(after_help = "\
Examples:
  accesspath check scenario.json
  accesspath fix scenario.json
  accesspath lint --kind bucket policy.json
  accesspath render scenario.json --path A -o picture.svg
  accesspath help lint

Exit status:
  0  success
  1  a result differs from what the file expects, or a policy has errors
  2  an input cannot be used, or the call is wrong; 2 takes precedence over 1")]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

/// What the program is asked to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Analyse scenario files: print the outcome and the blockers of each path
    ///
    /// Analyses scenario files, prints the outcome and the blockers of each network path, and compares
    /// them with what the file states under `expect`.
    ///
    /// Problems of a file go to standard error, each starting with one line
    /// `accesspath: FILE:LINE:COLUMN: MESSAGE`. With `--format text` the place is underlined below it.
    ///
    /// Lines and columns, which count UTF-16 units from 1, are those of the scenario file, also within
    /// the documents that stand in it. `--format sarif` and `--format github` tell what differs from
    /// `expect`, policies that AWS would refuse to save or that speak of other things than the scenario,
    /// and what stops a call or leaves it open that `expect` says nothing of.
    #[command(
        args_override_self = true,
        verbatim_doc_comment,
        after_help = "\
Examples:
  accesspath check scenario.json
  accesspath check --operations scenario.json
  accesspath check --format json scenarios/*.json
  accesspath check --format sarif scenarios/*.json > accesspath.sarif
  accesspath check - < scenario.json

Exit status:
  0  every outcome is as the file expects
  1  an outcome differs from what the file expects
  2  a file cannot be read or is no valid scenario, or the call is wrong; 2 takes precedence over 1"
    )]
    Check(CheckArguments),
    /// Report the problems of policy documents with line, column, code and help
    ///
    /// Reports the problems of policy documents and of all policies in scenario files.
    ///
    /// Each finding starts with one line `FILE:LINE:COLUMN: LEVEL[CODE]: HEADLINE`. The levels are error,
    /// security warning, warning and suggestion; columns count UTF-16 units from 1; for a policy in a
    /// scenario, FILE is `FILE#DOCUMENT` and the lines are those of the document. What belongs to a
    /// finding follows in indented lines: an excerpt with the text underlined, and help. With json, sarif and
    /// github, the places are always those of the file, also for a policy in a scenario.
    #[command(
        args_override_self = true,
        verbatim_doc_comment,
        after_help = "\
Examples:
  accesspath lint --kind bucket policy.json
  accesspath lint --kind identity --format short policies/*.json
  aws s3api get-bucket-policy --bucket NAME --query Policy --output text | accesspath lint --kind bucket -
  accesspath lint scenario.json

Exit status:
  0  no errors; there may be warnings and suggestions
  1  a policy has errors
  2  a file cannot be read or is no valid scenario, or the call is wrong; 2 takes precedence over 1

Colours are used on terminals only; set NO_COLOR to switch them off."
    )]
    Lint(LintArguments),
    /// Find what would have made AWS say an error: read a log, rank the suspects
    ///
    /// Reads the errors in a text, whatever client, service or log wrapped them: their fields, and the suspects,
    /// ranked by what would make AWS say exactly that. Then it asks what would decide, with the commands that tell it.
    /// Errors of other services and of Lambda's own calls are told apart, and left alone.
    ///
    /// With a scenario it says on which path that is what the scenario predicts, and where it is not, which fact would
    /// have to differ.
    #[command(
        args_override_self = true,
        verbatim_doc_comment,
        after_help = "\
Examples:
  accesspath explain < error.log
  aws s3 cp a.txt s3://bucket/ 2>&1 | accesspath explain
  accesspath explain --scenario scenario.json error.log
  accesspath explain --format json error.log

Exit status:
  0  an error of the call was read, and the scenario predicts it on some path, if there is one
  1  no error of the call was read, or the scenario predicts another
  2  a file cannot be read or is no valid scenario, or the call is wrong"
    )]
    Explain(ExplainArguments),
    /// Find the smallest changes that open what is blocked, each proved
    ///
    /// Finds the smallest sets of changes that open each blocked path and chain of a scenario, or that meet
    /// the goals of the call all together. Every set is proved by judging the changed scenario; none can
    /// leave out a change. What else the best sets open or shut, and what they cost, is told with them.
    ///
    /// Goals are paths and chains to open or to shut, or a file:
    /// `{"goals": [{"path": "A", "outcome": "open"}, {"path": "C", "outcome": "blocked"},
    /// {"outsiders": "blocked"}, {"lock_out": "none"}]}`.
    #[command(
        args_override_self = true,
        verbatim_doc_comment,
        after_help = "\
Examples:
  accesspath fix scenario.json
  accesspath fix scenario.json --open A --shut C
  accesspath fix scenario.json --goals goals.json --format json
  accesspath fix scenario.json --open A --format cli
  accesspath fix scenario.json --open A --apply > repaired.json

Exit status:
  0  there is a set for the goals, or for each blocked path and chain
  1  there is none for some
  2  a file cannot be read or is no valid scenario, or the call is wrong"
    )]
    Fix(FixArguments),
    /// Write the picture of a scenario as SVG, or a report as Markdown
    ///
    /// Writes the picture of all network paths of a scenario as SVG, or a report on them as Markdown: the
    /// answer, the stops of each path, what blocks it and by which words, what a person would see, and the
    /// smallest change that opens it. The page exports the same.
    ///
    /// The same scenario always gives the same bytes, so that the files can be kept beside a document and
    /// compared in CI.
    #[command(
        args_override_self = true,
        verbatim_doc_comment,
        after_help = "\
Examples:
  accesspath render scenario.json > picture.svg
  accesspath render scenario.json --path A --theme light -o picture.svg
  accesspath render scenario.json --path A --control resource_policy -o picture.svg
  accesspath render scenario.json --format markdown --path A -o report.md
  accesspath render scenario.json --format json --redact -o for-a-stranger.json

Exit status:
  0  it was written
  2  a file cannot be read or written or is no valid scenario, or the call is wrong"
    )]
    Render(RenderArguments),
    /// Evaluate authorization requests from standard input, one JSON case a line
    ///
    /// Reads one JSON case a line from standard input and writes one line of JSON for each, in order.
    /// Only the policies are evaluated: no network paths, and no expansion of S3 operations into actions.
    #[command(
        verbatim_doc_comment,
        after_help = "\
Examples:
  accesspath authorize < cases.jsonl
  generate-cases | accesspath authorize | jq -r .decision

Exit status:
  0  every line has a decision
  2  a line is an error, or the call is wrong"
    )]
    Authorize,
    /// Print a script that completes commands and options in a shell
    #[command(after_help = "\
Examples:
  accesspath completions bash > ~/.local/share/bash-completion/completions/accesspath
  accesspath completions zsh > \"${fpath[1]}/_accesspath\"
  accesspath completions fish > ~/.config/fish/completions/accesspath.fish

Exit status:
  0  the script was printed
  2  the call is wrong")]
    Completions {
        /// The shell
        shell: Shell,
    },
}

/// What `accesspath check` takes.
#[derive(Debug, Args)]
pub struct CheckArguments {
    /// How the results are printed
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    pub format: ReportFormat,
    /// Also print the outcome of every S3 operation on every path, which JSON always has
    #[arg(long)]
    pub operations: bool,
    /// Scenario files; - is standard input
    #[arg(required = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub files: Vec<String>,
}

/// How `accesspath check` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// For people
    Text,
    /// For programs: one JSON object with all files, as docs/report.schema.json describes it
    Json,
    /// For programs: SARIF 2.1.0 with what stops a call and what differs from the file's expectations
    Sarif,
    /// For GitHub Actions: the same as workflow commands
    Github,
}

/// What `accesspath explain` takes.
#[derive(Debug, Args)]
pub struct ExplainArguments {
    /// How the suspects are printed
    #[arg(long, value_enum, default_value_t = ExplainFormat::Text)]
    pub format: ExplainFormat,
    /// A scenario with which the error is compared; - is standard input
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub scenario: Option<String>,
    /// A text with errors; - is standard input
    #[arg(value_name = "FILE", default_value = "-", value_hint = ValueHint::FilePath)]
    pub file: String,
}

/// How `accesspath explain` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExplainFormat {
    /// For people: each error with its likeliest suspects, and what would decide
    Text,
    /// For programs: one JSON object with all of that, as docs/explain.schema.json describes it
    Json,
}

/// What `accesspath fix` takes.
#[derive(Debug, Args)]
pub struct FixArguments {
    /// A path or chain that is to be open; may be given several times
    #[arg(long, value_name = "PATH")]
    pub open: Vec<String>,
    /// A path or chain that is to be blocked; may be given several times
    #[arg(long, value_name = "PATH")]
    pub shut: Vec<String>,
    /// A file of goals; - is standard input
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub goals: Option<String>,
    /// How the sets are printed
    #[arg(long, value_enum, default_value_t = FixFormat::Text)]
    pub format: FixFormat,
    /// Print the scenario with the best set applied, in place of the sets; without goals that of the first blocked path
    #[arg(long, conflicts_with = "format")]
    pub apply: bool,
    /// How many changed scenarios are judged for each answer at most
    #[arg(long, value_name = "NUMBER", default_value_t = 500)]
    pub evaluations: usize,
    /// A scenario file; - is standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub file: String,
}

/// How `accesspath fix` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FixFormat {
    /// For people: the best sets, the lines that they change, and what else they do
    Text,
    /// For programs: one JSON object with all sets, as docs/fix.schema.json describes it
    Json,
    /// For a shell: the commands of the AWS CLI for the best sets, and those that take them back
    Cli,
}

/// What `accesspath render` takes.
#[derive(Debug, Args)]
pub struct RenderArguments {
    /// What is written
    #[arg(long, value_enum, default_value_t = RenderFormat::Svg)]
    pub format: RenderFormat,
    /// The path that the picture selects, or that alone the report describes
    #[arg(long, value_name = "PATH")]
    pub path: Option<String>,
    /// The control that the picture selects, by its word in the report, such as `resource_policy`
    #[arg(long, value_name = "CONTROL")]
    pub control: Option<String>,
    /// The width of the picture in pixels, which it exceeds only where the paths need more room
    #[arg(long, value_name = "PIXELS", default_value_t = 912, value_parser = clap::value_parser!(u32).range(320..=4000))]
    pub width: u32,
    /// The colours of the picture
    #[arg(long, value_enum, default_value_t = Theme::Auto)]
    pub theme: Theme,
    /// Replace account ids, names, ids of AWS and addresses by others; what cannot be replaced is told
    #[arg(long)]
    pub redact: bool,
    /// The file to write; without it standard output
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<String>,
    /// A scenario file; - is standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub file: String,
}

/// What `accesspath render` writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RenderFormat {
    /// The picture of all paths
    Svg,
    /// A report on all paths, or on one
    Markdown,
    /// The scenario itself, in canonical form
    Json,
}

/// The colours of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Theme {
    /// As the system that shows it, where the program that does so can tell; else light
    Auto,
    /// On a light ground
    Light,
    /// On a dark ground
    Dark,
}

/// What `accesspath lint` takes.
#[derive(Debug, Args)]
pub struct LintArguments {
    /// What kind of policy the files hold; scenario files need none
    #[arg(long, value_parser = kinds())]
    pub kind: Option<PolicyKind>,
    /// How the findings are printed
    #[arg(long, value_enum, default_value_t = FindingFormat::Text)]
    pub format: FindingFormat,
    /// Policy or scenario files; - is standard input
    #[arg(required = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub files: Vec<String>,
}

/// How `accesspath lint` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FindingFormat {
    /// For people: the line of each finding, its text underlined, and help
    Text,
    /// For programs: one line for each finding, without excerpt and help
    Short,
    /// For programs: one JSON object with all findings, as docs/findings.schema.json describes it
    Json,
    /// For programs: SARIF 2.1.0
    Sarif,
    /// For GitHub Actions: workflow commands
    Github,
}

/// Reads the call.
///
/// # Errors
///
/// The exit status, where the call was wrong or was answered with help; that is printed then.
pub fn read() -> Result<Command, Status> {
    let error = match CommandLine::try_parse() {
        Ok(call) => return Ok(call.command),
        Err(error) => escaped(error),
    };
    match error.print() {
        Err(failed) if !error.use_stderr() && failed.kind() != io::ErrorKind::BrokenPipe => {
            complain(&format!("standard output: {failed}"));
            Err(Status::Wrong)
        }
        _ if error.use_stderr() => Err(Status::Wrong),
        _ => Err(Status::Well),
    }
}

/// Prints the script with which `shell` completes calls.
pub fn completions(shell: Shell) -> Status {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut CommandLine::command(), "accesspath", &mut script);
    print(&String::from_utf8_lossy(&script));
    Status::Well
}

/// The kinds of policies, by the words for them.
fn kinds() -> impl TypedValueParser<Value = PolicyKind> {
    let words = PolicyKind::ALL.map(|(kind, word)| PossibleValue::new(word).help(kind.article()));
    PossibleValuesParser::new(words).try_map(|word| {
        let known = PolicyKind::ALL.into_iter().find(|(_, it)| *it == word);
        known.map(|(kind, _)| kind).ok_or("unknown kind")
    })
}

/// The error, with the arguments that it repeats escaped and in one line: they may be the names of a stranger's files.
fn escaped(mut error: clap::Error) -> clap::Error {
    let told: Vec<(ContextKind, ContextValue)> = error
        .context()
        // The usage holds several lines and nothing of the call.
        .filter(|(kind, _)| *kind != ContextKind::Usage)
        .filter_map(|(kind, value)| {
            let value = match value {
                ContextValue::String(it) => ContextValue::String(one_line(it)),
                ContextValue::Strings(all) => {
                    ContextValue::Strings(all.iter().map(|it| one_line(it)).collect())
                }
                ContextValue::StyledStr(it) => ContextValue::StyledStr(plain(it)),
                ContextValue::StyledStrs(all) => {
                    ContextValue::StyledStrs(all.iter().map(plain).collect())
                }
                _ => return None,
            };
            Some((kind, value))
        })
        .collect();
    for (kind, value) in told {
        error.insert(kind, value);
    }
    error
}

fn plain(text: &StyledStr) -> StyledStr {
    one_line(&text.to_string()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_of_the_calls_is_sound() {
        CommandLine::command().debug_assert();
    }
}
