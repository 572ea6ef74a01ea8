//! What each kind of clause finds, and what scores say.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use super::*;
use crate::{Ranking, SearchOptions, TextDocument, TextIndex};

fn document(id: &str, title: &str, text: &str, language: &str) -> TextDocument {
    let text_of = |text: &str| Text { text: text.to_owned(), language: language.to_owned() };
    TextDocument {
        id: id.to_owned(),
        titles: if title.is_empty() { Vec::new() } else { vec![text_of(title)] },
        texts: vec![text_of(text)],
        facets: vec![(Facet::Language, language.to_owned())],
        ..TextDocument::default()
    }
}

fn index() -> TextIndex {
    let index = TextIndex::in_memory().unwrap();
    let mut documents = vec![
        document("persons", "", "Protect victims of human trafficking in persons.", "en"),
        document("order", "", "Trafficking of weapons harms human beings.", "en"),
        document("sr", "", "Жртве трговине људима имају право на помоћ.", "sr"),
        document("bs", "Zakon o šumama", "Šuma se čuva.", "bs"),
        document("law", "Law on forests", "It protects woods.", "en"),
        document("anti", "", "An anti-corruption agency works.", "en"),
        document("date", "", "Signed on 28.11.2014 in Tirana.", "en"),
    ];
    for (document, number) in documents.iter_mut().zip(0..) {
        document.day = Some(16_000 + number * 100);
        let kind = if document.id == "law" { "threat" } else { "passage" };
        document.facets.push((Facet::Kind, kind.to_owned()));
        if matches!(document.id.as_str(), "persons" | "order") {
            document.group = Some("report".to_owned());
        }
    }
    index.write(&documents, &[], "1").unwrap();
    index
}

#[track_caller]
fn finds(index: &TextIndex, text: &str, expected: &[&str]) {
    let query = index.bind(&TextQuery::parse(text, &Reading::default())).unwrap();
    let hits = query.search(&SearchOptions::default()).unwrap();
    let found: Vec<&str> = hits.hits.iter().map(|hit| hit.id.as_str()).collect();
    assert_eq!(found, expected, "{text}");
    assert_eq!(hits.total, expected.len() as u64, "{text}");
}

#[test]
fn every_kind_of_clause_finds_what_it_says() {
    let index = index();
    finds(&index, "victims trafficking", &["persons"]);
    finds(&index, "\"human trafficking\"", &["persons"]);
    finds(&index, "\"trafficking human\"", &[]);
    finds(&index, "\"trafficking of human\"", &[]);
    finds(&index, "\"zrtve trgovine ljudima\"", &["sr"]);
    finds(&index, "\"Žrtve trgovine\"", &["sr"]);
    finds(&index, "\"žrtva trgovine\"", &[]);
    finds(&index, "victim NEAR/2 trafficked", &["persons"]);
    finds(&index, "trafficking NEAR/2 victims", &["persons"]);
    finds(&index, "trafficking NEAR/1 victims", &[]);
    finds(&index, "žrtva NEAR ljudima", &["sr"]);
    finds(&index, "traffick* -weapons", &["persons"]);
    finds(&index, "trafiking~2", &["order", "persons"]);
    finds(&index, "trafiking", &[]);
    finds(&index, "forests OR corruption", &["law", "anti"]);
    finds(&index, "anticorruption", &["anti"]);
    finds(&index, "anti-corruption", &["anti"]);
    finds(&index, "corruption", &["anti"]);
    finds(&index, "title:forests", &["law"]);
    finds(&index, "text:forests", &[]);
    finds(&index, "title:zakon šuma", &["bs"]);
    finds(&index, "human kind:passage language:en NOT weapons", &["persons"]);
    finds(&index, "kind:threat", &["law"]);
    finds(&index, "2014-11-28", &["date"]);
    finds(&index, "28.11.2014 the", &["date"]);
    finds(&index, "human date:2013-10-22", &["persons"]);
    finds(&index, "human since:2014", &["order"]);
    finds(&index, "human until:2013", &["persons"]);
    finds(&index, "NOT language:en", &["bs", "sr"]);
    finds(&index, "xyzzy OR law", &["law"]);
}

