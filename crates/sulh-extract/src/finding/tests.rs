//! Sentences of all languages: what they find and what they do not.

use super::{Polarity, findings};
use crate::gazetteer::Gazetteer;
use crate::mention::{Kind, Name};
use sulh_document::{BlockKind, Builder};

const THREATS: [(&str, &str); 8] = [
    ("child labour", "en"),
    ("human trafficking", "en"),
    ("traite des êtres humains", "fr"),
    ("govor mržnje", "bs"),
    ("корупција", "mk"),
    ("незаконна сеч", "bg"),
    ("dhunë në familje", "sq"),
    ("çocuk işçiliği", "tr"),
];

fn found(text: &str) -> Option<(Polarity, String)> {
    let threats = THREATS.iter().map(|(label, language)| Name {
        entity: 1,
        kind: Kind::Threat,
        label,
        language: Some(language),
    });
    let gazetteer = Gazetteer::build(threats);
    let mut builder = Builder::new();
    builder.block(BlockKind::Paragraph, None, text);
    let document = builder.finish();
    let mentions = gazetteer.mentions(&document, None);
    assert!(!mentions.is_empty(), "no threat: {text}");
    let found = findings(&document, None, &mentions, &[]);
    found.into_iter().next().map(|finding| (finding.polarity, finding.period))
}

#[track_caller]
fn says(text: &str, polarity: Polarity, period: &str) {
    assert_eq!(found(text), Some((polarity, period.to_owned())), "{text}");
}

#[test]
fn cases_are_present() {
    let present = Polarity::Present;
    says("In 2013 we recorded twelve cases of human trafficking.", present, "2013");
    says("Child labour grew by a third between 2013 and 2015.", present, "2013/2015");
    says("En 2014, nous avons recensé neuf cas de traite des êtres humains.", present, "2014");
    says("Tokom 2014. godine zabilježen je 31 komentar koji sadrži govor mržnje.", present, "2014");
    says("Во 2015 година девет фирми пријавија корупција.", present, "2015");
    says("През 2013 г. потвърдихме 18 случая на незаконна сеч.", present, "2013");
    says(
        "Gjatë vitit 2014 kërkuan ndihmë 37 gra që kishin përjetuar dhunë në familje.",
        present,
        "2014",
    );
    says("2014 yılında kırk ailede çocuk işçiliği tespit edildi.", present, "2014");
}

#[test]
fn cases_are_absent() {
    let absent = Polarity::Absent;
    says("No cases of human trafficking were found in 2013.", absent, "2013");
    says(
        "We found no child labour on the sites that we saw in 2013 and 2014.",
        absent,
        "2013/2014",
    );
    says("En 2014, aucun cas de traite des êtres humains n’a été relevé.", absent, "2014");
    says("U 2014. godini nije zabilježen govor mržnje na portalima.", absent, "2014");
    says("Во 2015 година не е регистриран ниту еден случај на корупција.", absent, "2015");
    says("През 2014 г. не беше регистриран нито един случай на незаконна сеч.", absent, "2014");
    says("Në vitin 2014 nuk u shënua asnjë rast i dhunës në familje.", absent, "2014");
    says("2016 yılında çocuk işçiliği konusunda hiçbir vaka görülmedi.", absent, "2016");
}

#[test]
fn what_only_sounds_like_a_denial_is_none() {
    let present = Polarity::Present;
    says("In 2013 not less than 20 cases of human trafficking were found.", present, "2013");
    says("In 2014 child labour was no longer hidden: we met thirty children.", present, "2014");
    says("In 2014 none of the nine cases of human trafficking led to a judgment.", present, "2014");
    says(
        "In 2014 no case of human trafficking led to a judgment, and nine were open.",
        present,
        "2014",
    );
    says(
        "U 2014. godini govor mržnje nije samo rastao, zabilježeno je 20 slučajeva.",
        present,
        "2014",
    );
}

#[test]
fn a_mere_mention_is_no_finding() {
    for text in [
        "The Law on Human Trafficking was adopted in 2013.",
        "Did human trafficking grow in 2014?",
        "Human trafficking means that a person is moved by force.",
        "The strategy against human trafficking for 2014 will be read.",
        "U 2014. godini održana je obuka o temi govor mržnje.",
        "Стратегијата за корупција беше усвоена во 2015 година.",
    ] {
        assert_eq!(found(text), None, "{text}");
    }
}
