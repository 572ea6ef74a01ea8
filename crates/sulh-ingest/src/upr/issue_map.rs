//! Which threats and themes an issue label of the UPR stands for.
//!
//! A reader's own mapping replaces the rows of the labels that it names and leaves the others; a
//! label in neither is not lost: the import makes a theme of it.

use rustc_hash::{FxHashMap, FxHashSet};
use sulh_ontology::CsvKind;

use crate::{error::TableError, reference_rows::ReferenceRows, shipped_table::shipped_table};

/// A threat or a theme.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct IssueTarget {
    /// Which of the two.
    pub kind: IssueKind,
    /// The slug of its IRI.
    pub slug: String,
    /// Its English name.
    pub name: String,
}

/// What an issue label can stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IssueKind {
    /// Something that endangers people: `sulh:addresses`.
    Threat,
    /// A subject: `sulh:theme`.
    Theme,
}

/// Issue labels and what they stand for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct IssueMap {
    targets: FxHashMap<String, Vec<IssueTarget>>,
    defined: FxHashSet<(IssueKind, String)>,
}

impl IssueMap {
    /// The mapping that the binary carries.
    ///
    /// # Errors
    /// As [`IssueMap::from_csv`]; none with the data as shipped.
    pub fn shipped() -> Result<Self, TableError> {
        let (name, content) = shipped_table(CsvKind::UprIssues)?;
        let mut map = Self::from_csv(name, content.as_bytes())?;
        map.defined = map
            .targets
            .values()
            .flatten()
            .map(|target| (target.kind, target.slug.clone()))
            .collect();
        Ok(map)
    }

    /// Reads the columns `label,kind,slug,name`; a label may have several rows.
    ///
    /// # Errors
    /// [`TableError`] for a missing column, a malformed row, a kind other than `threat` or `theme`,
    /// an empty label or name, a slug with other than `a-z`, `0-9` and `-`.
    pub fn from_csv(file: &str, input: &[u8]) -> Result<Self, TableError> {
        let mut rows = ReferenceRows::open(file, input, ["label", "kind", "slug", "name"])?;
        let mut map = Self::default();
        while rows.advance()? {
            let [label, kind, slug, name] = rows.fields();
            let kind = match kind {
                "threat" => IssueKind::Threat,
                "theme" => IssueKind::Theme,
                _ => {
                    let message = format!("found the kind {kind:?}, expected threat or theme");
                    return Err(rows.fault(1, "unknown-kind", message));
                }
            };
            for (field, text) in [(0, label), (3, name)] {
                if text.is_empty() {
                    return Err(rows.fault(
                        field,
                        "empty-field",
                        "found nothing, expected a name".to_owned(),
                    ));
                }
            }
            if !is_slug(slug) {
                let message = format!(
                    "found the slug {slug:?}, expected lower-case letters, digits and hyphens"
                );
                return Err(rows.fault(2, "invalid-slug", message));
            }
            let target = IssueTarget { kind, slug: slug.to_owned(), name: name.to_owned() };
            let targets = map.targets.entry(label.to_owned()).or_default();
            if !targets.contains(&target) {
                targets.push(target);
            }
        }
        Ok(map)
    }

    /// This mapping with the labels of another one in place of its own.
    #[must_use]
    pub fn with(mut self, other: Self) -> Self {
        self.targets.extend(other.targets);
        self.defined.extend(other.defined);
        self
    }

    /// What a label stands for; `None` if the mapping does not have it.
    pub fn get(&self, label: &str) -> Option<&[IssueTarget]> {
        self.targets.get(label).map(Vec::as_slice)
    }

    /// Whether the shipped schemes define a threat or theme, so that an import need not.
    pub(crate) fn is_defined(&self, kind: IssueKind, slug: &str) -> bool {
        self.defined.contains(&(kind, slug.to_owned()))
    }

    /// The number of labels.
    pub fn len(&self) -> usize {
        self.targets.len()
    }

    /// Whether it has no label.
    pub fn is_empty(&self) -> bool {
        self.targets.is_empty()
    }
}

fn is_slug(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
}
