//! Makes the shipped models from their tables and prints how good they are.
//!
//! `cargo run --release -p sulh-extract --example train -- DIR_OF_TABLES [DIR_OF_MODELS]`
//! reads `recommendations.csv` and `slovenia_sdg.csv`; without a second directory nothing is
//! written. With `--tune` the last two sessions of training stand in for the test, which is then
//! not looked at. It must not change how models are made: that is the library's.

#![allow(clippy::print_stdout, reason = "the program's answer")]
#![expect(clippy::cast_precision_loss, reason = "counts of rows, far below 2^52")]

use std::error::Error;
use std::path::Path;
use std::time::Instant;

use sulh_extract::classify::{
    Model, RECIPES, Recipe, Row, Scores, Split, cross_validate, evaluate, read_rows, sha256_hex,
    train,
};

/// Parts of the cross-validation of tables that are too small for a test.
const PARTS: usize = 10;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let tune = arguments.iter().any(|argument| argument == "--tune");
    arguments.retain(|argument| argument != "--tune");
    let tables = arguments.first().ok_or("which directory holds the tables?")?;
    let models = arguments.get(1).map(Path::new);
    println!("| task | rows | tested | micro F1 | macro F1 | exact | texts/s | bytes |");
    println!("|---|---|---|---|---|---|---|---|");
    let mut lines = Vec::new();
    for recipe in &RECIPES {
        if !tune || recipe.test.is_some() {
            lines.push(make(recipe, Path::new(tables), models, tune)?);
        }
    }
    println!("\n{}", lines.join("\n"));
    Ok(())
}

/// Trains, tests and writes one model; returns its labels' figures as text.
fn make(
    recipe: &Recipe,
    tables: &Path,
    models: Option<&Path>,
    tune: bool,
) -> Result<String, Box<dyn Error>> {
    let mut recipe = recipe.clone();
    if tune {
        (recipe.train, recipe.test) = (1..=10, Some(11..=12));
    }
    let file = if recipe.test.is_some() { "recommendations.csv" } else { "slovenia_sdg.csv" };
    let bytes = std::fs::read(tables.join(file))?;
    let split = recipe.split(read_rows(&bytes, &recipe.columns())?);
    let started = Instant::now();
    let model = train(&split.train, &recipe.options())?;
    let trained = started.elapsed();
    let (scores, tested) = figures(&recipe, &model, &split)?;
    let model = with_notes(model, &recipe, file, &bytes, &scores, &tested);
    let packed = model.to_bytes()?;
    println!(
        "| {} | {} | {tested} | {:.4} | {:.4} | {:.4} | {:.0} | {} |",
        recipe.task,
        split.train.len(),
        scores.micro().f1(),
        scores.macro_f1(),
        scores.accuracy(),
        speed(&model, &split.train),
        packed.len()
    );
    if let Some(models) = models {
        std::fs::write(models.join(format!("{}.model", recipe.task)), &packed)?;
    }
    Ok(label_lines(&recipe, &model, &scores, trained.as_secs_f64()))
}

fn figures(
    recipe: &Recipe,
    model: &Model,
    split: &Split,
) -> Result<(Scores, String), Box<dyn Error>> {
    if let Some(sessions) = &recipe.test {
        let tested = format!(
            "{} of sessions {}–{}, without {} texts that training has",
            split.test.len(),
            sessions.start(),
            sessions.end(),
            split.repeated
        );
        return Ok((evaluate(model, &split.test), tested));
    }
    let scores = cross_validate(&split.train, &recipe.options(), PARTS)?;
    Ok((scores, format!("cross-validated in {PARTS} parts")))
}

fn with_notes(
    model: Model,
    recipe: &Recipe,
    file: &str,
    table: &[u8],
    scores: &Scores,
    tested: &str,
) -> Model {
    let found = format!(
        "micro F1 {:.4}, macro F1 {:.4}, exact {:.4}; {tested}",
        scores.micro().f1(),
        scores.macro_f1(),
        scores.accuracy()
    );
    let sessions = format!("{}–{}", recipe.train.start(), recipe.train.end());
    model
        .with_note("task", recipe.task)
        .with_note("table", file)
        .with_note("table-sha256", &sha256_hex(table))
        .with_note("label-column", recipe.label_column)
        .with_note("sessions", &sessions)
        .with_note("scores", &found)
}

/// Texts a second on one core.
fn speed(model: &Model, rows: &[Row]) -> f64 {
    let started = Instant::now();
    let given: usize = rows.iter().map(|row| model.classify(&row.text).len()).sum();
    // The count is used, so that the work is not left out.
    if given == usize::MAX { 0.0 } else { rows.len() as f64 / started.elapsed().as_secs_f64() }
}

fn label_lines(recipe: &Recipe, model: &Model, scores: &Scores, seconds: f64) -> String {
    let (features, weights) = model.size();
    let mut lines = vec![format!(
        "{}: {features} features, {weights} weights, trained in {seconds:.1} s; worst labels first",
        recipe.task
    )];
    let mut labels: Vec<_> = scores.labels.iter().collect();
    labels.sort_by(|a, b| a.1.f1().total_cmp(&b.1.f1()));
    lines.extend(labels.into_iter().map(|(name, counts)| {
        let rows = model.card().labels.iter().find(|label| label.name == *name);
        format!(
            "  {:.3} F1, {:.3} precision, {:.3} recall, {} rows tested, {} learnt: {name}",
            counts.f1(),
            counts.precision(),
            counts.recall(),
            counts.hits + counts.missed,
            rows.map_or(0, |label| label.rows)
        )
    }));
    lines.push("  probability said → found (pairs), in cross-validation:".to_owned());
    lines.extend(
        model
            .card()
            .calibration
            .iter()
            .map(|bin| format!("    {:.3} → {:.3} ({})", bin.said, bin.found, bin.count)),
    );
    lines.join("\n") + "\n"
}
