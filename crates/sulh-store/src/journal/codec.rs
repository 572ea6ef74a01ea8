//! The frame of a chunk: a bounded, compressed run of bytes that stands alone.
//!
//! A commit is a row of chunks. A chunk's body is a table of its distinct
//! terms in the order of their first use, the graphs created and dropped, and
//! its quads as steps between table indexes, column by column. The frame says
//! whether the body is compressed and how long it is, and both sides are
//! bounded: a damaged length can never make the reader allocate more than
//! [`MAX_BODY_BYTES`].

use std::io;

use oxigraph::model::{NamedOrBlankNode, Quad};
use zstd::bulk::{Compressor, Decompressor};

use super::chunk_writer::ChunkWriter;
use super::error::EncodeError;
use super::varint::{ByteReader, Malformed, put_u64};

/// The most bytes of a chunk's body, before compression: 16 MiB.
pub(crate) const MAX_BODY_BYTES: usize = 16 << 20;
/// The most bytes of a chunk as stored; a body that does not shrink is stored as it is.
pub(crate) const MAX_CHUNK_BYTES: usize = MAX_BODY_BYTES + 16;
/// The most bytes that the terms of one quad may take together.
pub(crate) const MAX_QUAD_BYTES: usize = MAX_BODY_BYTES - (64 << 10);
/// The most distinct terms of a chunk.
pub(super) const MAX_TERMS: usize = 1 << 18;
/// The most quads of a chunk, and the most graphs created and dropped in it.
pub(super) const MAX_ROWS: usize = 1 << 18;
/// A body shorter than this is stored as it is: compressing it costs more than it saves.
const COMPRESS_FROM: usize = 4096;

const PLAIN: u8 = 0;
const ZSTD: u8 = 1;

/// Whether a quad came or went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Op {
    /// The quad was absent and is now there.
    Add,
    /// The quad was there and is now absent.
    Remove,
}

/// The effective difference that a commit made, in the order it was written.
///
/// `added` were absent before and `removed` were there; no quad is in both and
/// none occurs twice. `created` and `dropped` are named graphs, which may be
/// empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diff {
    /// Quads that the commit added.
    pub added: Vec<Quad>,
    /// Quads that the commit removed.
    pub removed: Vec<Quad>,
    /// Graphs that the commit created.
    pub created: Vec<NamedOrBlankNode>,
    /// Graphs that the commit dropped.
    pub dropped: Vec<NamedOrBlankNode>,
}

impl Diff {
    /// Whether the commit changes nothing.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty()
            && self.removed.is_empty()
            && self.created.is_empty()
            && self.dropped.is_empty()
    }
}

/// The content of a commit that waits for its place in the journal, encoded.
///
/// Encoding apart from appending lets an unfit commit be refused alone. Holds
/// the whole commit in memory, compressed: larger ones go through
/// [`Body::Stream`](super::commit::Body::Stream).
#[derive(Debug, Clone, Default)]
pub(crate) struct EncodedCommit {
    pub(super) chunks: Vec<Vec<u8>>,
    pub(super) added: u64,
    pub(super) removed: u64,
    pub(super) subjects: Vec<u64>,
}

impl EncodedCommit {
    /// Encodes `diff`. Cost: O(quads).
    ///
    /// # Errors
    /// [`EncodeError`] when one of its quads does not fit a chunk.
    #[cfg(test)]
    pub(crate) fn from_diff(diff: &Diff) -> Result<Self, EncodeError> {
        let mut writer = ChunkWriter::new();
        let mut chunks = Vec::new();
        for graph in &diff.created {
            chunks.extend(writer.create_graph(graph.as_ref())?);
        }
        for (op, quads) in [(Op::Remove, &diff.removed), (Op::Add, &diff.added)] {
            for quad in quads {
                chunks.extend(writer.push(op, quad.as_ref())?);
            }
        }
        for graph in &diff.dropped {
            chunks.extend(writer.drop_graph(graph.as_ref())?);
        }
        Self::close(chunks, writer)
    }

    /// The end of `writer`, whose finished chunks so far are `chunks`.
    ///
    /// # Errors
    /// [`EncodeError::Compress`] when the last chunk cannot be compressed.
    pub(crate) fn close(
        mut chunks: Vec<Vec<u8>>,
        mut writer: ChunkWriter,
    ) -> Result<Self, EncodeError> {
        chunks.extend(writer.finish()?);
        let (added, removed) = (writer.added(), writer.removed());
        Ok(Self { chunks, added, removed, subjects: writer.into_subjects() })
    }
}

/// Frames `body`, compressed when that is shorter.
pub(super) fn frame(
    body: &[u8],
    compressor: &mut Option<Compressor<'static>>,
) -> Result<Vec<u8>, EncodeError> {
    if body.len() >= COMPRESS_FROM
        && let Some(framed) = compress(body, compressor).map_err(EncodeError::Compress)?
    {
        return Ok(framed);
    }
    let mut framed = Vec::with_capacity(body.len() + 1);
    framed.push(PLAIN);
    framed.extend_from_slice(body);
    Ok(framed)
}

fn compress(
    body: &[u8],
    compressor: &mut Option<Compressor<'static>>,
) -> io::Result<Option<Vec<u8>>> {
    let compressor = match compressor {
        Some(compressor) => compressor,
        None => compressor.insert(Compressor::new(1)?),
    };
    let packed = compressor.compress(body)?;
    if packed.len() >= body.len() {
        return Ok(None);
    }
    let mut framed = Vec::with_capacity(packed.len() + 6);
    framed.push(ZSTD);
    put_u64(&mut framed, body.len() as u64);
    framed.extend_from_slice(&packed);
    Ok(Some(framed))
}

/// The body within `chunk`. Allocates at most [`MAX_BODY_BYTES`].
pub(super) fn unframe(chunk: &[u8]) -> Result<Vec<u8>, Malformed> {
    let mut reader = ByteReader::new(chunk);
    match reader.byte()? {
        _ if chunk.len() > MAX_CHUNK_BYTES => Err(Malformed("a chunk is over its bound")),
        PLAIN => Ok(reader.rest().to_vec()),
        ZSTD => {
            let length = reader.count(MAX_BODY_BYTES)?;
            decompress(reader.rest(), length).ok_or(Malformed("a chunk cannot be decompressed"))
        }
        _ => Err(Malformed("a chunk has an unknown frame")),
    }
}

fn decompress(packed: &[u8], length: usize) -> Option<Vec<u8>> {
    let mut body = Vec::with_capacity(length);
    let mut decompressor = Decompressor::new().ok()?;
    let written = decompressor.decompress_to_buffer(packed, &mut body).ok()?;
    (written == length && body.len() == length).then_some(body)
}
