//! Turkish: chains of endings of nouns and verbs, also when the dots and hooks are missing.
//!
//! Snowball's stemmer knows nouns only, and needs every dot; texts in ASCII are common. A word is
//! read as one of the common roots with endings in the order of grammar; what has no such root is
//! cut from the end as long as an ending fits the sounds before it: *-te* behind *t*, *-de* behind
//! a vowel, *-si* behind a vowel, *-i* behind a consonant.
//!
//! Source: Göksel and Kerslake, *Turkish: A Comprehensive Grammar* (2005); the order of cutting is
//! our own.

mod analysis;
mod chain;
mod lexicon;
mod roots;
mod sounds;

use analysis::{NOUN, PAST, Reader};
use lexicon::roots_of;
use sounds::harden;

/// Letters of a word that is read with roots, at most: what is longer is none.
const LONGEST: usize = 40;

/// Writes the stem.
pub(super) fn stem(word: &str, stem: &mut String) {
    if word.is_ascii() && word.len() <= LONGEST && read(word, stem) {
        return;
    }
    stem.push_str(chain::cut(word));
    harden(stem);
}

/// Writes the stem of a word with a known root.
fn read(word: &str, stem: &mut String) -> bool {
    // The longest root that explains the whole word by inflection; else one with derivations.
    for root in roots_of(word) {
        if Reader::new(word, root.end).is_inflected(root.state) {
            stem.push_str(root.stem);
            return true;
        }
    }
    for root in roots_of(word).filter(|root| root.state & NOUN != 0) {
        if Reader::new(word, root.end).is_inflected(root.state | PAST) {
            stem.push_str(root.stem);
            return true;
        }
    }
    for root in roots_of(word) {
        if let Some(end) = Reader::new(word, root.end).derived(root.state) {
            stem.push_str(root.stem);
            stem.push_str(word.get(root.end..end).unwrap_or_default());
            harden(stem);
            return true;
        }
    }
    // Verbs of nouns in *-la* are made at will: *damgala*.
    let verb = (5..word.len()).find(|end| {
        let (root, rest) = word.split_at(*end);
        let is_verb = (root.ends_with("la") || root.ends_with("le")) && !rest.starts_with('r');
        is_verb && Reader::new(word, *end).is_verb()
    });
    stem.push_str(verb.and_then(|end| word.get(..end)).unwrap_or_default());
    verb.is_some()
}

#[cfg(test)]
mod tests {
    use crate::language::Tongue;
    use crate::stem::family::Words;

    const WORDS: Words = Words(Tongue::Turkish);

    #[test]
    fn chains_of_nouns_are_read_to_their_root() {
        WORDS.meet("özgürlük özgürlüğü özgürlüklerinden ozgurlugunun");
        WORDS.meet("ev evde evlerimizden evdekiler");
        WORDS.meet("mahkeme mahkemesi mahkemelerin mahkemeye");
        WORDS.meet("saat saati saatler");
    }

    #[test]
    fn consonants_and_vowels_that_change_are_found() {
        WORDS.meet("kitap kitabı kitaplar");
        WORDS.meet("çocuk çocuğu cocuklarin");
        WORDS.meet("hüküm hükmü hükmün hükümler");
        WORDS.meet("fikir fikri fikirleri");
        WORDS.meet("akıl aklı");
        WORDS.meet("isim ismi isimler");
        WORDS.meet("şehir şehri");
        WORDS.meet("kayıt kaydı");
        WORDS.meet("hak hakkı haklar");
        WORDS.meet("su suyu suyun");
    }

    #[test]
    fn verbs_are_read_to_their_root() {
        WORDS.meet("yap yapmak yapılan yapıldı yapacak yapamaz yapması yapıyor");
        WORDS.meet("et eder edilen ettiği");
        WORDS.meet("iste istiyor isteyen istenen");
        WORDS.meet("koru korunan korunması korumak");
        WORDS.meet("öldür öldürülen öldürdü");
    }

    #[test]
    fn a_word_without_known_root_is_cut_by_sounds() {
        WORDS.meet("tabldot tabldotu tabldotlar");
        WORDS.meet("zırnık zırnığı zırnıklar");
        WORDS.meet("damgalanan damgalandı damgalamak");
    }

    #[test]
    fn other_words_stay_apart() {
        WORDS.part("barış", "bar");
        WORDS.part("güven", "güvenlik");
        WORDS.part("seç", "seçim");
        WORDS.part("bakan", "bakım");
        WORDS.part("doku", "dokuz");
        WORDS.part("hükümet", "hüküm");
        WORDS.part("hakim", "hak");
        WORDS.part("kişi", "kişilik");
    }
}
