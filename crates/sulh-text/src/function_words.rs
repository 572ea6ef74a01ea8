//! Words that stand in nearly every text: *of*, *and*, *na*, *и*, *dhe*, *ve*.
//!
//! They must not be left out of an index or a phrase; but who asks for other words too does not
//! insist on them.

/// In small Latin letters without marks, by language.
const WORDS: [&[&str]; 6] = [
    // English.
    &[
        "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "has", "in", "is", "it",
        "its", "of", "on", "or", "that", "the", "their", "this", "to", "was", "were", "which",
        "with",
    ],
    // Bosnian, Croatian, Montenegrin and Serbian.
    &[
        "da", "do", "i", "ili", "iz", "je", "kao", "kod", "koja", "koje", "koji", "na", "ne", "o",
        "od", "po", "pri", "s", "sa", "se", "su", "u", "uz", "za",
    ],
    // Macedonian.
    &["e", "kako", "koe", "koi", "koj", "so", "vo"],
    // Bulgarian.
    &["kato", "kojato", "kojto", "ot", "sas", "tazi", "tova", "v", "vav"],
    // Albanian.
    &["dhe", "edhe", "me", "nga", "ose", "per", "qe", "si", "te"],
    // Turkish.
    &["bir", "bu", "de", "icin", "ile", "olan", "olarak", "ve", "veya"],
];

/// Whether a word without marks is one of them.
pub(crate) fn is_function_word(folded: &str) -> bool {
    WORDS.iter().any(|words| words.contains(&folded))
}
