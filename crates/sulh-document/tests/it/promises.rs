//! What every document promises, whatever file it comes from.

use sulh_document::Document;

/// Holds a document against its promises.
#[track_caller]
pub(crate) fn hold(document: &Document) {
    let mut behind = 0;
    for block in &document.blocks {
        assert_eq!(block.span.start, behind, "blocks follow each other");
        assert!(block.span.end > block.span.start, "a block has words");
        let words = document.text.get(block.span.clone()).expect("spans end between letters");
        assert!(!words.contains(['\n', '\r', '\u{c}', '\u{ad}']), "{words:?}");
        assert!(!words.contains("  ") && words.trim() == words, "{words:?}");
        assert!(block.marker.as_ref().is_none_or(|m| !m.is_empty() && m.trim() == m));
        assert_eq!(document.page_at(block.span.start), block.page);
        behind = block.span.end + 1;
    }
    assert_eq!(document.text.len(), behind, "there is no text outside of blocks");
    assert!(!document.pages.is_empty());
    for (index, page) in document.pages.iter().enumerate() {
        assert_eq!(page.number as usize, index + 1);
        assert!(document.text.is_char_boundary(page.start));
    }
    assert!(document.pages.is_sorted_by_key(|page| page.start));
    assert!(document.notices.len() <= Document::NOTICES);
}
