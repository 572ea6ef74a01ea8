//! Any diff comes back as it was, and any bytes give a chunk or an error.

use oxigraph::model::{
    BaseDirection, BlankNode, GraphName, Literal, NamedNode, NamedOrBlankNode, Quad, Term, Triple,
};
use proptest::prelude::*;

use super::{node, quad};
use crate::journal::chunk_writer::ChunkWriter;
use crate::journal::codec::{MAX_CHUNK_BYTES, MAX_QUAD_BYTES};
use crate::journal::term_bytes::MAX_TRIPLE_DEPTH;
use crate::journal::{DecodedChunk, Diff, EncodeError, EncodedCommit, Op};

fn decode(commit: &EncodedCommit) -> Diff {
    let mut diff = Diff::default();
    for chunk in &commit.chunks {
        assert!(chunk.len() <= MAX_CHUNK_BYTES);
        DecodedChunk::decode(chunk).unwrap().append_to(&mut diff);
    }
    diff
}

fn iri() -> impl Strategy<Value = NamedNode> {
    "[a-zé日]{1,6}".prop_map(|name| node(&name))
}

fn resource() -> impl Strategy<Value = NamedOrBlankNode> {
    prop_oneof![
        iri().prop_map(Into::into),
        "[a-z][a-z0-9]{0,5}".prop_map(|id| BlankNode::new(id).unwrap().into()),
        any::<u128>().prop_map(|id| BlankNode::new_from_unique_id(id).into()),
    ]
}

fn literal() -> impl Strategy<Value = Literal> {
    let language = prop_oneof![Just("bs"), Just("sr-cyrl"), Just("tr")];
    prop_oneof![
        any::<String>().prop_map(Literal::new_simple_literal),
        (any::<String>(), iri()).prop_map(|(text, kind)| Literal::new_typed_literal(text, kind)),
        any::<i64>().prop_map(Literal::from),
        (any::<String>(), language.clone()).prop_map(|(text, language)| {
            Literal::new_language_tagged_literal(text, language).unwrap()
        }),
        (any::<String>(), language, any::<bool>()).prop_map(|(text, language, left)| {
            let direction = if left { BaseDirection::Ltr } else { BaseDirection::Rtl };
            Literal::new_directional_language_tagged_literal(text, language, direction).unwrap()
        }),
        (1_usize..40_000).prop_map(|n| Literal::new_simple_literal("ш".repeat(n))),
    ]
}

fn term() -> impl Strategy<Value = Term> {
    let leaf = prop_oneof![resource().prop_map(Term::from), literal().prop_map(Term::from)];
    leaf.prop_recursive(4, 8, 1, |inner| {
        (resource(), iri(), inner).prop_map(|(s, p, o)| Triple::new(s, p, o).into())
    })
}

fn any_quad() -> impl Strategy<Value = Quad> {
    let graph = prop_oneof![Just(GraphName::DefaultGraph), resource().prop_map(GraphName::from),];
    (resource(), iri(), term(), graph).prop_map(|(s, p, o, g)| Quad::new(s, p, o, g))
}

