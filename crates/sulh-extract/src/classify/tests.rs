//! The whole way on toy rows: training, bytes, labels, explanations, figures.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use proptest::prelude::*;

use super::*;

fn row(text: &str, labels: &[&str]) -> Row {
    let labels = labels.iter().map(|label| (*label).to_owned()).collect();
    Row { text: text.to_owned(), labels, session: None }
}

/// Texts with one clear word a label, among words that say nothing.
fn toy_rows() -> Vec<Row> {
    let fillers = ["quickly", "with care", "in the north", "as planned", "again and again"];
    let mut rows = Vec::new();
    for n in 0..60 {
        let filler = fillers[n % fillers.len()];
        rows.push(match n % 3 {
            0 => row(&format!("Plant more trees {filler} {n}"), &["forest"]),
            1 => row(&format!("Clean the rivers {filler} {n}"), &["water"]),
            _ => row(&format!("Clean rivers, plant trees {filler} {n}"), &["forest", "water"]),
        });
    }
    rows
}

fn toy_options() -> TrainOptions {
    TrainOptions { least_rows: 5, least_texts: 2, threshold_pull: 5.0, ..TrainOptions::default() }
}

fn toy_model() -> Model {
    train(&toy_rows(), &toy_options()).unwrap()
}

fn names(labels: &[Label<'_>]) -> Vec<String> {
    labels.iter().map(|label| label.name.to_owned()).collect()
}

#[test]
fn a_separable_problem_is_separated() {
    let model = toy_model();
    let scores = evaluate(&model, &toy_rows());
    assert_eq!((scores.rows, scores.exact), (60, 60));
    assert!((scores.micro().f1() - 1.0).abs() < 1e-12 && (scores.macro_f1() - 1.0).abs() < 1e-12);
    assert_eq!(names(&model.classify("Please plant more trees")), ["forest"]);
    let given = model.classify("Trees and rivers");
    assert_eq!(given.len(), 2);
    assert!(given.iter().all(|label| label.probability > 0.5 && label.probability <= 1.0));
}

#[test]
fn one_label_is_the_best_and_probabilities_sum_to_one() {
    let options =
        TrainOptions { choice: Choice::One, features: FeatureSet::Opening, ..toy_options() };
    let model = train(&toy_rows(), &options).unwrap();
    assert_eq!((model.card().rows, model.card().rows_left_out), (40, 20));
    assert_eq!(names(&model.classify("Plant more trees today")), ["forest"]);
    let sum: f32 = model.rank("Clean the lake").iter().map(|label| label.probability).sum();
    assert!((sum - 1.0).abs() < 1e-5);
    assert_eq!(evaluate(&model, &toy_rows()).rows, 40);
}

#[test]
fn a_text_without_known_words_has_no_label() {
    let model = toy_model();
    assert!(model.classify("").is_empty() && model.rank("ἄγνωστα λόγια").is_empty());
    assert!(model.explain("Plant trees", "no such label").is_empty());
}

#[test]
fn the_same_rows_and_seed_give_the_same_bytes() {
    let bytes = toy_model().to_bytes().unwrap();
    assert_eq!(bytes, toy_model().to_bytes().unwrap());
    let other = train(&toy_rows(), &TrainOptions { seed: 2, ..toy_options() }).unwrap();
    assert_ne!(bytes, other.to_bytes().unwrap());
}

#[test]
fn a_model_comes_back_whole() {
    let model = toy_model().with_note("table", "toy");
    let bytes = model.to_bytes().unwrap();
    let back = Model::from_bytes(&bytes).unwrap();
    assert_eq!(back, model);
    assert_eq!(back.to_bytes().unwrap(), bytes);
    assert_eq!(back.card().notes.get("table").map(String::as_str), Some("toy"));
}

#[test]
fn every_damaged_byte_is_noticed() {
    let bytes = toy_model().to_bytes().unwrap();
    for at in 0..bytes.len() {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x10;
        assert!(Model::from_bytes(&damaged).is_err(), "byte {at}");
    }
    for length in 0..bytes.len() {
        assert!(Model::from_bytes(&bytes[..length]).is_err(), "{length} bytes");
    }
}

#[test]
fn a_later_format_is_named() {
    let mut bytes = toy_model().to_bytes().unwrap();
    bytes[8] = 9;
    let error = Model::from_bytes(&bytes).unwrap_err();
    assert_eq!(error, ModelError::Version { found: 9, known: 1 });
    assert_eq!(error.to_string(), "the model has format 9, this program reads 1");
    assert_eq!(Model::from_bytes(b"PK").unwrap_err().code(), "model-not-a-model");
}

#[test]
fn an_explanation_sums_to_the_score_and_names_the_word() {
    let model = toy_model();
    let text = "Plant more TREES, with care";
    let parts = model.explain(text, "forest");
    assert!(
        parts[0].0.to_lowercase().contains("plant") || parts[0].0.contains("TREES"),
        "{parts:?}"
    );
    let at = model.place("forest").unwrap();
    let bias = model.decisions[usize::from(at)].bias;
    let sum: f32 = parts.iter().map(|part| part.1).sum();
    let score = model.rank(text).into_iter().find(|label| label.name == "forest").unwrap().score;
    assert!((bias + sum - score).abs() < 1e-4, "{bias} + {sum} is not {score}");
}

#[test]
fn what_cannot_be_learnt_is_an_error() {
    assert_eq!(train(&[], &toy_options()).unwrap_err(), TrainError::NoRows);
    let same: Vec<Row> = (0..20).map(|n| row(&format!("text {n}"), &["all"])).collect();
    assert_eq!(train(&same, &toy_options()).unwrap_err(), TrainError::NoLabels { least: 5 });
    let options = TrainOptions { cost: -1.0, ..toy_options() };
    let error = train(&toy_rows(), &options).unwrap_err();
    assert_eq!(error.to_string(), "the option cost cannot be -1");
}

#[test]
fn labels_that_the_model_lacks_count_as_missed() {
    let rows = [row("Plant more trees", &["forest", "air"])];
    let scores = evaluate(&toy_model(), &rows);
    assert_eq!((scores.unknown, scores.exact), (1, 0));
    assert_eq!(scores.micro(), Counts { hits: 1, extra: 0, missed: 1 });
}

#[test]
fn small_tables_are_cross_validated() {
    let scores = cross_validate(&toy_rows(), &toy_options(), 4).unwrap();
    assert_eq!(scores.rows, 60);
    assert!(scores.micro().f1() > 0.95, "{scores:?}");
}

#[test]
fn rows_come_from_named_columns() {
    let columns = Columns {
        text: "text".to_owned(),
        labels: "themes".to_owned(),
        session: Some("session".to_owned()),
        separator: Some('|'),
        fold_case: true,
    };
    let table = "themes,session,text\nA| b|a,3,\"one, two\"\n,x,three\n";
    let rows = read_rows(table.as_bytes(), &columns).unwrap();
    assert_eq!(rows[0], Row { session: Some(3), ..row("one, two", &["a", "b"]) });
    assert_eq!(rows[1], row("three", &[]));
    let columns = Columns { text: "words".to_owned(), ..columns };
    let error = read_rows(table.as_bytes(), &columns).unwrap_err();
    assert_eq!(
        (error.code(), error.to_string().as_str()),
        ("table-column-missing", "the table has no column \"words\"")
    );
}

#[test]
fn texts_of_training_are_no_test() {
    let at = |text: &str, session| Row { session, ..row(text, &["a"]) };
    let rows = vec![
        at("One, two!", Some(1)),
        at("one two", Some(3)),
        at("one three", Some(3)),
        at("four", Some(9)),
        at("five", None),
    ];
    let split = SessionSplit { train: 1..=2, test: 3..=4 }.split(rows);
    assert_eq!((split.train.len(), split.test.len()), (1, 1));
    assert_eq!((split.repeated, split.outside), (1, 2));
    assert_eq!(split.test[0].text, "one three");
}

#[test]
fn shipped_tasks_are_found_by_name() {
    assert!(RECIPES.iter().all(|recipe| Recipe::of(recipe.task) == Some(recipe)));
    assert_eq!(Recipe::of("weather"), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn explanations_are_words_of_the_text(
        text in "(plant|Trees|rivers|clean|the|ü|[a-z]{1,6}|[ ,.!'–]){0,30}",
    ) {
        let model = MODEL.with(Clone::clone);
        for (words, weight) in model.explain(&text, "forest") {
            prop_assert!(weight != 0.0);
            for part in words.split(" … ") {
                prop_assert!(!part.is_empty() && text.contains(part), "{part:?} in {text:?}");
            }
        }
    }

    #[test]
    fn no_bytes_make_it_panic(
        bytes in prop::collection::vec(any::<u8>(), 0..200),
        keep in 0_usize..60,
    ) {
        let mut model = MODEL.with(Model::to_bytes).unwrap();
        prop_assert!(Model::from_bytes(&bytes).is_err());
        model.truncate(keep);
        model.extend_from_slice(&bytes);
        prop_assert!(Model::from_bytes(&model).is_err());
    }

    #[test]
    fn content_that_lies_is_refused_or_safe(
        at in any::<prop::sample::Index>(),
        value in any::<u8>(),
    ) {
        // Damage under a right checksum: an error or a model, and never a panic.
        let mut content = MODEL.with(Model::content).unwrap();
        let place = at.index(content.len());
        content[place] = value;
        if let Ok(model) = model_file::read_content(&content) {
            model.classify("Plant trees, clean rivers");
            model.explain("Plant trees, clean rivers", "forest");
        }
    }
}

thread_local! {
    static MODEL: Model = toy_model();
}
