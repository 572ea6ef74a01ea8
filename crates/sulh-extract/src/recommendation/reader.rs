//! Reads a document from top to bottom and collects what it recommends.
//!
//! It knows where it is: under which heading, in which list. What a sentence asks is judged by
//! `request`.

use super::heading;
use super::lead_in::{LeadIn, lead_in, looks_back, response};
use super::marker::{follows, joined};
use super::parts::{NamedState, States, split_by_states};
use super::reference::{explains, repeats};
use super::request::{Asking, Request, request};
use super::table;
use super::{Recommendation, ResponseWords};
use crate::cue::Cue;
use crate::language::Language;
use crate::sentence::sentences_of;
use crate::word::{Word, words};
use std::ops::Range;
use std::sync::LazyLock;
use sulh_document::{Block, BlockKind, Document};

/// The reader and where it is.
pub(super) struct Reader<'d> {
    document: &'d Document,
    states: &'d dyn States,
    language: Option<Language>,
    found: Vec<Recommendation>,
    section: Option<Section>,
    list: Option<List>,
    /// The number of the last paragraph of those that are counted through the document.
    counted: Option<String>,
}

/// Recommendations under a heading.
struct Section {
    level: u8,
    addressees: Vec<Range<usize>>,
}

/// A list that a sentence announces.
struct List {
    lead_marker: Option<String>,
    last_marker: Option<String>,
    response: Option<ResponseWords>,
    addressees: Vec<Range<usize>>,
    is_by_name: bool,
    /// The index of its first recommendation.
    first: usize,
    items: usize,
}

impl<'d> Reader<'d> {
    pub(super) fn new(
        document: &'d Document,
        states: &'d dyn States,
        language: Option<Language>,
    ) -> Self {
        Self {
            document,
            states,
            language,
            found: Vec::new(),
            section: None,
            list: None,
            counted: None,
        }
    }

    /// Reads all blocks.
    pub(super) fn read(mut self) -> Vec<Recommendation> {
        let mut index = 0;
        while let Some(block) = self.document.blocks.get(index) {
            match block.kind {
                BlockKind::Heading(level) => self.heading(block, level),
                BlockKind::Footnote => {}
                BlockKind::TableCell { .. } => {
                    let (rows, end) = table::rows(self.document, index, self.section.is_some());
                    for row in rows {
                        self.row(row);
                    }
                    index = end;
                    continue;
                }
                BlockKind::Paragraph | BlockKind::ListItem(_) => self.text(index, block),
            }
            index += 1;
        }
        self.found
    }

    fn heading(&mut self, block: &Block, level: u8) {
        let text = self.document.text_of(block);
        let words = words(text);
        if self.list.as_ref().is_some_and(|list| list.items > 0 || !list.is_by_name) {
            self.list = None;
        }
        let moved = |spans: Vec<Range<usize>>| moved(spans, block.span.start);
        if heading::opens(&words) {
            let addressees = moved(heading::addressees(text, &words));
            self.section = Some(Section { level, addressees });
        } else if let Some(section) = &mut self.section {
            let addressees = moved(heading::addressees(text, &words));
            if level > section.level || (!addressees.is_empty() && level == section.level) {
                section.addressees = addressees;
            } else {
                self.section = None;
            }
        }
    }

    fn text(&mut self, index: usize, block: &Block) {
        let text = self.document.text_of(block);
        let words = words(text);
        let is_counted = self.is_counted(block);
        if let Some(lead) = lead_in(block, text, &words) {
            self.open(block, lead);
            return;
        }
        if self.list.as_ref().is_some_and(|list| list.ends_at(block))
            && let Some(list) = self.list.take()
            && looks_back(&words)
        {
            self.answer(list.first, response(block, &words).as_ref());
        }
        if self.list.is_some() {
            if self.goes_on(block, text) {
                self.continue_item(block, text);
                return;
            }
            if self.list_item(index, block, text) {
                return;
            }
        }
        let is_item = block.marker.is_some() && !is_counted
            || matches!(block.kind, BlockKind::ListItem(_)) && block.marker.is_none();
        if self.section.is_some() && is_item {
            self.section_item(index, block, text, &words);
        } else if let Some(heading) = self.pseudo_heading(block, text, &words) {
            if let Some(section) = &mut self.section {
                section.addressees = heading;
            }
        } else {
            self.sentences(index, block);
        }
    }

