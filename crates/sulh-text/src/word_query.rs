//! A word that somebody looks for, as terms of the index.
//!
//! It must not decide which documents match beside the word: it gives one clause.
//!
//! A word is analysed in every language that it may be of. What is nearest to what was written
//! counts most, and once: the best form of a word decides, not the sum of its forms.

use crate::forms::Forms;
use crate::language::Tongue;
use crate::latin::{is_cyrillic, is_greek};
use crate::schema::Fields;
use std::collections::BTreeMap;
use tantivy::Term;
use tantivy::query::{BoostQuery, DisjunctionMaxQuery, EmptyQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};

/// How much a match counts by its form: exact, folded, stemmed.
const BOOSTS: [f32; 3] = [3.0, 2.0, 1.0];
/// How much more a match in a title counts.
const TITLE: f32 = 1.5;

/// The terms of one word, each with what it counts.
#[derive(Debug, Default, Clone)]
pub(crate) struct WordTerms {
    /// By form: term and weight.
    pub(crate) forms: [BTreeMap<String, f32>; 3],
}

impl WordTerms {
    /// The terms of a word in any of these languages; without any, in every one that it may be of.
    pub(crate) fn of(word: &str, tongues: &[Tongue], stems: bool) -> Self {
        let mut terms = Self::default();
        let mut forms = Forms::default();
        let asked: &[Tongue] = if tongues.is_empty() { &Tongue::ALL } else { tongues };
        for tongue in asked.iter().copied().filter(|tongue| may_be(word, *tongue)) {
            forms.make(word, tongue);
            terms.add(&forms, 1.0);
            for other in other_spellings(&forms.folded, tongue) {
                forms.make(&other, tongue);
                terms.add(&forms, 0.9);
            }
        }
        if terms.forms.iter().all(BTreeMap::is_empty) {
            forms.make(word, Tongue::Unknown);
            terms.add(&forms, 1.0);
        }
        if !stems {
            let [_, _, stemmed] = &mut terms.forms;
            stemmed.clear();
        }
        terms
    }

    fn add(&mut self, forms: &Forms, weight: f32) {
        let [exact, folded, stemmed] = &mut self.forms;
        let [as_written, without_marks, without_ending] = BOOSTS;
        let put = |terms: &mut BTreeMap<String, f32>, term: &str, boost: f32| {
            let known = terms.entry(term.to_owned()).or_default();
            *known = known.max(boost * weight);
        };
        // Whoever writes no marks says nothing against them.
        if forms.exact == forms.folded {
            put(folded, &forms.folded, as_written);
        } else {
            put(exact, &forms.exact, as_written);
            put(folded, &forms.folded, without_marks);
        }
        put(stemmed, &forms.stemmed, without_ending);
    }

    /// The clause: the best of the terms counts.
    pub(crate) fn query(&self, fields: &Fields) -> Box<dyn Query> {
        let mut clauses: Vec<Box<dyn Query>> = Vec::new();
        for (place, terms) in self.forms.iter().enumerate() {
            for (term, boost) in terms {
                for (into, factor) in [(&fields.text, 1.0), (&fields.title, TITLE)] {
                    if let Some(field) = into.get(place) {
                        clauses.push(clause(*field, term, boost * factor));
                    }
                }
            }
        }
        match clauses.len() {
            0 => Box::new(EmptyQuery),
            _ => Box::new(DisjunctionMaxQuery::new(clauses)),
        }
    }
}

fn clause(field: Field, term: &str, boost: f32) -> Box<dyn Query> {
    let term = Term::from_field_text(field, term);
    let query = TermQuery::new(term, IndexRecordOption::WithFreqs);
    Box::new(BoostQuery::new(Box::new(query), boost))
}

/// Whether a word in these letters may be of a language.
fn may_be(word: &str, tongue: Tongue) -> bool {
    if is_cyrillic(word) {
        return matches!(
            tongue,
            Tongue::SouthSlavic | Tongue::Macedonian | Tongue::Bulgarian | Tongue::Russian
        );
    }
    is_greek(word) == (tongue == Tongue::Greek)
}

/// Other ways in which a word in Latin letters may stand for a Cyrillic one.
///
/// Source: the Bulgarian law on transliteration of 2009; the tables of Macedonian and Serbian
/// passports and of foreign newspapers write the same digraphs.
fn other_spellings(folded: &str, tongue: Tongue) -> Vec<String> {
    const DIGRAPHS: [(&str, &str); 9] = [
        ("sht", "st"),
        ("zh", "z"),
        ("ch", "c"),
        ("sh", "s"),
        ("ts", "c"),
        ("kh", "h"),
        ("ya", "ja"),
        ("yu", "ju"),
        ("y", "j"),
    ];
    let is_written_so = matches!(
        tongue,
        Tongue::SouthSlavic | Tongue::Macedonian | Tongue::Bulgarian | Tongue::Russian
    );
    if !is_written_so {
        return Vec::new();
    }
    let turned = DIGRAPHS
        .iter()
        .fold(folded.to_owned(), |word, (digraph, letter)| word.replace(digraph, letter));
    // The law writes a last *ия* as *ia*.
    let turned = match turned.strip_suffix("ia") {
        Some(root) => format!("{root}ija"),
        None => turned,
    };
    let mut all = Vec::new();
    if tongue == Tongue::Bulgarian
        && let Some(root) = turned.strip_suffix("at")
    {
        // The article, which has another vowel in Cyrillic.
        all.push(format!("{root}ăt"));
    }
    if turned != folded {
        all.push(turned);
    }
    all
}
