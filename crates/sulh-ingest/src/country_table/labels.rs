//! The names of countries in the languages of the region, one a language.
//!
//! They come from two tables: of CLDR, and drafts where CLDR has none. Each name leads back to its
//! country as the other names do.

use sulh_ontology::CsvKind;

use super::CountryTable;
use crate::{error::TableError, reference_rows::ReferenceRows, shipped_table::shipped_table};

/// The languages of the table of CLDR, in its order.
const LANGUAGES: [&str; 8] = ["bs", "hr", "cnr", "sr-Cyrl", "tr", "bg", "sq", "mk"];

/// The name of a country in one language of the region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountryLabel {
    /// The name.
    pub name: String,
    /// Its language as a BCP 47 tag.
    pub language: String,
    /// Whether it is a draft, and not taken from CLDR.
    pub draft: bool,
}

impl CountryTable {
    /// Adds what the two tables of labels hold.
    pub(super) fn with_shipped_labels(mut self) -> Result<Self, TableError> {
        let (_, cldr) = shipped_table(CsvKind::CountryLabels)?;
        let (_, drafts) = shipped_table(CsvKind::CountryDrafts)?;
        self.read_labels(cldr.as_bytes())?;
        self.read_drafts(drafts.as_bytes())?;
        Ok(self)
    }

    /// Reads a table with a column a language; an empty field is no name.
    fn read_labels(&mut self, input: &[u8]) -> Result<(), TableError> {
        let [bs, hr, cnr, sr, tr, bg, sq, mk] = LANGUAGES;
        let columns = ["iso3", bs, hr, cnr, sr, tr, bg, sq, mk];
        let mut rows = ReferenceRows::open("cldr.csv", input, columns)?;
        while rows.advance()? {
            let [iso3, names @ ..] = rows.fields();
            for (column, (language, name)) in LANGUAGES.into_iter().zip(names).enumerate() {
                self.add_label(iso3, language, name, false)
                    .map_err(|message| rows.fault(column + 1, "wrong-label", message))?;
            }
        }
        Ok(())
    }

    fn read_drafts(&mut self, input: &[u8]) -> Result<(), TableError> {
        let mut rows = ReferenceRows::open("drafts.csv", input, ["iso3", "lang", "name"])?;
        while rows.advance()? {
            let [iso3, language, name] = rows.fields();
            self.add_label(iso3, language, name, true)
                .map_err(|message| rows.fault(2, "wrong-label", message))?;
        }
        Ok(())
    }

    fn add_label(
        &mut self,
        iso3: &str,
        language: &str,
        name: &str,
        draft: bool,
    ) -> Result<(), String> {
        if name.is_empty() {
            return Ok(());
        }
        let Some(index) = self.by_code.get(iso3).copied() else {
            return Err(format!("found the code {iso3:?}, expected one of countries.csv"));
        };
        self.add_name(name, index)?;
        let Some(country) = self.countries.get_mut(index) else { return Ok(()) };
        if country.labels.iter().any(|label| label.language == language) {
            return Err(format!("found a second name of {iso3} in {language}"));
        }
        let (name, language) = (name.to_owned(), language.to_owned());
        country.labels.push(CountryLabel { name, language, draft });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use crate::country_table::Resolution;

    #[test]
    fn every_country_has_one_name_in_each_language() {
        let table = CountryTable::shipped().unwrap();
        for country in table.iter() {
            for language in LANGUAGES {
                let names = country.labels.iter().filter(|label| label.language == language);
                assert_eq!(names.count(), 1, "{} in {language}", country.iso3);
            }
        }
        let drafts: Vec<_> =
            table.iter().flat_map(|country| &country.labels).filter(|label| label.draft).collect();
        assert!(!drafts.is_empty() && drafts.len() < 10);
        assert!(drafts.iter().all(|label| label.language == "cnr"));
    }

    #[test]
    fn names_of_every_language_resolve() {
        let table = CountryTable::shipped().unwrap();
        for (name, code) in [
            ("Njemačka", "DEU"),
            ("Немачка", "DEU"),
            ("Almanya", "DEU"),
            ("Gjermani", "DEU"),
            ("Sjeverna Makedonija", "MKD"),
            ("Обединето Кралство", "GBR"),
            ("Съединени щати", "USA"),
            ("Kosova", "XKX"),
        ] {
            match table.resolve(name) {
                Resolution::Country(country) => assert_eq!(country.iso3, code, "{name}"),
                other => assert_eq!(format!("{other:?}"), code, "{name}"),
            }
        }
    }

    #[test]
    fn wrong_tables_are_refused() {
        for (table, code) in [
            ("iso3,lang,name\nQQQ,cnr,Nigdje\n", "QQQ"),
            ("iso3,lang,name\nDEU,cnr,Austrija\n", "AUT"),
            ("iso3,lang,name\nDEU,cnr,Njemačka\n", "second"),
        ] {
            let error = CountryTable::shipped().unwrap().read_drafts(table.as_bytes()).unwrap_err();
            assert!(error.to_string().contains(code), "{error}");
        }
    }
}
