//! Whether a sentence asks somebody to act, and whom.
//!
//! It judges one sentence by its words; where the sentence stands is for others to weigh.

use super::cues::{BODIES, CALLS, MODALS, NEEDS, NO_REQUEST, REPORTED};
use crate::cue::{Cue, find_any, has_any};
use crate::language::{Language, passage_language};
use crate::word::Word;
use std::ops::Range;
use std::sync::LazyLock;

/// How a sentence asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asking {
    /// *The Ministry should …*
    Duty,
    /// *We call on the Ministry to …*
    Call,
    /// *It is necessary that the Ministry …*
    Need,
    /// *The Committee recommended that the Ministry …*
    Reported,
}

/// A request in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Request {
    pub(super) asking: Asking,
    /// Who is asked: bytes of the text.
    pub(super) addressees: Vec<Range<usize>>,
    /// Who asks, where it is somebody else than who writes: bytes of the text.
    pub(super) issuer: Option<Range<usize>>,
    /// Whether whom it asks is a body, or named with a capital.
    pub(super) is_certain: bool,
}

/// What a sentence asks, if anything.
///
/// Cost: O(words · cues).
pub(super) fn request(text: &str, words: &[Word]) -> Option<Request> {
    if text.trim_end().ends_with('?') {
        return None;
    }
    let call = find_any(&CALLS, words, 0).filter(|place| is_finite(words, place.start));
    if let Some(place) = call {
        let request = behind(text, words, &place, Asking::Call);
        // *Of all ministries we ask that …*: whom it goes to stands before.
        let leads = words.first().is_some_and(|word| word.folded == "od");
        if request.addressees.is_empty() && leads {
            let is_name = |at: &usize| {
                words.get(*at).is_some_and(|word| !LEADERS.contains(&word.folded.as_str()))
            };
            let from = (1..place.start).find(is_name).unwrap_or(place.start);
            return Some(with_phrases(text, words, from..place.start, Asking::Call));
        }
        return Some(request);
    }
    if has_any(&NO_REQUEST, words) {
        return None;
    }
    reported(text, words).or_else(|| duty(text, words)).or_else(|| {
        let place = find_any(&NEEDS, words, 0)?;
        let is_wish = words.get(place.start).is_some_and(|word| word.folded == "neka");
        // *The journalists, let them ask.*
        Some(if is_wish && place.start > 0 {
            let subject = last_clause(text, words, 0..place.start);
            with_phrases(text, words, subject, Asking::Need)
        } else {
            behind(text, words, &place, Asking::Need)
        })
    })
}

/// *to recommend*, *did not recommend* and *a request* ask nothing.
fn is_finite(words: &[Word], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| words.get(before));
    !before.is_some_and(|word| NOT_FINITE.contains(&word.folded.as_str()))
}

const NOT_FINITE: [&str; 14] =
    ["to", "not", "a", "the", "an", "no", "which", "who", "this", "did", "ne", "nuk", "of", "any"];

/// Words before which the name of whom is asked ends.
static THEN: LazyLock<Vec<Cue>> = LazyLock::new(|| {
    Cue::list(
        "to|that
         à|de|d|que
         da
         да
         të|ta|t|që",
    )
});

/// A call: whom it goes to stands behind it, but for Turkish.
fn behind(text: &str, words: &[Word], place: &Range<usize>, asking: Asking) -> Request {
    if passage_language(text) == Some(Language::Turkish) {
        return with_phrases(text, words, leading(text, words), asking);
    }
    let mut from = place.end;
    // *We recommend that the Ministry …*, *rekomandojmë që bizneset të …*
    let is_clause = words
        .get(from)
        .is_some_and(|word| ["that", "que", "qu", "qe", "da"].contains(&word.folded.as_str()));
    if is_clause {
        from += 1;
    }
    while words.get(from).is_some_and(|word| LEADERS.contains(&word.folded.as_str())) {
        from += 1;
    }
    let end = (from..words.len().min(from + 16))
        .find(|index| {
            let is_sign = index
                .checked_sub(1)
                .filter(|before| *before >= from)
                .is_some_and(|before| gap(text, words, before).contains([',', ':', ';', '(']));
            is_sign || THEN.iter().any(|cue| cue.at(words, *index).is_some())
        })
        .unwrap_or(if is_clause { words.len() } else { from });
    let end = if is_clause { end.min(body_end(words, from)).max(from) } else { end };
    with_phrases(text, words, from..end, asking)
}