    /// Whether a block is a paragraph that is numbered through the document.
    fn is_counted(&mut self, block: &Block) -> bool {
        let Some(marker) = &block.marker else { return false };
        let is_first = self.counted.is_none() && marker.trim_end_matches('.') == "1";
        let is_next = self.counted.as_ref().is_some_and(|last| follows(last, marker));
        if self.section.is_none() && (is_first || is_next) {
            self.counted = Some(marker.clone());
            return true;
        }
        // Few numbers before the section are a list and no count of paragraphs.
        let is_long = self.counted.as_ref().and_then(|last| super::marker::numbers(last));
        let is_long = is_long.is_some_and(|numbers| numbers.first().is_some_and(|n| *n >= 12));
        if is_next && is_long {
            self.counted = Some(marker.clone());
        }
        is_next && is_long
    }

    fn open(&mut self, block: &Block, lead: LeadIn) {
        let (response, addressees, is_by_name) = match lead {
            LeadIn::Recommendations(response) => (response, Vec::new(), true),
            LeadIn::Request(request) => (None, moved(request.addressees, block.span.start), false),
        };
        let addressees = self.in_full(addressees);
        self.list = Some(List {
            lead_marker: block.marker.clone(),
            last_marker: None,
            response,
            addressees,
            is_by_name,
            first: self.found.len(),
            items: 0,
        });
    }

    /// Gives the recommendations of a list the answer that stands behind it.
    fn answer(&mut self, first: usize, response: Option<&ResponseWords>) {
        for recommendation in self.found.iter_mut().skip(first) {
            if recommendation.response.is_none() {
                recommendation.response = response.cloned();
            }
        }
    }

    /// Takes a block of the open list; closes the list where the block is none of it.
    fn list_item(&mut self, index: usize, block: &Block, text: &str) -> bool {
        let parts = split_by_states(text, self.states);
        let Some(list) = &mut self.list else { return false };
        let is_item = block.marker.is_some() || matches!(block.kind, BlockKind::ListItem(_));
        if !is_item && parts.is_empty() {
            if !list.is_by_name || list.items > 0 && list.lead_marker.is_none() {
                self.list = None;
            }
            return false;
        }
        let number = joined(list.lead_marker.as_deref(), block.marker.as_deref());
        list.items += 1;
        if block.marker.is_some() {
            list.last_marker.clone_from(&block.marker);
        }
        let of_list = Recommendation {
            spans: Vec::new(),
            block: index,
            number,
            states: Vec::new(),
            addressees: list.addressees.clone(),
            issuer: None,
            is_quoted: false,
            response: list.response.clone(),
            rule: "listed-item",
            confidence: 0.88,
        };
        let start = block.span.start;
        if parts.is_empty() {
            self.push(Recommendation { spans: vec![shifted(&bare(text), start)], ..of_list });
            return true;
        }
        for part in parts {
            let (rule, confidence) = if part.is_assembled {
                ("listed-item-assembled", 0.8)
            } else {
                ("listed-item-by-state", 0.96)
            };
            let spans = part.spans.iter().map(|span| shifted(span, start)).collect();
            let states = part
                .states
                .into_iter()
                .map(|state| NamedState { span: shifted(&state.span, start), ..state })
                .collect();
            self.push(Recommendation { spans, states, rule, confidence, ..of_list.clone() });
        }
        true
    }

    /// Whether a block without a marker is the rest of the item before.
    fn goes_on(&self, block: &Block, text: &str) -> bool {
        let is_open = self.list.as_ref().is_some_and(|list| list.items > 0);
        if block.marker.is_some() || !is_open || block.kind != BlockKind::Paragraph {
            return false;
        }
        let last = self.found.last().and_then(|last| self.document.blocks.get(last.block));
        let Some(item) = last else { return false };
        let before = self.document.text_of(item).trim_end();
        let ends = before.ends_with([';', '.', ':', ')']);
        !ends && text.starts_with(|letter: char| letter.is_lowercase() || letter == '(')
    }

