use bytes::Bytes;
use http::{Request, Response};
use http_endpoint::{Base, Endpoint, Safety};
use serde::{Deserialize, Deserializer, de};
use serde_json::json;

use super::MAX_OBJECT;
use crate::{AnswerError, Call, GssToken, SessionToken, UserToken, answer};

/// Asks where the video of a session is, on behalf of one who takes part in it.
///
/// Wire: [`WIRE.md`, "Ask for video"](crate::wire#ask-for-video).
#[derive(Clone, Debug)]
#[must_use = "an endpoint does nothing until it is sent"]
pub struct SessionVideo {
    user: UserToken,
}

/// Where the video is, and what admits to it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct VideoAccess {
    /// The address for native clients, such as `gss+ssl://gss.helplightning.net`.
    pub server: Box<str>,
    /// The address for browsers. Whether it is always there, no source says.
    pub ws_server: Option<Box<str>>,
    /// Admits the user.
    pub token: GssToken,
}

impl SessionVideo {
    /// Asks for the user with this token. Sent with the session token of the same user.
    pub fn new(user: &UserToken) -> Self {
        Self { user: user.clone() }
    }
}

impl Endpoint for SessionVideo {
    type Output = VideoAccess;
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        base.post(&["v1", "session", "video"])
            .json_body(json!({ "user_token": self.user.expose() }).to_string())
            .build()
    }

    fn parse(&self, response: Response<Bytes>) -> Result<VideoAccess, AnswerError> {
        #[derive(Deserialize)]
        struct Wire {
            gss_info: Info,
        }
        #[derive(Deserialize)]
        struct Info {
            #[serde(deserialize_with = "address")]
            server: Box<str>,
            #[serde(default, deserialize_with = "optional_address")]
            wsserver: Option<Box<str>>,
            token: GssToken,
        }
        let Wire { gss_info } = answer::read(response)?;
        Ok(VideoAccess {
            server: gss_info.server,
            ws_server: gss_info.wsserver,
            token: gss_info.token,
        })
    }

    fn safety(&self) -> Safety {
        Safety::Once
    }

    fn max_body(&self) -> usize {
        MAX_OBJECT
    }
}

impl Call<SessionToken> for SessionVideo {}

/// The longest address of a server, in bytes.
const MAX_ADDRESS: usize = 2048;

fn address<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Box<str>, D::Error> {
    check(Box::deserialize(deserializer)?)
}

fn optional_address<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Box<str>>, D::Error> {
    Option::<Box<str>>::deserialize(deserializer)?.map(check).transpose()
}

fn check<E: de::Error>(text: Box<str>) -> Result<Box<str>, E> {
    if text.is_empty() || text.len() > MAX_ADDRESS || !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(E::custom("not an address"));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(server: &str) -> Result<VideoAccess, AnswerError> {
        let body = json!({ "gss_info": { "server": server, "token": "t", "wsserver": null } }).to_string();
        SessionVideo::new(&UserToken::new("u").unwrap()).parse(Response::new(body.into()))
    }

    #[test]
    fn an_address_is_printable_and_ends_at_the_limit() {
        assert!(parse(&"a".repeat(MAX_ADDRESS)).is_ok());
        for server in ["", "a b", "a\nb", &"a".repeat(MAX_ADDRESS + 1)] {
            assert!(matches!(parse(server), Err(AnswerError::Decode(_))), "{server}");
        }
    }
}