#[test]
fn words_that_stand_everywhere_are_not_insisted_on() {
    let index = index();
    finds(&index, "a law for the forests", &["law"]);
    finds(&index, "on the", &[]);
    finds(&index, "of", &["order", "persons"]);
}

#[test]
fn what_is_removed_counts_no_more() {
    let (followed, anew) = (index(), TextIndex::in_memory().unwrap());
    let mut documents = vec![document("a", "", "trafficking in arms", "en")];
    documents.extend((0..9).map(|id| document(&format!("n{id}"), "", "other words here", "en")));
    followed.write(&documents, &[], "2").unwrap();
    let gone: Vec<String> = ["persons", "order", "n1", "n2"].map(str::to_owned).to_vec();
    followed.write(&[], &gone, "3").unwrap();
    let mut left: Vec<TextDocument> = vec![
        document("sr", "", "Жртве трговине људима имају право на помоћ.", "sr"),
        document("bs", "Zakon o šumama", "Šuma se čuva.", "bs"),
        document("law", "Law on forests", "It protects woods.", "en"),
        document("anti", "", "An anti-corruption agency works.", "en"),
        document("date", "", "Signed on 28.11.2014 in Tirana.", "en"),
    ];
    left.extend(documents.into_iter().filter(|document| !gone.contains(&document.id)));
    anew.write(&left, &[], "1").unwrap();
    for text in ["trafficking", "words", "law", "forests trafficking"] {
        let query = TextQuery::parse(text, &Reading::default());
        let hits = |index: &TextIndex| {
            let options = SearchOptions { any: true, ..SearchOptions::default() };
            index.bind(&query).unwrap().search(&options).unwrap()
        };
        assert_eq!(hits(&followed), hits(&anew), "{text}");
    }
}

#[test]
fn parts_of_one_thing_are_folded_and_pages_stay_whole() {
    let index = index();
    let query =
        index.bind(&TextQuery::parse("human OR law OR zakon", &Reading::default())).unwrap();
    let mut options = SearchOptions { folds: true, limit: 1, ..SearchOptions::default() };
    let mut seen = Vec::new();
    loop {
        let hits = query.search(&options).unwrap();
        assert_eq!(hits.total, 4);
        let Some(hit) = hits.hits.into_iter().next() else { break };
        seen.push((hit.id.clone(), hit.more));
        options.after = Some(hit);
    }
    seen.sort();
    let report = seen.iter().filter(|(_, more)| *more == 1).count();
    assert_eq!((seen.len(), report), (3, 1), "{seen:?}");
    let options = SearchOptions {
        group: Some("report".to_owned()),
        folds: false,
        ..SearchOptions::default()
    };
    assert_eq!(query.search(&options).unwrap().total, 2);
}

#[test]
fn reasons_make_up_the_score() {
    let index = index();
    let ranking = Ranking {
        boosts: vec![(Facet::Kind, "threat".to_owned(), 1.25)],
        recent_from: Some(17_000),
    };
    let options = SearchOptions { ranking, ..SearchOptions::default() };
    for text in [
        "forests law",
        "victims \"human trafficking\"",
        "zakon",
        "traff* human",
        "human NEAR victim",
        "human OR (kind:threat human) OR (human NOT weapons)",
    ] {
        let query = index.bind(&TextQuery::parse(text, &Reading::default())).unwrap();
        let hits = query.search(&options).unwrap();
        assert!(!hits.hits.is_empty(), "{text}");
        for hit in hits.hits {
            let reasons = query.reasons(&hit.id, &options).unwrap().unwrap();
            let (factors, shares): (Vec<_>, Vec<_>) =
                reasons.iter().partition(|reason| reason.multiplies);
            let sum: f32 = shares.iter().map(|reason| reason.share).sum();
            let score = factors.iter().fold(sum, |score, factor| score * factor.share);
            assert!((score - hit.score).abs() < 1e-3 * hit.score, "{text}: {reasons:#?}");
        }
    }
}
