//! One row: what it must hold to be taken, and what it states.

use std::rc::Rc;

use oxrdf::{LiteralRef, NamedNode};
use sulh_ontology::{Base, Kind, dcterms, rdf, sulh};

use super::{
    UprField,
    columns::UprPlaces,
    states::{Role, State, States},
};
use crate::{csv_table::Record, quad_writer::QuadWriter, reject::Rejection};

/// The fields of a row, trimmed, with its states resolved.
pub(super) struct UprRow<'r> {
    pub(super) id: &'r str,
    pub(super) text: &'r str,
    pub(super) state: Rc<State>,
    /// Each once, in the order of the row; never empty.
    pub(super) issuers: Vec<Rc<State>>,
    pub(super) action: &'r str,
    pub(super) issues: &'r str,
    pub(super) response: &'r str,
    pub(super) session: &'r str,
    pub(super) source: &'r str,
}

impl<'r> UprRow<'r> {
    /// Reads a row, or says why it cannot be taken.
    pub(super) fn read(
        record: &'r Record<'_>,
        places: &UprPlaces,
        states: &mut States<'_>,
    ) -> Result<Self, Rejection> {
        let field = |field| places.text(record, field);
        let filled = |text: &'r str, code, what| {
            if text.is_empty() { Err(Rejection::missing(code, what)) } else { Ok(text) }
        };
        let id = filled(field(UprField::Id), "missing-id", "id")?;
        let text = filled(field(UprField::Text), "missing-text", "text")?;
        let state = filled(field(UprField::State), "missing-state", "state under review")?;
        Ok(Self {
            id,
            text,
            state: states.state(state, Role::UnderReview)?,
            issuers: issuers(field(UprField::Issuer), states)?,
            action: field(UprField::Action),
            issues: field(UprField::Issue),
            response: field(UprField::Response),
            session: field(UprField::Session),
            source: field(UprField::Source),
        })
    }
}

fn issuers(names: &str, states: &mut States<'_>) -> Result<Vec<Rc<State>>, Rejection> {
    let mut issuers = Vec::<Rc<State>>::with_capacity(1);
    for name in names.split('|').map(str::trim).filter(|name| !name.is_empty()) {
        let state = states.state(name, Role::Issuer)?;
        if !issuers.iter().any(|issuer| issuer.iso3 == state.iso3) {
            issuers.push(state);
        }
    }
    if issuers.is_empty() {
        Err(Rejection::missing("missing-issuer", "issuer"))
    } else {
        Ok(issuers)
    }
}

/// The IRIs that many rows share.
pub(super) struct RowTerms {
    base: Base,
    national: NamedNode,
    actions: [NamedNode; 5],
}

impl RowTerms {
    pub(super) fn new(base: &Base) -> Self {
        let actions = ["minimal", "continuing", "considering", "general", "specific"];
        Self {
            base: base.clone(),
            national: base.id(Kind::Level, "national"),
            actions: actions.map(|action| base.id(Kind::Action, action)),
        }
    }

    /// The category that the digit at the beginning of a text stands for.
    pub(super) fn action(
        &self,
        text: &str,
        remark: &mut dyn FnMut(UprField, &'static str, &str),
    ) -> Option<&NamedNode> {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let number = text.get(..digits).and_then(|digits| digits.parse::<usize>().ok());
        let action = number.and_then(|number| self.actions.get(number.checked_sub(1)?));
        if action.is_none() && !text.is_empty() {
            remark(UprField::Action, "unknown-action", text);
        }
        action
    }

    /// States a recommendation but its subjects, session, response and evidence.
    pub(super) fn write_recommendation(
        &self,
        writer: &mut QuadWriter<'_>,
        recommendation: &NamedNode,
        row: &UprRow<'_>,
        action: Option<&NamedNode>,
    ) {
        writer.write(recommendation, rdf::TYPE, sulh::RECOMMENDATION);
        writer.english(recommendation, sulh::TEXT, row.text);
        for issuer in &row.issuers {
            writer.write(recommendation, sulh::MADE_BY, &issuer.government);
        }
        writer.write(recommendation, sulh::ADDRESSED_TO, &row.state.government);
        writer.write(recommendation, sulh::CONCERNS, &row.state.country);
        writer.write(recommendation, sulh::LEVEL_PROPERTY, &self.national);
        if let Some(action) = action {
            writer.write(recommendation, sulh::ACTION, action);
        }
        writer.plain(recommendation, dcterms::IDENTIFIER, row.id);
    }

    /// States the answer of the state under review, with its own word where it gives one.
    pub(super) fn write_response(
        &self,
        writer: &mut QuadWriter<'_>,
        response: &NamedNode,
        recommendation: &NamedNode,
        row: &UprRow<'_>,
        status: &str,
    ) {
        writer.write(recommendation, sulh::HAS_RESPONSE, response);
        writer.write(response, rdf::TYPE, sulh::RESPONSE);
        writer.write(response, sulh::RESPONSE_TO, recommendation);
        writer.write(response, sulh::RESPONDED_BY, &row.state.government);
        writer.write(response, sulh::STATUS, &self.base.id(Kind::ResponseStatus, status));
        if !row.response.is_empty() {
            writer.write(response, sulh::VERBATIM, LiteralRef::new_simple_literal(row.response));
        }
    }
}
