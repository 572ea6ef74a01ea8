//! What a page looks like becomes what it means: each case writes its own small PDF.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "tests")]

use super::parse_pdf;
use super::written::{WrittenPdf, WrittenPicture, lines, words};
use crate::PageState::{Empty, NeedsOcr, Text};
use crate::worker::soundness_fault;
use crate::{BlockKind, Document};

fn read(pdf: WrittenPdf) -> Document {
    let document = parse_pdf(&pdf.bytes(), 1 << 20, &mut |_| ()).unwrap();
    assert_eq!(soundness_fault(&document), None);
    document
}

/// A line for each block: page, kind, marker, words.
fn said(document: &Document) -> Vec<String> {
    let line = |block: &crate::Block| {
        let kind = match block.kind {
            BlockKind::Heading(level) => format!("h{level}"),
            BlockKind::Paragraph => "p".to_owned(),
            BlockKind::ListItem(level) => format!("li{level}"),
            BlockKind::TableCell { table, row, column } => format!("t{table}[{row},{column}]"),
            BlockKind::Footnote => "note".to_owned(),
        };
        let marker = block.marker.as_ref().map(|marker| format!(" {marker}")).unwrap_or_default();
        format!("{} {kind}{marker}: {}", block.page, document.text_of(block))
    };
    document.blocks.iter().map(line).collect()
}

fn rule(from: [f32; 2], to: [f32; 2]) -> String {
    format!("{} {} m {} {} l S\n", from[0], from[1], to[0], to[1])
}

/// Running text of so many lines, each as wide as a page of A4 has it.
fn running_text(y: f32, count: usize, end: &str) -> String {
    let line =
        "and the wide line of running text goes on as far as the right edge of the page does";
    let mut text = vec![line; count];
    let last = format!("words {end}");
    text.push(&last);
    lines(72.0, y, &text)
}

#[test]
fn headings_paragraphs_and_items() {
    let page = words(72.0, 780.0, "H", 18.0, "Report of the Working Group")
        + &words(72.0, 750.0, "B", 10.0, "I. Introduction")
        + &lines(
            72.0,
            730.0,
            &[
                "1. The first paragraph of the report runs over two lines of the page, which is as wi-",
                "de as this one.",
            ],
        )
        + &lines(72.0, 700.0, &["(a) Ratify the Protocol;"])
        + &lines(72.0, 682.0, &["(b) Amend the law."]);
    assert_eq!(
        said(&read(WrittenPdf::new().page(&page))),
        [
            "1 h1: Report of the Working Group",
            "1 h2 I.: Introduction",
            "1 li1 1.: The first paragraph of the report runs over two lines of the page, which is as \
         wide as this one.",
            "1 li2 (a): Ratify the Protocol;",
            "1 li2 (b): Amend the law.",
        ]
    );
}

#[test]
fn a_space_that_is_only_a_gap_parts_words() {
    // No letter for the space: the words are set one by one.
    let page = words(72.0, 700.0, "F", 10.0, "State")
        + &words(96.0, 700.0, "F", 10.0, "party")
        + "BT /F 10 Tf 72 650 Td [(Rec) 20 (om) -30 (mendation) -300 (of) -280 (2019)] TJ ET\n";
    assert_eq!(read(WrittenPdf::new().page(&page)).text, "State party\nRecommendation of 2019\n");
}

#[test]
fn turned_pages_read_as_they_are_shown() {
    let upright = lines(72.0, 700.0, &["These words are shown upright on their page."]);
    // Drawn lying, so that the turned page shows them upright.
    let lying = "BT /F 10 Tf 0 1 -1 0 200 100 Tm (A table lies on its side.) Tj ET\n";
    let document =
        read(WrittenPdf::new().page_with(&upright, 0, &[]).page_with(lying, 90, &[]).page(lying));
    assert_eq!(
        said(&document),
        [
            "1 p: These words are shown upright on their page.",
            "2 p: A table lies on its side.",
            "3 p: A table lies on its side.",
        ]
    );
}

