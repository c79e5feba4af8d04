use bytes::Bytes;
use http::{Method, Request, Response};
use http_endpoint::{Base, Endpoint, Safety};
use opentok_token::SessionId;
use serde::Serialize;

use super::Captions;
use crate::{
    AnswerError, Call, Environments, RefusalKind, Scope,
    endpoint::{answer, ask::ask},
    json,
    option::{ClientToken, LanguageCode, WebUrl},
};

/// Begins live captions of a session that is routed: what is said in it arrives at its clients as text.
///
/// ```
/// use opentok_rest::captions::{MaxDuration, StartCaptions};
/// use opentok_rest::option::ClientToken;
///
/// let session = "1_MX40NTY3NjYzMn5-MTQ4MTY3NjYzMn5".parse()?;
/// let moderator = ClientToken::new("T1==cGFydG5lcl9pZD00NTY3NjYzMg==")?;
/// let start = StartCaptions::new(session, moderator)
///     .language("en-GB".parse()?)
///     .max_duration(MaxDuration::new(1800)?)
///     .whole_sentences();
/// # drop(start);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// [`RefusalKind::AlreadyRunning`] if the session has captions already.
///
/// Wire: [`WIRE.md`, "Start captions"](crate::wire).
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct StartCaptions {
    session: SessionId,
    token: ClientToken,
    language: Option<LanguageCode>,
    max_duration: Option<MaxDuration>,
    whole_sentences: bool,
    status_callback: Option<WebUrl>,
}

crate::option::ranged! {
    /// The longest that captions go on, in seconds: five minutes to four hours.
    MaxDuration = "maxDuration", 300..=14_400
}

impl StartCaptions {
    /// Captions in American English, also of what is not finished yet, for four hours at most. `token` needs the role of a
    /// moderator.
    pub fn new(session: SessionId, token: impl Into<ClientToken>) -> Self {
        Self {
            session,
            token: token.into(),
            language: None,
            max_duration: None,
            whole_sentences: false,
            status_callback: None,
        }
    }

    /// The language that is spoken. Default of the service: `en-US`.
    #[doc(alias = "languageCode")]
    pub fn language(mut self, language: LanguageCode) -> Self {
        self.language = Some(language);
        self
    }

    /// The longest they go on. Default of the service: four hours.
    pub fn max_duration(mut self, duration: MaxDuration) -> Self {
        self.max_duration = Some(duration);
        self
    }

    /// Sends captions only when they are final. By default, guesses come first.
    #[doc(alias = "partialCaptions")]
    pub fn whole_sentences(mut self) -> Self {
        self.whole_sentences = true;
        self
    }

    /// Where the service tells what becomes of them.
    #[doc(alias = "statusCallbackUrl")]
    pub fn status_callback(mut self, url: WebUrl) -> Self {
        self.status_callback = Some(url);
        self
    }

    fn body(&self) -> Body<'_> {
        Body {
            session_id: self.session.as_str(),
            token: self.token.expose(),
            language_code: self.language.as_ref(),
            max_duration: self.max_duration,
            partial_captions: self.whole_sentences.then_some(false),
            status_callback_url: self.status_callback.as_ref().map(WebUrl::expose),
        }
    }
}

impl Endpoint for StartCaptions {
    type Output = Captions;
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        ask::<Self>(base, &["captions"])
            .json_body(json::write(&self.body()))
            .build()
    }

    fn parse(&self, response: Response<Bytes>) -> Result<Captions, AnswerError> {
        answer::json::<Self, _>(&response)
    }

    fn safety(&self) -> Safety {
        Self::SAFETY
    }
}

impl Call for StartCaptions {
    const NAME: &'static str = "start_captions";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/v2/project/{project}/captions";
    const SCOPE: Scope = Scope::Project;
    const SAFETY: Safety = Safety::Once;
    const ENVIRONMENTS: Environments = Environments::Both;
    const REFUSALS: &'static [(u16, RefusalKind)] = &[(409, RefusalKind::AlreadyRunning)];
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Body<'a> {
    session_id: &'a str,
    token: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    language_code: Option<&'a LanguageCode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_duration: Option<MaxDuration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    partial_captions: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status_callback_url: Option<&'a str>,
}
