//! The reference page `docs/ontology.md` is made of the files of `ontology/`.
//!
//! `SULH_UPDATE=1 cargo test -p sulh-ontology --test shipped` writes the page anew; the test
//! fails while it is stale.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use oxrdf::{NamedNodeRef, Term, Triple};
use sulh_ontology::{Kind, dcterms, owl, rdf, rdfs, schema, sh, shapes, shipped, skos, sulh};

use super::graph::{FILES, all, is, of_type, subject};

/// The languages of the region, in the order of the page.
const LANGUAGES: [(&str, &str); 8] = [
    ("bs", "Bosnian"),
    ("hr", "Croatian"),
    ("cnr", "Montenegrin"),
    ("sr-cyrl", "Serbian"),
    ("tr", "Turkish"),
    ("bg", "Bulgarian"),
    ("sq", "Albanian"),
    ("mk", "Macedonian"),
];

const HEAD: &str = "\
# The ontology of sulh

Every class, property, controlled list and rule of the vocabulary, by subject.
This page is generated from the files of `ontology/`; to change it, change them and run `SULH_UPDATE=1 cargo test -p sulh-ontology --test shipped`.

The namespace is `https://w3id.org/sulh/ns#`, prefix `sulh:`.
A date is written as exactly as its source gives it: `xsd:date`, `xsd:gYearMonth` or `xsd:gYear`.
Names in other languages than English are drafts unless `ontology/README.md` says otherwise; Serbian in Latin letters follows from the Cyrillic by rule.
*Kind of* names a broader class or property, *near* one of another vocabulary that is close but not the same.
A rule refuses a write that breaks it; an *advice* is only reported.
";

/// All that is said of each subject, in the order of the files.
struct Statements {
    by_subject: BTreeMap<&'static str, Vec<&'static Triple>>,
    prefixes: BTreeMap<String, String>,
}

impl Statements {
    fn read() -> Self {
        let mut by_subject = BTreeMap::<_, Vec<_>>::new();
        for file in shipped().iter().filter(|file| file.name.starts_with("ontology/")) {
            for triple in FILES.get(file.name).into_iter().flatten() {
                by_subject.entry(subject(triple)).or_default().push(triple);
            }
        }
        let lines = shipped().iter().flat_map(|file| file.content.lines());
        let prefixes = lines.filter_map(|line| {
            let (prefix, rest) = line.strip_prefix("@prefix ")?.split_once(": <")?;
            Some((rest.trim_end_matches("> .").to_owned(), prefix.to_owned()))
        });
        Self { by_subject, prefixes: prefixes.collect() }
    }

