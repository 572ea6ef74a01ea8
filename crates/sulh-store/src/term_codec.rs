//! A term as bytes, the form in which dictionaries keep and compare it.
//!
//! Equal terms have equal bytes and only they. It must not know ids.
//!
//! One tag byte, then: IRI and blank node as text; a literal as
//! `qualifier NUL value`, where the qualifier is a language tag, a language tag
//! and a direction, or a datatype (without the XML Schema namespace under its
//! own tag); a triple term as its three parts, each with a length before it.

use oxigraph::model::vocab::xsd;
use oxigraph::model::{
    BaseDirection, BlankNode, GraphName, GraphNameRef, Literal, LiteralRef, NamedNode,
    NamedOrBlankNode, Term, TermRef, Triple,
};
use std::sync::LazyLock;

const IRI: u8 = 0;
const BLANK: u8 = 1;
const STRING: u8 = 2;
const LANGUAGE: u8 = 3;
const TYPED: u8 = 4;
const XSD_TYPED: u8 = 5;
const LTR: u8 = 6;
const RTL: u8 = 7;
const TRIPLE: u8 = 8;

/// The namespace of XML Schema's datatypes, taken from a term that has it.
static XSD: LazyLock<&'static str> =
    LazyLock::new(|| xsd::STRING.as_str().trim_end_matches("string"));

/// Appends the bytes of `term` to `out`.
pub(crate) fn encode(term: TermRef<'_>, out: &mut Vec<u8>) {
    match term {
        TermRef::NamedNode(node) => tagged(IRI, node.as_str(), out),
        TermRef::BlankNode(node) => tagged(BLANK, node.as_str(), out),
        TermRef::Literal(literal) => encode_literal(literal, out),
        TermRef::Triple(triple) => {
            out.push(TRIPLE);
            nested(TermRef::from(triple.subject.as_ref()), out);
            nested(triple.predicate.as_ref().into(), out);
            nested(triple.object.as_ref(), out);
        }
    }
}

fn tagged(tag: u8, text: &str, out: &mut Vec<u8>) {
    out.push(tag);
    out.extend_from_slice(text.as_bytes());
}

fn nested(term: TermRef<'_>, out: &mut Vec<u8>) {
    let at = out.len();
    out.extend_from_slice(&[0; 4]);
    encode(term, out);
    let length = (out.len() - at - 4) as u32;
    if let Some(slot) = out.get_mut(at..at + 4) {
        slot.copy_from_slice(&length.to_le_bytes());
    }
}

fn encode_literal(literal: LiteralRef<'_>, out: &mut Vec<u8>) {
    let (tag, qualifier) = if let Some(language) = literal.language() {
        match literal.direction() {
            None => (LANGUAGE, language),
            Some(BaseDirection::Ltr) => (LTR, language),
            Some(BaseDirection::Rtl) => (RTL, language),
        }
    } else if literal.datatype() == xsd::STRING {
        return tagged(STRING, literal.value(), out);
    } else {
        let datatype = literal.datatype().as_str();
        datatype.strip_prefix(*XSD).map_or((TYPED, datatype), |local| (XSD_TYPED, local))
    };
    tagged(tag, qualifier, out);
    out.push(0);
    out.extend_from_slice(literal.value().as_bytes());
}

/// The bytes of a term, in a vector of its own.
pub(crate) fn encode_to_vec(term: TermRef<'_>) -> Vec<u8> {
    let mut out = Vec::with_capacity(64);
    encode(term, &mut out);
    out
}

/// Reads back what [`encode`] wrote; `None` if the bytes are not such.
pub(crate) fn decode(bytes: &[u8]) -> Option<Term> {
    let (tag, rest) = bytes.split_first()?;
    let whole = || std::str::from_utf8(rest).ok();
    Some(match *tag {
        IRI => NamedNode::new_unchecked(whole()?).into(),
        BLANK => BlankNode::new_unchecked(whole()?).into(),
        STRING => Literal::new_simple_literal(whole()?).into(),
        TRIPLE => decode_triple(rest)?.into(),
        tag => {
            let end = rest.iter().position(|byte| *byte == 0)?;
            let qualifier = std::str::from_utf8(rest.get(..end)?).ok()?;
            let value = std::str::from_utf8(rest.get(end + 1..)?).ok()?;
            match tag {
                LANGUAGE => Literal::new_language_tagged_literal_unchecked(value, qualifier),
                LTR => directional(value, qualifier, BaseDirection::Ltr),
                RTL => directional(value, qualifier, BaseDirection::Rtl),
                TYPED => Literal::new_typed_literal(value, NamedNode::new_unchecked(qualifier)),
                XSD_TYPED => Literal::new_typed_literal(
                    value,
                    NamedNode::new_unchecked(format!("{}{qualifier}", *XSD)),
                ),
                _ => return None,
            }
            .into()
        }
    })
}

