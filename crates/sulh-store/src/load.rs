//! Loading files of RDF as one commit, whatever their size.
//!
//! It must not leave anything of a load that failed, nor keep the quads in memory as terms.

use crate::bulk::{BulkBuilder, BulkMeta};
use crate::dictionary::{Dictionary, DictionaryFull};
use crate::error::FileError;
use crate::rdf_source::{RdfSource, SourceError};
use crate::row::IdQuad;
use crate::shared::Shared;
use crate::skolem::FileNodes;
use crate::term_codec;
use crate::term_id::TermId;
use crate::write::{Committed, WriteError};
use oxigraph::model::{GraphName, GraphNameRef, NamedNode, NamedOrBlankNode, Quad};
use rustc_hash::FxHashMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// Quads between two reports of progress.
const PROGRESS_QUADS: u64 = 1 << 14;
/// Mistakes that are kept word by word.
const KEPT_MISTAKES: usize = 1000;

/// Files to load.
#[derive(Clone, Debug, Default)]
pub struct Load {
    /// The files; the syntax is taken from the name.
    pub files: Vec<PathBuf>,
    /// The graph for triples that name none; the local graph (or, strict, the default graph) if `None`.
    pub graph: Option<NamedNode>,
    /// Leave out what is not RDF instead of refusing everything.
    pub keep_going: bool,
    /// Who loads.
    pub author: String,
    /// What kind of work it is.
    pub activity: String,
    /// What it is for.
    pub message: String,
}

/// How far a load is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadProgress {
    /// What is being done: `reading`, `sorting`, `writing`, `folding`.
    pub phase: &'static str,
    /// Bytes of the files read so far, as they lie on disk.
    pub bytes: u64,
    /// Bytes of all files.
    pub total_bytes: u64,
    /// Quads read so far.
    pub quads: u64,
}

/// What a load did.
#[derive(Debug)]
pub struct Loaded {
    /// The commit.
    pub committed: Committed,
    /// Quads in the files, duplicates counted each.
    pub quads: u64,
    /// How many mistakes were left out.
    pub mistakes: u64,
    /// The first thousand of them.
    pub first_mistakes: Vec<SourceError>,
}

/// Why a load did nothing.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LoadError {
    /// A file is not what its name says.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// A file of the data directory.
    #[error(transparent)]
    File(#[from] FileError),
    /// No more terms fit.
    #[error(transparent)]
    Full(#[from] DictionaryFull),
    /// The commit was refused.
    #[error(transparent)]
    Write(#[from] WriteError),
}

impl LoadError {
    /// A stable name of the case, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Source(error) => error.code(),
            Self::File(error) => error.code(),
            Self::Full(_) => "dictionary-full",
            Self::Write(error) => error.code(),
        }
    }
}

/// Rows read and sorted, ready for the committer.
pub(crate) struct Prepared {
    pub(crate) rows: crate::bulk::BulkRows,
    pub(crate) quads: u64,
    pub(crate) mistakes: u64,
    pub(crate) first_mistakes: Vec<SourceError>,
}

/// Reads all files; the caller holds the generation.
pub(crate) fn prepare(
    shared: &Shared,
    load: &Load,
    progress: &mut dyn FnMut(LoadProgress),
) -> Result<Prepared, LoadError> {
    let state = shared.state();
    let sources =
        load.files.iter().map(|path| RdfSource::open(path)).collect::<Result<Vec<_>, _>>()?;
    let mut reader = Reader {
        interner: Interner::new(&state.generation.dictionary),
        builder: BulkBuilder::new(&shared.scratch_directory()),
        graph: default_graph(shared, load, &state.generation.dictionary)?,
        keep_going: load.keep_going,
        total_bytes: sources.iter().map(RdfSource::bytes).sum(),
        done_bytes: 0,
        quads: 0,
        mistakes: 0,
        first_mistakes: Vec::new(),
    };
    if load.graph.is_some() {
        reader.builder.add_graph(reader.graph);
    }
    for source in &sources {
        reader.read(source, &mut shared.skolem.file(source.path()), progress)?;
    }
    progress(reader.progress("sorting", reader.done_bytes));
    let Reader { builder, quads, mistakes, first_mistakes, .. } = reader;
    let meta = BulkMeta {
        author: load.author.clone(),
        activity: load.activity.clone(),
        message: load.message.clone(),
    };
    let rows = builder.finish(Arc::clone(&state), meta)?;
    Ok(Prepared { rows, quads, mistakes, first_mistakes })
}

