//! Tokens: made, shown once, kept as a hash, revoked; and nothing without one.

use crate::stage::stage;
use std::os::unix::fs::PermissionsExt as _;
use sulh_engine::{Action, Engine, EngineOptions, ErrorKind, Identity, Role, UpdateRequest};

#[test]
fn a_token_lives_from_its_making_to_its_revocation() {
    let stage = stage(|options| options.reference = false);
    let owner = Identity::command_line();
    assert!(!stage.engine.has_admin());
    let new = stage.engine.create_token(&owner, "ana", Role::Editor).unwrap();
    assert!(!format!("{new:?}").contains(&new.token), "shown where it was made and nowhere else");
    let file = stage.dir.path().join("tokens.json");
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(!text.contains(&new.token) && !text.contains(new.token.trim_start_matches("sulh_")));
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);

    let ana = stage.engine.authenticate(&new.token).unwrap();
    assert_eq!((ana.name.as_str(), ana.role, ana.local), ("ana", Some(Role::Editor), false));
    let request = UpdateRequest {
        text: "INSERT DATA { <urn:a> <urn:b> <urn:c> }".to_owned(),
        ..UpdateRequest::default()
    };
    stage.engine.update(&ana, request.clone()).unwrap();
    assert_eq!(stage.engine.history(&owner, None, 1).unwrap()[0].author, "ana");
    assert_eq!(
        stage.engine.create_token(&owner, "ana", Role::Reader).unwrap_err().code(),
        "exists"
    );
    assert_eq!(
        stage.engine.create_token(&ana, "eve", Role::Admin).unwrap_err().kind(),
        ErrorKind::Forbidden
    );

    // It holds after a restart.
    let crate::stage::Stage { engine, dir } = stage;
    drop(engine);
    let engine =
        Engine::open(EngineOptions { reference: false, ..EngineOptions::new(dir.path()) }).unwrap();
    engine.authenticate(&new.token).unwrap();
    engine.revoke_token(&owner, "ana").unwrap();
    assert_eq!(engine.authenticate(&new.token).unwrap_err().kind(), ErrorKind::Unauthorized);
    assert_eq!(engine.revoke_token(&owner, "ana").unwrap_err().kind(), ErrorKind::NotFound);
    assert!(engine.list_tokens(&owner).unwrap()[0].revoked.is_some());
    engine.create_token(&owner, "ana", Role::Admin).unwrap();
    assert!(engine.has_admin());
}

#[test]
fn nobody_in_particular_reads_and_writes_nothing() {
    let stage = stage(|options| options.reference = false);
    let anyone = Identity::anonymous();
    for action in Action::ALL {
        let allowed = stage.engine.authorize(&anyone, action);
        let reads = matches!(
            action,
            Action::ReadPublic
                | Action::Health
                | Action::Query
                | Action::GraphRead
                | Action::Export
        );
        assert_eq!(allowed.is_ok(), reads, "{action:?}");
        if let Err(error) = allowed {
            assert_eq!(error.kind(), ErrorKind::Unauthorized);
            assert!(error.hint().unwrap().contains("sulh token create"));
        }
    }
    for token in ["", "sulh_", "admin", "token"] {
        assert!(stage.engine.authenticate(token).is_err(), "{token:?}");
    }
}

#[test]
fn a_fixed_token_is_an_administrator() {
    let stage = stage(|options| {
        options.reference = false;
        options.fixed_token = Some(" secret-enough \n".to_owned());
    });
    assert!(stage.engine.has_admin());
    assert_eq!(stage.engine.authenticate("secret-enough").unwrap().role, Some(Role::Admin));
    assert!(stage.engine.authenticate("secret-enougj").is_err());
    assert!(!stage.dir.path().join("tokens.json").exists());
    assert_eq!(
        stage
            .engine
            .create_token(&Identity::command_line(), "token", Role::Reader)
            .unwrap_err()
            .code(),
        "invalid-value"
    );
}

#[test]
fn a_damaged_file_of_tokens_opens_nothing() {
    let dir = tempfile::TempDir::new().unwrap();
    std::fs::write(dir.path().join("tokens.json"), "{\"version\":9,\"tokens\":[]}").unwrap();
    let error = Engine::open(EngineOptions::new(dir.path())).unwrap_err();
    assert_eq!(error.code(), "token-file");
}

#[test]
fn errors_have_a_nature_and_a_hint() {
    let stage = stage(|options| options.reference = false);
    let deep = format!("ASK {}{}", "{".repeat(5000), "}".repeat(5000));
    let error = stage.engine.parse_query(&deep, None).unwrap_err();
    assert_eq!((error.code(), error.kind()), ("query-too-complex", ErrorKind::BadInput));
    assert!(error.hint().is_some());
    let error = stage.engine.parse_query("SELECT * WHERE {\n ?s ?p }", None).unwrap_err();
    assert_eq!((error.code(), error.kind()), ("query-syntax", ErrorKind::BadInput));
    assert!(error.to_string().starts_with("line 2, column "), "{error}");
    let update = |text: &str| {
        let request = UpdateRequest { text: text.to_owned(), ..UpdateRequest::default() };
        stage.engine.update(&Identity::command_line(), request).unwrap_err()
    };
    assert_eq!(update("CLEAR GRAPH <urn:none>").kind(), ErrorKind::NotFound);
    assert_eq!(update("LOAD <http://example.org/x>").code(), "load-refused");
}

#[test]
fn a_file_from_before_there_were_groups_is_read_and_kept_up() {
    let dir = tempfile::TempDir::new().unwrap();
    let file = dir.path().join("tokens.json");
    std::fs::write(
        &file,
        r#"{"version":1,"tokens":[{"name":"ana","role":"reader","sha256":"00","created":"2026-01-01T00:00:00Z","revoked":null}]}"#,
    )
    .unwrap();
    let options = EngineOptions { reference: false, ..EngineOptions::new(dir.path()) };
    let engine = Engine::open(options).unwrap();
    let owner = Identity::command_line();
    assert!(engine.list_tokens(&owner).unwrap()[0].groups.is_empty());
    let groups = std::collections::BTreeSet::from(["network".to_owned()]);
    let made = engine.create_token_in(&owner, "zoe", Role::Reader, &groups).unwrap();
    assert_eq!(engine.authenticate(&made.token).unwrap().groups, groups);
    let kept = std::fs::read_to_string(&file).unwrap();
    assert!(kept.contains("\"version\": 2") && kept.contains("ana"), "{kept}");
    let bad = std::collections::BTreeSet::from(["no group".to_owned()]);
    let refused = engine.create_token_in(&owner, "eve", Role::Reader, &bad).unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::BadInput);
}
