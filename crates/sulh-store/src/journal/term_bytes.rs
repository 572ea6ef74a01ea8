//! One RDF term ⇄ bytes, RDF 1.2 triple terms and base directions included.
//!
//! A term is a tag byte and its strings, each with its length before it; a
//! triple term holds its three terms inline. IRIs, blank node labels and
//! language tags are kept as they came in and not parsed again: what the store
//! took in must come back byte for byte.

use oxigraph::model::vocab::xsd;
use oxigraph::model::{
    BaseDirection, BlankNode, Literal, LiteralRef, NamedNode, NamedOrBlankNode,
    NamedOrBlankNodeRef, Term, TermRef, Triple,
};
use xxhash_rust::xxh3::xxh3_64;

use super::error::EncodeError;
use super::varint::{ByteReader, Malformed, put_bytes};

const IRI: u8 = 0;
const BLANK: u8 = 1;
const SIMPLE: u8 = 2;
const LANGUAGE: u8 = 3;
const LEFT_TO_RIGHT: u8 = 4;
const RIGHT_TO_LEFT: u8 = 5;
const TYPED: u8 = 6;
const TRIPLE: u8 = 7;

/// How deep triple terms may nest: a chain of objects, each a triple term.
///
/// Reading and dropping such a term recurses, so the depth must have an end.
pub(crate) const MAX_TRIPLE_DEPTH: usize = 100;

/// Appends `term` to `out`.
pub(super) fn encode_term(out: &mut Vec<u8>, term: TermRef<'_>) -> Result<(), EncodeError> {
    encode_at(out, term, 0)
}

fn encode_at(out: &mut Vec<u8>, term: TermRef<'_>, depth: usize) -> Result<(), EncodeError> {
    match term {
        TermRef::NamedNode(node) => put_tagged(out, IRI, node.as_str()),
        TermRef::BlankNode(node) => put_tagged(out, BLANK, node.as_str()),
        TermRef::Literal(literal) => encode_literal(out, literal),
        TermRef::Triple(triple) => {
            if depth == MAX_TRIPLE_DEPTH {
                return Err(EncodeError::TooDeep { allowed: MAX_TRIPLE_DEPTH });
            }
            out.push(TRIPLE);
            encode_at(out, triple.subject.as_ref().into(), depth + 1)?;
            encode_at(out, triple.predicate.as_ref().into(), depth + 1)?;
            encode_at(out, triple.object.as_ref(), depth + 1)?;
        }
    }
    Ok(())
}

fn encode_literal(out: &mut Vec<u8>, literal: LiteralRef<'_>) {
    let value = literal.value();
    if let Some(language) = literal.language() {
        let tag = match literal.direction() {
            None => LANGUAGE,
            Some(BaseDirection::Ltr) => LEFT_TO_RIGHT,
            Some(BaseDirection::Rtl) => RIGHT_TO_LEFT,
        };
        put_tagged(out, tag, value);
        put_bytes(out, language.as_bytes());
    } else if literal.datatype() == xsd::STRING {
        put_tagged(out, SIMPLE, value);
    } else {
        put_tagged(out, TYPED, value);
        put_bytes(out, literal.datatype().as_str().as_bytes());
    }
}

#[inline]
fn put_tagged(out: &mut Vec<u8>, tag: u8, text: &str) {
    out.push(tag);
    put_bytes(out, text.as_bytes());
}

/// Reads one term written by [`encode_term`].
pub(super) fn decode_term(reader: &mut ByteReader<'_>) -> Result<Term, Malformed> {
    decode_at(reader, 0)
}

fn decode_at(reader: &mut ByteReader<'_>, depth: usize) -> Result<Term, Malformed> {
    let tag = reader.byte()?;
    if tag == TRIPLE {
        return decode_triple(reader, depth);
    }
    let text = reader.str()?;
    Ok(match tag {
        IRI => NamedNode::new_unchecked(text).into(),
        BLANK => BlankNode::new_unchecked(text).into(),
        SIMPLE => Literal::new_simple_literal(text).into(),
        LANGUAGE => Literal::new_language_tagged_literal_unchecked(text, reader.str()?).into(),
        LEFT_TO_RIGHT => directed(text, reader.str()?, BaseDirection::Ltr),
        RIGHT_TO_LEFT => directed(text, reader.str()?, BaseDirection::Rtl),
        TYPED => Literal::new_typed_literal(text, NamedNode::new_unchecked(reader.str()?)).into(),
        _ => return Err(Malformed("a term has an unknown kind")),
    })
}

fn directed(value: &str, language: &str, direction: BaseDirection) -> Term {
    Literal::new_directional_language_tagged_literal_unchecked(value, language, direction).into()
}

fn decode_triple(reader: &mut ByteReader<'_>, depth: usize) -> Result<Term, Malformed> {
    if depth == MAX_TRIPLE_DEPTH {
        return Err(Malformed("triple terms nest too deep"));
    }
    let subject = match decode_at(reader, depth + 1)? {
        Term::NamedNode(node) => NamedOrBlankNode::from(node),
        Term::BlankNode(node) => node.into(),
        _ => return Err(Malformed("the subject of a triple term is a literal or a triple")),
    };
    let Term::NamedNode(predicate) = decode_at(reader, depth + 1)? else {
        return Err(Malformed("the predicate of a triple term is not an IRI"));
    };
    let object = decode_at(reader, depth + 1)?;
    Ok(Triple::new(subject, predicate, object).into())
}

/// No fewer bytes than [`encode_term`] writes for `term`. Cost: O(depth).
///
/// # Errors
/// [`EncodeError::TooDeep`] exactly when [`encode_term`] would give it.
pub(super) fn encoded_bound(term: TermRef<'_>) -> Result<usize, EncodeError> {
    let mut sum = 0;
    let mut next = term;
    for _ in 0..=MAX_TRIPLE_DEPTH {
        let TermRef::Triple(triple) = next else {
            return Ok(sum + simple_bound(next));
        };
        sum += simple_bound(triple.subject.as_ref().into());
        sum += simple_bound(triple.predicate.as_ref().into()) + 1;
        next = triple.object.as_ref();
    }
    Err(EncodeError::TooDeep { allowed: MAX_TRIPLE_DEPTH })
}

/// The bound of a term that is not a triple term.
#[inline]
fn simple_bound(term: TermRef<'_>) -> usize {
    // A tag and two lengths of at most five bytes each, for terms under 4 GiB.
    const FRAME: usize = 11;
    FRAME
        + match term {
            TermRef::NamedNode(node) => node.as_str().len(),
            TermRef::BlankNode(node) => node.as_str().len(),
            TermRef::Literal(literal) => {
                let second = literal.language().unwrap_or_else(|| literal.datatype().as_str());
                literal.value().len() + second.len()
            }
            TermRef::Triple(_) => 0,
        }
}

/// The key of `subject` in the history index: stable across runs and versions.
///
/// Two subjects may share a key, once in 2⁶⁴ pairs, so a reader that shows the
/// quads of a subject compares the subject itself.
pub(crate) fn subject_key(subject: NamedOrBlankNodeRef<'_>) -> u64 {
    let mut bytes = Vec::with_capacity(96);
    match subject {
        NamedOrBlankNodeRef::NamedNode(node) => put_tagged(&mut bytes, IRI, node.as_str()),
        NamedOrBlankNodeRef::BlankNode(node) => put_tagged(&mut bytes, BLANK, node.as_str()),
    }
    xxh3_64(&bytes)
}
