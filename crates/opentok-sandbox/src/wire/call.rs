use alloc::borrow::Cow;

use bytes::Bytes;
use http::{HeaderMap, Method, Request, header};
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use super::{Refusal, form, read_object};

/// The methods the service knows.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Verb {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

impl Verb {
    /// `HEAD` asks for what `GET` answers; its body is left away where it is sent.
    pub(crate) fn of(method: &Method) -> Option<Self> {
        match *method {
            Method::GET | Method::HEAD => Some(Self::Get),
            Method::POST => Some(Self::Post),
            Method::PUT => Some(Self::Put),
            Method::PATCH => Some(Self::Patch),
            Method::DELETE => Some(Self::Delete),
            _ => None,
        }
    }
}

/// A request, taken apart.
#[derive(Debug)]
pub(crate) struct Call {
    pub(crate) verb: Option<Verb>,
    /// The path's segments, decoded. A slash at the end, or two in a row, mean nothing.
    pub(crate) segments: Vec<String>,
    pub(crate) query: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// Where the caller reached the sandbox, as `http://127.0.0.1:8080`.
    pub(crate) origin: Option<String>,
}

impl Call {
    pub(crate) fn new(request: Request<Bytes>) -> Self {
        let (parts, body) = request.into_parts();
        let segments = parts.uri.path().split('/').filter(|segment| !segment.is_empty());
        let segments = segments.map(|segment| percent_decode_str(segment).decode_utf8_lossy().into_owned());
        Self {
            verb: Verb::of(&parts.method),
            segments: segments.collect(),
            query: parts.uri.query().unwrap_or_default().to_owned(),
            origin: origin(&parts),
            headers: parts.headers,
            body,
        }
    }

    /// A call to the control surface that comes from this program, not as a request.
    pub(crate) fn of_surface(verb: Verb, path: &[&str], body: Bytes) -> Self {
        Self {
            verb: Some(verb),
            segments: [&["sandbox"], path].concat().into_iter().map(str::to_owned).collect(),
            query: String::new(),
            headers: HeaderMap::new(),
            body,
            origin: None,
        }
    }

    /// A header that is text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The first value of a query field.
    pub(crate) fn query(&self, names: &[&str]) -> Option<Cow<'_, str>> {
        form::fields(self.query.as_bytes()).find_map(|(name, value)| names.contains(&&*name).then_some(value))
    }

    /// A whole number from the query.
    pub(crate) fn query_number(&self, name: &str) -> Result<Option<u64>, Refusal> {
        match self.query(&[name]) {
            None => Ok(None),
            Some(text) if text.is_empty() => Ok(None),
            Some(text) => match text.parse() {
                Ok(number) => Ok(Some(number)),
                Err(_) => Err(Refusal::invalid(format!("Invalid {name}. It must be a whole number."))),
            },
        }
    }

    /// The body as a JSON object.
    pub(crate) fn object(&self) -> Result<Map<String, Value>, Refusal> {
        read_object(&self.body)
    }
}

/// Scheme and authority, from the address if it is whole, else from `Host`.
fn origin(parts: &http::request::Parts) -> Option<String> {
    let scheme = parts.uri.scheme_str().unwrap_or("http");
    let host = match parts.uri.authority() {
        Some(authority) => authority.as_str(),
        None => parts.headers.get(header::HOST)?.to_str().ok()?,
    };
    // It will stand in answers, so it is held to what an authority may be.
    let authority: http::uri::Authority = host.parse().ok()?;
    let host = authority.as_str().rsplit('@').next()?;
    Some(format!("{scheme}://{host}"))
}
