//! The constants of `src/vocabulary.rs` are those of `ontology/sulh.ttl`, `terms/*.ttl` and
//! `external.txt`.
//!
//! `SULH_UPDATE=1 cargo test -p sulh-ontology --test vocabulary` writes the file anew.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use oxrdf::{NamedOrBlankNode, Term};
use oxttl::TurtleParser;
use sulh_ontology::shipped;

const HEAD: &str = r"//! Vocabulary constants, one module a vocabulary; no other file holds an IRI of a vocabulary.
//!
//! Generated from `sulh.ttl`, `terms/*.ttl` and `external.txt` of `ontology/` by
//! `tests/vocabulary.rs`; do not edit. A name that both a class and a property bear ends with `_CLASS` or `_PROPERTY`.

macro_rules! vocabulary {
    ($(#[$about:meta])* $module:ident $namespace:literal { $($name:ident $local:literal $what:literal)* }) => {
        $(#[$about])*
        pub mod $module {
            use oxrdf::NamedNodeRef;

            /// What the IRIs of this vocabulary start with.
            pub const NAMESPACE: &str = $namespace;
            $(
                #[doc = $what]
                pub const $name: NamedNodeRef<'static> =
                    NamedNodeRef::new_unchecked(concat!($namespace, $local));
            )*
        }
    };
}
";

/// Where the files of classes and properties stand, `ontology/sulh.ttl` apart.
const TERMS: &str = "ontology/terms/";

struct Vocabulary {
    prefix: String,
    namespace: String,
    /// constant name → (local name, what it is)
    terms: BTreeMap<String, (String, String)>,
}

fn constant(local: &str) -> String {
    let mut name = String::new();
    let mut last_lower = false;
    for letter in local.chars() {
        if letter.is_uppercase() && last_lower {
            name.push('_');
        }
        last_lower = letter.is_lowercase() || letter.is_ascii_digit();
        name.push(letter.to_ascii_uppercase());
    }
    name
}

const DEFAULT_BASE: &str = "https://w3id.org/sulh/";

/// Adds the terms under their constant names; where two would share one, says which is which.
fn named(terms: Vec<(String, bool, String)>) -> BTreeMap<String, (String, String)> {
    let mut count = BTreeMap::<String, usize>::new();
    for (local, ..) in &terms {
        *count.entry(constant(local)).or_default() += 1;
    }
    let mut by_name = BTreeMap::new();
    for (local, is_class, what) in terms {
        let mut name = constant(&local);
        if count[&name] > 1 {
            name.push_str(if is_class { "_CLASS" } else { "_PROPERTY" });
        }
        assert!(by_name.insert(name.clone(), (local, what)).is_none(), "{name} twice");
    }
    by_name
}

/// The shipped files that declare classes and properties, one after another.
fn terms() -> String {
    let is_of_terms = |name: &str| name == "ontology/sulh.ttl" || name.starts_with(TERMS);
    let files = shipped().iter().filter(|file| is_of_terms(file.name));
    files.map(|file| file.content).collect()
}

fn own(turtle: &str) -> Vocabulary {
    let namespace = format!("{DEFAULT_BASE}ns#");
    let mut types = BTreeMap::<String, bool>::new();
    let mut comments = BTreeMap::<String, String>::new();
    for triple in TurtleParser::new().for_slice(turtle.as_bytes()) {
        let triple = triple.unwrap();
        let NamedOrBlankNode::NamedNode(subject) = &triple.subject else { continue };
        let Some(local) = subject.as_str().strip_prefix(&namespace) else { continue };
        match (triple.predicate.as_str().rsplit(['#', '/']).next(), &triple.object) {
            (Some("type"), Term::NamedNode(class)) => {
                types.insert(local.to_owned(), class.as_str().ends_with("#Class"));
            }
            (Some("comment"), Term::Literal(comment)) => {
                comments.insert(local.to_owned(), comment.value().to_owned());
            }
            _ => {}
        }
    }
    let terms = types.into_iter().map(|(local, is_class)| {
        let what = format!("`sulh:{local}`: {}", comments[&local]);
        (local, is_class, what)
    });
    Vocabulary { prefix: "sulh".into(), namespace, terms: named(terms.collect()) }
}

fn external(list: &str) -> Vec<Vocabulary> {
    let mut vocabularies = Vec::new();
    for line in list.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        if line.starts_with(' ') {
            let vocabulary: &mut Vocabulary = vocabularies.last_mut().expect("a vocabulary first");
            let prefix = vocabulary.prefix.clone();
            let terms = line.split_whitespace().map(|local| {
                let is_class = local.starts_with(|letter: char| letter.is_uppercase());
                (local.to_owned(), is_class, format!("`{prefix}:{local}`."))
            });
            vocabulary.terms = named(terms.collect());
        } else {
            let (prefix, namespace) = line.split_once(' ').expect("prefix and IRI");
            vocabularies.push(Vocabulary {
                prefix: prefix.to_owned(),
                namespace: namespace.to_owned(),
                terms: BTreeMap::new(),
            });
        }
    }
    vocabularies
}

fn render(vocabularies: &[Vocabulary]) -> String {
    let mut text = HEAD.to_owned();
    writeln!(
        text,
        "\n/// The base that shipped data is written with and that a store has unless told otherwise.\npub const DEFAULT_BASE: &str = {DEFAULT_BASE:?};"
    )
    .unwrap();
    for vocabulary in vocabularies {
        let Vocabulary { prefix, namespace, terms } = vocabulary;
        write!(
            text,
            "\nvocabulary! {{\n    /// Terms of <{namespace}>, prefix `{prefix}:`.\n    {prefix} \"{namespace}\" {{\n"
        )
        .unwrap();
        for (name, (local, what)) in terms {
            writeln!(text, "        {name} {local:?} {what:?}").unwrap();
        }
        text.push_str("    }\n}\n");
    }
    text
}

#[test]
fn constants_are_those_of_the_ontology() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| std::fs::read_to_string(root.join(path)).unwrap();
    let mut vocabularies = vec![own(&terms())];
    vocabularies.extend(external(&read("../../ontology/external.txt")));
    let fresh = render(&vocabularies);
    if std::env::var_os("SULH_UPDATE").is_some() {
        std::fs::write(root.join("src/vocabulary.rs"), &fresh).unwrap();
    }
    assert!(
        read("src/vocabulary.rs") == fresh,
        "src/vocabulary.rs is stale: run SULH_UPDATE=1 cargo test -p sulh-ontology --test vocabulary"
    );
}

#[test]
fn every_module_says_what_its_terms_start_with() {
    assert_eq!(sulh_ontology::sulh::NAMESPACE, sulh_ontology::NAMESPACE);
    assert_eq!(
        sulh_ontology::rdf::TYPE.as_str(),
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    );
    assert_eq!(sulh_ontology::sulh::THREAT.as_str(), "https://w3id.org/sulh/ns#Threat");
}
