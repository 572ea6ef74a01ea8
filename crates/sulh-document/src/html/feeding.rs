//! Feeds a page to the HTML parser, and keeps from it what would take it too long: depth, formatting
//! that says nothing about the text, and attributes that nobody asks for.
//!
//! The parser looks through all open elements at many tags and through all attributes of a tag at
//! each further one, so that without this hostile pages cost the square of their length.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use html5ever::interface::{Tracer, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{LocalName, TokenizerResult};

use crate::DocumentError;
use crate::parser::Limits;

use super::tree::{Handle, Sink, Tree};

/// Elements within each other that are handed on.
const DEEPEST: usize = 200;
/// Bytes that are fed at once; between two feeds it is looked whether the parser gets on.
const CHUNK: usize = 8192;
/// Attributes, or words of a comment, that may stand between two tokens.
const WORDS_IN_TAG: usize = 20_000;
/// What the attributes of all tags may cost, in comparisons.
const COMPARISONS: usize = 500_000_000;
/// Elements that only change how letters look.
const FORMATTING: [&str; 16] = [
    "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
    "ins", "mark", "wbr",
];
/// Elements that have no depth: void ones, and those whose content is no markup, which the tokenizer
/// must learn of.
const FLAT: [&str; 25] = [
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "param",
    "source",
    "track",
    "script",
    "style",
    "title",
    "textarea",
    "iframe",
    "noscript",
    "noframes",
    "noembed",
    "xmp",
    "plaintext",
    "html",
    "body",
];
/// Elements that one tag may open at most, with those that it implies.
const IMPLIED: usize = 4;
/// Attributes that are asked for.
const ATTRIBUTES: [&str; 23] = [
    "id",
    "class",
    "role",
    "hidden",
    "aria-hidden",
    "aria-level",
    "style",
    "href",
    "lang",
    "xml:lang",
    "colspan",
    "rowspan",
    "type",
    "start",
    "value",
    "name",
    "property",
    "content",
    "http-equiv",
    "charset",
    "datetime",
    "title",
    "epub:type",
];

/// The tree of a page.
///
/// # Errors
/// [`DocumentError::TooLarge`] if there is more in the page than can be parsed in good time.
pub(super) fn tree(text: &str, limits: &Limits) -> Result<Tree, DocumentError> {
    let nodes = limits.blocks.min(u32::MAX as usize / 2);
    let builder = TreeBuilder::new(Sink::new(nodes), TreeBuilderOpts::default());
    let guard = Guard::new(builder, limits.depth.min(DEEPEST));
    let tokenizer = Tokenizer::new(guard, TokenizerOpts::default());
    let queue = BufferQueue::default();
    let (mut rest, mut words) = (text, 0);
    while !rest.is_empty() {
        let (chunk, behind) = rest.split_at(rest.floor_char_boundary(CHUNK));
        let tokens = tokenizer.sink.tokens.get();
        queue.push_back(StrTendril::from(chunk));
        feed(&tokenizer, &queue);
        let is_stuck = tokenizer.sink.tokens.get() == tokens;
        words = if is_stuck { words + separators(chunk) } else { separators(chunk) };
        tokenizer.sink.check(words, nodes)?;
        rest = behind;
    }
    feed(&tokenizer, &queue);
    tokenizer.end();
    tokenizer.sink.check(0, nodes)?;
    Ok(tokenizer.sink.inner.sink.finish())
}

/// Scripts and stated encodings make the parser stop; it goes on as if they were not there.
fn feed(tokenizer: &Tokenizer<Guard>, queue: &BufferQueue) {
    while !matches!(tokenizer.feed(queue), TokenizerResult::Done) {}
}

fn separators(text: &str) -> usize {
    text.bytes().filter(|byte| byte.is_ascii_whitespace() || b"/'\"".contains(byte)).count()
}

