//! Bulgarian: articles, plurals, forms of verbs; *я* and *е* that take turns (*място*, *места*).
//!
//! The article goes first, then one ending, then what stems of verbs and participles have kept. A
//! word that looks as if it bore such an ending stands in `words`.
//!
//! Source: *Gramatika na săvremennija bălgarski knižoven ezik* (BAN 1983); the order of cutting is
//! our own.

mod words;

use crate::fold::fold_into;

use super::endings::{cut, drop_fleeting, drop_person, irregular, is_vowel, soften, trim_j};
use super::kept::{ends_in, keeps_end};
use words::{
    ACTIVE_IN_A, ADJECTIVES, IRREGULAR, NEUTERS_EN, NEUTERS_ET, PEOPLES, VERBS_IN_A, VERBS_IN_E,
    VERBS_IN_I,
};

/// Endings after the article, as they are after folding (*ъ* is *A*, *щ* is *st*, *я* is *ja*).
const ENDINGS: [&str; 13] =
    ["ove", "eve", "ame", "ate", "ite", "ete", "ja", "ju", "a", "e", "i", "o", "u"];
/// Past forms of verbs, which leave more of the word.
const PAST: [&str; 15] = [
    "jahme", "jahte", "ahme", "ahte", "ehme", "ehte", "ihme", "ihte", //
    "jase", "jaha", "ase", "ese", "aha", "eha", "iha",
];
/// What verbs in *-вам* and *-ирам* have behind that syllable once an ending is cut.
const AFTER_V: [&str; 7] = ["ast", "am", "as", "at", "al", "an", "ah"];
/// What other verbs keep, with the letters that must stay.
const OF_VERBS: [(&str, usize); 9] = [
    ("jast", 5),
    ("ast", 5),
    ("est", 5),
    ("jat", 3),
    ("at", 3),
    ("il", 4),
    ("ih", 4),
    ("ah", 3),
    ("im", 4),
];

/// Writes the stem.
pub(super) fn stem(latin: &str, stem: &mut String) {
    let mut folded = String::new();
    // *ъ* stays apart from *а* until the endings are cut.
    fold_into(&latin.replace('ă', "A"), &mut folded);
    let bare = without_article(&folded);
    if let Some(known) = irregular(&IRREGULAR, &folded).or_else(|| irregular(&IRREGULAR, bare)) {
        stem.push_str(known);
    } else {
        stem.push_str(without_ending(bare));
        trim_j(stem);
        if !bare.ends_with("io") {
            // *радио*, *студио* have an *i* of their own.
            trim_i(stem);
        }
        if bare.ends_with("ene") && stem.ends_with("en") && stem.len() > 5 {
            // The noun of verbs: *търсене*.
            stem.truncate(stem.len() - 2);
        }
        cut_verb(stem);
        cut_neuter(stem);
        drop_person(stem);
        if PEOPLES.iter().any(|people| stem.ends_with(people)) {
            stem.truncate(stem.len() - 2);
        }
    }
    level_ja(stem);
    if ["zive", "vlade", "uspe", "ume", "izna", "ozna"].iter().any(|verb| stem.ends_with(verb)) {
        // *живея*, *живял*.
        stem.pop();
    }
    drop_fleeting(stem, b"Ae", b"cklmnrtv");
    if stem.contains('A') {
        *stem = stem.replace('A', "a");
    }
    soften(stem, 4);
}

/// The word without the article; a word that has none may lose an ending of the same letters.
fn without_article(word: &str) -> &str {
    let feminine = ["tta", "dta", "vta", "Alta"].iter().any(|end| word.ends_with(end));
    if feminine && word.len() > 5 {
        // Of nouns that end in a consonant: *властта*, *кръвта*, *мисълта*.
        return word.strip_suffix("ta").unwrap_or(word);
    }
    let articles: [(&str, &[&str], usize); 6] = [
        ("ta", &["a"], 3),
        ("to", &["e", "o", "u"], 3),
        ("te", &["i"], 3),
        ("te", &["a", "e"], 4),
        ("jat", &[""], 2),
        ("At", &[""], 2),
    ];
    let found = articles.iter().find_map(|(article, before, least)| {
        let rest = word.strip_suffix(article)?;
        let fits = rest.len() >= *least && before.iter().any(|end| rest.ends_with(end));
        (fits && rest.bytes().any(is_vowel)).then_some(rest)
    });
    match found {
        // *заплата*, *адвоката*: the *t* is the stem's.
        Some(rest) if is_kept(rest, word) => word,
        // *музеят*, *случаят*: the *j* is the stem's.
        Some(rest) if word.ends_with("jat") && rest.ends_with(['a', 'e', 'o', 'u']) => {
            word.strip_suffix("at").unwrap_or(word)
        }
        Some(rest) => rest,
        None => word,
    }
}

/// Whether the *t* behind the rest is the stem's.
fn is_kept(rest: &str, word: &str) -> bool {
    word.get(..rest.len() + 1).is_some_and(keeps_end)
}

fn without_ending(word: &str) -> &str {
    let vowel = cut(word, &["a", "e", "i"], 3);
    if vowel.len() < word.len() && keeps_end(vowel) {
        return vowel;
    }
    let past = cut(word, &PAST, 3);
    if past.len() < word.len() {
        return past;
    }
    cut(word, &ENDINGS, 3)
}

