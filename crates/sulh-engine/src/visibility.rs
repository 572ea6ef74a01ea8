//! Who may see which graph: what the records of `graph/access` say, and what follows from names.
//!
//! It makes rules; nothing is filtered here. A graph without a record is public, but
//! the restricted companion of a source is open to administrators alone until a record says
//! more; unreviewed claims are as strict as their source and need a reviewer besides; what is
//! derived from a graph is exactly as strict as that graph.

use crate::permission::{Action, allows};
use crate::role::Role;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use sulh_ontology::{Base, sulh};
use sulh_store::{Access, GraphRule, GraphTable, ReadError, Snapshot, TermId, View};

/// How the name of a source's restricted companion ends.
pub(crate) const COMPANION: &str = "/restricted";

/// Who may see a graph.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Everybody.
    Public,
    /// Whoever holds a token.
    Members,
    /// Holders of tokens in one of these groups; with no group, administrators alone.
    Restricted(BTreeSet<String>),
}

impl Level {
    /// The word for it: `public`, `members` or `restricted`.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Members => "members",
            Self::Restricted(_) => "restricted",
        }
    }

    /// Whether everybody whom the other admits is admitted by this one.
    fn is_implied_by(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Public, _) | (Self::Members, Self::Members | Self::Restricted(_)) => true,
            (Self::Restricted(groups), Self::Restricted(others)) => others.is_subset(groups),
            _ => false,
        }
    }

    fn admits(&self, viewer: &Viewer) -> bool {
        match self {
            Self::Public => true,
            Self::Members => viewer.role.is_some(),
            Self::Restricted(groups) => {
                viewer.role.is_some() && !groups.is_disjoint(&viewer.groups)
            }
        }
    }
}

/// What of a requester decides what it sees.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub(crate) struct Viewer {
    pub(crate) role: Option<Role>,
    pub(crate) groups: BTreeSet<String>,
    /// Whether the engine shows the invented sample.
    pub(crate) demo: bool,
}

/// All that somebody must fulfil to see a graph; nothing, if it is public.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub(crate) struct Requirement {
    /// Each of them must admit.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    levels: BTreeSet<Level>,
    /// Must be allowed to read unreviewed claims.
    #[serde(default, skip_serializing_if = "is_false")]
    reviewer: bool,
    /// The engine must show the sample.
    #[serde(default, skip_serializing_if = "is_false")]
    demo: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_false(flag: &bool) -> bool {
    !*flag
}

impl Requirement {
    /// The strictest level of them.
    pub(crate) fn strictest(&self) -> Level {
        self.levels.last().cloned().unwrap_or(Level::Public)
    }

    /// Whether it needs the right to read unreviewed claims.
    pub(crate) fn is_for_reviewers(&self) -> bool {
        self.reviewer
    }

    /// Whether no group is enough.
    pub(crate) fn is_for_no_group(&self) -> bool {
        self.levels.contains(&Level::Restricted(BTreeSet::new()))
    }

    /// Whether somebody fulfils it; an administrator fulfils every level.
    pub(crate) fn is_met_by(&self, viewer: &Viewer) -> bool {
        (!self.demo || viewer.demo)
            && (viewer.role == Some(Role::Admin)
                || ((!self.reviewer || allows(viewer.role, Action::ReadCandidates))
                    && self.levels.iter().all(|level| level.admits(viewer))))
    }
}

impl Requirement {
    /// Whether only groups, or administrators alone, fulfil it.
    pub(crate) fn is_restricted(&self) -> bool {
        self.levels.iter().any(|level| matches!(level, Level::Restricted(_)))
    }

    /// Whether everybody who fulfils the other fulfils this one: its graph is at least as open.
    pub(crate) fn is_implied_by(&self, other: &Self) -> bool {
        (!self.demo || other.demo)
            && (!self.reviewer || other.reviewer)
            && self.levels.iter().all(|level| {
                *level == Level::Public || other.levels.iter().any(|o| level.is_implied_by(o))
            })
    }
}

/// The records of one state: what `graph/access` says of each graph.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Records(BTreeMap<String, Level>);

impl Records {
    /// Reads the records. Cost: O(records).
    ///
    /// What is said in more than one way counts as the strictest of them, and a word that is
    /// none of the three as `restricted`: a mistake must not open a graph.
    pub(crate) fn read(snapshot: &Snapshot, base: &Base) -> Result<Self, ReadError> {
        let graph = base.graph_access();
        let view = snapshot.view(&Access::only([graph.as_str().to_owned()]));
        let mut records: BTreeMap<String, Level> = BTreeMap::new();
        let (Some(graph), Some(predicate)) = (view.id(graph.as_ref()), view.id(sulh::VISIBILITY))
        else {
            return Ok(Self(records));
        };
        for quad in view.quads(None, Some(predicate), None, Some(graph)) {
            let [subject, _, word, _] = quad?;
            let Some(name) = view.with_text(subject, str::to_owned) else { continue };
            let level = match view.with_text(word, str::to_owned).as_deref() {
                Some("public") => Level::Public,
                Some("members") => Level::Members,
                _ => Level::Restricted(groups(&view, subject, graph)?),
            };
            let strictest = records.remove(&name).map_or(level.clone(), |other| other.max(level));
            records.insert(name, strictest);
        }
        Ok(Self(records))
    }

    /// The graphs with a record.
    pub(crate) fn names(&self) -> impl Iterator<Item = &String> {
        self.0.keys()
    }

