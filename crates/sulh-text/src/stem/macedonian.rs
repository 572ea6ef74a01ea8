//! Macedonian: articles, plurals, forms of verbs.
//!
//! The article goes first, then one ending, then what stems of verbs have kept.
//!
//! Source: Koneski, *Gramatika na makedonskiot literaturen jazik* (1967); the order of cutting is
//! our own.

use super::endings::{
    cut, drop_fleeting, drop_person, has_vowel, irregular, soften, trim_j, trim_last,
};
use super::kept::keeps_end;

/// Endings after the article, the longest first.
const ENDINGS: [&str; 20] = [
    "uvaat", "inja", "uvam", "uvas", "uvaa", //
    "ovi", "evi", "aat", "ame", "ate", "ete", "uva", "ese", "ase", //
    "at",  //
    "a", "e", "i", "o", "u",
];
/// What verbs keep, with the letters that must stay.
const OF_VERBS: [(&str, usize); 9] = [
    ("uvajk", 3),
    ("uvanj", 3),
    ("uval", 3),
    ("uvan", 3),
    ("ajk", 4),
    ("anj", 4),
    ("enj", 4),
    ("am", 4),
    ("uv", 4),
];
/// Consonants before the *-al* and *-el* of past forms, with the letters that must stay: behind
/// others such an end is rather a noun's.
const BEFORE_L: [(&str, usize); 5] = [("sal", 4), ("zal", 4), ("val", 5), ("stel", 6), ("otel", 4)];
/// Forms without article, in order, with what takes their place.
const IRREGULAR: [(&str, &str); 36] = [
    ("blizok", "blisk"),
    ("brakja", "brat"),
    ("celta", "cel"),
    ("cudesa", "cud"),
    ("deca", "det"),
    ("dedovci", "ded"),
    ("dena", "den"),
    ("dvorista", "dvor"),
    ("ednakov", "ednakv"),
    ("gradista", "grad"),
    ("ime", "ime"),
    ("iminja", "ime"),
    ("kratok", "kratk"),
    ("lugje", "covek"),
    ("nebesa", "neb"),
    ("nizok", "nisk"),
    ("noga", "noz"),
    ("nogi", "noz"),
    ("noze", "noz"),
    ("oci", "ok"),
    ("ogan", "ogn"),
    ("oko", "ok"),
    ("patista", "pat"),
    ("pomosta", "pomos"),
    ("race", "rac"),
    ("raka", "rac"),
    ("recta", "rec"),
    ("redok", "retk"),
    ("selista", "sel"),
    ("slatok", "slatk"),
    ("solta", "sol"),
    ("tatkovci", "tatk"),
    ("tezok", "tesk"),
    ("usi", "us"),
    ("uvo", "us"),
    ("zitista", "zit"),
];
/// Names of people that have *-ин* in the singular alone.
const PEOPLES: [&str; 4] = ["arin", "evrein", "srbin", "turcin"];

/// Writes the stem.
pub(super) fn stem(word: &str, stem: &mut String) {
    let bare = without_article(word);
    if let Some(known) = irregular(&IRREGULAR, word).or_else(|| irregular(&IRREGULAR, bare)) {
        stem.push_str(known);
    } else {
        stem.push_str(without_ending(bare));
        trim_j(stem);
        trim_last(stem, b"i", 4);
        cut_verb(stem);
        drop_person(stem);
        if PEOPLES.iter().any(|people| stem.ends_with(people)) {
            stem.truncate(stem.len() - 2);
        }
    }
    for (last, joined) in [("een", "ejn"), ("eec", "ejc"), ("aec", "ajc")] {
        // *семеен*, *семејна*.
        if let Some(root) = stem.strip_suffix(last) {
            let root = root.len();
            stem.truncate(root);
            stem.push_str(joined);
        }
    }
    drop_fleeting(stem, b"e", b"clmnrtv");
    drop_fleeting(stem, b"a", b"lr");
    soften(stem, 4);
}

/// The word without the article; a word that has none may lose an ending of the same letters.
fn without_article(word: &str) -> &str {
    // The article of nouns in -ost has swallowed a t.
    if word.ends_with("osta") && word.len() > 6 {
        return word.strip_suffix('a').unwrap_or(word);
    }
    let articles: [(&str, &[&str], usize); 7] = [
        ("ta", &["v", "kj", "t"], 3),
        ("ta", &["a"], 3),
        ("to", &["e", "o"], 3),
        ("te", &["i"], 3),
        ("te", &["a", "e"], 4),
        ("iot", &[""], 3),
        ("ot", &[""], 2),
    ];
    let found = articles.iter().find_map(|(article, before, least)| {
        let rest = word.strip_suffix(article)?;
        let fits = rest.len() >= *least && before.iter().any(|end| rest.ends_with(end));
        (fits && has_vowel(rest)).then_some(rest)
    });
    match found {
        // *врата*, *живот*: the *t* is the stem's.
        Some(rest) if word.get(..rest.len() + 1).is_some_and(keeps_end) => word,
        Some(_) if keeps_end(word) => word,
        // *обвинето* has no article; *решението*, *гласањето* do.
        Some(rest) if word.ends_with("ineto") && rest.len() > 4 => word,
        Some(rest) => rest,
        None => word,
    }
}

fn without_ending(word: &str) -> &str {
    if keeps_end(word) {
        return word;
    }
    let vowel = cut(word, &["a", "e", "i"], 3);
    if vowel.len() < word.len() && keeps_end(vowel) { vowel } else { cut(word, &ENDINGS, 3) }
}

fn cut_verb(stem: &mut String) {
    if keeps_end(stem) {
        return;
    }
    let found = OF_VERBS.iter().find_map(|(end, least)| {
        let root = stem.strip_suffix(end)?;
        (root.len() >= *least && has_vowel(root)).then_some(root.len())
    });
    let found = found.or_else(|| {
        let root = stem.len().checked_sub(2)?;
        let is_past = |(end, least): &(&str, usize)| stem.ends_with(end) && root >= *least;
        BEFORE_L.iter().any(is_past).then_some(root)
    });
    if let Some(at) = found {
        stem.truncate(at);
    }
}

#[cfg(test)]
mod tests {
    use super::IRREGULAR;
    use crate::language::Tongue;
    use crate::stem::family::Words;

    const WORDS: Words = Words(Tongue::Macedonian);

    #[test]
    fn articles_leave_no_trace() {
        WORDS.meet("закон законот закони законите");
        WORDS.meet("жена жената жени жените");
        WORDS.meet("место местото места местата");
        WORDS.meet("безбедност безбедноста");
        WORDS.meet("љубов љубовта");
        WORDS.meet("живот животот животи");
    }

    #[test]
    fn plurals_find_their_singulars() {
        WORDS.meet("град градови градовите");
        WORDS.meet("човек луѓе луѓето");
        WORDS.meet("дете деца децата");
        WORDS.meet("време времиња");
        WORDS.meet("рака раце");
        WORDS.meet("полиција полиции");
    }

    #[test]
    fn adjectives_and_verbs_meet() {
        WORDS.meet("семеен семејна семејни");
        WORDS.meet("близок блиска блиски");
        WORDS.meet("пишувам пишува пишуваат пишувал пишување");
        WORDS.meet("гласам гласа гласаат гласање");
    }

    #[test]
    fn other_words_stay_apart() {
        WORDS.part("дом", "домат");
        WORDS.part("цел", "цена");
    }

    #[test]
    fn the_table_is_in_order() {
        assert!(IRREGULAR.is_sorted());
    }
}
