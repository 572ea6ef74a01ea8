//! The forms of a word have one stem, and other words another.

use super::declaration::root;
use std::collections::{BTreeMap, BTreeSet};
use sulh_text::{Forms, Tongue};

/// Of a hundred words so many have one stem in all their forms.
const WHOLE: usize = 95;
/// Of a hundred so many may share it with another.
const SHARED: usize = 2;

#[test]
fn the_forms_of_a_word_have_one_stem() {
    for language in ["bg", "en", "hr", "mk", "sq", "tr"] {
        let path = root().join(format!("tests/cases/search/families/{language}.txt"));
        let table = std::fs::read_to_string(path).unwrap();
        let tongue = Tongue::of_tag(language);
        let mut forms = Forms::default();
        let (mut split, mut words) = (Vec::new(), BTreeMap::<String, BTreeSet<&str>>::new());
        for line in table.lines() {
            let stems = line.split(' ').map(|form| {
                forms.make(form, tongue);
                forms.stemmed.clone()
            });
            let stems: BTreeSet<String> = stems.collect();
            let (bare, _) = line.split_once(' ').unwrap();
            if stems.len() > 1 {
                split.push(bare);
            }
            for stem in stems {
                words.entry(stem).or_default().insert(bare);
            }
        }
        let shared: Vec<_> = words.values().filter(|words| words.len() > 1).collect();
        let lines = table.lines().count();
        println!("{language}: {} of {lines} split: {}", split.len(), split.join(" "));
        println!("{language}: {} stems shared: {shared:?}", shared.len());
        assert!(split.len() * 100 <= lines * (100 - WHOLE), "{language}");
        assert!(shared.len() * 100 <= lines * SHARED, "{language}");
    }
}
