//! Shapes as a user meets them: `validate`, and writes that the gate refuses.

use super::binary::Place;
use super::json;

const SHAPES: &str = "\
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix x: <urn:x:> .
x:Shape sh:targetClass x:Person ; sh:property x:Age .
x:Age sh:path x:age ; sh:maxInclusive 150 ; sh:message \"an age is at most 150\"@en .
";

const TERMS: &str = "@prefix sulh: <https://w3id.org/sulh/ns#> . @prefix r: <https://w3id.org/sulh/id/recommendation/> .
@prefix org: <http://www.w3.org/ns/org#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
";

#[test]
fn any_data_is_held_against_any_shapes() {
    let place = Place::new();
    place.file("shapes.ttl", SHAPES);
    place.file("good.ttl", "<urn:x:a> a <urn:x:Person> ; <urn:x:age> 20 .");
    place.file("bad.ttl", "<urn:x:a> a <urn:x:Person> ; <urn:x:age> 20, 200 .");
    let good = place.run(&["validate", "good.ttl", "--shapes", "shapes.ttl"]).ok();
    assert!(good.starts_with("Conforms: 1 nodes of 2 statements"), "{good}");
    let bad = place.run(&["validate", "bad.ttl", "--shapes", "shapes.ttl"]);
    assert_eq!((bad.code, bad.err.as_str()), (1, ""));
    assert!(
        bad.out.contains("an age is at most 150") && bad.out.contains("urn:x:a"),
        "{}",
        bad.out
    );
    let report = place.run(&["validate", "bad.ttl", "--shapes", "shapes.ttl", "--format", "json"]);
    let report = json(&report.out);
    assert_eq!(report["conforms"], false);
    assert_eq!(
        report["results"][0]["value"],
        "\"200\"^^<http://www.w3.org/2001/XMLSchema#integer>"
    );
    assert_eq!(report["results"][0]["messages"]["en"], "an age is at most 150");
    let file = report["results"][0]["place"].as_str().unwrap();
    assert!(file.ends_with("bad.ttl:1"), "{file}");
    let csv = place.run(&["validate", "bad.ttl", "--shapes", "shapes.ttl", "--format", "csv"]);
    let rows: Vec<&str> = csv.out.lines().collect();
    assert_eq!((csv.code, rows.len()), (1, 2), "{}", csv.out);
    assert!(rows[0].starts_with("place,severity,focus_node"), "{}", csv.out);
    assert!(rows[1].contains("bad.ttl:1,Violation,urn:x:a"), "{}", csv.out);
    assert!(bad.out.contains("urn:x:Age") && bad.out.contains("not greater than"), "{}", bad.out);
    let rdf = place.run(&["validate", "bad.ttl", "--shapes", "shapes.ttl", "--format", "ttl"]);
    assert!(rdf.code == 1 && rdf.out.contains("ValidationReport"), "{}", rdf.out);
    assert!(!place.path("data").exists(), "no data directory is made");
}

const RDF_XML: &str =
    "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns:x=\"urn:x:\">
<rdf:Description rdf:about=\"urn:x:a\">
<x:p xml:lang=\"en\">x</x:p>
</rdf:Description>
</rdf:RDF>";

