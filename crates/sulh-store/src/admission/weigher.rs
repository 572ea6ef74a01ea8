//! What the brackets, operators and patterns of a query add up to, token by token.
//!
//! It keeps one frame for each open bracket and so never recurses; it does not judge syntax, which is the parser's work,
//! beyond what it must know to read `<` as the parser does.

use super::lexer::{Bracket, Innermost, LessThan, Token};
use super::{AdmissionLimits, Admitted, Limit};

/// A limit that the text goes beyond, or brackets that do not match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    Exceeded { limit: Limit, found: u64, allowed: u64 },
    Unmatched,
}

/// What may stand within a bracket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// The query or update itself: prologue, SELECT clause, modifiers.
    Top,
    /// A group that starts with SELECT.
    SubSelect,
    /// Triple patterns, FILTER, OPTIONAL and so on.
    Group,
    /// The triples that CONSTRUCT, INSERT or DELETE write: a flat list.
    Template,
    /// The rows of VALUES.
    Rows,
    /// An operand, a list of arguments, `( … AS ?x )`.
    Expression,
    /// A collection, a part of a path, a row, a property list: never a comparison.
    Terms,
    /// Either of the two before.
    Unclear,
}

/// How a group is tied to what stands before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tie {
    Joined,
    Optional,
    Alternative,
    Tested,
}

struct Frame {
    bracket: Innermost,
    kind: Kind,
    tie: Tie,
    /// How many times the parser may read what is within, as a power of two.
    retries: u32,
    /// The next term starts a triple.
    expects_triple: bool,
    values_follow: bool,
    empty: bool,
    terms: u64,
    path_steps: u64,
    joins: u64,
    join_work: u64,
    /// Operators or elements in a row, which the parser turns into a tree leaning to the left.
    chain: u64,
    tallest_inside: u64,
    tallest_item: u64,
}

impl Frame {
    fn new(bracket: Innermost, kind: Kind, tie: Tie, retries: u32) -> Self {
        Self {
            bracket,
            kind,
            tie,
            retries,
            expects_triple: true,
            values_follow: false,
            empty: true,
            terms: 0,
            path_steps: 0,
            joins: 0,
            join_work: 0,
            chain: 0,
            tallest_inside: 0,
            tallest_item: 0,
        }
    }

    fn height(&self) -> u64 {
        self.tallest_item.max(self.chain + self.tallest_inside)
    }

    /// Starts the next item of a list, which is as flat as its tallest item.
    fn next_item(&mut self) {
        self.tallest_item = self.height();
        self.chain = 0;
        self.tallest_inside = 0;
    }

    /// Joins are reordered in time that grows with the fourth power of their number.
    fn weighed_joins(&self) -> u64 {
        self.join_work.saturating_add(self.joins.saturating_pow(4))
    }

    fn joined_within(&self) -> u64 {
        match (self.kind, self.bracket) {
            (Kind::Terms | Kind::Unclear, Some(Bracket::Round)) if self.path_steps > 0 => {
                self.joins + self.path_steps
            }
            (Kind::Terms | Kind::Unclear, Some(Bracket::Round)) => self.joins + 2 * self.terms,
            (_, Some(Bracket::Reified | Bracket::Annotation)) => self.joins + 1,
            _ => self.joins,
        }
    }
}

/// The running sums; cost O(1) a token, memory O(open brackets), which are limited.
pub(super) struct Weigher<'a, 'l> {
    limits: &'l AdmissionLimits,
    frames: Vec<Frame>,
    top: Frame,
    last: Option<Token<'a>>,
    before_last: Option<Token<'a>>,
    /// What the parser may try twice once the next bracket opens: an operand of `!`, a function with optional arguments.
    negated: bool,
    variadic: bool,
    sums: Admitted,
}

impl<'a, 'l> Weigher<'a, 'l> {
    pub(super) fn new(limits: &'l AdmissionLimits) -> Self {
        Self {
            limits,
            frames: Vec::new(),
            top: Frame::new(None, Kind::Top, Tie::Joined, 0),
            last: None,
            before_last: None,
            negated: false,
            variadic: false,
            sums: Admitted::default(),
        }
    }

    pub(super) fn innermost(&self) -> Innermost {
        self.frames.last().and_then(|frame| frame.bracket)
    }

