//! Countries and their names: complete, unambiguous, with borders from both sides.

use std::collections::{BTreeMap, BTreeSet};

use super::table::{Row, rows, shared};

const COUNTRIES: &str = "data/countries/countries.csv";
const NAMES: &str = "data/countries/names.csv";
const CLDR: &str = "data/countries/cldr.csv";
const DRAFTS: &str = "data/countries/drafts.csv";
const LANGUAGES: [&str; 8] = ["bs", "hr", "cnr", "sr-Cyrl", "tr", "bg", "sq", "mk"];

/// A name as an import compares it: case and spacing aside, `&` as "and".
fn folded(name: &str) -> String {
    let name = name.to_lowercase().replace('&', " and ").replace('’', "'");
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn by_name() -> BTreeMap<String, BTreeSet<String>> {
    let mut names = BTreeMap::<String, BTreeSet<String>>::new();
    for row in rows(COUNTRIES) {
        for column in ["name", "official_name", "iso3", "slug"] {
            names.entry(folded(&row[column])).or_default().insert(row["iso3"].clone());
        }
    }
    for row in rows(NAMES).into_iter().chain(rows(DRAFTS)) {
        names.entry(folded(&row["name"])).or_default().insert(row["iso3"].clone());
    }
    for row in rows(CLDR) {
        for language in LANGUAGES.into_iter().filter(|language| !row[*language].is_empty()) {
            names.entry(folded(&row[language])).or_default().insert(row["iso3"].clone());
        }
    }
    names
}

fn is_date(text: &str) -> bool {
    let parts: Vec<_> = text.split('-').collect();
    let widths = [4, 2, 2];
    (1..=3).contains(&parts.len())
        && parts.iter().zip(widths).all(|(part, width)| {
            part.len() == width && part.bytes().all(|byte| byte.is_ascii_digit())
        })
}

fn country(iso3: &str) -> Row {
    rows(COUNTRIES).into_iter().find(|row| row["iso3"] == iso3).unwrap()
}

#[test]
fn there_are_249_of_the_standard_and_kosovo() {
    let countries = rows(COUNTRIES);
    assert_eq!(countries.len(), 250);
    for column in ["iso3", "iso2", "slug", "name"] {
        let distinct: BTreeSet<_> = countries.iter().map(|row| &row[column]).collect();
        assert_eq!(distinct.len(), 250, "{column}");
    }
    for row in &countries {
        assert!(row["iso3"].len() == 3 && row["iso2"].len() == 2, "{row:?}");
        assert_eq!(sulh_ontology::slug(&row["name"]).as_deref(), Some(row["slug"].as_str()));
        assert!(row["m49"].len() == 3 || row["iso3"] == "XKX", "{row:?}");
    }
}

/// The name of a country in a language of the region, and whether it is a draft.
fn label(iso3: &str, language: &str) -> (String, bool) {
    let of_cldr = rows(CLDR).into_iter().find(|row| row["iso3"] == iso3).unwrap();
    if !of_cldr[language].is_empty() {
        return (of_cldr[language].clone(), false);
    }
    let draft = |row: &Row| row["iso3"] == iso3 && row["lang"] == language;
    (rows(DRAFTS).into_iter().find(draft).unwrap()["name"].clone(), true)
}

#[test]
fn every_country_has_a_name_in_every_language_of_the_region() {
    let codes: Vec<_> = rows(COUNTRIES).iter().map(|row| row["iso3"].clone()).collect();
    let named: Vec<_> = rows(CLDR).iter().map(|row| row["iso3"].clone()).collect();
    assert_eq!(codes, named);
    let missing = rows(CLDR)
        .iter()
        .flat_map(|row| LANGUAGES.map(|language| usize::from(row[language].is_empty())))
        .sum::<usize>();
    assert_eq!(missing, rows(DRAFTS).len());
    for row in rows(DRAFTS) {
        assert_eq!(label(&row["iso3"], &row["lang"]), (row["name"].clone(), true));
    }
}

/// Names as one who knows the language would write them, stated apart from the table.
#[test]
fn names_are_those_in_use() {
    for (iso3, names) in [
        (
            "BIH",
            [
                "Bosna i Hercegovina",
                "Bosna i Hercegovina",
                "Bosna i Hercegovina",
                "Босна и Херцеговина",
                "Bosna-Hersek",
                "Босна и Херцеговина",
                "Bosnjë-Hercegovinë",
                "Босна и Херцеговина",
            ],
        ),
        (
            "MNE",
            [
                "Crna Gora",
                "Crna Gora",
                "Crna Gora",
                "Црна Гора",
                "Karadağ",
                "Черна гора",
                "Mal i Zi",
                "Црна Гора",
            ],
        ),
        ("SRB", ["Srbija", "Srbija", "Srbija", "Србија", "Sırbistan", "Сърбия", "Serbi", "Србија"]),
        ("XKX", ["Kosovo", "Kosovo", "Kosovo", "Косово", "Kosova", "Косово", "Kosovë", "Косово"]),
        ("TUR", ["Turska", "Turska", "Turska", "Турска", "Türkiye", "Турция", "Turqi", "Турција"]),
        (
            "BGR",
            [
                "Bugarska",
                "Bugarska",
                "Bugarska",
                "Бугарска",
                "Bulgaristan",
                "България",
                "Bullgari",
                "Бугарија",
            ],
        ),
        (
            "HRV",
            [
                "Hrvatska",
                "Hrvatska",
                "Hrvatska",
                "Хрватска",
                "Hırvatistan",
                "Хърватия",
                "Kroaci",
                "Хрватска",
            ],
        ),
        (
            "MKD",
            [
                "Sjeverna Makedonija",
                "Sjeverna Makedonija",
                "Sjeverna Makedonija",
                "Северна Македонија",
                "Kuzey Makedonya",
                "Северна Македония",
                "Maqedonia e Veriut",
                "Северна Македонија",
            ],
        ),
        (
            "DEU",
            [
                "Njemačka",
                "Njemačka",
                "Njemačka",
                "Немачка",
                "Almanya",
                "Германия",
                "Gjermani",
                "Германија",
            ],
        ),
        (
            "BLR",
            [
                "Bjelorusija",
                "Bjelorusija",
                "Bjelorusija",
                "Белорусија",
                "Belarus",
                "Беларус",
                "Bjellorusi",
                "Белорусија",
            ],
        ),
        ("GRC", ["Grčka", "Grčka", "Grčka", "Грчка", "Yunanistan", "Гърция", "Greqi", "Грција"]),
        (
            "ESP",
            [
                "Španija",
                "Španjolska",
                "Španija",
                "Шпанија",
                "İspanya",
                "Испания",
                "Spanjë",
                "Шпанија",
            ],
        ),
    ] {
        for (language, name) in LANGUAGES.into_iter().zip(names) {
            assert_eq!(label(iso3, language).0, name, "{iso3} in {language}");
        }
    }
}

#[test]
fn memberships_count_what_they_should() {
    let countries = rows(COUNTRIES);
    let count = |since: &str, until: Option<&str>| {
        let now = |row: &&Row| {
            !row[since].is_empty() && until.is_none_or(|column| row[column].is_empty())
        };
        countries.iter().filter(now).count()
    };
    assert_eq!(count("un_since", None), 193);
    assert_eq!(count("eu_since", Some("eu_until")), 27);
    assert_eq!(count("coe_since", Some("coe_until")), 46);
    assert_eq!(country("GBR")["eu_until"], "2020-01-31");
    assert_eq!(country("RUS")["coe_until"], "2022-03-16");
    assert_eq!(country("BIH")["un_since"], "1992-05-22");
    assert_eq!(country("BGR")["eu_since"], "2007-01-01");
}

#[test]
fn kosovo_has_its_note_and_no_date_at_the_united_nations() {
    let kosovo = country("XKX");
    assert!(kosovo["un_since"].is_empty() && kosovo["m49"].is_empty());
    assert!(kosovo["note"].contains("without prejudice to positions on status"));
    assert!(!kosovo["note"].contains('\n'));
    assert_eq!(kosovo["borders"], "ALB|MKD|MNE|SRB");
}

#[test]
fn borders_are_symmetric() {
    let borders: BTreeMap<_, BTreeSet<_>> = rows(COUNTRIES)
        .into_iter()
        .map(|row| {
            let others =
                row["borders"].split('|').filter(|code| !code.is_empty()).map(str::to_owned);
            (row["iso3"].clone(), others.collect())
        })
        .collect();
    for (country, others) in &borders {
        for other in others {
            assert_ne!(country, other);
            assert!(borders[other].contains(country), "{country} borders {other}, not the reverse");
        }
    }
    assert_eq!(borders["BIH"].len(), 3);
}

#[test]
fn dates_are_dates() {
    for row in rows(COUNTRIES) {
        for column in ["un_since", "eu_since", "eu_until", "coe_since", "coe_until"] {
            assert!(row[column].is_empty() || is_date(&row[column]), "{row:?}");
        }
    }
    for row in rows(NAMES) {
        for column in ["valid_from", "valid_until"] {
            assert!(row[column].is_empty() || is_date(&row[column]), "{row:?}");
        }
        assert!(
            ["short", "official", "former", "alias"].contains(&row["kind"].as_str()),
            "{row:?}"
        );
        assert!(!row["lang"].is_empty() && !row["source"].is_empty(), "{row:?}");
    }
}

#[test]
fn no_name_leads_to_two_countries() {
    for (name, countries) in by_name() {
        assert_eq!(countries.len(), 1, "{name} leads to {countries:?}");
    }
}

#[test]
fn names_of_the_region_and_of_their_time_resolve() {
    let names = by_name();
    for (name, iso3) in [
        ("Kosovë", "XKX"),
        ("Kosova", "XKX"),
        ("Косово", "XKX"),
        ("Bosna i Hercegovina", "BIH"),
        ("Босна и Херцеговина", "BIH"),
        ("Crna Gora", "MNE"),
        ("Црна Гора", "MNE"),
        ("Türkiye", "TUR"),
        ("Turkey", "TUR"),
        ("България", "BGR"),
        ("Srbija", "SRB"),
        ("Србија", "SRB"),
        ("Bosnia & Herzegovina", "BIH"),
        ("Macedonia FYR", "MKD"),
        ("Swaziland", "SWZ"),
        ("Holy See", "VAT"),
        ("DPR Korea", "PRK"),
        ("State of Palestine", "PSE"),
        ("Palestine", "PSE"),
    ] {
        assert_eq!(
            names.get(&folded(name)).and_then(|found| found.first()).map(String::as_str),
            Some(iso3),
            "{name}"
        );
    }
    for name in ["Yugoslavia", "Serbia and Montenegro", "Czechoslovakia"] {
        assert!(!names.contains_key(&folded(name)), "{name} is no single country of today");
    }
}

#[test]
fn every_state_of_the_upr_table_resolves() {
    let names = by_name();
    for file in ["data/upr/recommendations.csv", "data/upr/slovenia_sdg.csv"] {
        let Some(table) = shared(file) else { return };
        for row in table {
            for name in [&row["state_under_review"], &row["recommending_state"]] {
                let single = name.replace("&#40;Unknown&#41;", "");
                let single = single.split(['|', ',', ';']).map(str::trim);
                for name in single.filter(|name| !name.is_empty()) {
                    assert!(names.contains_key(&folded(name)), "{name:?} of {file}");
                }
            }
        }
    }
}

#[test]
fn goals_and_targets_are_all_there() {
    let sdgs = rows("data/sdg/sdgs.csv");
    let count = |kind: &str| sdgs.iter().filter(|row| row["kind"] == kind).count();
    assert_eq!((count("goal"), count("target")), (17, 169));
    for row in &sdgs {
        assert_eq!(row["code"].split('.').next(), Some(row["goal"].as_str()));
        assert_eq!(row["kind"] == "goal", !row["name"].is_empty());
    }
    let codes: BTreeSet<_> = sdgs.iter().map(|row| &row["code"]).collect();
    assert_eq!(codes.len(), 186);
}
