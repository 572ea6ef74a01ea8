//! What an outsider may not see leaves no trace: servers that differ in hidden things only are
//! asked the same, and answer the same, byte for byte.
//!
//! The same comparison meets a server whose filter is taken out, and must notice it; else it
//! would prove nothing.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::format_push_string,
    reason = "tests"
)]

mod exchange;
mod requests;
mod world;

use std::collections::BTreeMap;
use std::time::Duration;

use exchange::{Answered, Asked, Client};
use requests::{numbered, requests};
use serde_json::Value;
use sulh_api::{ApiOptions, app};
use sulh_engine::{Engine, EngineOptions, ROUTES};
use world::{Held, fill, go_on, world};

/// Two servers as one outsider sees them.
struct Pair {
    with: Client,
    without: Client,
    /// How long each answer took, with and without.
    times: Vec<(Duration, Duration)>,
    differences: Vec<String>,
    asked: usize,
}

impl Pair {
    fn new(with: (&str, Option<&str>), without: (&str, Option<&str>)) -> Self {
        let (with, without) = (Client::new(with.0, with.1), Client::new(without.0, without.1));
        Self { with, without, times: Vec::new(), differences: Vec::new(), asked: 0 }
    }

    /// Asks both, in turns first, and gives what the one without hidden things said.
    fn ask(&mut self, asked: &Asked) -> Answered {
        self.asked += 1;
        let (one, other) = if self.asked.is_multiple_of(2) {
            let one = self.with.ask(asked);
            (one, self.without.ask(asked))
        } else {
            let other = self.without.ask(asked);
            (self.with.ask(asked), other)
        };
        self.times.push((one.1, other.1));
        let (with, without) = (told(asked, &one.0), told(asked, &other.0));
        if with != without {
            self.differences.push(difference(asked, &with, &without));
        }
        other.0
    }

    fn ask_all(&mut self) {
        for asked in requests() {
            let answered = self.ask(&asked);
            if let Some(tag) = answered.header("etag") {
                // Who holds the page of one server is told by the other that it still holds.
                self.ask(&asked.clone().with("if-none-match", tag));
                let other = tag.replace("W/\"", "W/\"9");
                self.ask(&asked.with("if-none-match", other));
            }
        }
        self.revisions();
        self.pages();
    }

    /// Every number that the outsider knows, and the first that it does not.
    fn revisions(&mut self) {
        let list = self.ask(&Asked::get("/api/v1/threats?limit=1"));
        let newest = serde_json::from_slice::<Value>(&list.body).unwrap()["revision"].as_u64();
        let newest = newest.unwrap();
        self.ask(&Asked::get(format!("/api/v1/threats?limit=1&min-revision={newest}")));
        for revision in 0..=newest + 2 {
            for path in ["/api/v1/actors?limit=2&", "/id/country/BIH?", "/sparql?query=ASK%7B%7D&"]
            {
                self.ask(&Asked::get(format!("{path}as-of={revision}")));
            }
        }
        for asked in numbered(newest) {
            self.ask(&asked);
        }
        self.ask(&Asked::get("/api/v1/actors?as-of=2100-01-01T00:00:00Z"));
        self.ask(&Asked::get("/api/v1/actors?as-of=2000-01-01T00:00:00Z"));
    }

    fn pages(&mut self) {
        for list in ["recommendations", "actors"] {
            let mut path = format!("/api/v1/{list}?limit=9");
            for _ in 0..8 {
                let page = self.ask(&Asked::get(&path));
                let body: Value = serde_json::from_slice(&page.body).unwrap();
                let Some(next) = body["next"].as_str() else { break };
                path = format!("/api/v1/{list}?limit=9&cursor={next}");
            }
        }
    }

    /// How well the time of an answer tells the servers apart: 0.5 is not at all.
    fn auc(&self) -> f64 {
        let mut all: Vec<(Duration, bool)> = self
            .times
            .iter()
            .flat_map(|(with, without)| [(*with, true), (*without, false)])
            .collect();
        all.sort_unstable();
        let ranks: f64 = all
            .iter()
            .zip(1_u32..)
            .filter(|((_, with), _)| *with)
            .map(|(_, rank)| f64::from(rank))
            .sum();
        let count = f64::from(u32::try_from(self.times.len()).unwrap());
        (ranks - count * (count + 1.0) / 2.0) / (count * count)
    }

    /// How much longer an answer takes with hidden things, at the median.
    fn median_ratio(&self) -> f64 {
        let mut ratios: Vec<f64> = self
            .times
            .iter()
            .map(|(with, without)| with.as_secs_f64() / without.as_secs_f64())
            .collect();
        ratios.sort_unstable_by(f64::total_cmp);
        ratios[ratios.len() / 2]
    }

    fn report(&self, who: &str) {
        let auc = self.auc();
        println!(
            "{who}: {} requests, {} differences, AUC of the times {auc:.3}, median ratio {:.3}",
            self.asked,
            self.differences.len(),
            self.median_ratio()
        );
    }
}

/// An answer without what no two servers share: the moment of a commit, random values.
fn told(asked: &Asked, answered: &Answered) -> (String, String) {
    let is_journal = ["/api/v1/audit", "/api/v1/changes", "/api/v1/diff", "/api/v1/history"]
        .iter()
        .any(|path| asked.path.starts_with(path));
    let mut body = answered.text();
    let mut head = answered.head.clone();
    if is_journal && answered.status() == 200 {
        body = without_times(&body);
        head = head.lines().filter(|line| !line.starts_with("content-length")).collect();
    }
    (head, body)
}