    /// How the lexer has to read `<` now.
    pub(super) fn less_than(&self) -> LessThan {
        let operand = match self.last {
            Some(
                Token::Iri
                | Token::PrefixedName(_)
                | Token::Variable
                | Token::Literal
                | Token::Close(_)
                | Token::Word("true" | "false"),
            ) => LessThan::Compares,
            Some(Token::Word(word)) if word.ends_with("true") || word.ends_with("false") => {
                LessThan::Unclear
            }
            _ => LessThan::Opens,
        };
        match (self.frame().kind, operand) {
            (Kind::Unclear, LessThan::Compares) => LessThan::Unclear,
            (Kind::Expression | Kind::Unclear, reading) => reading,
            _ => LessThan::Opens,
        }
    }

    /// Adds a token to the sums.
    pub(super) fn add(&mut self, token: Token<'a>) -> Result<(), Refusal> {
        self.sums.tokens += 1;
        self.check(Limit::Tokens, self.sums.tokens)?;
        let readings = 1_u64.checked_shl(self.frame().retries).unwrap_or(u64::MAX);
        self.sums.rereading = self.sums.rereading.saturating_add(readings - 1);
        self.check(Limit::Rereading, self.sums.rereading)?;
        match token {
            Token::Open(bracket) => self.open(bracket)?,
            Token::Close(bracket) => self.close(bracket)?,
            Token::Operator(byte) => self.operator(byte)?,
            Token::Word(word) => self.word(word)?,
            Token::Iri | Token::PrefixedName(_) => self.name()?,
            Token::Variable | Token::Literal => {
                self.sums.variables += u64::from(token == Token::Variable);
                self.check(Limit::Variables, self.sums.variables)?;
                self.settle();
                self.term()?;
            }
        }
        self.frame_mut().empty = false;
        self.before_last = self.last.replace(token);
        Ok(())
    }

    /// The sums of the whole text; brackets still open count as if they closed here.
    pub(super) fn finish(mut self) -> Result<Admitted, Refusal> {
        while let Some(frame) = self.frames.pop() {
            self.merge(&frame)?;
        }
        self.end_operation()?;
        Ok(self.sums)
    }

    fn frame(&self) -> &Frame {
        self.frames.last().unwrap_or(&self.top)
    }

    fn frame_mut(&mut self) -> &mut Frame {
        self.frames.last_mut().unwrap_or(&mut self.top)
    }

    fn check(&self, limit: Limit, found: u64) -> Result<(), Refusal> {
        let allowed = self.limits.of(limit);
        if found > allowed { Err(Refusal::Exceeded { limit, found, allowed }) } else { Ok(()) }
    }

    /// An operand is complete: nothing is tried twice any more.
    fn settle(&mut self) {
        self.negated = false;
        self.variadic = false;
    }

    fn open(&mut self, bracket: Bracket) -> Result<(), Refusal> {
        let (kind, tie) = match bracket {
            Bracket::Curly => (self.kind_of_curly(), self.tie()),
            Bracket::Round => (self.kind_of_round(), Tie::Joined),
            _ => (Kind::Terms, Tie::Joined),
        };
        if matches!(kind, Kind::Terms | Kind::Unclear) {
            self.term()?;
        }
        let called = matches!(self.last, Some(Token::Iri | Token::PrefixedName(_)))
            && self.frame().kind != Kind::Expression
            && matches!(kind, Kind::Expression | Kind::Unclear);
        if matches!(self.last, Some(Token::Word(word)) if ends_with_any(word, AGGREGATES)) {
            self.sums.aggregates += 1;
            self.check(Limit::Aggregates, self.sums.aggregates)?;
        }
        let retries = self.frame().retries
            + u32::from(called)
            + u32::from(self.negated)
            + u32::from(self.variadic);
        self.settle();
        if bracket == Bracket::Curly {
            self.frame_mut().values_follow = false;
        }
        self.frames.push(Frame::new(Some(bracket), kind, tie, retries));
        self.sums.depth = self.sums.depth.max(self.frames.len() as u64);
        self.check(Limit::Depth, self.sums.depth)
    }

    fn kind_of_curly(&self) -> Kind {
        let frame = self.frame();
        match (frame.kind, self.last) {
            _ if frame.values_follow => Kind::Rows,
            (Kind::Template, _) => Kind::Template,
            (Kind::Top, Some(Token::Word(word))) if ends_with_any(word, WRITES) => Kind::Template,
            _ => Kind::Group,
        }
    }

