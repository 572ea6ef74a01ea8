//! Who may do what: the engine's tables hold on every route, and no route stands outside them.

use super::{Role, Server, ask};
use crate::route::{actions, endpoints};
use crate::suffix;
use axum::body::Body;
use axum::http::{HeaderMap, Method};
use sulh_engine::{Action, ROUTES, allows};

#[test]
fn every_endpoint_is_in_the_engines_table_and_the_other_way_round() {
    for endpoint in endpoints() {
        assert!(
            !actions(endpoint.method, endpoint.path).is_empty(),
            "{} {}",
            endpoint.method,
            endpoint.path
        );
    }
    for route in ROUTES {
        let path = route.path.replace("{format}", "csv");
        let (path, _) = suffix::split(&path);
        let answered =
            endpoints().any(|found| found.method.as_str() == route.method && found.path == path);
        assert!(answered, "{} {} has no endpoint", route.method, route.path);
    }
    assert!(actions(&Method::DELETE, "/sparql").is_empty());
}

/// A request that does what the action says, on a route of the table.
fn request(path: &str, method: &str, action: Action) -> (String, &'static str, &'static str) {
    let path = path
        .replace("{kind}/{slug}", "country/BIH")
        .replace("{format}", "csv")
        .replace("{kind}", "recommendation")
        .replace("{id}", "0");
    match (method, action) {
        (_, Action::Update) => {
            (path, "application/sparql-update", "INSERT DATA { <http://a> <http://b> 1 }")
        }
        ("PUT", Action::Visibility) => {
            (path, "application/json", "{\"graph\": \"http://g\", \"visibility\": \"public\"}")
        }
        (_, Action::Purge) => {
            let look =
                "{\"kind\":\"graph\",\"value\":\"http://g\",\"reason\":\"r\",\"dry_run\":true}";
            (path, "application/json", look)
        }
        ("POST", Action::Query) => (path, "application/sparql-query", "ASK {}"),
        (_, Action::GraphWrite) => {
            (format!("{path}?graph=http%3A%2F%2Fg"), "text/turtle", "<http://a> <http://b> 1 .")
        }
        (_, Action::Query) if path == "/api/v1/diff" => (format!("{path}?from=0&to=0"), "", ""),
        _ if path == "/api/v1/search" || path == "/api/v1/suggest" => {
            (format!("{path}?q=law"), "", "")
        }
        (_, Action::GraphRead) => (format!("{path}?default"), "", ""),
        (_, Action::Ingest) => (format!("{path}?name=report.txt"), "text/plain", "A report."),
        (_, Action::Query) => (format!("{path}?query=ASK+%7B%7D"), "", ""),
        _ => (path, "", ""),
    }
}

#[tokio::test]
async fn each_role_may_do_what_the_table_says_on_every_route() {
    let server = Server::open(|options| options.reference = true);
    for route in ROUTES {
        let (path, content_type, body) = request(route.path, route.method, route.action);
        let roles = [None].into_iter().chain(Role::ALL.map(Some));
        for role in roles {
            let mut request = ask(route.method, &path);
            if !content_type.is_empty() {
                request = request.header("content-type", content_type);
            }
            if let Some(role) = role {
                request = request.header("authorization", server.bearer(role));
            }
            let reply = server.send(request.body(Body::from(body)).unwrap()).await;
            let what =
                format!("{} {path} as {role:?}: {} {}", route.method, reply.status, reply.text());
            match (allows(role, route.action), role) {
                // What is sent is no claim, and is told so.
                (true, _) if matches!(route.action, Action::ClaimAdd | Action::ClaimReview) => {
                    assert_eq!(reply.status, 415, "{what}");
                }
                // Nothing waits for a reviewer here, and this server has no worker.
                (true, _)
                    if route.path == "/api/v1/review/{kind}/{id}"
                        || route.action == Action::Ingest =>
                {
                    assert_eq!(reply.status, 404, "{what}");
                }
                // DELETE finds nothing left when a later role comes.
                (true, _) => assert!(
                    reply.status < 300 || (route.method == "DELETE" && reply.status == 404),
                    "{what}"
                ),
                (false, None) => {
                    assert_eq!(reply.status, 401, "{what}");
                    assert!(reply.header("www-authenticate").starts_with("Bearer"), "{what}");
                }
                (false, Some(_)) => assert_eq!(reply.status, 403, "{what}"),
            }
        }
    }
}

