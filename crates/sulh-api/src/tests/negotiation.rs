//! The types of answers, over the whole surface.

use super::{Server, query_path};

#[tokio::test]
async fn every_resource_answers_every_type_it_offers() {
    let server = Server::demo();
    let select = query_path("SELECT (1 AS ?value) {}");
    let construct = query_path("CONSTRUCT { <s> <p> 1 } WHERE {}");
    let results = [
        ("application/sparql-results+json", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv; charset=utf-8; header=present"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
    ];
    let graphs = [
        ("text/turtle", "text/turtle; charset=utf-8"),
        ("application/n-triples", "application/n-triples"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/ld+json", "application/ld+json"),
        ("application/trig", "application/trig"),
        ("application/n-quads", "application/n-quads"),
    ];
    let lists = [
        graphs[0],
        graphs[1],
        graphs[2],
        graphs[3],
        ("application/json", "application/json"),
        results[3],
    ];
    let things = [
        graphs[0],
        graphs[1],
        graphs[2],
        graphs[3],
        lists[4],
        ("text/html", "text/html; charset=utf-8"),
    ];
    for (path, types) in [
        (select.as_str(), &results[..]),
        (&construct, &graphs),
        ("/sparql", &graphs),
        ("/store?default", &graphs),
        ("/api/v1/threats?limit=3", &lists),
        ("/id/country/BIH", &things),
    ] {
        for (accept, expected) in types {
            let reply = server.get_as(path, accept).await;
            assert_eq!(
                (reply.status, reply.header("content-type")),
                (200, *expected),
                "{path} {accept}: {}",
                reply.text()
            );
            assert!(
                !reply.body.is_empty() && reply.header("vary").contains("Accept"),
                "{path} {accept}"
            );
        }
        let refused = server.get_as(path, "image/png").await;
        assert_eq!(
            (refused.status, refused.json()["code"].as_str()),
            (406, Some("not-acceptable")),
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_suffix_picks_the_type_without_a_header() {
    let server = Server::demo();
    for (path, expected) in [
        ("/sparql.csv?query=SELECT+(1+AS+%3Fvalue)+%7B%7D", "text/csv"),
        ("/sparql.json?query=ASK+%7B%7D", "application/sparql-results+json"),
        ("/sparql.xml?query=ASK+%7B%7D", "application/sparql-results+xml"),
        ("/sparql.tsv?query=SELECT+(1+AS+%3Fvalue)+%7B%7D", "text/tab-separated-values"),
        ("/api/v1/countries.csv?limit=1", "text/csv"),
        ("/api/v1/countries.ttl?limit=1", "text/turtle"),
        ("/id/country/BIH.ttl", "text/turtle"),
        ("/id/country/BIH.jsonld", "application/ld+json"),
        ("/id/country/BIH.rdf", "application/rdf+xml"),
        ("/id/country/BIH.nt", "application/n-triples"),
        ("/id/country/BIH.json", "application/json"),
        ("/id/country/BIH.html", "text/html"),
    ] {
        let reply = server.get(path).await;
        assert_eq!(reply.status, 200, "{path}: {}", reply.text());
        assert!(
            reply.header("content-type").starts_with(expected),
            "{path}: {}",
            reply.header("content-type")
        );
    }
    assert_eq!(
        server.get("/sparql.csv?query=SELECT+(1+AS+%3Fvalue)+%7B%7D").await.text(),
        "value\r\n1\r\n"
    );
    assert_eq!(server.get("/sparql.csv?query=CONSTRUCT+%7B%7D+WHERE+%7B%7D").await.status, 404);
    assert_eq!(server.get("/sparql.png?query=ASK+%7B%7D").await.status, 404);
    assert_eq!(server.get("/api/v1/countries.xlsx").await.status, 404);
}

#[tokio::test]
async fn results_are_what_the_formats_say() {
    let server = Server::open(|_| {});
    server.write("INSERT DATA { <http://a> <http://b> \"č,\\\"\" , 1 }");
    let path = query_path("SELECT ?o { ?s ?p ?o } ORDER BY ?o");
    let json = server.get(&path).await.json();
    assert_eq!(json["head"]["vars"], serde_json::json!(["o"]));
    assert_eq!(json["results"]["bindings"].as_array().unwrap().len(), 2);
    let xml = server.get_as(&path, "application/sparql-results+xml").await;
    assert!(xml.text().contains("http://www.w3.org/2005/sparql-results#"));
    let csv = server.get(&format!("{path}&format=csv")).await;
    assert!(csv.text().contains("\"č,\"\"\"\r\n"), "{}", csv.text());
    assert_eq!(csv.header("content-length"), csv.body.len().to_string());
}
