//! All mentions of a document: names, bodies without a label, and short forms, in one pass.
//!
//! It must not link across documents: what a document defines is forgotten behind it.

use crate::acronym::ShortNames;
use crate::actor_names;
use crate::context::is_meant;
use crate::gazetteer::{Found, Gazetteer};
use crate::language::{Language, document_language, passage_language};
use crate::mention::{Kind, Mention};
use crate::passage::Passage;
use crate::short_form::LastNamed;
use crate::token::{Token, tokens};
use crate::vocabulary::Lexicon;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use sulh_document::{Block, BlockKind, Document};
use sulh_text::Tongue;

/// Bytes of a block that tell its own language; a shorter one has the document's.
const TELLING: usize = 40;

impl Gazetteer {
    /// The mentions of a document, by where they begin, longer ones first.
    ///
    /// Mentions of one kind do not overlap; those of different kinds may, so that a country stands
    /// within an actor. `language` is that of the document, where it is known better than its text
    /// tells. Cost: O(bytes).
    pub fn mentions(&self, document: &Document, language: Option<Language>) -> Vec<Mention> {
        let mut reader = Reader {
            gazetteer: self,
            language: language.or_else(|| document_language(document)),
            lexicons: FxHashMap::default(),
            short_names: ShortNames::default(),
            last_named: LastNamed::default(),
            tokens: Vec::new(),
            mentions: Vec::new(),
        };
        for block in &document.blocks {
            reader.read(document.text_of(block), block);
        }
        reader.mentions
    }
}

struct Reader<'g, 't> {
    gazetteer: &'g Gazetteer,
    language: Option<Language>,
    lexicons: FxHashMap<Tongue, Lexicon<'t>>,
    short_names: ShortNames<'t>,
    last_named: LastNamed,
    tokens: Vec<Token<'t>>,
    mentions: Vec<Mention>,
}

impl<'t> Reader<'_, 't> {
    fn read(&mut self, text: &'t str, block: &Block) {
        let own = (text.len() >= TELLING).then(|| passage_language(text)).flatten();
        let tongue = own.or(self.language).map_or(Tongue::Unknown, Language::tongue);
        let lexicon = self.lexicons.entry(tongue).or_insert_with(|| Lexicon::new(tongue));
        tokens(text, &mut self.tokens);
        lexicon.take(&mut self.tokens, &self.gazetteer.vocabulary);
        let found = self.gazetteer.find(&self.tokens, lexicon);
        let is_heading = matches!(block.kind, BlockKind::Heading(_));
        let mut passage = Passage::new(text, &self.tokens, lexicon, is_heading);
        let named = names(found, &mut passage, &self.short_names);
        let mut kept = bodies(&named, &mut passage);
        // A definition is valid behind its bracket, which stands behind the name.
        self.short_names.learn(&passage, &kept);
        self.last_named.learn(&passage, &kept);
        let mut short = self.short_names.find(&passage);
        short.extend(self.last_named.find(&passage));
        choose(short, &mut passage, &mut kept);
        kept.extend(named.into_iter().filter(|found| found.kind != Kind::Actor));
        push_mentions(kept, &passage, block.span.start, &mut self.mentions);
    }
}

/// The names that labels have and that are meant; of places, threats and the like, those that do
/// not overlap.
fn names(
    found: Vec<Found>,
    passage: &mut Passage<'_, '_>,
    short_names: &ShortNames<'_>,
) -> Vec<Found> {
    let meant = found.into_iter().filter(|found| {
        let is_unsaid = found.kind == Kind::Actor
            && found.is_acronym
            && passage
                .token(found.first)
                .is_some_and(|token| short_names.is_of_no_body(token.text));
        !is_unsaid && is_meant(found, passage)
    });
    let (actors, others): (Vec<_>, Vec<_>) = meant.partition(|found| found.kind == Kind::Actor);
    let mut kept = Vec::new();
    choose(others, passage, &mut kept);
    kept.retain(|found| found.kind != Kind::Place || !is_country_too(found, passage));
    for found in &actors {
        passage.cover(found);
    }
    kept.extend(actors);
    kept
}

/// Whether a country has the name of a place: *Luxembourg*.
fn is_country_too(found: &Found, passage: &Passage<'_, '_>) -> bool {
    (found.first..found.end).all(|place| passage.is_covered(place, Kind::Country))
}

/// The bodies of a passage: of labels and of patterns, the longest where they overlap.
fn bodies(named: &[Found], passage: &mut Passage<'_, '_>) -> Vec<Found> {
    let mut found: Vec<Found> =
        named.iter().filter(|found| found.kind == Kind::Actor).cloned().collect();
    let mut patterns = actor_names::find(passage);
    for pattern in &mut patterns {
        link_to_inner(pattern, &found, passage);
    }
    found.extend(patterns);
    passage.uncover(Kind::Actor);
    let mut kept = Vec::new();
    choose(found, passage, &mut kept);
    kept
}

/// A known body with its organisation before it is the same body: *UN Human Rights Council*.
fn link_to_inner(pattern: &mut Found, named: &[Found], passage: &Passage<'_, '_>) {
    let inner = named.iter().find(|found| found.end == pattern.end && found.first > pattern.first);
    let Some(inner) = inner else { return };
    let before = passage.words(pattern.first, inner.first).to_lowercase();
    if matches!(before.as_str(), "un" | "united nations" | "the un" | "eu" | "european union") {
        pattern.entities.clone_from(&inner.entities);
        pattern.name = None;
        pattern.rule = "name";
    }
}

/// Takes the longest, then the first, that do not overlap one of their kind taken before.
///
/// Cost: O(names · log names).
fn choose(mut found: Vec<Found>, passage: &mut Passage<'_, '_>, kept: &mut Vec<Found>) {
    found.sort_by_key(|found| (Reverse(found.len()), found.first));
    for found in found {
        if !passage.is_taken(&found) {
            passage.cover(&found);
            kept.push(found);
        }
    }
}

fn push_mentions(
    mut kept: Vec<Found>,
    passage: &Passage<'_, '_>,
    offset: usize,
    mentions: &mut Vec<Mention>,
) {
    kept.sort_by_key(|found| (found.first, Reverse(found.end), found.kind));
    for found in kept {
        let (Some(first), Some(last)) = (passage.token(found.first), passage.before(found.end))
        else {
            continue;
        };
        mentions.push(Mention {
            span: offset + first.start..offset + last.end,
            kind: found.kind,
            entities: found.entities,
            name: found.name,
            rule: found.rule,
            confidence: found.confidence,
        });
    }
}
