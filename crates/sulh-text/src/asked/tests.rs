//! Queries as people write them, and texts that are none.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "tests")]

use super::*;
use proptest::prelude::*;

/// The clauses in one line, every group in parentheses.
fn shown(asked: &Asked) -> String {
    let all = |clauses: &[Asked], between: &str| {
        format!("({})", clauses.iter().map(shown).collect::<Vec<_>>().join(between))
    };
    match asked {
        Asked::Words(words) => words.clone(),
        Asked::Phrase(words) => format!("{words:?}"),
        Asked::Near(words, reach) => format!("{words:?}~{reach}"),
        Asked::Begin(word) => format!("{word}*"),
        Asked::Like(word, edits) => format!("{word}~{edits}"),
        Asked::Value(facet, value, _) => format!("{}={value}", facet.name()),
        Asked::Dated(days) => format!("{:?}..{:?}", days.first, days.last),
        Asked::In(Place::Title, inner) => format!("title {}", shown(inner)),
        Asked::In(Place::Text, inner) => format!("text {}", shown(inner)),
        Asked::All(clauses) => all(clauses, " and "),
        Asked::Any(clauses) => all(clauses, " or "),
        Asked::Not(inner) => format!("not {}", shown(inner)),
    }
}

#[track_caller]
fn reads(text: &str, expected: &str, passed_over: &[&str]) {
    let mut notices = Vec::new();
    let asked = read(text, &mut notices);
    assert_eq!(asked.as_ref().map_or(String::new(), shown), expected, "{text}");
    assert_eq!(notices.len(), passed_over.len(), "{text}: {notices:?}");
    for (notice, words) in notices.iter().zip(passed_over) {
        assert!(notice.message.contains(words), "{text}: {notices:?}");
    }
}

#[test]
fn clauses_are_read_as_people_write_them() {
    reads("human trafficking", "human trafficking", &[]);
    reads("human AND trafficking", "(human and trafficking)", &[]);
    reads("a b OR c", "(a b or c)", &[]);
    reads("(a OR b) c -d", "((a or b) and c and not d)", &[]);
    reads("NOT (a b)", "not a b", &[]);
    reads("a NOT NOT b", "a b", &[]);
    reads(
        "„трговина људима“ «jedan dva» ”tri”",
        "(\"трговина људима\" and \"jedan dva\" and \"tri\")",
        &[],
    );
    reads("\"victims trafficking\"~5", "\"victims trafficking\"~5", &[]);
    reads("victims NEAR/3 trafficking", "\"victims trafficking\"~3", &[]);
    reads("victims NEAR trafficking law", "(\"victims trafficking\"~10 and law)", &[]);
    reads("traff* law", "(traff* and law)", &[]);
    reads("trafiking~ novnar~2", "(trafiking~1 and novnar~2)", &[]);
    reads("title:law kind:threat lang:sr", "(title law and kind=threat and language=sr)", &[]);
    reads("country:\"Bosnia and Herzegovina\" x", "(country=Bosnia and Herzegovina and x)", &[]);
    reads("title:(a OR b)", "title (a or b)", &[]);
    reads("date:1970 since:1970-01-02", "(Some(0)..Some(364) and Some(1)..None)", &[]);
    reads("anti-corruption self - help", "anti-corruption self - help", &[]);
    reads("law(s) on 10:30 Preporuke:", "law(s) on 10:30 Preporuke:", &[]);
    reads("+a +b", "a b", &[]);
    reads("a || b | c && !d", "(a or b or (c and not d))", &[]);
    reads("date:(1970 OR x) y", "(Some(0)..Some(364) and y)", &["x is no date"]);
    reads("country:(SRB OR HRV)", "(country=SRB or country=HRV)", &[]);
    reads("", "", &[]);
}

#[test]
fn what_cannot_be_read_is_passed_over_and_named() {
    reads("\"open", "open", &["quotation mark without its partner"]);
    reads("(a b", "a b", &["( without its )"]);
    reads("a) b", "a b", &[") without its ("]);
    reads("AND a OR", "a", &["AND has a clause on one side only", "OR has a clause on one side"]);
    reads("NEAR a NEAR", "a", &["NEAR has no word before", "NEAR has no word behind"]);
    reads("a NOT", "a", &["NOT has no clause behind"]);
    reads("* a*b a*", "* a*b a*", &["two letters", "two letters"]);
    reads("wom?n why?", "wom?n why?", &["so was ?"]);
    reads("ab~ abc~7 abcd~x", "ab abc abcd", &["three letters", "three letters", "three letters"]);
    reads("contry:BIH", "contry:BIH", &["contry is no field"]);
    reads("date:tomorrow x", "x", &["tomorrow is no date"]);
    reads("https://example.org/a?b=c", "https://example.org/a?b=c", &[]);
    reads("a NEAR/99999999999 b", "\"a b\"~50", &["at most 50 words"]);
    reads("country: x", "country: x", &["country: has no value"]);
    reads("(a OR b) NEAR c", "((a or b) and c)", &["between words only"]);
    let deep = format!("{}a{}", "(".repeat(30), ")".repeat(30));
    reads(&deep, "a", &["was opened up"; 21]);
    let mut notices = Vec::new();
    let many = read(&"a OR ".repeat(5000), &mut notices);
    assert_eq!(many.map(|asked| shown(&asked).matches('a').count()), Some(MOST_CLAUSES));
    assert_eq!(notices.len(), 1, "{notices:?}");
    assert!(notices[0].message.contains("first 64 clauses"));
}

proptest! {
    #[test]
    fn no_text_makes_it_fail(text in "[a-cž()\"„“ *~:0-9+\\-]{0,60}|(AND |OR |NOT |NEAR |NEAR/2 |a |\\(|\\)|\" |title:|date:|x\\* ){0,30}") {
        let mut notices = Vec::new();
        let _ = read(&text, &mut notices);
        let length = text.chars().count();
        prop_assert!(notices.iter().all(|notice| notice.at <= length + 1));
    }

    #[test]
    fn words_without_signs_are_words(text in "[a-zžš]{1,8}( [a-zžš]{1,8}){0,6}") {
        let mut notices = Vec::new();
        prop_assert_eq!(read(&text, &mut notices), Some(Asked::Words(text)));
        prop_assert_eq!(notices, Vec::new());
    }
}
