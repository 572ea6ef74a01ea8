//! Countries and territories, and the one that a name or a code of any time means.
//!
//! It resolves; it writes no quads and guesses nothing: a name that it does not hold is unknown.

use rustc_hash::FxHashMap;
use sulh_ontology::CsvKind;

use crate::{
    country_name::fold,
    error::TableError,
    historical_state::{HISTORICAL_STATES, HistoricalState},
    partial_date::PartialDate,
    reference_rows::ReferenceRows,
    shipped_table::shipped_table,
};

/// Codes in use for Kosovo beside `XKX`.
const KOSOVO_CODES: [&str; 3] = ["XK", "UNK", "KOS"];

/// Those that have a government of their own without a membership of the United Nations: their two
/// observers, the two States in free association with New Zealand, Kosovo and Taiwan.
const GOVERNED_NON_MEMBERS: [&str; 6] = ["COK", "NIU", "PSE", "TWN", "VAT", "XKX"];

/// An entry of ISO 3166-1, or Kosovo: a country or a territory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Country {
    /// ISO 3166-1 alpha-3, upper case; `XKX` for Kosovo.
    pub iso3: String,
    /// ISO 3166-1 alpha-2; `XK` for Kosovo.
    pub iso2: Option<String>,
    /// The three digits of UN M49, where it has them.
    pub m49: Option<String>,
    /// The short English name.
    pub name: String,
    /// The official English name.
    pub official_name: String,
    /// The M49 sub-region in English.
    pub region: String,
    /// Memberships, the United Nations first.
    pub memberships: Vec<Membership>,
    /// The codes of the countries that share a land border.
    pub borders: Vec<String>,
    /// A neutral note on the status.
    pub note: Option<String>,
    /// Further names, in the order of the table.
    pub names: Vec<CountryName>,
    /// The names in the languages of the region, one a language.
    pub labels: Vec<CountryLabel>,
}

impl Country {
    /// Whether a government of its own can make or answer a recommendation.
    pub fn is_governed(&self) -> bool {
        self.memberships.iter().any(|membership| membership.body == Body::UnitedNations)
            || GOVERNED_NON_MEMBERS.contains(&self.iso3.as_str())
    }
}

/// The bodies of which memberships are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Body {
    /// The United Nations.
    UnitedNations,
    /// The European Union and the Communities before it.
    EuropeanUnion,
    /// The Council of Europe.
    CouncilOfEurope,
}

/// A membership of one body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Membership {
    /// The body.
    pub body: Body,
    /// Its beginning.
    pub since: PartialDate,
    /// Its end, if it has ended.
    pub until: Option<PartialDate>,
}

/// A further name of a country.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountryName {
    /// The name.
    pub name: String,
    /// Its language as a BCP 47 tag.
    pub language: String,
    /// `short`, `official`, `former` or `alias`.
    pub kind: String,
    /// The beginning of its use, where known.
    pub since: Option<PartialDate>,
    /// The end of its use, if it has ended.
    pub until: Option<PartialDate>,
}

