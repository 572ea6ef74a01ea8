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
    use crate::forms::Forms;
    use crate::language::Tongue;

    fn stem_of(word: &str) -> String {
        let mut forms = Forms::default();
        forms.make(word, Tongue::Turkish);
        forms.stemmed
    }

    #[track_caller]
    fn meet(words: &str) {
        let stems: Vec<_> = words.split(' ').map(|word| (word, stem_of(word))).collect();
        let apart = stems.iter().find(|(_, stem)| stems.iter().any(|(_, other)| other != stem));
        assert!(apart.is_none(), "{stems:?}");
    }

    #[track_caller]
    fn part(one: &str, other: &str) {
        assert_ne!(stem_of(one), stem_of(other), "{one}, {other}");
    }

    #[test]
    fn chains_of_nouns_are_read_to_their_root() {
        meet("özgürlük özgürlüğü özgürlüklerinden ozgurlugunun");
        meet("ev evde evlerimizden evdekiler");
        meet("mahkeme mahkemesi mahkemelerin mahkemeye");
        meet("saat saati saatler");
    }

    #[test]
    fn consonants_and_vowels_that_change_are_found() {
        meet("kitap kitabı kitaplar");
        meet("çocuk çocuğu cocuklarin");
        meet("hüküm hükmü hükmün hükümler");
        meet("fikir fikri fikirleri");
        meet("akıl aklı");
        meet("isim ismi isimler");
        meet("şehir şehri");
        meet("kayıt kaydı");
        meet("hak hakkı haklar");
        meet("su suyu suyun");
    }

    #[test]
    fn verbs_are_read_to_their_root() {
        meet("yap yapmak yapılan yapıldı yapacak yapamaz yapması yapıyor");
        meet("et eder edilen ettiği");
        meet("iste istiyor isteyen istenen");
        meet("koru korunan korunması korumak");
        meet("öldür öldürülen öldürdü");
    }

    #[test]
    fn a_word_without_known_root_is_cut_by_sounds() {
        meet("tabldot tabldotu tabldotlar");
        meet("zırnık zırnığı zırnıklar");
        meet("damgalanan damgalandı damgalamak");
    }

    #[test]
    fn other_words_stay_apart() {
        part("barış", "bar");
        part("güven", "güvenlik");
        part("seç", "seçim");
        part("bakan", "bakım");
        part("doku", "dokuz");
        part("hükümet", "hüküm");
        part("hakim", "hak");
        part("kişi", "kişilik");
    }
}
