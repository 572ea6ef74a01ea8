//! A chunk read back: its distinct terms once, its quads as rows over them.
//!
//! Reading is total: any bytes give a chunk or an error, never a panic, in
//! memory bounded by the size of the chunk. Terms are not repeated per quad,
//! so that a reader can look each up in its own dictionary once a chunk.

use std::collections::BTreeSet;

use oxigraph::model::{GraphNameRef, NamedOrBlankNodeRef, Quad, QuadRef, Term, TermRef};

use super::codec::{Diff, MAX_ROWS, MAX_TERMS, Op, unframe};
use super::term_bytes::decode_term;
use super::varint::{ByteReader, Malformed, take_step};

/// One quad of a chunk: indexes into [`DecodedChunk::terms`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Row {
    /// Whether the quad came or went.
    pub(crate) op: Op,
    /// The subject, an IRI or a blank node.
    pub(crate) subject: u32,
    /// The predicate, an IRI.
    pub(crate) predicate: u32,
    /// The object.
    pub(crate) object: u32,
    /// The graph, an IRI or a blank node; `None` is the default graph.
    pub(crate) graph: Option<u32>,
}

/// A chunk of a commit, read and checked: every index leads to a term of a
/// kind that may stand there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct DecodedChunk {
    terms: Vec<Term>,
    rows: Vec<Row>,
    created: Vec<u32>,
    dropped: Vec<u32>,
}

impl DecodedChunk {
    /// Reads what [`ChunkWriter`](super::chunk_writer::ChunkWriter) wrote. Cost: O(chunk).
    ///
    /// # Errors
    /// [`Malformed`] when the bytes are not a chunk.
    pub(crate) fn decode(chunk: &[u8]) -> Result<Self, Malformed> {
        let body = unframe(chunk)?;
        let mut reader = ByteReader::new(&body);
        let count = reader.count(MAX_TERMS.min(body.len()))?;
        let mut terms = Vec::with_capacity(count);
        for _ in 0..count {
            terms.push(decode_term(&mut reader)?);
        }
        let created = decode_graphs(&mut reader, &terms)?;
        let dropped = decode_graphs(&mut reader, &terms)?;
        let rows = decode_rows(&mut reader, &terms)?;
        if !reader.rest().is_empty() {
            return Err(Malformed("a chunk goes on after its end"));
        }
        Ok(Self { terms, rows, created, dropped })
    }

    /// The distinct terms, in the order of their first use.
    pub(crate) fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// The quads, in the order they were written.
    pub(crate) fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Indexes of the graphs that the commit created.
    pub(crate) fn created(&self) -> &[u32] {
        &self.created
    }

    /// Indexes of the graphs that the commit dropped.
    pub(crate) fn dropped(&self) -> &[u32] {
        &self.dropped
    }

    /// The quads with their terms, in the order they were written.
    pub(crate) fn quads(&self) -> impl Iterator<Item = (Op, QuadRef<'_>)> {
        // Every row was checked when it was read, so that none is left out here.
        self.rows.iter().filter_map(|row| Some((row.op, self.quad(row)?)))
    }

