//! What headings say: that recommendations follow, and to whom they go.

use super::cues::{BODIES, NOUN, TOWARDS};
use super::request::{is_and, split_names};
use crate::cue::{find_any, has_any};
use crate::word::Word;
use std::ops::Range;

/// The most words of a heading that opens recommendations.
const LONGEST: usize = 14;

/// Whether a heading opens recommendations.
pub(super) fn opens(words: &[Word]) -> bool {
    words.len() <= LONGEST && has_any(&NOUN, words)
}

/// To whom a heading speaks: bytes of its text. Empty if it names nobody.
///
/// *Recommendations to the Government*, *To the Government*, *За Владу*, *Vladi*,
/// *Bakanlığa*: in languages with cases a body alone is enough.
pub(super) fn addressees(text: &str, words: &[Word]) -> Vec<Range<usize>> {
    if words.len() > 24 {
        return Vec::new();
    }
    let noun = find_any(&NOUN, words, 0);
    let mut from = noun.as_ref().map_or(0, |noun| noun.end);
    let leads = (from..words.len().min(from + 2))
        .find(|index| TOWARDS.iter().any(|cue| cue.at(words, *index).is_some()));
    if let Some(lead) = leads {
        from = lead + 1;
    } else if noun.is_some() {
        return Vec::new();
    }
    while words.get(from).is_some_and(|word| ARTICLES.contains(&word.folded.as_str())) {
        from += 1;
    }
    let has_body =
        (from..words.len()).any(|index| BODIES.iter().any(|cue| cue.at(words, index).is_some()));
    let is_named = leads.is_some() && words.get(from).is_some();
    if !(has_body || is_named) {
        return Vec::new();
    }
    let end = last_word(words).max(from);
    parts(words, from..end)
        .into_iter()
        .flat_map(|part| split_names(text, words, part))
        .filter_map(|range| {
            let first = words.get(range.start)?;
            let last = words.get(range.end.checked_sub(1)?)?;
            Some(first.span.start..last.span.end)
        })
        .collect()
}

/// What stands between *for … and for …*; parts that name no body are left out if one does.
fn parts(words: &[Word], name: Range<usize>) -> Vec<Range<usize>> {
    let leads = |index: usize| TOWARDS.iter().any(|cue| cue.at(words, index).is_some());
    let mut parts = vec![name.clone()];
    for index in name.start + 1..name.end {
        let is_joint = words.get(index).is_some_and(is_and) && leads(index + 1);
        if is_joint && let Some(last) = parts.last_mut() {
            last.end = index;
            let is_article =
                |at: &usize| words.get(*at).is_some_and(|w| ARTICLES.contains(&w.folded.as_str()));
            let start = (index + 2..name.end).find(|at| !is_article(at)).unwrap_or(name.end);
            parts.push(start..name.end);
        }
    }
    let has_body = |part: &Range<usize>| {
        part.clone().any(|index| BODIES.iter().any(|cue| cue.at(words, index).is_some()))
    };
    if parts.iter().any(&has_body) {
        parts.retain(has_body);
    }
    parts
}

/// The end of the name, without what only relates: *… için*, *… yönelik öneriler*.
fn last_word(words: &[Word]) -> usize {
    let behind = ["icin", "yonelik", "oneriler", "should", "treba", "duhet", "da", "se"];
    words.iter().position(|word| behind.contains(&word.folded.as_str())).unwrap_or(words.len())
}

const ARTICLES: [&str; 8] = ["the", "all", "la", "les", "le", "l", "both", "svim"];

#[cfg(test)]
mod tests {
    use super::{addressees, opens};
    use crate::word::words;

    fn whom(text: &str) -> Vec<&str> {
        addressees(text, &words(text)).into_iter().map(|span| &text[span]).collect()
    }

    #[test]
    fn headings_name_addressees() {
        assert_eq!(whom("To the Government of Serbia"), ["Government of Serbia"]);
        assert_eq!(whom("Recommendations to the European Commission"), ["European Commission"]);
        assert_eq!(whom("Za Ministarstvo sigurnosti"), ["Ministarstvo sigurnosti"]);
        assert_eq!(
            whom("До Министерството на земеделието и храните"),
            ["Министерството на земеделието и храните"]
        );
        assert_eq!(whom("Për gjykatat dhe Këshillin Gjyqësor"), ["gjykatat", "Këshillin Gjyqësor"]);
        assert_eq!(whom("Millî Eğitim Bakanlığına"), ["Millî Eğitim Bakanlığına"]);
        assert_eq!(whom("Për mediat dhe për të gjithë ne"), ["mediat"]);
        assert_eq!(whom("For the Parliament and for the Government"), ["Parliament", "Government"]);
        assert_eq!(whom("Recommendations"), Vec::<&str>::new());
        assert!(opens(&words("4. Препоръки")) && opens(&words("Öneriler")));
        assert!(!opens(&words("Findings")));
    }
}
