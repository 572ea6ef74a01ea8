//! Small DOCX files and the blocks that they give.

#![allow(clippy::unwrap_used, reason = "tests")]

use super::DocxParser;
use crate::packed::{lines, pack};
use crate::{Document, DocumentError, Limits, Parser};

const NAMESPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="mc" xmlns:wps="wps" xmlns:a="a" xmlns:m="m""#;

const STYLES: &str = r#"<w:styles xmlns:w="w"><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="sr-Cyrl-RS"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:styleId="Naslov2"><w:name w:val="Naslov 2"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/><w:basedOn w:val="Naslov2"/></w:style>
<w:style w:type="paragraph" w:styleId="Circle"><w:name w:val="Circle"/><w:basedOn w:val="Circle"/></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="HChG"><w:name w:val="_ H _Ch_G"/></w:style>
<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="character" w:styleId="Hidden"><w:name w:val="Hidden"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Numbered"><w:name w:val="Numbered"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>"#;

const NUMBERING: &str = r#"<w:numbering xmlns:w="w">
<w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2."/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%3)"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="9"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="8"/></w:num><w:num w:numId="4"><w:abstractNumId w:val="9"/></w:num></w:numbering>"#;

const FOOTNOTES: &str = r#"<w:footnotes xmlns:w="w"><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:t>no</w:t></w:r></w:p></w:footnote>
<w:footnote w:id="4"><w:p><w:r><w:footnoteRef/><w:t> The note.</w:t></w:r></w:p><w:p><w:r><w:t>And more.</w:t></w:r></w:p></w:footnote></w:footnotes>"#;

fn read(body: &str) -> Document {
    try_read(body).unwrap()
}

fn try_read(body: &str) -> Result<Document, DocumentError> {
    let text = format!("<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>");
    let core = r#"<c xmlns:dc="dc"><dc:title>A title</dc:title><dc:creator>A. B.</dc:creator><created>2020-05-19T09:00:00Z</created></c>"#;
    let file = pack(&[
        ("word/document.xml", &text),
        ("word/styles.xml", STYLES),
        ("word/numbering.xml", NUMBERING),
        ("word/footnotes.xml", FOOTNOTES),
        ("docProps/core.xml", core),
    ]);
    DocxParser.parse(&file, &Limits::default())
}

fn paragraph(properties: &str, words: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>")
}

