//! Every HTTP route and every command, each with the action that it is.
//!
//! The API and the command line register nothing that is not here: a test of
//! each of them compares.

use crate::permission::Action;

/// An HTTP route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Route {
    /// The method in upper case.
    pub method: &'static str,
    /// The path, with `{name}` for a segment that varies.
    pub path: &'static str,
    /// What it does; one path and method may stand here twice (a query and an update by POST).
    pub action: Action,
}

/// A command of the binary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Command {
    /// The words after `sulh`.
    pub name: &'static str,
    /// What it does.
    pub action: Action,
}

const fn get(path: &'static str, action: Action) -> Route {
    Route { method: "GET", path, action }
}

const fn route(method: &'static str, path: &'static str, action: Action) -> Route {
    Route { method, path, action }
}

/// Every HTTP route. A GET route answers HEAD too, and a suffix (`.csv`) is taken off before.
pub const ROUTES: &[Route] = &[
    get("/", Action::ReadPublic),
    get("/healthz", Action::Health),
    get("/readyz", Action::Health),
    get("/sparql", Action::Query),
    route("POST", "/sparql", Action::Query),
    route("POST", "/sparql", Action::Update),
    get("/store", Action::GraphRead),
    route("HEAD", "/store", Action::GraphRead),
    route("PUT", "/store", Action::GraphWrite),
    route("POST", "/store", Action::GraphWrite),
    route("DELETE", "/store", Action::GraphWrite),
    get("/api/v1/search", Action::ReadPublic),
    get("/api/v1/suggest", Action::ReadPublic),
    get("/api/v1/recommendations", Action::ReadPublic),
    get("/api/v1/threats", Action::ReadPublic),
    get("/api/v1/actors", Action::ReadPublic),
    get("/api/v1/countries", Action::ReadPublic),
    get("/api/v1/claims", Action::ReadPublic),
    route("POST", "/api/v1/claims", Action::ClaimAdd),
    route("POST", "/api/v1/claims/{id}/contest", Action::ClaimAdd),
    route("POST", "/api/v1/claims/{id}/corroborate", Action::ClaimAdd),
    route("POST", "/api/v1/claims/{id}/review", Action::ClaimReview),
    route("POST", "/api/v1/claims/{id}/withdraw", Action::ClaimReview),
    get("/api/v1/review", Action::ReadCandidates),
    route("POST", "/api/v1/review", Action::ClaimReview),
    get("/api/v1/review/{kind}/{id}", Action::ReadCandidates),
    route("POST", "/api/v1/review/{kind}/{id}", Action::ClaimReview),
    get("/api/v1/jobs", Action::ReadJobs),
    route("POST", "/api/v1/documents", Action::Ingest),
    get("/api/v1/audit", Action::Audit),
    route("POST", "/api/v1/purge", Action::Purge),
    get("/api/v1/visibility", Action::Visibility),
    route("PUT", "/api/v1/visibility", Action::Visibility),
    get("/api/v1/history", Action::History),
    get("/api/v1/diff", Action::Query),
    get("/api/v1/changes", Action::ReadPublic),
    get("/id/{kind}/{slug}", Action::ReadPublic),
];

/// Every command.
pub const COMMANDS: &[Command] = &[
    Command { name: "serve", action: Action::Serve },
    Command { name: "token create", action: Action::TokenManage },
    Command { name: "token list", action: Action::TokenManage },
    Command { name: "token revoke", action: Action::TokenManage },
    Command { name: "visibility", action: Action::Visibility },
    Command { name: "load", action: Action::Load },
    Command { name: "import upr", action: Action::Import },
    Command { name: "import organizations", action: Action::Import },
    Command { name: "import countries", action: Action::Import },
    Command { name: "ingest", action: Action::Ingest },
    Command { name: "evaluate reports", action: Action::Import },
    Command { name: "review list", action: Action::ReadCandidates },
    Command { name: "review show", action: Action::ReadCandidates },
    Command { name: "review accept", action: Action::ClaimReview },
    Command { name: "review reject", action: Action::ClaimReview },
    Command { name: "review edit", action: Action::ClaimReview },
    Command { name: "query", action: Action::Query },
    Command { name: "update", action: Action::Update },
    Command { name: "search", action: Action::ReadPublic },
    Command { name: "suggest", action: Action::ReadPublic },
    Command { name: "recommendations", action: Action::ReadPublic },
    Command { name: "threats", action: Action::ReadPublic },
    Command { name: "actors", action: Action::ReadPublic },
    Command { name: "countries", action: Action::ReadPublic },
    Command { name: "claims", action: Action::ReadPublic },
    Command { name: "claim add", action: Action::ClaimAdd },
    Command { name: "claim contest", action: Action::ClaimAdd },
    Command { name: "claim corroborate", action: Action::ClaimAdd },
    Command { name: "claim review", action: Action::ClaimReview },
    Command { name: "claim withdraw", action: Action::ClaimReview },
    Command { name: "check", action: Action::Check },
    Command { name: "validate", action: Action::ReadPublic },
    Command { name: "history", action: Action::History },
    Command { name: "diff", action: Action::Query },
    Command { name: "changes", action: Action::ReadPublic },
    Command { name: "audit", action: Action::Audit },
    Command { name: "undo", action: Action::Undo },
    Command { name: "stats", action: Action::Stats },
    Command { name: "export", action: Action::Export },
    Command { name: "purge document", action: Action::Purge },
    Command { name: "purge graph", action: Action::Purge },
    Command { name: "purge name", action: Action::Purge },
    Command { name: "backup", action: Action::Backup },
    Command { name: "restore", action: Action::Backup },
    Command { name: "completions", action: Action::ReadPublic },
];
