//! A table of organisations becomes quads of one source graph.
//!
//! A row is one organisation, and the row is its evidence. A value that no list or table knows
//! makes the row a reject; nothing is guessed.

use std::collections::BTreeSet;

use oxrdf::{LiteralRef, NamedNode, QuadRef};
use rustc_hash::FxHashMap;
use sulh_ontology::{Base, Kind, dcterms, foaf, org, prov, rdf, skos, slug, sulh};

use crate::{
    country_table::{CountryTable, Resolution},
    csv_table::{CsvTable, Record},
    diagnostic::Severity,
    error::{ImportError, TableError},
    import::Import,
    quad_writer::QuadWriter,
    reject::Rejection,
    tabular_document::TabularDocument,
};

/// The sectors that a row may name.
const SECTORS: [&str; 7] =
    ["civil-society", "research", "government", "intergovernmental", "donor", "media", "business"];

/// What an import of organisations needs beside the file.
#[derive(Debug, Clone, Copy)]
pub struct OrganizationOptions<'a> {
    /// The file as the user named it; the id of the source comes from its last part.
    pub file: &'a str,
    /// The base of all IRIs.
    pub base: &'a Base,
    /// Countries and their names.
    pub countries: &'a CountryTable,
    /// Whether malformed rows become rejects; if not, the first one fails the import.
    pub keep_going: bool,
}

/// The id of the source that a file of organisations is: `organizations-{name of the file}`.
pub fn organization_source(file: &str) -> String {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    match slug(stem).unwrap_or_default().as_str() {
        "" | "organizations" => "organizations".to_owned(),
        slug => format!("organizations-{}", slug.strip_prefix("organizations-").unwrap_or(slug)),
    }
}

/// Imports organisations into `graph/source/{organization_source(file)}`.
///
/// Columns: `name`, and where present `lang` (BCP 47), `sector` (a slug of the list), `country` (a
/// name or code), `abbreviation`, `url`, `parent` (the name of another organisation). The IRI is
/// the slug of the name; a parent that has no row of its own is named and remarked.
///
/// # Errors
/// [`ImportError::Table`] for a file without the column `name`, a header that cannot be read and,
/// unless `keep_going`, the first malformed row.
pub fn import_organizations(
    input: &[u8],
    options: &OrganizationOptions<'_>,
) -> Result<Import, ImportError> {
    let table = CsvTable::open(options.file, input)?;
    let columns = Columns::find(&table)?;
    let source = organization_source(options.file);
    let graph = options.base.graph_source(&source);
    let mut import = Import::new(graph.clone(), &table);
    let mut quads = Vec::new();
    let mut sink = |quad: QuadRef<'_>| quads.push(quad.into_owned());
    let importer = Importer {
        options,
        columns,
        document: TabularDocument::new(options.base, options.file, input),
        seen: FxHashMap::default(),
        parents: Vec::new(),
        countries: BTreeSet::new(),
        writer: QuadWriter::new(graph, &mut sink),
    };
    importer.run(table, &mut import, &options.base.id(Kind::Source, &source))?;
    import.quads = quads;
    Ok(import)
}

struct Columns {
    name: usize,
    lang: Option<usize>,
    sector: Option<usize>,
    country: Option<usize>,
    abbreviation: Option<usize>,
    url: Option<usize>,
    parent: Option<usize>,
}

impl Columns {
    fn find(table: &CsvTable<'_>) -> Result<Self, TableError> {
        let optional = |name| match table.column(name) {
            Err(TableError::MissingColumn { .. }) => Ok(None),
            found => found.map(Some),
        };
        Ok(Self {
            name: table.column("name")?,
            lang: optional("lang")?,
            sector: optional("sector")?,
            country: optional("country")?,
            abbreviation: optional("abbreviation")?,
            url: optional("url")?,
            parent: optional("parent")?,
        })
    }
}

struct Importer<'a, 's> {
    options: &'a OrganizationOptions<'a>,
    columns: Columns,
    document: TabularDocument,
    /// Slug to the line and the byte offset of its row.
    seen: FxHashMap<String, (u64, usize)>,
    /// Slug and name of each parent, and the remark if it should have no row.
    parents: Vec<(String, String, crate::diagnostic::Diagnostic)>,
    countries: BTreeSet<String>,
    writer: QuadWriter<'s>,
}

