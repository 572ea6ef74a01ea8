//! The router, built from lists of endpoints and the engine's table of permissions.
//!
//! An endpoint that the engine's table of routes does not name is denied to
//! everybody. It must not answer a request itself.

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{Method, StatusCode};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, on};
use sulh_engine::{Action, Identity, ROUTES};
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;

use crate::app::App;
use crate::call::{Answer, Call};
use crate::problem::Problem;
use crate::reading_language::languages_of_all;
use crate::{
    audit, authentication, changes, claims, entity, graph_store, health, history, index,
    last_touch, lists, purge, review, search, sparql, suffix, visibility,
};

/// A method on a path, and who answers it.
pub(crate) struct Endpoint {
    /// The method. GET answers HEAD too, where HEAD has no endpoint of its own.
    pub(crate) method: &'static Method,
    /// The path without a suffix, `{name}` for a segment that varies.
    pub(crate) path: &'static str,
    /// The handler.
    pub(crate) answer: fn(Call, Body) -> Answer,
}

/// Every endpoint.
pub(crate) fn endpoints() -> impl Iterator<Item = &'static Endpoint> {
    [
        index::ENDPOINTS,
        health::ENDPOINTS,
        sparql::ENDPOINTS,
        graph_store::ENDPOINTS,
        lists::ENDPOINTS,
        search::ENDPOINTS,
        entity::ENDPOINTS,
        audit::ENDPOINTS,
        visibility::ENDPOINTS,
        history::ENDPOINTS,
        changes::ENDPOINTS,
        purge::ENDPOINTS,
        claims::ENDPOINTS,
        review::ENDPOINTS,
    ]
    .into_iter()
    .flatten()
}

/// The actions of which one must be allowed, by the engine's table of routes.
pub(crate) fn actions(method: &Method, path: &str) -> Vec<Action> {
    let named = ROUTES.iter().filter(|route| route.method == method.as_str() && route.path == path);
    named.map(|route| route.action).collect()
}

/// The whole surface.
pub(crate) fn router(app: App) -> Router {
    let mut routes = Router::new();
    for endpoint in endpoints() {
        let actions = actions(endpoint.method, endpoint.path);
        let (app, answer) = (app.clone(), endpoint.answer);
        let door = endpoint.path;
        let handler =
            move |request: Request| handle(app.clone(), actions.clone(), door, answer, request);
        let filter = MethodFilter::try_from(endpoint.method.clone()).unwrap_or(MethodFilter::GET);
        routes = routes.route(endpoint.path, on(filter, handler));
    }
    let routes = routes.fallback(no_such_path).method_not_allowed_fallback(no_such_method);
    // What changes a request's path must stand before the router, hence a router around it.
    let layers = ServiceBuilder::new()
        .layer(from_fn(last_touch::apply))
        .layer(CatchPanicLayer::custom(panicked))
        .map_request(suffix::take)
        .layer(from_fn_with_state(app, authentication::authenticate));
    Router::new().fallback_service(layers.service(routes))
}

async fn handle(
    app: App,
    actions: Vec<Action>,
    door: &'static str,
    answer: fn(Call, Body) -> Answer,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    // Without the layer that authenticates nobody is anybody.
    let identity = parts.extensions.get::<Identity>().cloned().unwrap_or_else(Identity::anonymous);
    let mut identity = identity.at(door);
    if !matches!(parts.method, Method::GET | Method::HEAD) {
        // What refuses a write says so in the writer's language.
        identity = identity.reading(languages_of_all(&parts.headers, &parts.uri));
    }
    if let Err(refused) = permit(&app, &identity, &actions) {
        return refused.into_response();
    }
    answer(Call { app, identity, parts }, body).await.into_response()
}

/// Lets a request pass if one of the actions is allowed; which one it is, its handler asks again.
fn permit(app: &App, identity: &Identity, actions: &[Action]) -> Result<(), Problem> {
    let mut refusal = Problem::new(StatusCode::FORBIDDEN, "forbidden", "this route is in no table");
    for action in actions {
        match app.engine().authorize(identity, *action) {
            Ok(()) => return Ok(()),
            Err(error) => refusal = Problem::from(error),
        }
    }
    Err(refusal)
}

async fn no_such_path(request: Request) -> Problem {
    Problem::not_found(format!("there is nothing at {}", request.uri().path()))
        .with_hint("`/` lists what there is")
}

async fn no_such_method(request: Request) -> Problem {
    let detail = format!("{} is not a method of {}", request.method(), request.uri().path());
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, "method-not-allowed", detail)
}

#[allow(clippy::needless_pass_by_value, reason = "the layer hands it over")]
fn panicked(payload: Box<dyn std::any::Any + Send>) -> Response {
    let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| payload.downcast_ref::<String>().cloned());
    Problem::internal(text.unwrap_or_else(|| "a handler panicked".to_owned())).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_a_problem_with_its_words_as_the_cause() {
        for payload in
            [Box::new("broken") as Box<dyn std::any::Any + Send>, Box::new("broken".to_owned())]
        {
            let response = panicked(payload);
            assert_eq!(response.status(), 500);
            let cause = response.extensions().get::<Problem>().and_then(Problem::cause);
            assert_eq!(cause, Some("broken"));
        }
    }
}
