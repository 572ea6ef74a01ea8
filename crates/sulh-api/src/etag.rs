//! Weak entity tags: the same question to the same state by the same kind of asker.
//!
//! A tag never depends on the answer, so that *not modified* costs no look-up.

use std::hash::{DefaultHasher, Hash, Hasher};

use axum::http::header::{ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use crate::call::{AS_OF, Call, empty, set_header};
use crate::format::Format;
use crate::parameters::Parameters;

/// What a tag is made of, beside the revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tag {
    question: u64,
}

impl Tag {
    /// For this request, answered in this format.
    ///
    /// Role and groups are part of it since they decide what is visible, the languages since they
    /// decide the labels, the program's version since it decides the shape. The revision that goes
    /// with it is the requester's own, which a commit that it may not see does not move.
    pub(crate) fn of(call: &Call, format: Format) -> Self {
        let mut hasher = DefaultHasher::new();
        env!("CARGO_PKG_VERSION").hash(&mut hasher);
        call.parts.uri.path().hash(&mut hasher);
        call.parts.uri.query().hash(&mut hasher);
        call.identity.role.map(sulh_engine::Role::as_str).hash(&mut hasher);
        call.identity.groups.hash(&mut hasher);
        call.app.engine().demo().hash(&mut hasher);
        call.identity.languages.hash(&mut hasher);
        format.hash(&mut hasher);
        Self { question: hasher.finish() }
    }

    /// As [`Tag::of`], of a request that may ask for a state of the past: `None` then, since its
    /// revision stays while visibility changes.
    pub(crate) fn of_newest(call: &Call, parameters: &Parameters, format: Format) -> Option<Self> {
        (!parameters.has(AS_OF)).then(|| Self::of(call, format))
    }

    fn value(&self, revision: u64) -> String {
        format!("W/\"{revision}-{:016x}\"", self.question)
    }

    /// 304 if the client holds the answer of this revision.
    pub(crate) fn not_modified(&self, headers: &HeaderMap, revision: u64) -> Option<Response> {
        let value = self.value(revision);
        let held = headers.get_all(IF_NONE_MATCH).iter().filter_map(|held| held.to_str().ok());
        let same = held.flat_map(|held| held.split(',')).any(|held| {
            let held = held.trim();
            held == "*" || held.trim_start_matches("W/") == value.trim_start_matches("W/")
        });
        same.then(|| {
            let mut response = empty(StatusCode::NOT_MODIFIED);
            self.set(&mut response, revision);
            response
        })
    }

    /// Puts the tag on an answer that was made from this revision.
    pub(crate) fn set(&self, response: &mut Response, revision: u64) {
        set_header(response, ETAG, &self.value(revision));
    }
}
