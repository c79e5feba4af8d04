use core::fmt;

use bytes::Bytes;
use http::{Method, Request, Response};
use http_endpoint::{Base, Endpoint, Safety};
use serde::Serialize;

use super::Callback;
use crate::{
    AnswerError, ArgumentError, Call, Environments, Scope,
    endpoint::{answer, ask::ask},
    json,
    option::host,
};

/// Registers an address that the service calls when something happens. Wire: [`WIRE.md`, "Callbacks"](crate::wire).
///
/// # Errors
///
/// Before anything is sent, [`ArgumentError::Empty`] if group or event is empty, [`ArgumentError::Url`] if the address is
/// not one of `http` or `https`.
#[derive(Clone, Eq, PartialEq, Serialize)]
#[must_use = "a call does nothing until it is sent"]
pub struct RegisterCallback {
    group: Box<str>,
    event: Box<str>,
    url: Box<str>,
}

impl RegisterCallback {
    /// Registers `url` for what happens to `group`, such as `connection` and `created`.
    pub fn new(group: impl Into<Box<str>>, event: impl Into<Box<str>>, url: impl Into<Box<str>>) -> Self {
        Self {
            group: group.into(),
            event: event.into(),
            url: url.into(),
        }
    }

    fn host(&self) -> Option<String> {
        host(&self.url, &["http", "https"])
    }
}

impl Endpoint for RegisterCallback {
    type Output = Callback;
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        ask::<Self>(base, &["callback"]).json_body(json::write(self)).build()
    }

    fn parse(&self, response: Response<Bytes>) -> Result<Callback, AnswerError> {
        answer::json::<Self, _>(&response)
    }

    fn safety(&self) -> Safety {
        Self::SAFETY
    }
}

impl Call for RegisterCallback {
    const NAME: &'static str = "register_callback";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/v2/project/{project}/callback";
    const SCOPE: Scope = Scope::Project;
    const SAFETY: Safety = Safety::Once;
    const ENVIRONMENTS: Environments = Environments::OpenTok;

    fn check(&self) -> Result<(), ArgumentError> {
        ArgumentError::check_len("group", &self.group, 1..=usize::MAX)?;
        ArgumentError::check_len("event", &self.event, 1..=usize::MAX)?;
        match self.host() {
            Some(_) => Ok(()),
            None => Err(ArgumentError::Url { name: "url" }),
        }
    }
}

/// Shows the host of the address alone: the rest may be secret.
impl fmt::Debug for RegisterCallback {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RegisterCallback")
            .field("group", &self.group)
            .field("event", &self.event)
            .field("url", &self.host().unwrap_or_default())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_the_host_of_the_address_alone() {
        let call = RegisterCallback::new(
            "connection",
            "created",
            "https://user:word@app.example.net/hook?key=k3y",
        );
        let shown = format!("{call:?}");
        assert!(shown.contains("app.example.net"), "{shown}");
        assert!(!shown.contains("word") && !shown.contains("k3y"), "{shown}");
    }
}
