use bytes::Bytes;
use http::{Method, Request, Response};
use http_endpoint::{Base, Endpoint, Safety};
use opentok_token::ApiKey;

pub use opentok_archive::session::Session as LegacySession;

use crate::{AnswerError, Call, Environments, ReadAnswerError, Scope, endpoint::answer};

/// Creates a session as the first SDKs did: key in the form, secret in a header, XML for an answer.
/// Wire: [`WIRE.md`, "The API of 2011 to 2014"](crate::wire).
///
/// # Errors
///
/// [`RefusalKind::Authentication`](crate::RefusalKind::Authentication) if key and secret are not known, also when the service
/// says so in an answer with status 200.
#[derive(Clone, Debug, Eq, PartialEq)]
#[must_use = "a call does nothing until it is sent"]
pub struct CreateLegacySession {
    key: ApiKey,
    location: Box<str>,
    properties: Vec<(Box<str>, Box<str>)>,
}

impl CreateLegacySession {
    /// Which way media go: `enabled` from client to client, `disabled` through servers.
    pub const P2P_PREFERENCE: &'static str = "p2p.preference";
    /// Ignored since 2012.
    #[deprecated(note = "ignored by the service since 2012")]
    pub const ECHO_SUPPRESSION: &'static str = "echoSuppression.enabled";
    /// Ignored since 2012.
    #[deprecated(note = "ignored by the service since 2012")]
    pub const NUM_OUTPUT_STREAMS: &'static str = "multiplexer.numOutputStreams";
    /// Ignored since 2012.
    #[deprecated(note = "ignored by the service since 2012")]
    pub const SWITCH_TYPE: &'static str = "multiplexer.switchType";
    /// Ignored since 2012. In milliseconds.
    #[deprecated(note = "ignored by the service since 2012")]
    pub const SWITCH_TIMEOUT: &'static str = "multiplexer.switchTimeout";
    /// Ignored since 2012.
    #[deprecated(note = "ignored by the service since 2012")]
    pub const TRANSITION_DURATION: &'static str = "multiplexer.transitionDuration";

    /// A session of the project with this key.
    pub fn new(key: ApiKey) -> Self {
        Self {
            key,
            location: Box::default(),
            properties: Vec::new(),
        }
    }

    /// Hints at where the first clients are, by an IP address. Sent empty unless set.
    pub fn location(mut self, location: impl Into<Box<str>>) -> Self {
        self.location = location.into();
        self
    }

    /// Adds a property, behind those before it.
    pub fn property(mut self, name: impl Into<Box<str>>, value: impl Into<Box<str>>) -> Self {
        self.properties.push((name.into(), value.into()));
        self
    }
}

impl Endpoint for CreateLegacySession {
    type Output = LegacySession;
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        let mut form = vec![("api_key", self.key.as_str()), ("location", &*self.location)];
        form.extend(self.properties.iter().map(|(name, value)| (&**name, &**value)));
        base.request(Self::METHOD, &["session", "create"]).form(&form).build()
    }

    fn parse(&self, response: Response<Bytes>) -> Result<LegacySession, AnswerError> {
        answer::accept_document::<Self>(&response)?;
        LegacySession::parse(response.body())
            .map_err(|error| answer::unreadable(&response, ReadAnswerError::Session(error)))
    }

    fn safety(&self) -> Safety {
        Self::SAFETY
    }
}

impl Call for CreateLegacySession {
    const NAME: &'static str = "create_legacy_session";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/hl/session/create";
    const SCOPE: Scope = Scope::LegacyPartner;
    const SAFETY: Safety = Safety::Once;
    const ENVIRONMENTS: Environments = Environments::Legacy;
}
