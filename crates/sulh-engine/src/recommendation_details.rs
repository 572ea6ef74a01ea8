//! One recommendation with everything that a reader is shown of it.

use crate::claim_reader::ClaimReader;
use crate::facts::Facts;
use crate::listing::Ref;
use crate::recommendation::{Evidence, Recommendation, ResponseItem, SessionItem};
use sulh_ontology::{Kind, dcterms, prov, rdf, sulh};
use sulh_store::rdf::Literal;
use sulh_store::{ReadError, TermId};

/// The most characters of a label.
const LABEL_LENGTH: usize = 120;

/// Reads the details. Cost: O(facts of the recommendation · log facts).
pub(crate) fn recommendation(facts: &Facts<'_>, id: TermId) -> Result<Recommendation, ReadError> {
    let iri = facts.text(id)?;
    let (text, language) = facts.wording(id, sulh::TEXT)?.unwrap_or_default();
    let (evidence, stated_source) = evidence(facts, id)?;
    let source = match stated_source {
        Some(source) => Some(source),
        None => graph_source(facts, id)?,
    };
    Ok(Recommendation {
        id: crate::facts::short_id(facts.base(), &iri),
        iri,
        label: shortened(&text),
        text,
        language,
        issuers: facts.references(id, sulh::MADE_BY)?,
        addressees: facts.references(id, sulh::ADDRESSED_TO)?,
        countries: facts.references(id, sulh::CONCERNS)?,
        threats: facts.references(id, sulh::ADDRESSES)?,
        themes: facts.references(id, sulh::THEME_PROPERTY)?,
        level: facts.one_reference(id, sulh::LEVEL_PROPERTY)?,
        action: facts.one_reference(id, sulh::ACTION)?,
        responses: responses(facts, id)?,
        session: facts
            .object(id, sulh::SESSION_PROPERTY)?
            .map(|id| session(facts, id))
            .transpose()?,
        issued: facts.value(id, dcterms::ISSUED)?,
        source,
        source_id: facts.value(id, dcterms::IDENTIFIER)?,
        evidence,
        sample: is_sample(facts, id)?,
    })
}

/// Whether a thing is marked as invented.
pub(crate) fn is_sample(facts: &Facts<'_>, id: TermId) -> Result<bool, ReadError> {
    let yes = facts.view().id(Literal::from(true).as_ref());
    Ok(yes.is_some() && facts.objects(id, sulh::SAMPLE)?.iter().any(|value| Some(*value) == yes))
}

fn responses(facts: &Facts<'_>, id: TermId) -> Result<Vec<ResponseItem>, ReadError> {
    let mut responses = Vec::new();
    for response in facts.objects(id, sulh::HAS_RESPONSE)? {
        responses.push(ResponseItem {
            by: facts.one_reference(response, sulh::RESPONDED_BY)?,
            status: facts.one_reference(response, sulh::STATUS)?,
            verbatim: facts.english(response, sulh::VERBATIM)?,
            date: facts.value(response, dcterms::ISSUED)?,
        });
    }
    responses.sort_by(|a, b| {
        let key =
            |item: &ResponseItem| (item.by.clone(), item.status.clone(), item.verbatim.clone());
        key(a).cmp(&key(b))
    });
    Ok(responses)
}

fn session(facts: &Facts<'_>, id: TermId) -> Result<SessionItem, ReadError> {
    let Ref { iri, id: short, label, .. } = facts.reference(id)?;
    Ok(SessionItem {
        iri,
        id: short,
        label,
        start: facts.value(id, sulh::START_DATE)?,
        end: facts.value(id, sulh::END_DATE)?,
    })
}

