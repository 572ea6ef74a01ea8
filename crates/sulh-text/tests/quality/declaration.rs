//! The Universal Declaration in a language: its articles by number, read from the outside folder.

use std::path::{Path, PathBuf};

/// A language of the gold: its tag, and the file of the Declaration in it.
pub(crate) const LANGUAGES: [(&str, &str); 8] = [
    ("bs", "bos_latn"),
    ("hr", "hrv"),
    ("sr", "srp_cyrl"),
    ("mk", "mkd"),
    ("bg", "bul"),
    ("sq", "als"),
    ("tr", "tur"),
    ("en", "eng"),
];

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The articles with their numbers; 0 is the preamble. `None` where the folder is not there.
pub(crate) fn articles(file: &str) -> Option<Vec<(u32, String)>> {
    let path = root().join(format!("../shared/data/udhr/{file}.html"));
    let html = std::fs::read_to_string(path).ok()?;
    let (_, head) = html.split_once("<header>").unwrap();
    let (preamble, rest) = head.split_once("</header>").unwrap();
    let mut articles = vec![(0, text(preamble))];
    for part in rest.split("<article data-number=\"").skip(1) {
        let (number, part) = part.split_once("\">").unwrap();
        let (article, _) = part.split_once("</article>").unwrap();
        let (_, article) = article.split_once("</h2>").unwrap();
        articles.push((number.parse().unwrap(), text(article)));
    }
    Some(articles)
}

fn text(html: &str) -> String {
    let mut text = String::new();
    for piece in html.split('<') {
        let words = piece.split_once('>').map_or(piece, |(_, words)| words);
        text.push_str(words);
        text.push(' ');
    }
    text.replace("&amp;", "&").replace("&quot;", "\"").replace("&#39;", "'").replace("&nbsp;", " ")
}
