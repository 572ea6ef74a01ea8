//! Texts that begin with a marker, and texts that only seem to.

use super::{split_heading_marker, split_marker};

#[track_caller]
fn splits(text: &str, marker: &str) {
    let (found, rest) = split_marker(text);
    assert_eq!(found, Some(marker), "{text}");
    assert_eq!(rest, text.trim().strip_prefix(marker).map(str::trim).unwrap_or_default());
}

#[test]
fn typed_markers_come_off() {
    for (text, marker) in [
        ("1. The Committee notes", "1."),
        ("1.\u{a0}The Committee notes", "1."),
        ("1.Uvod", "1."),
        ("1.2.3 Ratify the Convention", "1.2.3"),
        ("96.12.1. Continue its efforts", "96.12.1."),
        ("111. 45. Take measures", "111. 45."),
        ("121.1 Ratify the Convention", "121.1"),
        ("122.183 Continue efforts", "122.183"),
        ("122.18 Put in place measures", "122.18"),
        ("96.12 ratify it", "96.12"),
        ("o Ratify it", "o"),
        ("96.12. Put in place measures", "96.12."),
        ("5. Majority rule", "5."),
        ("2a)Ratify", "2a)"),
        ("121.1. da usvoji zakon", "121.1."),
        ("1. usvojiti zakon;", "1."),
        ("1. 15 persons were heard", "1."),
        ("(a) Ratify", "(a)"),
        ("(iv) ratify", "(iv)"),
        ("(12) Ratify", "(12)"),
        ("(aa) Ratify", "(aa)"),
        ("a) ratify", "a)"),
        ("б) да усвоји", "б)"),
        ("12) ratify", "12)"),
        ("2a) ratify", "2a)"),
        ("[12] See the report", "[12]"),
        ("iv. ratify", "iv."),
        ("a. ratify", "a."),
        ("II. Conclusions", "II."),
        ("XIV. Conclusions", "XIV."),
        ("A. Presentation by the State", "A."),
        ("A.1. Background", "A.1."),
        ("• Ratify", "•"),
        ("•Ratify", "•"),
        ("- ratify", "-"),
        ("– ratify", "–"),
        ("* The present document", "*"),
        ("\u{f0b7}\tRatify", "\u{f0b7}"),
    ] {
        splits(text, marker);
    }
}

#[test]
fn what_belongs_to_the_sentence_stays() {
    for text in [
        "2014. godina",
        "2014. Godine je",
        "12. marta 2014. usvojen je",
        "12. март 2014.",
        "12. 3. 2014. usvojen je",
        "12.3.2014. usvojen je",
        "12.03.14 usvojen je",
        "3. Oktober 1990",
        "12. March 2014 was the day",
        ")",
        "(",
        "()",
        "12. – 15. mart",
        "1.5 million people",
        "1.5 Million Euro",
        "2.3 Mrd. Euro",
        "1.500 Personen",
        "12.5% of them",
        "75.3 miliona evra",
        "87.5 per cent of them",
        "o zakonu",
        "5. kongres je odlučio",
        "XX. vek je bio",
        "II. svetovna vojna",
        "A. Surname said that it was so.",
        "A. Surname",
        "U.S. policy",
        "U. S. policy",
        "E. coli",
        "p. 5 of the report",
        "i. e. the report",
        "g. Petrović je rekao",
        "(EU) regulations apply",
        "(s)he said",
        "(1997) report",
        "di) x",
        "-5 degrees",
        "9 persons",
        "96",
        "* * *",
        "",
        "   ",
        "The Committee",
        "No. 5 is here",
        "09.30 Opening",
    ] {
        assert_eq!(split_marker(text), (None, text.trim()), "{text}");
    }
}

#[test]
fn a_heading_may_begin_with_one_letter() {
    assert_eq!(split_heading_marker("A. Background"), (Some("A."), "Background"));
    assert_eq!(split_heading_marker("I.Summary"), (Some("I."), "Summary"));
    assert_eq!(split_heading_marker("U.S. policy"), (None, "U.S. policy"));
    assert_eq!(split_heading_marker("I. Summary"), (Some("I."), "Summary"));
    assert_eq!(split_marker("I. Summary"), (None, "I. Summary"));
}

#[test]
fn markers_are_told_from_words() {
    for (text, marker, rest) in [
        ("96.1. Ratify it", Some("96.1."), "Ratify it"),
        ("96.12 ratify it", Some("96.12"), "ratify it"),
        ("96. 12. Ratify", Some("96. 12."), "Ratify"),
        ("96. 12 people came", Some("96."), "12 people came"),
        ("(a) ratify", Some("(a)"), "ratify"),
        ("a) ratify", Some("a)"), "ratify"),
        ("iv. Ratify", Some("iv."), "Ratify"),
        ("II. Conclusions", Some("II."), "Conclusions"),
        ("A. Screening of cases", Some("A."), "Screening of cases"),
        ("• Усвојити закон", Some("•"), "Усвојити закон"),
        ("- to adopt", Some("-"), "to adopt"),
        ("1) да се усвои", Some("1)"), "да се усвои"),
        ("A. Smith", None, "A. Smith"),
        ("2014. godina", None, "2014. godina"),
        ("12. marta 2014", None, "12. marta 2014"),
        ("1.5 million people", None, "1.5 million people"),
        ("U.S. forces", None, "U.S. forces"),
        ("(see below) text", None, "(see below) text"),
        ("Rights", None, "Rights"),
    ] {
        assert_eq!(split_marker(text), (marker, rest), "{text}");
    }
}

#[test]
fn a_marker_may_stand_alone() {
    for marker in ["96.", "96.1.", "(a)", "•", "–", "II."] {
        assert_eq!(split_marker(marker), (Some(marker), ""));
    }
}
