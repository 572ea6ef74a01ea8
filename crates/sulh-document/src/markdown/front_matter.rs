//! Front matter: what stands between two fences at the start of a Markdown file.
//!
//! Only plain lines of key and value are understood; it is no reader of YAML or TOML.

use crate::Metadata;
use crate::stated;

/// The longest front matter, in lines.
const LONGEST: usize = 500;

/// Takes the front matter off a text and what it states into `metadata`; gives the rest.
pub(super) fn take<'t>(text: &'t str, metadata: &mut Metadata) -> &'t str {
    let Some((fence, divider)) = [("---", ':'), ("+++", '=')]
        .into_iter()
        .find(|(fence, _)| text.lines().next().is_some_and(|line| line.trim_end() == *fence))
    else {
        return text;
    };
    let mut at = 0;
    let mut found = Metadata::default();
    for (index, line) in text.split_inclusive('\n').take(LONGEST).enumerate() {
        at += line.len();
        let is_end = line.trim_end() == fence || (fence == "---" && line.trim_end() == "...");
        if index > 0 && is_end {
            *metadata = found;
            return text.get(at..).unwrap_or_default();
        }
        if let Some((key, value)) = line.split_once(divider).filter(|_| index > 0) {
            state(&mut found, key.trim(), value);
        }
    }
    text
}

fn state(metadata: &mut Metadata, key: &str, value: &str) {
    let value = value.trim().trim_matches(['"', '\'']);
    match key.to_ascii_lowercase().as_str() {
        "title" => metadata.title = stated::title(value),
        "author" | "authors" => {
            metadata.author = stated::line(value.trim_matches(['[', ']', '"', '\'']));
        }
        "date" => metadata.date = stated::date(value),
        "lang" | "language" => metadata.language = stated::language(value),
        _ => {}
    }
}