/// Stands between the tokenizer and the builder of the tree.
struct Guard {
    inner: TreeBuilder<Handle, Sink>,
    deepest: usize,
    /// Open elements, at most.
    depth: Cell<usize>,
    /// Whether that is known to be too many, since nothing has ended.
    is_full_depth: Cell<bool>,
    /// Elements that have not ended, of each name: those that were handed on, and those that were not.
    open: RefCell<HashMap<LocalName, Open>>,
    tokens: Cell<usize>,
    comparisons: Cell<usize>,
}

/// Open elements of one name.
#[derive(Default)]
struct Open {
    admitted: usize,
    dropped: usize,
}

/// Counts what the builder of the tree holds.
#[derive(Default)]
struct Count(Cell<usize>);

impl Tracer for Count {
    type Handle = Handle;

    fn trace_handle(&self, _: &Handle) {
        self.0.set(self.0.get() + 1);
    }
}

impl Guard {
    fn new(inner: TreeBuilder<Handle, Sink>, deepest: usize) -> Self {
        let (depth, is_full_depth, open, tokens, comparisons) = Default::default();
        Self { inner, deepest, depth, is_full_depth, open, tokens, comparisons }
    }

    fn check(&self, words: usize, nodes: usize) -> Result<(), DocumentError> {
        let too_large =
            |what, limit: usize| Err(DocumentError::TooLarge { what, limit: limit as u64 });
        if words > WORDS_IN_TAG {
            too_large("words in one tag or comment", WORDS_IN_TAG)
        } else if self.comparisons.get() > COMPARISONS {
            too_large("attributes, compared with each other,", COMPARISONS)
        } else if self.inner.sink.is_full() {
            too_large("elements and texts", nodes)
        } else {
            Ok(())
        }
    }

    /// Whether a tag is handed on, with its attributes thinned out.
    fn admits(&self, tag: &mut Tag) -> bool {
        let cost = tag.attrs.len().saturating_mul(tag.attrs.len());
        self.comparisons.set(self.comparisons.get().saturating_add(cost));
        tag.attrs.retain(|attribute| ATTRIBUTES.contains(&&*attribute.name.local));
        let name: &str = &tag.name;
        if FORMATTING.contains(&name) {
            return false;
        }
        if FLAT.contains(&name) {
            return true;
        }
        let mut open = self.open.borrow_mut();
        let open = open.entry(tag.name.clone()).or_default();
        match tag.kind {
            TagKind::StartTag if self.is_too_deep() => {
                open.dropped += 1;
                false
            }
            TagKind::StartTag => {
                open.admitted += 1;
                true
            }
            TagKind::EndTag if open.dropped > 0 => {
                open.dropped -= 1;
                false
            }
            TagKind::EndTag if open.admitted > 0 => {
                open.admitted -= 1;
                self.is_full_depth.set(false);
                true
            }
            // The end of a paragraph that never began is an empty paragraph; of others, nothing.
            TagKind::EndTag => name == "p",
        }
    }

    /// Whether no further element may be opened. What is open is counted only when it may be too
    /// much, since counting costs as much as there is open.
    fn is_too_deep(&self) -> bool {
        if self.is_full_depth.get() {
            return true;
        }
        let mut depth = self.depth.get() + IMPLIED;
        if depth > self.deepest {
            let count = Count::default();
            self.inner.trace_handles(&count);
            depth = count.0.get();
        }
        self.depth.set(depth);
        self.is_full_depth.set(depth > self.deepest);
        depth > self.deepest
    }
}

impl TokenSink for Guard {
    type Handle = Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Handle> {
        self.tokens.set(self.tokens.get() + 1);
        match token {
            Token::TagToken(mut tag) => {
                if self.admits(&mut tag) {
                    self.inner.process_token(Token::TagToken(tag), line)
                } else {
                    TokenSinkResult::Continue
                }
            }
            Token::CommentToken(_) | Token::ParseError(_) => TokenSinkResult::Continue,
            _ if self.inner.sink.is_full() => TokenSinkResult::Continue,
            other => self.inner.process_token(other, line),
        }
    }

    fn end(&self) {
        self.inner.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.inner.adjusted_current_node_present_but_not_in_html_namespace()
    }
}
