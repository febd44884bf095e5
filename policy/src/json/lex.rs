//! Text → tokens of JSON, with everything that is not JSON reported and stepped over.

use std::borrow::Cow;

use crate::diagnostic::{Diagnostic, PolicyProblem};
use crate::text::{self, Span};

#[derive(Clone, Copy)]
pub(super) struct Token {
    pub kind: TokenKind,
    pub span: Span,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    OpenObject,
    CloseObject,
    OpenArray,
    CloseArray,
    Colon,
    Comma,
    Null,
    Bool(bool),
    Number,
    /// The lexer has its text.
    String,
    /// Something where a value may stand, but no JSON; already reported.
    Bad,
    End,
}

pub(super) struct Lexer<'t> {
    text: &'t str,
    at: usize,
    /// The last string, where it is not what stands between its quotes.
    unescaped: Option<String>,
    pub diagnostics: Vec<Diagnostic>,
}

impl<'t> Lexer<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        // A byte order mark is what some editors put before any file; it means nothing.
        let at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        Self { text, at, unescaped: None, diagnostics: Vec::new() }
    }

    pub(super) fn report(&mut self, found: &'static str, span: Span) {
        self.diagnostics.push(Diagnostic::new(PolicyProblem::JsonSyntaxError(found), span));
    }

    pub(super) fn end(&self) -> usize {
        self.text.len()
    }

    pub(super) fn slice(&self, span: Span) -> &'t str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// The text of the string that was read last, at `span`.
    pub(super) fn string(&mut self, span: Span) -> Cow<'t, str> {
        match self.unescaped.take() {
            Some(text) => Cow::Owned(text),
            None => Cow::Borrowed(self.slice(Span::new(span.start + 1, span.end - 1))),
        }
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
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

    pub(super) fn next(&mut self) -> Token {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.byte() {
            self.at += 1;
        }
        let start = self.at;
        let kind = match self.byte() {
            None => TokenKind::End,
            Some(b'"') => self.string_token(),
            Some(b'{') => self.punctuation(TokenKind::OpenObject),
            Some(b'}') => self.punctuation(TokenKind::CloseObject),
            Some(b'[') => self.punctuation(TokenKind::OpenArray),
            Some(b']') => self.punctuation(TokenKind::CloseArray),
            Some(b':') => self.punctuation(TokenKind::Colon),
            Some(b',') => self.punctuation(TokenKind::Comma),
            Some(_) => return self.other(),
        };
        Token { kind, span: Span::new(start, self.at) }
    }

    const fn punctuation(&mut self, kind: TokenKind) -> TokenKind {
        self.at += 1;
        kind
    }

    /// Reads a word: a number, `true`, `false` or `null`, or something that is no JSON.
    #[inline(never)]
    fn other(&mut self) -> Token {
        while self.skip_comment() {}
        let start = self.at;
        let kind = match self.peek() {
            Some('{' | '}' | '[' | ']' | ':' | ',' | '"') | None => return self.next(),
            Some(quote @ ('\'' | '“' | '”' | '‘' | '’')) => self.wrong_quote(quote),
            Some(_) => self.word(),
        };
        Token { kind, span: Span::new(start, self.at) }
    }

    /// Steps over a comment and what is blank behind it, or tells that there is none.
    fn skip_comment(&mut self) -> bool {
        let start = self.at;
        let rest = self.rest();
        if rest.starts_with("//") {
            self.take_while(|c| c != '\n');
        } else if rest.starts_with("/*") {
            self.at += text::find(rest, "*/").map_or(rest.len(), |at| at + 2);
        } else {
            return false;
        }
        self.report("JSON has no comments", Span::new(start, self.at));
        self.take_while(|c| matches!(c, ' ' | '\t' | '\n' | '\r'));
        true
    }

    /// Steps over the bytes of a string that stand for themselves.
    fn plain(&mut self) {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let ends = |it: &u8| *it == b'"' || *it == b'\\' || *it < b' ';
        self.at += rest.iter().position(ends).unwrap_or(rest.len());
    }

    fn string_token(&mut self) -> TokenKind {
        let start = self.at;
        self.at += 1;
        self.plain();
        if self.byte() == Some(b'"') {
            self.at += 1;
            self.unescaped = None;
        } else {
            self.rest_of_string(start);
        }
        TokenKind::String
    }

    /// Reads on in a string that holds more than plain text.
    #[inline(never)]
    fn rest_of_string(&mut self, start: usize) {
        let mut text = self.slice(Span::new(start + 1, self.at)).to_owned();
        loop {
            match self.byte() {
                Some(b'"') => {
                    self.at += 1;
                    break;
                }
                Some(b'\\') => self.escape(&mut text),
                Some(b'\t') => {
                    let span = Span::new(self.at, self.at + 1);
                    self.report("a tab inside a string must be written \\t", span);
                    self.at += 1;
                    text.push('\t');
                }
                Some(control) if control != b'\n' && control != b'\r' => {
                    let span = Span::new(self.at, self.at + 1);
                    self.report("a control character stands inside a string", span);
                    self.at += 1;
                }
                _ => {
                    self.report("this string is never closed", Span::new(start, self.at));
                    break;
                }
            }
            let from = self.at;
            self.plain();
            text.push_str(self.slice(Span::new(from, self.at)));
        }
        self.unescaped = Some(text);
    }

    fn escape(&mut self, text: &mut String) {
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
                self.report("unknown escape in a string", Span::new(start, self.at));
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

    fn wrong_quote(&mut self, quote: char) -> TokenKind {
        let start = self.at;
        self.at += quote.len_utf8();
        let closing = if quote == '\'' { ['\'', '\''] } else { ['”', '’'] };
        let text = self.take_while(|c| !closing.contains(&c) && c != '\n' && c != '"').to_owned();
        if let Some(close) = self.peek().filter(|it| closing.contains(it)) {
            self.at += close.len_utf8();
        }
        let span = Span::new(start, self.at);
        self.report("JSON strings take straight double quotes", span);
        self.unescaped = Some(text);
        TokenKind::String
    }

    fn word(&mut self) -> TokenKind {
        let start = self.at;
        let ends =
            |c| matches!(c, '{' | '}' | '[' | ']' | ':' | ',' | '"' | '\'' | '“' | '”' | '‘' | '’');
        let part = |c: char| !c.is_whitespace() && !ends(c);
        let word = self.take_while(part);
        let span = Span::new(start, self.at);
        match word {
            "true" => TokenKind::Bool(true),
            "false" => TokenKind::Bool(false),
            "null" => TokenKind::Null,
            _ if is_number(word) => TokenKind::Number,
            "" => {
                // White space that JSON does not know, such as a no-break space.
                let found = self.peek().map_or(0, char::len_utf8);
                self.at += found;
                let span = Span::new(start, self.at);
                self.report("a character stands here that JSON does not know", span);
                TokenKind::Bad
            }
            _ if word.starts_with(|c: char| c.is_ascii_digit() || c == '-') => {
                self.report("this is no number: ids with leading zeros need quotes", span);
                TokenKind::Bad
            }
            _ => {
                self.report("a word stands here without quotes", span);
                TokenKind::Bad
            }
        }
    }
}

/// `word` is a number by the JSON grammar.
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
