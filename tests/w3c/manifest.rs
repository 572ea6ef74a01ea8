//! Test cases, read from the manifests of the W3C suites.

use std::fs;
use std::path::{Path, PathBuf};

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{
    Graph, GraphName, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term, TermRef,
};

const BASE: &str = "https://w3c.github.io/rdf-tests/";
const MANIFEST: &str = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#";
const QUERY: &str = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#";
const UPDATE: &str = "http://www.w3.org/2009/sparql/tests/test-update#";

/// Files of a dataset: the default graph, and named graphs with their names.
#[derive(Clone, Debug, Default)]
pub(crate) struct Files {
    pub(crate) default: Vec<String>,
    pub(crate) named: Vec<(NamedNode, String)>,
}

/// What a test asks for.
#[derive(Clone, Debug)]
pub(crate) enum Task {
    /// Answer a query over the data as the file of results says.
    Query { data: Files, query: String, result: String },
    /// Carry out an update; the store then holds the second dataset.
    Update { before: Files, update: String, after: Files },
    /// Accept or refuse a text.
    Syntax { text: String, update: bool, accept: bool },
}

/// One test.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    /// Folder and name within its manifest, as in `sparql11/bind/bind01`.
    pub(crate) name: String,
    pub(crate) task: Task,
}

/// Where the suites lie, with the address that they have there.
#[derive(Clone, Debug)]
pub(crate) struct Suites {
    root: PathBuf,
}

impl Suites {
    /// The suites beside the repository, or `None` when they are not there.
    pub(crate) fn find() -> Option<Self> {
        let root =
            Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/suites/w3c-rdf-tests"));
        root.join("sparql").is_dir().then(|| Self { root: root.to_owned() })
    }

    /// The tests of a manifest and of those that it includes.
    pub(crate) fn cases(&self, path: &str) -> Vec<Case> {
        let address = format!("{BASE}{path}");
        let graph: Graph =
            self.quads(&address).into_iter().map(oxigraph::model::Triple::from).collect();
        let reader = Manifest { graph, folder: folder(path).to_owned() };
        let mut cases: Vec<Case> =
            reader.entries().iter().filter_map(|entry| reader.case(entry)).collect();
        for included in reader.includes() {
            cases
                .extend(self.cases(included.strip_prefix(BASE).expect("an address of the suites")));
        }
        cases
    }

    /// The text of a file of the suites.
    pub(crate) fn text(&self, address: &str) -> String {
        String::from_utf8_lossy(&self.bytes(address)).into_owned()
    }

    /// The bytes of a file of the suites.
    pub(crate) fn bytes(&self, address: &str) -> Vec<u8> {
        let path = self.root.join(address.strip_prefix(BASE).expect("an address of the suites"));
        fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// The quads of a file, whose relative IRIs stand on its address.
    pub(crate) fn quads(&self, address: &str) -> Vec<Quad> {
        let format = RdfFormat::from_extension(extension(address)).unwrap_or(RdfFormat::Turtle);
        let parser = RdfParser::from_format(format).with_base_iri(address).unwrap().lenient();
        // Blank nodes of different files are different.
        let quads =
            parser.rename_blank_nodes().for_slice(&self.bytes(address)).collect::<Result<_, _>>();
        quads.unwrap_or_else(|error| panic!("{address}: {error}"))
    }

    /// The quads of a dataset.
    pub(crate) fn dataset(&self, files: &Files) -> Vec<Quad> {
        let mut quads: Vec<Quad> = files.default.iter().flat_map(|file| self.quads(file)).collect();
        for (name, file) in &files.named {
            let within = self
                .quads(file)
                .into_iter()
                .map(|quad| Quad { graph_name: GraphName::from(name.clone()), ..quad });
            quads.extend(within);
        }
        quads
    }
}

/// What follows the last dot of an address.
pub(crate) fn extension(address: &str) -> &str {
    address.rsplit_once('.').map_or("", |(_, extension)| extension)
}

fn folder(path: &str) -> &str {
    path.trim_start_matches("sparql/").rsplit_once('/').map_or("", |(folder, _)| folder)
}

struct Manifest {
    graph: Graph,
    folder: String,
}

impl Manifest {
    fn entries(&self) -> Vec<Term> {
        self.list_of(&format!("{MANIFEST}entries"))
    }

