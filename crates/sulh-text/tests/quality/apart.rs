//! Words that look alike and must not meet.

use super::declaration::{LANGUAGES, root};
use sulh_text::{Forms, Tongue};

/// Of a hundred pairs so many may meet.
const ALLOWED: usize = 2;

#[test]
fn words_that_look_alike_stay_apart() {
    for (language, _) in LANGUAGES {
        let path = root().join(format!("tests/cases/search/apart/{language}.tsv"));
        let table = std::fs::read_to_string(path).unwrap();
        let tongue = Tongue::of_tag(language);
        let (mut one, mut other) = (Forms::default(), Forms::default());
        let mut met = Vec::new();
        for line in table.lines() {
            let (left, right) = line.split_once('\t').unwrap();
            one.make(left, tongue);
            other.make(right, tongue);
            if one.stemmed == other.stemmed {
                met.push(format!("{left}/{right}"));
            }
        }
        let pairs = table.lines().count();
        println!("{language}: {} of {pairs} meet: {}", met.len(), met.join(" "));
        assert!(pairs >= 200 && met.len() * 100 <= pairs * ALLOWED, "{language}");
    }
}
