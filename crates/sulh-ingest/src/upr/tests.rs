//! The import of the UPR table, on small files written here.

#![allow(clippy::unwrap_used, reason = "tests")]

use rustc_hash::FxHashSet;

use super::*;

const HEADER: &str =
    "id,text,state_under_review,recommending_state,action,issue_themes,response,session,source\n";

struct Tables {
    base: Base,
    countries: CountryTable,
    issues: IssueMap,
    sessions: SessionTable,
}

impl Tables {
    fn shipped() -> Self {
        Self {
            base: Base::default(),
            countries: CountryTable::shipped().unwrap(),
            issues: IssueMap::shipped().unwrap(),
            sessions: SessionTable::shipped().unwrap(),
        }
    }

    fn options(&self) -> UprOptions<'_> {
        UprOptions {
            file: "dir/upr.csv",
            base: &self.base,
            countries: &self.countries,
            issues: &self.issues,
            sessions: &self.sessions,
            columns: UprColumns::default(),
            keep_going: false,
        }
    }

    fn import(&self, rows: &str) -> Import {
        import_upr(format!("{HEADER}{rows}").as_bytes(), &self.options()).unwrap()
    }
}

/// The quads about one thing, shortened, without the graph.
fn about(import: &Import, subject: &str) -> Vec<String> {
    let shorten = |text: String| {
        text.replace("https://w3id.org/sulh/", "")
            .replace("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "a")
            .replace("http://purl.org/dc/terms/", "dcterms:")
            .replace("http://www.w3.org/ns/prov#", "prov:")
            .replace("http://www.w3.org/2004/02/skos/core#", "skos:")
            .replace("http://www.w3.org/2001/XMLSchema#", "xsd:")
    };
    let subject = format!("<{subject}>");
    let lines = import.quads.iter().filter_map(|quad| {
        let found = shorten(quad.subject.to_string()) == subject;
        found.then(|| shorten(format!("{} {}", quad.predicate, quad.object)))
    });
    lines.collect()
}

fn rejects(import: &Import) -> Vec<(u64, &str)> {
    import.rejects.iter().map(|reject| (reject.line, reject.code)).collect()
}

#[test]
fn states_a_row_as_recommendation_response_and_evidence() {
    let tables = Tables::shipped();
    let import = tables.import(
        "r-1,\" Ask, and \"\"do\"\"\n it. \",Macedonia FYR,Slovenia|Turkey|Slovenia,5-specific action,Trafficking|Corruption,Supported,12,x\n",
    );
    let row = about(&import, "id/source/upr")
        .iter()
        .find_map(|line| Some(line.strip_prefix("<prov:wasDerivedFrom> <id/document/")?.to_owned()))
        .unwrap();
    let row = format!("id/row/{}-2", row.trim_end_matches('>'));
    assert_eq!(
        about(&import, "id/recommendation/r-1"),
        [
            "<a> <ns#Recommendation>",
            "<ns#text> \"Ask, and \\\"do\\\"\\n it.\"@en",
            "<ns#madeBy> <id/organization/government-of-svn>",
            "<ns#madeBy> <id/organization/government-of-tur>",
            "<ns#addressedTo> <id/organization/government-of-mkd>",
            "<ns#concerns> <id/country/MKD>",
            "<ns#level> <id/level/national>",
            "<ns#action> <id/action/specific>",
            "<dcterms:identifier> \"r-1\"",
            "<ns#addresses> <id/threat/human-trafficking>",
            "<ns#addresses> <id/threat/corruption>",
            "<ns#session> <id/session/upr-12>",
            "<ns#hasResponse> <id/response/r-1>",
            &format!("<prov:wasDerivedFrom> <{row}>"),
        ]
    );
    assert_eq!(
        about(&import, "id/response/r-1"),
        [
            "<a> <ns#Response>",
            "<ns#responseTo> <id/recommendation/r-1>",
            "<ns#respondedBy> <id/organization/government-of-mkd>",
            "<ns#status> <id/response-status/accepted>",
            "<ns#verbatim> \"Supported\"",
        ]
    );
    assert_eq!(
        about(&import, "id/session/upr-12"),
        [
            "<a> <ns#Session>",
            "<skos:prefLabel> \"UPR session 12\"@en",
            "<ns#startDate> \"2011-10-03\"^^<xsd:date>",
            "<ns#endDate> \"2011-10-14\"^^<xsd:date>",
        ]
    );
    let row = about(&import, &row);
    assert_eq!(row.get(2).unwrap(), "<ns#line> \"2\"^^<xsd:integer>");
    assert_eq!((import.counts.items, import.counts.item_issuers), (1, 2));
    assert_eq!(import.diagnostics, []);
}

#[test]
fn keeps_to_one_graph_without_blank_nodes_or_repetitions() {
    let tables = Tables::shipped();
    let rows = "a,t,Serbia,Spain,,Justice|Justice,Noted,12,x\na,t,Serbia,Spain,,Justice|Justice,Noted,12,x\n";
    let import = tables.import(rows);
    let distinct: FxHashSet<_> = import.quads.iter().collect();
    assert_eq!(distinct.len(), import.quads.len());
    assert!(import.quads.iter().all(|quad| {
        quad.graph_name == import.graph.clone().into()
            && quad.subject.is_named_node()
            && !quad.object.is_blank_node()
    }));
    assert_eq!(import, tables.import(rows));
    assert_eq!((import.counts.items, import.counts.accepted, import.counts.repeated), (1, 2, 1));
    let evidence = about(&import, "id/recommendation/a");
    assert_eq!(evidence.iter().filter(|line| line.contains("wasDerivedFrom")).count(), 2);
}

#[test]
fn normalises_responses_and_keeps_the_own_word() {
    let tables = Tables::shipped();
    for (word, status, remarks) in [
        ("Accepted", "accepted", 0),
        ("Supported", "accepted", 0),
        ("Noted", "noted", 0),
        ("", "unknown", 0),
        ("Pending", "unknown", 1),
    ] {
        let import = tables.import(&format!("a,t,Serbia,Spain,,Justice,{word},12,x\n"));
        let response = about(&import, "id/response/a");
        let expected = format!("<ns#status> <id/response-status/{status}>");
        assert!(response.contains(&expected), "{word}: {response:?}");
        let verbatim = response.iter().find(|line| line.contains("verbatim"));
        let expected = (!word.is_empty()).then(|| format!("<ns#verbatim> \"{word}\""));
        assert_eq!(verbatim, expected.as_ref());
        assert_eq!(import.diagnostics.len(), remarks, "{word}");
    }
}

#[test]
fn sets_aside_what_it_cannot_place_with_the_reason() {
    let tables = Tables::shipped();
    let import = tables.import(
        "a,t,Serbia,&#40;Unknown&#41;,,Justice,Noted,12,x\n\
         b,t,Yugoslavia,Spain,,Justice,Noted,12,x\n\
         c,t,Atlantis,Spain,,Justice,Noted,12,x\n\
         d,t,Serbia,Spain|Atlantis,,Justice,Noted,12,x\n\
         e,,Serbia,Spain,,Justice,Noted,12,x\n\
         ,t,Serbia,Spain,,Justice,Noted,12,x\n\
         f,t,,Spain,,Justice,Noted,12,x\n\
         g,t,Serbia,|,,Justice,Noted,12,x\n\
         h,t,Serbia,Antarctica,,Justice,Noted,12,x\n\
         i,t,Serbia,Spain,,Justice,Noted,12,x\n\
         i,other,Serbia,Spain,,Justice,Noted,12,x\n\
         a,t,Serbia,Italy,,Justice,Noted,12,x\n",
    );
    assert_eq!(
        rejects(&import),
        [
            (2, "unknown-issuer"),
            (3, "historical-state"),
            (4, "unknown-state"),
            (5, "unknown-issuer"),
            (6, "missing-text"),
            (7, "missing-id"),
            (8, "missing-state"),
            (9, "missing-issuer"),
            (10, "issuer-not-a-state"),
            (12, "repeated-id"),
        ]
    );
    let reasons: Vec<_> =
        import.rejects.iter().take(2).map(|reject| reject.reason.as_str()).collect();
    assert_eq!(
        reasons,
        [
            "unknown issuer: \"(Unknown)\" is no name or ISO 3166-1 code of a country",
            "state under review \"Yugoslavia\" ended in 1992 and has several successors: BIH, HRV, MKD, MNE, SRB, SVN, XKX",
        ]
    );
    assert_eq!((import.counts.rows, import.counts.accepted, import.counts.rejected), (12, 2, 10));
    let mut out = Vec::new();
    import.write_rejects(&mut out).unwrap();
    let out = String::from_utf8(out).unwrap();
    assert!(out.starts_with(&format!("line,code,reason,{HEADER}2,unknown-issuer,")), "{out}");
    assert_eq!(out.lines().count(), 11);
}

#[test]
fn loses_no_issue_and_remarks_each_odd_value_once() {
    let tables = Tables::shipped();
    let import = tables.import(
        "a,t,Serbia,Spain,,River dolphins|Justice,Noted,12,x\n\
         b,t,Serbia,Spain,9,River dolphins,Noted,99,x\n\
         c,t,Serbia,Spain,12-x,,Noted,,x\n\
         d,t,Serbia,Spain,,,Noted,special,x\n",
    );
    assert!(
        about(&import, "id/recommendation/a")
            .contains(&"<ns#theme> <id/theme/river-dolphins>".to_owned())
    );
    assert_eq!(
        about(&import, "id/theme/river-dolphins"),
        ["<a> <ns#Theme>", "<skos:prefLabel> \"River dolphins\"@en"]
    );
    assert_eq!(about(&import, "id/theme/justice"), Vec::<String>::new());
    assert_eq!(
        about(&import, "id/session/upr-99"),
        ["<a> <ns#Session>", "<skos:prefLabel> \"UPR session 99\"@en"]
    );
    let remarks: Vec<_> =
        import.diagnostics.iter().map(|remark| (remark.code, remark.line, remark.column)).collect();
    assert_eq!(
        remarks,
        [
            ("unknown-issue", 2, 19),
            ("unknown-action", 3, 18),
            ("unknown-session", 3, 41),
            ("unknown-action", 4, 18),
            ("no-session", 4, 30),
            ("unknown-session", 5, 26),
        ]
    );
    let first = import.diagnostics.first().unwrap().to_string();
    assert_eq!(
        first,
        "dir/upr.csv:2:19: found the issue \"River dolphins\", which the mapping lacks; it became a theme of that name (2 rows)"
    );
}

#[test]
fn fails_on_a_malformed_row_or_sets_it_aside() {
    let tables = Tables::shipped();
    let good = "a,t,Serbia,Spain,,Justice,Noted,12,x\n";
    let input = format!(
        "{HEADER}{good}b,t,Serbia\nc,\"t,Serbia,Spain,,Justice,Noted,12,x\n{}",
        good.replacen('a', "d", 1)
    );
    let error = import_upr(input.as_bytes(), &tables.options()).unwrap_err();
    assert_eq!(error.code(), "unequal-columns");
    assert_eq!(error.to_string(), "dir/upr.csv:3:11: expected 9 columns as in the header, found 3");
    let options = UprOptions { keep_going: true, ..tables.options() };
    let import = import_upr(input.as_bytes(), &options).unwrap();
    assert_eq!(rejects(&import), [(3, "unequal-columns"), (4, "unterminated-quote")]);
    assert_eq!(import.counts.rows, import.counts.accepted + import.counts.rejected);
}

#[test]
fn follows_the_mapping_of_the_reader() {
    let tables = Tables::shipped();
    let own = "label,kind,slug,name\nJustice,threat,slow-courts,Slow courts\nDams,theme,justice,Justice\n";
    let own = IssueMap::from_csv("own.csv", own.as_bytes()).unwrap();
    let issues = tables.issues.clone().with(own);
    let columns = UprColumns::default().with(UprField::State, "country").with(UprField::Id, "nr");
    let options = UprOptions { issues: &issues, columns, ..tables.options() };
    let input = "nr,text,country,recommending_state,action,issue_themes,response,session\n7,t,RS,ES,,Justice|Dams|Corruption,Noted,12\n";
    let import = import_upr(input.as_bytes(), &options).unwrap();
    let lines = about(&import, "id/recommendation/7");
    for expected in [
        "<ns#addresses> <id/threat/slow-courts>",
        "<ns#theme> <id/theme/justice>",
        "<ns#addresses> <id/threat/corruption>",
    ] {
        assert!(lines.contains(&expected.to_owned()), "{expected}: {lines:?}");
    }
    assert_eq!(about(&import, "id/threat/slow-courts").len(), 2);
    let error = import_upr(input.as_bytes(), &tables.options()).unwrap_err();
    assert_eq!(error.code(), "missing-column");
    assert_eq!(
        error.to_string(),
        "dir/upr.csv has no column \"id\", it has nr, text, country, recommending_state, action, issue_themes, response, session"
    );
}

#[test]
fn refuses_a_mapping_with_an_unknown_kind() {
    let error = IssueMap::from_csv("own.csv", b"label,kind,slug,name\nX,danger,x,X\n").unwrap_err();
    assert_eq!(
        error.to_string(),
        "own.csv:2:3: found the kind \"danger\", expected threat or theme"
    );
}

#[test]
fn states_what_it_covers_and_what_not() {
    let tables = Tables::shipped();
    let import = tables.import(
        "a,t,Serbia,Spain,,Justice,Noted,12,origin\nb,t,Montenegro,Spain,,Justice,Noted,15,origin\nc,t,Atlantis,Spain,,Justice,Noted,1,origin\n",
    );
    let lines = about(&import, "id/source/upr");
    for expected in [
        "<ns#coversCountry> <id/country/SRB>",
        "<ns#coversCountry> <id/country/MNE>",
        "<ns#coversSession> <id/session/upr-12>",
        "<ns#coversFrom> \"2011-10-03\"^^<xsd:date>",
        "<ns#coversUntil> \"2013-02-01\"^^<xsd:date>",
        "<ns#doesNotCover> <id/country/XKX>",
        "<ns#coverageNote> \"Kosovo is not reviewed by this process.\"@en",
        "<dcterms:source> \"origin\"",
    ] {
        assert!(lines.contains(&expected.to_owned()), "{expected}: {lines:#?}");
    }
    assert!(!lines.contains(&"<ns#coversSession> <id/session/upr-1>".to_owned()));
}