    fn includes(&self) -> Vec<String> {
        let lists = self.list_of(&format!("{MANIFEST}include"));
        lists.iter().filter_map(address).collect()
    }

    fn list_of(&self, predicate: &str) -> Vec<Term> {
        let predicate = NamedNodeRef::new(predicate).unwrap();
        self.graph
            .triples_for_predicate(predicate)
            .flat_map(|triple| self.list(triple.object))
            .collect()
    }

    fn list(&self, head: TermRef<'_>) -> Vec<Term> {
        let (mut items, mut head) = (Vec::new(), head.into_owned());
        while let Some(first) = self.one(&head, rdf::FIRST.as_str()) {
            items.push(first);
            head = self.one(&head, rdf::REST.as_str()).expect("a closed list");
        }
        items
    }

    fn all(&self, subject: &Term, predicate: &str) -> Vec<Term> {
        let predicate = NamedNodeRef::new(predicate).unwrap();
        let subject = match subject {
            Term::NamedNode(node) => NamedOrBlankNode::from(node.clone()),
            Term::BlankNode(node) => NamedOrBlankNode::from(node.clone()),
            _ => return Vec::new(),
        };
        self.graph
            .objects_for_subject_predicate(&subject, predicate)
            .map(TermRef::into_owned)
            .collect()
    }

    fn one(&self, subject: &Term, predicate: &str) -> Option<Term> {
        self.all(subject, predicate).into_iter().next()
    }

    fn case(&self, entry: &Term) -> Option<Case> {
        let kinds: Vec<String> =
            self.all(entry, rdf::TYPE.as_str()).iter().filter_map(address).collect();
        let kind = kinds.iter().find_map(|kind| kind.strip_prefix(MANIFEST))?;
        let action = self.one(entry, &format!("{MANIFEST}action"))?;
        let result = self.one(entry, &format!("{MANIFEST}result"));
        let task = match kind {
            "QueryEvaluationTest" | "CSVResultFormatTest" => Task::Query {
                data: self.files(&action, QUERY),
                query: address(&self.one(&action, &format!("{QUERY}query"))?)?,
                result: address(&result?)?,
            },
            "UpdateEvaluationTest" => Task::Update {
                before: self.files(&action, UPDATE),
                update: address(&self.one(&action, &format!("{UPDATE}request"))?)?,
                after: self.files(&result?, UPDATE),
            },
            _ => Task::Syntax {
                text: address(&action)
                    .or_else(|| address(&self.one(&action, &format!("{QUERY}query"))?))?,
                update: kind.contains("Update"),
                accept: kind
                    .strip_suffix("11")
                    .unwrap_or(kind)
                    .ends_with("SyntaxTest")
                    .then(|| kind.starts_with("Positive"))?,
            },
        };
        let entry = address(entry)?;
        let name = entry.rsplit(['#', '/']).next().unwrap_or_default();
        Some(Case { name: format!("{}/{name}", self.folder), task })
    }

    fn files(&self, node: &Term, namespace: &str) -> Files {
        let default = self.all(node, &format!("{namespace}data"));
        let named = self.all(node, &format!("{namespace}graphData"));
        let name = |graph: &Term| {
            let Some(file) =
                self.one(graph, &format!("{namespace}graph")).as_ref().and_then(address)
            else {
                return address(graph).map(|file| (NamedNode::new_unchecked(&file), file));
            };
            let label = match self.one(graph, rdfs::LABEL.as_str()) {
                Some(Term::Literal(label)) => label.value().to_owned(),
                _ => file.clone(),
            };
            Some((NamedNode::new_unchecked(label), file))
        };
        Files {
            default: default.iter().filter_map(address).collect(),
            named: named.iter().filter_map(name).collect(),
        }
    }
}

fn address(term: &Term) -> Option<String> {
    match term {
        Term::NamedNode(node) => Some(node.as_str().to_owned()),
        _ => None,
    }
}
