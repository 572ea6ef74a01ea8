//! Bosnian, Croatian, Montenegrin and Serbian: one stemmer for the four, and for both
//! pronunciations of *jat* (*mjere*, *mere*; *vrijednost*, *vrednost*).
//!
//! Source: the tables of declension and conjugation in Barić et al., *Hrvatska gramatika* (1997),
//! and Klajn, *Gramatika srpskog jezika* (2005); the order of cutting is our own.

use super::endings::{cut, drop_fleeting, drop_person, harden_cluster, is_vowel, soften};

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

/// Writes the stem.
pub(super) fn stem(word: &str, stem: &mut String) {
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
    join_l(stem);
    drop_fleeting(stem, b"a", b"bcdgklmnprstvz");
    drop_before_digraph(stem);
    harden_cluster(stem);
    soften(stem, 4);
}

fn first_cut(word: &str) -> &str {
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
