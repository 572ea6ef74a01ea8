//! Claims as people write, dispute and decide them, and what the quotes are worth.

use crate::stage::{Stage, data, stage};
use sha2::{Digest, Sha256};
use sulh_engine::{
    Claim, ClaimDraft, ClaimEvidence, ClaimFilter, EngineError, Identity, Page, Verdict,
};

const DOCUMENTS: &str = r#"
<https://w3id.org/sulh/id/document/d1> a sulh:Document ; dcterms:title "first" ; sulh:sha256 "0000000000000000000000000000000000000000000000000000000000000000" .
<https://w3id.org/sulh/id/source/one> a sulh:Source ; dcterms:title "One"@en ; prov:wasDerivedFrom <https://w3id.org/sulh/id/document/d1> .
<https://w3id.org/sulh/id/source/copy> a sulh:Source ; dcterms:title "Copy of one"@en ; prov:wasDerivedFrom <https://w3id.org/sulh/id/source/one> .
<https://w3id.org/sulh/id/source/two> a sulh:Source ; dcterms:title "Two"@en .
"#;

fn owner() -> Identity {
    Identity::command_line()
}

fn with_sources() -> Stage {
    let stage = stage(|_| {});
    stage.update(&data("source/one", DOCUMENTS));
    stage
}

fn evidence(source: &str, start: u64, quote: &str) -> ClaimEvidence {
    ClaimEvidence {
        source: source.to_owned(),
        document: "d1".to_owned(),
        byte_start: start,
        byte_end: start + quote.len() as u64,
        quote: Some(quote.to_owned()),
        quote_language: Some("en".to_owned()),
        ..ClaimEvidence::default()
    }
}

fn draft(object: &str) -> ClaimDraft {
    ClaimDraft {
        subject: "organization/iris".to_owned(),
        predicate: "worksOn".to_owned(),
        object: object.to_owned(),
        evidence: evidence("one", 0, "works on it"),
        ..ClaimDraft::default()
    }
}

impl Stage {
    fn accepted(&self, draft: &ClaimDraft) -> String {
        let id = self.engine.add_claim(&owner(), draft).unwrap().id;
        self.engine.review_claim(&owner(), &id, Verdict::Accept, None).unwrap();
        id
    }

    fn claims(&self, who: &Identity, adjust: impl FnOnce(&mut ClaimFilter)) -> Vec<Claim> {
        let mut filter = ClaimFilter {
            subject: Some("organization/iris".to_owned()),
            predicate: Some("sulh:worksOn".to_owned()),
            ..ClaimFilter::default()
        };
        adjust(&mut filter);
        self.engine.claims(who, &filter, &Page::default()).unwrap().items
    }

    fn works_on(&self) -> Vec<String> {
        let iris =
            self.engine.entity(&Identity::anonymous(), "organization/iris").unwrap().unwrap();
        let facts = iris.facts.iter().filter(|fact| fact.predicate.id == "worksOn");
        facts.flat_map(|fact| fact.graphs.clone()).collect()
    }
}

#[test]
fn a_claim_is_a_candidate_then_a_fact_then_withdrawn() {
    let stage = with_sources();
    let written = stage.engine.add_claim(&owner(), &draft("threat/poverty")).unwrap();
    assert_eq!((written.status.as_str(), stage.works_on().len()), ("candidate", 0));
    assert!(stage.claims(&Identity::anonymous(), |_| {}).is_empty());
    assert_eq!(stage.claims(&owner(), |_| {}).len(), 1);
    let again = stage.engine.add_claim(&owner(), &draft("threat/poverty")).unwrap_err();
    assert_eq!(again.code(), "exists");
    stage.engine.review_claim(&owner(), &written.id, Verdict::Accept, None).unwrap();
    assert_eq!(stage.works_on(), ["https://w3id.org/sulh/graph/derived/one"]);
    let shown = stage.claims(&Identity::anonymous(), |_| {});
    assert!(shown[0].plain && !shown[0].disputed && shown[0].reviewed_by.is_some());
    assert_eq!(shown[0].passages[0].quote.as_deref(), Some("works on it"));
    let reason = Some("the report was corrected");
    stage.engine.review_claim(&owner(), &written.id, Verdict::Withdraw, reason).unwrap();
    assert!(stage.works_on().is_empty());
    let shown = stage.claims(&owner(), |filter| filter.status = Some("withdrawn".to_owned()));
    assert_eq!(shown[0].reason.as_deref(), reason);
}

