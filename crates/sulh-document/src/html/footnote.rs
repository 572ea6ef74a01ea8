//! Footnotes of a page: the marks that cite them and the notes themselves, as the usual writers of
//! HTML make them.

use super::tree::{NodeId, Tree};

/// Beginnings of names of notes.
const NAMES: [&str; 10] =
    ["ftn", "fn", "footnote", "endnote", "edn", "sdfootnote", "sdendnote", "note", "cite", "bibr"];

/// Whether a link (`a`) is a mark that cites a note: `[1]` that leads to `#_ftn1`.
pub(super) fn is_mark(tree: &Tree, node: NodeId) -> bool {
    let is_stated = says(tree, node, "noteref") || says(tree, node, "doc-noteref");
    let target = tree.attribute(node, "href").and_then(|href| href.rsplit_once('#'));
    let is_note = target.is_some_and(|(_, name)| is_name(name));
    let is_raised = tree.ancestors(node).take(3).any(|outer| tree.name(outer) == "sup");
    (is_stated || (target.is_some() && (is_note || is_raised))) && is_short(&tree.words(node, 16))
}

/// Whether a link (`a`) in a note leads back to where it is cited.
pub(super) fn is_way_back(tree: &Tree, node: NodeId) -> bool {
    let target = tree.attribute(node, "href").and_then(|href| href.rsplit_once('#'));
    let words = tree.words(node, 16);
    target.is_some() && (is_arrow(&words) || is_short(&words))
}

/// Whether a link (`a`) is an arrow back to where a note is cited, wherever it stands.
pub(super) fn is_arrow_back(tree: &Tree, node: NodeId) -> bool {
    let target = tree.attribute(node, "href").and_then(|href| href.rsplit_once('#'));
    target.is_some() && is_arrow(&tree.words(node, 16))
}

fn is_arrow(words: &str) -> bool {
    let words = words.trim();
    !words.is_empty() && words.chars().all(|letter| "↩↑^⏎\u{fe0e}".contains(letter))
}

/// Whether an element is a note.
pub(super) fn is_note(tree: &Tree, node: NodeId) -> bool {
    let is_block = matches!(tree.name(node), "div" | "p" | "li" | "aside" | "section" | "dd");
    let is_named = || tree.attribute(node, "id").is_some_and(is_numbered_name);
    let is_stated = || {
        ["doc-footnote", "doc-endnote", "footnote", "endnote"]
            .iter()
            .any(|role| says(tree, node, role))
    };
    is_block && (is_named() || is_stated())
}

fn says(tree: &Tree, node: NodeId, role: &str) -> bool {
    ["role", "epub:type"].iter().any(|name| tree.attribute(node, name) == Some(role))
}

/// A mark is a number or a sign, perhaps in brackets.
fn is_short(words: &str) -> bool {
    let mark = words.trim().trim_matches(['[', ']', '(', ')']);
    let count = mark.chars().count();
    let is_number = mark.chars().all(|c| c.is_ascii_digit());
    let is_sign = mark.chars().all(|c| "*†‡§¶ivxlc".contains(c));
    (1..=4).contains(&count) && (is_number || is_sign || count == 1)
}

fn is_name(name: &str) -> bool {
    let name = name.trim_start_matches(['_', '-']).to_ascii_lowercase();
    NAMES.iter().any(|start| name.starts_with(start))
}

/// `_ftn1`, `fn:1`, `footnote-1`: the name of a note and its number.
fn is_numbered_name(name: &str) -> bool {
    let name = name.trim_start_matches(['_', '-']).to_ascii_lowercase();
    NAMES.iter().any(|start| {
        let number =
            name.strip_prefix(start).map(|rest| rest.trim_start_matches(['-', '_', ':', '.']));
        let number = number.map(|rest| rest.trim_start_matches("note-"));
        number.is_some_and(|rest| {
            !rest.is_empty() && rest.len() <= 4 && rest.bytes().all(|b| b.is_ascii_digit())
        })
    })
}
