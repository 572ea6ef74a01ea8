//! The tokens of SPARQL text, found in one pass without recursion.
//!
//! It must read the text exactly as the parser will: wherever the two could differ, it refuses the text instead of guessing,
//! because a bracket that only one of them sees would hide nesting.
//! It knows nothing of limits or of grammar beyond a token; what `<` means before an operand is told to it.
//! Source: SPARQL 1.2 grammar, productions `IRIREF` to `PN_LOCAL_ESC`; `spargebra` 0.4.8 reads them in the same way and decodes
//! code point escapes (`\u`) only within strings and IRIs, so an escape can never stand for a bracket.

/// What a bracket encloses, by its spelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bracket {
    /// `(` `)`
    Round,
    /// `[` `]`
    Square,
    /// `{` `}`
    Curly,
    /// `<<` `>>`
    Reified,
    /// `<<(` `)>>`
    TripleTerm,
    /// `{|` `|}`
    Annotation,
}

/// A token; text is kept only where its reading matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Iri,
    PrefixedName(&'a str),
    Word(&'a str),
    Variable,
    /// A string, a number, a language tag or a blank node label.
    Literal,
    Open(Bracket),
    Close(Bracket),
    /// Any other punctuation, by its first byte (`|` and `&` also stand for `||` and `&&`).
    Operator(u8),
}

/// How `<` is to be read at the next position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LessThan {
    /// It opens an IRI or a triple term: no comparison can stand here.
    Opens,
    /// It compares: an operand of an expression stands before it.
    Compares,
    /// It depends on what the scan cannot know: IRIs that read the same either way pass, others are refused.
    Unclear,
}

/// A place where no token can be read, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NoToken {
    pub(super) at: usize,
    pub(super) reason: &'static str,
}

/// The innermost bracket that is open, which decides how a closing token is split.
pub(super) type Innermost = Option<Bracket>;

