//! The rule that the store applies is the requirement of each graph, whatever its name.

#![allow(clippy::unwrap_used, reason = "tests")]

use super::*;
use proptest::prelude::*;

fn level() -> impl Strategy<Value = Level> {
    prop_oneof![
        Just(Level::Public),
        Just(Level::Members),
        proptest::collection::btree_set("[ab]", 0..3).prop_map(Level::Restricted),
    ]
}

/// Names near all that matters: families, companions, the system's graphs, strangers.
fn graph() -> impl Strategy<Value = String> {
    let family = prop_oneof![Just("source/"), Just("candidates/"), Just("derived/"), Just("")];
    let id = prop_oneof![
        Just("x"),
        Just("y"),
        Just("sample"),
        Just("access"),
        Just(""),
        Just("restricted")
    ];
    let end = prop_oneof![Just(""), Just("/restricted"), Just("/restricted/"), Just("/more")];
    (family, id, end).prop_map(|(family, id, end)| {
        format!("{}graph/{family}{id}{end}", Base::default().as_str())
    })
}

fn viewer() -> impl Strategy<Value = Viewer> {
    let role = proptest::option::of(proptest::sample::select(Role::ALL.to_vec()));
    (role, proptest::collection::btree_set("[ab]", 0..3), any::<bool>())
        .prop_map(|(role, groups, demo)| Viewer { role, groups, demo })
}

proptest! {
    #[test]
    fn the_rule_is_the_requirement(
        records in proptest::collection::btree_map(graph(), level(), 0..5),
        viewer in viewer(),
        graphs in proptest::collection::vec(graph(), 1..20),
    ) {
        let base = Base::default();
        let records = Records(records);
        let access = records.access(&viewer, &base);
        for graph in graphs {
            let met = records.requirement(&graph, &base).is_met_by(&viewer);
            prop_assert_eq!(access.visible.allows(&graph), met, "{} for {:?}", graph, viewer);
        }
    }

    #[test]
    fn what_is_at_least_as_open_is_seen_by_all_who_see_the_other(
        records in proptest::collection::btree_map(graph(), level(), 0..5),
        (one, other) in (graph(), graph()),
        viewers in proptest::collection::vec(viewer(), 1..40),
    ) {
        let base = Base::default();
        let records = Records(records);
        let (one, other) = (records.requirement(&one, &base), records.requirement(&other, &base));
        prop_assert!(one.is_implied_by(&one) && Requirement::default().is_implied_by(&one));
        if one.is_implied_by(&other) {
            for viewer in viewers {
                prop_assert!(one.is_met_by(&viewer) || !other.is_met_by(&viewer), "{:?}", viewer);
            }
        }
    }

    #[test]
    fn a_role_more_never_sees_less(
        records in proptest::collection::btree_map(graph(), level(), 0..5),
        groups in proptest::collection::btree_set("[ab]", 0..3),
        graph in graph(),
    ) {
        let requirement = Records(records).requirement(&graph, &Base::default());
        let mut before = requirement.is_met_by(&Viewer::default());
        for role in Role::ALL {
            let viewer = Viewer { role: Some(role), groups: groups.clone(), demo: false };
            let now = requirement.is_met_by(&viewer);
            prop_assert!(!before || now, "{} sees less of {}", role, graph);
            before = now;
        }
    }
}

#[test]
fn what_follows_from_a_name() {
    let base = Base::default();
    let named = |name: &str| format!("{}graph/{name}", base.as_str());
    let members = Viewer { role: Some(Role::Reader), ..Viewer::default() };
    let reviewer = Viewer { role: Some(Role::Reviewer), ..Viewer::default() };
    let network = Viewer { groups: BTreeSet::from(["network".to_owned()]), ..reviewer.clone() };
    let records = Records(BTreeMap::from([
        (named("source/a"), Level::Members),
        (named("source/b/restricted"), Level::Restricted(network.groups.clone())),
    ]));
    let sees =
        |graph: &str, viewer: &Viewer| records.requirement(&named(graph), &base).is_met_by(viewer);
    for (graph, expected) in [
        ("local", [true, true, true, true]),
        ("access", [false, false, false, false]),
        ("source/a", [false, true, true, true]),
        ("derived/a", [false, true, true, true]),
        ("candidates/a", [false, false, true, true]),
        ("source/a/restricted", [false, false, false, false]),
        ("source/b", [true, true, true, true]),
        ("source/b/restricted", [false, false, false, true]),
        ("derived/b/restricted", [false, false, false, true]),
        ("candidates/b/restricted", [false, false, false, true]),
        ("candidates/c", [false, false, true, true]),
    ] {
        let anyone = Viewer::default();
        let found = [&anyone, &members, &reviewer, &network].map(|viewer| sees(graph, viewer));
        assert_eq!(found, expected, "{graph}");
    }
}