#[test]
fn a_contest_takes_the_plain_fact_and_both_sides_are_shown() {
    let stage = with_sources();
    let id = stage.accepted(&draft("threat/poverty"));
    let against = evidence("two", 40, "does not");
    let contest = stage.engine.contest_claim(&owner(), &id, None, &against).unwrap();
    assert_eq!(stage.works_on().len(), 1, "a candidate disputes nothing");
    stage.engine.review_claim(&owner(), &contest.id, Verdict::Accept, None).unwrap();
    assert!(stage.works_on().is_empty());
    let disputed = stage.claims(&Identity::anonymous(), |filter| filter.disputed = Some(true));
    let claim = disputed.iter().find(|claim| claim.id == id).unwrap();
    assert_eq!(claim.contested_by[0].passages[0].quote.as_deref(), Some("does not"));
    assert_eq!(claim.contested_by[0].source.as_ref().unwrap().id, "two");
    stage.engine.review_claim(&owner(), &contest.id, Verdict::Withdraw, Some("a mistake")).unwrap();
    assert_eq!(stage.works_on().len(), 1);
}

#[test]
fn sources_of_one_origin_count_once() {
    let stage = with_sources();
    let id = stage.accepted(&draft("threat/poverty"));
    let origins = |stage: &Stage| {
        let claims = stage.claims(&Identity::anonymous(), |_| {});
        claims.iter().find(|claim| claim.id == id).unwrap().origins
    };
    assert_eq!(origins(&stage), 1);
    for (source, expected) in [("copy", 1), ("two", 2)] {
        let words = evidence(source, 90, "as said");
        let other = stage.engine.corroborate_claim(&owner(), &id, &words).unwrap();
        stage.engine.review_claim(&owner(), &other.id, Verdict::Accept, None).unwrap();
        assert_eq!(origins(&stage), expected, "{source}");
    }
}

#[test]
fn validity_is_asked_as_exactly_as_it_is_stated() {
    let stage = with_sources();
    let mut dated = draft("threat/poverty");
    dated.evidence.valid_from = Some("2012-12".to_owned());
    dated.evidence.valid_until = Some("2014".to_owned());
    stage.accepted(&dated);
    for (date, found) in
        [("2012-11-30", 0), ("2012-12-01", 1), ("2012", 1), ("2014-12-31", 1), ("2015", 0)]
    {
        let claims = stage.claims(&owner(), |filter| filter.valid_at = Some(date.to_owned()));
        assert_eq!(claims.len(), found, "{date}");
    }
    assert_eq!(stage.works_on().len(), 1, "validity takes no plain fact away");
}

