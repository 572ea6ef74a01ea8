//! Tests of slugs.
#![allow(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;

use super::slug;

#[test]
fn labels_become_ascii() {
    for (label, expected) in [
        ("Human trafficking", "human-trafficking"),
        ("Organised crime", "organised-crime"),
        ("Women's rights", "womens-rights"),
        ("Trinidad & Tobago", "trinidad-and-tobago"),
        ("  HIV / AIDS  ", "hiv-aids"),
        ("Türkiye", "turkiye"),
        ("İstanbul Iğdır", "istanbul-igdir"),
        ("Shqipëria", "shqiperia"),
        ("Bosna i Hercegovina", "bosna-i-hercegovina"),
        ("Côte d’Ivoire", "cote-divoire"),
        ("Čačak – Đinđić 2014", "cacak-djindjic-2014"),
        ("E\u{301}tat", "etat"),
    ] {
        assert_eq!(slug(label).as_deref(), Some(expected), "{label}");
    }
}

#[test]
fn latin_and_cyrillic_give_one_slug() {
    for (latin, cyrillic) in [
        ("Crna Gora", "Црна Гора"),
        ("Bosna i Hercegovina", "Босна и Херцеговина"),
        ("Srbija", "Србија"),
        ("Džep, ljubav, njiva, đak", "Џеп, љубав, њива, ђак"),
    ] {
        assert_eq!(slug(latin), slug(cyrillic), "{latin}");
        assert!(slug(latin).is_some());
    }
}

#[test]
fn a_label_without_any_letter_has_no_slug() {
    for label in ["", " - ", "–", "中文", "'"] {
        assert_eq!(slug(label), None, "{label:?}");
    }
}

proptest! {
    #[test]
    fn a_slug_is_words_joined_by_single_hyphens(label in ".{0,60}") {
        if let Some(slug) = slug(&label) {
            prop_assert!(slug.split('-').all(|word| {
                !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
            }), "{slug}");
            prop_assert_eq!(super::slug(&slug), Some(slug.clone()));
        }
    }
}
