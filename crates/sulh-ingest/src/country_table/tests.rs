//! Names and codes of any time, over the shipped table and over small ones.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use super::*;

fn resolved(table: &CountryTable, name: &str) -> String {
    match table.resolve(name) {
        Resolution::Country(country) => country.iso3.clone(),
        Resolution::Historical(state) => format!("historical {}", state.name),
        Resolution::Unknown => "unknown".to_owned(),
    }
}

#[test]
fn resolves_names_and_codes_of_any_time() {
    let table = CountryTable::shipped().unwrap();
    for (name, expected) in [
        ("Bosnia & Herzegovina", "BIH"),
        ("bosnia AND herzegovina", "BIH"),
        ("Macedonia FYR", "MKD"),
        ("North Macedonia", "MKD"),
        ("Swaziland", "SWZ"),
        ("Eswatini", "SWZ"),
        ("Turkey", "TUR"),
        ("Türkiye", "TUR"),
        ("Cote d'Ivoire", "CIV"),
        ("Côte d’Ivoire", "CIV"),
        ("Cape Verde", "CPV"),
        ("DPR Korea", "PRK"),
        ("Republic of Korea", "KOR"),
        ("Holy See", "VAT"),
        ("State of Palestine", "PSE"),
        ("Србија", "SRB"),
        ("ba", "BIH"),
        ("BIH", "BIH"),
        ("070", "BIH"),
        ("XK", "XKX"),
        ("UNK", "XKX"),
        ("kos", "XKX"),
        ("XKX", "XKX"),
        ("Kosovo", "XKX"),
        ("Yugoslavia", "historical Yugoslavia"),
        ("Serbia & Montenegro", "historical Serbia and Montenegro"),
        ("Czechoslovakia", "historical Czechoslovakia"),
        ("USSR", "historical Soviet Union"),
        ("&#40;Unknown&#41;", "unknown"),
        ("Atlantis", "unknown"),
        ("", "unknown"),
        ("999", "unknown"),
    ] {
        assert_eq!(resolved(&table, name), expected, "{name}");
    }
}

#[test]
fn holds_the_six_countries_and_who_governs() {
    let table = CountryTable::shipped().unwrap();
    for iso3 in ["BIH", "MNE", "TUR", "BGR", "SRB", "XKX", "PSE", "VAT"] {
        assert!(table.get(iso3).unwrap().is_governed(), "{iso3}");
    }
    assert!(!table.get("ATA").unwrap().is_governed());
    assert_eq!(table.get("UNK"), None);
    assert_eq!(table.iter().len(), 250);
    for country in table.iter() {
        for neighbour in &country.borders {
            let other = table.get(neighbour).unwrap();
            assert!(other.borders.contains(&country.iso3), "{} {neighbour}", country.iso3);
        }
    }
}

const HEADER: &str = "iso3,iso2,m49,name,official_name,region,un_since,eu_since,eu_until,coe_since,coe_until,borders,note\n";
const NAMES: &str = "iso3,name,lang,kind,valid_from,valid_until\n";

fn error(countries: &str, names: &str) -> String {
    let countries = format!("{HEADER}{countries}");
    let names = format!("{NAMES}{names}");
    CountryTable::from_csv(countries.as_bytes(), names.as_bytes()).unwrap_err().to_string()
}

#[test]
fn refuses_a_table_that_contradicts_itself() {
    let aaa = "AAA,AA,001,Aland,,,1945,,,,,,\n";
    let bbb = "BBB,BB,002,Bland,,,,,,,,,\n";
    assert_eq!(
        error(&format!("{aaa}AAA,AB,003,Cland,,,,,,,,,\n"), ""),
        "countries.csv:3:1: found the code AAA a second time"
    );
    assert_eq!(
        error(&format!("{aaa}{bbb}"), "BBB,aland,en,alias,,\n"),
        "names.csv:2:5: found the name \"aland\", which stands for AAA already"
    );
    assert_eq!(
        error(aaa, "CCC,x,en,alias,,\n"),
        "names.csv:2:1: found the code \"CCC\", expected one of countries.csv"
    );
    assert_eq!(
        error("AAA,AA,001,Aland,,,1945-13,,,,,,\n", ""),
        "countries.csv:2:20: found \"1945-13\", expected a date as YYYY, YYYY-MM or YYYY-MM-DD"
    );
}
