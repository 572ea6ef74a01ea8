//! Countries, their names, borders and memberships, and their governments, as quads of the graph
//! `reference`.
//!
//! It states what the table holds and takes no position on status; the note of the table goes
//! with the place.

use oxrdf::{LiteralRef, NamedNode, NamedNodeRef, Quad};
use rustc_hash::FxHashSet;
use sulh_ontology::{Base, Kind, org, rdf, serbian_latin, skos, sulh};

use crate::{
    country_table::{Body, Country, CountryName, CountryTable, Membership},
    quad_writer::{QuadWriter, collect},
};

/// All quads of the countries, in the order of the table, without blank nodes or repetitions.
///
/// A membership is an `org:Membership` at `id/membership/{code}-in-{body}` with its dates; while
/// it lasts there is a `sulh:memberOf` beside it.
/// Cost: O(countries + names).
pub fn country_quads(table: &CountryTable, base: &Base) -> Vec<Quad> {
    collect(base.graph_reference(), |writer| {
        for body in [Body::UnitedNations, Body::EuropeanUnion, Body::CouncilOfEurope] {
            write_body(writer, base, body);
        }
        for country in table.iter() {
            let iri = base.id(Kind::Country, &country.iso3);
            write_country(writer, base, &iri, country);
            write_names(writer, &iri, country);
            for membership in &country.memberships {
                write_membership(writer, base, &iri, country, membership);
            }
            if country.is_governed() {
                write_government(writer, base, &iri, country);
            }
        }
    })
}

impl Body {
    fn slug(self) -> &'static str {
        match self {
            Self::UnitedNations => "united-nations",
            Self::EuropeanUnion => "european-union",
            Self::CouncilOfEurope => "council-of-europe",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::UnitedNations => "United Nations",
            Self::EuropeanUnion => "European Union",
            Self::CouncilOfEurope => "Council of Europe",
        }
    }

    fn iri(self, base: &Base) -> NamedNode {
        base.id(Kind::Organization, self.slug())
    }
}

/// The names of the countries in the languages of the region, in the graph of where they are from:
/// drafts in the graph of drafts, the others in that of CLDR.
///
/// Cost: O(countries · languages).
pub fn country_label_quads(table: &CountryTable, base: &Base, drafts: bool) -> Vec<Quad> {
    let source = if drafts { "labels-draft" } else { "cldr" };
    collect(base.graph_source(source), |writer| {
        for country in table.iter() {
            let iri = base.id(Kind::Country, &country.iso3);
            for label in country.labels.iter().filter(|label| label.draft == drafts) {
                let language = label.language.to_ascii_lowercase();
                let name =
                    LiteralRef::new_language_tagged_literal_unchecked(&label.name, &language);
                writer.write(&iri, skos::PREF_LABEL, name);
            }
        }
    })
}

fn write_body(writer: &mut QuadWriter<'_>, base: &Base, body: Body) {
    let iri = body.iri(base);
    writer.write(&iri, rdf::TYPE, sulh::ORGANIZATION);
    writer.english(&iri, skos::PREF_LABEL, body.name());
    writer.write(&iri, sulh::SECTOR_PROPERTY, &base.id(Kind::Sector, "intergovernmental"));
}

fn write_country(writer: &mut QuadWriter<'_>, base: &Base, iri: &NamedNode, country: &Country) {
    writer.write(iri, rdf::TYPE, sulh::COUNTRY);
    writer.plain(iri, sulh::ISO3, &country.iso3);
    for (property, code) in [(sulh::ISO2, &country.iso2), (sulh::M49, &country.m49)] {
        if let Some(code) = code {
            writer.plain(iri, property, code);
        }
    }
    if !country.region.is_empty() {
        writer.english(iri, sulh::REGION, &country.region);
    }
    for neighbour in &country.borders {
        writer.write(iri, sulh::BORDERS, &base.id(Kind::Country, neighbour));
    }
    if let Some(note) = &country.note {
        writer.english(iri, sulh::STATUS_NOTE, note);
    }
}

/// One preferred label a language: the first short name, unless a table of labels has one in the
/// language; all other names are alternative labels.
fn write_names(writer: &mut QuadWriter<'_>, iri: &NamedNode, country: &Country) {
    let mut written = FxHashSet::default();
    let mut write = |property: NamedNodeRef<'static>, name: &str, language: &str| {
        if written.insert((property.as_str(), name.to_owned(), language.to_owned())) {
            let literal = LiteralRef::new_language_tagged_literal_unchecked(name, language);
            writer.write(iri, property, literal);
        }
    };
    write(skos::PREF_LABEL, &country.name, "en");
    if !country.official_name.is_empty() {
        write(sulh::OFFICIAL_NAME, &country.official_name, "en");
    }
    let labels = labels(country);
    let mut preferred: FxHashSet<String> =
        labels.iter().map(|(language, _)| language.clone()).collect();
    preferred.insert("en".to_owned());
    for CountryName { name, language, kind, .. } in &country.names {
        let language = language.to_ascii_lowercase();
        if kind == "short" && preferred.insert(language.clone()) {
            write(skos::PREF_LABEL, name, &language);
            continue;
        }
        match kind.as_str() {
            "official" => write(sulh::OFFICIAL_NAME, name, &language),
            "former" => write(sulh::PERIOD_NAME, name, &language),
            _ => {}
        }
        let is_label = (language == "en" && *name == country.name)
            || labels.iter().any(|(known, label)| *known == language && label == name);
        if !is_label {
            write(skos::ALT_LABEL, name, &language);
        }
    }
}