/// The rows that it was taken from, and the source that it or its row names.
fn evidence(facts: &Facts<'_>, id: TermId) -> Result<(Vec<Evidence>, Option<Ref>), ReadError> {
    let mut source = None;
    for named in facts.objects(id, dcterms::SOURCE)? {
        if facts.is_a(named, sulh::SOURCE)? {
            source = Some(facts.reference(named)?);
        }
    }
    let mut rows = Vec::new();
    for origin in facts.objects(id, prov::WAS_DERIVED_FROM)? {
        if facts.is_a(origin, sulh::SOURCE)? {
            source = Some(facts.reference(origin)?);
        } else {
            rows.push(row(facts, origin)?);
            if source.is_none() {
                source = facts.one_reference(origin, sulh::ROW_OF)?;
            }
        }
    }
    rows.extend(passages(facts, id)?);
    rows.sort_by(|a, b| (a.line, a.page, &a.row).cmp(&(b.line, b.page, &b.row)));
    Ok((rows, source))
}

/// The passages whose words are accepted as stating it.
fn passages(facts: &Facts<'_>, id: TermId) -> Result<Vec<Evidence>, ReadError> {
    let reader = ClaimReader::new(facts);
    let Some(text) = facts.term_id(sulh::TEXT) else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for placed in reader.pointing(rdf::SUBJECT, id)? {
        if reader.part(placed, rdf::PREDICATE)? != Some(text)
            || !reader.is_status(placed.0, placed.1, "accepted")?
        {
            continue;
        }
        for passage in reader.parts(placed, sulh::QUOTED_FROM)? {
            let at = (passage, placed.1);
            let document = reader.part(at, sulh::IN_DOCUMENT)?;
            let of_document = |predicate| match document {
                Some(document) => facts.value(document, predicate),
                None => Ok(None),
            };
            found.push(Evidence {
                row: facts.reference(passage)?,
                line: None,
                file: of_document(dcterms::TITLE)?,
                sha256: of_document(sulh::SHA256)?,
                page: reader.text(at, sulh::PAGE)?.and_then(|page| page.parse().ok()),
                quote: reader.text(at, sulh::QUOTE)?,
            });
        }
    }
    Ok(found)
}

fn row(facts: &Facts<'_>, row: TermId) -> Result<Evidence, ReadError> {
    let document = facts.object(row, sulh::IN_DOCUMENT)?;
    let of_document = |predicate| match document {
        Some(document) => facts.value(document, predicate),
        None => Ok(None),
    };
    Ok(Evidence {
        row: facts.reference(row)?,
        line: facts.value(row, sulh::LINE)?.and_then(|line| line.parse().ok()),
        file: of_document(dcterms::TITLE)?,
        sha256: of_document(sulh::SHA256)?,
        page: None,
        quote: None,
    })
}

/// The source in whose graph it stands.
fn graph_source(facts: &Facts<'_>, id: TermId) -> Result<Option<Ref>, ReadError> {
    let (Some(kind), Some(class)) = (facts.term_id(rdf::TYPE), facts.term_id(sulh::RECOMMENDATION))
    else {
        return Ok(None);
    };
    for quad in facts.view().quads(Some(id), Some(kind), Some(class), None) {
        let [.., graph] = quad?;
        let name = facts.text(graph)?;
        let base = facts.base();
        let families = [base.graph_source_prefix(), base.graph_derived_prefix()];
        let slug = families.iter().find_map(|family| name.strip_prefix(family.as_str()));
        let Some(slug) = slug else { continue };
        let source = facts.base().id(Kind::Source, slug);
        if let Some(source) = facts.view().id(source.as_ref())
            && facts.is_a(source, sulh::SOURCE)?
        {
            return facts.reference(source).map(Some);
        }
    }
    Ok(None)
}

/// The text, cut after a word when it is long.
pub(crate) fn shortened(text: &str) -> String {
    let text = text.trim();
    let Some((end, _)) = text.char_indices().nth(LABEL_LENGTH) else { return text.to_owned() };
    let head = text.get(..end).unwrap_or(text);
    let head = head.rfind(char::is_whitespace).and_then(|space| head.get(..space)).unwrap_or(head);
    format!("{}…", head.trim_end_matches([' ', ',', ';', ':']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_end_at_a_word() {
        assert_eq!(shortened(" Short. "), "Short.");
        let long = "žena ".repeat(40);
        let label = shortened(&long);
        assert!(label.ends_with("žena…"), "{label}");
        assert!(label.chars().count() <= LABEL_LENGTH + 1);
    }
}
