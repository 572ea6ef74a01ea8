//! Quads in, finished chunks out: the writing half of the codec.
//!
//! Holds one chunk at a time, so that a load of any size runs in bounded
//! memory. Keeps no term of its own: distinct terms are found by the hash of
//! their bytes in the chunk's own table.

use oxigraph::model::{NamedOrBlankNodeRef, Term, TermRef};
use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::xxh3_64;
use zstd::bulk::Compressor;

use super::codec::{MAX_QUAD_BYTES, MAX_ROWS, MAX_TERMS, Op, frame};
use super::error::EncodeError;
use super::term_bytes::{encode_term, encoded_bound};
use super::varint::{put_u64, step};

/// A chunk is closed when its terms reach this many bytes.
const TARGET_TERM_BYTES: usize = 4 << 20;
/// The most bytes of a quad's four columns.
const ROW_BYTES: usize = 21;

/// A term of the chunk's table.
#[derive(Debug, Clone, Copy)]
struct Entry {
    end: u32,
    key: u64,
    subject: bool,
}

/// Builds the chunks of one commit.
///
/// Each call that closes a chunk returns its bytes, ready to store; the caller
/// must keep them in order. Cost: O(size of the quad) each.
#[derive(Default)]
pub(crate) struct ChunkWriter {
    terms: Vec<u8>,
    entries: Vec<Entry>,
    by_key: FxHashMap<u64, u32>,
    by_id: FxHashMap<u32, u32>,
    rows: Vec<(Op, [u32; 4])>,
    created: Vec<u32>,
    dropped: Vec<u32>,
    compressor: Option<Compressor<'static>>,
    subjects: Vec<u64>,
    sorted_subjects: usize,
    added: u64,
    removed: u64,
}

impl ChunkWriter {
    /// A writer with nothing in it; allocates nothing.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Quads added so far.
    pub(crate) fn added(&self) -> u64 {
        self.added
    }

    /// Quads removed so far.
    pub(crate) fn removed(&self) -> u64 {
        self.removed
    }

    /// Takes in one quad by its terms.
    ///
    /// # Errors
    /// [`EncodeError`] when the quad does not fit a chunk; the writer is then
    /// as before.
    pub(crate) fn push(
        &mut self,
        op: Op,
        quad: oxigraph::model::QuadRef<'_>,
    ) -> Result<Option<Vec<u8>>, EncodeError> {
        let graph = graph_term(quad.graph_name);
        let terms =
            [Some(quad.subject.into()), Some(quad.predicate.into()), Some(quad.object), graph];
        let full = self.make_room(terms)?;
        let mut row = [0; 4];
        for (slot, term) in row.iter_mut().zip(terms) {
            if let Some(term) = term {
                *slot = self.intern(term)? + 1;
            }
        }
        self.push_row(op, row);
        self.close_if_full(full)
    }

    /// Takes in one quad by the caller's ids: subject, predicate, object, and
    /// the graph unless it is the default graph.
    ///
    /// `term` is asked about once a chunk for each distinct id. An id must mean
    /// one term for as long as the writer lives.
    ///
    /// # Errors
    /// What `term` gives, or [`EncodeError`] when the quad does not fit a
    /// chunk; the writer is then as before.
    pub(crate) fn push_ids<E: From<EncodeError>>(
        &mut self,
        op: Op,
        [subject, predicate, object]: [u32; 3],
        graph: Option<u32>,
        term: &mut impl FnMut(u32) -> Result<Term, E>,
    ) -> Result<Option<Vec<u8>>, E> {
        let ids = [Some(subject), Some(predicate), Some(object), graph];
        let mut closed = None;
        let row = match self.known_row(ids) {
            Some(row) if !self.is_full() => row,
            _ => {
                let mut terms = fetch(ids, |id| !self.by_id.contains_key(&id), term)?;
                if self.must_close(bound(refs(&terms))?) {
                    // The table starts anew, so every term is needed.
                    terms = fetch(ids, |_| true, term)?;
                }
                closed = self.make_room(refs(&terms))?;
                self.intern_ids(ids, &terms)?
            }
        };
        self.push_row(op, row);
        Ok(self.close_if_full(closed)?)
    }

