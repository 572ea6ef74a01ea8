//! Measures the index on a million passages made of real sentences, beside plain tantivy.
//!
//! measure SHARED [PASSAGES] [own|plain]: prints one JSON object of figures; progress goes to
//! standard error. With `SULH_SLOW` every query with its time.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a measurement that cannot go on stops"
)]

mod figures;
mod own;
mod passages;
mod plain;

use passages::Passages;
use serde_json::{Map, Value, json};
use std::path::PathBuf;
use std::time::Instant;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let shared = PathBuf::from(arguments.get(1).map_or("../shared", String::as_str));
    let count = arguments.get(2).map_or(1_000_000, |count| count.parse().unwrap());
    let only = arguments.get(3).cloned();
    let started = Instant::now();
    let passages = Passages::of(&shared, count);
    let bytes: usize = passages.all.iter().map(|passage| passage.text.len()).sum();
    eprintln!("{count} passages of {bytes} bytes in {:.1} s", started.elapsed().as_secs_f64());
    let directory = tempfile::tempdir().unwrap();
    let mut figures = Map::new();
    figures.insert("passages".to_owned(), json!(count));
    figures.insert("text_bytes".to_owned(), json!(bytes));
    if only.as_deref() != Some("plain") {
        own::measure(&passages, &directory.path().join("own"), bytes, &mut figures);
    }
    if only.as_deref() != Some("own") {
        plain::measure(&passages, &directory.path().join("plain"), &mut figures);
    }
    println!("{}", Value::Object(figures));
}
