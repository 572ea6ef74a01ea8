//! Goals and targets of the Sustainable Development Goals as quads of the graph `reference`.
//!
//! Codes and the short names of the goals; not the wording of the targets.

use oxrdf::{NamedNode, Quad};
use sulh_ontology::{Base, CsvKind, Kind, rdf, skos, unsdg};

use crate::{
    error::TableError,
    quad_writer::{QuadWriter, collect},
    reference_rows::ReferenceRows,
    shipped_table::shipped_table,
};

/// All quads of the shipped goals and targets.
///
/// # Errors
/// As [`sdg_quads_from_csv`]; none with the data as shipped.
pub fn sdg_quads(base: &Base) -> Result<Vec<Quad>, TableError> {
    let (name, content) = shipped_table(CsvKind::Sdgs)?;
    sdg_quads_from_csv(name, content.as_bytes(), base)
}

/// The quads of a table with the columns `code,kind,goal,name`: `id/sdg/16`, and `id/sdg/16.2`
/// with its goal as the broader concept, each matched to what the United Nations publish.
///
/// # Errors
/// [`TableError`] for a missing column, a malformed row, a kind other than `goal` or `target`.
pub fn sdg_quads_from_csv(file: &str, input: &[u8], base: &Base) -> Result<Vec<Quad>, TableError> {
    let mut rows = ReferenceRows::open(file, input, ["code", "kind", "goal", "name"])?;
    let mut entries = Vec::new();
    while rows.advance()? {
        let [code, kind, goal, name] = rows.fields();
        if !matches!(kind, "goal" | "target") {
            let message = format!("found the kind {kind:?}, expected goal or target");
            return Err(rows.fault(1, "unknown-kind", message));
        }
        let goal = (kind == "target").then(|| goal.to_owned());
        entries.push((code.to_owned(), goal, name.to_owned()));
    }
    Ok(collect(base.graph_reference(), |writer| {
        for (code, goal, name) in &entries {
            write_entry(writer, base, code, goal.as_deref(), name);
        }
    }))
}

fn write_entry(
    writer: &mut QuadWriter<'_>,
    base: &Base,
    code: &str,
    goal: Option<&str>,
    name: &str,
) {
    let iri = base.id(Kind::Sdg, code);
    let separator = if name.is_empty() { "" } else { ": " };
    writer.write(&iri, rdf::TYPE, skos::CONCEPT);
    let published = NamedNode::new_unchecked(format!("{}{code}", unsdg::NAMESPACE));
    writer.write(&iri, skos::EXACT_MATCH, &published);
    writer.plain(&iri, skos::NOTATION, code);
    writer.english(&iri, skos::PREF_LABEL, &format!("SDG {code}{separator}{name}"));
    if let Some(goal) = goal {
        writer.write(&iri, skos::BROADER, &base.id(Kind::Sdg, goal));
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn leads_a_target_to_its_goal() {
        let quads = sdg_quads(&Base::default()).unwrap();
        let goals = quads.iter().filter(|quad| quad.predicate == skos::NOTATION).count();
        assert_eq!(goals, 17 + 169);
        let broader = quads.iter().find(|quad| {
            quad.predicate == skos::BROADER && quad.subject.to_string().ends_with("/sdg/16.2>")
        });
        assert_eq!(broader.unwrap().object.to_string(), "<https://w3id.org/sulh/id/sdg/16>");
    }

    #[test]
    fn refuses_another_kind() {
        let error =
            sdg_quads_from_csv("s.csv", b"code,kind,goal,name\n1,aim,1,x\n", &Base::default());
        assert_eq!(
            error.unwrap_err().to_string(),
            "s.csv:2:3: found the kind \"aim\", expected goal or target"
        );
    }
}