    fn objects(&self, of: &str, predicate: NamedNodeRef<'_>) -> Vec<&'static Term> {
        let said = self.by_subject.get(of).into_iter().flatten();
        let said = said.filter(|triple| triple.predicate == predicate);
        said.map(|triple| &triple.object).collect()
    }

    /// The text in a language, or without one if that is what is asked for.
    fn text(&self, of: &str, predicate: NamedNodeRef<'_>, language: Option<&str>) -> &'static str {
        let mut texts = self.objects(of, predicate).into_iter().filter_map(|term| match term {
            Term::Literal(text) if text.language() == language => Some(text.value()),
            _ => None,
        });
        texts.next_back().unwrap_or_default()
    }

    fn english(&self, of: &str, predicate: NamedNodeRef<'_>) -> &'static str {
        self.text(of, predicate, Some("en"))
    }

    /// An IRI with the prefix that the files give it.
    fn short(&self, iri: &str) -> String {
        let end = iri.rfind(['#', '/']).map_or(0, |at| at + 1);
        let (namespace, local) = iri.split_at(end);
        let prefix = self.prefixes.get(namespace).unwrap_or_else(|| panic!("{namespace}"));
        format!("{prefix}:{local}")
    }

    /// The objects as short IRIs in code, with commas between.
    fn codes(&self, of: &str, predicates: &[NamedNodeRef<'_>]) -> String {
        let objects = predicates.iter().flat_map(|predicate| self.objects(of, *predicate));
        let codes = objects.map(|term| match term {
            Term::NamedNode(node) => format!("`{}`", self.short(node.as_str())),
            other => panic!("{other} is no IRI"),
        });
        codes.collect::<Vec<_>>().join(", ")
    }
}

/// Writes a bullet unless there is nothing to say.
fn bullet(page: &mut String, what: &str, text: &str) {
    if !text.is_empty() {
        writeln!(page, "- {what}: {text}").unwrap();
    }
}

/// The names in the languages of the region.
fn names(statements: &Statements, of: &str, predicate: NamedNodeRef<'_>) -> String {
    let names = LANGUAGES.map(|(tag, language)| {
        format!("{language} *{}*", statements.text(of, predicate, Some(tag)))
    });
    names.join(", ")
}

fn write_term(page: &mut String, statements: &Statements, term: &str, is_class: bool) {
    let label = statements.english(term, rdfs::LABEL);
    let comment = statements.english(term, rdfs::COMMENT);
    writeln!(page, "\n#### `{}`: {label}\n\n{comment}\n", statements.short(term)).unwrap();
    let broader = [rdfs::SUB_CLASS_OF, rdfs::SUB_PROPERTY_OF];
    bullet(page, "kind of", &statements.codes(term, &broader));
    bullet(page, "near", &statements.codes(term, &[skos::CLOSE_MATCH, rdfs::SEE_ALSO]));
    if !is_class {
        let from = statements.codes(term, &[rdfs::DOMAIN, schema::DOMAIN_INCLUDES]);
        bullet(page, "from", if from.is_empty() { "anything" } else { &from });
        bullet(page, "to", &statements.codes(term, &[rdfs::RANGE, schema::RANGE_INCLUDES]));
    }
    bullet(page, "names", &names(statements, term, rdfs::LABEL));
    bullet(page, "example", &format!("`{}`", statements.text(term, skos::EXAMPLE, None)));
    if is_class {
        write_rules(page, statements, term);
    }
}

/// What the shapes of a class say, without the words that name the class and the property again.
fn write_rules(page: &mut String, statements: &Statements, class: &str) {
    let targeted = shapes().flat_map(|file| &FILES[file.name]).filter(|triple| {
        triple.predicate == sh::TARGET_CLASS
            && matches!(&triple.object, Term::NamedNode(node) if node.as_str() == class)
    });
    for shape in targeted.map(subject) {
        if !statements.objects(shape, sh::MESSAGE).is_empty() {
            write_rule(page, statements, shape);
        }
        for property in statements.objects(shape, sh::PROPERTY) {
            if let Term::NamedNode(property) = property {
                write_rule(page, statements, property.as_str());
            }
        }
    }
}

fn write_rule(page: &mut String, statements: &Statements, shape: &str) {
    let severity = statements.objects(shape, sh::SEVERITY);
    let advice = severity.iter().any(|severity| is(severity, sh::WARNING));
    let message = statements.english(shape, sh::MESSAGE);
    let words = message.split_once(": ").map_or(message, |(_, words)| words);
    // A path of several steps has no name of its own; the words name what it is about.
    let is_long = |path: &Term| matches!(path, Term::NamedNode(node) if !statements.objects(node.as_str(), sh::ONE_OR_MORE_PATH).is_empty());
    let path = if statements.objects(shape, sh::PATH).into_iter().any(is_long) {
        String::new()
    } else {
        statements.codes(shape, &[sh::PATH])
    };
    let what = if advice { "advice" } else { "rule" };
    let of = if path.is_empty() { String::new() } else { format!("{path}: ") };
    bullet(page, what, &format!("{of}{words}"));
}

/// The classes and properties of one file, under the words that its first line bears.
fn write_subject(page: &mut String, statements: &Statements, file: &str, content: &str) {
    let first = content.lines().next().unwrap().trim_start_matches("# ");
    let title =
        first.strip_prefix("Classes and properties: ").unwrap_or("terms for many kinds of things.");
    let title = title.trim_end_matches('.');
    let mut letters = title.chars();
    let start = letters.next().unwrap().to_uppercase();
    writeln!(page, "\n## {start}{}\n\nSource: `{file}`.", letters.as_str()).unwrap();
    let declared = |kinds: &[NamedNodeRef<'_>]| -> Vec<&str> {
        let types = FILES[file].iter().filter(|triple| triple.predicate == rdf::TYPE);
        let declared = types.filter(|triple| kinds.iter().any(|kind| is(&triple.object, *kind)));
        declared.map(subject).collect()
    };
    let classes = declared(&[owl::CLASS]);
    let properties = declared(&[owl::OBJECT_PROPERTY, owl::DATATYPE_PROPERTY]);
    for (heading, terms, is_class) in
        [("Classes", classes, true), ("Properties", properties, false)]
    {
        if !terms.is_empty() {
            writeln!(page, "\n### {heading}").unwrap();
        }
        for term in terms {
            write_term(page, statements, term, is_class);
        }
    }
}

/// A controlled list: code, name and gloss, then the names in the languages of the region.
fn write_list(page: &mut String, statements: &Statements, scheme: &str, members: &[&str]) {
    writeln!(page, "\n### {}\n", statements.english(scheme, skos::PREF_LABEL)).unwrap();
    page.push_str("| IRI ends with | name | meaning |\n|---|---|---|\n");
    for member in members {
        let path = member.rsplit_once("/id/").unwrap().1;
        let name = statements.english(member, skos::PREF_LABEL);
        let gloss = statements.english(member, skos::DEFINITION);
        writeln!(page, "| `{path}` | {name} | {gloss} |").unwrap();
    }
    let languages = LANGUAGES.map(|(_, language)| language).join(" | ");
    writeln!(page, "\n| English | {languages} |\n|{}", "---|".repeat(9)).unwrap();
    for member in members {
        let names = LANGUAGES.map(|(tag, _)| statements.text(member, skos::PREF_LABEL, Some(tag)));
        let english = statements.english(member, skos::PREF_LABEL);
        writeln!(page, "| {english} | {} |", names.join(" | ")).unwrap();
    }
}

fn write_lists(page: &mut String, statements: &Statements) {
    page.push_str(
        "\n## Controlled lists\n\nSource: `ontology/lists.ttl`, `ontology/dimensions.ttl`.\n",
    );
    for file in ["ontology/lists.ttl", "ontology/dimensions.ttl"] {
        let schemes = FILES[file].iter().filter(|triple| {
            triple.predicate == rdf::TYPE && is(&triple.object, skos::CONCEPT_SCHEME)
        });
        for scheme in schemes.map(subject) {
            let members = FILES[file].iter().filter(|triple| {
                triple.predicate == skos::IN_SCHEME
                    && matches!(&triple.object, Term::NamedNode(node) if node.as_str() == scheme)
            });
            write_list(page, statements, scheme, &members.map(subject).collect::<Vec<_>>());
        }
    }
}

/// Rules of classes that other vocabularies declare, and of graphs.
fn write_other_rules(page: &mut String, statements: &Statements) {
    page.push_str("\n## Rules of classes of other vocabularies\n");
    let own: Vec<_> = of_type(owl::CLASS);
    let targets = shapes().flat_map(|file| &FILES[file.name]).filter(|triple| {
        [sh::TARGET_CLASS, sh::TARGET_SUBJECTS_OF].contains(&triple.predicate.as_ref())
    });
    let mut done = Vec::new();
    for triple in targets {
        let Term::NamedNode(target) = &triple.object else { continue };
        if own.contains(&target.as_str()) || done.contains(&target.as_str()) {
            continue;
        }
        done.push(target.as_str());
        writeln!(page, "\n### `{}`\n", statements.short(target.as_str())).unwrap();
        if triple.predicate == sh::TARGET_CLASS {
            write_rules(page, statements, target.as_str());
            continue;
        }
        for property in statements.objects(subject(triple), sh::PROPERTY) {
            if let Term::NamedNode(property) = property {
                write_rule(page, statements, property.as_str());
            }
        }
    }
}

/// Threats that goals or targets of the SDGs name.
fn write_goals(page: &mut String, statements: &Statements) {
    page.push_str("\n## Goals and targets that name a threat\n\nSource: `ontology/alignments.ttl`.\n\n| threat | goals and targets |\n|---|---|\n");
    let mut goals = BTreeMap::<&str, Vec<&str>>::new();
    for triple in all().filter(|triple| triple.predicate == sulh::SDG_TARGET) {
        if let Term::NamedNode(goal) = &triple.object
            && subject(triple).contains(Kind::Threat.as_str())
        {
            let code = goal.as_str().rsplit('/').next().unwrap_or_default();
            goals.entry(subject(triple)).or_default().push(code);
        }
    }
    for (threat, codes) in goals {
        let name = statements.english(threat, skos::PREF_LABEL);
        writeln!(page, "| {name} | {} |", codes.join(", ")).unwrap();
    }
}

fn page() -> String {
    let statements = Statements::read();
    let vocabulary = of_type(owl::ONTOLOGY)[0];
    let mut page = HEAD.to_owned();
    writeln!(page, "\n{}", statements.english(vocabulary, dcterms::DESCRIPTION)).unwrap();
    let by_subject = shipped().iter().filter(|file| file.name.starts_with("ontology/terms/"));
    let general = shipped().iter().filter(|file| file.name == "ontology/sulh.ttl");
    for file in by_subject.chain(general) {
        write_subject(&mut page, &statements, file.name, file.content);
    }
    write_other_rules(&mut page, &statements);
    write_lists(&mut page, &statements);
    write_goals(&mut page, &statements);
    page
}

#[test]
fn the_reference_page_is_that_of_the_files() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/ontology.md");
    let fresh = page();
    if std::env::var_os("SULH_UPDATE").is_some() {
        std::fs::write(&path, &fresh).unwrap();
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == fresh,
        "docs/ontology.md is stale: run SULH_UPDATE=1 cargo test -p sulh-ontology --test shipped"
    );
}