#[test]
fn columns_are_read_one_after_the_other() {
    let left = [
        "The left column of the page is",
        "read first, down to its last",
        "line, and it ends here.",
    ];
    let right =
        ["The right column of the page", "comes behind it, with as many", "lines as that one has."];
    // Drawn across, line by line, as some programs do.
    let mut page = words(72.0, 760.0, "H", 16.0, "Across both columns");
    for row in 0..3 {
        let y = 700.0 - 12.0 * row as f32;
        page += &words(72.0, y, "F", 10.0, left[row]);
        page += &words(320.0, y, "F", 10.0, right[row]);
    }
    assert_eq!(
        read(WrittenPdf::new().page(&page)).text,
        format!("Across both columns\n{}\n{}\n", left.join(" "), right.join(" "))
    );
}

#[test]
fn ruled_tables_have_rows_and_columns() {
    let mut page = lines(72.0, 780.0, &["Words before the table."]);
    for y in [700.0, 660.0, 620.0] {
        page += &rule([72.0, y], [500.0, y]);
    }
    for x in [72.0, 200.0, 500.0] {
        page += &rule([x, 700.0], [x, 620.0]);
    }
    page += &words(80.0, 688.0, "B", 10.0, "State");
    page += &words(210.0, 688.0, "B", 10.0, "Recommendation");
    page += &words(80.0, 648.0, "F", 10.0, "Slovenia");
    page += &words(210.0, 648.0, "F", 10.0, "Ratify the Convention and");
    page += &words(210.0, 636.0, "F", 10.0, "its Protocol");
    page += &lines(72.0, 590.0, &["Words behind the table."]);
    assert_eq!(
        said(&read(WrittenPdf::new().page(&page))),
        [
            "1 p: Words before the table.",
            "1 t0[0,0]: State",
            "1 t0[0,1]: Recommendation",
            "1 t0[1,0]: Slovenia",
            "1 t0[1,1]: Ratify the Convention and its Protocol",
            "1 p: Words behind the table.",
        ]
    );
}

#[test]
fn headers_footers_and_page_numbers_go() {
    let page = |number: usize, text: &str| {
        words(72.0, 810.0, "F", 9.0, "A/HRC/14/15")
            + &words(450.0, 810.0, "F", 9.0, &format!("Report {number}"))
            + &lines(72.0, 700.0, &[text])
            + &words(290.0, 30.0, "F", 9.0, &format!("- {number} -"))
    };
    let document = read(
        WrittenPdf::new()
            .page(&page(1, "One sentence stands on this page."))
            .page(&page(2, "Another one stands on the next."))
            .page(&page(3, "And the last one on the third.")),
    );
    assert_eq!(
        document.text,
        "One sentence stands on this page.\nAnother one stands on the next.\nAnd the last one on \
         the third.\n"
    );
}

#[test]
fn notes_stand_apart_and_their_marks_go() {
    let page = running_text(760.0, 6, "of a treaty.")
        + &words(72.0, 600.0, "F", 10.0, "The State party ratified the Convention")
        // The mark stands raised behind the last word.
        + "BT /F 6 Tf 4 Ts 240 600 Td (1) Tj 0 Ts ET\n"
        + &words(246.0, 600.0, "F", 10.0, "in 1992.")
        + "BT /F 5 Tf 3 Ts 72 80 Td (1) Tj 0 Ts ET\n"
        + &words(78.0, 80.0, "F", 8.0, "United Nations, Treaty Series, vol. 1.");
    let document = read(WrittenPdf::new().page(&page));
    let said = said(&document);
    let words = "1 p: The State party ratified the Convention in 1992.";
    assert!(said.iter().any(|line| line == words), "{said:#?}");
    assert_eq!(said.last().unwrap(), "1 note: United Nations, Treaty Series, vol. 1.");
}

#[test]
fn paragraphs_run_on_over_pages() {
    let long = "the wide line at the foot of the page goes on to the next as a part of the recom-";
    let first = running_text(780.0, 3, "end.")
        + &lines(
            72.0,
            100.0,
            &[
                "The last paragraph begins here and it is as wide as the page is, up to the right edge,",
                long,
            ],
        );
    let second = lines(
        72.0,
        780.0,
        &[
            "mendation of the Committee.",
            "A new paragraph begins on a line that is as wide as the page has it, up to its edge, and",
            "it ends.",
        ],
    );
    let document = read(WrittenPdf::new().page(&first).page(&second));
    let block = document
        .blocks
        .iter()
        .find(|block| document.text_of(block).starts_with("The last paragraph"));
    let block = block.unwrap();
    let text = document.text_of(block);
    assert!(text.ends_with("part of the recommendation of the Committee."), "{text}");
    assert_eq!(block.page, 1);
    let start = document.pages[1].start;
    assert!(block.span.contains(&start), "the page begins within the paragraph");
    assert!(
        document.text[start..].starts_with(" of the Committee."),
        "{}",
        &document.text[start..]
    );
}