    fn tie(&self) -> Tie {
        match self.last {
            Some(Token::Word(word)) if ends_with(word, "OPTIONAL") => Tie::Optional,
            Some(Token::Word(word)) if ends_with(word, "UNION") => Tie::Alternative,
            Some(Token::Word(word)) if ends_with_any(word, &["MINUS", "EXISTS"]) => Tie::Tested,
            _ => Tie::Joined,
        }
    }

    fn kind_of_round(&self) -> Kind {
        let frame = self.frame();
        match frame.kind {
            Kind::Expression => Kind::Expression,
            Kind::Unclear => Kind::Unclear,
            Kind::Terms | Kind::Rows | Kind::Template => Kind::Terms,
            _ if frame.values_follow => Kind::Terms,
            Kind::Top | Kind::SubSelect => Kind::Expression,
            Kind::Group => self.kind_of_round_in_group(),
        }
    }

    /// In a group an expression follows FILTER, BIND or the name of a function; anything else is a collection or a path.
    fn kind_of_round_in_group(&self) -> Kind {
        let filtered =
            matches!(self.before_last, Some(Token::Word(word)) if ends_with(word, "FILTER"));
        match self.last {
            Some(Token::Word("a")) => Kind::Terms,
            Some(Token::Word(_)) => Kind::Expression,
            Some(Token::Iri | Token::PrefixedName(_)) if filtered => Kind::Expression,
            Some(Token::PrefixedName(name))
                if contains(name, "FILTER") || contains(name, "BIND") =>
            {
                Kind::Unclear
            }
            _ => Kind::Terms,
        }
    }

    fn close(&mut self, bracket: Bracket) -> Result<(), Refusal> {
        self.settle();
        match self.frames.pop() {
            Some(frame) if frame.bracket == Some(bracket) => self.merge(&frame),
            _ => Err(Refusal::Unmatched),
        }
    }

    fn merge(&mut self, child: &Frame) -> Result<(), Refusal> {
        let joined = child.joined_within();
        let parent = self.frame_mut();
        parent.tallest_inside = parent.tallest_inside.max(child.height() + 1);
        let own_tree = !matches!(child.kind, Kind::Terms | Kind::Template);
        if own_tree && parent.kind != Kind::Rows {
            parent.chain += 1;
            parent.expects_triple = true;
        }
        match (child.kind, child.tie) {
            (Kind::Terms | Kind::Unclear, _)
                if parent.kind == Kind::Rows || parent.values_follow => {}
            (Kind::Group, Tie::Joined) | (Kind::Terms | Kind::Unclear, _) => parent.joins += joined,
            (Kind::Group, Tie::Optional) => parent.joins += joined.max(1),
            (Kind::Group, Tie::Tested) | (Kind::SubSelect | Kind::Rows, _) => parent.joins += 1,
            (Kind::Group, Tie::Alternative)
            | (Kind::Expression | Kind::Template | Kind::Top, _) => {}
        }
        // What is joined with the parent's patterns is planned with them; an option may be planned twice.
        let (work, times) = match (child.kind, child.tie) {
            (Kind::Group, Tie::Optional) => (child.weighed_joins(), 2),
            (Kind::Group, Tie::Alternative | Tie::Tested) | (Kind::SubSelect, _) => {
                (child.weighed_joins(), 1)
            }
            _ => (child.join_work, 1),
        };
        parent.join_work = parent.join_work.saturating_add(work.saturating_mul(times));
        self.check_frame()
    }

    /// Compares what is counted for each bracket with its limits.
    fn check_frame(&mut self) -> Result<(), Refusal> {
        let frame = self.frame();
        let (height, joins, work) =
            (frame.height() + self.frames.len() as u64, frame.joins, frame.join_work);
        let joining = matches!(frame.kind, Kind::Group | Kind::SubSelect | Kind::Top);
        self.sums.height = self.sums.height.max(height);
        self.check(Limit::Height, height)?;
        if joining {
            self.sums.joins = self.sums.joins.max(joins);
            self.check(Limit::Joins, joins)?;
        }
        self.check(Limit::JoinWork, work)
    }

