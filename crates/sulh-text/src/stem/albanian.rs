//! Albanian: definite and indefinite forms, cases, plurals, tenses, participles.
//!
//! One ending goes, unless the word is one that ends so by itself; what plurals change in the
//! stem is changed back.
//!
//! Source: *Gramatika e gjuhës shqipe* I (Akademia e Shkencave 2002); the order of cutting and the
//! lists are our own.

use super::endings::{cut, drop_fleeting, irregular};
use super::kept::ends_in;

/// Endings after folding (*ë* is *e*), the longest first.
const ENDINGS: [&str; 40] = [
    "uarve", "uarit", //
    "ojne", "ojme", "ohet", "ohen", "uara", "uari", "ejne", "ejme", "ehet", "ehen", "onte",
    "onin", //
    "eve", "ave", "ive", "ise", "ine", "ite", "uar", "uan", "yer", //
    "ia", "es", "en", "et", "at", "ut", "it", "in", "un", "ur", "oj", "on", "oi", //
    "a", "e", "i", "u",
];
/// Endings that begin with *j*, which is the stem's in *gj* and *nj*.
const ENDINGS_IN_J: [&str; 8] = ["jeve", "jeje", "jesh", "jes", "jet", "jen", "je", "ja"];
/// Endings that leave more of the word: of nouns in *-ie*, and ablatives.
const LONG: [&str; 7] = ["ieve", "ies", "iet", "ien", "ie", "esh", "ash"];

/// Ends of words that are no endings, though they look so; `^` is where the word begins.
const KEPT: [&str; 78] = [
    "vokat", "fugjat", "kandidat", "mandat", "ezultat", "aparat", "plomat", "mokrat", "soldat",
    "^senat", "format", "riat", "shtrat", "fshat", "pirat", "delegat", "fikat", "dikat",
    "magnat", //
    "sitet", "jitet", "^shendet", "litet", "ritet", "acitet", "ntitet", "nitet", "tivitet",
    "^shtet", "qytet", "putet", "komitet", "fakultet", "buxhet", "sekret", "planet", "portret",
    "atlet", "^poet", "mbret", "^det", "^jet", //
    "kredit", "profit", "deficit", "tranzit", "^vit", "stitut", "statut", "minut",
    "tribut", //
    "magazin", "termin", "latin", "komun", //
    "interes", "proces", "kongres", "progres", "ues", "yes", //
    "ion", "fon", "rajon", "kanton", "balon", "sezon", "patron", "baron", //
    "flamur", "^mur", "^limon", "^qira", "^kala", "^para", "^baba", "^ishull", "^dosje",
];

/// Forms that no rule explains, in order, with the stem of their word.
const IRREGULAR: [(&str, &str); 73] = [
    ("djale", "djal"),
    ("djali", "djal"),
    ("djalin", "djal"),
    ("djalit", "djal"),
    ("djem", "djal"),
    ("djemte", "djal"),
    ("djemve", "djal"),
    ("duar", "dor"),
    ("duart", "dor"),
    ("duarve", "dor"),
    ("dyer", "der"),
    ("dyert", "der"),
    ("dyerve", "der"),
    ("fe", "fe"),
    ("feja", "fe"),
    ("fene", "fe"),
    ("fese", "fe"),
    ("fete", "fe"),
    ("feve", "fe"),
    ("gra", "gru"),
    ("grash", "gru"),
    ("grate", "gru"),
    ("grave", "gru"),
    ("grua", "gru"),
    ("gruaja", "gru"),
    ("gruaje", "gru"),
    ("gruan", "gru"),
    ("gruas", "gru"),
    ("hero", "hero"),
    ("heroi", "hero"),
    ("heroit", "hero"),
    ("heronj", "hero"),
    ("heronjte", "hero"),
    ("kufi", "kufi"),
    ("kufij", "kufi"),
    ("kufijte", "kufi"),
    ("kufijve", "kufi"),
    ("kufiri", "kufi"),
    ("kufirin", "kufi"),
    ("kufirit", "kufi"),
    ("muaj", "muaj"),
    ("muajt", "muaj"),
    ("muajve", "muaj"),
    ("net", "nat"),
    ("netet", "nat"),
    ("neteve", "nat"),
    ("njerez", "njeri"),
    ("njerezish", "njeri"),
    ("njerezit", "njeri"),
    ("njerezve", "njeri"),
    ("njeri", "njeri"),
    ("njeriu", "njeri"),
    ("njeriun", "njeri"),
    ("njeriut", "njeri"),
    ("nxenes", "nxenes"),
    ("nxenesi", "nxenes"),
    ("nxenesin", "nxenes"),
    ("nxenesit", "nxenes"),
    ("nxenesve", "nxenes"),
    ("paqja", "paq"),
    ("sy", "sy"),
    ("syri", "sy"),
    ("syrin", "sy"),
    ("syrit", "sy"),
    ("syte", "sy"),
    ("syve", "sy"),
    ("vella", "vella"),
    ("vellai", "vella"),
    ("vellain", "vella"),
    ("vellait", "vella"),
    ("vellezer", "vella"),
    ("vellezerit", "vella"),
    ("vellezerve", "vella"),
];

