//! Text → JSON tree with exact spans.
//!
//! Strict JSON, read to the end whatever it holds: after an error the reader goes on with the next thing it can recognise.
//! It never recurses, so no nesting can exhaust the stack, and it keeps duplicate members for the policy reader to judge.

mod lex;
mod print;
#[cfg(test)]
mod tests;

use crate::diagnostic::{self, Diagnostic, Problem};
use crate::text::Span;
use lex::{Lexer, Token, TokenKind};
pub use print::{print, print_compact, print_string};

/// How deep a document may nest; a policy needs seven levels, the rest is room.
pub const MAX_DEPTH: usize = 32;

/// How long a document may be, in bytes: four times the largest AWS policy, a KMS key policy of 32 KB.
pub const MAX_BYTES: usize = 128 * 1024;

/// What is said of a longer document.
pub const TOO_LONG: &str = "the document is longer than 131,072 bytes";

/// How many problems of one text are reported; the rest would only repeat.
const MAX_DIAGNOSTICS: usize = 100;

/// What one text holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Json {
    /// The value, or nothing where the text is blank.
    pub root: Option<Node>,
    /// What is wrong with the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The whole value, quotes and brackets included.
    pub span: Span,
    /// The value.
    pub value: Value,
}

/// A JSON value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, as written.
    Number(String),
    /// A string, unescaped.
    String(String),
    /// A list.
    Array(Vec<Node>),
    /// An object, members in order, duplicates kept.
    Object(Vec<Member>),
    /// Something that is no value; a diagnostic says what.
    Unreadable,
}

/// One member of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The name, unescaped.
    pub name: String,
    /// The name with its quotes.
    pub name_span: Span,
    /// The value.
    pub node: Node,
}

impl Member {
    /// Name and value together.
    pub const fn span(&self) -> Span {
        self.name_span.to(self.node.span)
    }
}

impl Node {
    /// The members, where this is an object.
    pub fn members(&self) -> Option<&[Member]> {
        match &self.value {
            Value::Object(members) => Some(members),
            _ => None,
        }
    }

    /// The text of a string, number or boolean: IAM lets the quotes of the latter two be left out.
    pub fn scalar(&self) -> Option<String> {
        match &self.value {
            Value::String(text) | Value::Number(text) => Some(text.clone()),
            Value::Bool(value) => Some(value.to_string()),
            _ => None,
        }
    }

    /// The node at an RFC 6901-like path of names and indices.
    pub fn at(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |node, step| match &node.value {
            Value::Object(members) => members.iter().find(|it| it.name == *step).map(|it| &it.node),
            Value::Array(items) => step.parse::<usize>().ok().and_then(|at| items.get(at)),
            _ => None,
        })
    }
}

/// Reads the text of one policy; never fails.
pub fn read(text: &str) -> Json {
    read_up_to(MAX_BYTES, TOO_LONG, text)
}

/// Reads `text`, which may have at most `limit` bytes; never fails.
pub fn read_up_to(limit: usize, beyond: &'static str, text: &str) -> Json {
    if text.len() > limit {
        let mut end = limit;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let problem = Problem::TooLarge(beyond);
        return Json {
            root: None,
            diagnostics: vec![Diagnostic::new(problem, Span::new(end, text.len()))],
        };
    }
    Reader::new(text).read()
}

/// An object or list whose end is not read yet.
struct Frame {
    open: Span,
    kind: FrameKind,
}

enum FrameKind {
    Array(Vec<Node>),
    Object { members: Vec<Member>, name: Option<(String, Span)> },
}

/// What the grammar asks for next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Expect {
    /// A value; after a comma a list may not end.
    Value { after_comma: bool },
    /// A member's name; after a comma an object may not end.
    Name { after_comma: bool },
    /// The colon behind a name.
    Colon,
    /// A comma, or the end of what is open.
    Next,
}