/// Words that may stand between a call and a name.
const LEADERS: [&str; 23] = [
    "on", "upon", "na", "od", "i", "the", "all", "both", "a", "au", "aux", "la", "les", "le", "l",
    "u", "svim", "svih", "sve", "site", "vsichki", "je", "su",
];

/// What stands between a word and the next.
fn gap<'t>(text: &'t str, words: &[Word], index: usize) -> &'t str {
    let (Some(word), Some(next)) = (words.get(index), words.get(index + 1)) else { return "" };
    text.get(word.span.end..next.span.start).unwrap_or_default()
}

fn is_body(words: &[Word], index: usize) -> bool {
    BODIES.iter().any(|cue| cue.at(words, index).is_some())
}

/// The end of a name that begins at `from`: capitals, bodies and what joins them.
fn body_end(words: &[Word], from: usize) -> usize {
    let mut end = from;
    for (index, word) in words.iter().enumerate().skip(from).take(14) {
        if word.capital || is_body(words, index) {
            end = index + 1;
        } else if !JOINTS.contains(&word.folded.as_str()) && end > from {
            break;
        }
    }
    end
}

/// Words within the name of a body.
const JOINTS: [&str; 28] = [
    "of", "the", "and", "for", "in", "on", "i", "za", "u", "na", "te", "e", "se", "dhe", "ve",
    "de", "du", "des", "la", "les", "et", "pri", "po", "v", "ta", "per", "me", "from",
];

/// A duty: who has it stands before the verb.
fn duty(text: &str, words: &[Word]) -> Option<Request> {
    let place = find_any(&MODALS, words, 0)?;
    if passage_language(text) == Some(Language::Turkish) {
        return Some(with_phrases(text, words, leading(text, words), Asking::Duty));
    }
    let before = place.start.checked_sub(1).and_then(|before| words.get(before));
    if before.is_some_and(|word| NO_SUBJECT.contains(&word.folded.as_str())) {
        return None;
    }
    let inner = place.start + 1..place.end.saturating_sub(1);
    let subject = 0..place.start;
    let has_body = |range: &Range<usize>| range.clone().any(|index| is_body(words, index));
    let subject = if !has_body(&subject) && has_body(&inner) { inner } else { subject };
    Some(with_phrases(text, words, last_clause(text, words, subject), Asking::Duty))
}

/// Words before a modal verb that leave it without a body that is asked.
const NO_SUBJECT: [&str; 38] = [
    "it", "there", "this", "that", "which", "who", "they", "he", "she", "we", "i", "you", "what",
    "these", "those", "all", "none", "ono", "to", "koji", "koja", "koje", "sto", "kako", "kojto",
    "kojato", "koeto", "toj", "taj", "tie", "te", "ky", "kjo", "ai", "ajo", "qui", "il", "elle",
];