#[test]
fn input_that_is_none_is_three() {
    let place = Place::new();
    place.file("shapes.ttl", SHAPES);
    place.file("good.ttl", "<urn:x:a> a <urn:x:Person> .");
    place.file("broken.ttl", "<urn:x:a> a\n oops .");
    place.file("tag.ttl", "<urn:x:a> <urn:x:b>\n\"word\"@no_tag .");
    place.file("space.nt", "<urn:x:a> <urn:x:b> <urn:x:c> .\n<urn:x:a b> <urn:x:b> <urn:x:c> .");
    for (file, line) in [("broken.ttl", ":2:"), ("tag.ttl", ":2:"), ("space.nt", ":2:")] {
        for command in ["validate", "load"] {
            let err = place.run(&[command, file]).failed(3);
            assert!(err.contains(&format!("{file}{line}")), "{command}: {err}");
        }
    }
    place.file("tag.rdf", RDF_XML.replace("\"en\"", "\"en_GB\""));
    place.file("space.rdf", RDF_XML.replace("urn:x:a", "urn:x:a b"));
    place.file(
        "unknown.ttl",
        "<urn:x:a> <urn:x:b> \"one\"@en .\n<urn:x:a> <urn:x:b> \"word\"@english .",
    );
    place.file("space.jsonld", "{\"@id\":\n\"urn:x:a b\", \"urn:x:p\": 1}");
    place.file(
        "tag.jsonld",
        "{\"@id\": \"urn:x:a\",\n\"urn:x:p\": {\"@value\": \"x\", \"@language\": \"en_GB\"}}",
    );
    for (file, line) in [
        ("tag.rdf", 3),
        ("space.rdf", 2),
        ("unknown.ttl", 2),
        ("space.jsonld", 2),
        ("tag.jsonld", 2),
    ] {
        for command in ["validate", "load"] {
            let err = place.run(&[command, file]).failed(3);
            assert!(err.contains(&format!("{file}:{line}:")), "{command}: {err}");
        }
    }
    let err =
        place.run(&["update", "INSERT DATA {\n<urn:x:a> <urn:x:b> 'word'@english }"]).failed(3);
    assert!(err.contains("line 2: "), "{err}");
    // What is no mistake is none: texts beside names, JSON that is data.
    place.file("mixed.jsonld", "{\"@id\":\"urn:x:s\",\"urn:x:p\":[{\"@id\":\"urn:x:a\"},{\"@value\":\"x\",\"@language\":\"en\"},\"two words\"]}");
    let read = place.run(&["load", "mixed.jsonld"]).ok();
    assert!(read.starts_with("Read 3 statements"), "{read}");
    place.run(&["validate", "absent.ttl"]).failed(3);
    place.file("none.ttl", "");
    let err = place.run(&["validate", "good.ttl", "--shapes", "none.ttl"]).failed(3);
    assert!(err.contains("nothing would be looked at"), "{err}");
    place.file("sparql.ttl", "@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:s> sh:targetNode <urn:x:a> ; sh:sparql [] .");
    place.file("target.ttl", "@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:s> sh:targetNode <urn:x:a> . <urn:q> sh:target [] ; sh:rule [] .");
    let noted = place.run(&["validate", "good.ttl", "--shapes", "target.ttl"]).ok();
    assert_eq!(noted.matches("Note: <urn:q>").count(), 2, "{noted}");
    let noted = place.run(&["validate", "good.ttl", "--shapes", "sparql.ttl"]).ok();
    assert!(noted.contains("Note: <urn:s>") && noted.contains("not looked at"), "{noted}");
    let prefix = "@prefix sh: <http://www.w3.org/ns/shacl#> .";
    for (shapes, told) in [
        ("<urn:s> sh:targetNode <urn:x:a> ; sh:node <urn:s> .", "refers to itself"),
        (
            "<urn:s> sh:targetNode <urn:x:a> ; sh:in _:l . _:l <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> 1 ; <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> _:l .",
            "does not end",
        ),
        ("<urn:s> sh:targetNode <urn:x:a> ; sh:minCount 1 .", "only a shape with"),
        ("<urn:s> sh:targetNode <urn:x:a> ; sh:pattern '(' .", "cannot be used"),
    ] {
        place.file("ill.ttl", format!("{prefix} {shapes}"));
        let err = place.run(&["validate", "good.ttl", "--shapes", "ill.ttl"]).failed(3);
        assert!(err.contains("urn:s") && err.contains(told), "{err}");
    }
}

#[test]
fn a_write_against_the_shapes_is_refused_whole() {
    let place = Place::new();
    let before = place.run(&["export"]).ok();
    for (text, parts) in [
        (
            "r:x a sulh:Recommendation .",
            &["recommendation/x>", "ns#text>", "number of values: at least 1"][..],
        ),
        (
            "r:m a org:Membership ; org:organization r:o ; org:member r:n ; sulh:since \"2014-11\"^^xsd:gYearMonth ; sulh:until \"2012\"^^xsd:gYear .",
            &["recommendation/m>", "ns#since>", "must not lie after the end"],
        ),
        (
            "r:a skos:broader r:b . r:b skos:broader r:a .",
            &["no concept can be broader than itself", "recommendation/a> →"],
        ),
        (
            "r:a skos:narrower r:b ; skos:broader r:c . r:c skos:related r:a ; skos:broader r:b .",
            &["no concept can be broader than itself", "recommendation/b>"],
        ),
        (
            "r:a skos:broader r:b ; skos:related r:b .",
            &["recommendation/a>", "recommendation/b>", "at the same time “related”"],
        ),
        ("r:a skos:broaderTransitive r:b ; skos:related r:b .", &["recommendation/a>", "related"]),
        ("r:a skos:broadMatch r:b . r:b skos:broader r:a .", &["recommendation/a>", "itself"]),
        ("r:a skos:broadMatch r:b ; skos:exactMatch r:b .", &["recommendation/b>", "equal"]),
        (
            "r:a skos:broader r:b . r:b skos:related r:a .",
            &["recommendation/b>", "at the same time “related”"],
        ),
        (
            "r:a skos:broader r:b . r:b skos:broader r:c . r:a skos:related r:c .",
            &["recommendation/a>", "recommendation/c>", "at the same time “related”"],
        ),
    ] {
        place.file("bad.ttl", format!("{TERMS}{text}"));
        let err = place.run(&["load", "bad.ttl"]).failed(3);
        let line = TERMS.lines().count() + 1;
        assert!(err.contains(&format!("bad.ttl:{line}: ")), "{err}");
        for part in parts {
            assert!(err.contains(part), "{part} is missing in {err}");
        }
    }
    assert_eq!(place.run(&["export"]).ok(), before);
}

