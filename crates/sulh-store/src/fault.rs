//! Faults that a crash test asks for by the environment; release builds have none.
//!
//! `SULH_FAULT=NAME[:n]` stops the process at the n-th passing of a point.
//! `SULH_FAULT=skip-replay` opens without the journal's tail: a broken build,
//! made on purpose so that the crash tests can show that they notice it.

/// Aborts the process here if the environment names this point.
#[cfg(debug_assertions)]
pub(crate) fn point(name: &str) {
    use std::sync::atomic::{AtomicU64, Ordering};
    static PASSED: AtomicU64 = AtomicU64::new(0);
    let Ok(wanted) = std::env::var("SULH_FAULT") else { return };
    let (wanted, nth) = wanted.split_once(':').unwrap_or((&wanted, "1"));
    if wanted == name {
        let nth = nth.parse().unwrap_or(1);
        if PASSED.fetch_add(1, Ordering::SeqCst) + 1 == nth {
            std::process::abort();
        }
    }
}

/// Whether the environment asks for this broken behaviour.
#[cfg(debug_assertions)]
pub(crate) fn is_on(name: &str) -> bool {
    std::env::var("SULH_FAULT").is_ok_and(|wanted| wanted == name)
}

/// Nothing: release builds have no faults.
#[cfg(not(debug_assertions))]
pub(crate) fn point(_name: &str) {}

/// Never: release builds have no faults.
#[cfg(not(debug_assertions))]
pub(crate) fn is_on(_name: &str) -> bool {
    false
}