/// A row that can be taken.
struct Organization<'r> {
    slug: String,
    name: &'r str,
    language: Option<String>,
    sector: Option<NamedNode>,
    country: Option<&'r str>,
    abbreviation: &'r str,
    homepage: Option<NamedNode>,
    parent: Option<(String, &'r str)>,
}

impl<'a> Importer<'a, '_> {
    fn run(
        mut self,
        mut table: CsvTable<'a>,
        import: &mut Import,
        source: &NamedNode,
    ) -> Result<(), ImportError> {
        let mut record = Record::default();
        loop {
            match table.read(&mut record) {
                Ok(true) => {
                    let outcome = self.accept(&table, &record, import);
                    import.count(&record, outcome);
                }
                Ok(false) => break,
                Err(malformed) => {
                    import.count_malformed(*malformed, self.options.keep_going)?;
                }
            }
        }
        self.write_parents(import);
        self.write_source(source);
        Ok(())
    }

    fn accept(
        &mut self,
        table: &CsvTable<'a>,
        record: &Record<'a>,
        import: &mut Import,
    ) -> Result<(), Rejection> {
        let row = self.read(record)?;
        let iri = self.options.base.id(Kind::Organization, &row.slug);
        if let Some((line, start)) = self.seen.get(&row.slug).copied() {
            let mut earlier = Record::default();
            let read = table.read_at(start, &mut earlier);
            if !read || !earlier.fields().eq(record.fields()) {
                return Err(Rejection::repeated_id(&row.slug, line));
            }
            import.counts.repeated += 1;
        } else {
            import.counts.items += 1;
            self.seen.insert(row.slug.clone(), (record.line, record.start()));
            self.write(&iri, &row);
            self.note_parent(table, record, row.parent);
        }
        let evidence = self.document.row(record.line);
        self.document.write_row(&mut self.writer, &evidence, record.line);
        self.writer.write(&iri, prov::WAS_DERIVED_FROM, &evidence);
        Ok(())
    }

    fn note_parent(
        &mut self,
        table: &CsvTable<'a>,
        record: &Record<'a>,
        parent: Option<(String, &str)>,
    ) {
        let (Some((slug, name)), Some(column)) = (parent, self.columns.parent) else { return };
        let message = format!("found the parent {name:?}, which has no row of its own");
        let remark = table.diagnostic(record, column, Severity::Warning, "unknown-parent", message);
        self.parents.push((slug, name.to_owned(), remark));
    }

    fn read<'r>(&self, record: &'r Record<'_>) -> Result<Organization<'r>, Rejection> {
        let text = |column: Option<usize>| column.map_or("", |column| record.get(column).trim());
        let some = |column| Some(text(column)).filter(|text| !text.is_empty());
        let name = some(Some(self.columns.name))
            .ok_or_else(|| Rejection::missing("missing-name", "name"))?;
        Ok(Organization {
            slug: slug_of(name)?,
            name,
            language: some(self.columns.lang).map(language).transpose()?,
            sector: some(self.columns.sector).map(|text| self.sector(text)).transpose()?,
            country: some(self.columns.country),
            abbreviation: text(self.columns.abbreviation),
            homepage: some(self.columns.url).map(homepage).transpose()?,
            parent: some(self.columns.parent)
                .map(|parent| Ok((slug_of(parent)?, parent)))
                .transpose()?,
        })
        .and_then(|row| self.with_known_country(row))
    }

    fn sector(&self, text: &str) -> Result<NamedNode, Rejection> {
        let slug = slug(text).unwrap_or_default();
        if SECTORS.contains(&slug.as_str()) {
            return Ok(self.options.base.id(Kind::Sector, &slug));
        }
        let reason = format!("unknown sector: {text:?}, expected one of {}", SECTORS.join(", "));
        Err(Rejection { code: "unknown-sector", reason })
    }

    fn with_known_country<'r>(&self, row: Organization<'r>) -> Result<Organization<'r>, Rejection> {
        match row.country.map(|name| self.options.countries.resolve(name)) {
            None | Some(Resolution::Country(_)) => Ok(row),
            Some(Resolution::Historical(state)) => Err(Rejection {
                code: "historical-country",
                reason: format!(
                    "{} has several successors: {}",
                    state.name,
                    state.successors.join(", ")
                ),
            }),
            Some(Resolution::Unknown) => Err(Rejection {
                code: "unknown-country",
                reason: format!(
                    "unknown country: {:?} is no name or ISO 3166-1 code of a country",
                    row.country.unwrap_or_default()
                ),
            }),
        }
    }

    fn write(&mut self, iri: &NamedNode, row: &Organization<'_>) {
        self.writer.write(iri, rdf::TYPE, sulh::ORGANIZATION);
        match &row.language {
            Some(language) => {
                let name = LiteralRef::new_language_tagged_literal_unchecked(row.name, language);
                self.writer.write(iri, skos::PREF_LABEL, name);
            }
            None => self.writer.plain(iri, skos::PREF_LABEL, row.name),
        }
        if !row.abbreviation.is_empty() {
            self.writer.plain(iri, skos::ALT_LABEL, row.abbreviation);
        }
        if let Some(sector) = &row.sector {
            self.writer.write(iri, sulh::SECTOR_PROPERTY, sector);
        }
        let resolved = row.country.map(|name| self.options.countries.resolve(name));
        if let Some(Resolution::Country(country)) = resolved {
            let place = self.options.base.id(Kind::Country, &country.iso3);
            self.writer.write(iri, sulh::BASED_IN, &place);
            self.countries.insert(country.iso3.clone());
        }
        if let Some(homepage) = &row.homepage {
            self.writer.write(iri, foaf::HOMEPAGE, homepage);
        }
        if let Some((parent, _)) = &row.parent {
            let parent = self.options.base.id(Kind::Organization, parent);
            self.writer.write(iri, org::SUB_ORGANIZATION_OF, &parent);
        }
    }

    /// Names the parents that have no row of their own.
    fn write_parents(&mut self, import: &mut Import) {
        for (slug, name, remark) in std::mem::take(&mut self.parents) {
            if self.seen.insert(slug.clone(), (remark.line, 0)).is_none() {
                let iri = self.options.base.id(Kind::Organization, &slug);
                self.writer.write(&iri, rdf::TYPE, sulh::ORGANIZATION);
                self.writer.plain(&iri, skos::PREF_LABEL, &name);
                import.diagnostics.push(remark);
            }
        }
    }

    fn write_source(&mut self, source: &NamedNode) {
        self.document.write(&mut self.writer);
        self.writer.write(source, rdf::TYPE, sulh::SOURCE);
        self.writer.plain(source, dcterms::TITLE, self.document.title());
        self.writer.english(source, dcterms::RIGHTS, "No licence is stated.");
        self.writer.write(source, prov::WAS_DERIVED_FROM, self.document.iri());
        for iso3 in &self.countries {
            let country = self.options.base.id(Kind::Country, iso3);
            self.writer.write(source, sulh::COVERS_COUNTRY, &country);
        }
    }
}

fn slug_of(name: &str) -> Result<String, Rejection> {
    slug(name).ok_or_else(|| Rejection {
        code: "no-slug",
        reason: format!("the name {name:?} has no letter or digit that an IRI can be made of"),
    })
}

/// The tag in lower case, as RDF compares it.
fn language(tag: &str) -> Result<String, Rejection> {
    let is_tag = tag.split('-').all(|part| {
        (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    }) && tag.starts_with(|first: char| first.is_ascii_alphabetic());
    if is_tag {
        return Ok(tag.to_ascii_lowercase());
    }
    let reason = format!("unknown language: {tag:?}, expected a BCP 47 tag such as sr-Latn");
    Err(Rejection { code: "invalid-language", reason })
}

fn homepage(url: &str) -> Result<NamedNode, Rejection> {
    let scheme = url.split_once("://").map(|(scheme, _)| scheme);
    let is_web = matches!(scheme, Some("http" | "https"));
    NamedNode::new(url).ok().filter(|_| is_web).ok_or_else(|| Rejection {
        code: "invalid-url",
        reason: format!("invalid url: {url:?}, expected a web address, http or https"),
    })
}

#[cfg(test)]
mod tests;