#[tokio::test]
async fn a_wrong_token_is_refused_on_public_routes_too() {
    let server = Server::strict();
    let mut two = HeaderMap::new();
    two.append("authorization", server.bearer(Role::Admin).parse().unwrap());
    two.append("authorization", server.bearer(Role::Reader).parse().unwrap());
    for path in ["/", "/healthz", "/sparql?query=ASK+%7B%7D", "/api/v1/threats", "/nowhere"] {
        for value in ["Bearer wrong", "Basic YTpi", "Bearer", "x", ""] {
            let reply = server
                .send(ask("GET", path).header("authorization", value).body(Body::empty()).unwrap())
                .await;
            assert_eq!(
                (reply.status, reply.json()["code"].as_str()),
                (401, Some("invalid-token")),
                "{path} {value}"
            );
            assert!(reply.header("www-authenticate").contains("invalid_token"));
        }
        let mut request = ask("GET", path).body(Body::empty()).unwrap();
        request.headers_mut().extend(two.clone());
        assert_eq!(server.send(request).await.status, 401, "two tokens on {path}");
    }
    let revoked = server.bearer(Role::Reader);
    server.engine().revoke_token(&sulh_engine::Identity::command_line(), "the-reader").unwrap();
    let reply = server
        .send(ask("GET", "/").header("authorization", revoked).body(Body::empty()).unwrap())
        .await;
    assert_eq!(reply.status, 401);
}

#[tokio::test]
async fn pages_of_other_sites_write_nothing() {
    let server = Server::strict();
    let update = "update=INSERT+DATA+%7B+%3Chttp%3A%2F%2Fa%3E+%3Chttp%3A%2F%2Fb%3E+1+%7D";
    for (headers, expected) in [
        // A form of any site sends no token.
        (&[("origin", "http://evil.example")][..], 401),
        (&[], 401),
        (&[("origin", "http://evil.example"), ("authorization", "")], 403),
        (&[("origin", "null"), ("authorization", "")], 403),
        (&[("sec-fetch-site", "cross-site"), ("authorization", "")], 403),
        (&[("origin", "http://data.example"), ("authorization", "")], 200),
    ] {
        let mut request =
            ask("POST", "/sparql").header("content-type", "application/x-www-form-urlencoded");
        for (name, value) in headers {
            let bearer = server.bearer(Role::Editor);
            request = request
                .header(*name, if *name == "authorization" { bearer.as_str() } else { value });
        }
        let reply = server.send(request.body(Body::from(update)).unwrap()).await;
        assert_eq!(reply.status, expected, "{headers:?}: {}", reply.text());
    }
    for method in ["PUT", "POST", "DELETE"] {
        let request = ask(method, "/store?graph=http%3A%2F%2Fg")
            .header("authorization", server.bearer(Role::Admin));
        let request =
            request.header("origin", "http://evil.example").header("content-type", "text/turtle");
        assert_eq!(server.send(request.body(Body::empty()).unwrap()).await.status, 403, "{method}");
    }
}

#[tokio::test]
async fn a_write_is_signed_with_the_name_of_the_token() {
    let server = Server::strict();
    server
        .edit(
            "POST",
            "/sparql?message=because",
            "application/sparql-update",
            "INSERT DATA { <http://a> <http://b> 1 }",
        )
        .await;
    let history = server.engine().history(&sulh_engine::Identity::command_line(), None, 1).unwrap();
    assert_eq!(
        (history[0].author.as_str(), history[0].message.as_str()),
        ("the-editor", "because")
    );
}

#[test]
fn only_loopback_without_an_administrator() {
    let dir = tempfile::tempdir().unwrap();
    let mut options = sulh_engine::EngineOptions::new(dir.path());
    options.reference = false;
    let engine = sulh_engine::Engine::open(options).unwrap();
    let outside = ["0.0.0.0:80", "[::]:80", "192.0.2.1:80", "[::ffff:192.0.2.1]:80"];
    for address in ["127.0.0.1:7878", "[::1]:7878", "127.9.9.9:1", "[::ffff:127.0.0.1]:80"] {
        assert!(crate::may_bind(address.parse().unwrap(), &engine).is_ok(), "{address}");
    }
    for address in outside {
        let refused = crate::may_bind(address.parse().unwrap(), &engine).unwrap_err();
        assert_eq!(refused.code(), "no-administrator", "{address}");
    }
    let owner = sulh_engine::Identity::command_line();
    engine.create_token(&owner, "ed", Role::Editor).unwrap();
    assert!(crate::may_bind(outside[0].parse().unwrap(), &engine).is_err());
    engine.create_token(&owner, "ad", Role::Admin).unwrap();
    assert!(
        outside.iter().all(|address| crate::may_bind(address.parse().unwrap(), &engine).is_ok())
    );
}
