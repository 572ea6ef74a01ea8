//! Files with bytes changed at random: nothing panics, and what comes out keeps its promises.

use proptest::prelude::*;
use sulh_document::{Limits, parse};

use crate::promises::hold;
use crate::real_files::files;
use crate::zipped::{docx, pack};

/// Names that make each parser of texts read.
const NAMES: [Option<&str>; 3] = [None, Some("a.md"), Some("a.txt")];

const DOCX: &str = r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>1. Текст</w:t><w:br/><w:lastRenderedPageBreak/></w:r></w:p><w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>a&amp;b</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"#;
const ODT: &str = r#"<office:document-content xmlns:office="o"><office:body><text:h text:outline-level="2">Увод</text:h><text:list text:style-name="L"><text:list-item><text:p>a<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>b</text:p></text:note-body></text:note></text:p></text:list-item></text:list><table:table><table:table-row table:number-rows-repeated="3"><table:table-cell><text:p>c</text:p></table:table-cell></table:table-row></table:table></office:body></office:document-content>"#;
const HTML: &str = "<html><body><nav><a href=x>y</a></nav><h1>I. Наслов</h1><p>a<sup><a href='#fn1'>1</a></sup><br><br>b<ul><li>c<ol start=3><li>d</ol></ul><table><tr><td rowspan=2>e<td>f<tr><td>g</table><a><table><a><p id=fn1>note</a></body></html>";
const MARKDOWN: &str = "---\ntitle: x\n---\n# A\n\n1. b\n   - c\n\n| d | e |\n|---|---|\n| f | g |\n\nh[^1] <b>i</b>\n\n[^1]: j\n";

fn check(bytes: &[u8]) {
    let limits = Limits { text_bytes: 1 << 20, blocks: 10_000, ..Limits::default() };
    for name in NAMES {
        if let Ok((_, document)) = parse(bytes, name, &limits) {
            hold(&document);
        }
    }
}

/// Sets bytes, takes some out and cuts the end off.
fn mutate(bytes: &[u8], changes: &[(usize, u8)], cut: usize) -> Vec<u8> {
    let mut copy = bytes.to_vec();
    for (place, byte) in changes {
        let place = place % copy.len().max(1);
        if byte.is_multiple_of(5) {
            copy.remove(place);
        } else if let Some(slot) = copy.get_mut(place) {
            *slot = *byte;
        }
    }
    if cut.is_multiple_of(3) {
        copy.truncate(cut % copy.len().max(1));
    }
    copy
}

fn changes() -> impl Strategy<Value = (Vec<(usize, u8)>, usize)> {
    (prop::collection::vec((any::<usize>(), any::<u8>()), 1..12), any::<usize>())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn random_bytes_give_no_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        check(&bytes);
    }

    #[test]
    fn random_text_gives_no_panic(text in "[ -~\n\t\u{c}\r*#<>&;1-9.()•а-яčć\u{ad}\u{301}\u{2028}]{0,300}") {
        check(text.as_bytes());
    }

    #[test]
    fn random_tags_give_no_panic(tags in prop::collection::vec(
        "</?(a|b|p|div|table|tr|td|li|ul|ol|h2|span|select|svg|math|template|form|nav|sup|pre|br)( href='#fn1'| id=fn1| colspan=3)?>|x|1. y", 0..80)) {
        check(format!("<html>{}", tags.concat()).as_bytes());
    }

    #[test]
    fn changed_files_give_no_panic((changes, cut) in changes()) {
        for text in [HTML, MARKDOWN] {
            check(&mutate(text.as_bytes(), &changes, cut));
        }
        // Changed within, and changed as packed.
        let body = mutate(DOCX.as_bytes(), &changes, cut);
        check(&docx(&String::from_utf8_lossy(&body)));
        check(&mutate(&docx(DOCX), &changes, cut));
        let content = mutate(ODT.as_bytes(), &changes, cut);
        let kind: &[u8] = b"application/vnd.oasis.opendocument.text";
        check(&pack(&[("mimetype", kind), ("content.xml", &content)]));
    }
}

#[test]
fn real_files_cut_anywhere_give_no_panic() {
    let found = [files("udhr", &["html"]), files("documents", &["docx", "md"])].concat();
    for path in found {
        let bytes = std::fs::read(&path).unwrap();
        for part in 1..8 {
            let mut cut = bytes.get(..bytes.len() * part / 8).unwrap().to_vec();
            check(&cut);
            let middle = cut.len() / 2;
            cut.remove(middle);
            check(&cut);
        }
    }
}
