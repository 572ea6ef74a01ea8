//! Splits Rust source into code, comments and string literals, so that a rule can look at one of them.
//!
//! A scanner, not a parser: it knows where literals and comments end and nothing of the grammar.
//! It must not judge: that is `rules.rs`.

/// What a piece of source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Code,
    Comment,
    /// The inside of a string literal, without its quotes; escapes are left as written.
    Text,
}

/// A stretch of source of one kind, with the 1-based line on which it starts.
#[derive(Debug)]
pub(crate) struct Piece<'a> {
    pub(crate) kind: Kind,
    pub(crate) line: usize,
    pub(crate) start: usize,
    pub(crate) text: &'a str,
}

/// Splits `text` into pieces, in order, leaving nothing out but the quotes of literals.
pub(crate) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let bytes = text.as_bytes();
    let (mut out, mut at, mut code_from) = (Vec::new(), 0, 0);
    while at < bytes.len() {
        let Some((kind, from, to, next)) = literal_or_comment(bytes, at) else {
            at += 1;
            continue;
        };
        push(&mut out, Kind::Code, text, code_from, at);
        push(&mut out, kind, text, from, to);
        at = next;
        code_from = next;
    }
    push(&mut out, Kind::Code, text, code_from, text.len());
    out
}

fn push<'a>(out: &mut Vec<Piece<'a>>, kind: Kind, text: &'a str, from: usize, to: usize) {
    if from < to {
        let line = 1 + text[..from].matches('\n').count();
        out.push(Piece { kind, line, start: from, text: &text[from..to] });
    }
}

/// What starts at `at`, if not plain code: (kind, its inside from..to, where code goes on).
fn literal_or_comment(bytes: &[u8], at: usize) -> Option<(Kind, usize, usize, usize)> {
    let rest = &bytes[at..];
    if rest.starts_with(b"//") {
        let end = at + rest.iter().position(|&b| b == b'\n').unwrap_or(rest.len());
        return Some((Kind::Comment, at, end, end));
    }
    if rest.starts_with(b"/*") {
        let end = end_of_block_comment(bytes, at);
        return Some((Kind::Comment, at, end, end));
    }
    if rest[0] == b'"' {
        let end = end_of_string(bytes, at + 1);
        return Some((Kind::Text, at + 1, end, (end + 1).min(bytes.len())));
    }
    let word_before = at > 0 && (bytes[at - 1].is_ascii_alphanumeric() || bytes[at - 1] == b'_');
    if rest[0] == b'r' && (!word_before || bytes[at - 1] == b'b' || bytes[at - 1] == b'c') {
        let hashes = rest[1..].iter().take_while(|&&b| b == b'#').count();
        if rest.get(1 + hashes) == Some(&b'"') {
            let from = at + 2 + hashes;
            let close: Vec<u8> = [b"\"".as_slice(), &b"#".repeat(hashes)].concat();
            let length = bytes[from..].windows(close.len()).position(|w| w == close);
            let end = length.map_or(bytes.len(), |n| from + n);
            return Some((Kind::Text, from, end, (end + close.len()).min(bytes.len())));
        }
    }
    if rest[0] == b'\'' {
        let end = end_of_char(rest)?;
        return Some((Kind::Code, at, at + end, at + end));
    }
    None
}

fn end_of_block_comment(bytes: &[u8], mut at: usize) -> usize {
    let mut depth = 0;
    while at < bytes.len() {
        match &bytes[at..] {
            [b'/', b'*', ..] => (depth, at) = (depth + 1, at + 2),
            [b'*', b'/', ..] => {
                (depth, at) = (depth - 1, at + 2);
                if depth == 0 {
                    return at;
                }
            }
            _ => at += 1,
        }
    }
    bytes.len()
}

fn end_of_string(bytes: &[u8], mut at: usize) -> usize {
    while at < bytes.len() && bytes[at] != b'"' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    at.min(bytes.len())
}

/// Length of a char literal, or `None` where the quote opens a lifetime.
fn end_of_char(rest: &[u8]) -> Option<usize> {
    if rest.get(1) == Some(&b'\\') {
        return rest[3..].iter().position(|&b| b == b'\'').map(|n| n + 4);
    }
    let width = std::str::from_utf8(&rest[1..rest.len().min(5)])
        .or_else(|e| std::str::from_utf8(&rest[1..=e.valid_up_to()]))
        .ok()?
        .chars()
        .next()?
        .len_utf8();
    (rest.get(1 + width) == Some(&b'\'')).then_some(width + 2)
}

/// Lines (1-based, inclusive) that only tests see: the items under `#[cfg(test)]`.
pub(crate) fn test_lines(text: &str) -> Vec<std::ops::RangeInclusive<usize>> {
    let code = code_only(text);
    let line_at = |at: usize| 1 + text[..at].matches('\n').count();
    let mut out = Vec::new();
    let mut from = 0;
    while let Some(found) = code[from..].find(CFG_TEST) {
        let start = from + found;
        let end = end_of_item(code.as_bytes(), start + CFG_TEST.len());
        out.push(line_at(start)..=line_at(end));
        from = end;
    }
    out
}

/// Names of the modules declared as `#[cfg(test)] mod name;`, whose files only tests see.
pub(crate) fn test_modules(text: &str) -> Vec<String> {
    let code = code_only(text);
    let declared = code.split(CFG_TEST).skip(1).filter_map(|rest| {
        let item = &rest[..end_of_item(rest.as_bytes(), 0)];
        let (_, name) = item.rsplit_once("mod ")?;
        Some(name.trim().to_owned())
    });
    declared.filter(|name| name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')).collect()
}

const CFG_TEST: &str = "#[cfg(test)]";

/// The source with comments and literals blanked out, byte for byte as long.
fn code_only(text: &str) -> String {
    let mut code = vec![b' '; text.len()];
    for piece in pieces(text).iter().filter(|piece| piece.kind == Kind::Code) {
        if !piece.text.starts_with('\'') {
            code[piece.start..piece.start + piece.text.len()]
                .copy_from_slice(piece.text.as_bytes());
        }
    }
    String::from_utf8(code).expect("whole pieces of UTF-8 between spaces")
}

/// Where the item that starts at `at` ends: at its `;`, or at the brace that closes its first one.
fn end_of_item(code: &[u8], at: usize) -> usize {
    let mut depth = 0_usize;
    for (offset, byte) in code[at..].iter().enumerate() {
        match byte {
            b'{' | b'(' | b'[' => depth += 1,
            b'}' if depth == 1 => return at + offset,
            b'}' | b')' | b']' => depth = depth.saturating_sub(1),
            b';' if depth == 0 => return at + offset,
            _ => {}
        }
    }
    code.len()
}