struct Reader<'t> {
    lexer: Lexer<'t>,
    token: Token,
    frames: Vec<Frame>,
    root: Option<Node>,
    diagnostics: Vec<Diagnostic>,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str) -> Self {
        let mut lexer = Lexer::new(text);
        let mut diagnostics = Vec::new();
        let token = lexer.next(&mut diagnostics);
        Self { lexer, token, frames: Vec::new(), root: None, diagnostics }
    }

    fn advance(&mut self) -> Token {
        let next = self.lexer.next(&mut self.diagnostics);
        std::mem::replace(&mut self.token, next)
    }

    fn report(&mut self, found: &'static str, span: Span) {
        self.diagnostics.push(Diagnostic::new(Problem::JsonSyntaxError(found), span));
    }

    fn read(mut self) -> Json {
        if self.token.kind != TokenKind::End {
            let mut expect = Expect::Value { after_comma: false };
            while self.root.is_none() && self.diagnostics.len() < MAX_DIAGNOSTICS {
                expect = match expect {
                    Expect::Value { after_comma } => self.value(after_comma),
                    Expect::Name { after_comma } => self.name(after_comma),
                    Expect::Colon => self.colon(),
                    Expect::Next => self.next(),
                };
            }
            while self.root.is_none() {
                self.close();
            }
            if self.token.kind != TokenKind::End && self.diagnostics.len() < MAX_DIAGNOSTICS {
                let rest = Span::new(self.token.span.start, self.lexer.end());
                self.report("text after the end of the document", rest);
            }
        }
        self.diagnostics.truncate(MAX_DIAGNOSTICS);
        diagnostic::sort(&mut self.diagnostics);
        Json { root: self.root, diagnostics: self.diagnostics }
    }

    fn value(&mut self, after_comma: bool) -> Expect {
        let span = self.token.span;
        match &self.token.kind {
            TokenKind::OpenObject | TokenKind::OpenArray if self.frames.len() >= MAX_DEPTH => {
                let problem = Problem::TooLarge("the document nests deeper than 32 levels");
                self.diagnostics.push(Diagnostic::new(problem, span));
                let end = self.skip_nested();
                self.push(Node { span: Span::new(span.start, end), value: Value::Unreadable })
            }
            TokenKind::OpenObject => {
                self.advance();
                let kind = FrameKind::Object { members: Vec::new(), name: None };
                self.frames.push(Frame { open: span, kind });
                Expect::Name { after_comma: false }
            }
            TokenKind::OpenArray => {
                self.advance();
                self.frames.push(Frame { open: span, kind: FrameKind::Array(Vec::new()) });
                Expect::Value { after_comma: false }
            }
            TokenKind::CloseArray if self.in_array() => {
                if after_comma {
                    self.report("a comma stands before the closing bracket", span);
                }
                self.advance();
                self.close_at(span)
            }
            TokenKind::Scalar(_) | TokenKind::Bad => {
                let token = self.advance();
                let value = match token.kind {
                    TokenKind::Scalar(value) => value,
                    _ => Value::Unreadable,
                };
                self.push(Node { span, value })
            }
            TokenKind::Colon => {
                self.report("expected a value, found a colon", span);
                self.advance();
                Expect::Value { after_comma }
            }
            TokenKind::CloseArray | TokenKind::CloseObject if self.frames.is_empty() => {
                self.report("a bracket closes that was never opened", span);
                self.advance();
                self.push(Node { span, value: Value::Unreadable })
            }
            TokenKind::Comma | TokenKind::CloseArray | TokenKind::CloseObject | TokenKind::End => {
                self.report("expected a value", span);
                let empty = Span::new(span.start, span.start);
                self.push(Node { span: empty, value: Value::Unreadable })
            }
        }
    }

    fn name(&mut self, after_comma: bool) -> Expect {
        let span = self.token.span;
        match &self.token.kind {
            TokenKind::Scalar(Value::String(_)) => {
                if let TokenKind::Scalar(Value::String(text)) = self.advance().kind {
                    self.set_name(text, span);
                }
                Expect::Colon
            }
            TokenKind::Scalar(_) | TokenKind::Bad => {
                if !matches!(self.token.kind, TokenKind::Bad) {
                    self.report("a member name needs double quotes", span);
                }
                self.advance();
                let text = self.lexer.slice(span).to_owned();
                self.set_name(text, span);
                Expect::Colon
            }
            TokenKind::CloseObject => {
                if after_comma {
                    self.report("a comma stands before the closing brace", span);
                }
                self.advance();
                self.close_at(span)
            }
            TokenKind::Comma => {
                self.report("expected a member name, found a comma", span);
                self.advance();
                Expect::Name { after_comma: true }
            }
            TokenKind::Colon => {
                self.report("expected a member name, found a colon", span);
                self.set_name(String::new(), Span::new(span.start, span.start));
                Expect::Colon
            }
            TokenKind::OpenObject | TokenKind::OpenArray => {
                self.report("expected a member name in double quotes", span);
                self.set_name(String::new(), Span::new(span.start, span.start));
                Expect::Value { after_comma: false }
            }
            TokenKind::CloseArray | TokenKind::End => self.next(),
        }
    }

    fn colon(&mut self) -> Expect {
        if self.token.kind == TokenKind::Colon {
            self.advance();
        } else {
            self.report("expected a colon after the member name", self.token.span);
        }
        Expect::Value { after_comma: false }
    }

    fn next(&mut self) -> Expect {
        let span = self.token.span;
        let Some(frame) = self.frames.last() else { return Expect::Next };
        let in_array = matches!(frame.kind, FrameKind::Array(_));
        let open = frame.open;
        let after_comma = |comma| match in_array {
            true => Expect::Value { after_comma: comma },
            false => Expect::Name { after_comma: comma },
        };
        match &self.token.kind {
            TokenKind::Comma => {
                self.advance();
                after_comma(true)
            }
            TokenKind::CloseArray if in_array => {
                self.advance();
                self.close_at(span)
            }
            TokenKind::CloseObject if !in_array => {
                self.advance();
                self.close_at(span)
            }
            TokenKind::End => {
                self.report(unclosed(in_array), open);
                self.close()
            }
            TokenKind::CloseArray | TokenKind::CloseObject => {
                let closes_array = self.token.kind == TokenKind::CloseArray;
                let fits =
                    |frame: &Frame| matches!(frame.kind, FrameKind::Array(_)) == closes_array;
                if self.frames.iter().any(fits) {
                    self.report(unclosed(in_array), open);
                    self.close()
                } else {
                    self.report("a bracket closes that was never opened", span);
                    self.advance();
                    Expect::Next
                }
            }
            TokenKind::Colon => {
                self.report("expected a comma, found a colon", span);
                self.advance();
                Expect::Next
            }
            TokenKind::Scalar(_)
            | TokenKind::Bad
            | TokenKind::OpenArray
            | TokenKind::OpenObject => {
                self.report("a comma is missing before this", span);
                after_comma(false)
            }
        }
    }

    fn in_array(&self) -> bool {
        matches!(self.frames.last(), Some(Frame { kind: FrameKind::Array(_), .. }))
    }

    fn set_name(&mut self, text: String, span: Span) {
        if let Some(Frame { kind: FrameKind::Object { name, .. }, .. }) = self.frames.last_mut() {
            *name = Some((text, span));
        }
    }

    /// Puts a finished value where it belongs.
    fn push(&mut self, node: Node) -> Expect {
        match self.frames.last_mut() {
            None => self.root = Some(node),
            Some(Frame { kind: FrameKind::Array(items), .. }) => items.push(node),
            Some(Frame { kind: FrameKind::Object { members, name }, .. }) => {
                if let Some((name, name_span)) = name.take() {
                    members.push(Member { name, name_span, node });
                }
            }
        }
        Expect::Next
    }

    /// Closes what is open at the bracket `end`.
    fn close_at(&mut self, end: Span) -> Expect {
        let Some(frame) = self.frames.pop() else { return Expect::Next };
        let value = match frame.kind {
            FrameKind::Array(items) => Value::Array(items),
            FrameKind::Object { members, .. } => Value::Object(members),
        };
        self.push(Node { span: frame.open.to(end), value })
    }

    /// Closes what is open although its bracket is missing.
    fn close(&mut self) -> Expect {
        if self.frames.is_empty() {
            let end = self.lexer.end();
            return self.push(Node { span: Span::new(end, end), value: Value::Unreadable });
        }
        let at = self.token.span.start;
        self.close_at(Span::new(at, at))
    }

    /// Skips the bracket at hand and all that it holds; returns where that ends.
    fn skip_nested(&mut self) -> usize {
        let mut depth = 0_usize;
        loop {
            match self.token.kind {
                TokenKind::OpenArray | TokenKind::OpenObject => depth += 1,
                TokenKind::CloseArray | TokenKind::CloseObject => depth -= 1,
                TokenKind::End => return self.token.span.start,
                _ => {}
            }
            let end = self.advance().span.end;
            if depth == 0 {
                return end;
            }
        }
    }
}

const fn unclosed(array: bool) -> &'static str {
    if array { "this bracket is never closed" } else { "this brace is never closed" }
}
