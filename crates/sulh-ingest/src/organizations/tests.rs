//! Organisations: what a row states, and why a row is not taken.

#![allow(clippy::unwrap_used, reason = "tests")]

use super::*;

fn import(input: &str) -> Import {
    let countries = CountryTable::shipped().unwrap();
    let options = OrganizationOptions {
        file: "dir/My list.csv",
        base: &Base::default(),
        countries: &countries,
        keep_going: false,
    };
    import_organizations(input.as_bytes(), &options).unwrap()
}

fn lines(import: &Import) -> Vec<String> {
    import.quads.iter().map(|quad| quad.to_string().replace("https://w3id.org/sulh/", "")).collect()
}

#[test]
fn states_an_organisation_and_its_evidence() {
    let import = import(
        "name,lang,sector,country,abbreviation,url,parent\n\
         Centar za istraživanje,bs,research,Bosnia & Herzegovina,CI,https://ci.example/,Savez\n",
    );
    let lines = lines(&import);
    for expected in [
        "<id/organization/centar-za-istrazivanje> <ns#basedIn> <id/country/BIH> <graph/source/organizations-my-list>",
        "<id/organization/centar-za-istrazivanje> <ns#sector> <id/sector/research> <graph/source/organizations-my-list>",
        "<id/organization/centar-za-istrazivanje> <http://www.w3.org/2004/02/skos/core#prefLabel> \"Centar za istraživanje\"@bs <graph/source/organizations-my-list>",
        "<id/organization/centar-za-istrazivanje> <http://www.w3.org/ns/org#subOrganizationOf> <id/organization/savez> <graph/source/organizations-my-list>",
        "<id/organization/savez> <http://www.w3.org/2004/02/skos/core#prefLabel> \"Savez\" <graph/source/organizations-my-list>",
        "<id/source/organizations-my-list> <ns#coversCountry> <id/country/BIH> <graph/source/organizations-my-list>",
    ] {
        assert!(lines.iter().any(|line| line == expected), "{expected}\n{lines:#?}");
    }
    let remarks: Vec<_> = import.diagnostics.iter().map(ToString::to_string).collect();
    assert_eq!(
        remarks,
        ["dir/My list.csv:2:80: found the parent \"Savez\", which has no row of its own"]
    );
}

#[test]
fn rejects_what_no_list_knows() {
    let import = import(
        "name,lang,sector,country,url\n\
         ,,,,\n\
         A,,wizards,,\n\
         B,,,Atlantis,\n\
         C,,,Yugoslavia,\n\
         D,12,,,\n\
         E,,,,javascript:x\n\
         F,,media,RS,\n\
         F,,media,RS,\n\
         F,,donor,RS,\n\
         ???,,,,\n",
    );
    let codes: Vec<_> = import.rejects.iter().map(|reject| (reject.line, reject.code)).collect();
    assert_eq!(
        codes,
        [
            (2, "missing-name"),
            (3, "unknown-sector"),
            (4, "unknown-country"),
            (5, "historical-country"),
            (6, "invalid-language"),
            (7, "invalid-url"),
            (10, "repeated-id"),
            (11, "no-slug"),
        ]
    );
    let counts = import.counts;
    assert_eq!((counts.rows, counts.accepted, counts.rejected), (10, 2, 8));
    assert_eq!((counts.items, counts.repeated), (1, 1));
}

#[test]
fn names_the_source_after_the_file() {
    assert_eq!(organization_source("a/organizations.csv"), "organizations");
    assert_eq!(organization_source("upr.csv"), "organizations-upr");
    assert_eq!(organization_source("organizations-2014.csv"), "organizations-2014");
}
