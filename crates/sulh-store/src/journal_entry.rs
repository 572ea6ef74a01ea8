//! Diffs of ids as entries of the journal, and back.
//!
//! It must not write: it only turns ids into what the journal takes and gives.

use crate::bulk::BulkRows;
use crate::dictionary::{Dictionary, DictionaryFull};
use crate::journal::{
    Body, ChunkWriter, CommitWriter, DecodedChunk, EncodedCommit, JournalError, Op, PendingCommit,
};
use crate::row::IdQuad;
use crate::snapshot::State;
use crate::term_id::TermId;
use crate::transaction::IdDiff;
use crate::write::{Write, WriteError};
use jiff::Timestamp;
use oxigraph::model::{NamedOrBlankNode, Term};
use rustc_hash::FxHashSet;

/// Encodes a diff; a write that does not fit the format is refused here, alone.
pub(crate) fn encode(diff: &IdDiff, dictionary: &Dictionary) -> Result<EncodedCommit, WriteError> {
    let mut writer = ChunkWriter::new();
    let mut chunks = Vec::new();
    for graph in &diff.created {
        chunks.extend(writer.create_graph(node(*graph, dictionary)?.as_ref())?);
    }
    let mut term = |id| Ok::<Term, WriteError>(dictionary.term(TermId::from_u32(id))?);
    for (op, quads) in [(Op::Remove, &diff.removed), (Op::Add, &diff.added)] {
        for quad in quads {
            let (triple, graph) = raw(*quad);
            chunks.extend(writer.push_ids(op, triple, graph, &mut term)?);
        }
    }
    for graph in &diff.dropped {
        chunks.extend(writer.drop_graph(node(*graph, dictionary)?.as_ref())?);
    }
    Ok(EncodedCommit::close(chunks, writer)?)
}

/// A write as an entry.
pub(crate) fn pending(
    write: &Write,
    body: EncodedCommit,
) -> Result<PendingCommit<'static>, WriteError> {
    let Write { author, activity, message, .. } = write;
    Ok(PendingCommit::new(now(), author, activity, message, Body::Encoded(body))?)
}

/// Gives the rows of a load, and what follows from them, to the journal, one by one.
pub(crate) fn stream(
    rows: &BulkRows,
    follows: &IdDiff,
    created: &[TermId],
    state: &State,
    commit: &mut CommitWriter<'_>,
) -> Result<(), JournalError> {
    let dictionary = &state.generation.dictionary;
    let caller = |error: crate::error::ReadError| JournalError::Caller(Box::new(error));
    for graph in created {
        commit.create_graph(node(*graph, dictionary).map_err(caller)?.as_ref())?;
    }
    let mut term = |id| dictionary.term(TermId::from_u32(id)).map_err(caller);
    let added = rows.quads().chain(follows.added.iter().copied()).map(|quad| (Op::Add, quad));
    let removed = follows.removed.iter().copied().map(|quad| (Op::Remove, quad));
    for (op, quad) in added.chain(removed) {
        let (triple, graph) = raw(quad);
        commit.push_ids(op, triple, graph, &mut term)?;
    }
    Ok(())
}

/// A chunk of the journal as ids of a generation.
pub(crate) struct ChunkIds {
    pub(crate) rows: Vec<(Op, IdQuad)>,
    pub(crate) created: Vec<TermId>,
    pub(crate) dropped: Vec<TermId>,
}

/// Looks each term of the chunk up once, and adds those that are new.
pub(crate) fn ids_of(
    chunk: &DecodedChunk,
    dictionary: &Dictionary,
) -> Result<ChunkIds, DictionaryFull> {
    let ids: Vec<TermId> = chunk
        .terms()
        .iter()
        .map(|term| dictionary.intern(term.as_ref()))
        .collect::<Result<_, _>>()?;
    // The journal has checked every index.
    let id = |index: u32| ids.get(index as usize).copied().unwrap_or(TermId::MIN);
    let rows = chunk.rows().iter().map(|row| {
        let quad = IdQuad {
            subject: id(row.subject),
            predicate: id(row.predicate),
            object: id(row.object),
            graph: row.graph.map_or(TermId::DEFAULT_GRAPH, id),
        };
        (row.op, quad)
    });
    Ok(ChunkIds {
        rows: rows.collect(),
        created: chunk.created().iter().copied().map(id).collect(),
        dropped: chunk.dropped().iter().copied().map(id).collect(),
    })
}

/// Changes whether a quad is among those that occur an odd number of times.
pub(crate) fn flip(flipped: &mut FxHashSet<IdQuad>, quad: IdQuad) {
    if !flipped.insert(quad) {
        flipped.remove(&quad);
    }
}

/// Milliseconds since 1970, UTC.
pub(crate) fn now() -> u64 {
    u64::try_from(Timestamp::now().as_millisecond()).unwrap_or_default()
}

fn raw(quad: IdQuad) -> ([u32; 3], Option<u32>) {
    let graph = (quad.graph != TermId::DEFAULT_GRAPH).then(|| quad.graph.to_u32());
    ([quad.subject, quad.predicate, quad.object].map(TermId::to_u32), graph)
}

fn node(id: TermId, dictionary: &Dictionary) -> Result<NamedOrBlankNode, crate::error::ReadError> {
    match dictionary.term(id)? {
        Term::NamedNode(node) => Ok(node.into()),
        Term::BlankNode(node) => Ok(node.into()),
        _ => {
            Err(crate::error::ReadError::UnknownTerm { id: id.to_u32(), path: "terms.dict".into() })
        }
    }
}