/// Cuts a last *i*: *решение*, *решения*; *новия*.
fn trim_i(stem: &mut String) {
    if let Some(root) = stem.strip_suffix('i')
        && (root.len() > 3 || ADJECTIVES.contains(&root))
    {
        stem.pop();
    }
}

fn cut_verb(stem: &mut String) {
    if keeps_end(stem) {
        return;
    }
    let found = AFTER_V.iter().find_map(|end| {
        let root = stem.strip_suffix(end)?;
        let root = root.strip_suffix('j').filter(|root| root.ends_with('v')).unwrap_or(root);
        let is_verb = (root.ends_with('v') && root.len() > 3) || root.ends_with("ir");
        ((is_verb || root == "dav") && root.len() > 2).then_some(root.len())
    });
    let found = found.or_else(|| {
        OF_VERBS.iter().find_map(|(end, least)| {
            let root = stem.strip_suffix(end)?;
            (root.len() >= *least && root.bytes().any(is_vowel)).then_some(root.len())
        })
    });
    if let Some(at) = found.or_else(|| cut_class(stem)) {
        stem.truncate(at);
    }
    if let Some(root) = stem.strip_suffix("jav")
        && root.len() > 3
        && root.bytes().last().is_some_and(|letter| !is_vowel(letter))
    {
        // *осигурява*, *осигури*.
        let at = root.len();
        stem.truncate(at);
    }
}

/// Where an ending begins that only some verbs have.
fn cut_class(stem: &str) -> Option<usize> {
    let in_a = ["al", "am"].iter().find_map(|end| stem.strip_suffix(end));
    let passive = stem.strip_suffix("an");
    let in_e = stem.strip_suffix("jal").or_else(|| stem.strip_suffix("el"));
    let first_person =
        stem.strip_suffix("em").filter(|root| root.bytes().last().is_some_and(is_vowel));
    let in_i = ["il", "im"].iter().find_map(|end| stem.strip_suffix(end));
    in_a.filter(|root| ends_in(root, &VERBS_IN_A) || ends_in(root, &ACTIVE_IN_A))
        .or_else(|| passive.filter(|root| ends_in(root, &VERBS_IN_A)))
        .or_else(|| in_e.filter(|root| ends_in(root, &VERBS_IN_E)))
        .or_else(|| in_i.filter(|root| ends_in(root, &VERBS_IN_I)))
        .or(first_person)
        .map(str::len)
}

/// Cuts what only the plural of neuter nouns has: *момчета*, *времена*.
fn cut_neuter(stem: &mut String) {
    let is_listed = NEUTERS_EN.contains(&stem.as_str()) || NEUTERS_ET.contains(&stem.as_str());
    if is_listed || (stem.ends_with("cet") && stem.len() > 4 && !keeps_end(stem)) {
        stem.truncate(stem.len() - 2);
    }
}

/// Writes *ja* between consonants as *e*.
fn level_ja(stem: &mut String) {
    let mut from = 1;
    while let Some(found) = stem.get(from..).and_then(|rest| rest.find("ja")) {
        let at = from + found;
        let bytes = stem.as_bytes();
        let consonant = |place: usize| bytes.get(place).is_some_and(|letter| !is_vowel(*letter));
        if consonant(at - 1) && consonant(at + 2) {
            stem.replace_range(at..at + 2, "e");
        }
        from = at + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::words::IRREGULAR;
    use crate::language::Tongue;
    use crate::stem::family::Words;

    const WORDS: Words = Words(Tongue::Bulgarian);

    #[test]
    fn articles_leave_no_trace() {
        WORDS.meet("закон закона законът закони законите");
        WORDS.meet("жена жената жени жените");
        WORDS.meet("право правото права правата");
        WORDS.meet("учител учителя учителят учители");
        WORDS.meet("власт властта власти");
        WORDS.meet("мисъл мисълта мисли");
    }

    #[test]
    fn a_t_of_the_stem_is_no_article() {
        WORDS.meet("адвокат адвоката адвокатът адвокати");
        WORDS.meet("заплата заплатата заплати");
        WORDS.meet("живот живота животът");
        WORDS.meet("приет приета прието приети");
    }

    #[test]
    fn plurals_find_their_singulars() {
        WORDS.meet("град градове градовете");
        WORDS.meet("момче момчета момчетата");
        WORDS.meet("време времена");
        WORDS.meet("училище училища");
        WORDS.meet("дете детето деца");
        WORDS.meet("човек хора хората");
        WORDS.meet("ръка ръце");
        WORDS.meet("път пътища");
    }

    #[test]
    fn adjectives_meet_in_all_forms() {
        WORDS.meet("важен важна важно важни важния важният");
        WORDS.meet("бял бяла бели белият");
        WORDS.meet("нов новия новият новите");
    }

    #[test]
    fn verbs_meet_in_all_forms() {
        WORDS.meet("гласувам гласува гласуват гласувал гласуване");
        WORDS.meet("работя работи работят работил работещи");
        WORDS.meet("пиша пише писал писали");
    }

    #[test]
    fn other_words_stay_apart() {
        WORDS.part("право", "правило");
        WORDS.part("съд", "съдия");
        WORDS.part("студ", "студио");
        WORDS.part("форма", "формат");
        WORDS.part("отдел", "отчет");
    }

    #[test]
    fn the_table_is_in_order() {
        assert!(IRREGULAR.is_sorted());
    }
}
