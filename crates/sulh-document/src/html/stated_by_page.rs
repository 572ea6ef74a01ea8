//! What a page says about itself: title, author, date, language.

use crate::Metadata;
use crate::stated;

use super::tree::{Step, Tree};

/// Names of `<meta>` elements that state an author, and a date.
const AUTHORS: [&str; 4] = ["author", "dc.creator", "dcterms.creator", "article:author"];
const DATES: [&str; 11] = [
    "article:published_time",
    "dcterms.issued",
    "dcterms.date",
    "dc.date.issued",
    "dc.date",
    "datepublished",
    "date",
    "pubdate",
    "dcterms.created",
    "publish-date",
    "created",
];
/// Signs between the title of a page and the name of its site.
const DIVIDERS: [&str; 6] = [" | ", " - ", " – ", " — ", " :: ", " » "];

/// Fills in what the page states.
pub(super) fn read(tree: &Tree, metadata: &mut Metadata) {
    let (mut title, mut heading) = (None, None);
    let mut dates: Vec<(usize, String)> = Vec::new();
    let mut walk = tree.walk(0);
    while let Some(step) = walk.next() {
        let Step::Enter(node) = step else { continue };
        match tree.name(node) {
            "html" | "body" if metadata.language.is_none() => {
                let tag = tree.attribute(node, "lang").or_else(|| tree.attribute(node, "xml:lang"));
                metadata.language = tag.and_then(stated::language);
            }
            "title" if title.is_none() => title = stated::title(&tree.words(node, 4096)),
            "h1" if heading.is_none() => heading = stated::title(&tree.words(node, 4096)),
            "meta" => {
                let name =
                    tree.attribute(node, "name").or_else(|| tree.attribute(node, "property"));
                let name = name.unwrap_or_default().to_ascii_lowercase();
                let content = tree.attribute(node, "content").unwrap_or_default();
                if AUTHORS.contains(&name.as_str()) && metadata.author.is_none() {
                    metadata.author = stated::line(content).filter(|line| !line.contains("://"));
                }
                let rank = DATES.iter().position(|date| *date == name);
                dates.extend(rank.zip(stated::date(content)));
            }
            "svg" | "math" => walk.pass_over(),
            _ => {}
        }
    }
    metadata.date = dates.into_iter().min_by_key(|(rank, _)| *rank).map(|(_, date)| date);
    metadata.title = match (title, heading) {
        (Some(title), Some(heading)) if names_site(&title, &heading) => Some(heading),
        (Some(title), _) => Some(title),
        (None, heading) => heading,
    };
}

/// Whether a title is the page's heading and the name of the site.
fn names_site(title: &str, heading: &str) -> bool {
    DIVIDERS.iter().any(|divider| {
        title.strip_prefix(heading).is_some_and(|rest| rest.starts_with(divider))
            || title.strip_suffix(heading).is_some_and(|rest| rest.ends_with(divider))
    })
}