/// What a name or a code stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resolution<'t> {
    /// Exactly one country of today.
    Country(&'t Country),
    /// A dissolved state with several successors.
    Historical(&'t HistoricalState),
    /// Nothing that the table holds.
    Unknown,
}

/// All countries and their names.
#[derive(Debug, Clone)]
pub struct CountryTable {
    countries: Vec<Country>,
    by_code: FxHashMap<String, usize>,
    by_name: FxHashMap<String, Meaning>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Country(usize),
    Historical(usize),
}

impl CountryTable {
    /// The table that the binary carries. Cost: a few milliseconds; keep it.
    ///
    /// # Errors
    /// As [`CountryTable::from_csv`]; none with the data as shipped.
    pub fn shipped() -> Result<Self, TableError> {
        let (_, countries) = shipped_table(CsvKind::Countries)?;
        let (_, names) = shipped_table(CsvKind::CountryNames)?;
        Self::from_csv(countries.as_bytes(), names.as_bytes())?.with_shipped_labels()
    }

    /// Reads the two files of `data/countries`.
    ///
    /// # Errors
    /// [`TableError`] for a missing column, a malformed row, a date that is none, a code that no
    /// country has, and a name that would stand for two countries.
    pub fn from_csv(countries: &[u8], names: &[u8]) -> Result<Self, TableError> {
        let mut table = Self {
            countries: Vec::with_capacity(256),
            by_code: FxHashMap::default(),
            by_name: FxHashMap::default(),
        };
        table.read_countries(countries)?;
        table.read_names(names)?;
        table.add_historical_states();
        Ok(table)
    }

    /// What a name or an ISO code stands for.
    ///
    /// Case, diacritics, punctuation, curly quotes and a leading `the` do not matter; `&` is `and`.
    /// Codes are alpha-2, alpha-3 or three digits; `XK`, `UNK` and `KOS` are Kosovo.
    /// Cost: O(characters).
    pub fn resolve(&self, name: &str) -> Resolution<'_> {
        if let Some(country) = self.by_code(name.trim()) {
            return Resolution::Country(country);
        }
        match self.by_name.get(&fold(name)) {
            Some(Meaning::Country(index)) => {
                self.countries.get(*index).map_or(Resolution::Unknown, Resolution::Country)
            }
            Some(Meaning::Historical(index)) => {
                HISTORICAL_STATES.get(*index).map_or(Resolution::Unknown, Resolution::Historical)
            }
            None => Resolution::Unknown,
        }
    }

    /// The country with an ISO 3166-1 alpha-3 code in upper case.
    pub fn get(&self, iso3: &str) -> Option<&Country> {
        self.countries.get(*self.by_code.get(iso3)?).filter(|country| country.iso3 == iso3)
    }

    /// All countries, in the order of the table.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Country> {
        self.countries.iter()
    }

    fn by_code(&self, code: &str) -> Option<&Country> {
        if !matches!(code.len(), 2 | 3) {
            return None;
        }
        self.countries.get(*self.by_code.get(&code.to_ascii_uppercase())?)
    }

    fn read_countries(&mut self, input: &[u8]) -> Result<(), TableError> {
        let mut rows = ReferenceRows::open(
            "countries.csv",
            input,
            [
                "iso3",
                "iso2",
                "m49",
                "name",
                "official_name",
                "region",
                "un_since",
                "eu_since",
                "eu_until",
                "coe_since",
                "coe_until",
                "borders",
                "note",
            ],
        )?;
        while rows.advance()? {
            let [iso3, iso2, m49, name, official, region, .., borders, note] = rows.fields();
            let country = Country {
                iso3: iso3.to_owned(),
                iso2: filled(iso2),
                m49: filled(m49),
                name: name.to_owned(),
                official_name: official.to_owned(),
                region: region.to_owned(),
                memberships: memberships(&rows)?,
                borders: borders
                    .split('|')
                    .filter(|code| !code.is_empty())
                    .map(str::to_owned)
                    .collect(),
                note: filled(note),
                names: Vec::new(),
                labels: Vec::new(),
            };
            self.add_country(country, &rows)?;
        }
        if let Some(kosovo) = self.by_code.get("XKX").copied() {
            self.by_code.extend(KOSOVO_CODES.map(|code| (code.to_owned(), kosovo)));
        }
        Ok(())
    }

    fn add_country(
        &mut self,
        country: Country,
        rows: &ReferenceRows<'_, 13>,
    ) -> Result<(), TableError> {
        let index = self.countries.len();
        let codes = [Some(&country.iso3), country.iso2.as_ref(), country.m49.as_ref()];
        for code in codes.into_iter().flatten() {
            if self.by_code.insert(code.clone(), index).is_some() {
                return Err(rows.fault(
                    0,
                    "repeated-code",
                    format!("found the code {code} a second time"),
                ));
            }
        }
        for (column, name) in [(3, &country.name), (4, &country.official_name)] {
            self.add_name(name, index)
                .map_err(|message| rows.fault(column, "ambiguous-name", message))?;
        }
        self.countries.push(country);
        Ok(())
    }

    fn read_names(&mut self, input: &[u8]) -> Result<(), TableError> {
        let columns = ["iso3", "name", "lang", "kind", "valid_from", "valid_until"];
        let mut rows = ReferenceRows::open("names.csv", input, columns)?;
        while rows.advance()? {
            let [iso3, name, language, kind, ..] = rows.fields();
            let Some(index) = self.by_code.get(iso3).copied() else {
                return Err(rows.fault(
                    0,
                    "unknown-code",
                    format!("found the code {iso3:?}, expected one of countries.csv"),
                ));
            };
            self.add_name(name, index)
                .map_err(|message| rows.fault(1, "ambiguous-name", message))?;
            let entry = CountryName {
                name: name.to_owned(),
                language: language.to_owned(),
                kind: kind.to_owned(),
                since: rows.date(4)?,
                until: rows.date(5)?,
            };
            if let Some(country) = self.countries.get_mut(index) {
                country.names.push(entry);
            }
        }
        Ok(())
    }

    fn add_name(&mut self, name: &str, index: usize) -> Result<(), String> {
        if name.is_empty() {
            return Ok(());
        }
        match self.by_name.insert(fold(name), Meaning::Country(index)) {
            Some(Meaning::Country(other)) if other != index => {
                let code = self.countries.get(other).map_or("another country", |other| &other.iso3);
                Err(format!("found the name {name:?}, which stands for {code} already"))
            }
            _ => Ok(()),
        }
    }

    fn add_historical_states(&mut self) {
        for (index, state) in HISTORICAL_STATES.iter().enumerate() {
            for name in std::iter::once(&state.name).chain(state.aliases) {
                self.by_name.entry(fold(name)).or_insert(Meaning::Historical(index));
            }
        }
    }
}

fn memberships(rows: &ReferenceRows<'_, 13>) -> Result<Vec<Membership>, TableError> {
    let bodies = [
        (Body::UnitedNations, rows.date(6)?, None),
        (Body::EuropeanUnion, rows.date(7)?, rows.date(8)?),
        (Body::CouncilOfEurope, rows.date(9)?, rows.date(10)?),
    ];
    Ok(bodies
        .into_iter()
        .filter_map(|(body, since, until)| Some(Membership { body, since: since?, until }))
        .collect())
}

fn filled(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

mod labels;
#[cfg(test)]
mod tests;

pub use labels::CountryLabel;