    fn intern_ids(
        &mut self,
        ids: [Option<u32>; 4],
        terms: &[Option<Term>; 4],
    ) -> Result<[u32; 4], EncodeError> {
        let mut row = [0; 4];
        for ((slot, id), term) in row.iter_mut().zip(ids).zip(terms) {
            let Some(id) = id else { continue };
            let local = match (self.by_id.get(&id), term) {
                (Some(&local), _) => local,
                (None, Some(term)) => self.intern(term.as_ref())?,
                (None, None) => continue,
            };
            self.by_id.insert(id, local);
            *slot = local + 1;
        }
        Ok(row)
    }

    /// Notes that the commit created `graph`.
    pub(crate) fn create_graph(
        &mut self,
        graph: NamedOrBlankNodeRef<'_>,
    ) -> Result<Option<Vec<u8>>, EncodeError> {
        let full = self.make_room([Some(graph.into()), None, None, None])?;
        let local = self.intern(graph.into())?;
        self.created.push(local);
        Ok(full)
    }

    /// Notes that the commit dropped `graph`.
    pub(crate) fn drop_graph(
        &mut self,
        graph: NamedOrBlankNodeRef<'_>,
    ) -> Result<Option<Vec<u8>>, EncodeError> {
        let full = self.make_room([Some(graph.into()), None, None, None])?;
        let local = self.intern(graph.into())?;
        self.dropped.push(local);
        Ok(full)
    }

    /// Closes the chunk begun, if there is one. The writer can go on.
    pub(crate) fn finish(&mut self) -> Result<Option<Vec<u8>>, EncodeError> {
        if self.rows.is_empty() && self.created.is_empty() && self.dropped.is_empty() {
            return Ok(None);
        }
        let body = self.body();
        let chunk = frame(&body, &mut self.compressor)?;
        self.terms.clear();
        self.entries.clear();
        self.by_key.clear();
        self.by_id.clear();
        self.rows.clear();
        self.created.clear();
        self.dropped.clear();
        self.compact_subjects();
        Ok(Some(chunk))
    }

    /// The keys of the subjects of all quads so far, for the history index;
    /// some may occur twice. 8 bytes each.
    pub(crate) fn into_subjects(self) -> Vec<u64> {
        self.subjects
    }

    /// The row of `ids` when each is in this chunk's table.
    #[inline]
    fn known_row(&self, ids: [Option<u32>; 4]) -> Option<[u32; 4]> {
        let mut row = [0; 4];
        for (slot, id) in row.iter_mut().zip(ids) {
            if let Some(id) = id {
                *slot = self.by_id.get(&id)? + 1;
            }
        }
        Some(row)
    }

    #[inline]
    fn push_row(&mut self, op: Op, row: [u32; 4]) {
        match op {
            Op::Add => self.added += 1,
            Op::Remove => self.removed += 1,
        }
        let [subject, ..] = row;
        if let Some(entry) = self.entries.get_mut(subject.wrapping_sub(1) as usize)
            && !entry.subject
        {
            entry.subject = true;
            self.subjects.push(entry.key);
        }
        self.rows.push((op, row));
    }

    fn is_full(&self) -> bool {
        self.rows.len() >= MAX_ROWS
            || self.created.len() + self.dropped.len() >= MAX_ROWS
            || self.entries.len() + 4 > MAX_TERMS
            || self.terms.len() >= TARGET_TERM_BYTES
    }

    /// The size that the body has at most.
    fn bytes(&self) -> usize {
        let graphs = self.created.len() + self.dropped.len();
        self.terms.len() + self.rows.len() * ROW_BYTES + graphs * 5
    }