#[test]
fn shapes_speak_the_language_of_the_reader() {
    let place = Place::new();
    place.file("bad.ttl", format!("{TERMS}r:x a sulh:Recommendation ."));
    let told = |lang| place.run(&["load", "bad.ttl", "--lang", lang]).failed(3);
    let violation = |lang: &str| {
        let ran = place.run(&["validate", "bad.ttl", "--format", "json", "--lang", lang]);
        let report = json(&ran.out);
        let mut results = report["results"].as_array().unwrap().iter();
        results.find(|result| result["severity"] == "Violation").unwrap().clone()
    };
    let messages = violation("en")["messages"].clone();
    for (lang, named) in [
        ("bs", "bs"),
        ("sr", "sr-cyrl"),
        ("sr-Latn", "sr-latn"),
        ("mk", "mk"),
        ("sq", "sq"),
        ("de", "en"),
    ] {
        let message = messages[named].as_str().unwrap();
        assert!(told(lang).contains(message), "{lang}: {}", told(lang));
        assert_eq!(violation(lang)["message"], message, "{lang}");
    }
}

/// One shape for each kind of condition, without any words, and a node that meets none of them.
const WORDLESS: &str = "\
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix x: <urn:x:> . @prefix dash: <http://datashapes.org/dash#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
x:S sh:targetNode x:a ; sh:closed true ; sh:not [ sh:property [ sh:path x:n ; sh:minCount 1 ] ] ; sh:property
  [ sh:path x:n ; sh:class x:C ; sh:datatype xsd:date ; sh:minCount 9 ; sh:maxCount 1 ; sh:minExclusive 100 ;
    sh:maxExclusive 1 ; sh:minInclusive 100 ; sh:maxInclusive 1 ; sh:minLength 99 ; sh:maxLength 0 ;
    sh:pattern '^z' ; sh:languageIn ( 'bs' ) ; sh:equals x:m ; sh:disjoint x:n ; sh:lessThan x:n ;
    sh:lessThanOrEquals x:m ; sh:hasValue 3 ; sh:in ( 8 9 ) ; sh:nodeKind sh:BlankNodeOrIRI ;
    sh:and ( [ sh:minInclusive 50 ] ) ; sh:or ( [ sh:minInclusive 50 ] ) ;
    sh:xone ( [ sh:maxInclusive 50 ] [ sh:maxInclusive 51 ] ) ; sh:node [ sh:minInclusive 60 ] ] ,
  [ sh:path x:n ; sh:qualifiedValueShape [ sh:datatype xsd:integer ] ; sh:qualifiedMaxCount 1 ] ,
  [ sh:path x:n ; sh:qualifiedValueShape [ sh:datatype xsd:date ] ; sh:qualifiedMinCount 1 ] ,
  [ sh:path x:l ; sh:uniqueLang true ] ,
  [ sh:path [ sh:oneOrMorePath x:up ] ; dash:nonRecursive true ] .
";
const WORDLESS_DATA: &str = "\
@prefix x: <urn:x:> . x:a x:n 10, 20 ; x:m 5 ; x:l 'a'@en , 'b'@en ; x:up x:b . x:b x:up x:a .
";

#[test]
fn a_condition_without_words_is_explained_in_the_language_of_the_reader() {
    let place = Place::new();
    place.file("shapes.ttl", WORDLESS);
    place.file("bad.ttl", WORDLESS_DATA);
    let said = |lang: &str| {
        let args = ["validate", "bad.ttl", "--shapes", "shapes.ttl", "--format", "json"];
        let ran = place.run(&[&args[..], &["--lang", lang]].concat());
        let results = json(&ran.out)["results"].as_array().unwrap().clone();
        let of = |result: &serde_json::Value, part: &str| result[part].as_str().unwrap().to_owned();
        let rows = results.iter().map(|result| {
            assert_eq!(result["message"], result["expected"]);
            (of(result, "component"), of(result, "expected"))
        });
        rows.collect::<std::collections::BTreeMap<_, _>>()
    };
    let english = said("en");
    assert_eq!(english.len(), 29, "{:#?}", english.keys());
    for (lang, at_most) in [
        ("bs", "broj vrijednosti: najviše 1"),
        ("hr", "broj vrijednosti: najviše 1"),
        ("cnr", "broj vrijednosti: najviše 1"),
        ("sr", "број вредности: највише 1"),
        ("sr-Latn", "broj vrednosti: najviše 1"),
        ("tr", "değer sayısı: en çok 1"),
        ("bg", "брой стойности: най-много 1"),
        ("sq", "numri i vlerave: e shumta 1"),
        ("mk", "број на вредности: најмногу 1"),
    ] {
        let own = said(lang);
        assert_eq!(own["http://www.w3.org/ns/shacl#MaxCountConstraintComponent"], at_most);
        assert!(own.keys().eq(english.keys()));
        for (component, text) in own {
            assert_ne!(text, english[&component], "{component} in {lang}");
        }
    }
    // Shapes with their own words keep them; the circle is named.
    let circle = &english["http://datashapes.org/dash#NonRecursiveConstraintComponent"];
    assert!(circle.ends_with("<urn:x:a> → <urn:x:b> → <urn:x:a>"), "{circle}");
}
