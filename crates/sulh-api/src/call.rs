//! One request on its way to a handler: who asks, what for, and the application.
//!
//! It must not answer anything itself.

use std::pin::Pin;
use std::time::Duration;

use axum::body::Body;
use axum::http::header::{
    AUTHORIZATION, CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_LENGTH, CONTENT_TYPE, VARY,
};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use sulh_engine::{Action, Engine, Identity};

use crate::app::App;
use crate::negotiation::Wish;
use crate::origin;
use crate::parameters::Parameters;
use crate::problem::Problem;
use crate::reading_language::languages;
use crate::suffix::Suffix;

/// The parameter of a reader who must see a commit: its revision.
pub(crate) const MIN_REVISION: &str = "min-revision";
/// The parameter of a reader of the past: a revision or a time.
pub(crate) const AS_OF: &str = "as-of";
/// How long a reader who must see a commit waits.
const REVISION_WAIT: Duration = Duration::from_secs(5);

/// What a handler comes to.
pub(crate) type Answer = Pin<Box<dyn Future<Output = Result<Response, Problem>> + Send>>;

/// A request that was authenticated and routed.
pub(crate) struct Call {
    /// The application.
    pub(crate) app: App,
    /// Who asks.
    pub(crate) identity: Identity,
    /// Method, path, headers.
    pub(crate) parts: Parts,
}

impl Call {
    /// The parameters of the query string.
    ///
    /// # Errors
    /// 400 if they are not percent-encoded UTF-8.
    pub(crate) fn parameters(&self) -> Result<Parameters, Problem> {
        Parameters::parse(self.parts.uri.query().unwrap_or_default())
    }

    /// Waits until the revision that the reader must see (`min-revision=`) is there.
    ///
    /// # Errors
    /// 400 if it is no number, 503 if it does not come in time.
    pub(crate) async fn await_revision(&self, parameters: &Parameters) -> Result<(), Problem> {
        let Some(text) = parameters.one(MIN_REVISION)? else { return Ok(()) };
        let revision: u64 = text.parse().map_err(|_| {
            Problem::bad_request(
                "invalid-value",
                format!("{MIN_REVISION} {text:?} is not a number"),
            )
        })?;
        if self.newest_revision()? >= revision {
            return Ok(());
        }
        let (engine, identity) = (self.app.engine().clone(), self.identity.clone());
        let wait = move || {
            let reached = engine.wait_for_shown(&identity, revision, REVISION_WAIT);
            reached.map_err(Problem::from)
        };
        let reached = self.app.lookups().run(wait).await?;
        if reached { Ok(()) } else { Err(Problem::revision_not_reached(revision)) }
    }

    /// The engine over the state that is asked for (`as-of=`), else the newest.
    ///
    /// # Errors
    /// 404 for a revision that does not exist, 400 for what is no moment.
    pub(crate) async fn engine(&self, parameters: &Parameters) -> Result<Engine, Problem> {
        let engine = self.app.engine().clone();
        let Some(moment) = parameters.one(AS_OF)?.map(str::to_owned) else { return Ok(engine) };
        let identity = self.identity.clone();
        let look_back = move || engine.as_of(&identity, &moment).map_err(Problem::from);
        self.app.lookups().run(look_back).await
    }

    /// The newest revision, as the one who asks counts.
    ///
    /// # Errors
    /// 500 if the journal cannot be read.
    pub(crate) fn newest_revision(&self) -> Result<u64, Problem> {
        self.app.engine().newest_shown(&self.identity).map_err(Problem::from)
    }

    /// The same call of one who reads labels in the languages that the request names.
    ///
    /// # Errors
    /// 400 if `lang` names what is no language.
    pub(crate) fn reading(self, parameters: &Parameters) -> Result<Self, Problem> {
        let languages = languages(&self.parts, parameters)?;
        Ok(Self { identity: self.identity.reading(languages), ..self })
    }

    /// Says in which language an answer with labels is written, and that it depends on it.
    pub(crate) fn set_language(&self, response: &mut Response) {
        set_header(response, CONTENT_LANGUAGE, self.identity.languages.first());
        set_header(response, VARY, "Accept, Accept-Language, Authorization");
    }

    /// The extension that stood behind the path.
    pub(crate) fn suffix(&self) -> Option<&str> {
        self.parts.extensions.get::<Suffix>().map(|suffix| suffix.0.as_str())
    }

    /// The path as the client wrote it, with the extension.
    pub(crate) fn path(&self) -> String {
        let suffix = self.suffix().map(|suffix| format!(".{suffix}")).unwrap_or_default();
        format!("{}{suffix}", self.parts.uri.path())
    }

    /// What it says about the format of the answer.
    pub(crate) fn wish(&self, parameters: &Parameters) -> Wish {
        Wish::read(&self.parts.headers, parameters, self.suffix())
    }

    /// The address under which the client asks, without a path.
    pub(crate) fn own_address(&self) -> String {
        let public_url = self.app.options().public_url.as_deref();
        origin::own_address(&self.parts.headers, &self.parts.uri, public_url)
    }

    /// Lets a write pass if the role reaches and no other site's page sent it.
    ///
    /// # Errors
    /// 401 without a token, 403 with too small a role or from another origin.
    pub(crate) fn authorize_write(&self, action: Action) -> Result<(), Problem> {
        self.app.engine().authorize(&self.identity, action).map_err(Problem::from)?;
        if !self.parts.headers.contains_key(AUTHORIZATION) {
            return Err(Problem::unauthorized(
                "token-needed",
                "a write needs `Authorization: Bearer`",
            ));
        }
        let public_url = self.app.options().public_url.as_deref();
        origin::refuse_foreign(&self.parts.headers, &self.parts.uri, public_url)
    }
}

/// A response with a type, a length if it is known, and what caches must know.
pub(crate) fn response(content_type: &'static str, body: Body, length: Option<usize>) -> Response {
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(VARY, HeaderValue::from_static("Accept, Authorization"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if let Some(length) = length {
        headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
    }
    response
}

/// A response that is held in memory.
pub(crate) fn whole(content_type: &'static str, body: impl Into<Vec<u8>>) -> Response {
    let body = body.into();
    let length = body.len();
    response(content_type, Body::from(body), Some(length))
}

/// A response without a body.
pub(crate) fn empty(status: StatusCode) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}

/// Sets a header whose value was made from text; a value that no header may hold is left out.
pub(crate) fn set_header(response: &mut Response, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}
