//! The strict reader: places of faults, recovery, and equality with the `csv` crate.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

use proptest::prelude::*;

use super::*;

/// One line a row: `line: a|b`, or the diagnostic.
fn read_all(input: &[u8]) -> Vec<String> {
    let mut table = CsvTable::open("t.csv", input).unwrap();
    let mut record = Record::default();
    let mut rows = Vec::new();
    loop {
        match table.read(&mut record) {
            Ok(true) => {
                rows.push(format!(
                    "{}: {}",
                    record.line,
                    record.fields().collect::<Vec<_>>().join("|")
                ));
            }
            Ok(false) => return rows,
            Err(malformed) => rows.push(format!(
                "{} [{}] {:?}",
                malformed.diagnostic, malformed.diagnostic.code, malformed.fields
            )),
        }
    }
}

#[test]
fn gives_the_physical_line_on_which_a_row_starts() {
    let rows = read_all(b"\xEF\xBB\xBFa,b\r\n1,\"two\nlines\"\r\n\r\n3,\"say \"\"x\"\"\"\n5,");
    assert_eq!(rows, ["2: 1|two\nlines", "5: 3|say \"x\"", "6: 5|"]);
}

#[test]
fn names_the_place_of_each_fault_and_goes_on_at_the_next_row() {
    let rows = read_all(
        b"a,b\n1,\"x\"y\nok,1\n2\n3,4,5\nok,2\n4,q\"r\n\xC5\xA1\xFF,1\nok,3\n5,\0\n6,\rx\nok,4\n7,\"open\nok,5\n",
    );
    assert_eq!(
        rows,
        [
            "t.csv:2:6: found text behind a closing quote, expected a comma or the end of the line [text-after-quote] [\"1,\\\"x\\\"y\"]",
            "3: ok|1",
            "t.csv:4:2: expected 2 columns as in the header, found 1 [unequal-columns] [\"2\"]",
            "t.csv:5:5: expected 2 columns as in the header, found 3 [unequal-columns] [\"3\", \"4\", \"5\"]",
            "6: ok|2",
            "t.csv:7:4: found a quote inside an unquoted field, expected the field in quotes with its own quotes doubled [stray-quote] [\"4,q\\\"r\"]",
            "t.csv:8:2: found bytes that are not UTF-8, expected a file saved as UTF-8 [invalid-utf-8] [\"š\u{fffd},1\"]",
            "9: ok|3",
            "t.csv:10:3: found a NUL byte, expected text [nul] [\"5,\\0\"]",
            "t.csv:11:3: found a carriage return without a line feed [bare-carriage-return] [\"6,\\rx\"]",
            "12: ok|4",
            "t.csv:13:3: found a quote that opens a field and is never closed, expected a closing quote [unterminated-quote] [\"7,\\\"open\"]",
            "14: ok|5",
        ]
    );
}

#[test]
fn a_quote_that_swallows_rows_costs_only_its_own_line() {
    let rows = read_all(b"a,b\n1,\"open\nok,2\n3,\"closed\"\n");
    assert_eq!(rows[1..], ["3: ok|2", "4: 3|closed"]);
    assert!(rows[0].starts_with("t.csv:4:4: found text behind a closing quote"), "{}", rows[0]);
}

#[test]
fn an_empty_file_and_a_bad_header_are_errors() {
    assert_eq!(CsvTable::open("t.csv", b"\n\n").unwrap_err().code(), "no-header");
    assert_eq!(CsvTable::open("t.csv", b"a,\"b\n1,2\n").unwrap_err().code(), "unterminated-quote");
    let table = CsvTable::open("t.csv", b" a ,b,b\n").unwrap();
    assert_eq!(table.column("a").unwrap(), 0);
    assert_eq!(table.column("b").unwrap_err().code(), "ambiguous-column");
    assert_eq!(
        table.column("c").unwrap_err().to_string(),
        "t.csv has no column \"c\", it has a, b, b"
    );
}

#[test]
fn a_header_alone_has_no_rows() {
    assert_eq!(read_all(b"a,b"), Vec::<String>::new());
}

proptest! {
    #[test]
    fn reads_what_the_csv_crate_writes(rows in prop::collection::vec(prop::collection::vec("[ -~\n\"',šЖ\u{1F600}]{0,6}", 3), 1..6)) {
        let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
        writer.write_record(["a", "b", "c"]).unwrap();
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        let bytes = writer.into_inner().unwrap();
        let mut table = CsvTable::open("t.csv", &bytes).unwrap();
        let mut record = Record::default();
        for row in &rows {
            prop_assert!(table.read(&mut record).unwrap());
            prop_assert_eq!(record.fields().collect::<Vec<_>>(), row.iter().map(String::as_str).collect::<Vec<_>>());
        }
        prop_assert!(!table.read(&mut record).unwrap());
    }

    #[test]
    fn never_stops_before_the_end(bytes in prop::collection::vec(prop::sample::select(b"a,\"\n\r\0\xFF".to_vec()), 0..60)) {
        let mut input = b"a,b\n".to_vec();
        input.extend(&bytes);
        prop_assert!(read_all(&input).len() <= input.len());
    }
}
