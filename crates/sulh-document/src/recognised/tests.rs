//! Pages get their text, and a document keeps its promises whatever was recognised.

use crate::PageState::{self, Recognised, Text};
use crate::worker::soundness_fault;
use crate::{BlockKind, Builder, Document};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn scanned() -> Document {
    let mut builder = Builder::new();
    builder.page(PageState::Text);
    builder.block(BlockKind::Heading(1), None, "Report");
    builder.page(PageState::NeedsOcr);
    builder.block(BlockKind::Paragraph, None, "stamp");
    builder.page(PageState::NeedsOcr);
    builder.page(PageState::Text);
    builder.block_over_pages(BlockKind::Paragraph, None, &["first", "second"]);
    builder.finish()
}

fn recognised(pages: &[(u32, &str)]) -> Document {
    let pages = pages.iter().map(|(number, text)| (*number, (*text).to_owned())).collect();
    let document = scanned().with_recognised(&pages);
    assert_eq!(soundness_fault(&document), None);
    document
}

#[test]
fn pages_that_are_pictures_get_text() {
    let document = recognised(&[
        (1, "not me"),
        (2, "The recom-\nmendation\n\n(a) Ratify  it;\n\u{c}"),
        (3, "\n \nlast\n"),
        (9, "nowhere"),
    ]);
    assert_eq!(document.text, "Report\nThe recommendation\nRatify it;\nlast\nfirst second\n");
    let said: Vec<_> = document
        .blocks
        .iter()
        .map(|block| (block.page, block.marker.as_deref(), document.text_of(block)))
        .collect();
    assert_eq!(
        said,
        [
            (1, None, "Report"),
            (2, None, "The recommendation"),
            (2, Some("(a)"), "Ratify it;"),
            (3, None, "last"),
            (4, None, "first second"),
        ]
    );
    let states: Vec<_> = document.pages.iter().map(|page| page.state).collect();
    assert_eq!(states, [Text, Recognised, Recognised, Text, Text]);
    let last = document.pages.last().map(|page| page.start);
    assert_eq!(last, document.text.find(" second"));
}

#[test]
fn nothing_recognised_changes_nothing() {
    assert_eq!(recognised(&[]), scanned());
    assert_eq!(recognised(&[(2, " \n — \n"), (3, "")]), scanned());
}

fn page() -> impl Strategy<Value = (bool, Vec<Vec<String>>)> {
    let part = "[a-zćж .\\-\u{ad}\n]{0,12}";
    (any::<bool>(), prop::collection::vec(prop::collection::vec(part, 1..4), 0..4))
}

proptest! {
    #[test]
    fn promises_are_kept(
        pages in prop::collection::vec(page(), 0..6),
        texts in prop::collection::btree_map(1_u32..14, "[a-zćж1-9.()\\- \n\u{ad}\u{c}]{0,60}", 0..8),
    ) {
        let mut builder = Builder::new();
        for (is_picture, blocks) in &pages {
            builder.page(if *is_picture { PageState::NeedsOcr } else { PageState::Text });
            for parts in blocks {
                let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
                builder.block_over_pages(BlockKind::Paragraph, None, &parts);
            }
        }
        let before = builder.finish();
        let texts: BTreeMap<u32, String> = texts;
        let after = before.clone().with_recognised(&texts);
        prop_assert_eq!(soundness_fault(&after), None);
        prop_assert_eq!(before.pages.len(), after.pages.len());
        for block in &after.blocks {
            prop_assert_eq!(after.page_at(block.span.start), block.page);
            let words = after.text_of(block);
            prop_assert!(!words.contains("  ") && words.trim() == words, "{:?}", words);
        }
        let kept = |document: &Document, page: u32| -> Vec<String> {
            let on_page = document.blocks.iter().filter(|block| block.page == page);
            on_page.map(|block| document.text_of(block).to_owned()).collect()
        };
        for (old, new) in before.pages.iter().zip(&after.pages) {
            if new.state == old.state {
                prop_assert_eq!(kept(&before, old.number), kept(&after, new.number));
            } else {
                prop_assert_eq!(old.state, PageState::NeedsOcr);
                prop_assert_eq!(new.state, PageState::Recognised);
                prop_assert!(texts.contains_key(&old.number));
            }
        }
    }
}