/// The preferred labels that stand in the graphs of labels, with Serbian in both alphabets.
fn labels(country: &Country) -> Vec<(String, String)> {
    let mut labels = Vec::with_capacity(country.labels.len() + 1);
    for label in &country.labels {
        let language = label.language.to_ascii_lowercase();
        if language == "sr-cyrl" {
            labels.push(("sr-latn".to_owned(), serbian_latin(&label.name)));
        }
        labels.push((language, label.name.clone()));
    }
    labels
}

fn write_membership(
    writer: &mut QuadWriter<'_>,
    base: &Base,
    iri: &NamedNode,
    country: &Country,
    membership: &Membership,
) {
    let slug = format!("{}-in-{}", country.iso3.to_ascii_lowercase(), membership.body.slug());
    let node = base.id(Kind::Membership, &slug);
    let body = membership.body.iri(base);
    writer.write(&node, rdf::TYPE, org::MEMBERSHIP);
    let label = format!("{} in the {}", country.name, membership.body.name());
    writer.english(&node, skos::PREF_LABEL, &label);
    writer.write(&node, org::MEMBER, iri);
    writer.write(&node, org::ORGANIZATION_PROPERTY, &body);
    writer.write(&node, sulh::SINCE, &membership.since.to_literal());
    match membership.until {
        Some(until) => writer.write(&node, sulh::UNTIL, &until.to_literal()),
        None => writer.write(iri, sulh::MEMBER_OF, &body),
    }
}

fn write_government(writer: &mut QuadWriter<'_>, base: &Base, iri: &NamedNode, country: &Country) {
    let government = base.government_of(&country.iso3);
    writer.write(&government, rdf::TYPE, sulh::ORGANIZATION);
    writer.english(&government, skos::PREF_LABEL, &format!("Government of {}", country.name));
    writer.write(&government, sulh::SECTOR_PROPERTY, &base.id(Kind::Sector, "government"));
    writer.write(&government, sulh::BASED_IN, iri);
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn lines() -> Vec<String> {
        let table = CountryTable::shipped().unwrap();
        country_quads(&table, &Base::default())
            .iter()
            .map(|quad| quad.to_string().replace("https://w3id.org/sulh/", ""))
            .collect()
    }

    #[test]
    fn states_what_the_table_holds_of_kosovo() {
        let lines = lines();
        let about = |what: &str| lines.iter().filter(|line| line.starts_with(what)).count();
        let has = |line: &str| assert!(lines.iter().any(|found| found.starts_with(line)), "{line}");
        has("<id/country/XKX> <ns#iso3> \"XKX\" <graph/reference>");
        has("<id/country/XKX> <ns#statusNote> \"The name is used without prejudice");
        has("<id/country/XKX> <ns#borders> <id/country/SRB>");
        has("<id/organization/government-of-xkx> <ns#basedIn> <id/country/XKX>");
        assert_eq!(about("<id/membership/xkx-in-"), 0);
        assert_eq!(about("<id/organization/government-of-hkg>"), 0);
    }

    #[test]
    fn states_memberships_with_their_dates() {
        let lines = lines();
        let has = |line: &str| assert!(lines.iter().any(|found| found.starts_with(line)), "{line}");
        has("<id/membership/bih-in-united-nations> <ns#since> \"1992-05-22\"");
        has("<id/country/BGR> <ns#memberOf> <id/organization/european-union>");
        has("<id/membership/gbr-in-european-union> <ns#until> ");
        assert!(!lines.iter().any(|line| {
            line.starts_with("<id/country/GBR> <ns#memberOf> <id/organization/european-union>")
        }));
    }

    #[test]
    fn a_language_has_one_preferred_label_and_no_other_name_repeats_it() {
        let table = CountryTable::shipped().unwrap();
        let base = Base::default();
        let mut quads = country_quads(&table, &base);
        quads.extend(country_label_quads(&table, &base, false));
        quads.extend(country_label_quads(&table, &base, true));
        let mut preferred = FxHashSet::default();
        let mut labels = FxHashSet::default();
        for quad in quads.iter().filter(|quad| quad.predicate == skos::PREF_LABEL) {
            let oxrdf::Term::Literal(label) = &quad.object else { continue };
            let language = label.language().unwrap_or_default().to_owned();
            assert!(preferred.insert((&quad.subject, language)), "{quad}");
            labels.insert((&quad.subject, label));
        }
        for quad in quads.iter().filter(|quad| quad.predicate == skos::ALT_LABEL) {
            let oxrdf::Term::Literal(name) = &quad.object else { continue };
            assert!(!labels.contains(&(&quad.subject, name)), "{quad}");
        }
        assert!(labels.len() > 250 * 9);
    }

    #[test]
    fn repeats_no_quad_and_has_no_blank_node() {
        let lines = lines();
        let distinct: FxHashSet<_> = lines.iter().collect();
        assert_eq!(distinct.len(), lines.len());
        assert!(lines.iter().all(|line| !line.contains("_:")));
    }
}
