//! Which kind of file bytes are.
//!
//! The bytes decide; the name is asked only where they cannot (Markdown and plain text).

use std::io::{Cursor, Read};

use encoding_rs::Encoding;
use serde::{Deserialize, Serialize};
use zip::ZipArchive;

use crate::DocumentError;

/// A kind of file that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MediaType {
    /// PDF.
    Pdf,
    /// Office Open XML text.
    Docx,
    /// Word 97 to 2003.
    Doc,
    /// Text of an Open Document.
    Odt,
    /// HTML.
    Html,
    /// Markdown.
    Markdown,
    /// Plain text.
    Text,
}

/// How far a mark that need not stand at the start is looked for.
const HEAD: usize = 1024;
/// First bytes of what is not read, and what it is called.
const OTHERS: [(&[u8], &str); 15] = [
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"II*\0", "a picture (TIFF)"),
    (b"MM\0*", "a picture (TIFF)"),
    (b"%!PS", "a PostScript file"),
    (b"\x1f\x8b", "a packed file (gzip)"),
    (b"7z\xbc\xaf", "a packed file (7z)"),
    (b"Rar!", "a packed file (RAR)"),
    (b"\x28\xb5\x2f\xfd", "a packed file (zstd)"),
    (b"AT&TFORM", "a DjVu file"),
    (b"MIME-Version:", "a web archive (MHTML)"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\0", "a program"),
];
/// Elements with which a page without `<html>` may begin.
const TAGS: [&str; 40] = [
    "html",
    "head",
    "body",
    "title",
    "meta",
    "link",
    "base",
    "style",
    "script",
    "noscript",
    "div",
    "p",
    "span",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "dl",
    "table",
    "section",
    "article",
    "main",
    "header",
    "nav",
    "aside",
    "footer",
    "center",
    "font",
    "a",
    "b",
    "i",
    "em",
    "strong",
    "blockquote",
    "pre",
    "form",
];
/// Endings of names of Markdown files.
const MARKDOWN: [&str; 4] = [".md", ".markdown", ".mdown", ".mkd"];

impl MediaType {
    /// The registered media type.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Doc => "application/msword",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Html => "text/html",
            Self::Markdown => "text/markdown",
            Self::Text => "text/plain",
        }
    }

    /// The kind of file that bytes are. `name` is the name of the file; only its ending is asked
    /// for, and only where the bytes are text.
    ///
    /// # Errors
    /// [`DocumentError::Empty`], [`DocumentError::Encrypted`] for what shows it from the outside,
    /// [`DocumentError::Malformed`] for a broken packed file, else [`DocumentError::Unsupported`].
    pub fn recognise(bytes: &[u8], name: Option<&str>) -> Result<Self, DocumentError> {
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return Err(DocumentError::Empty);
        }
        let head = bytes.get(..HEAD).unwrap_or(bytes);
        if head.windows(5).any(|window| window == b"%PDF-") {
            return Ok(Self::Pdf);
        }
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
            return packed(bytes);
        }
        if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
            return compound(bytes);
        }
        if let Some((_, found)) = OTHERS.iter().find(|(mark, _)| bytes.starts_with(mark)) {
            return unsupported(found);
        }
        textual(bytes, name)
    }
}

fn unsupported(found: &str) -> Result<MediaType, DocumentError> {
    Err(DocumentError::Unsupported { found: found.to_owned() })
}

/// What a ZIP file holds: ODT states it in its first part, OOXML in a list of content types.
fn packed(bytes: &[u8]) -> Result<MediaType, DocumentError> {
    let malformed = |reason: String| DocumentError::Malformed { kind: "DOCX or ODT", reason };
    let mut archive =
        ZipArchive::new(Cursor::new(bytes)).map_err(|error| malformed(error.to_string()))?;
    if let Some(stated) = beginning(&mut archive, "mimetype", 128) {
        let stated = stated.trim();
        return match stated.strip_prefix("application/vnd.oasis.opendocument.") {
            Some("text" | "text-template" | "text-master") => Ok(MediaType::Odt),
            _ => unsupported(&format!("a packed file of type {stated}")),
        };
    }
    // The list of content types is short; a megabyte of it is enough to know.
    let types = beginning(&mut archive, "[Content_Types].xml", 1 << 20).unwrap_or_default();
    let has = |name: &str| archive.index_for_name(name).is_some();
    if types.contains("wordprocessingml.") || types.contains("ms-word.") {
        Ok(MediaType::Docx)
    } else if types.contains("spreadsheetml.") {
        unsupported("a spreadsheet (XLSX)")
    } else if types.contains("presentationml.") {
        unsupported("a presentation (PPTX)")
    } else if has("word/document.xml") {
        Ok(MediaType::Docx)
    } else {
        unsupported("a packed file (ZIP)")
    }
}

/// The first bytes of a part, as text.
fn beginning(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str, most: u64) -> Option<String> {
    let mut bytes = Vec::new();
    // A part that breaks off still shows what it is.
    let _ = archive.by_name(name).ok()?.take(most).read_to_end(&mut bytes);
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// What a compound file of Office 97 to 2003 holds, by the names in its directory, in UTF-16.
fn compound(bytes: &[u8]) -> Result<MediaType, DocumentError> {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|window| window == wide)
    };
    if has("EncryptedPackage") {
        Err(DocumentError::Encrypted)
    } else if has("WordDocument") {
        Ok(MediaType::Doc)
    } else if has("Workbook") {
        unsupported("a spreadsheet (XLS)")
    } else if has("PowerPoint Document") {
        unsupported("a presentation (PPT)")
    } else {
        unsupported("an Office file of another kind")
    }
}

