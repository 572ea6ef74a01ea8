//! Single things: as data, as a page, as RDF.

use super::Server;

#[tokio::test]
async fn one_thing_has_one_address_and_many_forms() {
    let server = Server::demo();
    let reply = server.get("/id/country/BIH").await;
    let body = reply.json();
    assert_eq!((body["id"].as_str(), body["kind"].as_str()), (Some("BIH"), Some("country")));
    assert_eq!(reply.header("content-location"), "/id/country/BIH.json");
    assert!(reply.header("vary").contains("Accept"));
    let turtle = server.get_as("/id/country/BIH", "text/turtle").await;
    assert_eq!(turtle.header("content-location"), "/id/country/BIH.ttl");
    // rdflib's Graph.parse.
    let rdflib = "application/rdf+xml, text/n3, text/turtle, application/n-triples, application/ld+json, application/n-quads, application/trix, application/trig";
    assert_eq!(
        server.get_as("/id/country/BIH", rdflib).await.header("content-type"),
        "application/rdf+xml"
    );
    let triples = server.get("/id/country/BIH.nt").await;
    assert!(
        triples
            .text()
            .lines()
            .all(|line| line.starts_with(&format!("<{}> ", body["iri"].as_str().unwrap())))
    );
    assert!(triples.text().lines().count() > 5);
    assert_eq!(server.get("/id/threat/human-trafficking.json").await.json()["kind"], "threat");
    for path in [
        "/id/country/ATL",
        "/id/nothing/BIH",
        "/id/country/BIH.ttl.ttl",
        "/id/country/%3Cscript%3E",
    ] {
        assert_eq!(server.get(path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn a_page_shows_text_as_text_and_links_the_web_only() {
    let server = Server::open(|_| {});
    let base = server.engine().base().as_str().to_owned();
    let label = "http://www.w3.org/2000/01/rdf-schema#label";
    server.write(&format!(
        "INSERT DATA {{ <{base}id/threat/evil> <{label}> \"<script>alert(1)</script>\"@en , '\" onmouseover=\"x'@bs ;
           <http://ex/see> <javascript:alert(1)> , <data:text/html,x> , <http://ex/\u{27}onclick> , <{base}id/country/BIH> .
         <javascript:alert(1)> <{label}> \"<img src=x onerror=alert(1)>\" }}"
    ));
    let page = server.get_as("/id/threat/evil", "text/html,*/*;q=0.8").await;
    assert_eq!((page.status, page.header("content-type")), (200, "text/html; charset=utf-8"));
    let text = page.text();
    for banned in
        ["<script", "<img", "href=\"javascript", "href=\"data", "\" onmouseover", "style="]
    {
        assert!(!text.contains(banned), "{banned}: {text}");
    }
    assert!(text.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert!(
        text.contains("<a href=\"/id/country/BIH\">"),
        "what is ours leads to this server: {text}"
    );
    assert!(page.header("content-security-policy").starts_with("default-src 'none'"));
}
