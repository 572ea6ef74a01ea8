//! Which titles of files say nothing.

/// Ends of names of files.
const ENDINGS: [&str; 15] = [
    ".doc", ".docx", ".docm", ".dot", ".dotx", ".pdf", ".odt", ".indd", ".qxd", ".rtf", ".txt",
    ".md", ".html", ".htm", ".tmp",
];
/// Titles that programs give to what has none.
const DEFAULTS: [&str; 15] = [
    "untitled",
    "untitled document",
    "untitled-1",
    "document",
    "document1",
    "dokument",
    "word document",
    "без имена",
    "bez naslova",
    "microsoft word",
    "powerpoint presentation",
    "no title",
    "title",
    "index",
    "home",
];

/// Whether a title is plainly what a program put there: a file's name, a default.
pub(crate) fn is_file_name(title: &str) -> bool {
    let title = title.trim().to_lowercase();
    title.is_empty()
        || title.starts_with("microsoft word - ")
        || ENDINGS.iter().any(|ending| title.ends_with(ending))
        || DEFAULTS.contains(&title.as_str())
        || !title.chars().any(char::is_alphabetic)
}
