//! Lists: filters, pages, counts, tables, entity tags.

use super::{Role, Server, ask};
use axum::body::Body;
use serde_json::Value;
use std::collections::BTreeSet;

const LISTS: [&str; 4] = ["recommendations", "threats", "actors", "countries"];

fn ids(list: &Value) -> Vec<String> {
    list["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["id"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn every_list_has_the_one_shape() {
    let server = Server::demo();
    for list in LISTS {
        let reply = server.get(&format!("/api/v1/{list}?limit=2")).await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        let body = reply.json();
        for field in ["coverage", "unit", "total", "facets", "items", "next", "notes", "revision"] {
            assert!(body.get(field).is_some(), "{list} has no {field}");
        }
        assert_eq!(reply.header("x-total-count"), body["total"].to_string(), "{list}");
        assert_eq!(ids(&body).len(), 2, "{list}");
        for field in ["iri", "id", "label"] {
            assert!(body["items"][0][field].is_string(), "{list} {field}");
        }
        assert_eq!(reply.header("server-timing"), "", "{list}: it tells how much is held");
    }
}

#[tokio::test]
async fn pages_follow_each_other_by_link_and_lose_nothing() {
    let server = Server::demo();
    for list in ["recommendations?country=BIH,MNE", "threats"] {
        let separator = if list.contains('?') { '&' } else { '?' };
        let mut path = format!("/api/v1/{list}{separator}limit=7");
        let total = server.get(&path).await.json()["total"].as_u64().unwrap();
        let mut seen = Vec::new();
        loop {
            let reply = server.get(&path).await;
            let body = reply.json();
            assert_eq!(body["total"].as_u64(), Some(total));
            seen.extend(ids(&body));
            match reply
                .header("link")
                .strip_prefix('<')
                .and_then(|link| link.strip_suffix(">; rel=\"next\""))
            {
                Some(next) => path = next.to_owned(),
                None => break,
            }
        }
        assert!(total > 7, "{list} has {total}");
        assert_eq!(seen.len() as u64, total, "{list}");
        assert_eq!(seen.iter().collect::<BTreeSet<_>>().len() as u64, total, "{list}");
    }
}

#[tokio::test]
async fn filters_are_repeated_or_separated_and_narrow() {
    let server = Server::demo();
    let total = |query: &'static str| async move {
        let reply = server.get(&format!("/api/v1/recommendations?{query}")).await;
        assert_eq!(reply.status, 200, "{query}: {}", reply.text());
        reply.json()["total"].as_u64().unwrap()
    };
    let all = total("").await;
    let (bih, mne) = (total("country=BIH").await, total("country=MNE").await);
    assert!(bih > 0 && mne > 0 && bih < all);
    assert_eq!(total("country=BIH&country=MNE").await, total("country=BIH,MNE").await);
    assert_eq!(total("country=Bosnia+and+Herzegovina").await, bih);
    assert_eq!(total("country=BIH&threat=&text=&since=").await, bih);
    assert!(total("threat=organised-crime").await >= total("threat=human-trafficking").await);
    assert_eq!(total("sample=true").await + total("sample=false").await, all);
}

#[tokio::test]
async fn what_is_not_known_is_named() {
    let server = Server::demo();
    let reply = server.get("/api/v1/recommendations?colour=red").await;
    let body = reply.json();
    assert_eq!((reply.status, body["code"].as_str()), (400, Some("unknown-parameter")));
    assert!(body["known"].as_array().unwrap().contains(&Value::from("threat")));
    assert!(body["hint"].as_str().unwrap().contains("addressee"));
    let reply = server.get("/api/v1/recommendations?threat=human-traficking").await;
    let body = reply.json();
    assert_eq!((reply.status, body["code"].as_str()), (400, Some("unknown-value")));
    assert!(
        body["suggestions"].as_array().unwrap().contains(&Value::from("human-trafficking")),
        "{body}"
    );
    for query in [
        "limit=0",
        "limit=many",
        "sort=sideways",
        "cursor=nonsense",
        "since=yesterday",
        "sample=perhaps",
        "text=a&text=b",
    ] {
        let reply = server.get(&format!("/api/v1/recommendations?{query}")).await;
        assert_eq!(reply.status, 400, "{query}: {}", reply.text());
    }
    for list in LISTS {
        assert_eq!(server.get(&format!("/api/v1/{list}?colour=red")).await.status, 400, "{list}");
    }
}

