//! Whether a document keeps its promises, and a picture is one: asked of what a child sent, before
//! anyone relies on it.
//!
//! It must not repair: a broken document is a parser's fault.

use crate::{Block, Document, Page};

/// The first promise that the document breaks, in words.
///
/// Cost: O(blocks + pages), and one pass over the text.
pub(crate) fn fault(document: &Document) -> Option<&'static str> {
    if document.notices.len() > Document::NOTICES {
        return Some("it has too many notices");
    }
    pages_fault(document).or_else(|| blocks_fault(document))
}

fn pages_fault(document: &Document) -> Option<&'static str> {
    if document.pages.is_empty() {
        return Some("it has no page");
    }
    let mut start = 0;
    for (page, number) in document.pages.iter().zip(1_u32..) {
        if page.number != number {
            return Some("its pages are not numbered in order");
        }
        if page.start < start || !document.text.is_char_boundary(page.start) {
            return Some("a page begins outside the text");
        }
        start = page.start;
    }
    None
}

/// Text and blocks are the same: each block, a line feed, the next block.
fn blocks_fault(document: &Document) -> Option<&'static str> {
    let pages = document.pages.last().map_or(0, |page: &Page| page.number);
    let mut end = 0;
    for Block { span, page, .. } in &document.blocks {
        if span.start != end || span.end <= span.start {
            return Some("its blocks do not follow each other");
        }
        let Some(words) = document.text.get(span.clone()) else {
            return Some("a block lies outside the text");
        };
        if words.contains('\n') || document.text.as_bytes().get(span.end) != Some(&b'\n') {
            return Some("a block is not one line");
        }
        if *page == 0 || *page > pages {
            return Some("a block stands on no page");
        }
        end = span.end + 1;
    }
    (end != document.text.len()).then_some("its text has more than its blocks")
}

/// Whether bytes are one grey picture with a byte a point, as this crate writes it.
pub(super) fn is_pgm(bytes: &[u8]) -> bool {
    let mut lines = bytes.splitn(4, |&byte| byte == b'\n');
    let mut line = || lines.next().and_then(|line| str::from_utf8(line).ok());
    let (Some("P5"), Some(size), Some("255")) = (line(), line(), line()) else { return false };
    let Some((width, height)) = size.split_once(' ') else { return false };
    let (Ok(width), Ok(height)) = (width.parse::<u32>(), height.parse::<u32>()) else {
        return false;
    };
    let points = u64::from(width) * u64::from(height);
    points > 0 && lines.next().is_some_and(|rest| rest.len() as u64 == points)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, reason = "tests")]

    use super::fault;
    use crate::{BlockKind, Builder, Document, PageState};

    fn sound() -> Document {
        let mut builder = Builder::new();
        builder.page(PageState::Text);
        builder.block(BlockKind::Heading(1), None, "Zakl\u{44e}čenje");
        builder.page(PageState::Empty);
        builder.block_over_pages(BlockKind::Paragraph, None, &["one", "two"]);
        builder.finish()
    }

    #[test]
    fn what_the_builder_makes_is_sound() {
        assert_eq!(fault(&sound()), None);
        assert_eq!(fault(&Builder::new().finish()), None);
    }

    #[test]
    fn each_broken_promise_is_seen() {
        type Break = (&'static str, fn(&mut Document));
        let breaks: [Break; 10] = [
            ("text", |document| document.text.push('x')),
            ("no page", |document| document.pages.clear()),
            ("number", |document| document.pages[1].number = 9),
            ("start behind the text", |document| document.pages[2].start = 999),
            ("starts fall", |document| document.pages[1].start = 999),
            ("span behind the text", |document| document.blocks[1].span.end = usize::MAX),
            ("inside a letter", |document| document.blocks[0].span.end = 5),
            ("spans overlap", |document| document.blocks[1].span.start = 0),
            ("page 0", |document| document.blocks[0].page = 0),
            ("page of none", |document| document.blocks[0].page = 4),
        ];
        for (name, spoil) in breaks {
            let mut document = sound();
            spoil(&mut document);
            assert!(fault(&document).is_some(), "{name}");
        }
    }
}
