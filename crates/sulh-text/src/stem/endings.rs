//! Cutting endings off words in ASCII.
//!
//! It must not look into a word further than its end.

/// The word without the longest of the endings that leaves at least `least` letters.
///
/// The endings stand from the longest to the shortest.
pub(super) fn cut<'w>(word: &'w str, endings: &[&str], least: usize) -> &'w str {
    let found = endings.iter().find_map(|ending| {
        let rest = word.strip_suffix(ending)?;
        (rest.len() >= least && has_vowel(rest)).then_some(rest)
    });
    found.unwrap_or(word)
}

/// What takes the place of a form that no rule explains; the table is in order of the forms.
pub(super) fn irregular(table: &[(&str, &'static str)], form: &str) -> Option<&'static str> {
    let found = table.binary_search_by_key(&form, |(known, _)| known).ok()?;
    table.get(found).map(|(_, stem)| *stem)
}

/// Whether a letter is a vowel; `A` stands for the Bulgarian *ъ*.
pub(super) fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'y' | b'A')
}

pub(super) fn has_vowel(word: &str) -> bool {
    // A syllable of `r` alone counts: *trg*, *srp*.
    word.bytes().any(|letter| is_vowel(letter) || letter == b'r')
}

/// Drops a vowel that stands before the last consonant in some forms only (*borac*, *borca*).
///
/// It is dropped in all of them; the first syllable stays.
pub(super) fn drop_fleeting(word: &mut String, vowels: &[u8], last: &[u8]) {
    let bytes = word.as_bytes();
    let [head @ .., before, vowel, end] = bytes else { return };
    let fleets = vowels.contains(vowel) && last.contains(end) && !is_vowel(*before);
    // A syllable of `r` alone counts: *žrtava*.
    if fleets && head.iter().any(|letter| is_vowel(*letter) || *letter == b'r') {
        word.remove(word.len() - 2);
    }
}

/// Makes one of the consonants that take turns at the end of a stem: *k* and *c*, *g* and *z*,
/// *h* and *s* (*jezik*, *jezici*; *razlog*, *razlozi*).
pub(super) fn soften(word: &mut String, least: usize) {
    if word.len() < least {
        return;
    }
    let soft = match word.as_bytes().last() {
        Some(b'k') => 'c',
        Some(b'g') => 'z',
        Some(b'h') => 's',
        _ => return,
    };
    word.pop();
    word.push(soft);
}

/// Writes a voiced consonant before a voiceless one as voiceless, where a fleeting vowel has
/// brought them together: *poredak*, *poretka*.
pub(super) fn harden_cluster(word: &mut String) {
    let [.., before, b'k' | b'c' | b't' | b's' | b'h' | b'p'] = word.as_bytes() else { return };
    let hard = match before {
        b'b' => "p",
        b'd' => "t",
        b'g' => "k",
        b'z' => "s",
        _ => return,
    };
    let at = word.len() - 2;
    word.replace_range(at..=at, hard);
}

/// Cuts these letters off the end, one by one, while at least `least` letters stay.
pub(super) fn trim_last(word: &mut String, letters: &[u8], least: usize) {
    while word.len() > least && word.as_bytes().last().is_some_and(|last| letters.contains(last)) {
        word.pop();
    }
}

/// Drops the ending that only the singular of *građanin*, *гражданин* has.
pub(super) fn drop_person(word: &mut String) {
    if word.len() > 6 && word.ends_with("anin") {
        word.truncate(word.len() - 2);
    }
}

/// Cuts off a last *j* behind a vowel: *idej(a)*, *ide(i)*.
pub(super) fn trim_j(word: &mut String) {
    if word.len() > 3 && matches!(word.as_bytes(), [.., before, b'j'] if is_vowel(*before)) {
        word.pop();
    }
}