/// HTML, Markdown or plain text; or neither, if there are bytes that no text has.
fn textual(bytes: &[u8], name: Option<&str>) -> Result<MediaType, DocumentError> {
    let head = bytes.get(..16 * HEAD).unwrap_or(bytes);
    let mark = Encoding::for_bom(bytes);
    let is_control = |byte: &u8| matches!(byte, 0..=8 | 14..=26 | 28..=31 | 127);
    let controls = head.iter().filter(|byte| is_control(byte)).count();
    if mark.is_none() && (head.contains(&0) || controls * 50 > head.len()) {
        return unsupported("a file that is no text");
    }
    let text = match mark {
        Some((encoding, _)) => encoding.decode(head).0.into_owned(),
        None => String::from_utf8_lossy(head).into_owned(),
    };
    let start = text.trim_start().to_ascii_lowercase();
    let name = name.unwrap_or_default().to_ascii_lowercase();
    let is_markdown = MARKDOWN.iter().any(|ending| name.ends_with(ending));
    if start.starts_with("<!doctype html") || start.starts_with("<html") {
        return Ok(MediaType::Html);
    }
    if start.starts_with("<?xml") || start.starts_with("<!doctype") {
        let is_html = start.contains("<html") || start.contains("<!doctype html");
        return if is_html { Ok(MediaType::Html) } else { unsupported("an XML file") };
    }
    if is_markdown {
        return Ok(MediaType::Markdown);
    }
    let is_text = name.rsplit_once('.').is_some_and(|(_, ending)| ending == "txt");
    let is_html = !is_text && (begins_with_tag(&start) || start.contains("<html"));
    Ok(if is_html { MediaType::Html } else { MediaType::Text })
}

/// Whether a text in lower case begins, behind comments, with a tag of HTML.
fn begins_with_tag(text: &str) -> bool {
    let mut text = text;
    while let Some(comment) = text.strip_prefix("<!--") {
        let Some((_, behind)) = comment.split_once("-->") else { return true };
        text = behind.trim_start();
    }
    let Some(tag) = text.strip_prefix('<') else { return false };
    let end = tag.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(tag.len());
    tag.get(..end).is_some_and(|tag| TAGS.contains(&tag)) || text.starts_with("<!doctype html")
}

#[cfg(test)]
mod tests {
    use super::MediaType;
    use crate::DocumentError;

    #[track_caller]
    fn is(bytes: &[u8], name: Option<&str>, expected: MediaType) {
        assert_eq!(MediaType::recognise(bytes, name), Ok(expected));
    }

    #[test]
    fn bytes_decide() {
        is(b"%PDF-1.7\n", Some("a.docx"), MediaType::Pdf);
        is(b"<!DOCTYPE html><p>x", Some("a.txt"), MediaType::Html);
        is(b"\xef\xbb\xbf <html>", None, MediaType::Html);
        is(b"<?xml version=\"1.0\"?><html xmlns=\"x\">", None, MediaType::Html);
        is(b"<!-- saved --><div>x</div>", None, MediaType::Html);
        is(b"<meta charset=utf-7>x", None, MediaType::Html);
        is(
            "\u{feff}<html>"
                .encode_utf16()
                .flat_map(u16::to_le_bytes)
                .collect::<Vec<_>>()
                .as_slice(),
            None,
            MediaType::Html,
        );
        let wide: Vec<u8> = "WordDocument".encode_utf16().flat_map(u16::to_le_bytes).collect();
        is(&[b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", wide.as_slice()].concat(), None, MediaType::Doc);
    }

    #[test]
    fn the_name_tells_markdown_from_text() {
        is(b"# Report", Some("REPORT.MD"), MediaType::Markdown);
        is(b"# Report", Some("report.txt"), MediaType::Text);
        is(b"# Report", None, MediaType::Text);
        is(b"<div align=center>x</div>", Some("a.md"), MediaType::Markdown);
        is(b"<p> is a tag", Some("a.txt"), MediaType::Text);
        is(b"izvje\x9a\xe6e", None, MediaType::Text);
    }

    #[test]
    fn what_is_not_read_is_named() {
        for (bytes, expected) in [
            (b"{\\rtf1".as_slice(), "an RTF file"),
            (b"\x89PNG\r\n", "a picture (PNG)"),
            (b"a\0b", "a file that is no text"),
            (b"<?xml version=\"1.0\"?><w:wordDocument>", "an XML file"),
        ] {
            let found = expected.to_owned();
            assert_eq!(
                MediaType::recognise(bytes, Some("a.md")),
                Err(DocumentError::Unsupported { found })
            );
        }
        assert_eq!(MediaType::recognise(b" \n", None), Err(DocumentError::Empty));
        let broken = MediaType::recognise(b"PK\x03\x04AAAA", Some("a.docx"));
        assert!(matches!(broken, Err(DocumentError::Malformed { .. })));
    }
}