    /// The subjects that rows state something about, each once.
    pub(crate) fn subjects(&self) -> impl Iterator<Item = NamedOrBlankNodeRef<'_>> {
        let mut seen = vec![false; self.terms.len()];
        self.rows.iter().filter_map(move |row| {
            let seen = seen.get_mut(row.subject as usize)?;
            if std::mem::replace(seen, true) { None } else { self.node(row.subject) }
        })
    }

    /// The names of the graphs whose quads came or went, or that were created or dropped;
    /// `None` is the default graph.
    pub(crate) fn graphs(&self) -> BTreeSet<Option<String>> {
        let indexes: BTreeSet<Option<u32>> = self.rows.iter().map(|row| row.graph).collect();
        let whole = self.created.iter().chain(&self.dropped).map(|index| Some(*index));
        let name = |index: Option<u32>| match index.and_then(|index| self.node(index)) {
            Some(NamedOrBlankNodeRef::NamedNode(node)) => Some(node.as_str().to_owned()),
            Some(NamedOrBlankNodeRef::BlankNode(node)) => Some(node.as_str().to_owned()),
            None => None,
        };
        indexes.into_iter().chain(whole).map(name).collect()
    }

    /// The graphs dropped, as nodes.
    pub(crate) fn dropped_nodes(&self) -> impl Iterator<Item = NamedOrBlankNodeRef<'_>> {
        self.dropped.iter().filter_map(|index| self.node(*index))
    }

    /// Appends the chunk to `diff`. Cost: clones each term for each of its uses.
    pub(crate) fn append_to(&self, diff: &mut Diff) {
        for (op, quad) in self.quads() {
            let quad: Quad = quad.into_owned();
            match op {
                Op::Add => diff.added.push(quad),
                Op::Remove => diff.removed.push(quad),
            }
        }
        for (indexes, graphs) in
            [(&self.created, &mut diff.created), (&self.dropped, &mut diff.dropped)]
        {
            graphs.extend(
                indexes.iter().filter_map(|&i| self.node(i)).map(NamedOrBlankNodeRef::into_owned),
            );
        }
    }

    /// The term at an index, where it is an IRI or a blank node.
    pub(super) fn node(&self, index: u32) -> Option<NamedOrBlankNodeRef<'_>> {
        match self.terms.get(index as usize)? {
            Term::NamedNode(node) => Some(node.as_ref().into()),
            Term::BlankNode(node) => Some(node.as_ref().into()),
            _ => None,
        }
    }

    fn quad(&self, row: &Row) -> Option<QuadRef<'_>> {
        let TermRef::NamedNode(predicate) = self.terms.get(row.predicate as usize)?.as_ref() else {
            return None;
        };
        let graph = match row.graph {
            None => GraphNameRef::DefaultGraph,
            Some(index) => self.node(index)?.into(),
        };
        let object = self.terms.get(row.object as usize)?.as_ref();
        Some(QuadRef::new(self.node(row.subject)?, predicate, object, graph))
    }
}

fn decode_graphs(reader: &mut ByteReader<'_>, terms: &[Term]) -> Result<Vec<u32>, Malformed> {
    let count = reader.count(MAX_ROWS.min(reader.rest().len()))?;
    let mut graphs = Vec::with_capacity(count);
    for _ in 0..count {
        let index = u32::try_from(reader.u64()?).ok();
        match index.and_then(|index| Some((index, terms.get(index as usize)?))) {
            Some((index, Term::NamedNode(_) | Term::BlankNode(_))) => graphs.push(index),
            _ => return Err(Malformed("a graph is not an IRI or blank node of the chunk")),
        }
    }
    Ok(graphs)
}

fn decode_rows(reader: &mut ByteReader<'_>, terms: &[Term]) -> Result<Vec<Row>, Malformed> {
    let count = reader.count(MAX_ROWS.min(reader.rest().len()))?;
    let mut rows = Vec::with_capacity(count);
    let mut above = 0;
    for _ in 0..count {
        let value = reader.u64()?;
        let op = if value & 1 == 0 { Op::Add } else { Op::Remove };
        above = next_index(above, value >> 1)?;
        let subject = checked(above, terms, |t| t.is_named_node() || t.is_blank_node())?;
        rows.push(Row { op, subject, predicate: 0, object: 0, graph: None });
    }
    above = 0;
    for row in &mut rows {
        above = next_index(above, reader.u64()?)?;
        row.predicate = checked(above, terms, Term::is_named_node)?;
    }
    above = 0;
    for row in &mut rows {
        above = next_index(above, reader.u64()?)?;
        row.object = checked(above, terms, |_| true)?;
    }
    above = 0;
    for row in &mut rows {
        above = next_index(above, reader.u64()?)?;
        if above > 0 {
            row.graph = Some(checked(above, terms, |t| t.is_named_node() || t.is_blank_node())?);
        }
    }
    Ok(rows)
}

fn next_index(above: u32, step: u64) -> Result<u32, Malformed> {
    take_step(above, step).ok_or(Malformed("an index is out of range"))
}

/// The index of a term that the column gives as `value`, one more than the index.
fn checked(value: u32, terms: &[Term], fits: impl Fn(&Term) -> bool) -> Result<u32, Malformed> {
    let index = value.checked_sub(1).ok_or(Malformed("a quad lacks a term"))?;
    match terms.get(index as usize) {
        Some(term) if fits(term) => Ok(index),
        Some(_) => Err(Malformed("a term stands where its kind may not")),
        None => Err(Malformed("an index is over the chunk's terms")),
    }
}
