//! Small pages and the blocks that they give.

#![allow(clippy::unwrap_used, reason = "tests")]

use super::HtmlParser;
use crate::packed::lines;
use crate::{Document, Limits, Parser};

fn read(page: &str) -> Document {
    HtmlParser.parse(page.as_bytes(), &Limits::default()).unwrap()
}

const PROSE: &str = "The Government should adopt the law on the protection of victims and report \
    on what it has done within a year, as it was asked to do in the last cycle of the review.";

#[test]
fn what_stands_around_the_text_is_left_out() {
    let page = format!(
        r#"<!DOCTYPE html><html lang="en"><head><title>Report on rights | Ministry</title>
<meta name="author" content="Unit for rights"><meta property="article:published_time" content="2021-04-05T08:00:00Z"></head><body class="has-sidebar">
<div id="cookie-bar">We use cookies. <button>Accept</button></div>
<header><a href="/">Ministry</a><nav><ul><li><a href="/a">News</a></li><li><a href="/b">Laws</a></li></ul></nav></header>
<ul><li><a href="/1">Home</a></li><li><a href="/2">Contact</a></li><li><a href="/3">Search</a></li></ul>
<div class="content"><h1>Report on rights</h1><p>{PROSE}</p><h2>I. Measures</h2><ol type="a"><li>adopt the law<ul><li>in time</li></ul></li><li><p>report</p><p>each year</p></li></ol>
<p>See <a href="/x">the first report</a> and <a href="/y">the second report</a>.</p><table><tr><th>Year</th><th>Cases</th></tr><tr><td rowspan=2>2020</td><td>12</td></tr><tr><td>13</td></tr></table></div>
<aside class="sidebar"><p>Read also: <a href="/z">other news</a></p></aside><script>no()</script><noscript>no</noscript><p hidden>no</p><p style="display: none">no</p>
<footer><p>Ministry, Main Street 1</p></footer></body></html>"#
    );
    let document = read(&page);
    let paragraph = format!("P {PROSE}");
    assert_eq!(
        lines(&document),
        [
            "H1 Report on rights",
            &paragraph,
            "H2 [I.] Measures",
            "L1 [a.] adopt the law",
            "L2 [•] in time",
            "L1 [b.] report",
            "L1 each year",
            "P See the first report and the second report.",
            "T0.0.0 Year",
            "T0.0.1 Cases",
            "T0.1.0 2020",
            "T0.1.1 12",
            "T0.2.1 13",
        ]
    );
    assert_eq!(document.metadata.title.as_deref(), Some("Report on rights"));
    assert_eq!(document.metadata.author.as_deref(), Some("Unit for rights"));
    assert_eq!(document.metadata.date.as_deref(), Some("2021-04-05"));
    assert_eq!(document.metadata.language.as_deref(), Some("en"));
}

#[test]
fn the_main_element_is_the_text() {
    let page = format!("<div>Latest: something else</div><main><p>{PROSE}</p></main><p>End</p>");
    assert_eq!(lines(&read(&page)), [format!("P {PROSE}")]);
}

#[test]
fn a_header_with_text_in_it_stays() {
    let page = format!(
        "<header><h2>Preamble</h2><p>{PROSE}</p></header><article><h2>Article 1</h2>\
         <p>{PROSE}</p></article><article><h2>Article 2</h2><p>{PROSE}</p></article>"
    );
    assert_eq!(lines(&read(&page)).len(), 6);
}

#[test]
fn notes_come_with_their_marks() {
    let page = r##"<p>One<sup><a href="#fn1">1</a></sup> and two<a href="#_ftn2">[2]</a>, 5 m<sup>2</sup>.</p>
<div id="fn1"><a href="#fnref1">1</a> First. <a href="#fnref1">↩</a></div><div id="_ftn2"><p><a href="#_ftnref2">[2]</a> Second.</p></div>
<section><ol><li id="fn:3">Third. <a href="#fnref:3">↩</a></li></ol></section>"##;
    assert_eq!(
        lines(&read(page)),
        ["P One and two, 5 m2.", "N [1] First.", "N [2] Second.", "N [1.] Third."]
    );
}

#[test]
fn old_pages_are_read_too() {
    let page = format!(
        "<table><tr><td><a name=top><h1>Izvještaj</h1><font size=2>{PROSE}<br><br>- prvo<br>- drugo\
         <td><table border=1><tr><td>a<td>b</table></table><p>one<p>two<li>three"
    );
    let paragraph = format!("P {PROSE}");
    assert_eq!(
        lines(&read(&page)),
        [
            "H1 Izvještaj",
            &paragraph,
            "L1 [-] prvo",
            "L1 [-] drugo",
            "T0.0.0 a",
            "T0.0.1 b",
            "P one",
            "P two",
            "P three"
        ]
    );
}

#[test]
fn encodings_are_read() {
    let page = "<meta http-equiv=Content-Type content='text/html; charset=windows-1250'><p>\u{1}";
    let bytes: Vec<u8> = page.bytes().map(|b| if b == 1 { 0x9a } else { b }).collect();
    let document = HtmlParser.parse(&bytes, &Limits::default()).unwrap();
    assert_eq!(document.text, "š\n");
}

#[test]
fn depth_is_flattened_and_its_text_stays() {
    let page = format!("{}deep{}<p>behind</p>", "<div>".repeat(10_000), "</div>".repeat(10_000));
    assert_eq!(lines(&read(&page)), ["P deep", "P behind"]);
    let page = format!("{}deep", "<table><tr><td><b x=1><span>".repeat(10_000));
    assert_eq!(read(&page).text, "deep\n");
}

#[test]
fn a_tag_with_too_much_in_it_is_refused() {
    let attributes: Vec<String> = (0..100_000).map(|index| format!("x{index}=1")).collect();
    let attributes = attributes.join(" ");
    let page = format!("<p>text</p><a {attributes}>");
    let error = HtmlParser.parse(page.as_bytes(), &Limits::default()).unwrap_err();
    assert_eq!(error.code(), "document-too-large");
    let page = format!("<img src='data:image/png;base64,{}'>text", "A".repeat(1_000_000));
    assert_eq!(read(&page).text, "text\n");
}
