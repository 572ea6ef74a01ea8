//! Files that are made to hurt: each ends, with an error that names the limit or with a document.

use sulh_document::{Document, DocumentError, Limits, parse};

use crate::promises::hold;
use crate::zipped::{docx, pack};

fn read(bytes: &[u8], name: Option<&str>) -> Result<Document, DocumentError> {
    let result = parse(bytes, name, &Limits::default()).map(|(_, document)| document);
    if let Ok(document) = &result {
        hold(document);
    }
    result
}

fn refused(bytes: &[u8]) -> &'static str {
    read(bytes, None).unwrap_err().code()
}

#[test]
fn packed_bombs_are_refused() {
    let words = "x".repeat(40 << 20);
    assert_eq!(refused(&docx(&format!("<w:p><w:r><w:t>{words}"))), "document-too-large");
    let paragraph = "<w:p><w:r><w:t>words words</w:t></w:r></w:p>";
    let file = docx(&paragraph.repeat(100_000));
    let limits = Limits { unpacked_bytes: 1 << 20, ..Limits::default() };
    let error = parse(&file, None, &limits).unwrap_err();
    assert_eq!(error, DocumentError::TooLarge { what: "unpacked bytes", limit: 1 << 20 });
    let limits = Limits { blocks: 1000, ..Limits::default() };
    assert_eq!(parse(&file, None, &limits).unwrap_err().code(), "document-too-large");
}

#[test]
fn many_and_strange_parts_do_no_harm() {
    let types: &[u8] = b"<Types>wordprocessingml.document</Types>";
    let names: Vec<String> = (0..20_000).map(|index| format!("word/f{index}.xml")).collect();
    let mut parts: Vec<(&str, &[u8])> = vec![("[Content_Types].xml", types)];
    parts.extend(names.iter().map(|name| (name.as_str(), b"".as_slice())));
    assert_eq!(refused(&pack(&parts)), "document-too-large");
    let text: &[u8] = b"<w:document xmlns:w='w'><w:p><w:r><w:t>ok</w:t></w:r></w:p></w:document>";
    let relation: &[u8] =
        b"<r><Relationship Type='x/officeDocument' Target='../../../word/document.xml'/></r>";
    let file =
        pack(&[("../../../tmp/x", b"x"), ("_rels/.rels", relation), ("word/document.xml", text)]);
    assert_eq!(read(&file, None).unwrap().text, "ok\n");
    let relation: &[u8] =
        b"<r><Relationship Type='x/officeDocument' Target='http://127.0.0.1/x' TargetMode='External'/></r>";
    assert_eq!(
        refused(&pack(&[("[Content_Types].xml", types), ("_rels/.rels", relation)])),
        "malformed-document"
    );
}

#[test]
fn entities_are_never_expanded() {
    let text = "<!DOCTYPE d [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">\
        <!ENTITY x SYSTEM \"file:///etc/passwd\">]><w:document xmlns:w='w'><w:p><w:r>\
        <w:t>one&b;&x;two</w:t></w:r></w:p></w:document>";
    let document = read(&pack(&[("word/document.xml", text.as_bytes())]), None).unwrap();
    assert_eq!(document.text, "onetwo\n");
    assert_eq!(document.notices.len(), 1);
}

#[test]
fn depth_costs_nothing() {
    for tags in ["<div>", "<table><tr><td>", "<b><i><a href=x><font>", "<ul><li>", "<x y=1>"] {
        for tail in ["x", "</p></div>x"] {
            let page = format!("<html>{}{tail}", tags.repeat(100_000));
            assert!(read(page.as_bytes(), None).unwrap().text.len() < 10, "{tags}");
        }
    }
    for sign in ["> ", "- ", "[", "*a ", "<div>", "`", "![", "|", "[^a]: "] {
        read(sign.repeat(20_000).as_bytes(), Some("a.md")).unwrap();
    }
    for inner in ["<w:tbl><w:tr><w:tc>", "<w:p><w:r><w:txbxContent>", "<w:sdt><w:sdtContent>"] {
        assert_eq!(refused(&docx(&inner.repeat(10_000))), "document-too-large");
    }
}

#[test]
fn long_runs_of_breaks_and_fields_cost_nothing() {
    let breaks = "<w:br/>".repeat(200_000);
    let fields = "<w:fldChar w:fldCharType=\"begin\"/><w:t>x</w:t>".repeat(100_000);
    let file = docx(&format!("<w:p><w:r><w:t>one</w:t>{breaks}<w:t>two</w:t>{fields}</w:r></w:p>"));
    assert_eq!(read(&file, None).unwrap().text, "one\ntwo\n");
    let lines = "1. a\n".repeat(200_000);
    assert_eq!(read(lines.as_bytes(), None).unwrap().blocks.len(), 200_000);
    let blank = "\n\u{c}\n".repeat(200_000);
    assert_eq!(read(format!("a{blank}b").as_bytes(), None).unwrap().pages.len(), 200_001);
}

#[test]
fn wide_tables_cost_nothing() {
    let row = "<tr><td rowspan=65534 colspan=1000>a".repeat(20_000);
    read(format!("<table>{row}").as_bytes(), None).unwrap();
    let cells = "<td>a".repeat(100_000);
    read(format!("<table><tr>{cells}").as_bytes(), None).unwrap();
}
