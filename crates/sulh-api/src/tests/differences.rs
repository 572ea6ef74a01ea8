//! `/api/v1/diff` and `/api/v1/history`: a patch leads from one state to the other, pages go on.

use std::collections::BTreeSet;

use super::{Role, Server, ask};
use axum::body::Body;
use sulh_engine::{ExportRequest, Identity, RdfFormat};

const G: &str = "https://w3id.org/sulh/graph/source/open";
const SECRET: &str = "https://w3id.org/sulh/graph/source/open/restricted";

/// Numbers that look random and are the same in every run.
fn below(seed: &mut u64, end: u64) -> u64 {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*seed >> 33) % end
}

/// Forty commits that add and remove the same few quads again and again, also where only administrators see.
fn restless() -> Server {
    let server = Server::open(|_| {});
    let mut seed = 7;
    for _ in 0..40 {
        let graph = if below(&mut seed, 3) == 0 { SECRET } else { G };
        let verb = if below(&mut seed, 2) == 0 { "INSERT" } else { "DELETE" };
        let quads: Vec<_> = (0..4)
            .map(|_| format!("<urn:s{}> <urn:p> {} . ", below(&mut seed, 5), below(&mut seed, 4)))
            .collect();
        let quads = quads.concat();
        server.write(&format!("{verb} DATA {{ GRAPH <{graph}> {{ {quads} }} }}"));
    }
    server
}

async fn text(server: &Server, path: &str, role: Option<Role>, accept: &str) -> String {
    let mut request = ask("GET", path).header("accept", accept);
    if let Some(role) = role {
        request = request.header("authorization", server.bearer(role));
    }
    let reply = server.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(reply.status, 200, "{path}: {}", reply.text());
    reply.text().to_owned()
}

fn who(server: &Server, role: Option<Role>) -> Identity {
    role.map_or_else(Identity::anonymous, |role| {
        server.engine().authenticate(server.token(role)).unwrap()
    })
}

/// Canonical N-Quads of all that somebody sees of a revision.
fn state(server: &Server, revision: u64, who: &Identity) -> BTreeSet<String> {
    let past = server.engine().as_of(who, &revision.to_string()).unwrap();
    let mut out = Vec::new();
    let request = ExportRequest { graph: None, format: RdfFormat::NQuads };
    past.export(who, &request, &mut out, &mut |_| {}).unwrap();
    String::from_utf8(out).unwrap().lines().map(str::to_owned).collect()
}

#[tokio::test]
async fn a_patch_leads_from_any_state_to_any_other() {
    let server = restless();
    for role in [None, Some(Role::Admin)] {
        let who = who(&server, role);
        let newest = server.engine().newest_shown(&who).unwrap();
        let mut seed = 3;
        for _ in 0..12 {
            let (from, to) = (below(&mut seed, newest + 1), below(&mut seed, newest + 1));
            let path = format!("/api/v1/diff?from={from}&to={to}");
            let written = text(&server, &path, role, "*/*").await;
            let mut state_at = state(&server, from, &who);
            let lines: Vec<&str> = written.lines().collect();
            assert_eq!(
                &lines[..3],
                [format!("H from \"{from}\" ."), format!("H to \"{to}\" ."), "TX .".into()]
            );
            assert_eq!(lines.last(), Some(&"TC ."));
            for line in &lines[3..lines.len() - 1] {
                let quad = line[2..].to_owned();
                let fits = if line.starts_with("D ") {
                    state_at.remove(&quad)
                } else {
                    state_at.insert(quad)
                };
                assert!(fits, "only the net effect stands in the patch: {line} of {path}");
            }
            assert_eq!(state_at, state(&server, to, &who), "{path} {role:?}");
            assert!(role.is_some() || !written.contains("/restricted"), "{written}");
            let json = text(&server, &path, role, "application/json").await;
            let json: serde_json::Value = serde_json::from_str(&json).unwrap();
            let sides = ["removed", "added"].map(|side| json[side].as_array().unwrap().len());
            assert_eq!(sides.iter().sum::<usize>(), lines.len() - 4);
        }
    }
}

#[tokio::test]
async fn a_diff_names_what_is_wrong_with_its_ends() {
    let server = restless();
    for (path, status, code) in [
        ("?from=1", 400, "no-moment"),
        ("?from=1&to=9999", 404, "no-such-revision"),
        ("?from=never&to=1", 400, "not-a-moment"),
        ("?from=1&to=2&graph=x", 400, "bad-iri"),
        ("?from=1&to=2&colour=red", 400, "unknown-parameter"),
    ] {
        let reply = server.get(&format!("/api/v1/diff{path}")).await;
        assert_eq!((reply.status, reply.json()["code"].as_str()), (status, Some(code)), "{path}");
    }
}

#[tokio::test]
async fn history_comes_in_pages_under_the_readers_own_numbers() {
    let server = restless();
    let mut path = "/api/v1/history?limit=7".to_owned();
    let mut revisions = Vec::new();
    loop {
        let page: serde_json::Value =
            serde_json::from_str(&text(&server, &path, Some(Role::Reader), "*/*").await).unwrap();
        for item in page["items"].as_array().unwrap() {
            revisions.push(item["revision"].as_u64().unwrap());
            assert!(!item.to_string().contains("restricted"), "{item}");
        }
        let Some(next) = page["next"].as_u64() else { break };
        path = format!("/api/v1/history?limit=7&before={next}");
    }
    let count = revisions.len() as u64;
    assert!((7..40).contains(&count), "{count}");
    assert_eq!(revisions, (1..=count).rev().collect::<Vec<_>>(), "dense, the newest first");
    let one = text(&server, "/api/v1/history?id=urn:s1&limit=3", Some(Role::Reader), "*/*").await;
    assert!(one.contains("urn"), "{one}");
}