    /// Closes the chunk when `terms` and a row would not fit it any more.
    fn make_room(
        &mut self,
        terms: [Option<TermRef<'_>>; 4],
    ) -> Result<Option<Vec<u8>>, EncodeError> {
        let bytes = bound(terms)?;
        if bytes > MAX_QUAD_BYTES {
            return Err(EncodeError::QuadTooLong { bytes, allowed: MAX_QUAD_BYTES });
        }
        if self.must_close(bytes) {
            return self.finish();
        }
        Ok(None)
    }

    fn must_close(&self, bytes: usize) -> bool {
        self.is_full() || self.bytes() + bytes > MAX_QUAD_BYTES
    }

    /// Closes the chunk that has become full, unless this call closed one.
    fn close_if_full(&mut self, closed: Option<Vec<u8>>) -> Result<Option<Vec<u8>>, EncodeError> {
        match closed {
            None if self.is_full() => self.finish(),
            closed => Ok(closed),
        }
    }

    /// The index of `term` in the chunk's table.
    fn intern(&mut self, term: TermRef<'_>) -> Result<u32, EncodeError> {
        let start = self.terms.len();
        if let Err(error) = encode_term(&mut self.terms, term) {
            self.terms.truncate(start);
            return Err(error);
        }
        let (before, encoded) = self.terms.split_at(start);
        let key = xxh3_64(encoded);
        let mut probe = key;
        // Two terms whose hashes meet take neighbouring keys of the map.
        while let Some(&found) = self.by_key.get(&probe) {
            if entry_bytes(before, &self.entries, found) == Some(encoded) {
                self.terms.truncate(start);
                return Ok(found);
            }
            probe = probe.wrapping_add(1);
        }
        let index = self.entries.len() as u32;
        self.by_key.insert(probe, index);
        self.entries.push(Entry { end: self.terms.len() as u32, key, subject: false });
        Ok(index)
    }

    fn body(&self) -> Vec<u8> {
        let mut body = Vec::with_capacity(self.terms.len() + self.rows.len() * 8 + 64);
        put_u64(&mut body, self.entries.len() as u64);
        body.extend_from_slice(&self.terms);
        for graphs in [&self.created, &self.dropped] {
            put_u64(&mut body, graphs.len() as u64);
            for &graph in graphs {
                put_u64(&mut body, u64::from(graph));
            }
        }
        put_u64(&mut body, self.rows.len() as u64);
        self.put_columns(&mut body);
        body
    }

    /// The four columns, each value as its step from the one above it; the
    /// lowest bit of the first column says which operation it is.
    fn put_columns(&self, body: &mut Vec<u8>) {
        let mut above = 0;
        for &(op, [subject, ..]) in &self.rows {
            put_u64(body, step(above, subject) << 1 | u64::from(op == Op::Remove));
            above = subject;
        }
        let columns: [fn(&[u32; 4]) -> u32; 3] = [|row| row[1], |row| row[2], |row| row[3]];
        for column in columns {
            let mut above = 0;
            for (_, row) in &self.rows {
                let value = column(row);
                put_u64(body, step(above, value));
                above = value;
            }
        }
    }

    /// Drops repeated subject keys once they may have doubled.
    fn compact_subjects(&mut self) {
        if self.subjects.len() > 2 * self.sorted_subjects.max(1 << 16) {
            self.subjects.sort_unstable();
            self.subjects.dedup();
            self.sorted_subjects = self.subjects.len();
        }
    }
}

/// The terms of those `ids` that are `wanted`.
fn fetch<E>(
    ids: [Option<u32>; 4],
    wanted: impl Fn(u32) -> bool,
    term: &mut impl FnMut(u32) -> Result<Term, E>,
) -> Result<[Option<Term>; 4], E> {
    let mut terms = [None, None, None, None];
    for (slot, id) in terms.iter_mut().zip(ids) {
        *slot = id.filter(|&id| wanted(id)).map(&mut *term).transpose()?;
    }
    Ok(terms)
}

fn refs(terms: &[Option<Term>; 4]) -> [Option<TermRef<'_>>; 4] {
    terms.each_ref().map(|term| term.as_ref().map(Term::as_ref))
}

/// No fewer bytes than `terms` take in the table.
fn bound(terms: [Option<TermRef<'_>>; 4]) -> Result<usize, EncodeError> {
    let mut bytes = 0;
    for term in terms.into_iter().flatten() {
        bytes += encoded_bound(term)?;
    }
    Ok(bytes)
}

fn graph_term(graph: oxigraph::model::GraphNameRef<'_>) -> Option<TermRef<'_>> {
    use oxigraph::model::GraphNameRef;
    match graph {
        GraphNameRef::NamedNode(node) => Some(node.into()),
        GraphNameRef::BlankNode(node) => Some(node.into()),
        GraphNameRef::DefaultGraph => None,
    }
}

fn entry_bytes<'a>(terms: &'a [u8], entries: &[Entry], index: u32) -> Option<&'a [u8]> {
    let index = index as usize;
    let start = match index.checked_sub(1) {
        Some(before) => entries.get(before)?.end as usize,
        None => 0,
    };
    terms.get(start..entries.get(index)?.end as usize)
}