#[tokio::test]
async fn a_table_has_one_row_for_each_item() {
    let server = Server::demo();
    for list in LISTS {
        let json = server.get(&format!("/api/v1/{list}?limit=1000")).await.json();
        let csv = server.get(&format!("/api/v1/{list}.csv?limit=1000")).await;
        let rows: Vec<_> = csv.text().split("\r\n").filter(|row| !row.is_empty()).collect();
        assert_eq!(rows.len(), ids(&json).len() + 1, "{list}");
        assert!(rows[0].starts_with("id,iri,"), "{list}");
        for (row, id) in rows[1..].iter().zip(ids(&json)) {
            assert!(row.starts_with(&format!("{id},")), "{list}: {row}");
        }
    }
}

/// A column whose path names no field would stay empty for ever.
#[tokio::test]
async fn every_column_names_a_field_of_the_engines_shape() {
    let server = Server::demo();
    for (list, columns) in [
        ("recommendations", crate::columns::RECOMMENDATIONS),
        ("threats", crate::columns::THREATS),
        ("actors", crate::columns::ACTORS),
        ("countries", crate::columns::COUNTRIES),
    ] {
        let json = server.get(&format!("/api/v1/{list}?limit=1")).await.json();
        for (heading, path) in columns {
            let field = path.split('.').next().unwrap();
            assert!(json["items"][0].get(field).is_some(), "{list}: {heading} reads {field}");
        }
    }
}

#[tokio::test]
async fn the_items_come_as_rdf() {
    let server = Server::demo();
    let json = server.get("/api/v1/recommendations?country=BIH&limit=3").await.json();
    let rdf = server.get("/api/v1/recommendations.nt?country=BIH&limit=3").await;
    assert_eq!(rdf.status, 200, "{}", rdf.text());
    let subjects: BTreeSet<_> =
        rdf.text().lines().filter_map(|line| line.split_once(' ')).map(|(s, _)| s).collect();
    let items = json["items"].as_array().unwrap();
    let iris: BTreeSet<_> =
        items.iter().map(|item| format!("<{}>", item["iri"].as_str().unwrap())).collect();
    assert_eq!(subjects, iris.iter().map(String::as_str).collect());
    let none = server.get("/api/v1/recommendations.nt?text=qqqqqqqq").await;
    assert_eq!((none.status, none.text()), (200, ""));
}

#[tokio::test]
async fn what_has_not_changed_is_not_sent_again() {
    let server = Server::open(|options| options.reference = true);
    let path = "/api/v1/threats?limit=2";
    let with = |request: axum::http::request::Builder, tag: &str| {
        request.header("if-none-match", tag).body(Body::empty()).unwrap()
    };
    for path in [path, "/id/country/BIH", "/api/v1/countries.csv"] {
        let tag = server.get(path).await.header("etag").to_owned();
        assert!(tag.starts_with("W/\""), "{path}: {tag}");
        let unchanged = server.send(with(ask("GET", path), &format!("\"other\", {tag}"))).await;
        assert_eq!(
            (unchanged.status, unchanged.body.len(), unchanged.header("etag")),
            (304, 0, tag.as_str())
        );
    }
    let tag = server.get(path).await.header("etag").to_owned();
    // Another question, another role and another format are other answers.
    for request in [
        ask("GET", "/api/v1/threats?limit=3"),
        ask("GET", path).header("accept", "text/csv"),
        ask("GET", path).header("authorization", server.bearer(Role::Reviewer)),
    ] {
        assert_eq!(server.send(with(request, &tag)).await.status, 200);
    }
    server.write("INSERT DATA { <http://a> <http://b> 1 }");
    assert_eq!(server.send(with(ask("GET", path), &tag)).await.status, 200);
}

#[tokio::test]
async fn what_no_source_covers_is_said_to_be_so() {
    let server = Server::open(|options| options.reference = true);
    let body = server.get("/api/v1/recommendations?country=XKX").await.json();
    assert_eq!(body["total"].as_u64(), Some(0));
    assert!(
        ["not-covered", "nothing-loaded"]
            .contains(&body["empty_because"]["code"].as_str().unwrap()),
        "{body}"
    );
}
