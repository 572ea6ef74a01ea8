//! Which titles of files say nothing.

/// Whether a title is plainly what a program put there: a file's name, a default.
pub(crate) fn is_file_name(title: &str) -> bool {
    let title = title.trim().to_lowercase();
    let endings = [".doc", ".docx", ".pdf", ".odt", ".indd", ".qxd", ".rtf", ".html", ".htm", ".dot"];
    let defaults = ["untitled", "document", "dokument", "без имена", "untitled document", "microsoft word"];
    title.is_empty()
        || title.starts_with("microsoft word - ")
        || endings.iter().any(|ending| title.ends_with(ending))
        || defaults.contains(&title.as_str())
        || !title.chars().any(char::is_alphabetic)
}