/// *The Committee recommended that …*
fn reported(text: &str, words: &[Word]) -> Option<Request> {
    let place = find_any(&REPORTED, words, 0)?;
    let is_turkish = passage_language(text) == Some(Language::Turkish);
    let subject = 0..place.start;
    let clause = if is_turkish { subject.clone() } else { last_clause(text, words, subject) };
    let named: Vec<usize> = clause
        .clone()
        .filter(|index| {
            is_body(words, *index) || words.get(*index).is_some_and(|word| word.capital)
        })
        .collect();
    let first = *named.first()?;
    if words.first().is_some_and(|word| word.folded == "we") {
        return None;
    }
    if is_turkish {
        let issuer = first..body_end(words, first).max(first + 1);
        let rest = issuer.end..place.start;
        let asked = rest.clone().find(|index| {
            is_body(words, *index) || words.get(*index).is_some_and(|word| word.capital)
        });
        let asked = asked.map_or(rest.start..rest.start, |at| at..at + 1);
        let mut request = with_phrases(text, words, asked, Asking::Reported);
        request.issuer = bytes(words, &issuer);
        return Some(request);
    }
    let says_what = (place.end..words.len().min(place.end + 14))
        .any(|index| THEN.iter().any(|cue| cue.at(words, index).is_some()));
    if !says_what && !(place.end..words.len()).any(|index| is_body(words, index)) {
        return None;
    }
    let mut request = behind(text, words, &place, Asking::Reported);
    if request.addressees.is_empty() {
        let from = place.end;
        request = with_phrases(text, words, from..body_end(words, from), Asking::Reported);
    }
    let clitics = ["im", "u", "i", "je", "su", "ua", "ia", "mu", "ja", "te"];
    let mut end = clause.end;
    while end > first + 1
        && words.get(end - 1).is_some_and(|word| clitics.contains(&word.folded.as_str()))
    {
        end -= 1;
    }
    request.issuer = bytes(words, &(first..end));
    Some(request)
}

/// The part of a subject behind the last comma, without adverbs before the name.
fn last_clause(text: &str, words: &[Word], subject: Range<usize>) -> Range<usize> {
    let mut from = subject.start;
    for index in subject.clone() {
        let is_last = index + 1 == subject.end;
        if !is_last && gap(text, words, index).contains([',', ';', ':', '–', '(']) {
            let rest = index + 1..subject.end;
            if rest.clone().any(|index| is_body(words, index)) {
                from = index + 1;
            }
        }
    }
    while from + 1 < subject.end
        && words.get(from).is_some_and(|word| ADVERBS.contains(&word.folded.as_str()))
    {
        from += 1;
    }
    from..subject.end
}

/// Words before the subject that are no part of it.
const ADVERBS: [&str; 30] = [
    "the",
    "therefore",
    "also",
    "thus",
    "finally",
    "moreover",
    "furthermore",
    "stoga",
    "zato",
    "bi",
    "takodje",
    "osim",
    "toga",
    "zatoa",
    "isto",
    "taka",
    "sasto",
    "zatova",
    "prandaj",
    "gjithashtu",
    "l",
    "la",
    "le",
    "les",
    "ainsi",
    "enfin",
    "and",
    "but",
    "a",
    "ayrica",
];

/// In Turkish: the name with which a sentence begins.
fn leading(text: &str, words: &[Word]) -> Range<usize> {
    let comma = (0..words.len().min(7)).find(|index| gap(text, words, *index).contains(','));
    let last = comma.map_or(words.len().min(6), |comma| comma + 1);
    let end = (0..last).rev().find(|index| is_body(words, *index)).map_or(0, |index| index + 1);
    0..end
}

fn with_phrases(text: &str, words: &[Word], range: Range<usize>, asking: Asking) -> Request {
    let is_certain = range.clone().any(|index| {
        is_body(words, index) || (index > 0 && words.get(index).is_some_and(|word| word.capital))
    });
    let addressees = split_names(text, words, range)
        .into_iter()
        .filter_map(|range| bytes(words, &range))
        .collect();
    Request { asking, addressees, issuer: None, is_certain }
}

fn bytes(words: &[Word], range: &Range<usize>) -> Option<Range<usize>> {
    let first = words.get(range.start)?;
    let last = words.get(range.end.checked_sub(1)?)?;
    (range.start < range.end).then_some(first.span.start..last.span.end)
}

/// Names that *and* or a comma joins, where each side names a body of its own.
pub(super) fn split_names(text: &str, words: &[Word], range: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = range.start;
    for index in range.clone() {
        let joins = words.get(index).is_some_and(|word| AND.contains(&word.folded.as_str()));
        let comma = index + 1 < range.end && gap(text, words, index).contains(',');
        let (end, next) = if joins {
            (index, index + 1)
        } else if comma {
            (index + 1, index + 1)
        } else {
            continue;
        };
        let is_named = |range: &mut Range<usize>| range.any(|index| is_body(words, index));
        let begins = (next..range.end.min(next + 3)).any(|index| is_body(words, index));
        let is_theirs = words.get(next).is_some_and(|word| THEIR.contains(&word.folded.as_str()));
        if is_named(&mut (from..end)) && begins && !is_theirs && end > from {
            found.push(from..end);
            from = next;
        }
    }
    if from < range.end {
        found.push(from..range.end);
    }
    found
}

