//! Files of every syntax, plain and compressed; mistakes named by place; nothing
//! left of a load that failed.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::format_collect,
    clippy::case_sensitive_file_extension_comparisons,
    reason = "tests"
)]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use sulh_store::rdf::{GraphName, Literal, NamedNode, Quad};
use sulh_store::{Load, RdfFormat, RdfSerializer, Store, StoreOptions};

fn open(directory: &Path) -> Store {
    Store::open(directory, StoreOptions::with_base("http://e/")).unwrap()
}

fn write(path: PathBuf, bytes: &[u8]) -> PathBuf {
    let name = path.to_string_lossy().into_owned();
    let mut file = std::fs::File::create(&path).unwrap();
    if name.ends_with(".gz") {
        let mut out = flate2::write::GzEncoder::new(file, flate2::Compression::fast());
        out.write_all(bytes).unwrap();
        out.finish().unwrap();
    } else if name.ends_with(".zst") {
        file.write_all(&zstd::stream::encode_all(bytes, 1).unwrap()).unwrap();
    } else {
        file.write_all(bytes).unwrap();
    }
    path
}

fn load(store: &Store, files: Vec<PathBuf>) -> Result<sulh_store::Loaded, sulh_store::LoadError> {
    let load = Load { files, author: "t".into(), activity: "load".into(), ..Load::default() };
    store.load(&load, &mut |_| {})
}

fn sample() -> Vec<Quad> {
    (0..40)
        .map(|n| {
            Quad::new(
                NamedNode::new_unchecked(format!("http://e/s{}", n % 7)),
                NamedNode::new_unchecked("http://e/p"),
                Literal::new_language_tagged_literal_unchecked(
                    format!("širi se {n}\n\"x\""),
                    "sr-latn",
                ),
                GraphName::DefaultGraph,
            )
        })
        .collect()
}

#[test]
fn every_syntax_plain_and_compressed() {
    let directory = tempfile::tempdir().unwrap();
    let store = open(&directory.path().join("data"));
    let formats = [
        (RdfFormat::NTriples, "nt"),
        (RdfFormat::NQuads, "nq"),
        (RdfFormat::Turtle, "ttl"),
        (RdfFormat::TriG, "trig"),
        (RdfFormat::RdfXml, "rdf"),
        (RdfFormat::from_extension("jsonld").unwrap(), "jsonld"),
    ];
    let mut first = true;
    for (format, extension) in formats {
        let mut out = RdfSerializer::from_format(format).for_writer(Vec::new());
        for quad in &sample() {
            out.serialize_quad(quad).unwrap();
        }
        let bytes = out.finish().unwrap();
        for compression in ["", ".gz", ".zst"] {
            let path = directory.path().join(format!("a.{extension}{compression}"));
            let loaded = load(&store, vec![write(path, &bytes)]).unwrap();
            assert_eq!(loaded.quads, 40, "{extension}{compression}");
            // The same facts each time: only the first file adds them.
            assert_eq!(
                loaded.committed.added,
                if first { 40 } else { 0 },
                "{extension}{compression}"
            );
            first = false;
        }
    }
    assert!(store.check(true).unwrap().is_clean());
}

#[test]
fn blank_nodes_of_a_file_are_the_same_each_time() {
    let directory = tempfile::tempdir().unwrap();
    let store = open(&directory.path().join("data"));
    let text = "<http://e/s> <http://e/p> [ <http://e/q> 1 ] , [ <http://e/q> 1 ] .";
    let path = write(directory.path().join("a.ttl"), text.as_bytes());
    assert_eq!(load(&store, vec![path.clone()]).unwrap().committed.added, 4);
    assert_eq!(load(&store, vec![path]).unwrap().committed.added, 0);
    let blank =
        store.snapshot().quads().filter(|q| q.as_ref().unwrap().to_string().contains("_:")).count();
    assert_eq!(blank, 0, "a blank node stands in published data");
}

#[test]
fn mistakes_name_their_place_and_leave_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let store = open(&directory.path().join("data"));
    let good = "<http://e/a> <http://e/p> 1 .\n";
    let cases: [(&str, &[u8], &str); 6] = [
        ("a.ttl", b"<http://e/a> <http://e/p> 1 .\n<http://e/a> <http://e/p> .\n", "a.ttl:2:"),
        ("b.nt", b"<http://e/a> <http://e/p> \"x\" .\nnonsense\n", "b.nt:2:"),
        (
            "c.rdf",
            b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><a></rdf:RDF>",
            "c.rdf:",
        ),
        ("d.nt", b"<http://e/a> <http://e/p> \"\xff\xfe\" .\n", "d.nt:1:"),
        ("e.nt.gz", b"this is not gzip", "e.nt.gz:1:"),
        ("f.doc", b"", "f.doc"),
    ];
    for (name, bytes, place) in cases {
        let first = write(directory.path().join("good.ttl"), good.as_bytes());
        let path = directory.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let error = load(&store, vec![first, path]).unwrap_err();
        assert!(error.to_string().contains(place), "{name}: {error}");
        assert_eq!((store.revision(), store.snapshot().quad_count()), (0, 0), "{name}");
    }
    assert!(load(&store, vec![directory.path().join("absent.nt")]).is_err());
}

#[test]
fn keep_going_keeps_the_good_part() {
    let directory = tempfile::tempdir().unwrap();
    let store = open(&directory.path().join("data"));
    let text = "<http://e/a> <http://e/p> \"1\" .\nbad\n<http://e/a> <http://e/p> \"2\" .\n<http://e/b> bad .\n";
    let path = write(directory.path().join("a.nt"), text.as_bytes());
    let files = Load { files: vec![path], keep_going: true, author: "t".into(), ..Load::default() };
    let loaded = store.load(&files, &mut |_| {}).unwrap();
    assert_eq!((loaded.committed.added, loaded.mistakes), (2, 2));
    assert!(
        loaded.first_mistakes[0].to_string().contains("a.nt:2:"),
        "{}",
        loaded.first_mistakes[0]
    );
}

#[test]
fn a_large_load_over_present_quads_adds_only_the_rest() {
    let directory = tempfile::tempdir().unwrap();
    let store = open(&directory.path().join("data"));
    let line = |n: u32| format!("<http://e/s{}> <http://e/p{}> \"{n}\" .\n", n % 997, n % 13);
    let half: String = (0..60_000).map(line).collect();
    let whole: String = (0..90_000).rev().map(line).collect();
    let half = write(directory.path().join("half.nt"), half.as_bytes());
    let whole = write(directory.path().join("whole.nt"), whole.as_bytes());
    assert_eq!(load(&store, vec![half]).unwrap().committed.added, 60_000);
    assert_eq!(load(&store, vec![whole.clone(), whole]).unwrap().committed.added, 30_000);
    assert_eq!(store.snapshot().quad_count(), 90_000);
    assert!(store.check(true).unwrap().is_clean());
}
