//! What is held, as a file that other tools read.
//!
//! N-Quads and N-Triples come in canonical form: one line each, sorted, the same state the same bytes.

use crate::engine::Engine;
use crate::error::EngineError;
use crate::graph_store::GraphTarget;
use crate::identity::Identity;
use crate::permission::Action;
use crate::progress::Progress;
use crate::rdf_text;
use rustc_hash::FxHashSet;
use std::io::{self, Write};
use sulh_store::rdf::{GraphName, NamedNode, Quad};
use sulh_store::{RdfFormat, ReadError, TermId, View};

/// What to export.
#[derive(Debug, Clone)]
pub struct ExportRequest {
    /// Only this graph; `None` is every visible graph, or, in a format without graphs, the default graph.
    pub graph: Option<NamedNode>,
    /// The format.
    pub format: RdfFormat,
}

impl Engine {
    /// Writes what the requester sees; returns how many quads.
    ///
    /// Cost: O(quads); memory O(subjects).
    ///
    /// # Errors
    /// [`EngineError::NotFound`] for a graph that does not exist for the requester,
    /// [`EngineError::Output`].
    pub fn export(
        &self,
        who: &Identity,
        request: &ExportRequest,
        out: &mut dyn Write,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<u64, EngineError> {
        self.authorize(who, Action::Export)?;
        let out = &mut CountedWrite { out, progress, bytes: 0, told: 0 };
        let is_lines = matches!(request.format, RdfFormat::NQuads | RdfFormat::NTriples);
        let target = request.graph.clone().map_or(GraphTarget::Default, GraphTarget::Named);
        if !self.graph_exists(who, &target)? {
            return Err(EngineError::NotFound {
                what: "graph",
                value: request.graph.as_ref().map(ToString::to_string).unwrap_or_default(),
            });
        }
        let view = self.snapshot().view(&who.access(self));
        if is_lines {
            return Lines { view: &view, request, strict: self.mode().is_strict() }.write(out);
        }
        if !request.format.supports_datasets() {
            return self.graph_get(who, &target, request.format, out);
        }
        let graph = request.graph.as_ref().and_then(|graph| view.id(graph.as_ref()));
        let named = view.quads(None, None, None, graph).map(|quad| Ok(view.quad(quad?)?));
        let alone = self.mode().is_strict() && request.graph.is_none();
        let unnamed =
            alone.then(|| view.triples(None, None, None)).into_iter().flatten().map(|triple| {
                let [s, p, o] = triple?;
                Ok(view.quad([s, p, o, TermId::DEFAULT_GRAPH])?)
            });
        rdf_text::write_quads(unnamed.chain(named), request.format, out)
    }
}

/// Bytes between two reports of progress.
const PROGRESS_BYTES: u64 = 1 << 20;

/// Tells how much has been written.
struct CountedWrite<'a> {
    out: &'a mut dyn Write,
    progress: &'a mut dyn FnMut(Progress),
    bytes: u64,
    told: u64,
}

impl Write for CountedWrite<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.bytes += written as u64;
        if self.bytes - self.told >= PROGRESS_BYTES {
            self.told = self.bytes;
            (self.progress)(Progress {
                stage: "writing",
                file: None,
                done: self.bytes,
                total: None,
                unit: "bytes",
            });
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Lines in order, with the subjects of the state in memory and nothing else.
struct Lines<'a> {
    view: &'a View,
    request: &'a ExportRequest,
    strict: bool,
}

impl Lines<'_> {
    fn write(&self, out: &mut dyn Write) -> Result<u64, EngineError> {
        let mut written = 0;
        for (_, subject) in self.subjects()? {
            let mut lines = self.lines(subject)?;
            lines.sort_unstable();
            lines.dedup();
            for line in &lines {
                writeln!(out, "{line}")?;
            }
            written += lines.len() as u64;
        }
        Ok(written)
    }

    /// The subjects in the order of their lines: a line begins with its subject and a space.
    fn subjects(&self) -> Result<Vec<(String, TermId)>, ReadError> {
        let mut subjects = FxHashSet::default();
        for quad in self.quads(None) {
            let [subject, ..] = quad?;
            subjects.insert(subject);
        }
        let mut sorted = subjects
            .into_iter()
            .map(|id| Ok((format!("{} ", self.view.term(id)?), id)))
            .collect::<Result<Vec<_>, ReadError>>()?;
        sorted.sort_unstable();
        Ok(sorted)
    }

    fn lines(&self, subject: TermId) -> Result<Vec<String>, ReadError> {
        self.quads(Some(subject))
            .map(|quad| {
                let mut quad: Quad = self.view.quad(quad?)?;
                if self.request.format == RdfFormat::NTriples {
                    quad.graph_name = GraphName::DefaultGraph;
                }
                Ok(rdf_text::line(quad.as_ref()))
            })
            .collect()
    }

    /// The quads asked for: of a graph, of all graphs, or the default graph for N-Triples.
    fn quads(
        &self,
        subject: Option<TermId>,
    ) -> Box<dyn Iterator<Item = Result<[TermId; 4], ReadError>>> {
        let view = self.view;
        let unnamed = || {
            let triples = view.triples(subject, None, None);
            triples.map(|triple| triple.map(|[s, p, o]| [s, p, o, TermId::DEFAULT_GRAPH]))
        };
        match &self.request.graph {
            Some(graph) => match view.id(graph.as_ref()) {
                Some(graph) => Box::new(view.quads(subject, None, None, Some(graph))),
                None => Box::new(std::iter::empty()),
            },
            None if self.request.format == RdfFormat::NTriples => Box::new(unnamed()),
            None if self.strict => Box::new(unnamed().chain(view.quads(subject, None, None, None))),
            None => Box::new(view.quads(subject, None, None, None)),
        }
    }
}
