//! Shipped CSV files as rows, and tables of ../shared where that folder is present.

use std::collections::BTreeMap;
use std::path::PathBuf;

use sulh_ontology::shipped;

pub(crate) type Row = BTreeMap<String, String>;

/// The rows of a shipped file by its name.
pub(crate) fn rows(name: &str) -> Vec<Row> {
    let file = shipped().iter().find(|file| file.name == name).expect(name);
    read(csv::Reader::from_reader(file.content.as_bytes()))
}

/// The rows of a file beside the repository; `None`, and a word about it, if it is absent.
pub(crate) fn shared(path: &str) -> Option<Vec<Row>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(path);
    if !path.exists() {
        eprintln!("left out: {} is absent", path.display());
        return None;
    }
    Some(read(csv::Reader::from_path(path).unwrap()))
}

fn read<R: std::io::Read>(mut reader: csv::Reader<R>) -> Vec<Row> {
    reader.deserialize().map(|row| row.unwrap()).collect()
}
