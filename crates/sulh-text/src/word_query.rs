//! A word that somebody looks for, as terms of the index.
//!
//! It must not decide which documents match beside the word, and must not know an index.
//!
//! A word is analysed in every language that it may be of. What is nearest to what was written
//! counts most, and once: the nearest form of a word decides, not the sum of its forms.

use crate::forms::Forms;
use crate::language::Tongue;
use crate::query::tongues_of;
use std::collections::{BTreeMap, BTreeSet};

/// How much a match counts by its form: exact, folded, stemmed.
pub(crate) const BOOSTS: [f32; 3] = [3.0, 2.0, 1.0];
/// How much a spelling counts that is not the one that was written.
const OTHER_SPELLING: f32 = 0.9;

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
        for tongue in tongues_of(word, tongues) {
            forms.make(word, tongue);
            terms.add(&forms, 1.0);
            for other in other_spellings(&forms.folded, tongue) {
                forms.make(&other, tongue);
                terms.add(&forms, OTHER_SPELLING);
            }
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
}

/// The forms of a word without marks, in every language that it may be of.
///
/// With `spellings` also as passports and keyboards write it.
pub(crate) fn folded_forms(word: &str, tongues: &[Tongue], spellings: bool) -> BTreeSet<String> {
    let mut forms = Forms::default();
    let mut all = BTreeSet::new();
    for tongue in tongues_of(word, tongues) {
        forms.make_folded(word, tongue);
        all.insert(forms.folded.clone());
        if spellings {
            all.extend(other_spellings(&forms.folded, tongue));
        }
    }
    all
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
    if tongue == Tongue::SouthSlavic {
        all.extend(with_dj(folded));
    }
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

/// A word in which a *d* may stand for *đ*, which many write without its stroke: *Dindic*.
fn with_dj(folded: &str) -> Vec<String> {
    let letters = folded.as_bytes();
    let plain = |at: &usize| letters.get(*at) == Some(&b'd') && letters.get(at + 1) != Some(&b'j');
    let places: Vec<usize> = (0..letters.len()).filter(plain).collect();
    let at = |places: &[usize]| {
        let mut word = String::new();
        for (letter, place) in folded.chars().zip(0..) {
            word.push(letter);
            if places.contains(&place) {
                word.push('j');
            }
        }
        word
    };
    match places.as_slice() {
        _ if !folded.is_ascii() => Vec::new(),
        [one] => vec![at(&[*one])],
        [one, other] => vec![at(&[*one]), at(&[*other]), at(&[*one, *other])],
        _ => Vec::new(),
    }
}
