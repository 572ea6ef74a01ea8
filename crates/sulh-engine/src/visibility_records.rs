//! Setting and listing who may see which graph: for administrators.
//!
//! It writes records to `graph/access` by an ordinary commit and must not apply them.

use crate::engine::Engine;
use crate::error::EngineError;
use crate::identity::Identity;
use crate::permission::Action;
use crate::tokens::check_group;
use crate::tombstone;
use crate::visibility::{GraphNames, Level};
use serde::Serialize;
use std::collections::BTreeSet;
use sulh_ontology::sulh;
use sulh_store::rdf::{Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use sulh_store::{Access, Committed, Operation};

/// Who may see a graph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GraphVisibility {
    /// The graph.
    pub graph: String,
    /// `public`, `members` or `restricted`.
    pub visibility: &'static str,
    /// The groups of a restricted graph; with none, administrators alone.
    pub groups: BTreeSet<String>,
    /// Whether only those may see it, besides, who may read unreviewed claims.
    pub reviewers: bool,
    /// Whether a record says so; else it follows from the name of the graph.
    pub recorded: bool,
}

impl Level {
    /// The level that a word and groups name.
    ///
    /// # Errors
    /// [`EngineError::InvalidValue`] for another word, a group that can be none, or groups of a
    /// graph that is not restricted.
    pub fn parse(word: &str, groups: &BTreeSet<String>) -> Result<Self, EngineError> {
        let invalid = |field, value: &str, expected| {
            Err(EngineError::InvalidValue { field, value: value.to_owned(), expected })
        };
        groups.iter().try_for_each(|group| check_group(group))?;
        match (word, groups.first()) {
            ("public", None) => Ok(Self::Public),
            ("members", None) => Ok(Self::Members),
            ("restricted", _) => Ok(Self::Restricted(groups.clone())),
            ("public" | "members", Some(group)) => {
                invalid("group", group, "needed unless the visibility is restricted")
            }
            _ => invalid("visibility", word, "public, members or restricted"),
        }
    }

    pub(crate) fn groups(&self) -> BTreeSet<String> {
        match self {
            Self::Restricted(groups) => groups.clone(),
            Self::Public | Self::Members => BTreeSet::new(),
        }
    }
}

impl Engine {
    /// Says who may see a graph, whether it exists yet or not.
    ///
    /// # Errors
    /// [`EngineError::InvalidValue`] for a graph whose visibility follows from another,
    /// [`EngineError::Write`].
    pub fn set_visibility(
        &self,
        who: &Identity,
        graph: &NamedNode,
        level: &Level,
    ) -> Result<Committed, EngineError> {
        self.authorize(who, Action::Visibility)?;
        let names = GraphNames::of(self.base());
        let follows = names.source_of(graph.as_str(), &names.derived).is_some();
        let is_kept = tombstone::graphs(self.base()).contains(graph);
        if follows || is_kept || graph.as_str() == names.access {
            return Err(EngineError::InvalidValue {
                field: "graph",
                value: graph.as_str().to_owned(),
                expected: "a graph with a visibility of its own",
            });
        }
        let access = self.base().graph_access();
        let quad = |predicate: NamedNodeRef<'_>, text: &str| {
            let object = Literal::new_simple_literal(text);
            Quad::new(graph.clone(), predicate, Term::from(object), access.clone())
        };
        let mut insert = vec![quad(sulh::VISIBILITY, level.as_str())];
        insert.extend(level.groups().iter().map(|group| quad(sulh::VISIBLE_TO, group)));
        let remove = self.record_of(graph)?;
        let message = format!("{} is {}", graph.as_str(), level.as_str());
        self.commit(who, "visibility", message, Operation::Change { insert, remove })
    }

    /// What stands in `graph/access` about a graph.
    fn record_of(&self, graph: &NamedNode) -> Result<Vec<Quad>, EngineError> {
        let access = self.base().graph_access();
        let view = self.store().snapshot().view(&Access::only([access.as_str().to_owned()]));
        let (Some(subject), Some(access)) = (view.id(graph.as_ref()), view.id(access.as_ref()))
        else {
            return Ok(Vec::new());
        };
        let quads = view.quads(Some(subject), None, None, Some(access));
        quads.map(|quad| Ok(view.quad(quad?)?)).collect()
    }

    /// Every graph that exists or has a record, with who may see it, by name.
    ///
    /// # Errors
    /// [`EngineError::Read`].
    pub fn visibilities(&self, who: &Identity) -> Result<Vec<GraphVisibility>, EngineError> {
        self.authorize(who, Action::Visibility)?;
        let snapshot = self.store().snapshot();
        let records = self.records(&snapshot)?;
        let mut graphs: BTreeSet<String> = records.names().cloned().collect();
        for graph in snapshot.view(&who.access(self)).named_graphs()? {
            if let NamedOrBlankNode::NamedNode(graph) = graph {
                graphs.insert(graph.into_string());
            }
        }
        let row = |graph: String| {
            let requirement = records.requirement(&graph, self.base());
            let (level, reviewers) = (requirement.strictest(), requirement.is_for_reviewers());
            let recorded = records.names().any(|name| *name == graph);
            let (visibility, groups) = (level.as_str(), level.groups());
            GraphVisibility { graph, visibility, groups, reviewers, recorded }
        };
        Ok(graphs.into_iter().map(row).collect())
    }
}
