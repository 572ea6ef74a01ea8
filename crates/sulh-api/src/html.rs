//! Plain pages: text that is escaped, links that are http or https, no script and no style.
//!
//! It must not take markup from anywhere.

/// Escapes text for an element or a quoted attribute.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

/// A link with a text; text alone if the address is neither http, https nor a path of this server.
pub(crate) fn link(address: &str, text: &str) -> String {
    let lower = address.get(..8).unwrap_or(address).to_ascii_lowercase();
    let web = lower.starts_with("http://") || lower.starts_with("https://");
    let own = address.starts_with('/') && !address.starts_with("//");
    if web || own {
        format!("<a href=\"{}\">{}</a>", escape(address), escape(text))
    } else {
        escape(text)
    }
}

/// A whole page; `body` is markup made by this module.
pub(crate) fn page(title: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{}</title></head>\n<body>\n{body}\n</body></html>\n",
        escape(title)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_gets_through_as_markup() {
        let page =
            page("</title><script>", &link("javascript:alert(1)", "<img src=x onerror=alert(1)>"));
        assert!(!page.contains("<script") && !page.contains("<img") && !page.contains("href"));
        assert_eq!(
            link("http://a/\"onclick=\"x", "t"),
            "<a href=\"http://a/&quot;onclick=&quot;x\">t</a>"
        );
        assert_eq!(link("//evil.example/", "t"), "t");
        assert_eq!(link("/id/country/BIH", "BIH"), "<a href=\"/id/country/BIH\">BIH</a>");
        assert_eq!(link("dаta:text/html,x", "t"), "t");
    }
}
