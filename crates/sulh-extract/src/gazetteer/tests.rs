//! Names in texts of all languages: a mention is shown as `[kind:words]`, an unknown body as
//! `[actor?:words]`, an ambiguous name as `[country*2:words]`.
#![allow(clippy::indexing_slicing, reason = "tests")]

use crate::{Gazetteer, Kind, Language, Mention, Name};
use proptest::prelude::*;
use std::fmt::Write as _;
use sulh_document::{BlockKind, Builder, Document};

/// Entity, kind, language, labels.
const NAMES: &[(u32, Kind, &str, &str)] = &[
    (1, Kind::Country, "en", "Serbia"),
    (1, Kind::Country, "bs", "Srbija"),
    (1, Kind::Country, "sr-Cyrl", "Србија|Република Србија"),
    (1, Kind::Country, "mk", "Србија"),
    (1, Kind::Country, "bg", "Сърбия"),
    (1, Kind::Country, "sq", "Serbi"),
    (1, Kind::Country, "tr", "Sırbistan"),
    (2, Kind::Country, "en", "Bosnia and Herzegovina|Bosnia-Herzegovina|BiH"),
    (2, Kind::Country, "bs", "Bosna i Hercegovina"),
    (2, Kind::Country, "sr-Cyrl", "Босна и Херцеговина"),
    (2, Kind::Country, "mk", "Босна и Херцеговина"),
    (2, Kind::Country, "bg", "Босна и Херцеговина"),
    (2, Kind::Country, "sq", "Bosnjë-Hercegovinë|Bosnja dhe Hercegovina"),
    (2, Kind::Country, "tr", "Bosna-Hersek"),
    (3, Kind::Country, "en", "Türkiye|Turkey"),
    (3, Kind::Country, "bs", "Turska"),
    (3, Kind::Country, "tr", "Türkiye"),
    (4, Kind::Country, "en", "Georgia"),
    (5, Kind::Country, "en", "Chad"),
    (6, Kind::Country, "en", "Jordan"),
    (7, Kind::Country, "en", "United States|US|USA|U.S.A."),
    (8, Kind::Country, "en", "Croatia"),
    (8, Kind::Country, "hr", "Hrvatska"),
    (9, Kind::Country, "en", "Iceland"),
    (9, Kind::Country, "hr", "Island"),
    (10, Kind::Country, "en", "Guinea"),
    (11, Kind::Country, "en", "Papua New Guinea"),
    (12, Kind::Country, "en", "Ireland"),
    (13, Kind::Country, "en", "Côte d’Ivoire"),
    (14, Kind::Country, "en", "Congo"),
    (15, Kind::Country, "en", "Congo"),
    (16, Kind::Country, "sq", "Shqipëri"),
    (16, Kind::Country, "en", "Albania"),
    (17, Kind::Country, "en", "Montenegro"),
    (17, Kind::Country, "bs", "Crna Gora"),
    (17, Kind::Country, "sq", "Mali i Zi"),
    (18, Kind::Country, "en", "Bulgaria"),
    (18, Kind::Country, "bg", "България"),
    (19, Kind::Country, "mk", "Северна Македонија"),
    (20, Kind::Country, "en", "Mali"),
    (20, Kind::Country, "bs", "Mali"),
    (21, Kind::Country, "en", "Venezuela (Bolivarian Republic of)|Venezuela"),
    (50, Kind::Place, "en", "Belgrade"),
    (100, Kind::Actor, "en", "Council of Europe|CoE"),
    (100, Kind::Actor, "bs", "Vijeće Evrope"),
    (100, Kind::Actor, "sr-Cyrl", "Савет Европе"),
    (100, Kind::Actor, "mk", "Совет на Европа"),
    (100, Kind::Actor, "bg", "Съвет на Европа"),
    (100, Kind::Actor, "sq", "Këshilli i Evropës"),
    (100, Kind::Actor, "tr", "Avrupa Konseyi"),
    (101, Kind::Actor, "en", "United Nations|UN"),
    (101, Kind::Actor, "bs", "Ujedinjene nacije"),
    (101, Kind::Actor, "tr", "Birleşmiş Milletler"),
    (102, Kind::Actor, "en", "World Health Organization|WHO"),
    (103, Kind::Actor, "en", "IRIS"),
    (104, Kind::Actor, "en", "hCa Turkey"),
    (105, Kind::Actor, "en", "Human Rights Council"),
    (106, Kind::Actor, "en", "Committee on the Rights of the Child|CRC"),
    (107, Kind::Actor, "en", "European Union|EU"),
    (200, Kind::Threat, "en", "trafficking in human beings"),
    (200, Kind::Threat, "bs", "trgovina ljudima"),
];