/// Stems of plurals, in order, with those of their singulars.
const PLURALS: [(&str, &str); 28] = [
    ("armiq", "armik"),
    ("artiku", "artikull"),
    ("artikuj", "artikull"),
    ("artikujt", "artikull"),
    ("bij", "bir"),
    ("brigj", "breg"),
    ("burgj", "burg"),
    ("fshatr", "fshat"),
    ("kapitu", "kapitull"),
    ("kapituj", "kapitull"),
    ("kapitujt", "kapitull"),
    ("luftr", "luft"),
    ("lumenj", "lum"),
    ("lumenjt", "lum"),
    ("mallr", "mall"),
    ("mbretr", "mbret"),
    ("miq", "mik"),
    ("popu", "popull"),
    ("popuj", "popull"),
    ("popujt", "popull"),
    ("priftr", "prift"),
    ("princr", "princ"),
    ("prindr", "prind"),
    ("titu", "titull"),
    ("tituj", "titull"),
    ("titujt", "titull"),
    ("tregj", "treg"),
    ("zogj", "zog"),
];

/// Writes the stem.
pub(super) fn stem(word: &str, stem: &mut String) {
    if let Some(known) = irregular(&IRREGULAR, word) {
        stem.push_str(known);
        return;
    }
    stem.push_str(without_ending(word));
    if stem.len() < word.len() && stem.len() > 4 && stem.ends_with('i') {
        stem.pop();
    }
    if let Some(root) = stem.strip_suffix("shem") {
        let root = root.len();
        stem.truncate(root);
        stem.push_str("shm");
    }
    drop_fleeting(stem, b"e", b"rlm");
    if let Some(singular) = irregular(&PLURALS, stem) {
        stem.clear();
        stem.push_str(singular);
    }
}

fn without_ending(word: &str) -> &str {
    if ends_in(word, &KEPT) {
        return word;
    }
    for (ending, before) in [("ve", ["s", "j", "q", "er"]), ("te", ["gj", "ij", "iq", "rq"])] {
        // *shtetasve*, *popujve*, *armiqtë*.
        let root = word.strip_suffix(ending);
        if let Some(root) = root.filter(|root| before.iter().any(|end| root.ends_with(end))) {
            return root;
        }
    }
    let soft = cut(word, &ENDINGS_IN_J, 4);
    if soft.len() < word.len() && !soft.ends_with(['g', 'n']) {
        return soft;
    }
    let long = cut(word, &LONG, 4);
    if long.len() < word.len() { long } else { cut(word, &ENDINGS, 3) }
}

#[cfg(test)]
mod tests {
    use super::{IRREGULAR, PLURALS};
    use crate::language::Tongue;
    use crate::stem::family::Words;

    const WORDS: Words = Words(Tongue::Albanian);

    #[test]
    fn cases_and_definite_forms_meet() {
        WORDS.meet("ligj ligji ligjit ligje ligjet ligjeve");
        WORDS.meet("vajzë vajza vajzës vajzat vajzave");
        WORDS.meet("shtëpi shtëpia shtëpisë shtëpitë");
        WORDS.meet("zgjedhje zgjedhja zgjedhjes zgjedhjet zgjedhjeve");
        WORDS.meet("mësues mësuesi mësuesve");
    }

    #[test]
    fn plurals_find_their_singulars() {
        WORDS.meet("grua gruaja gra gratë");
        WORDS.meet("njeri njeriu njerëz njerëzit");
        WORDS.meet("djalë djali djem djemtë");
        WORDS.meet("popull popullit popujt popujve");
        WORDS.meet("natë net netët");
        WORDS.meet("mik miku miq miqtë");
    }

    #[test]
    fn an_end_that_looks_like_an_ending_stays() {
        WORDS.meet("avokat avokati avokatë");
        WORDS.meet("qytet qyteti qytete qytetet");
        WORDS.meet("rajon rajoni rajone");
    }

    #[test]
    fn verbs_meet() {
        WORDS.meet("kërkoj kërkon kërkojnë kërkuar kërkohet");
    }

    #[test]
    fn other_words_stay_apart() {
        WORDS.part("qen", "qenie");
        WORDS.part("qira", "qiri");
        WORDS.part("liri", "libër");
    }

    #[test]
    fn the_tables_are_in_order() {
        assert!(IRREGULAR.is_sorted() && PLURALS.is_sorted());
    }
}
