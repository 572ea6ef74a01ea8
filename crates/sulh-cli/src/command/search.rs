//! `sulh search`: full text.
//!
//! It must not look anything up itself.

use clap::Args;
use sulh_engine::{Reach, SearchFacet, SearchFilter, SearchHit};

use crate::context::Context;
use crate::error::{CliError, Exit};
use crate::filter::RankedPaging;
use crate::listing::{self, Row, label};
use crate::table::Column;

const EXAMPLE: &str = "\
EXAMPLE
  sulh search trafficking in persons
  sulh search 'трговина људима' --kind threat
  sulh search novinari --country BIH --format json
  sulh search '\"human trafficking\" OR smuggl* -weapons since:2010'

A word is found in every form, in either alphabet and with or without its marks: Ђинђић, Đinđić and
Djindjic are one. --exact leaves other forms out.

In the text: \"words in order\", \"words near\"~5, a NEAR/5 b, begin*, like~, AND OR NOT -word ( ),
title:word, kind: country: threat: actor: year: language: source: status: date: since: until:.
Put a text with signs between apostrophes, so that the shell leaves them alone.
What cannot be read is passed over, and a note says so.";

/// Look for words in texts, names and descriptions
#[derive(Args, Debug)]
#[command(after_help = EXAMPLE)]
#[expect(clippy::struct_excessive_bools, reason = "switches of a command line")]
pub(crate) struct Search {
    /// Words and signs; a hit has every word
    #[arg(required = true, value_name = "WORD")]
    text: Vec<String>,
    /// Only words as they are written
    #[arg(long)]
    exact: bool,
    /// Only the names that are written, not others of the same thing
    #[arg(long)]
    no_synonyms: bool,
    /// The language of the words as a tag, instead of every one that they may be of
    #[arg(long, value_name = "TAG")]
    query_language: Option<String>,
    /// Let what is recent count up to twice as much
    #[arg(long)]
    recent: bool,
    /// Say why each hit scores as it does
    #[arg(long)]
    explain: bool,
    /// Every passage by itself, instead of the best one of each document
    #[arg(long)]
    no_fold: bool,
    /// Only passages of this document, by id
    #[arg(long, value_name = "DOCUMENT")]
    document: Option<String>,
    /// From this date on: 2014, 2014-05 or 2014-05-28
    #[arg(long, value_name = "DATE")]
    since: Option<String>,
    /// Up to this date
    #[arg(long, value_name = "DATE")]
    until: Option<String>,
    /// recommendation, organization, threat, country, event …
    #[arg(long, value_name = "KIND")]
    kind: Vec<String>,
    /// A country that is concerned, by code or name
    #[arg(long, value_name = "COUNTRY")]
    country: Vec<String>,
    /// A threat, with its narrower ones
    #[arg(long, value_name = "THREAT")]
    threat: Vec<String>,
    /// Who asks or is asked
    #[arg(long, value_name = "ACTOR")]
    actor: Vec<String>,
    /// The year
    #[arg(long, value_name = "YEAR")]
    year: Vec<String>,
    /// The language of the text as a tag
    #[arg(long, value_name = "TAG")]
    language: Vec<String>,
    /// The source
    #[arg(long, value_name = "SOURCE")]
    source: Vec<String>,
    /// The response
    #[arg(long, value_name = "STATUS")]
    status: Vec<String>,
    #[command(flatten)]
    paging: RankedPaging,
}

impl Search {
    pub(crate) fn run(&self, ctx: &mut Context<'_>) -> Result<Exit, CliError> {
        let wanted = [
            (SearchFacet::Kind, &self.kind),
            (SearchFacet::Country, &self.country),
            (SearchFacet::Threat, &self.threat),
            (SearchFacet::Actor, &self.actor),
            (SearchFacet::Year, &self.year),
            (SearchFacet::Language, &self.language),
            (SearchFacet::Source, &self.source),
            (SearchFacet::Status, &self.status),
        ];
        let wanted = wanted.into_iter().filter(|(_, values)| !values.is_empty());
        let filter = SearchFilter {
            text: self.text.join(" "),
            reach: Reach::of(self.exact, !self.no_synonyms),
            wanted: wanted.map(|(facet, values)| (facet, values.clone())).collect(),
            query_language: self.query_language.clone(),
            since: self.since.clone(),
            until: self.until.clone(),
            document: self.document.clone(),
            unfolded: self.no_fold,
            recent: self.recent,
            explain: self.explain,
        };
        let page = self.paging.page();
        listing::write(ctx, |ctx| Ok(ctx.engine.search(&ctx.identity, &filter, &page)?))
    }
}

impl Row for SearchHit {
    const COLUMNS: &'static [Column] = &[
        Column::wide("name", 25),
        Column::text("kind"),
        Column::text("id"),
        Column::wide("text", 40),
    ];
    const HEADER: &'static [&'static str] = &[
        "iri",
        "id",
        "kind",
        "label",
        "label_language",
        "snippet",
        "language",
        "by",
        "document",
        "more",
    ];

    fn cells(&self, _width: u16) -> Vec<String> {
        vec![
            label(&self.label, self.label_language.as_deref()),
            self.kind.clone(),
            self.id.clone(),
            said(self),
        ]
    }

    fn record(&self) -> Vec<String> {
        vec![
            self.iri.clone(),
            self.id.clone(),
            self.kind.clone(),
            self.label.clone(),
            self.label_language.clone().unwrap_or_default(),
            self.snippet.clone(),
            self.language.clone().unwrap_or_default(),
            self.by.join("; "),
            self.document.as_ref().map(|document| document.iri.clone()).unwrap_or_default(),
            self.more.to_string(),
        ]
    }

    fn iri(&self) -> &str {
        &self.iri
    }
}

/// The snippet, the other names by which it was found, what it stands for, and why it is here.
fn said(hit: &SearchHit) -> String {
    let mut said = vec![marked(&hit.snippet, &hit.marks)];
    if !hit.by.is_empty() {
        said.push(format!(" (by {})", hit.by.join(", ")));
    }
    if let Some(document) = &hit.document {
        let more = if hit.more == 0 { String::new() } else { format!(" and {} more", hit.more) };
        said.push(format!(" (in {}{more})", document.label));
    }
    if !hit.why.is_empty() {
        said.push(format!("\nscore {:.2}", hit.score));
    }
    for why in &hit.why {
        let sign = if why.operation == "add" { "+" } else { "×" };
        let words = if why.words.is_empty() { String::new() } else { format!("{:?} ", why.words) };
        said.push(format!("\n  {sign} {:.2} {words}{}", why.by, why.reason));
    }
    said.concat()
}

/// A snippet with its words in brackets, which a terminal without colours shows too.
fn marked(snippet: &str, marks: &[[usize; 2]]) -> String {
    let mut text = String::with_capacity(snippet.len() + marks.len() * 2);
    for (letter, at) in snippet.chars().zip(0..) {
        if marks.iter().any(|[_, end]| *end == at) {
            text.push(']');
        }
        if marks.iter().any(|[start, _]| *start == at) {
            text.push('[');
        }
        text.push(letter);
    }
    let length = snippet.chars().count();
    if marks.iter().any(|[_, end]| *end == length) {
        text.push(']');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_in_brackets() {
        assert_eq!(marked("о људима", &[[2, 8]]), "о [људима]");
        assert_eq!(marked("one two three", &[[0, 3], [4, 7]]), "[one] [two] three");
    }
}
