//! What a report states about threats: that there were cases, or none, in a period and a place.
//!
//! It judges one sentence by its words, and adds nothing that the sentence does not say.

mod cues;
mod period;
mod statement;
#[cfg(test)]
mod tests;

use crate::language::{Language, document_language, passage_language};
use crate::mention::{Kind, Mention};
use crate::recommendation::Recommendation;
use crate::sentence::sentences_of;
use crate::word::words;
use std::ops::Range;
use sulh_document::{BlockKind, Document};

/// A sentence that states a threat in a period.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The sentence: bytes of the document's text.
    pub span: Range<usize>,
    /// The block in which it stands.
    pub block: usize,
    /// The threat, as the mentions number it.
    pub threat: u32,
    /// The words that name the threat: bytes of the document's text.
    pub threat_span: Range<usize>,
    /// The country, or else the place, that the sentence names, as the mentions number it.
    pub place: Option<u32>,
    /// The words that name it: bytes of the document's text.
    pub place_span: Option<Range<usize>>,
    /// When: `2013`, `2013-05`, `2013/2014` or `2013-05/2013-09`.
    pub period: String,
    /// The words that state the period: bytes of the document's text.
    pub period_span: Range<usize>,
    /// Whether there were cases.
    pub polarity: Polarity,
    /// The rule that found it.
    pub rule: &'static str,
    /// How sure it is, in (0, 1]; not a measured probability.
    pub confidence: f32,
}

/// Whether a finding says that there was something or that there was nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Polarity {
    /// There were cases.
    Present,
    /// There were none.
    Absent,
}

/// What a document finds, in the order in which it is printed: at most one finding a sentence.
///
/// `mentions` are those of the document, by where they begin; sentences of `recommendations` state
/// no finding. Cost: O(bytes · cues).
pub fn findings(
    document: &Document,
    language: Option<Language>,
    mentions: &[Mention],
    recommendations: &[Recommendation],
) -> Vec<Finding> {
    let language = language.or_else(|| document_language(document));
    let mut asked: Vec<&Range<usize>> =
        recommendations.iter().flat_map(|recommendation| &recommendation.spans).collect();
    asked.sort_by_key(|span| span.start);
    let mut found = Vec::new();
    for (index, block) in document.blocks.iter().enumerate() {
        let is_text = matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem(_));
        if !is_text || within(mentions, &block.span).all(|one| one.kind != Kind::Threat) {
            continue;
        }
        for span in sentences_of(document, block, language) {
            let near = asked.partition_point(|asked| asked.end <= span.start);
            let is_asked = asked.get(near).is_some_and(|asked| asked.start < span.end);
            if !is_asked && let Some(finding) = finding(document, index, &span, language, mentions)
            {
                found.push(finding);
            }
        }
    }
    found
}

/// The mentions that stand in a span.
fn within<'m>(mentions: &'m [Mention], span: &Range<usize>) -> impl Iterator<Item = &'m Mention> {
    let (start, end) = (span.start, span.end);
    let from = mentions.partition_point(|one| one.span.start < start);
    let rest = mentions.get(from..).unwrap_or_default();
    rest.iter().take_while(move |one| one.span.start < end).filter(move |one| one.span.end <= end)
}

/// What one sentence finds.
fn finding(
    document: &Document,
    block: usize,
    span: &Range<usize>,
    language: Option<Language>,
    mentions: &[Mention],
) -> Option<Finding> {
    let of_kind = |kind| within(mentions, span).filter(move |one| one.kind == kind);
    let (threat, named) = of_kind(Kind::Threat).find_map(single)?;
    let text = document.text.get(span.clone())?;
    let words = words(text);
    let period = period::period(text, &words)?;
    let statement =
        statement::statement(text, &words, &period.span, passage_language(text).or(language))?;
    let place =
        of_kind(Kind::Country).find_map(single).or_else(|| of_kind(Kind::Place).find_map(single));
    Some(Finding {
        span: span.clone(),
        block,
        threat,
        threat_span: named.span.clone(),
        place: place.map(|(entity, _)| entity),
        place_span: place.map(|(_, mention)| mention.span.clone()),
        period: period.value,
        period_span: span.start + period.span.start..span.start + period.span.end,
        polarity: statement.polarity,
        rule: statement.rule,
        confidence: statement.confidence,
    })
}

/// The entity of a mention that means one without doubt.
fn single(mention: &Mention) -> Option<(u32, &Mention)> {
    match mention.entities.as_slice() {
        [entity] => Some((*entity, mention)),
        _ => None,
    }
}
