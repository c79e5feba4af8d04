use alloc::sync::Arc;
use core::net::IpAddr;
use core::pin::pin;
use core::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method, Request, Response, StatusCode, header};
use http_body_util::Full;
use hyper::body::Incoming;

use crate::http::{ApiError, Call, Cors, Head, Reply, RequestId, RequestIds, RouteTable, client_address};
use crate::log::{Access, Level};
use crate::serve::catch_panic::catch_panic;
use crate::serve::{App, Options};

/// Which listener a request came through.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Place {
    Main,
    /// The second address, which knows health and counters only.
    Admin,
}

/// What all connections of a server share.
#[derive(Debug)]
pub(crate) struct Shared<A> {
    pub(crate) app: A,
    pub(crate) options: Options,
    pub(crate) is_ending: AtomicBool,
    pub(crate) has_admin: bool,
    ids: RequestIds,
    built_in: RouteTable<BuiltIn>,
}

/// The routes that every server has.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum BuiltIn {
    Health,
    Ready,
    Metrics,
}

impl<A: App> Shared<A> {
    pub(crate) fn new(app: A, options: Options, has_admin: bool) -> Self {
        Self {
            app,
            ids: RequestIds::new(options.seed),
            options,
            is_ending: AtomicBool::new(false),
            has_admin,
            built_in: RouteTable::new([
                (Method::GET, "/healthz", BuiltIn::Health),
                (Method::GET, "/readyz", BuiltIn::Ready),
                (Method::GET, "/metrics", BuiltIn::Metrics),
            ]),
        }
    }

    /// Answers one request, whatever it is, and says so in log and counters.
    pub(crate) async fn respond(
        self: Arc<Self>,
        place: Place,
        peer: IpAddr,
        request: Request<Incoming>,
    ) -> Response<Full<Bytes>> {
        let begin = Instant::now();
        let (parts, body) = request.into_parts();
        let request_id = self.ids.id(parts.headers.get(REQUEST_ID));
        let client = client_address(peer, &parts.headers, &self.options.trusted_proxies);
        let head = Head {
            parts,
            client,
            peer,
            request_id: request_id.clone(),
            template: "-",
        };
        let method = method_name(&head.parts.method);
        // Only CORS looks at the request once it is answered.
        let asked = (!matches!(self.options.cors, Cors::Off)).then(|| head.parts.headers.clone());

        let (template, outcome) = self.outcome(place, &request_id, head, body).await;
        let id = request_id.as_str();
        let mut reply = outcome.unwrap_or_else(|error| error.into_reply(id));
        self.finish(&mut reply, asked.as_ref(), &request_id);
        let access = Access {
            method,
            route: template,
            status: reply.status().as_u16(),
            time: begin.elapsed(),
            bytes: reply.body().len(),
            id,
            client,
        };
        self.options.metrics.count(&access);
        self.options.log.access(&access);
        reply.into_response()
    }

    async fn outcome(
        &self,
        place: Place,
        id: &RequestId,
        mut head: Head,
        body: Incoming,
    ) -> (&'static str, Result<Reply, ApiError>) {
        let (method, path) = (&head.parts.method, head.parts.uri.path());
        if let Some(found) = self.built_in.find(method, path)
            && self.is_served(place, found.template)
        {
            let outcome = match found.route {
                // Counters tell more than health does: whoever may not ask for anything may not ask for them.
                Some(BuiltIn::Metrics) if place == Place::Main => match self.app.admit(&head, None) {
                    Ok(()) => Box::pin(self.built_in_reply(BuiltIn::Metrics)).await,
                    Err(error) => Err(error),
                },
                Some(route) => Box::pin(self.built_in_reply(route)).await,
                None => self.options_or_refusal(&head, found.allow),
            };
            return (found.template, outcome);
        }
        let found = match place {
            Place::Main => self.app.routes().find(method, path),
            Place::Admin => None,
        };
        let Some(found) = found else {
            return ("-", Err(ApiError::no_route()));
        };
        head.template = found.template;
        if self.is_ending.load(Ordering::Relaxed) {
            return (found.template, Err(ApiError::shutting_down()));
        }
        if head.parts.method == Method::OPTIONS {
            return (found.template, self.options_or_refusal(&head, found.allow));
        }
        if let Err(error) = self.app.admit(&head, found.route) {
            return (found.template, Err(error));
        }
        let Some(route) = found.route else {
            return (found.template, Err(ApiError::method_not_allowed(found.allow.clone())));
        };
        let limits = &self.options.limits;
        let template = found.template;
        let call = Call {
            head,
            body,
            body_limit: limits.body_bytes,
            body_time: limits.body_time,
        };
        let answer = pin!(self.app.answer(route, call));
        let outcome = catch_panic(answer).await.unwrap_or_else(|| {
            self.options.metrics.panics.inc();
            let fields = [("route", template), ("id", id.as_str())];
            self.options
                .log
                .event(Level::Error, "a request ended in a bug of the server", &fields);
            Err(ApiError::internal())
        });
        (template, outcome)
    }

    /// With a second address, counters are served there alone; health is served on both.
    fn is_served(&self, place: Place, template: &str) -> bool {
        template != "/metrics" || place == Place::Admin || !self.has_admin
    }

    async fn built_in_reply(&self, route: BuiltIn) -> Result<Reply, ApiError> {
        let json = |status, body: &str| Ok(Reply::json_bytes(status, body.to_owned()));
        match route {
            BuiltIn::Health => json(StatusCode::OK, r#"{"status":"ok"}"#),
            BuiltIn::Metrics => Ok(Reply::new(
                StatusCode::OK,
                HeaderValue::from_static("application/openmetrics-text; version=1.0.0; charset=utf-8"),
                self.options.metrics.to_text(),
            )),
            BuiltIn::Ready if self.is_ending.load(Ordering::Relaxed) => json(
                StatusCode::SERVICE_UNAVAILABLE,
                r#"{"status":"not_ready","failing":"shutting_down"}"#,
            ),
            BuiltIn::Ready => match self.app.ready().await {
                Ok(()) => json(StatusCode::OK, r#"{"status":"ready"}"#),
                Err(part) => json(
                    StatusCode::SERVICE_UNAVAILABLE,
                    &format!(r#"{{"status":"not_ready","failing":"{part}"}}"#),
                ),
            },
        }
    }

    fn options_or_refusal(&self, head: &Head, allow: &HeaderValue) -> Result<Reply, ApiError> {
        let headers = head.headers();
        if head.parts.method != Method::OPTIONS {
            return Err(ApiError::method_not_allowed(allow.clone()));
        }
        if Cors::is_preflight(headers) {
            return Ok(self.options.cors.preflight(headers, allow.clone()));
        }
        Ok(Reply::empty(StatusCode::NO_CONTENT).with_header(header::ALLOW, allow.clone()))
    }

    /// Adds what every reply has.
    fn finish(&self, reply: &mut Reply, asked: Option<&http::HeaderMap>, request_id: &RequestId) {
        let headers = reply.headers_mut();
        headers.insert(REQUEST_ID, request_id.to_header());
        headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        headers
            .entry(header::CACHE_CONTROL)
            .or_insert(HeaderValue::from_static("no-store"));
        if let Some(asked) = asked {
            self.options.cors.decorate(asked, headers);
        }
    }
}

/// A label and a word in the log must not be the caller's choice.
fn method_name(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        Method::PATCH => "PATCH",
        _ => "OTHER",
    }
}

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
