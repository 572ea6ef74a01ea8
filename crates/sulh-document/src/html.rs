//! HTML: the main text of a page, without what stands around it.
//!
//! It fetches nothing, runs no script and applies no style sheet.

mod blocks;
mod feeding;
mod footnote;
mod main_text;
mod stated_by_page;
mod table;
mod tree;

use crate::block_writer::BlockWriter;
use crate::encoding::decode;
use crate::parser::{Limits, Parser};
use crate::{Document, DocumentError};

use main_text::MainText;

/// Reads HTML.
///
/// Kept is the body of the report with its headings, lists, tables and footnotes; menus, cookie
/// bars, headers and footers of the site and the like are left out. Elements nested deeper than the
/// limit, or than 200, are taken as if they were not there; their text is.
#[derive(Debug, Clone, Copy, Default)]
pub struct HtmlParser;

/// How far the name of the encoding is looked for; browsers look as far.
const HEAD: usize = 4096;
/// A page may have this many times more bytes than text.
const MARKUP: usize = 2;

impl Parser for HtmlParser {
    fn parse(&self, bytes: &[u8], limits: &Limits) -> Result<Document, DocumentError> {
        let most = limits.text_bytes.saturating_mul(MARKUP);
        if bytes.len() > most {
            return Err(DocumentError::TooLarge { what: "bytes of HTML", limit: most as u64 });
        }
        let decoded = decode(bytes, declared_encoding(bytes).as_deref());
        let tree = feeding::tree(&decoded.text, limits)?;
        let mut writer = BlockWriter::new(limits);
        if let Some(notice) = decoded.notice {
            writer.notice(notice);
        }
        stated_by_page::read(&tree, writer.metadata());
        let main = MainText::of(&tree);
        blocks::write(&tree, &main, &mut writer)?;
        Ok(writer.finish())
    }
}

/// The encoding that `<meta charset>` or `<?xml encoding?>` names.
fn declared_encoding(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(bytes.get(..HEAD).unwrap_or(bytes)).to_ascii_lowercase();
    let name = |behind: &str| {
        let value = behind.trim_start().strip_prefix('=')?.trim_start();
        let value = value.trim_start_matches(['"', '\'']);
        let end = value.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c)));
        value.get(..end.unwrap_or(value.len())).map(str::to_owned)
    };
    let in_meta = head.split("<meta").skip(1).find_map(|meta| {
        let meta = meta.split('>').next()?;
        name(meta.split_once("charset")?.1)
    });
    let in_declaration = || {
        let declaration = head.trim_start().strip_prefix("<?xml")?.split("?>").next()?;
        name(declaration.split_once("encoding")?.1)
    };
    in_meta.or_else(in_declaration)
}

#[cfg(test)]
mod tests;
