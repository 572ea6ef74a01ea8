//! Look-ups of recommendations on a small hand-made set.

use crate::stage::{Stage, data, filter, stage as empty_stage, with_recommendations, words};
use sulh_engine::{EngineError, ErrorKind, Identity, Page, RecommendationFilter, Sort};

#[test]
fn kinds_are_joined_by_and_values_by_or() {
    let stage = with_recommendations();
    let everything = RecommendationFilter::default();
    assert_eq!(stage.ids(&everything), ["a2", "a1", "a3"], "newest first, undated last");
    assert_eq!(stage.ids(&filter(|f| f.countries = words(&["BIH"]))), ["a2", "a1"]);
    assert_eq!(stage.ids(&filter(|f| f.countries = words(&["bih", "Serbia"]))), ["a2", "a1", "a3"]);
    let both = filter(|f| {
        f.countries = words(&["BIH"]);
        f.threats = words(&["human-trafficking"]);
    });
    assert_eq!(stage.ids(&both), ["a1"]);
    assert_eq!(stage.ids(&filter(|f| f.statuses = words(&["noted"]))), ["a2"]);
    assert_eq!(stage.ids(&filter(|f| f.statuses = words(&["noted", "Accepted"]))), ["a2", "a1"]);
    assert_eq!(stage.ids(&filter(|f| f.issuers = words(&["Sweden"]))), ["a1"]);
    assert_eq!(stage.ids(&filter(|f| f.addressees = words(&["government-of-srb"]))), ["a3"]);
    assert_eq!(stage.ids(&filter(|f| f.sessions = words(&["7"]))), ["a1"]);
    assert_eq!(stage.ids(&filter(|f| f.text = Some("corruption".to_owned()))), ["a2"]);
    assert_eq!(stage.ids(&filter(|f| f.themes = words(&["Justice"]))), ["a1"]);
    assert_eq!(stage.ids(&filter(|f| f.sample = Some(true))), Vec::<String>::new());
}

#[test]
fn a_threat_includes_its_narrower_ones() {
    let stage = with_recommendations();
    assert_eq!(stage.ids(&filter(|f| f.threats = words(&["organised-crime"]))), ["a1", "a3"]);
    let threats = stage.engine.threats(
        &Identity::anonymous(),
        &sulh_engine::ThreatFilter::default(),
        &Page { limit: 1000, ..Page::default() },
    );
    let threats = threats.unwrap().items;
    let count = |id: &str| threats.iter().find(|threat| threat.id == id).unwrap().recommendations;
    assert_eq!(
        (count("organised-crime"), count("human-trafficking"), count("extremism")),
        (2, 2, 0)
    );
}

#[test]
fn a_fact_that_several_sources_state_counts_once() {
    let stage = with_recommendations();
    stage.update(&data(
        "source/c",
        "r:a1 sulh:addresses t:human-trafficking ; sulh:concerns c:BIH .",
    ));
    let list = stage.find(&filter(|f| f.countries = words(&["BIH"])));
    assert_eq!((list.total, list.distinct_texts, list.issuer_pairs), (2, 2, 3));
    let facet =
        |field: &str| &list.facets.iter().find(|facet| facet.field == field).unwrap().values;
    assert_eq!(facet("country")[0].count, 2);
    assert_eq!(facet("issuer").iter().map(|value| value.count).sum::<u64>(), 3);
    let trafficking = facet("threat").iter().find(|value| value.id == "human-trafficking").unwrap();
    assert_eq!(trafficking.count, 1);
    assert_eq!(list.items[1].threats.len(), 1);
    assert_eq!(list.items[1].issuers.len(), 2);
}

#[test]
fn the_same_wording_is_one_text_and_two_recommendations() {
    let list = with_recommendations().find(&filter(|f| f.threats = words(&["human-trafficking"])));
    assert_eq!(
        (list.unit, list.total, list.distinct_texts, list.issuer_pairs),
        ("recommendation", 2, 1, 3)
    );
}

#[test]
fn periods_are_compared_as_exactly_as_they_are_known() {
    let stage = with_recommendations();
    let dated = |since: Option<&str>, until: Option<&str>| {
        stage.ids(&filter(|f| {
            f.since = since.map(str::to_owned);
            f.until = until.map(str::to_owned);
        }))
    };
    assert_eq!(dated(Some("2010-02-15"), Some("2010-02")), ["a1"], "the session was under way");
    assert_eq!(dated(Some("2010-02-20"), None), ["a2"]);
    assert_eq!(
        dated(Some("2013-06-01"), Some("2013-06-30")),
        ["a2"],
        "a year may be any of its days"
    );
    assert_eq!(dated(None, Some("2009")), Vec::<String>::new());
    let filter = filter(|f| f.since = Some("last year".to_owned()));
    let error = stage
        .engine
        .recommendations(&Identity::anonymous(), &filter, &Page::default())
        .unwrap_err();
    assert_eq!((error.code(), error.kind()), ("invalid-value", ErrorKind::BadInput));
}

