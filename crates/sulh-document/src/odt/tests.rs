//! Small ODT files and the blocks that they give.

#![allow(clippy::unwrap_used, reason = "tests")]

use super::OdtParser;
use crate::packed::{lines, pack};
use crate::{Document, DocumentError, Limits, Parser};

const STYLES: &str = r#"<office:document-styles xmlns:office="o"><office:styles>
<style:default-style style:family="paragraph"><style:text-properties fo:language="hr"/></style:default-style>
<text:outline-style><text:outline-level-style text:level="1" style:num-format="I" style:num-suffix="."/></text:outline-style>
<style:style style:name="Title" style:family="paragraph"/></office:styles></office:document-styles>"#;

const AUTOMATIC: &str = r#"<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>
<style:style style:name="P2" style:family="paragraph"><style:paragraph-properties fo:break-before="page"/></style:style>
<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style>
<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
<text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")" text:display-levels="2" text:start-value="2"/></text:list-style>
<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1" text:bullet-char="–"/></text:list-style>"#;

fn try_read(body: &str, manifest: &str) -> Result<Document, DocumentError> {
    let content = format!(
        "<office:document-content xmlns:office=\"o\"><office:automatic-styles>{AUTOMATIC}\
         </office:automatic-styles><office:body><office:text>{body}</office:text></office:body>\
         </office:document-content>"
    );
    let meta = "<m><dc:title>untitled</dc:title><meta:initial-creator>A. B.</meta:initial-creator>\
        <dc:date>2024-03-05T10:00:00</dc:date></m>";
    let file = pack(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("META-INF/manifest.xml", manifest),
        ("styles.xml", STYLES),
        ("content.xml", &content),
        ("meta.xml", meta),
    ]);
    OdtParser.parse(&file, &Limits::default())
}

fn read(body: &str) -> Document {
    try_read(body, "<m/>").unwrap()
}

#[test]
fn structure_becomes_blocks() {
    let body = r#"<text:p text:style-name="P1">Naslov</text:p><text:h text:outline-level="1">Uvod</text:h>
<text:h text:outline-level="2">A.Metode</text:h><text:h text:outline-level="1">Kraj</text:h>
<text:list text:style-name="L1"><text:list-header><text:p>head</text:p></text:list-header><text:list-item><text:p>a</text:p><text:p>goes on</text:p>
<text:list><text:list-item><text:p>b</text:p></text:list-item><text:list-item><text:p>c</text:p></text:list-item></text:list></text:list-item></text:list>
<text:p>between</text:p>
<text:list text:style-name="L1" text:continue-numbering="true"><text:list-item><text:p>d</text:p></text:list-item></text:list>
<text:list text:style-name="L1"><text:list-item text:start-value="7"><text:p>e</text:p></text:list-item></text:list>
<text:list text:style-name="L2"><text:list-item><text:p>f</text:p></text:list-item></text:list>"#;
    assert_eq!(
        lines(&read(body)),
        [
            "H1 Naslov",
            "H1 [I.] Uvod",
            "H2 [A.] Metode",
            "H1 [II.] Kraj",
            "L1 head",
            "L1 [1.] a",
            "L1 goes on",
            "L2 [1.b)] b",
            "L2 [1.c)] c",
            "P between",
            "L1 [2.] d",
            "L1 [7.] e",
            "L1 [–] f",
        ]
    );
}

#[test]
fn only_the_text_as_it_stands_is_read() {
    let body = r#"<text:tracked-changes><text:changed-region><text:deletion><text:p>no</text:p></text:deletion></text:changed-region></text:tracked-changes>
<text:p>One<text:s text:c="3"/>two<text:tab/>three<text:span text:style-name="T1"> no</text:span><office:annotation><text:p>no</text:p></office:annotation> <text:a>four</text:a>
<draw:frame><svg:title>no</svg:title><draw:text-box><text:p>in a box</text:p></draw:text-box></draw:frame> five<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>The note.</text:p><text:p>More.</text:p></text:note-body></text:note>.</text:p>
<text:table-of-content><text:p>no</text:p></text:table-of-content><text:section text:display="none"><text:p>no</text:p></text:section>"#;
    assert_eq!(
        lines(&read(body)),
        ["P One two three four five.", "P in a box", "N [1] The note. More."]
    );
}

#[test]
fn cells_have_places() {
    let body = r#"<table:table><table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>wide</text:p></table:table-cell><table:covered-table-cell/><table:table-cell><text:p>right</text:p></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="4000000000"><table:table-cell table:number-columns-repeated="3"/></table:table-row>
<table:table-row><table:table-cell/><table:table-cell><text:p>x</text:p><text:p>y</text:p></table:table-cell></table:table-row></table:table>"#;
    let found = lines(&read(body));
    assert_eq!(found.first().map(String::as_str), Some("T0.0.0 wide"));
    assert_eq!(found.get(1).map(String::as_str), Some("T0.0.2 right"));
    assert_eq!(found.get(3).map(String::as_str), Some("T0.10000000.1 y"));
}

#[test]
fn pages_begin_where_they_were_laid_out() {
    let body = r#"<text:p text:style-name="P2">one</text:p><text:p>two <text:soft-page-break/>three</text:p><text:soft-page-break/><text:p>four</text:p><text:p text:style-name="P2">five</text:p>"#;
    let document = read(body);
    let pages: Vec<u32> = document.blocks.iter().map(|block| block.page).collect();
    assert_eq!((pages.as_slice(), document.pages.len()), ([1, 1, 3, 4].as_slice(), 4));
}

#[test]
fn what_the_file_states_is_kept() {
    let metadata = read("<text:h text:outline-level=\"1\">Izvještaj</text:h>").metadata;
    assert_eq!(metadata.title.as_deref(), Some("Izvještaj"));
    assert_eq!(metadata.author.as_deref(), Some("A. B."));
    assert_eq!(metadata.date.as_deref(), Some("2024-03-05"));
    assert_eq!(metadata.language.as_deref(), Some("hr"));
}

#[test]
fn encrypted_and_broken_files_are_named() {
    let manifest = "<m><manifest:encryption-data/></m>";
    assert_eq!(try_read("", manifest), Err(DocumentError::Encrypted));
    let document = try_read("<text:p>kept</text:p><text:p>also</text:h>", "<m/>").unwrap();
    assert_eq!((lines(&document).len(), document.notices.len()), (2, 1));
    let deep = try_read(&"<text:list><text:list-item>".repeat(1000), "<m/>").unwrap_err();
    assert_eq!(deep.code(), "document-too-large");
}