#[test]
fn a_word_that_is_drawn_twice_is_one_word() {
    let page = words(72.0, 700.0, "F", 10.0, "Drawn twice for boldness")
        + &words(72.3, 700.0, "F", 10.0, "Drawn twice for boldness")
        + "2 Tr BT /F 10 Tf 72 650 Td (Filled and stroked) Tj ET 0 Tr\n";
    let document = read(WrittenPdf::new().page(&page));
    assert_eq!(document.text, "Drawn twice for boldness\nFilled and stroked\n");
}

#[test]
fn bold_words_of_standard_fonts_are_headings() {
    let page = words(72.0, 780.0, "B", 10.0, "Scope of the obligations")
        + &running_text(760.0, 3, "of the report.")
        + &words(72.0, 690.0, "F", 10.0, "Not a heading")
        + &running_text(670.0, 3, "of it.");
    let document = read(WrittenPdf::new().page(&page));
    assert_eq!(document.blocks[0].kind, BlockKind::Heading(1));
    let others = document.blocks.iter().skip(1);
    assert!(others.map(|block| block.kind).all(|kind| kind == BlockKind::Paragraph));
}

#[test]
fn pages_without_text_are_told_apart() {
    let grey = [100; 16];
    let picture = |matrix| [WrittenPicture { width: 4, height: 4, grey: &grey, matrix }];
    let whole = picture([595.0, 0.0, 0.0, 842.0, 0.0, 0.0]);
    let small = picture([60.0, 0.0, 0.0, 60.0, 10.0, 10.0]);
    let words = lines(72.0, 700.0, &["Words and a small picture stand on this page together."]);
    let invisible = format!("3 Tr {words} 0 Tr");
    let document = read(
        WrittenPdf::new()
            .page("")
            .page_with("", 0, &whole)
            .page_with("", 270, &whole)
            .page_with(&words, 0, &small)
            .page_with(&invisible, 0, &whole),
    );
    let states: Vec<_> = document.pages.iter().map(|page| page.state).collect();
    assert_eq!(states, [Empty, NeedsOcr, NeedsOcr, Text, Text]);
    let picture = super::page_picture(&WrittenPdf::new().page_with("", 0, &small).bytes(), 1);
    let picture = picture.unwrap().unwrap();
    assert_eq!((picture.width, picture.height), (2479, 3508));
    // White, but for the lower left corner.
    let at = |x: usize, y: usize| picture.grey[y * 2479 + x];
    assert_eq!([at(5, 5), at(100, 3400), at(1000, 3400)], [255, 100, 255]);
}

#[test]
fn the_title_is_that_of_the_file_or_the_first_heading() {
    let masthead = words(72.0, 800.0, "H", 14.0, "United Nations")
        + &words(430.0, 800.0, "F", 10.0, "A/HRC/14/15");
    let page = masthead
        + &words(72.0, 700.0, "H", 20.0, "Report of the Working Group on the")
        + &words(72.0, 676.0, "H", 20.0, "Universal Periodic Review: Slovenia")
        + &running_text(600.0, 5, "end.");
    let title = |info: &str| read(WrittenPdf::new().info(info).page(&page)).metadata.title.unwrap();
    let printed = "Report of the Working Group on the Universal Periodic Review: Slovenia";
    assert_eq!(title(""), printed);
    assert_eq!(title("/Title(Microsoft Word - G1014123.doc)"), printed);
    assert_eq!(title("/Title(Review of Slovenia)"), "Review of Slovenia");
}

#[test]
fn a_text_over_the_limit_is_cut_with_a_notice() {
    let pdf = WrittenPdf::new().page(&running_text(780.0, 40, "end.")).bytes();
    let document = parse_pdf(&pdf, 500, &mut |_| ()).unwrap();
    assert!(document.text.len() <= 600, "{}", document.text.len());
    assert!(document.notices[0].contains("500"));
}
