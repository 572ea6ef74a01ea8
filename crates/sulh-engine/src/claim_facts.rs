//! Claims as the rule of derivation reads them: which graph states what, and who disputes it.
//!
//! It reads one state of the store, all graphs of it, and decides nothing about writes.

use crate::visibility::{Records, Requirement};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;
use sulh_ontology::{Base, Kind, rdf, sulh};
use sulh_store::rdf::{NamedNode, Quad, Term};
use sulh_store::{Access, ReadError, Snapshot, TermId, View};

/// Subject, predicate and object of a fact.
pub(crate) type Statement = [TermId; 3];

/// What a graph is to the rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum GraphKind {
    /// A source's graph or its companion, by what stands behind the prefix of all of them.
    Source(Rc<str>),
    /// A graph of derived facts, likewise.
    Derived(Rc<str>),
    /// The graph that says who sees what.
    Access,
    /// Any other.
    Other,
}

impl GraphKind {
    pub(crate) fn is_source(&self) -> bool {
        matches!(self, Self::Source(_))
    }

    pub(crate) fn is_derived(&self) -> bool {
        matches!(self, Self::Derived(_))
    }

    pub(crate) fn is_access(&self) -> bool {
        matches!(self, Self::Access)
    }
}

/// The ids of the terms that claims are written with; `None` for one that the store has never seen.
#[derive(Debug)]
pub(crate) struct ClaimTerms {
    kind: Option<TermId>,
    claim: Option<TermId>,
    subject: Option<TermId>,
    predicate: Option<TermId>,
    object: Option<TermId>,
    polarity: Option<TermId>,
    positive: Option<TermId>,
    negative: Option<TermId>,
    status: Option<TermId>,
    accepted: Option<TermId>,
    pub(crate) contests: Option<TermId>,
    visibility: Option<TermId>,
    visible_to: Option<TermId>,
}

impl ClaimTerms {
    fn new(view: &View, base: &Base) -> Self {
        let concept = |kind, slug| view.id(base.id(kind, slug).as_ref());
        Self {
            kind: view.id(rdf::TYPE),
            claim: view.id(sulh::CLAIM),
            subject: view.id(rdf::SUBJECT),
            predicate: view.id(rdf::PREDICATE),
            object: view.id(rdf::OBJECT),
            polarity: view.id(sulh::POLARITY_PROPERTY),
            positive: concept(Kind::Polarity, "positive"),
            negative: concept(Kind::Polarity, "negative"),
            status: view.id(sulh::REVIEW_STATUS_PROPERTY),
            accepted: concept(Kind::ReviewStatus, "accepted"),
            contests: view.id(sulh::CONTESTS),
            visibility: view.id(sulh::VISIBILITY),
            visible_to: view.id(sulh::VISIBLE_TO),
        }
    }

    /// Whether such a fact, about a claim, has a say in what follows from it.
    pub(crate) fn is_of_claim(&self, predicate: TermId, object: TermId) -> bool {
        let predicate = Some(predicate);
        if predicate == self.kind {
            return Some(object) == self.claim;
        }
        [self.subject, self.predicate, self.object, self.polarity, self.status, self.contests]
            .contains(&predicate)
    }

    /// Whether such a fact, about a graph, has a say in who reads it.
    pub(crate) fn is_of_access(&self, predicate: TermId) -> bool {
        [self.visibility, self.visible_to].contains(&Some(predicate))
    }
}

/// The claims of one state.
#[derive(Debug)]
pub(crate) struct ClaimFacts<'b> {
    snapshot: Snapshot,
    view: View,
    base: &'b Base,
    prefixes: [String; 2],
    access: NamedNode,
    terms: ClaimTerms,
    graphs: RefCell<FxHashMap<TermId, GraphKind>>,
    records: OnceCell<Records>,
    requirements: RefCell<FxHashMap<TermId, Rc<Requirement>>>,
}

impl<'b> ClaimFacts<'b> {
    pub(crate) fn new(snapshot: &Snapshot, base: &'b Base) -> Self {
        let view = snapshot.view(&Access::all());
        Self {
            snapshot: snapshot.clone(),
            terms: ClaimTerms::new(&view, base),
            view,
            base,
            prefixes: [base.graph_source_prefix(), base.graph_derived_prefix()],
            access: base.graph_access(),
            graphs: RefCell::default(),
            records: OnceCell::new(),
            requirements: RefCell::default(),
        }
    }

    pub(crate) fn view(&self) -> &View {
        &self.view
    }

    pub(crate) fn terms(&self) -> &ClaimTerms {
        &self.terms
    }

