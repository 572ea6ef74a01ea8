//! States that ended with more than one successor: a name of one of them means no single country
//! of today.
//!
//! States with one successor are not here: their names are names of that successor.
//! Source: ISO 3166-3 (formerly used names of countries); successors as United Nations membership
//! records them.

/// A dissolved state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HistoricalState {
    /// Its English name.
    pub name: &'static str,
    /// The year in which it ended.
    pub until: u16,
    /// ISO 3166-1 alpha-3 codes (and `XKX`) of the countries of today on its territory.
    pub successors: &'static [&'static str],
    /// Further names and codes.
    pub(crate) aliases: &'static [&'static str],
}

/// All of them, by name.
pub(crate) const HISTORICAL_STATES: &[HistoricalState] = &[
    HistoricalState {
        name: "Czechoslovakia",
        until: 1992,
        successors: &["CZE", "SVK"],
        aliases: &["CSK", "Czech and Slovak Federal Republic", "Czechoslovak Socialist Republic"],
    },
    HistoricalState {
        name: "Netherlands Antilles",
        until: 2010,
        successors: &["BES", "CUW", "SXM"],
        aliases: &["ANT"],
    },
    HistoricalState {
        name: "Serbia and Montenegro",
        until: 2006,
        successors: &["MNE", "SRB", "XKX"],
        aliases: &[
            "SCG",
            "State Union of Serbia and Montenegro",
            "Federal Republic of Yugoslavia",
            "FR Yugoslavia",
        ],
    },
    HistoricalState {
        name: "Soviet Union",
        until: 1991,
        successors: &[
            "ARM", "AZE", "BLR", "EST", "GEO", "KAZ", "KGZ", "LTU", "LVA", "MDA", "RUS", "TJK",
            "TKM", "UKR", "UZB",
        ],
        aliases: &["SUN", "USSR", "Union of Soviet Socialist Republics"],
    },
    HistoricalState {
        name: "Yugoslavia",
        until: 1992,
        successors: &["BIH", "HRV", "MKD", "MNE", "SRB", "SVN", "XKX"],
        aliases: &["YUG", "SFR Yugoslavia", "Socialist Federal Republic of Yugoslavia", "SFRY"],
    },
];