    /// Adds a block to the last item.
    fn continue_item(&mut self, block: &Block, text: &str) {
        let parts = split_by_states(text, self.states);
        let start = block.span.start;
        let Some(last) = self.found.last_mut() else { return };
        let span = match parts.into_iter().next() {
            Some(part) => {
                last.states.extend(
                    part.states
                        .into_iter()
                        .map(|state| NamedState { span: shifted(&state.span, start), ..state }),
                );
                part.spans.into_iter().next()
            }
            None => Some(bare(text)),
        };
        if let Some(span) = span.filter(|span| !span.is_empty()) {
            last.spans.push(shifted(&span, start));
        }
    }

    /// An item under a heading of recommendations.
    fn section_item(&mut self, index: usize, block: &Block, text: &str, words: &[Word]) {
        if words.len() < 3 {
            return;
        }
        let own = request(text, words)
            .filter(|request| request.is_certain && request.asking != Asking::Reported);
        let start = block.span.start;
        let addressees =
            self.in_full(own.map_or_else(Vec::new, |own| moved(own.addressees, start)));
        self.push(Recommendation {
            spans: vec![shifted(&bare(text), start)],
            block: index,
            number: joined(None, block.marker.as_deref()),
            states: Vec::new(),
            addressees,
            issuer: None,
            is_quoted: false,
            response: None,
            rule: "item-under-heading",
            confidence: 0.85,
        });
    }

    /// A short line under a heading of recommendations that only names whom they go to.
    fn pseudo_heading(
        &self,
        block: &Block,
        text: &str,
        words: &[Word],
    ) -> Option<Vec<Range<usize>>> {
        let is_line = words.len() <= 14 && !text.trim_end().ends_with(['.', ';', '!']);
        if self.section.is_none() || !is_line {
            return None;
        }
        let addressees = moved(heading::addressees(text, words), block.span.start);
        (!addressees.is_empty()).then_some(addressees)
    }

    fn row(&mut self, row: table::Row) {
        let Some(block) = self.document.blocks.get(row.block) else { return };
        let text = self.document.text_of(block);
        let addressees = self.in_full(row.addressee.into_iter().collect());
        self.push(Recommendation {
            spans: vec![shifted(&bare(text), block.span.start)],
            block: row.block,
            number: None,
            states: Vec::new(),
            addressees,
            issuer: None,
            is_quoted: false,
            response: None,
            rule: "row-of-table",
            confidence: 0.85,
        });
    }

    /// Whom the heading names, where a request names nobody, or names them in short.
    fn in_full(&self, own: Vec<Range<usize>>) -> Vec<Range<usize>> {
        let Some(section) = &self.section else { return own };
        let is_short = own.is_empty() || repeats(&self.document.text, &own, &section.addressees);
        if is_short { section.addressees.clone() } else { own }
    }

    /// Sentences of running text that ask something.
    fn sentences(&mut self, index: usize, block: &Block) {
        let mut asks: Option<Vec<Word>> = None;
        // An item without a bullet: what follows the wish in it explains it.
        let mut is_wish = false;
        for span in sentences_of(self.document, block, self.language) {
            let text = self.document.text.get(span.clone()).unwrap_or_default();
            let words = words(text);
            let (text, cut) = numbered(text, &words);
            let words = if cut > 0 { crate::word::words(text) } else { words };
            let asked = request(text, &words);
            if let Some((rule, confidence)) = self.weigh(asked.as_ref(), &words, cut > 0) {
                let is_quoted = asked.as_ref().is_some_and(|a| a.asking == Asking::Reported);
                self.sentence(index, block, (span.start + cut, text), asked, (rule, confidence));
                asks = (!is_quoted).then_some(words);
                is_wish = rule == "wish-under-heading";
            } else if asked.is_none()
                && asks.as_ref().is_some_and(|asks| is_wish || explains(&words, asks))
            {
                if let Some(last) = self.found.last_mut().and_then(|last| last.spans.last_mut()) {
                    last.end = span.start + cut + bare(text).end;
                }
            } else {
                asks = None;
            }
        }
    }

