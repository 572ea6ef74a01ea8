//! The issue labels that a file uses, and the threats and themes that its recommendations get.

use std::collections::BTreeMap;

use oxrdf::NamedNode;
use rustc_hash::FxHashMap;
use sulh_ontology::{Base, Kind, rdf, skos, slug, sulh};

use super::{IssueKind, IssueMap, UprField};
use crate::quad_writer::QuadWriter;

/// The issue labels of one file.
pub(super) struct Issues<'a> {
    map: &'a IssueMap,
    base: &'a Base,
    by_label: FxHashMap<String, Label>,
    /// What the shipped schemes lack: kind and slug to name.
    undefined: BTreeMap<(IssueKind, String), String>,
}

struct Label {
    is_mapped: bool,
    targets: Vec<(IssueKind, NamedNode)>,
}

/// The threats and themes of one recommendation, each once.
pub(super) struct Subjects<'i>(Vec<&'i (IssueKind, NamedNode)>);

impl Subjects<'_> {
    /// States what a recommendation is about.
    pub(super) fn write(&self, writer: &mut QuadWriter<'_>, recommendation: &NamedNode) {
        for (kind, iri) in &self.0 {
            let property = match kind {
                IssueKind::Threat => sulh::ADDRESSES,
                IssueKind::Theme => sulh::THEME_PROPERTY,
            };
            writer.write(recommendation, property, iri);
        }
    }
}

impl<'a> Issues<'a> {
    pub(super) fn new(map: &'a IssueMap, base: &'a Base) -> Self {
        Self { map, base, by_label: FxHashMap::default(), undefined: BTreeMap::new() }
    }

    /// What the labels of a row, split by `|`, stand for.
    pub(super) fn subjects(
        &mut self,
        labels: &str,
        remark: &mut dyn FnMut(UprField, &'static str, &str),
    ) -> Subjects<'_> {
        let labels = || labels.split('|').map(str::trim).filter(|label| !label.is_empty());
        for label in labels() {
            if !self.by_label.contains_key(label) {
                self.add(label);
            }
        }
        let mut subjects = Vec::new();
        for label in labels() {
            let Some(found) = self.by_label.get(label) else { continue };
            if !found.is_mapped {
                remark(UprField::Issue, "unknown-issue", label);
            }
            for target in &found.targets {
                if !subjects.contains(&target) {
                    subjects.push(target);
                }
            }
        }
        Subjects(subjects)
    }

    fn add(&mut self, label: &str) {
        let mapped = self.map.get(label);
        let own = (IssueKind::Theme, slug(label).unwrap_or_else(|| label.to_owned()), label);
        let targets = mapped.map_or_else(
            || vec![own],
            |targets| {
                let parts = |target: &'a super::IssueTarget| {
                    (target.kind, target.slug.clone(), target.name.as_str())
                };
                targets.iter().map(parts).collect()
            },
        );
        let mut iris = Vec::with_capacity(targets.len());
        for (kind, slug, name) in targets {
            iris.push((kind, self.base.id(kind_of(kind), &slug)));
            if !self.map.is_defined(kind, &slug) {
                self.undefined.entry((kind, slug)).or_insert_with(|| name.to_owned());
            }
        }
        self.by_label
            .insert(label.to_owned(), Label { is_mapped: mapped.is_some(), targets: iris });
    }

    /// States the threats and themes that the shipped schemes lack.
    pub(super) fn write(&self, writer: &mut QuadWriter<'_>) {
        for ((kind, slug), name) in &self.undefined {
            let iri = self.base.id(kind_of(*kind), slug);
            let class = match kind {
                IssueKind::Threat => sulh::THREAT,
                IssueKind::Theme => sulh::THEME_CLASS,
            };
            writer.write(&iri, rdf::TYPE, class);
            writer.english(&iri, skos::PREF_LABEL, name);
        }
    }
}

fn kind_of(kind: IssueKind) -> Kind {
    match kind {
        IssueKind::Threat => Kind::Threat,
        IssueKind::Theme => Kind::Theme,
    }
}
