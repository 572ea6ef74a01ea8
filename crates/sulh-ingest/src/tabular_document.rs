//! A tabular file as evidence: the document, told by the hash of its bytes, and its rows.

use oxrdf::{Literal, NamedNode};
use sha2::{Digest, Sha256};
use sulh_ontology::{Base, Kind, dcterms, rdf, sulh};

use crate::quad_writer::QuadWriter;

/// A file and the IRIs of its rows.
pub(crate) struct TabularDocument {
    base: Base,
    iri: NamedNode,
    sha256: String,
    title: String,
}

impl TabularDocument {
    /// Hashes the file. The title is the last part of its name. Cost: O(bytes).
    pub(crate) fn new(base: &Base, file: &str, bytes: &[u8]) -> Self {
        let sha256 = hex(&Sha256::digest(bytes));
        let title = file.rsplit(['/', '\\']).next().unwrap_or(file).to_owned();
        let iri = base.id(Kind::Document, short(&sha256));
        Self { base: base.clone(), iri, sha256, title }
    }

    /// The IRI of the document.
    pub(crate) fn iri(&self) -> &NamedNode {
        &self.iri
    }

    /// The name of the file.
    pub(crate) fn title(&self) -> &str {
        &self.title
    }

    /// The IRI of the row that starts on a physical line.
    pub(crate) fn row(&self, line: u64) -> NamedNode {
        self.base.id(Kind::Row, &format!("{}-{line}", short(&self.sha256)))
    }

    /// States a row.
    pub(crate) fn write_row(&self, writer: &mut QuadWriter<'_>, row: &NamedNode, line: u64) {
        writer.write(row, rdf::TYPE, sulh::ROW);
        writer.write(row, sulh::IN_DOCUMENT, &self.iri);
        writer.write(row, sulh::LINE, &Literal::from(line));
    }

    /// States the document.
    pub(crate) fn write(&self, writer: &mut QuadWriter<'_>) {
        writer.write(&self.iri, rdf::TYPE, sulh::DOCUMENT);
        writer.plain(&self.iri, sulh::SHA256, &self.sha256);
        writer.plain(&self.iri, dcterms::TITLE, &self.title);
    }
}

fn short(sha256: &str) -> &str {
    sha256.get(..12).unwrap_or(sha256)
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_told_by_the_hash_of_its_bytes() {
        let document = TabularDocument::new(&Base::default(), "a/b/t.csv", b"abc");
        assert_eq!(document.title, "t.csv");
        assert_eq!(
            document.sha256,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(document.row(7).as_str(), "https://w3id.org/sulh/id/row/ba7816bf8f01-7");
    }
}
