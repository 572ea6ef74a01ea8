//! Quads of one graph, handed on one by one without being copied.

use oxrdf::{LiteralRef, NamedNode, NamedNodeRef, Quad, QuadRef, TermRef};

/// Writes quads into one graph.
///
/// Whoever receives them may collect, count or load them.
pub(crate) struct QuadWriter<'s> {
    graph: NamedNode,
    sink: &'s mut dyn FnMut(QuadRef<'_>),
}

impl<'s> QuadWriter<'s> {
    pub(crate) fn new(graph: NamedNode, sink: &'s mut dyn FnMut(QuadRef<'_>)) -> Self {
        Self { graph, sink }
    }

    /// Writes one quad.
    pub(crate) fn write<'t>(
        &mut self,
        subject: &NamedNode,
        predicate: NamedNodeRef<'_>,
        object: impl Into<TermRef<'t>>,
    ) {
        let object: TermRef<'t> = object.into();
        (self.sink)(QuadRef::new(subject, predicate, object, &self.graph));
    }

    /// Writes one quad with an English text.
    pub(crate) fn english(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, text: &str) {
        self.write(
            subject,
            predicate,
            LiteralRef::new_language_tagged_literal_unchecked(text, "en"),
        );
    }

    /// Writes one quad with a plain text.
    pub(crate) fn plain(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, text: &str) {
        self.write(subject, predicate, LiteralRef::new_simple_literal(text));
    }
}

/// The quads that a writer is given, in order.
pub(crate) fn collect(graph: NamedNode, write: impl FnOnce(&mut QuadWriter<'_>)) -> Vec<Quad> {
    let mut quads = Vec::new();
    let mut sink = |quad: QuadRef<'_>| quads.push(quad.into_owned());
    write(&mut QuadWriter::new(graph, &mut sink));
    quads
}