fn gazetteer() -> Gazetteer {
    Gazetteer::build(NAMES.iter().flat_map(|(entity, kind, language, labels)| {
        labels.split('|').map(|label| Name {
            entity: *entity,
            kind: *kind,
            label,
            language: Some(*language),
        })
    }))
}

fn document(text: &str) -> Document {
    let mut builder = Builder::new();
    for line in text.lines() {
        builder.block(BlockKind::Paragraph, None, line.trim());
    }
    builder.finish()
}

fn marked(text: &str, mentions: &[Mention]) -> String {
    let mut marked = String::new();
    let mut open: Vec<usize> = Vec::new();
    for (at, letter) in text.char_indices().chain([(text.len(), '\n')]) {
        while open.last() == Some(&at) {
            open.pop();
            marked.push(']');
        }
        for mention in mentions.iter().filter(|mention| mention.span.start == at) {
            let kind = format!("{:?}", mention.kind).to_lowercase();
            let sign = match mention.entities.len() {
                0 => "?".to_owned(),
                1 => String::new(),
                several => format!("*{several}"),
            };
            let _ = write!(marked, "[{kind}{sign}:");
            open.push(mention.span.end);
        }
        if at < text.len() {
            marked.push(letter);
        }
    }
    marked
}

/// Each line is a document of its own, with its mentions marked.
#[track_caller]
fn says(language: Language, lines: &str) {
    let gazetteer = gazetteer();
    let marks = ["country*2:", "country:", "place:", "actor?:", "actor:", "threat:"];
    let mut wrong = Vec::new();
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let mut plain = line.replace(']', "");
        for mark in marks {
            plain = plain.replace(&format!("[{mark}"), "");
        }
        let document = document(&plain);
        let mentions = gazetteer.mentions(&document, Some(language));
        let found = marked(document.text.trim_end(), &mentions);
        if found != line {
            wrong.push(format!("expected {line}\n   found {found}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn countries_in_english() {
    says(
        Language::English,
        "[country:Serbia] and [country:Bosnia-Herzegovina] met the Serbian delegation.
        The delegation of [country:Bosnia and Herzegovina]’s neighbours left.
        It was put to [country:Papua New Guinea], [country:Guinea] and [country:Venezuela (Bolivarian Republic of)].
        It was raised by [country:Cote d'Ivoire] and by [country:CÔTE D’IVOIRE].
        They told us so, and the [country:US] told them; [country:U.S.A.] too.
        The turkey was eaten in [country:Turkey].
        Mr. Jordan and Michael Jordan and Ms. Georgia Papas met in [country:Jordan].
        The island near [country:Iceland] and the Island Fund were visited.
        Courts in Northern Ireland are not in [country:Ireland].
        The [country*2:Congo] was named.
        They met in [place:Belgrade], [country:Serbia].
        [country:BiH] asked, and a bih was not.",
    );
}

#[test]
fn actors_in_english() {
    says(
        Language::English,
        "The [actor:Council of Europe] and the [actor:CoE] spoke at the [actor:UN].
        The [actor:WHO] knew who was there; [actor:IRIS] saw an iris.
        [actor:hCa [country:Turkey]] is a partner of the [actor:EU]-funded project.
        The [actor:UN Human Rights Council] met; the [actor:Council] adopted it.
        The [actor?:Ministry of Labour, Family and Social Affairs] asked the [actor?:Ministry of Justice].
        The Serbian [actor?:Ministry of Justice] and the [actor?:National Council on Social Issues] met.
        The [actor?:Government of [country:Serbia]] agreed, and the [actor?:Government] acted.
        Governments and parliaments agreed that a Ministry or any Council would do.
        The government of [country:Serbia] agreed.
        The [actor?:Ombudsperson’s Office] and the [actor?:Human Rights Ombudsman] Act were named.",
    );
}

#[test]
fn short_names_that_a_document_defines() {
    says(
        Language::English,
        "The [actor?:Centre for Border Research] ([actor?:CBR]) opened; [actor?:CBR] has ten members.
        CBR was unknown before the [actor?:Centre for Border Research] ([actor?:CBR]).
        The [actor?:Institute for Open Borders] (hereinafter “the [actor?:Institute]”) said that the [actor?:Institute] would close.
        The [actor:Committee on the Rights of the Child] ([actor:CRC]) met; the [actor:CRC] agreed.
        The Convention on the Rights of the Child (CRC) was ratified; the CRC is binding.
        The [actor:CRC]’s recommendations were read.",
    );
}

#[test]
fn south_slavic() {
    says(
        Language::SouthSlavicLatin,
        "Delegacija iz [country:Srbije] i [country:Bosne i Hercegovine] je stigla u [country:Crnu Goru].
        Hrvatski i srpski sud su se obratili [country:Hrvatskoj], a Hrvati su otišli.
        Turski premijer je posjetio [country:Tursku] i [country:Mali].
        Mali broj građana je to znao.
        Preporuke [actor:Vijeća Evrope] i [actor:Ujedinjenih nacija] su usvojene.
        Kako navodi [actor?:Ministarstvo za ljudska prava i izbjeglice], to je tačno.
        Kako navodi [actor?:Ministarstvo pravde [country:Srbije]], to je tačno.
        Odluku je donio [actor?:Ustavni sud [country:Bosne i Hercegovine]].
        Borba protiv [threat:trgovine ljudima] traje.",
    );
    says(
        Language::SouthSlavicCyrillic,
        "Делегација из [country:Србије] и [country:Босне и Херцеговине] је стигла.
        Срби и српски судови су то знали.
        Препоруке [actor:Савета Европе] су усвојене.
        [actor?:Влада [country:Републике Србије]] је усвојила план.",
    );
}

#[test]
fn macedonian_and_bulgarian() {
    says(
        Language::Macedonian,
        "Делегацијата од [country:Србија] пристигна во [country:Северна Македонија].
        Српскиот суд и Србите го знаеја тоа.
        Препораките на [actor:Советот на Европа] се усвоени.
        Тоа го рече [actor?:Министерството за правда] во петок.",
    );
    says(
        Language::Bulgarian,
        "Делегацията от [country:Сърбия] пристигна в [country:България].
        Българският съд и българите знаеха това.
        Препоръките на [actor:Съвета на Европа] са приети.
        Това каза [actor?:Министерството на външните работи] в петък.",
    );
}

#[test]
fn albanian_and_turkish() {
    says(
        Language::Albanian,
        "Delegacioni i [country:Shqipërisë] shkoi në [country:Serbi] dhe në [country:Malin e Zi].
        Shqiptarët dhe serbët e dinin këtë.
        Rekomandimet e [actor:Këshillit të Evropës] u miratuan.
        Kështu tha [actor?:Ministria e Drejtësisë] të premten.",
    );
    says(
        Language::Turkish,
        "Heyet [country:Sırbistan]’dan [country:Türkiye]'ye ve [country:Bosna-Hersek]'e geldi.
        Sırplar ve Sırbistanlı yargıçlar bunu biliyordu.
        [actor:Avrupa Konseyi] ve [actor:Birleşmiş Milletler] kararları kabul edildi.
        [actor?:Adalet Bakanlığı] ile [actor?:Aile ve Sosyal Hizmetler Bakanlığı] cevap verdi.",
    );
}

#[test]
fn nothing_is_found_where_there_are_no_names() {
    let none = Gazetteer::build([]);
    assert!(none.is_empty());
    assert!(none.mentions(&document("peace in Serbia"), None).is_empty());
    assert!(gazetteer().mentions(&Builder::new().finish(), None).is_empty());
    let odd = Name { entity: 0, kind: Kind::Actor, label: " - ", language: None };
    assert!(Gazetteer::build([odd]).is_empty());
}

fn check(text: &str) -> Result<(), TestCaseError> {
    let gazetteer = gazetteer();
    let document = document(text);
    let mentions = gazetteer.mentions(&document, None);
    for mention in &mentions {
        let words = &document.text[mention.span.clone()];
        prop_assert_eq!(words.trim(), words);
        prop_assert!(!words.is_empty() && !words.contains('\n'));
        prop_assert!(mention.entities.is_sorted_by(|one, next| one < next));
        prop_assert!(mention.confidence > 0.0 && mention.confidence <= 1.0);
        prop_assert!(!mention.entities.is_empty() || mention.kind == Kind::Actor);
    }
    for (place, one) in mentions.iter().enumerate() {
        for other in &mentions[place + 1..] {
            let apart = one.span.end <= other.span.start || other.span.end <= one.span.start;
            prop_assert!(apart || one.kind != other.kind, "{one:?} {other:?}");
            prop_assert!(one.span.start <= other.span.start);
        }
    }
    prop_assert_eq!(mentions, gazetteer.mentions(&document, None));
    Ok(())
}

proptest! {
    #[test]
    fn spans_are_whole_and_apart(text in "[a-zA-ZčŽжЩşİ0-9 .,;()“”’'\n-]{0,120}") {
        check(&text)?;
    }

    #[test]
    fn spans_of_names_are_whole_and_apart(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "Serbia", "Bosnia", "and", "Herzegovina", "the", "Council", "of", "Europe", "Human",
                "Rights", "Ministry", "for", "(", ")", "CRC", "UN", ",", ".", "a", "Committee",
                "on", "’s", "hCa", "Turkey", "-", "Office", "\n", "Vijeće", "Evrope", "i", "za",
                "Bakanlığı", "ve", "hereinafter", "“", "”", "CoE", "Mali", "i Zi", "in", "Working",
                "Group", "Convention",
            ]),
            0..30,
        ),
    ) {
        check(&words.join(" "))?;
    }
}
