//! Real reports, where they lie beside the repository, against counts that were made without the
//! parsers.

use std::fs;
use std::path::{Path, PathBuf};

use sulh_document::{BlockKind, Document, Limits, MediaType, parse};

use crate::promises::hold;

/// The files of a folder with one of the endings; none, said aloud, where the folder is not.
pub(crate) fn files(folder: &str, endings: &[&str]) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(folder);
    let Ok(entries) = fs::read_dir(&root) else {
        println!("left out: there is no {}", root.display());
        return Vec::new();
    };
    let mut found: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    found.retain(|path| endings.iter().any(|end| path.extension().is_some_and(|e| e == *end)));
    found.sort();
    found
}

fn read(path: &Path) -> (MediaType, Document) {
    let name = path.file_name().and_then(|name| name.to_str());
    let (media_type, document) = parse(&fs::read(path).unwrap(), name, &Limits::default()).unwrap();
    hold(&document);
    (media_type, document)
}

fn headings(document: &Document, level: u8) -> usize {
    document.blocks.iter().filter(|block| block.kind == BlockKind::Heading(level)).count()
}

#[test]
fn declarations_have_all_their_articles() {
    for path in files("udhr", &["html"]) {
        let (media_type, document) = read(&path);
        assert_eq!(media_type, MediaType::Html);
        assert_eq!(headings(&document, 1), 1, "{}", path.display());
        // The preamble and thirty articles.
        assert_eq!(headings(&document, 2), 31, "{}", path.display());
        let source = fs::read_to_string(&path).unwrap();
        let paragraphs = source.matches("<p>").count();
        let others = document.blocks.len() - 32;
        assert_eq!(others, paragraphs, "{}", path.display());
        assert!(document.metadata.language.is_some());
    }
}

#[test]
fn a_table_of_recommendations_has_all_its_paragraphs() {
    for path in files("documents", &["docx"]) {
        let (media_type, document) = read(&path);
        assert_eq!(media_type, MediaType::Docx);
        let mut archive = zip::ZipArchive::new(fs::File::open(&path).unwrap()).unwrap();
        let part = archive.by_name("word/document.xml").unwrap();
        let source = std::io::read_to_string(part).unwrap();
        let has_words = |paragraph: &&str| {
            let paragraph = paragraph.replace("<w:t xml:space=\"preserve\">", "<w:t>");
            paragraph
                .split("<w:t>")
                .skip(1)
                .any(|run| run.split("</w:t>").next().is_some_and(|text| !text.trim().is_empty()))
        };
        let paragraphs = source.split("</w:p>").filter(has_words).count();
        assert_eq!(document.blocks.len(), paragraphs);
        let rows = source.matches("<w:tr ").count();
        let last = document.blocks.iter().filter_map(|block| match block.kind {
            BlockKind::TableCell { row, .. } => Some(row as usize + 1),
            _ => None,
        });
        assert_eq!(last.max(), Some(rows));
        assert!(numbered(&document) >= 180, "{}", numbered(&document));
        let pages = 1 + source.matches("<w:lastRenderedPageBreak/>").count();
        assert_eq!(document.pages.len(), pages);
    }
}

/// Recommendations with a number of two parts.
fn numbered(document: &Document) -> usize {
    let is_number = |marker: &&String| {
        marker.split('.').filter(|part| part.parse::<u16>().is_ok()).count() == 2
    };
    document.blocks.iter().filter_map(|block| block.marker.as_ref()).filter(is_number).count()
}

#[test]
fn lists_of_recommendations_in_markdown_are_found() {
    for path in files("documents", &["md"]) {
        let (media_type, document) = read(&path);
        assert_eq!(media_type, MediaType::Markdown);
        assert!(document.metadata.title.is_some());
        let source = fs::read_to_string(&path).unwrap();
        let begins = |line: &&str| {
            let number = line.split_whitespace().next().unwrap_or_default();
            let (first, second) = number.split_once('.').unwrap_or_default();
            first.parse::<u16>().is_ok_and(|n| n > 99) && second.parse::<u16>().is_ok()
        };
        let expected = source.lines().filter(begins).count();
        assert!(expected > 100);
        assert_eq!(numbered(&document), expected, "{}", path.display());
    }
}

#[test]
fn word_97_needs_a_program() {
    for path in files("documents", &["doc"]) {
        let bytes = fs::read(&path).unwrap();
        if MediaType::recognise(&bytes, None) == Ok(MediaType::Doc) {
            let error = parse(&bytes, None, &Limits::default()).unwrap_err();
            assert_eq!(error.code(), "needs-program");
        } else {
            println!("{} is no Word 97 file", path.display());
        }
    }
}