/// Words by which a name hangs on the one before.
const THEIR: [&str; 9] =
    ["their", "its", "leur", "leurs", "ses", "njihova", "njihove", "njihovim", "tyre"];

/// Whether a word joins two names.
pub(super) fn is_and(word: &Word) -> bool {
    AND.contains(&word.folded.as_str())
}

const AND: [&str; 7] = ["and", "i", "dhe", "ve", "et", "te", "as"];

#[cfg(test)]
mod tests {
    use super::{Asking, request};
    use crate::word::words;

    #[track_caller]
    fn asks(text: &str, asking: Asking, whom: &[&str]) {
        let Some(request) = request(text, &words(text)) else {
            assert!(text.is_empty(), "no request: {text}");
            return;
        };
        let found: Vec<&str> = request.addressees.iter().map(|span| &text[span.clone()]).collect();
        assert_eq!((request.asking, found.as_slice()), (asking, whom), "{text}");
    }

    #[test]
    fn requests_name_whom_they_ask() {
        asks(
            "The Ministry of Interior should train its staff.",
            Asking::Duty,
            &["Ministry of Interior"],
        );
        asks(
            "We call on the Assembly of Serbia to adopt the law.",
            Asking::Call,
            &["Assembly of Serbia"],
        );
        asks("Pozivamo Vladu Srbije da donese zakon.", Asking::Call, &["Vladu Srbije"]);
        asks(
            "Stoga bi Vlada Federacije trebala donijeti pravilnik.",
            Asking::Duty,
            &["Vlada Federacije"],
        );
        asks("Od svih ministarstava tražimo da provjere.", Asking::Call, &["ministarstava"]);
        asks("Новинарите нека ги бараат анексите.", Asking::Need, &["Новинарите"]);
        asks(
            "Неопходно е Агенцијата за администрација да воведе изјава.",
            Asking::Need,
            &["Агенцијата за администрација"],
        );
        asks(
            "Forumi i Avokatëve i rekomandoi Ministrisë së Drejtësisë të themelojë një fond.",
            Asking::Reported,
            &["Ministrisë së Drejtësisë"],
        );
        asks(
            "Komisija mreže ombudsmana preporučila je vlastima u Srbiji da vode evidenciju.",
            Asking::Reported,
            &["vlastima u Srbiji"],
        );
        asks(
            "We call on employers and their associations to pay wages.",
            Asking::Call,
            &["employers and their associations"],
        );
        asks("Призоваваме Владата да приеме закон.", Asking::Call, &["Владата"]);
        asks("Министерството трябва да проверява всяка пратка.", Asking::Duty, &["Министерството"]);
        asks("Policia e Kosovës duhet t’i vizitojë gratë.", Asking::Duty, &["Policia e Kosovës"]);
        asks(
            "Alıcı firmalar, tedarik zincirlerini her yıl denetimle belgelemelidir.",
            Asking::Duty,
            &["Alıcı firmalar"],
        );
        asks(
            "GRETA recommended that the authorities of Montenegro train inspectors.",
            Asking::Reported,
            &["authorities of Montenegro"],
        );
    }

    #[test]
    fn what_only_looks_like_a_request_is_none() {
        for text in [
            "It must be noted that the sample is small.",
            "The victims should have been informed in 2012.",
            "Treba napomenuti da podaci nisu potpuni.",
            "Треба да се нагласи дека ова е оценка.",
            "Duhet theksuar se numrat nuk janë të plotë.",
            "Unutulmamalıdır ki bulgular sınırlıdır.",
            "Un enfant devrait pouvoir dormir sans crainte.",
            "Should the Ministry act?",
        ] {
            assert!(request(text, &words(text)).is_none(), "{text}");
        }
    }
}