    /// The records that statements make, each subject, predicate and value; as [`Records::read`].
    pub(crate) fn of_statements(statements: &BTreeSet<[String; 3]>) -> Self {
        let mut records: BTreeMap<String, Level> = BTreeMap::new();
        for [name, predicate, word] in statements {
            if predicate.as_str() != sulh::VISIBILITY.as_str() {
                continue;
            }
            let groups = || {
                let of = statements
                    .iter()
                    .filter(|[of, p, _]| of == name && p.as_str() == sulh::VISIBLE_TO.as_str());
                of.map(|[_, _, group]| group.clone()).collect()
            };
            let level = match word.as_str() {
                "public" => Level::Public,
                "members" => Level::Members,
                _ => Level::Restricted(groups()),
            };
            let strictest = records.remove(name).map_or(level.clone(), |other| other.max(level));
            records.insert(name.clone(), strictest);
        }
        Self(records)
    }

    /// What it takes to see a graph.
    pub(crate) fn requirement(&self, graph: &str, base: &Base) -> Requirement {
        let mut requirement = Requirement::default();
        self.add(graph, base, &mut requirement);
        requirement.levels.remove(&Level::Public);
        requirement
    }

    fn add(&self, graph: &str, base: &Base, requirement: &mut Requirement) {
        let names = GraphNames::of(base);
        if let Some(source) = names.source_of(graph, &names.derived) {
            return self.add(&source, base, requirement);
        }
        if let Some(source) = names.source_of(graph, &names.candidates) {
            requirement.reviewer = true;
            self.add(&source, base, requirement);
        }
        if graph == names.access {
            requirement.levels.insert(Level::Restricted(BTreeSet::new()));
        }
        requirement.demo |= graph == names.sample;
        match self.0.get(graph) {
            Some(level) => drop(requirement.levels.insert(level.clone())),
            None if names.is_companion(graph) => {
                requirement.levels.insert(Level::Restricted(BTreeSet::new()));
            }
            None => {}
        }
    }

    /// What somebody may see, as a rule that the store applies.
    pub(crate) fn access(&self, viewer: &Viewer, base: &Base) -> Access {
        let names = GraphNames::of(base);
        let published = GraphRule::Except {
            graphs: BTreeSet::from([names.access.clone()]),
            prefixes: BTreeSet::from([names.candidates.clone()]),
        };
        let sample = names.with_what_follows(&names.sample);
        if viewer.role == Some(Role::Admin) {
            let graphs = if viewer.demo { BTreeSet::new() } else { sample };
            let visible = GraphRule::Except { graphs, prefixes: BTreeSet::new() };
            return Access { visible, published, ..Access::default() };
        }
        let mut settled = sample;
        settled.insert(names.access.clone());
        settled.extend(self.0.keys().flat_map(|graph| names.with_what_follows(graph)));
        let known = settled.into_iter().map(|graph| {
            let sees = self.requirement(&graph, base).is_met_by(viewer);
            (graph, sees)
        });
        let companions = [&names.source, &names.derived, &names.candidates];
        let mut closed: BTreeSet<(String, String)> =
            companions.map(|start| (start.clone(), COMPANION.to_owned())).into();
        if !allows(viewer.role, Action::ReadCandidates) {
            closed.insert((names.candidates.clone(), String::new()));
        }
        let table = GraphTable { known: known.collect(), closed };
        Access { visible: GraphRule::Table(Arc::new(table)), published, ..Access::default() }
    }
}

fn groups(view: &View, of: TermId, access: TermId) -> Result<BTreeSet<String>, ReadError> {
    let Some(predicate) = view.id(sulh::VISIBLE_TO) else { return Ok(BTreeSet::new()) };
    let mut groups = BTreeSet::new();
    for quad in view.quads(Some(of), Some(predicate), None, Some(access)) {
        let [_, _, group, _] = quad?;
        groups.extend(view.with_text(group, str::to_owned));
    }
    Ok(groups)
}

/// Names of graphs on which visibility depends.
pub(crate) struct GraphNames {
    pub(crate) access: String,
    pub(crate) source: String,
    pub(crate) candidates: String,
    pub(crate) derived: String,
    sample: String,
}

impl GraphNames {
    pub(crate) fn of(base: &Base) -> Self {
        let family = |name: &str| format!("{}graph/{name}/", base.as_str());
        Self {
            access: base.graph_access().into_string(),
            source: family("source"),
            candidates: base.graph_candidates_prefix(),
            derived: family("derived"),
            sample: base.graph_source(crate::shipped_graphs::SAMPLE).into_string(),
        }
    }

    /// The graph of the source whose claims or consequences a graph of this family holds.
    pub(crate) fn source_of(&self, graph: &str, family: &str) -> Option<String> {
        graph.strip_prefix(family).map(|id| format!("{}{id}", self.source))
    }

    /// A graph, and those that can be no more open than it.
    fn with_what_follows(&self, graph: &str) -> BTreeSet<String> {
        let following = graph
            .strip_prefix(&self.source)
            .into_iter()
            .flat_map(|id| [&self.derived, &self.candidates].map(|family| format!("{family}{id}")));
        following.chain([graph.to_owned()]).collect()
    }

    /// Whether the graph is the restricted companion of a source.
    pub(crate) fn is_companion(&self, graph: &str) -> bool {
        graph.strip_prefix(&self.source).is_some_and(|id| id.ends_with(COMPANION))
    }
}

#[cfg(test)]
mod tests;
