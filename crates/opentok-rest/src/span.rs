//! What a call leaves in traces: its name, status, attempt and trace id, and one word for how it failed. Never an id of a
//! person or thing, a token or a secret. Without the feature `tracing` all of it is nothing.

use bytes::Bytes;

use crate::CallError;

/// The span of one call.
#[derive(Clone)]
pub(crate) struct CallSpan {
    #[cfg(feature = "tracing")]
    span: tracing::Span,
}

#[cfg(feature = "tracing")]
impl CallSpan {
    pub(crate) fn new(name: &'static str) -> Self {
        use tracing::field::Empty;

        let span = tracing::info_span!(
            "opentok_call",
            call = name,
            status = Empty,
            attempt = Empty,
            trace_id = Empty,
            error = Empty
        );
        Self { span }
    }

    /// Awaits the call inside a span of its own.
    pub(crate) async fn around<T, F>(name: &'static str, call: impl FnOnce(Self) -> F) -> Result<T, CallError>
    where
        F: Future<Output = Result<T, CallError>>,
    {
        use tracing::Instrument;

        let span = Self::new(name);
        let result = call(span.clone()).instrument(span.span.clone()).await;
        result.inspect_err(|error| span.failed(error))
    }

    /// Makes the call inside the span.
    pub(crate) fn inside<R>(&self, call: impl FnOnce() -> R) -> R {
        self.span.in_scope(call)
    }

    /// Notes what the head of the answer says.
    pub(crate) fn answered(&self, response: &http::Response<Bytes>) {
        self.span.record("status", response.status().as_u16());
        if let Some(attempt) = response.extensions().get::<http_endpoint::Attempt>() {
            self.span.record("attempt", attempt.number());
        }
        if let Some(trace_id) = crate::error::trace_id(response.headers()) {
            self.span.record("trace_id", &*trace_id);
        }
    }

    /// Notes how the call failed.
    pub(crate) fn failed(&self, error: &CallError) {
        self.span.record("error", error.word());
    }
}

#[cfg(not(feature = "tracing"))]
impl CallSpan {
    pub(crate) const fn new(_: &'static str) -> Self {
        Self {}
    }

    pub(crate) fn around<F>(_: &'static str, call: impl FnOnce(Self) -> F) -> F {
        call(Self {})
    }

    pub(crate) fn inside<R>(&self, call: impl FnOnce() -> R) -> R {
        call()
    }

    pub(crate) const fn answered(&self, _: &http::Response<Bytes>) {}

    pub(crate) const fn failed(&self, _: &CallError) {}
}
