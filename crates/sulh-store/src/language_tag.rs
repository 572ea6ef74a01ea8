//! Whether the language that a tag begins with exists.
//!
//! It must not judge the rest of a tag: the syntax of BCP 47 is the parser's to check. Of
//! languages with three letters there are thousands and none is refused; of four and more letters
//! there is none (RFC 5646, section 2.2.1: reserved, or registered but never used).

/// The codes with two letters. Source: ISO 639-1 (183 codes), and `sh`, which is deprecated there
/// but valid as a tag.
const TWO_LETTERS: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu iw ja ji jv jw ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mo mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu in";

/// Whether a well-formed tag begins with a language that does not exist.
pub fn is_unknown_language(tag: &str) -> bool {
    let primary = tag.split('-').next().unwrap_or_default();
    match primary.len() {
        // `i-…` and `x-…` are ways of their own.
        0 | 1 | 3 => false,
        2 => !TWO_LETTERS.split(' ').any(|code| code.eq_ignore_ascii_case(primary)),
        _ => true,
    }
}

/// What is wrong with such a tag, and what would be right.
pub fn unknown_language(tag: &str) -> String {
    format!("the language tag {tag:?} names no language: expected one such as en, sr-Latn or cnr")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_that_do_not_exist_are_known_as_such() {
        for tag in ["en", "sr-Latn", "cnr", "EN-gb", "x-own", "i-klingon", "und", "mul", "zh-Hant"]
        {
            assert!(!is_unknown_language(tag), "{tag}");
        }
        for tag in ["english", "srpski", "xx", "bosn-Latn"] {
            assert!(is_unknown_language(tag), "{tag}");
        }
    }
}