fn directional(value: &str, language: &str, direction: BaseDirection) -> Literal {
    Literal::new_directional_language_tagged_literal_unchecked(value, language, direction)
}

fn decode_triple(bytes: &[u8]) -> Option<Triple> {
    let (subject, rest) = decode_nested(bytes)?;
    let (predicate, rest) = decode_nested(rest)?;
    let (object, rest) = decode_nested(rest)?;
    let (Term::NamedNode(predicate), true) = (predicate, rest.is_empty()) else {
        return None;
    };
    let subject = match subject {
        Term::NamedNode(node) => NamedOrBlankNode::from(node),
        Term::BlankNode(node) => node.into(),
        _ => return None,
    };
    Some(Triple::new(subject, predicate, object))
}

fn decode_nested(bytes: &[u8]) -> Option<(Term, &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    let (term, rest) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
    Some((decode(term)?, rest))
}

/// The text of an encoded IRI, or the value of an encoded literal.
pub(crate) fn text(bytes: &[u8]) -> Option<&str> {
    let (tag, rest) = bytes.split_first()?;
    let text = match *tag {
        IRI | STRING => rest,
        LANGUAGE | TYPED | XSD_TYPED | LTR | RTL => {
            rest.get(rest.iter().position(|byte| *byte == 0)? + 1..)?
        }
        _ => return None,
    };
    std::str::from_utf8(text).ok()
}

/// A graph name as a term; `None` for the default graph.
pub(crate) fn graph_term(graph: GraphNameRef<'_>) -> Option<TermRef<'_>> {
    match graph {
        GraphNameRef::NamedNode(node) => Some(node.into()),
        GraphNameRef::BlankNode(node) => Some(node.into()),
        GraphNameRef::DefaultGraph => None,
    }
}

/// A node as a term.
pub(crate) fn node_term(node: &NamedOrBlankNode) -> TermRef<'_> {
    node.as_ref().into()
}

/// A term as a graph name; `None` if it can be none.
pub(crate) fn graph_name(term: Term) -> Option<GraphName> {
    match term {
        Term::NamedNode(node) => Some(node.into()),
        Term::BlankNode(node) => Some(node.into()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;
    use proptest::prelude::*;

    fn any_term() -> impl Strategy<Value = Term> {
        let leaf = prop_oneof![
            ".*".prop_map(|s| Term::from(NamedNode::new_unchecked(format!("http://e/{s}")))),
            "[a-z]{1,8}".prop_map(|s| Term::from(BlankNode::new_unchecked(s))),
            ".*".prop_map(|s| Term::from(Literal::new_simple_literal(s))),
            (".*", "[a-z]{2}")
                .prop_map(|(s, l)| Literal::new_language_tagged_literal_unchecked(s, l).into()),
            (".*", "[a-z]{2}").prop_map(|(s, l)| directional(&s, &l, BaseDirection::Rtl).into()),
            ".*".prop_map(|s| Literal::new_typed_literal(s, xsd::DECIMAL).into()),
            ".*".prop_map(|s| Literal::new_typed_literal(
                s,
                NamedNode::new_unchecked("http://e/t")
            )
            .into()),
        ];
        leaf.prop_recursive(3, 8, 2, |inner| {
            inner.prop_map(|object| {
                Triple::new(
                    NamedNode::new_unchecked("http://e/s"),
                    NamedNode::new_unchecked("http://e/p"),
                    object,
                )
                .into()
            })
        })
    }

    proptest! {
        #[test]
        fn terms_round_trip_and_differ_when_they_differ(a in any_term(), b in any_term()) {
            let (x, y) = (encode_to_vec(a.as_ref()), encode_to_vec(b.as_ref()));
            prop_assert_eq!(decode(&x).unwrap(), a.clone());
            prop_assert_eq!(x == y, a == b);
        }

        #[test]
        fn any_bytes_decode_or_are_refused(bytes: Vec<u8>) {
            let _ = decode(&bytes);
        }
    }
}
