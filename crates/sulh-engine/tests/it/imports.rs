//! Imports: what a table says, once, with its rejects and its coverage.

use crate::stage::{Stage, filter, stage, words};
use std::path::PathBuf;
use sulh_engine::{ErrorKind, Identity, ImportRequest, RecommendationFilter};

const HEADER: &str =
    "id,text,state_under_review,recommending_state,action,issue_themes,response,session,source\n";
const ROWS: &str = "\
u1,Ratify it.,Bosnia & Herzegovina,Norway|Sweden,5-specific action,Trafficking,Accepted,7,upr\n\
u2,Ratify it.,Serbia,Norway,4-general action,Corruption|Justice,Noted,3,upr\n\
u3,Consider it.,Swaziland,Atlantis,,Other,Noted,3,upr\n";

fn file(stage: &Stage, name: &str, text: &str) -> ImportRequest {
    let file: PathBuf = stage.dir.path().join(name);
    std::fs::write(&file, text).unwrap();
    ImportRequest { file, ..ImportRequest::default() }
}

#[test]
fn importing_twice_changes_nothing_and_says_so() {
    let stage = stage(|_| {});
    let owner = Identity::command_line();
    let request = file(&stage, "u.csv", &format!("{HEADER}{ROWS}"));
    let mut stages = Vec::new();
    let first = stage.engine.import_upr(&owner, &request, &mut |at| stages.push(at.stage)).unwrap();
    assert_eq!((first.rows, first.accepted, first.rejected), (3, 2, 1));
    assert!(first.added > 0 && first.removed == 0);
    assert!(stages.contains(&"reading") && stages.contains(&"writing"));
    let rejects = std::fs::read_to_string(first.rejects_file.unwrap()).unwrap();
    assert!(rejects.contains("Atlantis"), "{rejects}");
    let before = stage.nquads();
    let again = stage.engine.import_upr(&owner, &request, &mut |_| {}).unwrap();
    assert_eq!((again.added, again.removed, again.revision), (0, 0, first.revision));
    assert_eq!(stage.nquads(), before);
    let newest = &stage.engine.history(&owner, None, 1).unwrap()[0];
    assert_eq!(
        (newest.activity.as_str(), newest.message.as_str()),
        ("import", "import upr u.csv: 3 rows")
    );
}

#[test]
fn what_was_imported_is_found_with_its_evidence_and_coverage() {
    let stage = stage(|_| {});
    let owner = Identity::command_line();
    let request = file(&stage, "u.csv", &format!("{HEADER}{ROWS}"));
    let report = stage.engine.import_upr(&owner, &request, &mut |_| {}).unwrap();
    assert_eq!(report.coverage.sources.len(), 1);
    let list = stage.find(&filter(|f| f.countries = words(&["BIH"])));
    assert_eq!((list.total, list.issuer_pairs), (1, 2));
    let item = &list.items[0];
    assert_eq!((item.id.as_str(), item.source_id.as_deref()), ("u1", Some("u1")));
    assert_eq!(item.evidence[0].line, Some(2));
    assert_eq!(item.evidence[0].file.as_deref(), Some("u.csv"));
    assert_eq!(item.evidence[0].sha256.as_ref().map(String::len), Some(64));
    assert_eq!(item.source.as_ref().unwrap().id, "upr");
    assert_eq!(item.session.as_ref().unwrap().start.as_deref(), Some("2010-02-08"));
    assert_eq!(item.responses[0].verbatim.as_deref(), Some("Accepted"));
    assert_eq!(stage.ids(&filter(|f| f.statuses = words(&["noted"]))), ["u2"]);
    let kosovo = stage.find(&filter(|f| f.countries = words(&["XKX"])));
    assert_eq!(kosovo.empty_because.unwrap().code, "not-covered");
}

#[test]
fn a_table_that_says_less_removes_what_it_said() {
    let stage = stage(|_| {});
    let owner = Identity::command_line();
    stage
        .engine
        .import_upr(&owner, &file(&stage, "u.csv", &format!("{HEADER}{ROWS}")), &mut |_| {})
        .unwrap();
    let less = ROWS.lines().next().unwrap();
    let report = stage
        .engine
        .import_upr(&owner, &file(&stage, "u.csv", &format!("{HEADER}{less}\n")), &mut |_| {})
        .unwrap();
    assert!(report.removed > 0);
    assert_eq!(stage.find(&RecommendationFilter::default()).total, 1);
}

#[test]
fn columns_can_be_mapped_and_bad_files_say_where() {
    let stage = stage(|_| {});
    let owner = Identity::command_line();
    let mut request =
        file(&stage, "m.csv", &format!("{HEADER}{ROWS}").replace("issue_themes", "themes"));
    let error = stage.engine.import_upr(&owner, &request, &mut |_| {}).unwrap_err();
    assert_eq!((error.code(), error.kind()), ("missing-column", ErrorKind::BadInput));
    assert!(error.hint().unwrap().contains("--map"));
    request.maps = vec![("issue".to_owned(), "themes".to_owned())];
    assert_eq!(stage.engine.import_upr(&owner, &request, &mut |_| {}).unwrap().accepted, 2);
    let revision = stage.engine.revision();
    let broken = file(&stage, "b.csv", &format!("{HEADER}u1,\"never closed,Serbia\n"));
    let error = stage.engine.import_upr(&owner, &broken, &mut |_| {}).unwrap_err();
    assert!(error.to_string().contains("b.csv:2:"), "{error}");
    assert_eq!(stage.engine.revision(), revision);
    let absent =
        ImportRequest { file: stage.dir.path().join("absent.csv"), ..ImportRequest::default() };
    assert_eq!(
        stage.engine.import_upr(&owner, &absent, &mut |_| {}).unwrap_err().kind(),
        ErrorKind::BadInput
    );
}

#[test]
fn organisations_and_countries_go_to_graphs_of_their_own() {
    let stage = stage(|_| {});
    let owner = Identity::command_line();
    let request =
        file(&stage, "partners.csv", "name,lang,sector,country\nZID,en,civil-society,Montenegro\n");
    let report = stage.engine.import_organizations(&owner, &request, &mut |_| {}).unwrap();
    assert_eq!(
        (report.accepted, report.graph.ends_with("source/organizations-partners")),
        (1, true)
    );
    let request = file(
        &stage,
        "more.csv",
        "iso3,iso2,m49,name,official_name,region,un_since,eu_since,eu_until,coe_since,coe_until,borders,note\n\
         QQA,,,Testland,Republic of Testland,Nowhere,,,,,,,\n",
    );
    let report = stage.engine.import_countries(&owner, &request, &mut |_| {}).unwrap();
    assert!(report.graph.ends_with("source/countries") && report.added > 0);
    assert!(stage.engine.entity(&Identity::anonymous(), "country/QQA").unwrap().is_some());
    let mut mapped = request;
    mapped.maps = vec![("a".to_owned(), "b".to_owned())];
    assert_eq!(
        stage.engine.import_countries(&owner, &mapped, &mut |_| {}).unwrap_err().code(),
        "invalid-value"
    );
}
