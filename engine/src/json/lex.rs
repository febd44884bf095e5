//! Text → tokens of JSON, with everything that is not JSON reported and stepped over.

use super::Value;
use crate::diagnostic::{Diagnostic, Problem};
use crate::text::{self, Span};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub kind: TokenKind,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TokenKind {
    OpenObject,
    CloseObject,
    OpenArray,
    CloseArray,
    Colon,
    Comma,
    Scalar(Value),
    /// Something where a value may stand, but no JSON; already reported.
    Bad,
    End,
}

pub(super) struct Lexer<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Lexer<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        // A byte order mark is what some editors put before any file; it means nothing.
        let at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        Self { text, at }
    }

    pub(super) fn end(&self) -> usize {
        self.text.len()
    }

    pub(super) fn slice(&self, span: Span) -> &'t str {
        self.text.get(span.range()).unwrap_or_default()
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Steps over the longest run of chars that `keep` holds for; returns it.
    fn take_while(&mut self, keep: impl Fn(char) -> bool) -> &'t str {
        let rest = self.rest();
        let end = rest.find(|c| !keep(c)).unwrap_or(rest.len());
        self.at += end;
        rest.get(..end).unwrap_or_default()
    }

    /// As `take_while`, for ASCII alone: a byte above it counts as kept or not as a whole, so no character is cut.
    fn take_bytes(&mut self, keep: impl Fn(u8) -> bool) -> &'t str {
        let rest = self.rest();
        let end = rest.bytes().position(|it| !keep(it)).unwrap_or(rest.len());
        self.at += end;
        rest.get(..end).unwrap_or_default()
    }

    pub(super) fn next(&mut self, diagnostics: &mut Vec<Diagnostic>) -> Token {
        self.skip_blank(diagnostics);
        let start = self.at;
        let Some(first) = self.peek() else {
            return Token { kind: TokenKind::End, span: Span::new(start, start) };
        };
        let punctuation = match first {
            '{' => Some(TokenKind::OpenObject),
            '}' => Some(TokenKind::CloseObject),
            '[' => Some(TokenKind::OpenArray),
            ']' => Some(TokenKind::CloseArray),
            ':' => Some(TokenKind::Colon),
            ',' => Some(TokenKind::Comma),
            _ => None,
        };
        let kind = match (punctuation, first) {
            (Some(kind), _) => {
                self.at += first.len_utf8();
                kind
            }
            (None, '"') => self.string(diagnostics),
            (None, '\'' | '“' | '”' | '‘' | '’') => self.wrong_quote(first, diagnostics),
            (None, _) => self.word(diagnostics),
        };
        Token { kind, span: Span::new(start, self.at) }
    }

    fn skip_blank(&mut self, diagnostics: &mut Vec<Diagnostic>) {
        loop {
            self.take_bytes(|it| matches!(it, b' ' | b'\t' | b'\n' | b'\r'));
            let start = self.at;
            if !self.rest().starts_with('/') {
                return;
            } else if self.rest().starts_with("//") {
                self.take_while(|c| c != '\n');
            } else if self.rest().starts_with("/*") {
                let rest = self.rest();
                let length = text::find(rest, "*/").map_or(rest.len(), |at| at + 2);
                self.at += length;
            } else {
                return;
            }
            report(diagnostics, "JSON has no comments", Span::new(start, self.at));
        }
    }

    fn string(&mut self, diagnostics: &mut Vec<Diagnostic>) -> TokenKind {
        let start = self.at;
        self.at += 1;
        let mut text = String::new();
        loop {
            text.push_str(self.take_bytes(|it| it != b'"' && it != b'\\' && it >= b' '));
            match self.peek() {
                Some('"') => {
                    self.at += 1;
                    return TokenKind::Scalar(Value::String(text));
                }
                Some('\\') => self.escape(&mut text, diagnostics),
                Some('\t') => {
                    let span = Span::new(self.at, self.at + 1);
                    report(diagnostics, "a tab inside a string must be written \\t", span);
                    self.at += 1;
                    text.push('\t');
                }
                Some(control) if control != '\n' && control != '\r' => {
                    let span = Span::new(self.at, self.at + 1);
                    report(diagnostics, "a control character stands inside a string", span);
                    self.at += 1;
                }
                _ => {
                    let span = Span::new(start, self.at);
                    report(diagnostics, "this string is never closed", span);
                    return TokenKind::Scalar(Value::String(text));
                }
            }
        }
    }

    fn escape(&mut self, text: &mut String, diagnostics: &mut Vec<Diagnostic>) {
        let start = self.at;
        self.at += 1;
        let Some(escaped) = self.peek() else { return };
        if escaped == '\n' || escaped == '\r' {
            return;
        }
        self.at += escaped.len_utf8();
        let plain = match escaped {
            '"' | '\\' | '/' => Some(escaped),
            'b' => Some('\u{8}'),
            'f' => Some('\u{c}'),
            'n' => Some('\n'),
            'r' => Some('\r'),
            't' => Some('\t'),
            'u' => self.unicode(),
            _ => None,
        };
        match plain {
            Some(plain) => text.push(plain),
            None => {
                report(diagnostics, "unknown escape in a string", Span::new(start, self.at));
                text.push('\u{fffd}');
            }
        }
    }

    fn unicode(&mut self) -> Option<char> {
        let first = self.hex4()?;
        if !(0xd800..0xdc00).contains(&first) {
            return char::from_u32(first);
        }
        if !self.rest().starts_with("\\u") {
            return None;
        }
        let behind = self.at;
        self.at += 2;
        match self.hex4() {
            Some(second) if (0xdc00..0xe000).contains(&second) => {
                char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00))
            }
            _ => {
                self.at = behind;
                None
            }
        }
    }

    fn hex4(&mut self) -> Option<u32> {
        let digits = self.rest().get(..4)?;
        if !digits.bytes().all(|it| it.is_ascii_hexdigit()) {
            return None;
        }
        self.at += 4;
        u32::from_str_radix(digits, 16).ok()
    }

    fn wrong_quote(&mut self, quote: char, diagnostics: &mut Vec<Diagnostic>) -> TokenKind {
        let start = self.at;
        self.at += quote.len_utf8();
        let closing = if quote == '\'' { ['\'', '\''] } else { ['”', '’'] };
        let text = self.take_while(|c| !closing.contains(&c) && c != '\n' && c != '"').to_owned();
        if let Some(close) = self.peek().filter(|it| closing.contains(it)) {
            self.at += close.len_utf8();
        }
        let span = Span::new(start, self.at);
        report(diagnostics, "JSON strings take straight double quotes", span);
        TokenKind::Scalar(Value::String(text))
    }

    fn word(&mut self, diagnostics: &mut Vec<Diagnostic>) -> TokenKind {
        let start = self.at;
        let ends =
            |c| matches!(c, '{' | '}' | '[' | ']' | ':' | ',' | '"' | '\'' | '“' | '”' | '‘' | '’');
        let part = |c: char| !c.is_whitespace() && !ends(c);
        let word = self.take_while(part);
        let span = Span::new(start, self.at);
        match word {
            "true" => TokenKind::Scalar(Value::Bool(true)),
            "false" => TokenKind::Scalar(Value::Bool(false)),
            "null" => TokenKind::Scalar(Value::Null),
            _ if is_number(word) => TokenKind::Scalar(Value::Number(word.to_owned())),
            "" => {
                // White space that JSON does not know, such as a no-break space.
                let found = self.peek().map_or(0, char::len_utf8);
                self.at += found;
                let span = Span::new(start, self.at);
                report(diagnostics, "a character stands here that JSON does not know", span);
                TokenKind::Bad
            }
            _ if word.starts_with(|c: char| c.is_ascii_digit() || c == '-') => {
                report(diagnostics, "this is no number: ids with leading zeros need quotes", span);
                TokenKind::Bad
            }
            _ => {
                report(diagnostics, "a word stands here without quotes", span);
                TokenKind::Bad
            }
        }
    }
}

/// Whether `word` is a number by the JSON grammar.
fn is_number(word: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    let unsigned = word.strip_prefix('-').unwrap_or(word);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(|it| digits(it.strip_prefix(['+', '-']).unwrap_or(it)))
}

fn report(diagnostics: &mut Vec<Diagnostic>, found: &'static str, span: Span) {
    diagnostics.push(Diagnostic::new(Problem::JsonSyntaxError(found), span));
}
