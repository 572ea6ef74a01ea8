//! Text becomes candidates: mentions, recommendations, findings and their labels, each with the
//! span that states it and the rule or model that found it.
//!
//! It knows no store, no clock and no network, and no language model: the same text, names and
//! models give the same candidates.

pub mod classify;

#[cfg(test)]
mod tests {
    #[test]
    fn layers_meet() {
        assert!(sulh_document::Document::NOTICES > 0);
    }
}
