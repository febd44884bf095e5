//! Tokens → slots of the tree, going on after whatever is no JSON.

use std::borrow::Cow;

use super::lex::{Lexer, Token, TokenKind};
use super::{Content, Json, MAX_BYTES, MAX_DEPTH, NodeSlot, TOO_LONG};
use crate::diagnostic::{self, Diagnostic, PolicyProblem};
use crate::text::Span;

/// How many problems of one text are reported; the rest would only repeat.
const MAX_DIAGNOSTICS: usize = 100;

/// How many bytes of a policy one slot takes, or fewer: what is set aside at first is rarely too little.
const BYTES_A_SLOT: usize = 10;

/// Reads the text of one policy; never fails.
pub fn read(text: &str) -> Json<'_> {
    read_up_to(MAX_BYTES, TOO_LONG, text)
}

/// Reads `text`, which may have at most `limit` bytes, and never more than 4 GiB; never fails.
pub fn read_up_to<'t>(limit: usize, beyond: &'static str, text: &'t str) -> Json<'t> {
    let limit = limit.min(u32::MAX as usize);
    if text.len() > limit {
        let mut end = limit;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let problem = PolicyProblem::TooLarge(beyond);
        let diagnostic = Diagnostic::new(problem, Span::new(end, text.len()));
        return Json { slots: Vec::new(), diagnostics: vec![diagnostic] };
    }
    JsonReader::new(text).read()
}

/// An object or list whose end is not read yet.
#[derive(Clone, Copy)]
struct OpenNode {
    /// Where its slot is.
    slot: usize,
    is_array: bool,
    /// The last slot is a name that has no value yet.
    is_named: bool,
}

/// The next token that the grammar takes.
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
    /// Nothing: the document's value is read.
    End,
}

struct JsonReader<'t> {
    lexer: Lexer<'t>,
    token: Token,
    slots: Vec<NodeSlot<'t>>,
    frames: Vec<OpenNode>,
}

impl<'t> JsonReader<'t> {
    fn new(text: &'t str) -> Self {
        let mut lexer = Lexer::new(text);
        let token = lexer.next();
        let slots = Vec::with_capacity(text.len() / BYTES_A_SLOT);
        Self { lexer, token, slots, frames: Vec::with_capacity(8) }
    }

    fn advance(&mut self) -> Token {
        let next = self.lexer.next();
        std::mem::replace(&mut self.token, next)
    }

    fn report(&mut self, found: &'static str, span: Span) {
        self.lexer.report(found, span);
    }

