//! Mentions of countries and actors measured on `tests/cases/mentions`.
//!
//! The documents stand outside the repository: `SULH_TEST_DATA` names the directory that holds
//! `documents`, `udhr`, `upr/reports` and `seed`. Without it only the shipped names are checked.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "tests"
)]

#[path = "mentions/gold.rs"]
mod gold;
#[path = "mentions/names.rs"]
mod names;

use gold::{Figures, Gold};
use std::path::PathBuf;
use sulh_document::{BlockKind, Builder};

fn data() -> Option<PathBuf> {
    std::env::var_os("SULH_TEST_DATA").map(PathBuf::from)
}

#[test]
fn shipped_names_are_found_in_their_languages() {
    let names = names::names();
    let found = |text: &str| {
        let mut builder = Builder::new();
        builder.block(BlockKind::Paragraph, None, text);
        let document = builder.finish();
        let mentions = names.gazetteer.mentions(&document, None);
        let ids = mentions.iter().flat_map(|mention| &mention.entities);
        ids.map(|id| names.ids[*id as usize].clone()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(
        found("The report was sent to Serbia by the OSCE and UNHCR."),
        "SRB osce united-nations-high-commissioner-for-refugees"
    );
    assert_eq!(
        found("Izvještaj je poslan Srbiji i Vijeću Evrope za Crnu Goru."),
        "SRB council-of-europe MNE"
    );
    assert_eq!(
        found("Извештај је послат Европској комисији и влади Босне и Херцеговине."),
        "european-commission BIH"
    );
    assert_eq!(
        found("Извештајот е испратен до Советот на Европа и до Северна Македонија."),
        "council-of-europe MKD"
    );
    assert_eq!(
        found("Докладът е изпратен на Европейската комисия и на България."),
        "european-commission BGR"
    );
    assert_eq!(
        found("Raporti iu dërgua Këshillit të Evropës dhe Shqipërisë për të drejtat."),
        "council-of-europe ALB"
    );
    assert_eq!(
        found("Rapor Avrupa Konseyi’ne ve Türkiye’ye gönderildi, çünkü bu gerekli."),
        "council-of-europe TUR"
    );
}

#[test]
fn gold_is_met() {
    let Some(data) = data() else { return };
    let names = names::names();
    let figures = Figures::of(
        &Gold::read(include_str!("../../../tests/cases/mentions/gold.csv")),
        &names,
        &data,
    );
    eprintln!("gold\n{figures}");
    assert!(figures.f1() >= 0.93, "F1 is {:.3}", figures.f1());
}

/// Sentences that nobody looked at while the rules were made: measured, never tuned on.
#[test]
fn aside_is_measured() {
    if std::env::var_os("SULH_MEASURE_ASIDE").is_none() {
        return;
    }
    let Some(data) = data() else { return };
    let names = names::names();
    let gold = Gold::read(include_str!("../../../tests/cases/mentions/aside.csv"));
    eprintln!("aside\n{}", Figures::of(&gold, &names, &data));
    let without = gold.without("Thematic_List_of_Recommendations.md");
    eprintln!("aside without the thematic list\n{}", Figures::of(&without, &names, &data));
}
