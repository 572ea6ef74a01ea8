//! What sounds an ending can follow, as far as letters without dots and hooks show it.

/// What an ending can follow.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum After {
    Any,
    Vowel,
    Consonant,
    /// A voiceless consonant.
    Hard,
    /// A vowel or a voiced consonant.
    Soft,
}

/// Whether a letter is a vowel; *y* is none here.
pub(super) fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// Whether the vowel of an ending can follow the last one of a stem.
pub(super) fn is_in_harmony(stem: &str, ending: &str) -> bool {
    let Some(last) = stem.bytes().rev().find(|letter| is_vowel(*letter)) else { return false };
    match ending.bytes().find(|letter| is_vowel(*letter)) {
        Some(b'u') => matches!(last, b'o' | b'u'),
        Some(b'i') => matches!(last, b'a' | b'e' | b'i'),
        Some(b'a') => last != b'e',
        // *hal*, *saat* and others from Arabic take *e*.
        Some(b'e') => last != b'a' || stem.ends_with("al") || stem.ends_with("at"),
        _ => true,
    }
}

/// Whether an ending can follow a letter.
pub(super) fn fits(last: u8, after: After) -> bool {
    // A *c* may be *ç* or *c*: it counts as either.
    let is_hard = matches!(last, b'f' | b's' | b't' | b'k' | b'c' | b'h' | b'p');
    match after {
        After::Any => true,
        After::Vowel => is_vowel(last),
        After::Consonant => !is_vowel(last),
        After::Hard => is_hard,
        After::Soft => !is_hard,
    }
}

/// Makes one of the consonants that take turns at the end of a stem: *kitap*, *kitabı*.
pub(super) fn harden(stem: &mut String) {
    let hard = match stem.as_bytes().last() {
        Some(b'b') => 'p',
        Some(b'd') => 't',
        Some(b'g') => 'k',
        _ => return,
    };
    stem.pop();
    stem.push(hard);
}