#[test]
fn shows_the_answer_with_the_words_of_its_source() {
    let stage = with_recommendations();
    let list = stage.find(&filter(|f| {
        f.threats = words(&["https://w3id.org/sulh/id/threat/human-trafficking"]);
    }));
    let item = &list.items[0];
    assert_eq!(item.responses[0].verbatim.as_deref(), Some("Supported"));
    assert_eq!(item.responses[0].status.as_ref().unwrap().id, "accepted");
    assert_eq!(
        item.responses[0].by.as_ref().unwrap().label,
        "Government of Bosnia and Herzegovina"
    );
    assert_eq!(item.session.as_ref().unwrap().start.as_deref(), Some("2010-02-08"));
    assert_eq!(item.source.as_ref().unwrap().label, "Source A");
    assert_eq!(item.level.as_ref().unwrap().id, "national");
    assert_eq!(list.coverage.sources[0].countries, 2);
    assert_eq!(list.coverage.last_date.as_deref(), Some("2014-12-31"));
    let json = serde_json::to_value(&list).unwrap();
    assert_eq!(json["facets"]["status"][0]["id"], "accepted");
    assert_eq!(json["items"][0]["countries"][0]["id"], "BIH");
}

#[test]
fn unknown_words_are_errors_with_what_they_may_have_meant() {
    let stage = with_recommendations();
    let ask = |filter: RecommendationFilter| {
        stage.engine.recommendations(&Identity::anonymous(), &filter, &Page::default()).unwrap_err()
    };
    let EngineError::UnknownValue { field, suggestions, .. } =
        ask(filter(|f| f.threats = words(&["human-trafiking"])))
    else {
        panic!("another error")
    };
    assert_eq!((field, suggestions[0].as_str()), ("threat", "human-trafficking"));
    let error = ask(filter(|f| f.countries = words(&["Bosna i Hercgovina"])));
    assert_eq!(error.code(), "unknown-value");
    let error = ask(filter(|f| f.countries = words(&["Serbia and Montenegro"])));
    assert_eq!(error.hint().unwrap(), "did you mean MNE, SRB or XKX?");
    assert_eq!(
        ask(filter(|f| f.statuses = words(&["acepted"]))).hint().unwrap(),
        "did you mean accepted?"
    );
    assert_eq!(ask(filter(|f| f.issuers = words(&[""]))).code(), "unknown-value");
}

#[test]
fn old_and_other_names_of_countries_resolve() {
    let stage = with_recommendations();
    for name in
        ["BIH", "BA", "bosnia & herzegovina", "Bosna i Hercegovina", "bosnia-and-herzegovina"]
    {
        assert_eq!(stage.ids(&filter(|f| f.countries = words(&[name]))).len(), 2, "{name}");
    }
}

#[test]
fn not_covered_is_not_nothing_found() {
    let stage = with_recommendations();
    let kosovo = stage.find(&filter(|f| f.countries = words(&["XK"])));
    let why = kosovo.empty_because.unwrap();
    assert_eq!(why.code, "not-covered");
    assert!(
        why.message.starts_with("XKX (Kosovo) is not covered by any source held"),
        "{}",
        why.message
    );
    assert!(why.message.contains("Kosovo is left out"), "{}", why.message);
    assert!(
        kosovo
            .notes
            .iter()
            .any(|note| note.starts_with("Kosovo: The name is used without prejudice"))
    );
    let late = stage.find(&filter(|f| f.since = Some("2015".to_owned())));
    assert_eq!(
        late.empty_because.unwrap().message,
        "no source held covers a time after 2014-12-31"
    );
    let none = filter(|f| {
        f.countries = words(&["SRB"]);
        f.threats = words(&["corruption"]);
    });
    assert_eq!(stage.find(&none).empty_because.unwrap().code, "nothing-found");
    let half = stage.find(&filter(|f| f.countries = words(&["BIH", "XKX"])));
    assert_eq!(half.total, 2);
    assert!(half.notes.contains(&"XKX (Kosovo) is not covered by any source held".to_owned()));
    let empty = empty_stage(|_| {});
    assert_eq!(
        empty.find(&RecommendationFilter::default()).empty_because.unwrap().code,
        "nothing-loaded"
    );
}

