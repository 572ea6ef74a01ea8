//! Bosnian, Croatian, Montenegrin and Serbian: one stemmer for the four, and for both
//! pronunciations of *jat* (*mjere*, *mere*; *vrijednost*, *vrednost*).
//!
//! Source: the tables of declension and conjugation in Barić et al., *Hrvatska gramatika* (1997),
//! and Klajn, *Gramatika srpskog jezika* (2005); the order of cutting is our own.

mod words;

use super::endings::{
    cut, drop_fleeting, drop_person, harden_cluster, irregular, is_vowel, soften,
};
use words::{IRREGULAR, KEPT, PREFIXES, SHORT_VERBS, WHOLE};

/// Endings of nouns, adjectives and verbs, the longest first.
const ENDINGS: [&str; 31] = [
    "ovima", "evima", //
    "oga", "omu", "ome", "ima", "ama", "ovi", "evi", "ove", "eve", "ova", "eva", //
    "ati", "iti", "eti", "uti", //
    "om", "og", "eg", "oj", "im", "ih", "am", "ao", "io", //
    "a", "e", "i", "o", "u",
];
/// Endings that leave more of the word.
const LONG: [&str; 5] = ["ega", "emu", "aju", "aje", "eo"];
/// Past forms of verbs, which leave still more.
const VERBAL: [&str; 12] =
    ["ala", "alo", "ali", "ale", "ila", "ilo", "ili", "ile", "ela", "elo", "eli", "ele"];
/// What a first cut may leave of an ending of its own.
const AGAIN: [&str; 4] = ["am", "im", "it", "aj"];
/// The same, where it leaves more.
const AGAIN_LONG: [&str; 3] = ["al", "il", "el"];
/// Forms of verbs in *-ovati*: the present has *uj* where the others have *ov*.
const PRESENT: [&str; 6] = ["ujemo", "ujete", "ujuci", "ujem", "uje", "uju"];

/// What short verbs may end in.
const OF_SHORT_VERBS: [&str; 35] = [
    "jeti", "jela", "jelo", "jeli", "jele", "ajuci", "eci", //
    "ala", "alo", "ali", "ale", "ila", "ilo", "ili", "ile", "ela", "elo", "eli", "ele", "aju",
    "imo", "amo", "emo", "ite", "ate", "ete", "ati", "iti", "eti", "ao", "io", "am", "im", "as",
    "is",
];

/// Stems of adjectives with those of the countries that they are of (*srpski*, *Srbija*). A closed
/// list: *-ski* makes adjectives of all that there is, and cutting it would join what is apart.
const OF_COUNTRIES: [(&str, &str); 9] = [
    ("albansc", "albanij"),
    ("bosansc", "bosn"),
    ("italijansc", "italij"),
    ("makedonsc", "makedonij"),
    ("rumunsc", "rumunij"),
    ("rusc", "rusij"),
    ("slovenacc", "slovenij"),
    ("srbijansc", "srbij"),
    ("srpsc", "srbij"),
];

/// Writes the stem.
pub(super) fn stem(word: &str, stem: &mut String) {
    if let Some(known) = irregular(&IRREGULAR, word) {
        stem.push_str(known);
        return;
    }
    let whole = WHOLE.iter().find(|root| {
        let rest = word.strip_prefix(**root);
        rest.is_some_and(|rest| {
            rest.is_empty() || ENDINGS.contains(&rest) || VERBAL.contains(&rest)
        })
    });
    if let Some(root) = whole {
        stem.push_str(root);
        return;
    }
    let present = PRESENT.iter().find_map(|end| word.strip_suffix(end));
    if let Some(root) = word.strip_suffix("scu").filter(|root| root.len() > 2) {
        // Instrumental of nouns in -st.
        stem.push_str(root);
        stem.push_str("st");
    } else if let Some(root) = present.filter(|root| root.len() > 2) {
        stem.push_str(root);
        stem.push_str("ov");
    } else {
        let first = first_cut(word);
        let uncut = first.len() == word.len();
        let second = if uncut { cut(first, &["ov", "ev"], 3) } else { first };
        let third = cut(second, &AGAIN_LONG, 5);
        stem.push_str(if third.len() < second.len() { third } else { cut(second, &AGAIN, 4) });
    }
    if let Some(root) = stem.strip_suffix("men").filter(|root| root.len() > 2) {
        // *vreme*, *vremena*.
        let root = root.len() + 1;
        stem.truncate(root);
    }
    drop_person(stem);
    level_jat(stem);
    cut_participle(stem);
    if stem == "detet" {
        // *dijete*, *djeteta*.
        stem.truncate(3);
    }
    join_l(stem);
    drop_fleeting(stem, b"a", b"bcdgklmnprstvz");
    drop_before_digraph(stem);
    harden_cluster(stem);
    soften(stem, 4);
    if let Some((_, country)) = OF_COUNTRIES.iter().find(|(of, _)| stem == *of) {
        stem.clear();
        stem.push_str(country);
    }
}

