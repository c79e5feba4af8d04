use bytes::Bytes;
use http::{Method, Request, Response};
use http_endpoint::{Base, Endpoint, Safety};
use opentok_token::SessionId;
use serde::Serialize;

use super::Render;
use crate::{
    AnswerError, ArgumentError, Call, Environments, Resolution, Scope,
    endpoint::{answer, ask::ask},
    json,
    option::{ClientToken, WebUrl},
};

/// Begins to publish a web page into a session, by an Experience Composer.
///
/// ```
/// use opentok_rest::{Resolution, option::ClientToken};
/// use opentok_rest::render::{MaxDuration, StartRender};
///
/// let session = "1_MX40NTY3NjYzMn5-MTQ4MTY3NjYzMn5".parse()?;
/// let token = ClientToken::new("T1==cGFydG5lcl9pZD00NTY3NjYzMg==")?;
/// let start = StartRender::new(session, token, "https://app.example.net/scene".parse()?)
///     .max_duration(MaxDuration::new(3600)?)
///     .resolution(Resolution::Hd)
///     .name("scene")?;
/// # drop(start);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// [`RefusalKind::Invalid`](crate::RefusalKind::Invalid) if the page or the token is refused.
///
/// Wire: [`WIRE.md`, "Start an Experience Composer"](crate::wire).
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct StartRender {
    session: SessionId,
    token: ClientToken,
    url: WebUrl,
    max_duration: Option<MaxDuration>,
    resolution: Option<Resolution>,
    name: Option<Box<str>>,
    status_callback: Option<WebUrl>,
}

crate::option::ranged! {
    /// The longest that a page is published, in seconds: a minute to ten hours.
    MaxDuration = "maxDuration", 60..=36_000
}

impl StartRender {
    /// The longest name of the stream, in characters.
    pub const MAX_NAME_LEN: usize = 200;

    /// Publishes the page at `url`, which the service must be able to reach, for two hours at most.
    pub fn new(session: SessionId, token: impl Into<ClientToken>, url: WebUrl) -> Self {
        Self {
            session,
            token: token.into(),
            url,
            max_duration: None,
            resolution: None,
            name: None,
            status_callback: None,
        }
    }

    /// The longest it is published. Default of the service: two hours.
    pub fn max_duration(mut self, duration: MaxDuration) -> Self {
        self.max_duration = Some(duration);
        self
    }

    /// The size of the picture. Default of the service: 1280 × 720.
    pub fn resolution(mut self, resolution: Resolution) -> Self {
        self.resolution = Some(resolution);
        self
    }

    /// The name of the stream.
    ///
    /// # Errors
    ///
    /// [`ArgumentError::Empty`]; [`ArgumentError::Length`] if it is longer than [`MAX_NAME_LEN`](Self::MAX_NAME_LEN)
    /// characters, which the error then counts.
    #[doc(alias = "properties")]
    pub fn name(mut self, name: impl Into<Box<str>>) -> Result<Self, ArgumentError> {
        let name = name.into();
        const NAME: &str = "properties.name";
        ArgumentError::check_len(NAME, &name, 1..=usize::MAX)?;
        let (len, max) = (name.chars().count(), Self::MAX_NAME_LEN);
        if len > max {
            return Err(ArgumentError::Length {
                name: NAME,
                len,
                min: 1,
                max,
            });
        }
        self.name = Some(name);
        Ok(self)
    }

    /// Where the service tells what becomes of it.
    #[doc(alias = "statusCallbackUrl")]
    pub fn status_callback(mut self, url: WebUrl) -> Self {
        self.status_callback = Some(url);
        self
    }

    fn body(&self) -> Body<'_> {
        Body {
            session_id: self.session.as_str(),
            token: self.token.expose(),
            url: self.url.expose(),
            max_duration: self.max_duration,
            resolution: self.resolution.as_ref(),
            properties: self.name.as_deref().map(|name| Properties { name }),
            status_callback_url: self.status_callback.as_ref().map(WebUrl::expose),
        }
    }
}

impl Endpoint for StartRender {
    type Output = Render;
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        ask::<Self>(base, &["render"])
            .json_body(json::write(&self.body()))
            .build()
    }

    fn parse(&self, response: Response<Bytes>) -> Result<Render, AnswerError> {
        answer::json::<Self, _>(&response)
    }

    fn safety(&self) -> Safety {
        Self::SAFETY
    }
}

impl Call for StartRender {
    const NAME: &'static str = "start_render";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/v2/project/{project}/render";
    const SCOPE: Scope = Scope::Project;
    const SAFETY: Safety = Safety::Once;
    const ENVIRONMENTS: Environments = Environments::Both;
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Body<'a> {
    session_id: &'a str,
    token: &'a str,
    url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_duration: Option<MaxDuration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    resolution: Option<&'a Resolution>,
    #[serde(skip_serializing_if = "Option::is_none")]
    properties: Option<Properties<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status_callback_url: Option<&'a str>,
}

#[derive(Serialize)]
struct Properties<'a> {
    name: &'a str,
}