#[test]
fn what_is_wrong_is_said_with_what_would_be_right() {
    let stage = with_sources();
    let fault = |adjust: &dyn Fn(&mut ClaimDraft)| -> String {
        let mut draft = draft("threat/poverty");
        adjust(&mut draft);
        stage.engine.add_claim(&owner(), &draft).unwrap_err().to_string()
    };
    let faults = [
        fault(&|d| d.predicate = "workOn".to_owned()),
        fault(&|d| d.subject = "organization/nobody".to_owned()),
        fault(&|d| d.object = "poverty".to_owned()),
        fault(&|d| d.evidence.source = "three".to_owned()),
        fault(&|d| d.evidence.document = "d9".to_owned()),
        fault(&|d| d.evidence.quote = Some(String::new())),
        fault(&|d| d.evidence.quote = None),
        fault(&|d| d.evidence.byte_end = 400),
        fault(&|d| d.evidence.byte_start = 500),
        fault(&|d| d.evidence.confidence = Some("1.5".to_owned())),
        fault(&|d| d.evidence.confidence = Some("NaN".to_owned())),
        fault(&|d| d.evidence.valid_from = Some("soon".to_owned())),
        fault(&|d| {
            d.evidence.valid_from = Some("2014".to_owned());
            d.evidence.valid_until = Some("2012".to_owned());
        }),
    ];
    for fault in &faults {
        assert!(fault.contains("unknown") || fault.contains("is not"), "{fault}");
    }
    let EngineError::UnknownValue { suggestions, .. } = stage
        .engine
        .add_claim(
            &owner(),
            &ClaimDraft { predicate: "workOn".to_owned(), ..draft("threat/poverty") },
        )
        .unwrap_err()
    else {
        panic!("taken");
    };
    assert!(suggestions.contains(&"worksOn".to_owned()), "{suggestions:?}");
    let missing = stage.engine.review_claim(&owner(), "none", Verdict::Accept, None).unwrap_err();
    assert_eq!(missing.code(), "not-found");
    let id = stage.accepted(&draft("threat/poverty"));
    let itself = stage.engine.contest_claim(
        &owner(),
        &id,
        Some("threat/poverty"),
        &evidence("one", 0, "works on it"),
    );
    assert!(itself.unwrap_err().to_string().contains("does not contest itself"));
    let shipped = stage
        .claims(&owner(), |filter| {
            filter.subject = Some("event/human-security-20-years-later".to_owned());
            filter.predicate = None;
        })
        .remove(0);
    let refused =
        stage.engine.review_claim(&owner(), &shipped.id, Verdict::Withdraw, Some("a mistake"));
    assert!(refused.unwrap_err().to_string().contains("contest it instead"));
}

#[test]
fn a_flipped_byte_and_a_shifted_span_are_found() {
    let stage = with_sources();
    let report = |documents: Option<&std::path::Path>| {
        stage.engine.check_quotes(&owner(), documents).unwrap()
    };
    let held_nowhere = report(None);
    assert!(held_nowhere.ok && held_nowhere.passages == 0 && held_nowhere.not_held > 50);
    let text = "It works on it, and so on.";
    let directory = tempfile::TempDir::new().unwrap();
    std::fs::write(directory.path().join("any-name.txt"), text).unwrap();
    let digest = Sha256::digest(text);
    let hash: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    stage.update(&data(
        "source/two",
        &format!(r#"<https://w3id.org/sulh/id/document/d2> a sulh:Document ; dcterms:title "second" ; sulh:sha256 "{hash}" ."#),
    ));
    let mut words = draft("threat/poverty");
    words.evidence =
        ClaimEvidence { document: "d2".to_owned(), ..evidence("two", 3, "works on it") };
    stage.engine.add_claim(&owner(), &words).unwrap();
    let right = report(Some(directory.path()));
    assert_eq!((right.ok, right.passages, right.documents), (true, 1, 1));
    words.evidence.byte_start += 1;
    words.evidence.byte_end += 1;
    stage.engine.add_claim(&owner(), &words).unwrap();
    words.evidence.byte_start += 100;
    words.evidence.byte_end += 100;
    stage.engine.add_claim(&owner(), &words).unwrap();
    let wrong = report(Some(directory.path()));
    assert!(!wrong.ok && wrong.findings.len() == 2, "{wrong:?}");
    assert!(wrong.findings.iter().any(|finding| finding.contains("outside the document")));
    std::fs::write(directory.path().join("any-name.txt"), text.replace("works", "Works")).unwrap();
    assert_eq!(report(Some(directory.path())).passages, 0, "another file is not the document");
}

#[test]
fn the_quotes_of_the_founding_text_stand_in_it() {
    let stage = stage(|_| {});
    let directory =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/seed");
    if !directory.is_dir() {
        println!("left out: {} is absent", directory.display());
        return;
    }
    let report = stage.engine.check_quotes(&owner(), Some(&directory)).unwrap();
    assert!(report.ok, "{:?}", report.findings);
    assert!(report.passages > 50 && report.documents == 1 && report.not_held == 0, "{report:?}");
}