fn first_cut(word: &str) -> &str {
    for base in [word, word.strip_suffix('a').unwrap_or(word)] {
        // *razlog*, *razloga*: *og* is the stem's.
        if KEPT.iter().any(|end| base.ends_with(end)) {
            return base;
        }
    }
    let mut short = OF_SHORT_VERBS.iter().filter_map(|end| word.strip_suffix(end));
    if let Some(root) = short.find(|root| is_short_verb(root)) {
        return root;
    }
    if let Some(root) = word.strip_suffix("em") {
        // An ending after a soft consonant only: *mučenjem*, but *problem*.
        if root.len() > 2 && root.ends_with(['j', 'c', 's', 'z']) {
            return root;
        }
    }
    for (endings, least) in [(&VERBAL[..], 5), (&LONG, 4)] {
        let rest = cut(word, endings, least);
        if rest.len() < word.len() {
            return rest;
        }
    }
    cut(word, &ENDINGS, 3)
}

/// Whether a root is a short verb, with or without a prefix.
fn is_short_verb(root: &str) -> bool {
    SHORT_VERBS
        .iter()
        .filter_map(|verb| root.strip_suffix(verb))
        .any(|prefix| prefix.is_empty() || PREFIXES.contains(&prefix))
}

/// Cuts the end of passive participles: *izložen*, *protjeran*.
fn cut_participle(stem: &mut String) {
    const ENDS: [(&str, usize); 10] = [
        ("eran", 5),
        ("iran", 5),
        ("pisan", 3),
        ("kazan", 3),
        ("suden", 3),
        ("cen", 5),
        ("den", 5),
        ("len", 5),
        ("nen", 5),
        ("zen", 5),
    ];
    for (end, least) in ENDS {
        let root = stem.len().saturating_sub(2);
        if stem.ends_with(end) && root >= least {
            stem.truncate(root);
            return;
        }
    }
}

/// Writes *o* for an *l* before *c* as *l*: *tužilac*, *tužioca*.
fn join_l(stem: &mut String) {
    let is_joined =
        matches!(stem.as_bytes(), [.., before, b'o', b'c'] if is_vowel(*before)) && stem.len() > 3;
    if is_joined {
        stem.truncate(stem.len() - 2);
        stem.push_str("lc");
    }
}

/// Drops the fleeting vowel before *lj* and *nj*: *zemlja*, *zemalja*.
fn drop_before_digraph(stem: &mut String) {
    if let [head @ .., before, b'a', b'l' | b'n', b'j'] = stem.as_bytes()
        && !is_vowel(*before)
        && head.iter().any(|letter| is_vowel(*letter))
    {
        stem.remove(stem.len() - 3);
    }
}

/// Writes *ije* and *je* between consonants as *e*.
fn level_jat(stem: &mut String) {
    if !stem.contains("je") {
        return;
    }
    let bytes = std::mem::take(stem).into_bytes();
    let consonant = |at: usize| bytes.get(at).is_some_and(|letter| !is_vowel(*letter));
    let mut at = 0;
    while let Some(letter) = bytes.get(at) {
        let rest = bytes.get(at..).unwrap_or_default();
        let before = at > 0 && consonant(at - 1);
        let long = if rest.starts_with(b"ije") {
            3
        } else if rest.starts_with(b"je") {
            2
        } else {
            0
        };
        if long > 0 && before && consonant(at + long) {
            stem.push('e');
            at += long;
        } else {
            stem.push(char::from(*letter));
            at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::words::IRREGULAR;
    use crate::language::Tongue;
    use crate::stem::family::Words;

    const WORDS: Words = Words(Tongue::SouthSlavic);

    #[test]
    fn cases_meet_in_both_alphabets() {
        WORDS.meet("zakon zakona zakonu zakonom zakoni закона законима");
        WORDS.meet("knjiga knjizi knjigu књигом књиге");
        WORDS.meet("sigurnost sigurnosti sigurnošću сигурношћу");
        WORDS.meet("razlog razloga razlozi разлогом");
    }

    #[test]
    fn both_pronunciations_of_jat_meet() {
        WORDS.meet("mjesto mesta mestima мјеста");
        WORDS.meet("vrijeme vremena vreme времена");
        WORDS.meet("dijete dete djeteta деца djeca");
    }

    #[test]
    fn fleeting_vowels_and_l_are_found() {
        WORDS.meet("borac borca borci boraca");
        WORDS.meet("posao posla poslovi");
        WORDS.meet("misao misli mišlju");
        WORDS.meet("dio dijela dijelovi deo");
    }

    #[test]
    fn plurals_find_their_singulars() {
        WORDS.meet("čovjek čovek ljudi људима");
        WORDS.meet("brat braća braću");
        WORDS.meet("otac oca očevi");
        WORDS.meet("oko oči očima");
    }

    #[test]
    fn verbs_meet() {
        WORDS.meet("raditi radi rade radio radila radimo");
        WORDS.meet("osuditi osudio osudila osuđen");
        WORDS.meet("izložiti izložio izložen izložena");
    }

    #[test]
    fn other_words_stay_apart() {
        WORDS.part("misao", "misa");
        WORDS.part("vlast", "vlastit");
        WORDS.part("društvo", "društven");
        WORDS.part("zaštita", "zastoj");
    }

    #[test]
    fn the_table_is_in_order() {
        for (of, country) in
            [("srpskog", "srbijom"), ("makedonske", "makedonija"), ("bosanskim", "bosni")]
        {
            let [mut one, mut other] = [String::new(), String::new()];
            super::stem(of, &mut one);
            super::stem(country, &mut other);
            assert_eq!(one, other, "{of}");
        }
        assert!(IRREGULAR.is_sorted());
    }
}
