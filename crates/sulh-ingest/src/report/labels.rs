//! Labels of recommendations by the shipped classifiers: threats, themes and the category of
//! action.
//!
//! The models were trained on English texts and are asked for nothing else.

use super::candidates::{Label, Part};
use crate::upr::{IssueKind, IssueMap};
use std::sync::LazyLock;
use sulh_extract::classify::Model;
use sulh_ontology::{Base, Kind};

static ISSUES: LazyLock<Option<Model>> = LazyLock::new(|| {
    Model::from_bytes(include_bytes!("../../../../data/models/issues.model")).ok()
});
static ACTION: LazyLock<Option<Model>> = LazyLock::new(|| {
    Model::from_bytes(include_bytes!("../../../../data/models/action.model")).ok()
});
static ISSUE_MAP: LazyLock<Option<IssueMap>> = LazyLock::new(|| IssueMap::shipped().ok());

/// What the models say of a text.
#[derive(Debug, Default)]
pub(super) struct Labelled {
    pub(super) threats: Vec<Part>,
    pub(super) labels: Vec<(Label, Part)>,
}

/// The labels of an English text.
///
/// Cost: O(bytes).
pub(super) fn labelled(base: &Base, text: &str) -> Labelled {
    let mut found = Labelled::default();
    let part = |kind, slug: &str, rule, probability: f32| Part {
        thing: base.id(kind, slug),
        new_name: None,
        span: None,
        rule,
        confidence: probability,
    };
    if let (Some(model), Some(map)) = (ISSUES.as_ref(), ISSUE_MAP.as_ref()) {
        for label in model.classify(text) {
            for target in map.get(label.name).unwrap_or_default() {
                let probability = label.probability;
                match target.kind {
                    IssueKind::Threat => {
                        let threat = part(Kind::Threat, &target.slug, "model-issues", probability);
                        if !found.threats.iter().any(|known| known.thing == threat.thing) {
                            found.threats.push(threat);
                        }
                    }
                    IssueKind::Theme => {
                        let theme = part(Kind::Theme, &target.slug, "model-issues", probability);
                        if !found.labels.iter().any(|(_, known)| known.thing == theme.thing) {
                            found.labels.push((Label::Theme, theme));
                        }
                    }
                }
            }
        }
    }
    if let Some(label) = ACTION.as_ref().and_then(|model| model.classify(text).into_iter().next())
        && let Some(slug) = action_slug(label.name)
    {
        found
            .labels
            .push((Label::Action, part(Kind::Action, slug, "model-action", label.probability)));
    }
    found
}

/// `5-specific action` is `specific`.
fn action_slug(label: &str) -> Option<&'static str> {
    ["minimal", "continuing", "considering", "general", "specific"]
        .into_iter()
        .find(|slug| label.contains(slug))
}