/// Reads tokens from text; cost O(bytes) over the whole text.
pub(super) struct Lexer<'a> {
    text: &'a str,
    at: usize,
    /// Up to here no colon ends the run of name characters and dots, so that no run is read twice.
    no_prefix_before: usize,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0, no_prefix_before: 0 }
    }

    /// The byte offset of the next unread character.
    pub(super) fn offset(&self) -> usize {
        self.at
    }

    /// Moves over white space and comments, which end at a line feed or a carriage return.
    pub(super) fn skip_space(&mut self) {
        while let Some(byte) = self.peek(0) {
            match byte {
                b' ' | b'\t' | b'\n' | b'\r' => self.at += 1,
                b'#' => self.skip_while(|byte| byte != b'\n' && byte != b'\r'),
                _ => return,
            }
        }
    }

    /// The next token, or `None` at the end of the text. The caller has skipped space.
    pub(super) fn next(
        &mut self,
        less_than: LessThan,
        innermost: Innermost,
    ) -> Result<Option<Token<'a>>, NoToken> {
        let Some(byte) = self.peek(0) else {
            return Ok(None);
        };
        let token = match byte {
            b'<' => self.less_than(less_than)?,
            b'"' | b'\'' => self.string(byte)?,
            b'?' | b'$' => self.variable(byte)?,
            b'0'..=b'9' => self.number(),
            b'.' if self.peek(1).is_some_and(|next| next.is_ascii_digit()) => self.number(),
            b'@' => self.language_tag()?,
            b'_' if self.peek(1) == Some(b':') => self.blank_node(),
            b':' => self.prefixed_name(self.at),
            b'(' => self.punctuation(1, Token::Open(Bracket::Round)),
            b'[' => self.punctuation(1, Token::Open(Bracket::Square)),
            b']' => self.punctuation(1, Token::Close(Bracket::Square)),
            b'}' => self.punctuation(1, Token::Close(Bracket::Curly)),
            b'{' if self.peek(1) == Some(b'|') => {
                self.punctuation(2, Token::Open(Bracket::Annotation))
            }
            b'{' => self.punctuation(1, Token::Open(Bracket::Curly)),
            b')' | b'>' | b'|' => self.closing(byte, innermost),
            b'&' if self.peek(1) == Some(b'&') => self.punctuation(2, Token::Operator(b'&')),
            b'^' if self.peek(1) == Some(b'^') => self.punctuation(2, Token::Operator(byte)),
            b'!' if self.peek(1) == Some(b'=') => self.punctuation(2, Token::Operator(b'=')),
            b'=' | b'+' | b'-' | b'*' | b'/' | b',' | b';' | b'.' | b'!' | b'^' | b'~' => {
                self.punctuation(1, Token::Operator(byte))
            }
            _ => self.name()?,
        };
        Ok(Some(token))
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.text.as_bytes().get(self.at + ahead).copied()
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn slice(&self, start: usize) -> &'a str {
        self.text.get(start..self.at).unwrap_or("")
    }

    fn skip_while(&mut self, accept: impl Fn(u8) -> bool) {
        while self.peek(0).is_some_and(&accept) {
            self.at += 1;
        }
    }

    fn punctuation(&mut self, bytes: usize, token: Token<'a>) -> Token<'a> {
        self.at += bytes;
        token
    }

    fn no_token<T>(&self, reason: &'static str) -> Result<T, NoToken> {
        Err(NoToken { at: self.at, reason })
    }

    fn closing(&mut self, byte: u8, innermost: Innermost) -> Token<'a> {
        let (second, third) = (self.peek(1), self.peek(2));
        match (byte, innermost) {
            (b')', Some(Bracket::TripleTerm)) if second == Some(b'>') && third == Some(b'>') => {
                self.punctuation(3, Token::Close(Bracket::TripleTerm))
            }
            (b')', _) => self.punctuation(1, Token::Close(Bracket::Round)),
            (b'>', Some(Bracket::Reified)) if second == Some(b'>') => {
                self.punctuation(2, Token::Close(Bracket::Reified))
            }
            (b'>', _) if second == Some(b'=') => self.punctuation(2, Token::Operator(b'>')),
            (b'|', Some(Bracket::Annotation)) if second == Some(b'}') => {
                self.punctuation(2, Token::Close(Bracket::Annotation))
            }
            (b'|', _) if second == Some(b'|') => self.punctuation(2, Token::Operator(b'|')),
            _ => self.punctuation(1, Token::Operator(byte)),
        }
    }

    fn less_than(&mut self, reading: LessThan) -> Result<Token<'a>, NoToken> {
        if reading == LessThan::Compares {
            let bytes = if self.peek(1) == Some(b'=') { 2 } else { 1 };
            return Ok(self.punctuation(bytes, Token::Operator(b'<')));
        }
        let Some(content) = self.iri_content() else {
            return match (reading, self.peek(1), self.peek(2)) {
                (LessThan::Opens, Some(b'<'), Some(b'(')) => {
                    Ok(self.punctuation(3, Token::Open(Bracket::TripleTerm)))
                }
                (LessThan::Opens, Some(b'<'), _) => {
                    Ok(self.punctuation(2, Token::Open(Bracket::Reified)))
                }
                (LessThan::Opens, ..) => self.no_token(
                    "an IRI that is not closed, or that holds a character that IRIs may not have",
                ),
                _ => self.no_token(
                    "`<` that can be read in two ways; put the comparison in brackets of its own",
                ),
            };
        };
        if reading == LessThan::Unclear && !reads_the_same_either_way(content) {
            return self.no_token(
                "`<` that can be read in two ways; put the comparison in brackets of its own",
            );
        }
        self.at += content.len() + 2;
        Ok(Token::Iri)
    }

    /// The text between `<` and `>` when it is an IRI reference.
    fn iri_content(&self) -> Option<&'a str> {
        let content = self.rest().get(1..)?;
        let end = content.bytes().position(|byte| {
            byte <= b' ' || matches!(byte, b'<' | b'>' | b'"' | b'{' | b'}' | b'|' | b'^' | b'`')
        })?;
        let (inside, after) = content.split_at_checked(end)?;
        after.starts_with('>').then_some(inside)
    }

    fn string(&mut self, quote: u8) -> Result<Token<'a>, NoToken> {
        let long = self.peek(1) == Some(quote) && self.peek(2) == Some(quote);
        let start = self.at;
        self.at += if long { 3 } else { 1 };
        loop {
            match self.peek(0) {
                Some(b'\\') => self.escape()?,
                Some(byte) if byte == quote && !long => {
                    self.at += 1;
                    return Ok(Token::Literal);
                }
                Some(byte)
                    if byte == quote
                        && self.peek(1) == Some(quote)
                        && self.peek(2) == Some(quote) =>
                {
                    self.at += 3;
                    return Ok(Token::Literal);
                }
                Some(b'\n' | b'\r') if !long => {
                    return self.no_token("a line break within a string of single quotes");
                }
                Some(_) => self.at += 1,
                None => {
                    self.at = start;
                    return self.no_token("a string that is not closed");
                }
            }
        }
    }

    fn escape(&mut self) -> Result<(), NoToken> {
        let digits = match self.peek(1) {
            Some(b't' | b'b' | b'n' | b'r' | b'f' | b'"' | b'\'' | b'\\') => 0,
            Some(b'u') => 4,
            Some(b'U') => 8,
            _ => return self.no_token("an escape that strings do not have"),
        };
        if !(2..2 + digits)
            .all(|ahead| self.peek(ahead).is_some_and(|byte| byte.is_ascii_hexdigit()))
        {
            return self.no_token("an escape with too few hexadecimal digits");
        }
        self.at += 2 + digits;
        Ok(())
    }

    fn variable(&mut self, sign: u8) -> Result<Token<'a>, NoToken> {
        self.at += 1;
        let start = self.at;
        self.skip_name(|c| c != '-' && is_name(c));
        if self.at > start {
            Ok(Token::Variable)
        } else if sign == b'?' {
            Ok(Token::Operator(sign))
        } else {
            self.no_token("`$` without the name of a variable")
        }
    }

    fn number(&mut self) -> Token<'a> {
        self.skip_while(|byte| byte.is_ascii_digit());
        if self.peek(0) == Some(b'.') {
            let digits = self.rest().bytes().skip(1).take_while(u8::is_ascii_digit).count();
            if digits > 0 || self.exponent(1) > 0 {
                self.at += 1 + digits;
            }
        }
        self.at += self.exponent(0);
        Token::Literal
    }

    /// The length of an exponent that starts `ahead` bytes on, or 0.
    fn exponent(&self, ahead: usize) -> usize {
        if !matches!(self.peek(ahead), Some(b'e' | b'E')) {
            return 0;
        }
        let sign = usize::from(matches!(self.peek(ahead + 1), Some(b'+' | b'-')));
        let from = self.at + ahead + 1 + sign;
        let digits =
            self.text.as_bytes().iter().skip(from).take_while(|byte| byte.is_ascii_digit()).count();
        if digits == 0 { 0 } else { 1 + sign + digits }
    }

    fn language_tag(&mut self) -> Result<Token<'a>, NoToken> {
        if !self.peek(1).is_some_and(|byte| byte.is_ascii_alphabetic()) {
            return self.no_token("`@` without a language tag");
        }
        self.at += 1;
        self.skip_while(|byte| byte.is_ascii_alphabetic());
        while self.peek(0) == Some(b'-')
            && self.peek(1).is_some_and(|byte| byte.is_ascii_alphanumeric())
        {
            self.at += 1;
            self.skip_while(|byte| byte.is_ascii_alphanumeric());
        }
        if self.peek(0) == Some(b'-')
            && self.peek(1) == Some(b'-')
            && self.peek(2).is_some_and(|byte| byte.is_ascii_alphabetic())
        {
            self.at += 2;
            self.skip_while(|byte| byte.is_ascii_alphabetic());
        }
        Ok(Token::Literal)
    }

    fn blank_node(&mut self) -> Token<'a> {
        self.at += 2;
        self.skip_name(is_name);
        while self.skip_dotted(is_name) {}
        Token::Literal
    }

    /// A keyword, the name of a function, or a prefixed name.
    fn name(&mut self) -> Result<Token<'a>, NoToken> {
        let start = self.at;
        if !self.rest().chars().next().is_some_and(is_name_base) {
            return self.no_token("a character that no token starts with");
        }
        if start >= self.no_prefix_before {
            self.skip_name(is_name);
            while self.skip_dotted(is_name) {}
            if self.peek(0) == Some(b':') {
                return Ok(self.prefixed_name(start));
            }
            self.no_prefix_before = self.at;
            self.at = start;
        }
        self.skip_name(|c| c == '_' || c.is_alphanumeric() && is_name(c));
        Ok(Token::Word(self.slice(start)))
    }

    /// The rest of a prefixed name from its colon on.
    fn prefixed_name(&mut self, start: usize) -> Token<'a> {
        self.at += 1;
        if self.rest().chars().next().is_some_and(|c| c != '-' && is_name(c) || c == ':')
            || self.local_escape() > 0
        {
            self.skip_local();
            // One dotted part at most: the parser reads no second one.
            let dots = self.rest().bytes().take_while(|byte| *byte == b'.').count();
            let before = self.at;
            self.at += dots;
            let inside = self.at;
            self.skip_local();
            if dots > 0 && self.at == inside {
                self.at = before;
            }
        }
        Token::PrefixedName(self.slice(start))
    }

    fn skip_local(&mut self) {
        loop {
            self.skip_name(|c| c == ':' || is_name(c));
            match self.local_escape() {
                0 => return,
                bytes => self.at += bytes,
            }
        }
    }

    /// The length of `%hh` or of a backslash escape here, or 0.
    fn local_escape(&self) -> usize {
        let hexadecimal = |ahead| self.peek(ahead).is_some_and(|byte: u8| byte.is_ascii_hexdigit());
        match (self.peek(0), self.peek(1)) {
            (Some(b'%'), _) if hexadecimal(1) && hexadecimal(2) => 3,
            (Some(b'\\'), Some(byte)) if b"_~.-!$&'()*+,;=/?#@%".contains(&byte) => 2,
            _ => 0,
        }
    }

    fn skip_name(&mut self, accept: impl Fn(char) -> bool) {
        self.at += self.rest().find(|c| !accept(c)).unwrap_or(self.rest().len());
    }

    /// Moves over dots when a name goes on behind them.
    fn skip_dotted(&mut self, accept: impl Fn(char) -> bool) -> bool {
        let dots = self.rest().bytes().take_while(|byte| *byte == b'.').count();
        if dots == 0 || !self.rest().chars().nth(dots).is_some_and(&accept) {
            return false;
        }
        self.at += dots;
        self.skip_name(accept);
        true
    }
}

/// Whether an IRI reference is harmless if `<` before it turned out to compare.
///
/// After `scheme://` the parser could not go on with a comparison; names alone open nothing and hide nothing.
fn reads_the_same_either_way(content: &str) -> bool {
    let scheme = content.bytes().take_while(u8::is_ascii_alphanumeric).count();
    content.get(scheme..).is_some_and(|rest| rest.starts_with("://"))
        || content
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'_' | b'.'))
}

/// `PN_CHARS_BASE`
fn is_name_base(c: char) -> bool {
    matches!(c, 'A'..='Z' | 'a'..='z' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}' | '\u{370}'..='\u{37D}'
        | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}'
        | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}')
}

/// `PN_CHARS`
fn is_name(c: char) -> bool {
    is_name_base(c)
        || matches!(c, '_' | '-' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}
