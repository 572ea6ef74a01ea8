//! Lists as tables: one row an item, cells that no spreadsheet takes for a formula.
//!
//! It must not know the kinds of list: whoever calls brings the columns.

use serde_json::Value;

/// A column: its heading, and where in an item its cells stand (`threats.label`).
///
/// A path that meets a list goes on in each of its entries; their values are
/// joined by `; `.
pub(crate) type Column = (&'static str, &'static str);

/// The table with its heading; rows end with CR LF (RFC 4180).
pub(crate) fn table(columns: &[Column], items: &[Value]) -> String {
    let mut out = String::new();
    line(&mut out, columns.iter().map(|(heading, _)| (*heading).to_owned()));
    for item in items {
        line(&mut out, columns.iter().map(|(_, path)| cell(item, path)));
    }
    out
}

fn line(out: &mut String, cells: impl Iterator<Item = String>) {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            out.push(',');
        }
        out.push_str(&quoted(&cell));
    }
    out.push_str("\r\n");
}

/// The value at a path as text.
fn cell(item: &Value, path: &str) -> String {
    let mut values = vec![item];
    for name in path.split('.') {
        values = values.into_iter().flat_map(entries).filter_map(|value| value.get(name)).collect();
    }
    let texts = values.into_iter().flat_map(entries).map(text).filter(|text| !text.is_empty());
    let joined = texts.collect::<Vec<_>>().join("; ");
    if harmless(&joined) { joined } else { format!("'{joined}") }
}

fn entries(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(entries) => entries.iter().collect(),
        other => vec![other],
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Whether a spreadsheet shows the text as it stands and computes nothing.
///
/// A number may begin with a minus; any other text that begins like a formula may not.
fn harmless(text: &str) -> bool {
    !text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
        || text.parse::<f64>().is_ok_and(|_| text.starts_with('-'))
}

fn quoted(text: &str) -> String {
    if text.contains(['"', ',', '\n', '\r', ';']) || text.starts_with(' ') || text.ends_with(' ') {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn paths_go_through_lists() {
        let item = json!({"id": "a", "threats": [{"label": "x"}, {"label": "y, z"}], "level": null, "n": 3, "sample": true});
        let columns = [
            ("id", "id"),
            ("threats", "threats.label"),
            ("level", "level.label"),
            ("n", "n"),
            ("sample", "sample"),
        ];
        assert_eq!(
            table(&columns, &[item]),
            "id,threats,level,n,sample\r\na,\"x; y, z\",,3,true\r\n"
        );
    }

    #[test]
    fn formulas_are_text() {
        for (value, expected) in [
            ("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\""),
            ("+1+1", "'+1+1"),
            ("-2+3", "'-2+3"),
            ("-2", "-2"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("a=b", "a=b"),
        ] {
            let table = table(&[("v", "v")], &[json!({ "v": value })]);
            assert_eq!(table, format!("v\r\n{expected}\r\n"), "{value}");
        }
    }
}