fn default_graph(
    shared: &Shared,
    load: &Load,
    dictionary: &Dictionary,
) -> Result<TermId, DictionaryFull> {
    match &load.graph {
        Some(graph) => dictionary.intern(graph.as_ref().into()),
        None if shared.options.mode.is_strict() => Ok(TermId::DEFAULT_GRAPH),
        None => dictionary.intern(shared.state().local_graph.as_ref().as_ref().into()),
    }
}

struct Reader<'a> {
    interner: Interner<'a>,
    builder: BulkBuilder,
    graph: TermId,
    keep_going: bool,
    total_bytes: u64,
    done_bytes: u64,
    quads: u64,
    mistakes: u64,
    first_mistakes: Vec<SourceError>,
}

impl Reader<'_> {
    fn read(
        &mut self,
        source: &RdfSource,
        nodes: &mut FileNodes<'_>,
        progress: &mut dyn FnMut(LoadProgress),
    ) -> Result<(), LoadError> {
        let bytes = source.progress();
        for quad in source.quads()? {
            match quad {
                Ok(quad) => {
                    let ids = self.interner.quad(&nodes.quad(quad), self.graph)?;
                    self.builder.push(ids)?;
                    self.quads += 1;
                }
                Err(error) if self.keep_going && error.is_syntax() => self.note(error),
                Err(error) => return Err(error.into()),
            }
            if self.quads.is_multiple_of(PROGRESS_QUADS) {
                progress(self.progress("reading", self.done_bytes + bytes.load(Ordering::Relaxed)));
            }
        }
        self.done_bytes += source.bytes();
        Ok(())
    }

    fn note(&mut self, error: SourceError) {
        self.mistakes += 1;
        if self.first_mistakes.len() < KEPT_MISTAKES {
            self.first_mistakes.push(error);
        }
    }

    fn progress(&self, phase: &'static str, bytes: u64) -> LoadProgress {
        LoadProgress { phase, bytes, total_bytes: self.total_bytes, quads: self.quads }
    }
}

/// Terms to ids, with the last ones at hand: files repeat subjects, predicates and graphs.
struct Interner<'a> {
    dictionary: &'a Dictionary,
    bytes: Vec<u8>,
    subject: Option<(NamedOrBlankNode, TermId)>,
    graph: Option<(GraphName, TermId)>,
    predicates: FxHashMap<NamedNode, TermId>,
}

impl<'a> Interner<'a> {
    fn new(dictionary: &'a Dictionary) -> Self {
        Self {
            dictionary,
            bytes: Vec::with_capacity(256),
            subject: None,
            graph: None,
            predicates: FxHashMap::default(),
        }
    }

    fn quad(&mut self, quad: &Quad, default_graph: TermId) -> Result<IdQuad, DictionaryFull> {
        Ok(IdQuad {
            subject: self.subject(&quad.subject)?,
            predicate: self.predicate(&quad.predicate)?,
            object: self.term(quad.object.as_ref())?,
            graph: self.graph(&quad.graph_name, default_graph)?,
        })
    }

    fn subject(&mut self, subject: &NamedOrBlankNode) -> Result<TermId, DictionaryFull> {
        if let Some((last, id)) = &self.subject
            && last == subject
        {
            return Ok(*id);
        }
        let id = self.term(subject.as_ref().into())?;
        self.subject = Some((subject.clone(), id));
        Ok(id)
    }

    fn predicate(&mut self, predicate: &NamedNode) -> Result<TermId, DictionaryFull> {
        if let Some(id) = self.predicates.get(predicate) {
            return Ok(*id);
        }
        let id = self.term(predicate.as_ref().into())?;
        if self.predicates.len() < 10_000 {
            self.predicates.insert(predicate.clone(), id);
        }
        Ok(id)
    }

    fn graph(
        &mut self,
        graph: &GraphName,
        default_graph: TermId,
    ) -> Result<TermId, DictionaryFull> {
        if graph.as_ref() == GraphNameRef::DefaultGraph {
            return Ok(default_graph);
        }
        if let Some((last, id)) = &self.graph
            && last == graph
        {
            return Ok(*id);
        }
        let id = match term_codec::graph_term(graph.as_ref()) {
            Some(term) => self.term(term)?,
            None => default_graph,
        };
        self.graph = Some((graph.clone(), id));
        Ok(id)
    }

    fn term(&mut self, term: oxigraph::model::TermRef<'_>) -> Result<TermId, DictionaryFull> {
        if let oxigraph::model::TermRef::Literal(literal) = term
            && let Some(id) = TermId::inline(literal)
        {
            return Ok(id);
        }
        self.bytes.clear();
        term_codec::encode(term, &mut self.bytes);
        self.dictionary.intern_bytes(&self.bytes)
    }
}