/// `2026-01-02T03:04:05.678Z` becomes `T`.
fn without_times(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('T') {
        let is_time = at >= 10
            && rest.as_bytes()[at - 10..at].iter().all(|b| b.is_ascii_digit() || *b == b'-');
        let end = rest[at + 1..].find(|c: char| !(c.is_ascii_digit() || ":.".contains(c)));
        match end {
            Some(end) if is_time && rest[at + 1 + end..].starts_with('Z') => {
                out.push_str(&rest[..at - 10]);
                out.push('T');
                rest = &rest[at + 2 + end..];
            }
            _ => {
                out.push_str(&rest[..=at]);
                rest = &rest[at + 1..];
            }
        }
    }
    out + rest
}

fn difference(asked: &Asked, with: &(String, String), without: &(String, String)) -> String {
    let first = |(head, body): &(String, String), other: &(String, String)| {
        let lines = |answer: &(String, String)| -> Vec<String> {
            format!("{}\n{}", answer.0, answer.1).lines().map(str::to_owned).collect()
        };
        let (own, others) = (lines(&(head.clone(), body.clone())), lines(other));
        let at = own
            .iter()
            .zip(&others)
            .position(|(a, b)| a != b)
            .unwrap_or(own.len().min(others.len()));
        let line = own.get(at).cloned().unwrap_or_default();
        line.chars().take(300).collect::<String>()
    };
    format!(
        "{} {} {}\n  with:    {}\n  without: {}",
        asked.method,
        asked.path,
        asked.body,
        first(with, without),
        first(without, with)
    )
}

#[test]
fn outsiders_are_told_the_same_whatever_is_hidden() {
    let worlds = [Held::Open, Held::Members, Held::Reviewed, Held::All]
        .map(|held| std::thread::spawn(move || world(held)));
    let [open, members, reviewed, all] = worlds.map(|started| started.join().unwrap());
    let address = |world: &world::World| world.server.address();
    let (at_open, at_members) = (address(&open), address(&members));
    let (at_reviewed, at_all) = (address(&reviewed), address(&all));
    let mut asked = 0;
    let pairs = [
        ("anybody", Pair::new((&at_all, None), (&at_open, None))),
        (
            "a reader in no group",
            Pair::new((&at_all, Some(&all.tokens[0])), (&at_members, Some(&members.tokens[0]))),
        ),
        (
            "an editor in no group",
            Pair::new((&at_all, Some(&all.tokens[1])), (&at_reviewed, Some(&reviewed.tokens[1]))),
        ),
    ];
    let mut differences = Vec::new();
    for (who, mut pair) in pairs {
        pair.ask_all();
        let ratio = pair.median_ratio();
        assert!((0.5..2.0).contains(&ratio), "the times of {who} tell: {ratio} times as long");
        pair.report(who);
        asked += pair.asked;
        differences.extend(pair.differences.iter().map(|found| format!("{who}: {found}")));
    }
    assert!(asked >= 2000, "{asked}");
    let shown: Vec<&str> = differences.iter().take(20).map(String::as_str).collect();
    assert!(differences.is_empty(), "{} of {asked}:\n{}", differences.len(), shown.join("\n"));
}

#[test]
fn a_filter_that_is_taken_out_is_noticed_and_so_is_one_who_may_see() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let start = |held: Held, unfiltered: bool| {
        let dir = tempfile::tempdir().unwrap();
        let mut options = EngineOptions::new(dir.path());
        (options.demo, options.unfiltered) = (true, unfiltered);
        let engine = Engine::open(options).unwrap();
        let tokens = fill(&engine, held, dir.path());
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let router = app(engine, ApiOptions::default());
        runtime.spawn(sulh_api::serve(listener, router, std::future::pending()));
        go_on(&address, &tokens[3], held);
        (address, tokens, dir)
    };
    let (open, open_tokens, _open_dir) = start(Held::Open, false);
    let (all, tokens, _all_dir) = start(Held::All, false);
    let (bare, _, _bare_dir) = start(Held::All, true);
    let some: Vec<Asked> =
        requests().into_iter().filter(|asked| asked.method == "GET").step_by(5).collect();
    let differing = |mut pair: Pair| {
        for asked in &some {
            pair.ask(asked);
        }
        let mut by_route: BTreeMap<String, usize> = BTreeMap::new();
        for found in &pair.differences {
            let path = found.split_whitespace().nth(1).unwrap();
            let route = path.split(['?', '.']).next().unwrap();
            let route = if route.starts_with("/id/") { "/id" } else { route };
            *by_route.entry(route.to_owned()).or_default() += 1;
        }
        by_route
    };
    let found = differing(Pair::new((&bare, None), (&open, None)));
    println!("without the filter: {found:?}");
    for route in ["/sparql", "/store", "/id", "/api/v1/recommendations", "/api/v1/actors"] {
        assert!(
            found.get(route).is_some_and(|count| *count > 0),
            "{route} was not noticed: {found:?}"
        );
    }
    let seen = differing(Pair::new((&all, Some(&tokens[2])), (&open, Some(&open_tokens[2]))));
    assert!(seen.len() >= 5, "one of the group sees it: {seen:?}");
    let none = differing(Pair::new((&all, None), (&open, None)));
    assert!(none.is_empty(), "{none:?}");
}

#[test]
fn no_route_of_the_table_is_left_out() {
    let asked = requests();
    assert!(asked.len() >= 1000, "{}", asked.len());
    for route in ROUTES {
        let start = route.path.split('{').next().unwrap();
        let found = asked.iter().any(|asked| {
            asked.method == route.method && asked.path.split('?').next().unwrap().starts_with(start)
        });
        assert!(found, "{} {} is asked nowhere", route.method, route.path);
    }
}