    fn operator(&mut self, byte: u8) -> Result<(), Refusal> {
        let negation = byte == b'!';
        self.settle();
        self.negated = negation;
        let in_top = self.frames.is_empty();
        let frame = self.frame_mut();
        match (frame.kind, byte) {
            (Kind::Top, b';') if in_top => return self.end_operation(),
            (Kind::Expression | Kind::Unclear, b',' | b';') => frame.next_item(),
            (Kind::Terms, b',' | b';' | b'.') => {
                frame.next_item();
                frame.expects_triple = true;
            }
            (Kind::Group, b',' | b';' | b'.') => frame.expects_triple = true,
            (Kind::Group, b'/') => frame.joins += 1,
            (Kind::Terms | Kind::Unclear, b'/') => {
                frame.path_steps += 1;
                frame.chain += 1;
            }
            (Kind::Terms, b'|' | b'^') if frame.bracket == Some(Bracket::Round) => {
                frame.path_steps = frame.path_steps.max(1);
                frame.chain += 1;
            }
            (Kind::Expression | Kind::Unclear, _)
            | (Kind::Terms, b'|' | b'^')
            | (Kind::Group, b'|') => frame.chain += 1,
            _ => {}
        }
        self.check_frame()
    }

    fn end_operation(&mut self) -> Result<(), Refusal> {
        let work = self.top.weighed_joins();
        self.sums.height = self.sums.height.max(self.top.height());
        self.sums.join_work = work;
        self.sums.operations += 1;
        self.top = Frame::new(None, Kind::Top, Tie::Joined, 0);
        self.top.join_work = work;
        self.check(Limit::JoinWork, work)?;
        self.check(Limit::Operations, self.sums.operations)
    }

    fn word(&mut self, word: &str) -> Result<(), Refusal> {
        self.variadic = ends_with_any(word, VARIADIC);
        let select = word.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("SELECT"));
        let frame = self.frame_mut();
        match frame.kind {
            Kind::Group if select && frame.empty => frame.kind = Kind::SubSelect,
            Kind::Group | Kind::SubSelect | Kind::Top if ends_with(word, "VALUES") => {
                frame.values_follow = true;
            }
            Kind::Group if ends_with_any(word, &["GRAPH", "SERVICE", "SILENT"]) => {
                frame.expects_triple = false;
            }
            _ if matches!(word, "true" | "false" | "a") => return self.term(),
            _ => {}
        }
        Ok(())
    }

    fn name(&mut self) -> Result<(), Refusal> {
        let follows =
            matches!(self.last, Some(Token::Iri | Token::PrefixedName(_) | Token::Variable));
        let declares =
            matches!(self.before_last, Some(Token::Word(word)) if ends_with(word, "PREFIX"));
        if matches!(self.frame().kind, Kind::Top | Kind::SubSelect) && follows && !declares {
            // DESCRIBE makes a chain of its resources.
            self.frame_mut().chain += 1;
            self.check_frame()?;
        }
        self.term()
    }

    /// A term of a triple, of a collection or of a path.
    fn term(&mut self) -> Result<(), Refusal> {
        let follows_values = self.frame().values_follow;
        let frame = self.frame_mut();
        frame.terms += 1;
        let in_list = frame.bracket == Some(Bracket::Round);
        if matches!(frame.kind, Kind::Group | Kind::Terms)
            && !in_list
            && !follows_values
            && frame.expects_triple
        {
            frame.expects_triple = false;
            frame.joins += 1;
            return self.check_frame();
        }
        Ok(())
    }
}

const AGGREGATES: &[&str] = &["COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"];
/// The parser tries the longer form of these first and then starts again.
const VARIADIC: &[&str] = &["REGEX", "SUBSTR", "REPLACE", "GROUP_CONCAT"];
const WRITES: &[&str] = &["CONSTRUCT", "INSERT", "DELETE", "DATA"];

/// The parser does not ask for a space before a keyword, so a word may end in one.
fn ends_with(word: &str, keyword: &str) -> bool {
    let start = word.len().wrapping_sub(keyword.len());
    word.get(start..).is_some_and(|end| end.eq_ignore_ascii_case(keyword))
}

fn ends_with_any(word: &str, keywords: &[&str]) -> bool {
    keywords.iter().any(|keyword| ends_with(word, keyword))
}

fn contains(name: &str, keyword: &str) -> bool {
    name.as_bytes()
        .windows(keyword.len())
        .any(|window| window.eq_ignore_ascii_case(keyword.as_bytes()))
}
