//! One thing that was found in a text: what it is, where it stands, what it tells, and what has to be asked.

use accesspath_policy::text::Span;

use crate::evidence::Evidence;
use crate::given::Given;

/// One thing that was found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognised {
    /// Its kind.
    pub kind: Kind,
    /// It in a few words, such as `Error: AccessDenied on PutObject`.
    pub title: String,
    /// Its place.
    pub place: Place,
    /// The facts that it tells.
    pub facts: Vec<Given>,
    /// What it leaves open, each with the readings that fit.
    pub questions: Vec<Question>,
    /// What is wrong with it.
    pub flaws: Vec<Flaw>,
    /// What an error message says of the answer.
    pub evidence: Option<Evidence>,
}

impl Recognised {
    /// All that it tells, with the readings that were chosen.
    pub fn told(&self) -> impl Iterator<Item = &Given> {
        let chosen = self.questions.iter().filter_map(Question::answer);
        self.facts.iter().chain(chosen.flat_map(|it| &it.facts))
    }

    /// The first question that nobody has answered.
    pub fn open(&self) -> Option<&Question> {
        self.questions.iter().find(|it| it.chosen.is_none())
    }
}

/// The kinds of things that are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A message of an error or a timeout.
    Message,
    /// A policy.
    Policy,
    /// A statement of a policy, without its policy.
    Statement,
    /// The answer of a command of the AWS CLI.
    Answer,
    /// An event of CloudTrail.
    Event,
    /// An ARN.
    Arn,
    /// An id, such as that of an endpoint.
    Id,
    /// A whole scenario of accesspath.
    Scenario,
    /// Something that has nothing to do with access to S3, such as an error of the function's own code.
    Elsewhere,
    /// Nothing that is known here.
    Unknown,
}

/// A place in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The name of the file; empty for a pasted text.
    pub file: String,
    /// Its bytes.
    pub span: Span,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
}

/// What has to be asked, because more than one reading fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The question.
    pub asks: String,
    /// The readings that fit.
    pub choices: Vec<Choice>,
    /// The number of the one that was chosen; one that is chosen from the start is by far the most likely.
    pub chosen: Option<usize>,
}

impl Question {
    /// The reading that was chosen.
    pub fn answer(&self) -> Option<&Choice> {
        self.choices.get(self.chosen?)
    }
}

/// One reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// It in a few words.
    pub label: String,
    /// The facts that it tells.
    pub facts: Vec<Given>,
}

/// Something that is wrong with what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// It in one line.
    pub message: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
}
