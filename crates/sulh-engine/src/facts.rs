//! Facts as one requester sees them: names, values and references by id.
//!
//! It reads a [`View`] and nothing else, so it cannot show what the requester may not see.
//! Ids hold for one view only: a `Facts` is made for each call and dropped with it.

use crate::language::Languages;
use crate::listing::Ref;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::RefCell;
use sulh_ontology::{Base, dcterms, foaf, rdf, rdfs, skos};
use sulh_store::rdf::{NamedNode, NamedNodeRef, Term};
use sulh_store::{Access, ReadError, TermId, View};

/// Predicates that name a thing, the best first.
const NAMES: [NamedNodeRef<'static>; 4] =
    [skos::PREF_LABEL, rdfs::LABEL, dcterms::TITLE, foaf::NAME];

/// What a view says, with a memory for what is asked again and again.
pub(crate) struct Facts<'e> {
    view: View,
    base: &'e Base,
    access: Access,
    revision: u64,
    languages: Languages,
    predicates: RefCell<FxHashMap<&'static str, Option<TermId>>>,
    refs: RefCell<FxHashMap<TermId, Ref>>,
}

impl<'e> Facts<'e> {
    /// The facts of a view that was made with `access`; `revision` is its number as the requester
    /// counts.
    pub(crate) fn new(view: View, base: &'e Base, access: Access, revision: u64) -> Self {
        let (predicates, refs) = Default::default();
        Self { view, base, access, revision, languages: Languages::default(), predicates, refs }
    }

    /// The same, naming things in these languages.
    pub(crate) fn reading(self, languages: Languages) -> Self {
        Self { languages, ..self }
    }

    /// The languages that it names things in.
    pub(crate) fn languages(&self) -> &Languages {
        &self.languages
    }

    /// What the view was made with.
    pub(crate) fn access(&self) -> &Access {
        &self.access
    }

    /// The number of the view's revision as the requester counts.
    pub(crate) fn revision(&self) -> u64 {
        self.revision
    }

    /// The view that it reads.
    pub(crate) fn view(&self) -> &View {
        &self.view
    }