fn numbered(list: u32, level: u32, words: &str) -> String {
    let properties =
        format!(r#"<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr>"#);
    paragraph(&properties, words)
}

fn styled(style: &str, words: &str) -> String {
    paragraph(&format!(r#"<w:pStyle w:val="{style}"/>"#), words)
}

#[test]
fn headings_are_known_by_what_styles_do() {
    let body = styled("Heading1", "II. One")
        + &styled("Own", "Два")
        + &styled("HChG", "A. Three")
        + &paragraph(r#"<w:outlineLvl w:val="3"/>"#, "Four")
        + &styled("Circle", "Text")
        + &styled("TOC1", "One 12");
    assert_eq!(
        lines(&read(&body)),
        ["H1 [II.] One", "H2 Два", "H2 [A.] Three", "H4 Four", "P Text"]
    );
}

#[test]
fn lists_are_numbered_as_word_prints_them() {
    let body = [
        numbered(1, 0, "a"),
        numbered(1, 1, "b"),
        numbered(1, 2, "c"),
        numbered(1, 2, "d"),
        numbered(1, 1, "e"),
        styled("Numbered", "f"),
        numbered(1, 1, "g"),
        numbered(2, 0, "h"),
        numbered(2, 0, "i"),
        numbered(3, 0, "j"),
        numbered(4, 0, "k"),
        numbered(0, 0, "l"),
        numbered(99, 0, "m"),
    ];
    assert_eq!(
        lines(&read(&body.concat())),
        [
            "L1 [1.] a",
            "L2 [1.1.] b",
            "L3 [(a)] c",
            "L3 [(b)] d",
            "L2 [1.2.] e",
            "L1 [2.] f",
            "L2 [2.1.] g",
            "L1 [5.] h",
            "L1 [6.] i",
            "L1 [•] j",
            "L1 [I.] k",
            "P l",
            "L1 m",
        ]
    );
}

#[test]
fn cells_have_places_and_merged_ones_come_once() {
    let cell = |properties: &str, words: &str| {
        format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", paragraph("", words))
    };
    let body = [
        "<w:tbl><w:tr>",
        &cell(r#"<w:gridSpan w:val="2"/>"#, "wide"),
        &cell("", "right"),
        "</w:tr><w:tr>",
        &cell(r#"<w:vMerge w:val="restart"/>"#, "tall"),
        &cell("", "x</w:t></w:r></w:p><w:p><w:r><w:t>y"),
        "</w:tr><w:tr>",
        &cell("<w:vMerge/>", ""),
        &cell("", "z"),
        "</w:tr><w:tr><w:trPr><w:del/></w:trPr>",
        &cell("", "deleted"),
        "</w:tr></w:tbl>",
    ];
    assert_eq!(
        lines(&read(&body.concat())),
        ["T0.0.0 wide", "T0.0.2 right", "T0.1.0 tall", "T0.1.1 x", "T0.1.1 y", "T0.2.1 z"]
    );
}

#[test]
fn only_the_text_as_it_stands_is_read() {
    let body = r#"<w:p><w:r><w:t>One</w:t></w:r><w:del><w:r><w:delText> no</w:delText><w:t>no</w:t></w:r></w:del>
<w:ins><w:r><w:t> two</w:t></w:r></w:ins><w:moveFrom><w:r><w:t> no</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t> three</w:t></w:r></w:moveTo>
<w:r><w:rPr><w:vanish/></w:rPr><w:t>no</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t> four</w:t></w:r>
<w:r><w:rPr><w:rStyle w:val="Hidden"/></w:rPr><w:t>no</w:t></w:r>
<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText><w:t>no</w:t><w:fldChar w:fldCharType="separate"/><w:t> five</w:t><w:fldChar w:fldCharType="end"/></w:r>
<w:hyperlink><w:r><w:tab/><w:t>six&amp;se&#173;ven</w:t><w:noBreakHyphen/><w:t>x</w:t></w:r></w:hyperlink>
<w:sdt><w:sdtPr><w:showingPlcHdr/><w:rPr><w:vanish/></w:rPr></w:sdtPr><w:sdtContent><w:r><w:t>no</w:t></w:r></w:sdtContent></w:sdt>
<m:oMath><m:r><m:t> y</m:t></m:r></m:oMath><a:p><a:t>no</a:t></a:p></w:p>
<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>joined </w:t></w:r></w:p><w:p><w:r><w:t>up</w:t></w:r></w:p>"#;
    assert_eq!(lines(&read(body)), ["P One two three four five six&seven-x y", "P joined up"]);
}

#[test]
fn notes_and_boxes_follow_what_they_hang_on() {
    let body = r#"<w:p><w:r><w:t>Before</w:t><w:footnoteReference w:id="4"/><mc:AlternateContent>
<mc:Choice><wps:txbx><w:txbxContent><w:p><w:r><w:t>in a box</w:t></w:r></w:p></w:txbxContent></wps:txbx></mc:Choice>
<mc:Fallback><w:txbxContent><w:p><w:r><w:t>in a box</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent>
<w:t> behind</w:t></w:r></w:p>"#;
    assert_eq!(lines(&read(body)), ["P Before behind", "N [1] The note. And more.", "P in a box"]);
}

#[test]
fn breaks_begin_pages_and_paragraphs() {
    let body = r#"<w:p><w:r><w:t>one</w:t><w:br/><w:t>still</w:t></w:r></w:p><w:p><w:r><w:br w:type="page"/></w:r></w:p>
<w:p><w:r><w:lastRenderedPageBreak/><w:t>two</w:t><w:br/><w:br/><w:t>more </w:t><w:lastRenderedPageBreak/><w:t>three</w:t></w:r></w:p>
<w:p><w:pPr><w:pageBreakBefore/><w:sectPr><w:type w:val="continuous"/></w:sectPr></w:pPr><w:r><w:lastRenderedPageBreak/><w:t>four</w:t></w:r></w:p>"#;
    let document = read(body);
    assert_eq!(lines(&document), ["P one still", "P two", "P more three", "P four"]);
    assert_eq!(document.pages.len(), 4);
    let pages: Vec<u32> = document.blocks.iter().map(|block| block.page).collect();
    assert_eq!(pages, [1, 2, 2, 4]);
}

#[test]
fn properties_are_stated() {
    let metadata = read(&styled("Heading1", "Heading")).metadata;
    assert_eq!(metadata.title.as_deref(), Some("A title"));
    assert_eq!(metadata.author.as_deref(), Some("A. B."));
    assert_eq!(metadata.date.as_deref(), Some("2020-05-19"));
    assert_eq!(metadata.language.as_deref(), Some("sr-Cyrl-RS"));
}

#[test]
fn another_prefix_is_as_good() {
    let text = r#"<document xmlns="w"><body><p><r><t>words</t></r></p></body></document>"#;
    let file = pack(&[("word/document.xml", text)]);
    let document = DocxParser.parse(&file, &Limits::default()).unwrap();
    assert_eq!(lines(&document), ["P words"]);
}

#[test]
fn what_breaks_off_is_kept_and_noticed() {
    let document = read(&(styled("Heading1", "kept") + "<w:p><w:r><w:t>also</w:t></w:x>"));
    assert_eq!(lines(&document), ["H1 kept", "P also"]);
    assert_eq!(document.notices.len(), 1);
    let error = try_read("<w:p></w:x>").unwrap_err();
    assert_eq!(error.code(), "malformed-document");
}

#[test]
fn entities_and_depth_are_refused() {
    let document = read("<w:p><w:r><w:t>a&x;b</w:t></w:r></w:p>");
    assert_eq!(lines(&document), ["P ab"]);
    assert_eq!(document.notices.len(), 1);
    let error = try_read(&"<w:tbl><w:tr><w:tc>".repeat(1000)).unwrap_err();
    assert_eq!(error.code(), "document-too-large");
}