#[test]
fn cursors_hold_when_something_is_written_in_between() {
    let stage = with_recommendations();
    for sort in [Sort::Newest, Sort::Oldest, Sort::Id, Sort::Label] {
        let whole = page(&stage, None, Some(sort), 100).0;
        let (first, next) = page(&stage, None, Some(sort), 1);
        assert_eq!(first, whole[..1], "{sort:?}");
        // One that sorts before the cursor and one that sorts behind it.
        let id = sort.as_str();
        stage.update(&data("source/x", &format!(
            r#"r:a0-{id} a sulh:Recommendation ; sulh:text "Aaa {id}"@en ; sulh:concerns c:MNE ; dcterms:issued "2014"^^xsd:gYear .
               r:z9-{id} a sulh:Recommendation ; sulh:text "Zzz {id}"@en ; sulh:concerns c:MNE ; dcterms:issued "2008"^^xsd:gYear ."#
        )));
        let mut seen = first;
        let mut cursor = next;
        while cursor.is_some() {
            let (items, next) = page(&stage, cursor, Some(sort), 2);
            seen.extend(items);
            cursor = next;
        }
        let of_before: Vec<_> = seen.iter().filter(|id| whole.contains(id)).collect();
        assert_eq!(
            of_before,
            whole.iter().collect::<Vec<_>>(),
            "{sort:?}: none twice, none left out"
        );
    }
    let wrong = Page { cursor: Some("7a".to_owned()), ..Page::default() };
    let error = stage.engine.recommendations(
        &Identity::anonymous(),
        &RecommendationFilter::default(),
        &wrong,
    );
    assert_eq!(error.unwrap_err().code(), "invalid-value");
}

fn page(
    stage: &Stage,
    cursor: Option<String>,
    sort: Option<Sort>,
    limit: usize,
) -> (Vec<String>, Option<String>) {
    let page = Page { limit, cursor, sort };
    let list = stage
        .engine
        .recommendations(&Identity::anonymous(), &RecommendationFilter::default(), &page)
        .unwrap();
    (list.items.into_iter().map(|item| item.id).collect(), list.next)
}

#[test]
fn a_country_includes_the_places_within_it() {
    let stage = with_recommendations();
    let place = "<https://w3id.org/sulh/id/place/brcko-district>";
    stage.update(&data(
        "source/c",
        &format!("r:local a sulh:Recommendation ; sulh:text \"Text\"@en ; sulh:concerns {place} ."),
    ));
    assert_eq!(stage.ids(&filter(|f| f.countries = words(&["BIH"]))), ["a2", "a1", "local"]);
    let district = stage.find(&filter(|f| f.countries = words(&["Brcko District"])));
    assert_eq!(district.items.iter().map(|item| item.id.as_str()).collect::<Vec<_>>(), ["local"]);
}

#[test]
fn many_matches_are_counted_as_few_are() {
    // From some number of things on, values are read by walking the predicate: both ways agree.
    let stage = with_recommendations();
    let facts: Vec<String> = (0..1600)
        .map(|n| {
            let status = ["accepted", "noted", "rejected"][n % 3];
            let threat = ["human-trafficking", "corruption"][n % 2];
            format!(
                "r:m{n} a sulh:Recommendation ; sulh:text \"Text {}\"@en ; sulh:madeBy o:government-of-nor ; sulh:addresses t:{threat} ;
                 sulh:concerns c:SRB ; sulh:hasResponse a:m{n} . a:m{n} sulh:status s:{status} .",
                n / 2
            )
        })
        .collect();
    stage.update(&data("source/m", &facts.concat()));
    let all = stage.find(&filter(|f| f.countries = words(&["SRB"])));
    assert_eq!((all.total, all.distinct_texts, all.issuer_pairs), (1601, 801, 1601));
    let counted = |field: &str, id: &str| {
        let facet = all.facets.iter().find(|facet| facet.field == field).unwrap();
        facet.values.iter().find(|value| value.id == id).unwrap().count
    };
    for status in ["accepted", "noted", "rejected"] {
        let few = filter(|f| {
            f.countries = words(&["SRB"]);
            f.statuses = words(&[status]);
        });
        assert_eq!(stage.find(&few).total, counted("status", status), "{status}");
    }
    assert_eq!(counted("threat", "corruption"), 800);
    assert_eq!(counted("issuer", "government-of-nor"), 1601);
    let corrupt = filter(|f| {
        f.threats = words(&["corruption"]);
        f.statuses = words(&["noted"]);
        f.text = Some("TEXT 1".to_owned());
    });
    let expected = (0..1600)
        .filter(|n| n % 2 == 1 && n % 3 == 1 && (n / 2).to_string().starts_with('1'))
        .count();
    assert_eq!(stage.find(&corrupt).total, expected as u64);
}