    /// The base of the ids.
    pub(crate) fn base(&self) -> &'e Base {
        self.base
    }

    /// The id of a term of a vocabulary; remembered.
    pub(crate) fn term_id(&self, term: NamedNodeRef<'static>) -> Option<TermId> {
        let mut predicates = self.predicates.borrow_mut();
        *predicates.entry(term.as_str()).or_insert_with(|| self.view.id(term))
    }

    /// The id of an IRI that at least one visible fact has as subject or object.
    pub(crate) fn visible_id(&self, node: NamedNodeRef<'_>) -> Result<Option<TermId>, ReadError> {
        let Some(id) = self.view.id(node) else { return Ok(None) };
        let stated = self.view.triples(Some(id), None, None).next().transpose()?.is_some();
        let seen = stated || self.view.triples(None, None, Some(id)).next().transpose()?.is_some();
        Ok(seen.then_some(id))
    }

    /// What a subject has for a predicate, in id order.
    pub(crate) fn objects(
        &self,
        subject: TermId,
        predicate: NamedNodeRef<'static>,
    ) -> Result<Vec<TermId>, ReadError> {
        match self.term_id(predicate) {
            Some(predicate) => self.view.objects(subject, predicate).collect(),
            None => Ok(Vec::new()),
        }
    }

    /// The first of [`Facts::objects`].
    pub(crate) fn object(
        &self,
        subject: TermId,
        predicate: NamedNodeRef<'static>,
    ) -> Result<Option<TermId>, ReadError> {
        match self.term_id(predicate) {
            Some(predicate) => self.view.objects(subject, predicate).next().transpose(),
            None => Ok(None),
        }
    }

    /// What has an object for a predicate, in id order.
    pub(crate) fn subjects(
        &self,
        predicate: NamedNodeRef<'static>,
        object: TermId,
    ) -> Result<Vec<TermId>, ReadError> {
        match self.term_id(predicate) {
            Some(predicate) => self.view.subjects(predicate, object).collect(),
            None => Ok(Vec::new()),
        }
    }

    /// All things of a class, in id order.
    pub(crate) fn instances(&self, class: NamedNodeRef<'static>) -> Result<Vec<TermId>, ReadError> {
        match self.term_id(class) {
            Some(class) => self.subjects(rdf::TYPE, class),
            None => Ok(Vec::new()),
        }
    }

    /// Whether a thing is of a class.
    pub(crate) fn is_a(
        &self,
        thing: TermId,
        class: NamedNodeRef<'static>,
    ) -> Result<bool, ReadError> {
        let (Some(kind), Some(class)) = (self.term_id(rdf::TYPE), self.term_id(class)) else {
            return Ok(false);
        };
        Ok(self.view.triples(Some(thing), Some(kind), Some(class)).next().transpose()?.is_some())
    }

    /// The start and all that reaches it by `predicate`, in id order; cycles end.
    pub(crate) fn closure(
        &self,
        start: TermId,
        predicate: NamedNodeRef<'static>,
    ) -> Result<Vec<TermId>, ReadError> {
        let mut seen = FxHashSet::from_iter([start]);
        let mut waiting = vec![start];
        while let Some(at) = waiting.pop() {
            waiting.extend(self.subjects(predicate, at)?.into_iter().filter(|id| seen.insert(*id)));
        }
        let mut reached: Vec<TermId> = seen.into_iter().collect();
        reached.sort_unstable();
        Ok(reached)
    }

    /// The IRI of a node, or the value of a literal.
    pub(crate) fn text(&self, id: TermId) -> Result<String, ReadError> {
        if let Some(text) = self.view.with_text(id, str::to_owned) {
            return Ok(text);
        }
        Ok(match self.view.term(id)? {
            Term::Literal(literal) => literal.value().to_owned(),
            Term::NamedNode(node) => node.into_string(),
            other => other.to_string(),
        })
    }

    /// The first value of a predicate as text.
    pub(crate) fn value(
        &self,
        subject: TermId,
        predicate: NamedNodeRef<'static>,
    ) -> Result<Option<String>, ReadError> {
        self.object(subject, predicate)?.map(|id| self.text(id)).transpose()
    }

    /// All values of a predicate as text, sorted.
    pub(crate) fn values(
        &self,
        subject: TermId,
        predicate: NamedNodeRef<'static>,
    ) -> Result<Vec<String>, ReadError> {
        let mut values = self
            .objects(subject, predicate)?
            .into_iter()
            .map(|id| self.text(id))
            .collect::<Result<Vec<_>, _>>()?;
        values.sort_unstable();
        values.dedup();
        Ok(values)
    }

    /// All literals of a predicate with their languages, sorted.
    pub(crate) fn literals(
        &self,
        subject: TermId,
        predicate: NamedNodeRef<'static>,
    ) -> Result<Vec<(String, Option<String>)>, ReadError> {
        let mut literals = Vec::new();
        for id in self.objects(subject, predicate)? {
            if let Term::Literal(literal) = self.view.term(id)? {
                literals.push((literal.value().to_owned(), literal.language().map(str::to_owned)));
            }
        }
        literals.sort_unstable();
        Ok(literals)
    }

    /// The best wording of a predicate with its language: one that the reader asked for, then
    /// English, then none stated, then the first by tag and text.
    pub(crate) fn wording(
        &self,
        subject: TermId,
        predicate: NamedNodeRef<'static>,
    ) -> Result<Option<(String, Option<String>)>, ReadError> {
        let Some((text, language)) = self.fittest(&self.languages, subject, predicate)? else {
            return Ok(None);
        };
        let (text, language) = self.languages.shown(text, language);
        Ok(Some((text, (!language.is_empty()).then_some(language))))
    }

    /// The text of [`Facts::wording`] alone.
    pub(crate) fn worded(
        &self,
        subject: TermId,
        predicate: NamedNodeRef<'static>,
    ) -> Result<Option<String>, ReadError> {
        Ok(self.wording(subject, predicate)?.map(|(text, _)| text))
    }

    /// The wording that whoever reads English is shown, for what must not change with the reader.
    pub(crate) fn english(
        &self,
        subject: TermId,
        predicate: NamedNodeRef<'static>,
    ) -> Result<Option<String>, ReadError> {
        let found = self.fittest(&Languages::default(), subject, predicate)?;
        Ok(found.map(|(text, _)| text))
    }

    fn fittest(
        &self,
        languages: &Languages,
        subject: TermId,
        predicate: NamedNodeRef<'static>,
    ) -> Result<Option<(String, String)>, ReadError> {
        let mut best = None;
        for id in self.objects(subject, predicate)? {
            let Term::Literal(literal) = self.view.term(id)? else { continue };
            let language = literal.language().unwrap_or_default();
            let fit = languages.fit(language);
            if best.as_ref().is_none_or(|(known, tag, text): &(_, String, String)| {
                (fit, language, literal.value()) < (*known, tag.as_str(), text.as_str())
            }) {
                best = Some((fit, language.to_owned(), literal.value().to_owned()));
            }
        }
        Ok(best.map(|(_, language, text)| (text, language)))
    }

    /// The texts of a predicate in the language that is most wanted, sorted.
    pub(crate) fn texts(
        &self,
        subject: TermId,
        predicate: NamedNodeRef<'static>,
    ) -> Result<Vec<String>, ReadError> {
        let all = self.literals(subject, predicate)?;
        let fit =
            |language: &Option<String>| self.languages.fit(language.as_deref().unwrap_or_default());
        let Some(best) = all.iter().map(|(_, language)| fit(language)).min() else {
            return Ok(Vec::new());
        };
        let kept = all.into_iter().filter(|(_, language)| fit(language) == best);
        let mut texts: Vec<String> = kept
            .map(|(text, language)| self.languages.shown(text, language.unwrap_or_default()).0)
            .collect();
        texts.sort_unstable();
        texts.dedup();
        Ok(texts)
    }

    /// The name of a thing, if it has one.
    pub(crate) fn name(&self, id: TermId) -> Result<Option<String>, ReadError> {
        Ok(self.named(id)?.map(|(name, _)| name))
    }

    /// The name of a thing with its language.
    fn named(&self, id: TermId) -> Result<Option<(String, Option<String>)>, ReadError> {
        for predicate in NAMES {
            if let Some(name) = self.wording(id, predicate)? {
                return Ok(Some(name));
            }
        }
        Ok(None)
    }

    /// The language of a wording where it is not the one that the reader wants most.
    pub(crate) fn other_language(&self, tag: Option<&str>) -> Option<String> {
        self.languages.other(tag)
    }

    /// A thing with its short id and its name; remembered.
    pub(crate) fn reference(&self, id: TermId) -> Result<Ref, ReadError> {
        if let Some(known) = self.refs.borrow().get(&id) {
            return Ok(known.clone());
        }
        let iri = self.text(id)?;
        let short = short_id(self.base, &iri);
        let (label, language) = self.named(id)?.unwrap_or_else(|| (short.clone(), None));
        let label_language = self.languages.other(language.as_deref());
        let reference = Ref { iri, id: short, label, label_language };
        self.refs.borrow_mut().insert(id, reference.clone());
        Ok(reference)
    }

    /// The things that a subject has for a predicate, by label.
    pub(crate) fn references(
        &self,
        subject: TermId,
        predicate: NamedNodeRef<'static>,
    ) -> Result<Vec<Ref>, ReadError> {
        self.all_references(self.objects(subject, predicate)?)
    }

    /// Things by label, then IRI.
    pub(crate) fn all_references(&self, ids: Vec<TermId>) -> Result<Vec<Ref>, ReadError> {
        let mut refs =
            ids.into_iter().map(|id| self.reference(id)).collect::<Result<Vec<_>, _>>()?;
        refs.sort_unstable_by(|a, b| (&a.label, &a.iri).cmp(&(&b.label, &b.iri)));
        Ok(refs)
    }

    /// The first thing that a subject has for a predicate.
    pub(crate) fn one_reference(
        &self,
        subject: TermId,
        predicate: NamedNodeRef<'static>,
    ) -> Result<Option<Ref>, ReadError> {
        self.object(subject, predicate)?.map(|id| self.reference(id)).transpose()
    }

    /// The node of an id; `None` for what is no IRI.
    pub(crate) fn node(&self, id: TermId) -> Result<Option<NamedNode>, ReadError> {
        match self.view.term(id)? {
            Term::NamedNode(node) => Ok(Some(node)),
            _ => Ok(None),
        }
    }
}

/// The slug of an IRI of the base, else what stands behind its last `/` or `#`.
pub(crate) fn short_id(base: &Base, iri: &str) -> String {
    if let Some((_, slug)) = base.parse_id(iri) {
        return slug.to_owned();
    }
    let trimmed = iri.trim_end_matches(['/', '#']);
    trimmed.rsplit(['/', '#']).next().unwrap_or(trimmed).to_owned()
}
