//! `Authorization: Bearer TOKEN` becomes an identity.
//!
//! A token that is wrong is refused on every route, public ones too: whoever
//! sends one wants to be somebody. It must not decide what an identity may do.

use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sulh_engine::{ErrorKind, Identity};

use crate::app::App;
use crate::problem::Problem;

/// The layer: adds an [`Identity`] to the request, or answers 401.
pub(crate) async fn authenticate(
    State(app): State<App>,
    mut request: Request,
    next: Next,
) -> Response {
    match identity(&app, request.headers()) {
        Ok(identity) => {
            request.extensions_mut().insert(identity);
            next.run(request).await
        }
        Err(refused) => refused.into_response(),
    }
}

/// Who sends these headers, at this moment.
///
/// # Errors
/// 401 for a token that is not known or was revoked.
pub(crate) fn identity(app: &App, headers: &HeaderMap) -> Result<Identity, Problem> {
    let mut values = headers.get_all(AUTHORIZATION).iter();
    let Some(value) = values.next() else {
        return Ok(Identity::anonymous());
    };
    let token = value.to_str().ok().and_then(bearer).filter(|_| values.next().is_none());
    let Some(token) = token else {
        let detail = "`Authorization` must be `Bearer` and a token";
        return Err(Problem::unauthorized("invalid-token", detail));
    };
    app.engine().authenticate(token).map_err(|error| match error.kind() {
        ErrorKind::Unauthorized => {
            Problem::unauthorized("invalid-token", "the token is not known or was revoked")
        }
        _ => Problem::from(error),
    })
}

fn bearer(value: &str) -> Option<&str> {
    let (scheme, token) = value.trim().split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then_some(token)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_bearer_tokens_are_read() {
        assert_eq!(bearer("Bearer abc"), Some("abc"));
        assert_eq!(bearer("bearer  abc "), Some("abc"));
        for value in ["abc", "Basic YTpi", "Bearer", "Bearer ", ""] {
            assert_eq!(bearer(value), None, "{value}");
        }
    }
}
