//! Times and sizes as figures.
//!
//! It must not know what is measured.

use crate::passages::Passages;
use serde_json::{Map, Value, json};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

const CLIENTS: usize = 8;
/// How often each query is asked.
const ROUNDS: usize = 4;

/// Every query, asked by several clients at a time.
pub(crate) fn clients(passages: &Passages, ask: &(dyn Fn(&str) + Sync)) -> Vec<Duration> {
    let next = AtomicUsize::new(0);
    let rounds = passages.queries.len() * ROUNDS;
    std::thread::scope(|scope| {
        let clients: Vec<_> = (0..CLIENTS)
            .map(|_| {
                scope.spawn(|| {
                    let mut times = Vec::new();
                    loop {
                        let at = next.fetch_add(1, Ordering::Relaxed);
                        if at >= rounds {
                            return times;
                        }
                        let query = &passages.queries[at % passages.queries.len()];
                        times.push(timed(|| ask(query)));
                    }
                })
            })
            .collect();
        clients.into_iter().flat_map(|client| client.join().unwrap()).collect()
    })
}

pub(crate) fn timed(work: impl FnOnce()) -> Duration {
    let started = Instant::now();
    work();
    started.elapsed()
}

/// Median and 99th percentile, in milliseconds.
pub(crate) fn put(figures: &mut Map<String, Value>, name: &str, times: &mut [Duration]) {
    times.sort_unstable();
    let at = |part: f64| times[((times.len() - 1) as f64 * part) as usize].as_secs_f64() * 1e3;
    let (median, tail) = (at(0.5), at(0.99));
    eprintln!("{name}: median {median:.2} ms, p99 {tail:.2} ms");
    figures
        .insert(name.to_owned(), json!({ "median_ms": median, "p99_ms": tail, "n": times.len() }));
}

pub(crate) fn size_of(path: &Path) -> u64 {
    let entries = std::fs::read_dir(path).unwrap().flatten();
    entries.map(|entry| entry.metadata().map_or(0, |meta| meta.len())).sum()
}