fn any_diff() -> impl Strategy<Value = Diff> {
    let quads = || prop::collection::vec(any_quad(), 0..40);
    let graphs = || prop::collection::vec(resource(), 0..4);
    (quads(), quads(), graphs(), graphs()).prop_map(|(added, removed, created, dropped)| Diff {
        added,
        removed,
        created,
        dropped,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_diff_comes_back(diff in any_diff()) {
        let commit = EncodedCommit::from_diff(&diff).unwrap();
        prop_assert_eq!(commit.added, diff.added.len() as u64);
        prop_assert_eq!(decode(&commit), diff);
    }

    #[test]
    fn ids_and_terms_give_the_same_chunks(quads in prop::collection::vec(any_quad(), 1..60)) {
        let mut terms: Vec<Term> = Vec::new();
        let mut id = |term: Term| {
            let found = terms.iter().position(|known| *known == term);
            found.unwrap_or_else(|| { terms.push(term); terms.len() - 1 }) as u32 + 10
        };
        let ids: Vec<([u32; 3], Option<u32>)> = quads.iter().map(|quad| {
            let graph = match quad.graph_name.clone() {
                GraphName::NamedNode(node) => Some(id(node.into())),
                GraphName::BlankNode(node) => Some(id(node.into())),
                GraphName::DefaultGraph => None,
            };
            let subject = id(quad.subject.clone().into());
            ([subject, id(quad.predicate.clone().into()), id(quad.object.clone())], graph)
        }).collect();
        let (mut by_term, mut by_id) = (ChunkWriter::new(), ChunkWriter::new());
        for (quad, (triple, graph)) in quads.iter().zip(ids) {
            let mut resolve = |id: u32| Ok::<_, EncodeError>(terms[id as usize - 10].clone());
            prop_assert!(by_term.push(Op::Add, quad.as_ref()).unwrap().is_none());
            prop_assert!(by_id.push_ids(Op::Add, triple, graph, &mut resolve).unwrap().is_none());
        }
        prop_assert_eq!(by_id.finish().unwrap(), by_term.finish().unwrap());
        prop_assert_eq!(by_id.into_subjects(), by_term.into_subjects());
    }

    #[test]
    fn any_bytes_are_a_chunk_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        let _ = DecodedChunk::decode(&bytes);
    }

    #[test]
    fn flipped_chunks_are_a_chunk_or_an_error(
        diff in any_diff(),
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        for chunk in EncodedCommit::from_diff(&diff).unwrap().chunks {
            let mut flipped = chunk.clone();
            for (at, bits) in &flips {
                flipped[at.index(chunk.len())] ^= bits;
            }
            if let Ok(chunk) = DecodedChunk::decode(&flipped) {
                let mut read = Diff::default();
                chunk.append_to(&mut read);
                prop_assert_eq!(chunk.quads().count(), chunk.rows().len());
            }
        }
    }
}

#[test]
fn quads_of_the_greatest_size_come_back_and_greater_ones_are_refused() {
    let mut diff = Diff::default();
    for length in [5, MAX_QUAD_BYTES / 2, MAX_QUAD_BYTES - 1000, 5] {
        diff.added.push(quad(length as u64, length));
    }
    assert_eq!(decode(&EncodedCommit::from_diff(&diff).unwrap()), diff);

    let mut writer = ChunkWriter::new();
    assert!(writer.push(Op::Add, quad(1, 5).as_ref()).unwrap().is_none());
    let error = writer.push(Op::Add, quad(2, MAX_QUAD_BYTES).as_ref()).unwrap_err();
    assert_eq!(error.code(), "quad-too-long");
    assert!(writer.push(Op::Add, quad(3, 5).as_ref()).unwrap().is_none());
    let commit = EncodedCommit::close(Vec::new(), writer).unwrap();
    assert_eq!(decode(&commit).added, [quad(1, 5), quad(3, 5)]);
}

#[test]
fn incompressible_text_fits_a_chunk() {
    let mut random = super::Seeded(1);
    let text: String = (0..MAX_QUAD_BYTES / 4)
        .map(|_| char::from_u32(0x1_0000 + (random.next() % 0xF_0000) as u32).unwrap())
        .take(MAX_QUAD_BYTES / 4 - 1000)
        .collect();
    let added = vec![Quad::new(
        node("s"),
        node("p"),
        Literal::new_simple_literal(text),
        GraphName::DefaultGraph,
    )];
    let diff = Diff { added, ..Diff::default() };
    assert_eq!(decode(&EncodedCommit::from_diff(&diff).unwrap()), diff);
}

#[test]
fn large_ids_survive_a_full_chunk() {
    let terms = |id: u32| {
        let length = if id % 5 == 4 { 6 << 20 } else { 4 };
        let literal = Literal::new_simple_literal("y".repeat(length) + &id.to_string());
        Ok::<_, EncodeError>(if id < 100 { node(&id.to_string()).into() } else { literal.into() })
    };
    let (mut writer, mut chunks) = (ChunkWriter::new(), Vec::new());
    for object in 100..115 {
        let mut resolve = terms;
        chunks.extend(writer.push_ids(Op::Add, [1, 2, object], Some(3), &mut resolve).unwrap());
    }
    let diff = decode(&EncodedCommit::close(chunks, writer).unwrap());
    assert_eq!(diff.added.len(), 15);
    for (quad, object) in diff.added.iter().zip(100..) {
        assert_eq!(quad.object, terms(object).unwrap());
        assert_eq!(quad.subject, node("1").into());
    }
}

#[test]
fn triple_terms_nest_as_deep_as_is_said() {
    let mut object: Term = Literal::new_simple_literal("core").into();
    for depth in 1..=MAX_TRIPLE_DEPTH + 1 {
        object = Triple::new(node("s"), node("p"), object).into();
        let quad = Quad::new(node("s"), node("p"), object.clone(), GraphName::DefaultGraph);
        let diff = Diff { added: vec![quad], ..Diff::default() };
        match EncodedCommit::from_diff(&diff) {
            Ok(commit) => assert_eq!(decode(&commit), diff),
            Err(error) => {
                assert_eq!((error.code(), depth), ("triple-term-too-deep", MAX_TRIPLE_DEPTH + 1));
            }
        }
    }
}
