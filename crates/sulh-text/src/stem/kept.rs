//! Stems that look as if they bore an ending of Bulgarian or Macedonian, and bear none.
//!
//! It must not hold a stem that is not of an ordinary word.
//!
//! Source: own list.

/// Ends of such stems; `^` is where the word begins.
const KEPT: [&str; 86] = [
    // Nouns and adjectives in -ат and -ата.
    "advokat", "kandidat", "mandat", "delegat", "putat", "rezultat", "aparat", "fikat", "dikat",
    "tentat", "citat", "debat", "tomat", "klimat", "okrat", "plomat", "ariat", "istrat", "bstrat",
    "pionat", "ektorat", "sultanat", "internat", "adresat", "agregat", "traktat", "konsulat",
    "postulat", "lavreat", "kalifat", "emirat", "arhat", "robat", "soldat", "magnat", "surogat",
    "plakat", "palat", "lopat", "sonat", "bogat", "kosmat", "^senat", "^brat", "^svat", "^zivot",
    "pilot", "robot", "patriot", "idiot", "^imot", "^plat", "^zaplat", "^izplat", "^otplat",
    "^doplat", "^vrat", "^dat", "^salat", "^domat", "^halat", "^pirat", "^svjat", //
    // Participles in -ет, nouns in -чет.
    "^priet", "zaet", "vzet", "otnet", "otcet", "^pocet", "^zacet", //
    // Nouns in -ил, -ал, -ан, -ах, -ех.
    "mobil", "profil", "tekstil", "kandil", "^pravil", "^svetil", "festival", "interval",
    "karnaval", "signal", "admiral", "spiral", "^tiran", "strah", "monah", "uspeh",
];

/// Whether a stem ends as an ending does.
pub(super) fn keeps_end(stem: &str) -> bool {
    ends_in(stem, &KEPT)
}

/// Whether a stem has one of these ends; behind `^` it must be the whole stem.
pub(super) fn ends_in(stem: &str, ends: &[&str]) -> bool {
    ends.iter().any(|end| match end.strip_prefix('^') {
        Some(whole) => stem == whole,
        None => stem.ends_with(end),
    })
}