    /// What a graph is; remembered.
    pub(crate) fn graph_kind(&self, graph: TermId) -> GraphKind {
        if let Some(kind) = self.graphs.borrow().get(&graph) {
            return kind.clone();
        }
        let kind = self.view.with_text(graph, |name| {
            let [source, derived] = &self.prefixes;
            if let Some(rest) = name.strip_prefix(source.as_str()) {
                GraphKind::Source(rest.into())
            } else if let Some(rest) = name.strip_prefix(derived.as_str()) {
                GraphKind::Derived(rest.into())
            } else if name == self.access.as_str() {
                GraphKind::Access
            } else {
                GraphKind::Other
            }
        });
        let kind = kind.unwrap_or(GraphKind::Other);
        self.graphs.borrow_mut().insert(graph, kind.clone());
        kind
    }

    /// What stands in a graph as a claim, and what claims of the graph contest.
    pub(crate) fn claims_in(&self, graph: TermId) -> Result<FxHashSet<TermId>, ReadError> {
        let mut claims = FxHashSet::default();
        if !self.graph_kind(graph).is_source() {
            return Ok(claims);
        }
        if let Some(subject) = self.terms.subject {
            for quad in self.view.quads(None, Some(subject), None, Some(graph)) {
                let [claim, ..] = quad?;
                claims.insert(claim);
            }
        }
        if let Some(contests) = self.terms.contests {
            for quad in self.view.quads(None, Some(contests), None, Some(graph)) {
                let [by, _, contested, _] = quad?;
                claims.extend([by, contested]);
            }
        }
        Ok(claims)
    }

    /// Adds the facts that a claim states, and those of the claims that it contests.
    pub(crate) fn statements_reached(
        &self,
        claim: TermId,
        statements: &mut FxHashSet<Statement>,
    ) -> Result<(), ReadError> {
        self.add_statements(claim, statements)?;
        let Some(contests) = self.terms.contests else { return Ok(()) };
        for quad in self.view.quads(Some(claim), Some(contests), None, None) {
            let [_, _, contested, graph] = quad?;
            if self.graph_kind(graph).is_source() {
                self.add_statements(contested, statements)?;
            }
        }
        Ok(())
    }

    fn add_statements(
        &self,
        claim: TermId,
        statements: &mut FxHashSet<Statement>,
    ) -> Result<(), ReadError> {
        let ClaimTerms { subject: Some(of_subject), .. } = self.terms else { return Ok(()) };
        for quad in self.view.quads(Some(claim), Some(of_subject), None, None) {
            let [_, _, subject, graph] = quad?;
            if !self.graph_kind(graph).is_source() {
                continue;
            }
            for predicate in self.values(claim, self.terms.predicate, graph)? {
                for object in self.values(claim, self.terms.object, graph)? {
                    statements.insert([subject, predicate, object]);
                }
            }
        }
        Ok(())
    }

    /// By what stands behind the prefix of sources, the graphs from which a fact follows.
    pub(crate) fn following_in(&self, statement: Statement) -> Result<BTreeSet<String>, ReadError> {
        let (mut positive, mut negative) = (Vec::new(), Vec::new());
        for (claim, graph) in self.stating(statement)? {
            if !self.is_accepted(claim, graph)? {
                continue;
            }
            if self.has(claim, self.terms.polarity, self.terms.positive, graph)? {
                positive.push((claim, graph));
            }
            if self.has(claim, self.terms.polarity, self.terms.negative, graph)? {
                negative.push(graph);
            }
        }
        let mut following = BTreeSet::new();
        for (claim, graph) in positive {
            if let GraphKind::Source(rest) = self.graph_kind(graph)
                && !following.contains(&*rest)
                && !self.is_disputed(claim, graph, &negative)?
            {
                following.insert(rest.to_string());
            }
        }
        Ok(following)
    }

    /// The claims of a fact with their graphs, of any status.
    ///
    /// Cost: O(the fewer of claims with this subject and claims with this object).
    fn stating(&self, statement: Statement) -> Result<Vec<(TermId, TermId)>, ReadError> {
        let [subject, predicate, object] = statement;
        let (Some(of_subject), Some(of_object)) = (self.terms.subject, self.terms.object) else {
            return Ok(Vec::new());
        };
        let mut by_subject = self.view.quads(None, Some(of_subject), Some(subject), None);
        let mut by_object = self.view.quads(None, Some(of_object), Some(object), None);
        let (mut from_subject, mut from_object) = (Vec::new(), Vec::new());
        // Whichever ends first has named every claim that can have both.
        let candidates = loop {
            match (by_subject.next().transpose()?, by_object.next().transpose()?) {
                (Some([claim, _, _, graph]), Some([other, _, _, other_graph])) => {
                    from_subject.push((claim, graph));
                    from_object.push((other, other_graph));
                }
                (None, _) => break from_subject,
                (_, None) => break from_object,
            }
        };
        let mut stating = Vec::new();
        for (claim, graph) in candidates {
            if self.graph_kind(graph).is_source()
                && self.has(claim, self.terms.subject, Some(subject), graph)?
                && self.has(claim, self.terms.predicate, Some(predicate), graph)?
                && self.has(claim, self.terms.object, Some(object), graph)?
            {
                stating.push((claim, graph));
            }
        }
        Ok(stating)
    }

