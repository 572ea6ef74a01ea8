//! What an outsider asks: every route, every form, deterministic.
//!
//! Routes are taken from the engine's table, so that a new one is asked without anybody
//! remembering it; what a route is asked beside that stands here.

use sulh_engine::ROUTES;

use super::exchange::Asked;
use super::world::BASE;

/// Things that everybody, members or nobody sees, and words that name none.
const THINGS: &[&str] = &[
    "organization/open-1",
    "organization/late-2",
    "organization/secret-1",
    "organization/secret-60",
    "organization/draft-120",
    "organization/secret-180",
    "organization/nobody",
    "country/BIH",
    "country/SRB",
    "country/XKX",
    "recommendation/open-1",
    "recommendation/late-3",
    "recommendation/secret-2",
    "recommendation/secret-199",
    "source/open",
    "source/secret",
    "source/sample",
    "threat/corruption",
    "threat/secret",
];
const GRAPHS: &[&str] = &[
    "source/open",
    "source/late",
    "source/open/restricted",
    "source/closed",
    "source/closed/restricted",
    "candidates/open",
    "candidates/closed",
    "derived/closed",
    "derived/open",
    "access",
    "local",
    "reference",
    "nothing",
];
const WORDS: &[&str] =
    &["secret", "open", "late", "corruption", "BIH", "Secret body 7", "trafficking"];
const FORMATS: &[&str] = &[
    "", ".json", ".csv", ".tsv", ".xml", ".ttl", ".nt", ".rdf", ".jsonld", ".html", ".trig", ".nq",
];

/// Queries about one thing; `{}` stands for it.
const ABOUT_THING: &[&str] = &[
    "ASK { {} ?p ?o }",
    "ASK { ?s ?p {} }",
    "SELECT * { {} ?p ?o }",
    "SELECT * { ?s ?p {} }",
    "SELECT ?g ?p { GRAPH ?g { {} ?p ?o } }",
    "SELECT (COUNT(*) AS ?n) { ?s ?p {} }",
    "SELECT ?p (COUNT(?s) AS ?n) { ?s ?p {} } GROUP BY ?p",
    "DESCRIBE {}",
    "CONSTRUCT { ?s ?p ?o } WHERE { {} ?x ?s . ?s ?p ?o }",
    "SELECT ?x { {} <https://w3id.org/sulh/ns#mentions>* ?x }",
    "SELECT ?x { ?x (<https://w3id.org/sulh/ns#mentions>|^<https://w3id.org/sulh/ns#mentions>)+ {} }",
    "SELECT ?x { {} !<https://w3id.org/sulh/ns#none>/!<https://w3id.org/sulh/ns#none> ?x } LIMIT 40",
    "SELECT DISTINCT ?t { {} ?p ?x . ?x a ?t }",
    "ASK { FILTER NOT EXISTS { {} ?p ?o } }",
    "SELECT ?s { ?s ?p ?o MINUS { {} ?p ?o } } LIMIT 20",
    "SELECT * { OPTIONAL { {} <http://www.w3.org/2004/02/skos/core#prefLabel> ?l } }",
    "SELECT * { VALUES ?v { {} 1 } OPTIONAL { ?v ?p ?o } } LIMIT 30",
];
/// Queries about one graph.
const ABOUT_GRAPH: &[&str] = &[
    "ASK { GRAPH {} { ?s ?p ?o } }",
    "ASK { GRAPH {} {} }",
    "SELECT (COUNT(*) AS ?n) { GRAPH {} { ?s ?p ?o } }",
    "SELECT * { GRAPH {} { ?s <http://www.w3.org/2004/02/skos/core#prefLabel> ?o } }",
    "SELECT * { GRAPH {} { ?s a ?o } } LIMIT 50",
    "SELECT * { GRAPH {} { ?s ?p <https://w3id.org/sulh/id/country/BIH> } }",
    "SELECT * FROM {} { ?s ?p ?o } LIMIT 50",
    "SELECT (COUNT(*) AS ?n) FROM NAMED {} { GRAPH ?g { ?s ?p ?o } }",
    "SELECT ?s FROM {} { ?s a <https://w3id.org/sulh/ns#Organization> }",
    "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH {} { ?s ?p ?o } }",
];
/// Queries about everything.
const ABOUT_ALL: &[&str] = &[
    "SELECT ?g { GRAPH ?g {} }",
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }",
    "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
    "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p",
    "SELECT ?t (COUNT(*) AS ?n) { ?s a ?t } GROUP BY ?t ORDER BY DESC(?n) ?t",
    "SELECT DISTINCT ?p { ?s ?p ?o }",
    "SELECT * { ?s a <https://w3id.org/sulh/ns#Recommendation> }",
    "SELECT * { ?s a <https://w3id.org/sulh/ns#Organization> } LIMIT 7 OFFSET 300",
    "SELECT (MAX(STR(?o)) AS ?m) (MIN(STR(?o)) AS ?n) (SAMPLE(?s) AS ?x) { ?s <http://www.w3.org/2004/02/skos/core#prefLabel> ?o }",
    "SELECT (GROUP_CONCAT(?l) AS ?all) { ?s <http://www.w3.org/2004/02/skos/core#prefLabel> ?l }",
    "SELECT ?s ?o { ?s <https://w3id.org/sulh/ns#mentions>+ ?o }",
    "SELECT ?a ?b { ?a <https://w3id.org/sulh/ns#basedIn> ?c . ?b <https://w3id.org/sulh/ns#concerns> ?c } LIMIT 300",
    "SELECT ?s { { ?s ?p \"secret body 1\"@en } UNION { ?s ?p \"open body 1\"@en } }",
    "SELECT ?s { ?s ?p ?o FILTER(REGEX(STR(?o), \"secret\")) }",
    "SELECT ?c (AVG(?n) AS ?m) { SELECT ?c (COUNT(?r) AS ?n) { ?r <https://w3id.org/sulh/ns#concerns> ?c } GROUP BY ?c } GROUP BY ?c",
    "CONSTRUCT WHERE { ?s <https://w3id.org/sulh/ns#mentions> ?o }",
    "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o ",
    "",
];