    fn read(mut self) -> Json<'t> {
        if self.token.kind != TokenKind::End {
            let mut expect = Expect::Value { after_comma: false };
            while expect != Expect::End && self.lexer.diagnostics.len() < MAX_DIAGNOSTICS {
                expect = match expect {
                    Expect::Value { after_comma } => self.value(after_comma),
                    Expect::Name { after_comma } => self.name(after_comma),
                    Expect::Colon => self.colon(),
                    Expect::Next => self.next(),
                    Expect::End => Expect::End,
                };
            }
            while expect != Expect::End {
                expect = self.close();
            }
            if self.token.kind != TokenKind::End && self.lexer.diagnostics.len() < MAX_DIAGNOSTICS {
                let rest = Span::new(self.token.span.start, self.lexer.end());
                self.report("text after the end of the document", rest);
            }
        }
        let mut diagnostics = self.lexer.diagnostics;
        diagnostics.truncate(MAX_DIAGNOSTICS);
        diagnostic::sort(&mut diagnostics);
        Json { slots: self.slots, diagnostics }
    }

    fn value(&mut self, after_comma: bool) -> Expect {
        let span = self.token.span;
        let content = match self.token.kind {
            TokenKind::String => Content::String(self.lexer.string(span)),
            TokenKind::Number => Content::Number(self.lexer.slice(span)),
            TokenKind::Bool(value) => Content::Bool(value),
            TokenKind::Null => Content::Null,
            TokenKind::Bad => Content::Unreadable,
            TokenKind::OpenObject | TokenKind::OpenArray if self.frames.len() >= MAX_DEPTH => {
                let problem = PolicyProblem::TooLarge("the document nests deeper than 32 levels");
                self.lexer.diagnostics.push(Diagnostic::new(problem, span));
                let end = self.skip_nested();
                return self.push(Content::Unreadable, Span::new(span.start, end));
            }
            TokenKind::OpenObject => {
                self.open(Content::Object(0), false);
                return Expect::Name { after_comma: false };
            }
            TokenKind::OpenArray => {
                self.open(Content::Array(0), true);
                return Expect::Value { after_comma: false };
            }
            TokenKind::CloseArray if self.frames.last().is_some_and(|it| it.is_array) => {
                if after_comma {
                    self.report("a comma stands before the closing bracket", span);
                }
                self.advance();
                return self.close_at(span);
            }
            TokenKind::Colon => {
                self.report("expected a value, found a colon", span);
                self.advance();
                return Expect::Value { after_comma };
            }
            TokenKind::CloseArray | TokenKind::CloseObject if self.frames.is_empty() => {
                self.report("a bracket closes that was never opened", span);
                self.advance();
                return self.push(Content::Unreadable, span);
            }
            TokenKind::Comma | TokenKind::CloseArray | TokenKind::CloseObject | TokenKind::End => {
                self.report("expected a value", span);
                return self.push(Content::Unreadable, Span::new(span.start, span.start));
            }
        };
        self.advance();
        self.push(content, span)
    }

    fn name(&mut self, after_comma: bool) -> Expect {
        let span = self.token.span;
        match self.token.kind {
            TokenKind::String => {
                let text = self.lexer.string(span);
                self.advance();
                self.push_name(text, span);
                Expect::Colon
            }
            TokenKind::Number | TokenKind::Bool(_) | TokenKind::Null | TokenKind::Bad => {
                if self.token.kind != TokenKind::Bad {
                    self.report("a member name needs double quotes", span);
                }
                self.advance();
                let text = self.lexer.slice(span).into();
                self.push_name(text, span);
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
                self.push_name("".into(), Span::new(span.start, span.start));
                Expect::Colon
            }
            TokenKind::OpenObject | TokenKind::OpenArray => {
                self.report("expected a member name in double quotes", span);
                self.push_name("".into(), Span::new(span.start, span.start));
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
        let Some(OpenNode { slot, is_array, .. }) = self.frames.last().copied() else {
            return Expect::End;
        };
        let after_comma = |comma| match is_array {
            true => Expect::Value { after_comma: comma },
            false => Expect::Name { after_comma: comma },
        };
        match self.token.kind {
            TokenKind::Comma => {
                self.advance();
                after_comma(true)
            }
            TokenKind::CloseArray if is_array => {
                self.advance();
                self.close_at(span)
            }
            TokenKind::CloseObject if !is_array => {
                self.advance();
                self.close_at(span)
            }
            TokenKind::End => {
                self.report_unclosed(slot, is_array);
                self.close()
            }
            TokenKind::CloseArray | TokenKind::CloseObject => {
                let closes_array = self.token.kind == TokenKind::CloseArray;
                if self.frames.iter().any(|it| it.is_array == closes_array) {
                    self.report_unclosed(slot, is_array);
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
            _ => {
                self.report("a comma is missing before this", span);
                after_comma(false)
            }
        }
    }

    fn report_unclosed(&mut self, slot: usize, is_array: bool) {
        let found = match is_array {
            true => "this bracket is never closed",
            false => "this brace is never closed",
        };
        let open = self.slots.get(slot).map_or(self.token.span, NodeSlot::span);
        self.report(found, open);
    }

    fn open(&mut self, content: Content<'t>, is_array: bool) {
        let slot = self.slots.len();
        let span = self.advance().span;
        self.push(content, span);
        self.frames.push(OpenNode { slot, is_array, is_named: false });
    }

    fn push_name(&mut self, text: Cow<'t, str>, span: Span) {
        self.slots.push(NodeSlot::new(span, Content::String(text)));
        if let Some(frame) = self.frames.last_mut() {
            frame.is_named = true;
        }
    }

    /// Puts a value where it belongs.
    fn push(&mut self, content: Content<'t>, span: Span) -> Expect {
        self.slots.push(NodeSlot::new(span, content));
        match self.frames.last_mut() {
            None => Expect::End,
            Some(frame) => {
                frame.is_named = false;
                Expect::Next
            }
        }
    }

    /// Closes what is open at the bracket `end`.
    fn close_at(&mut self, end: Span) -> Expect {
        let Some(frame) = self.frames.pop() else { return Expect::End };
        if frame.is_named {
            self.slots.pop();
        }
        let held = self.slots.len() - frame.slot - 1;
        if let Some(slot) = self.slots.get_mut(frame.slot) {
            slot.move_to(slot.span().to(end));
            slot.content = match frame.is_array {
                true => Content::Array(held),
                false => Content::Object(held),
            };
        }
        if self.frames.is_empty() { Expect::End } else { Expect::Next }
    }

    /// Closes what is open although its bracket is missing.
    fn close(&mut self) -> Expect {
        if self.slots.is_empty() {
            let end = self.lexer.end();
            return self.push(Content::Unreadable, Span::new(end, end));
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