    /// Whether a claim is disputed, by itself or by one of the graphs that deny its fact.
    fn is_disputed(
        &self,
        claim: TermId,
        graph: TermId,
        denying: &[TermId],
    ) -> Result<bool, ReadError> {
        for by in denying {
            if self.counts_in(*by, graph)? {
                return Ok(true);
            }
        }
        let Some(contests) = self.terms.contests else { return Ok(false) };
        for quad in self.view.quads(None, Some(contests), Some(claim), None) {
            let [by, _, _, at] = quad?;
            if self.graph_kind(at).is_source()
                && self.is_accepted(by, at)?
                && self.counts_in(at, graph)?
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn is_accepted(&self, claim: TermId, graph: TermId) -> Result<bool, ReadError> {
        Ok(self.has(claim, self.terms.kind, self.terms.claim, graph)?
            && self.has(claim, self.terms.status, self.terms.accepted, graph)?)
    }

    /// Whether what stands in one graph may be felt in another: by none who cannot see it.
    fn counts_in(&self, graph: TermId, other: TermId) -> Result<bool, ReadError> {
        Ok(graph == other || self.requirement(graph)?.is_implied_by(&*self.requirement(other)?))
    }

    /// What it takes to see a graph; remembered.
    fn requirement(&self, graph: TermId) -> Result<Rc<Requirement>, ReadError> {
        if let Some(requirement) = self.requirements.borrow().get(&graph) {
            return Ok(Rc::clone(requirement));
        }
        let records = if let Some(records) = self.records.get() {
            records
        } else {
            let read = Records::read(&self.snapshot, self.base)?;
            self.records.get_or_init(|| read)
        };
        let name = self.view.with_text(graph, str::to_owned).unwrap_or_default();
        let requirement = Rc::new(records.requirement(&name, self.base));
        self.requirements.borrow_mut().insert(graph, Rc::clone(&requirement));
        Ok(requirement)
    }

    /// By what stands behind the prefix of derived graphs, those that hold a fact.
    pub(crate) fn standing_in(&self, statement: Statement) -> Result<BTreeSet<String>, ReadError> {
        let [subject, predicate, object] = statement;
        let mut standing = BTreeSet::new();
        for quad in self.view.quads(Some(subject), Some(predicate), Some(object), None) {
            let [.., graph] = quad?;
            if let GraphKind::Derived(rest) = self.graph_kind(graph) {
                standing.insert(rest.to_string());
            }
        }
        Ok(standing)
    }

    /// A fact as a quad of a derived graph; `None` for what is no triple at all.
    pub(crate) fn derived(
        &self,
        statement: Statement,
        rest: &str,
    ) -> Result<Option<Quad>, ReadError> {
        let [subject, predicate, object] = statement;
        let subject = match self.view.term(subject)? {
            Term::NamedNode(node) => node.into(),
            Term::BlankNode(node) => sulh_store::rdf::NamedOrBlankNode::from(node),
            _ => return Ok(None),
        };
        let Term::NamedNode(predicate) = self.view.term(predicate)? else { return Ok(None) };
        let object = self.view.term(object)?;
        Ok(Some(Quad::new(subject, predicate, object, self.base.graph_derived(rest))))
    }

    fn values(
        &self,
        claim: TermId,
        predicate: Option<TermId>,
        graph: TermId,
    ) -> Result<Vec<TermId>, ReadError> {
        let Some(predicate) = predicate else { return Ok(Vec::new()) };
        self.view
            .quads(Some(claim), Some(predicate), None, Some(graph))
            .map(|quad| quad.map(|[_, _, value, _]| value))
            .collect()
    }

    fn has(
        &self,
        claim: TermId,
        predicate: Option<TermId>,
        object: Option<TermId>,
        graph: TermId,
    ) -> Result<bool, ReadError> {
        let (Some(predicate), Some(object)) = (predicate, object) else { return Ok(false) };
        let mut found = self.view.quads(Some(claim), Some(predicate), Some(object), Some(graph));
        Ok(found.next().transpose()?.is_some())
    }
}