pub(crate) fn encode(text: &str) -> String {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~".contains(byte);
    text.bytes()
        .map(
            |byte| if plain(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") },
        )
        .collect()
}

/// Everything that is asked without a revision in it.
pub(crate) fn requests() -> Vec<Asked> {
    let mut asked = Vec::new();
    queries(&mut asked);
    graph_store(&mut asked);
    lists(&mut asked);
    things(&mut asked);
    every_route(&mut asked);
    refused(&mut asked);
    asked
}

fn queries(asked: &mut Vec<Asked>) {
    let named = |template: &str, iri: String| template.replace("{}", &format!("<{iri}>"));
    let mut texts: Vec<String> = ABOUT_ALL.iter().map(|&text| text.to_owned()).collect();
    for thing in THINGS {
        texts.extend(ABOUT_THING.iter().map(|text| named(text, format!("{BASE}id/{thing}"))));
    }
    for graph in GRAPHS {
        // `GRAPH x {}` keeps its empty braces.
        let iri = format!("<{BASE}graph/{graph}>");
        texts.extend(ABOUT_GRAPH.iter().map(|text| text.replacen("{}", &iri, 1)));
    }
    for (number, text) in texts.iter().enumerate() {
        let path = format!("/sparql?query={}", encode(text));
        asked.push(match number % 5 {
            0 => Asked::new("POST", "/sparql").sending("application/sparql-query", text.clone()),
            1 => Asked::new("POST", "/sparql")
                .sending("application/x-www-form-urlencoded", format!("query={}", encode(text))),
            2 => Asked::new("HEAD", path),
            _ => Asked::get(path),
        });
        let format = FORMATS[number % FORMATS.len()];
        asked.push(Asked::get(format!("/sparql{format}?query={}", encode(text))));
        let accept =
            ["text/csv", "application/n-triples", "text/turtle;q=0.5, */*;q=0.1"][number % 3];
        asked.push(Asked::get(format!("/sparql?query={}", encode(text))).with("accept", accept));
    }
    for graph in GRAPHS {
        let all = encode("SELECT * { ?s ?p ?o } LIMIT 60");
        for name in ["default-graph-uri", "named-graph-uri"] {
            let graph = encode(&format!("{BASE}graph/{graph}"));
            asked.push(Asked::get(format!("/sparql?query={all}&{name}={graph}")));
        }
    }
}

fn graph_store(asked: &mut Vec<Asked>) {
    for graph in GRAPHS {
        let graph = encode(&format!("{BASE}graph/{graph}"));
        for format in FORMATS {
            asked.push(Asked::get(format!("/store{format}?graph={graph}")));
        }
        asked.push(Asked::new("HEAD", format!("/store?graph={graph}")));
    }
    asked.push(Asked::get("/store?default"));
    asked.push(Asked::get("/store.nt?default"));
}

fn lists(asked: &mut Vec<Asked>) {
    let filters = [
        "recommendations?text=",
        "recommendations?threat=",
        "recommendations?country=",
        "recommendations?issuer=",
        "recommendations?addressee=",
        "recommendations?theme=",
        "search?q=",
        "search?q=body&kind=",
        "search?q=late&country=",
        "search?exact=true&q=",
        "search?explain=true&recent=true&q=",
        "search?fold=false&q=body+OR+",
        "search?synonyms=false&q=title:",
        "search?q=NOT+",
        "search?q=bod*+-",
        "threats?text=",
        "threats?under=",
        "threats?dimension=",
        "actors?text=",
        "actors?sector=",
        "actors?country=",
        "countries?text=",
        "countries?region=",
    ];
    for filter in filters {
        for (number, word) in WORDS.iter().enumerate() {
            let suffix = ["", ".csv", ".json", ".ttl", ".nt"][number % 5];
            let filter = filter.replace('?', &format!("{suffix}?"));
            asked.push(Asked::get(format!("/api/v1/{filter}{}", encode(word))));
        }
    }
    for word in WORDS {
        // As it is typed, and mistyped.
        for end in 1..=word.chars().count().min(6) {
            let typed: String = word.chars().take(end).collect();
            asked.push(Asked::get(format!("/api/v1/suggest?q={}", encode(&typed))));
        }
        let wrong: String = word.chars().chain(['x']).collect();
        asked.push(Asked::get(format!("/api/v1/search?q={}", encode(&wrong))));
        asked.push(Asked::get(format!("/api/v1/search?q={}~2", encode(word))));
    }
    for list in ["recommendations", "threats", "actors", "countries"] {
        for sort in ["newest", "oldest", "label", "id", "count", "secret"] {
            for limit in [1, 3, 50, 1000] {
                asked.push(Asked::get(format!("/api/v1/{list}?sort={sort}&limit={limit}")));
            }
        }
        asked.push(Asked::get(format!("/api/v1/{list}?covered=true&sample=true")));
        asked.push(Asked::get(format!("/api/v1/{list}?cursor=00")));
        asked.push(Asked::new("HEAD", format!("/api/v1/{list}")));
    }
}

fn things(asked: &mut Vec<Asked>) {
    for thing in THINGS {
        for format in FORMATS {
            asked.push(Asked::get(format!("/id/{thing}{format}")));
        }
        asked.push(Asked::new("HEAD", format!("/id/{thing}")));
        asked.push(Asked::get(format!("/id/{thing}")).with("accept", "text/html"));
        asked.push(Asked::get(format!("/id/{thing}")).with("if-none-match", "*"));
    }
}

/// Each route of the table with things, words and numbers of all kinds in its places.
fn every_route(asked: &mut Vec<Asked>) {
    for route in ROUTES {
        let fill = |kind: &str, slug: &str| {
            route.path.replace("{kind}", kind).replace("{slug}", slug).replace(['{', '}'], "")
        };
        for thing in THINGS {
            let (kind, slug) = thing.split_once('/').unwrap();
            let path = fill(kind, slug);
            for query in
                ["", "?limit=3", "?id=", "?text=secret", "?since=0", "?as-of=0", "?as-of=99999"]
            {
                let query = if query == "?id=" {
                    format!("?id={}", encode(thing))
                } else {
                    query.to_owned()
                };
                // A feed that stays open is asked by its own tests.
                asked.push(
                    Asked::new(route.method, format!("{path}{query}"))
                        .with("accept", "application/json"),
                );
            }
            if !route.path.contains('{') {
                break;
            }
        }
    }
}

/// What the past is asked, for an outsider whose newest number this is and for the one after.
pub(crate) fn numbered(newest: u64) -> Vec<Asked> {
    let mut asked = Vec::new();
    for revision in 0..=newest + 1 {
        for path in [
            format!("/api/v1/changes?since={revision}"),
            format!("/api/v1/history?before={revision}&limit=3"),
            format!("/api/v1/diff?from={revision}&to={}", revision + 1),
            format!("/api/v1/diff?from={revision}&to={newest}&format=json"),
            format!("/api/v1/diff?from=0&to={revision}&format=json"),
        ] {
            asked.push(Asked::get(path));
        }
    }
    for graph in GRAPHS {
        let graph = encode(&format!("{BASE}graph/{graph}"));
        asked.push(Asked::get(format!("/api/v1/diff?from=0&to={newest}&graph={graph}")));
    }
    asked.push(Asked::get("/api/v1/history?limit=1000"));
    asked
}

/// Writes and reads that an outsider may not make, and texts that are none.
fn refused(asked: &mut Vec<Asked>) {
    for graph in
        ["source/open/restricted", "derived/x/restricted", "candidates/x/restricted", "access"]
    {
        let iri = format!("{BASE}graph/{graph}");
        let updates = [
            format!("INSERT DATA {{ GRAPH <{iri}> {{ <urn:x:s> <urn:x:p> 1 }} }}"),
            format!("DELETE DATA {{ GRAPH <{iri}> {{ <urn:x:s> <urn:x:p> 1 }} }}"),
            format!("INSERT {{ GRAPH <{iri}> {{ ?s ?p ?o }} }} WHERE {{ ?s ?p ?o }}"),
            format!(
                "INSERT {{ GRAPH <urn:x:copy> {{ ?s ?p ?o }} }} WHERE {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}"
            ),
            format!("DELETE WHERE {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}"),
            format!("COPY <{iri}> TO <urn:x:copy>"),
            format!("MOVE <{iri}> TO <urn:x:copy>"),
            format!("ADD <{iri}> TO <urn:x:copy>"),
            format!("DROP GRAPH <{iri}>"),
            format!("CLEAR GRAPH <{iri}>"),
            format!("CREATE GRAPH <{iri}>"),
        ];
        for update in updates {
            asked.push(Asked::new("POST", "/sparql").sending("application/sparql-update", update));
        }
        let path = format!("/store?graph={}", encode(&iri));
        for method in ["PUT", "POST"] {
            asked.push(
                Asked::new(method, path.clone()).sending("text/turtle", "<urn:x:s> <urn:x:p> 1 ."),
            );
        }
        asked.push(Asked::new("DELETE", path));
    }
    for path in [
        "/sparql?query=ASK+%7B%7D&min-revision=0",
        "/nothing",
        "/id/secret/secret",
        "/id/organization/%FF",
        "/api/v1/recommendations?limit=secret",
        "/api/v1/recommendations?nonsense=1",
        "/store",
        "/store?graph=x",
        "/store?graph=x&default",
        "/sparql?query=ASK%7B%7D&timeout=secret",
        "/metrics",
        "/sparql?query=ASK%7B%7D&as-of=secret",
    ] {
        asked.push(Asked::get(path));
        asked.push(Asked::new("OPTIONS", path));
        asked.push(Asked::new("PATCH", path));
    }
}
