//! Who did what, told from the journal to administrators.

use crate::stage::{stage, with_recommendations};
use sulh_engine::{AuditFilter, ErrorKind, Identity, Role};

#[test]
fn each_commit_is_told_with_its_graphs_and_pages_go_on() {
    let stage = with_recommendations();
    let owner = Identity::command_line();
    stage.update(
        "INSERT DATA { GRAPH <http://g/1> { <http://a> <http://b> 1 , 2 } GRAPH <http://g/2> { <http://a> <http://b> 3 } }",
    );
    let removed = stage.update("DELETE DATA { GRAPH <http://g/1> { <http://a> <http://b> 2 } }");
    let all = stage.engine.audit(&owner, &AuditFilter::default(), 1000).unwrap();
    assert_eq!(all.items.len() as u64, stage.engine.revision());
    assert_eq!(all.next, None);
    let newest = &all.items[0];
    assert_eq!((newest.revision, newest.author.as_str()), (removed.revision, owner.name.as_str()));
    assert_eq!((newest.graphs[0].graph.as_str(), newest.graphs[0].removed), ("http://g/1", 1));
    let names: Vec<&str> = all.items[1].graphs.iter().map(|graph| graph.graph.as_str()).collect();
    assert_eq!(names, ["http://g/1", "http://g/2"]);
    assert_eq!((all.items[1].graphs[0].added, all.items[1].graphs[1].added), (2, 1));
    assert!(all.items.iter().all(|entry| {
        entry.added == entry.graphs.iter().map(|graph| graph.added).sum::<u64>()
            && entry.removed == entry.graphs.iter().map(|graph| graph.removed).sum::<u64>()
    }));

    let mut paged = Vec::new();
    let mut filter = AuditFilter::default();
    loop {
        let page = stage.engine.audit(&owner, &filter, 2).unwrap();
        paged.extend(page.items);
        filter.before = page.next;
        if filter.before.is_none() {
            break;
        }
    }
    assert_eq!(paged, all.items);
}

#[test]
fn filters_by_author_kind_and_time_and_says_what_a_time_is() {
    let stage = with_recommendations();
    let owner = Identity::command_line();
    let find = |filter: AuditFilter| stage.engine.audit(&owner, &filter, 1000).unwrap().items;
    let shipped = find(AuditFilter { author: Some("sulh".into()), ..AuditFilter::default() });
    assert!(!shipped.is_empty() && shipped.iter().all(|entry| entry.activity == "ship"));
    let updates = find(AuditFilter { activity: Some("update".into()), ..AuditFilter::default() });
    assert_eq!(updates.len(), 2);
    let day = updates[0].time[..10].to_owned();
    let today =
        AuditFilter { since: Some(day.clone()), until: Some(day), ..AuditFilter::default() };
    assert!(!find(today).is_empty());
    let past = AuditFilter { until: Some("2020-01-01".into()), ..AuditFilter::default() };
    assert!(find(past).is_empty());
    let wrong = AuditFilter { since: Some("yesterday".into()), ..AuditFilter::default() };
    let error = stage.engine.audit(&owner, &wrong, 5).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::BadInput);
    assert!(error.to_string().contains("yesterday"), "{error}");
}

#[test]
fn nobody_but_an_administrator_reads_it() {
    let stage = stage(|_| {});
    let owner = Identity::command_line();
    for role in [Role::Reader, Role::Reviewer, Role::Editor] {
        let token = stage.engine.create_token(&owner, role.as_str(), role).unwrap().token;
        let who = stage.engine.authenticate(&token).unwrap();
        let error = stage.engine.audit(&who, &AuditFilter::default(), 5).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Forbidden, "{role}");
    }
    let error = stage.engine.audit(&Identity::anonymous(), &AuditFilter::default(), 5).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unauthorized);
}