    /// Adds a sentence that asks something.
    fn sentence(
        &mut self,
        index: usize,
        block: &Block,
        (start, text): (usize, &str),
        asked: Option<Request>,
        (rule, confidence): (&'static str, f32),
    ) {
        let asked = asked.unwrap_or(Request {
            asking: Asking::Need,
            addressees: Vec::new(),
            issuer: None,
            is_certain: false,
        });
        let is_quoted = asked.asking == Asking::Reported;
        let own = moved(asked.addressees, start);
        self.push(Recommendation {
            spans: vec![shifted(&bare(text), start)],
            block: index,
            number: joined(None, block.marker.as_deref()),
            states: Vec::new(),
            addressees: if is_quoted { own } else { self.in_full(own) },
            issuer: asked.issuer.map(|issuer| shifted(&issuer, start)),
            is_quoted,
            response: None,
            rule,
            confidence,
        });
    }

    /// Which rule makes a sentence a recommendation, and how sure it is.
    fn weigh(
        &self,
        asked: Option<&Request>,
        words: &[Word],
        is_numbered: bool,
    ) -> Option<(&'static str, f32)> {
        let in_section = self.section.is_some();
        if is_numbered && words.len() >= 3 {
            return Some(("numbered-recommendation", 0.9));
        }
        if words.len() < 4 {
            return None;
        }
        let Some(asked) = asked else {
            let opens = in_section && OPENS.iter().any(|cue| cue.at(words, 0).is_some());
            return opens.then_some(("wish-under-heading", 0.7));
        };
        match (asked.asking, asked.is_certain, in_section) {
            (Asking::Call, true, _) => Some(("call", 0.85)),
            (Asking::Call, false, _) => (words.len() > 5).then_some(("call", 0.6)),
            (Asking::Reported, ..) => Some(("reported-call", 0.7)),
            (Asking::Duty, true, true) => Some(("duty-under-heading", 0.8)),
            (Asking::Need, _, true) => Some(("need-under-heading", 0.7)),
            (Asking::Duty, true, false) => Some(("duty-of-a-body", 0.65)),
            (Asking::Need, true, false) => Some(("need", 0.55)),
            (Asking::Duty, false, true) => Some(("duty-under-heading", 0.6)),
            (Asking::Duty | Asking::Need, false, false) => None,
        }
    }

    fn push(&mut self, recommendation: Recommendation) {
        if recommendation.spans.iter().any(|span| !span.is_empty()) {
            self.found.push(recommendation);
        }
    }
}

/// With what a wish begins in languages that have a form for it.
static OPENS: LazyLock<Vec<Cue>> = LazyLock::new(|| {
    Cue::list(
        "да се|ја|го|ги|им
         да
         da se|ga|ju|ih
         të|ta|t|tu",
    )
});

/// *Recommendation 1: …*, *Препорака 2. …*: the words behind the number.
fn numbered<'t>(text: &'t str, words: &[Word]) -> (&'t str, usize) {
    static HEAD: LazyLock<Vec<Cue>> = LazyLock::new(|| {
        Cue::list(
            "recommendation|recommandation|preporuka|препорака|препоръка|rekomandimi|öneri|tavsiye",
        )
    });
    let is_head = HEAD.iter().any(|cue| cue.at(words, 0).is_some());
    let number = words.get(1).filter(|word| {
        word.folded.len() <= 3 && word.folded.bytes().all(|letter| letter.is_ascii_digit())
    });
    match number {
        Some(number) if is_head => {
            let rest = text.get(number.span.end..).unwrap_or_default();
            let words = rest.trim_start_matches([' ', '.', ':', ')', '–', '-', '—']);
            (words, text.len() - words.len())
        }
        _ => (text, 0),
    }
}

impl List {
    /// Whether a block belongs to what follows the list.
    fn ends_at(&self, block: &Block) -> bool {
        let Some(marker) = &block.marker else { return false };
        if self.last_marker.as_ref().is_some_and(|last| follows(last, marker)) {
            return false;
        }
        self.lead_marker.as_ref().is_some_and(|lead| follows(lead, marker))
    }
}

fn shifted(span: &Range<usize>, by: usize) -> Range<usize> {
    span.start + by..span.end + by
}

fn moved(spans: Vec<Range<usize>>, by: usize) -> Vec<Range<usize>> {
    spans.into_iter().map(|span| shifted(&span, by)).collect()
}

/// A text without white space and stops at its ends.
fn bare(text: &str) -> Range<usize> {
    let start = text.len() - text.trim_start().len();
    let end = text.trim_end_matches([' ', ';', '.', ',']).len();
    start..end.max(start)
}
