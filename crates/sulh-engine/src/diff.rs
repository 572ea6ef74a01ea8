//! What two states differ by, as an RDF Patch: what must be removed and added to come from one to the other.
//!
//! Only the net effect counts: what was added and removed again is left out. What the requester
//! may not see today is in neither state.
//!
//! Source: Apache Jena, RDF Patch.

use crate::engine::Engine;
use crate::error::EngineError;
use crate::identity::Identity;
use crate::permission::Action;
use crate::rdf_text;
use rustc_hash::FxHashMap;
use std::io::Write;
use std::time::Instant;
use sulh_store::rdf::NamedNode;
use sulh_store::{Access, NetChange, ReadError, TermId, View};

/// Which states to compare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiffRequest {
    /// The state that the patch is for: a revision as the requester counts them, or a time.
    pub from: String,
    /// The state that it leads to; may be the earlier one.
    pub to: String,
    /// Only this graph.
    pub graph: Option<NamedNode>,
}

/// How a difference is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DiffFormat {
    /// RDF Patch: `H`, `TX .`, lines of `D` and of `A`, each sorted, `TC .`.
    Patch,
    /// `{"from", "to", "removed": […], "added": […]}`, with quads as sorted lines of N-Quads.
    Json,
}

impl Engine {
    /// Writes what leads from one state to another; returns how many quads are removed and added.
    ///
    /// Cost: O(changes between); memory O(net changes).
    ///
    /// # Errors
    /// [`EngineError::AsOf`] for a revision that does not exist or a text that names no moment,
    /// [`EngineError::Read`] when it takes longer than a query may, [`EngineError::Output`].
    pub fn diff(
        &self,
        who: &Identity,
        request: &DiffRequest,
        format: DiffFormat,
        out: &mut dyn Write,
    ) -> Result<(u64, u64), EngineError> {
        self.authorize(who, Action::Query)?;
        let timeout = self.limits().run.timeout;
        let deadline = Instant::now() + timeout;
        let from = self.revision_of(who, &request.from)?;
        let to = self.revision_of(who, &request.to)?;
        let mut go_on = || Instant::now() < deadline;
        let change = self.store().net_change(from, to, &mut go_on)?;
        let change = change.ok_or(ReadError::Timeout { seconds: timeout.as_secs_f64() })?;
        let [from, to] = [from, to].map(|revision| self.shown_revision(who, revision));
        let seen = Seen::of(&change, &who.access(self), request.graph.as_ref())?;
        let written = Written { view: &seen.view, out, count: 0 };
        match format {
            DiffFormat::Patch => written.patch(from?, to?, &seen),
            DiffFormat::Json => written.json(from?, to?, &seen),
        }
    }
}

/// The part of a change that a requester sees, by subject.
struct Seen {
    view: View,
    removed: Vec<(String, Vec<[TermId; 4]>)>,
    added: Vec<(String, Vec<[TermId; 4]>)>,
}

impl Seen {
    fn of(
        change: &NetChange,
        access: &Access,
        only: Option<&NamedNode>,
    ) -> Result<Self, ReadError> {
        let view = change.snapshot.view(&Access::all());
        let mut graphs: FxHashMap<TermId, bool> = FxHashMap::default();
        let mut is_seen = |graph: TermId| {
            *graphs.entry(graph).or_insert_with(|| {
                let name = view.with_text(graph, str::to_owned);
                // Only a default graph of its own has no name.
                name.is_none_or(|name| access.visible.allows(&name))
                    && only.is_none_or(|only| view.id(only.as_ref()) == Some(graph))
            })
        };
        let mut by_subject = |quads: &[[TermId; 4]]| {
            let mut of: FxHashMap<TermId, Vec<[TermId; 4]>> = FxHashMap::default();
            for quad in quads.iter().filter(|[.., graph]| is_seen(*graph)) {
                let [subject, ..] = quad;
                of.entry(*subject).or_default().push(*quad);
            }
            let named =
                of.into_iter().map(|(id, quads)| Ok((format!("{} ", view.term(id)?), quads)));
            let mut named = named.collect::<Result<Vec<_>, ReadError>>()?;
            named.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
            Ok::<_, ReadError>(named)
        };
        let (removed, added) = (by_subject(&change.removed)?, by_subject(&change.added)?);
        for (graph, _) in graphs.iter().filter(|(_, is_seen)| **is_seen) {
            view.with_text(*graph, |name| access.watch.tell(name)).transpose()?;
        }
        Ok(Self { view, removed, added })
    }
}

struct Written<'a> {
    view: &'a View,
    out: &'a mut dyn Write,
    count: u64,
}

impl Written<'_> {
    fn patch(mut self, from: u64, to: u64, seen: &Seen) -> Result<(u64, u64), EngineError> {
        writeln!(self.out, "H from \"{from}\" .\nH to \"{to}\" .\nTX .")?;
        let removed = self.lines(&seen.removed, |out, line| writeln!(out, "D {line}"))?;
        let added = self.lines(&seen.added, |out, line| writeln!(out, "A {line}"))?;
        writeln!(self.out, "TC .")?;
        Ok((removed, added))
    }

    fn json(mut self, from: u64, to: u64, seen: &Seen) -> Result<(u64, u64), EngineError> {
        write!(self.out, "{{\"from\":{from},\"to\":{to},\"removed\":[")?;
        let removed = self.quoted(&seen.removed)?;
        write!(self.out, "],\"added\":[")?;
        let added = self.quoted(&seen.added)?;
        writeln!(self.out, "]}}")?;
        Ok((removed, added))
    }

    fn quoted(&mut self, side: &[(String, Vec<[TermId; 4]>)]) -> Result<u64, EngineError> {
        let mut before = "";
        self.lines(side, |out, line| {
            let line = serde_json::to_string(line)?;
            write!(out, "{before}\n{line}")?;
            before = ",";
            Ok(())
        })
    }

    /// Writes the lines of a side in their order; returns how many.
    fn lines(
        &mut self,
        side: &[(String, Vec<[TermId; 4]>)],
        mut write: impl FnMut(&mut dyn Write, &str) -> std::io::Result<()>,
    ) -> Result<u64, EngineError> {
        let before = self.count;
        for (_, quads) in side {
            let lines =
                quads.iter().map(|quad| Ok(rdf_text::line(self.view.quad(*quad)?.as_ref())));
            let mut lines = lines.collect::<Result<Vec<_>, ReadError>>()?;
            lines.sort_unstable();
            for line in &lines {
                write(self.out, line)?;
            }
            self.count += lines.len() as u64;
        }
        Ok(self.count - before)
    }
}
