//! The words by which reports of the region announce recommendations.
//!
//! Small Latin letters without marks stand for Cyrillic too; one list serves all languages, since
//! a word of one is seldom a cue of another.

use crate::cue::Cue;
use std::sync::LazyLock;

/// *Recommendations* as a noun.
pub(super) static NOUN: LazyLock<Vec<Cue>> = LazyLock::new(|| {
    Cue::list(
        "recommendation*
         recommandation*
         preporuk*|preporuc*
         preporak*|preporacki*
         rekomandim*
         oneri|oneriler*|onerilerimiz|tavsiye*
         predlo*",
    )
});

/// What tells that a list follows.
pub(super) static FOLLOWING: LazyLock<Vec<Cue>> = LazyLock::new(|| {
    Cue::list(
        "following|below|listed|hereunder
         suivant*|ci dessous
         sledec*|sljedec*|slijed*|ispod|nize|navedene
         sledn*|sledni*|podolu
         sledn*|po dolu|izbroeni
         meposhtm*|mposht*|vijues*
         asagida*|su|sunlar*",
    )
});

/// The words by which a list of answers is headed: the answer comes first.
pub(super) static RESPONSES: LazyLock<Vec<(&str, Cue)>> = LazyLock::new(|| {
    [
        ("already-implemented", "enjoy* ~1 support ~12 already ?been implemented"),
        ("already-implemented", "already ?been implemented"),
        ("already-implemented", "have been implemented or are ~3 implemented"),
        ("already-implemented", "in ?the process of implementation|being implemented"),
        ("rejected", "not enjoy ~2 support"),
        ("rejected", "no|not ~2 ?able ?to accept|support*"),
        ("rejected", "reject*"),
        ("rejected", "cannot|could accept|support"),
        ("rejected", "odbi*|odbacen*"),
        ("rejected", "refuzua*|nuk ~2 pranua*"),
        ("rejected", "reddet*|reddedil*"),
        ("rejected", "otkhvurl*|othvarl*|odbien*"),
        ("under-consideration", "will|to be examined|considered"),
        ("under-consideration", "notes the following recommendation* and will"),
        ("under-consideration", "will provide ~4 response*"),
        ("under-consideration", "seront examin*"),
        ("under-consideration", "bice razmotren*|razmotri*"),
        ("partially-accepted", "partial* accept*|support*"),
        ("noted", "noted|notes|takes note"),
        ("noted", "primljen* k|na znanj*"),
        ("accepted", "enjoy* ~3 support"),
        ("accepted", "accepted|accepts|supported|supports"),
        ("accepted", "appui*|acceptees"),
        ("accepted", "prihvacen*|prihvata*|prifaten*|prieti"),
        ("accepted", "pranua*|kabul edil*"),
    ]
    .into_iter()
    .map(|(status, phrase)| (status, Cue::new(phrase)))
    .collect()
});
