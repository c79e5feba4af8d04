use alloc::collections::BTreeMap;
use core::fmt;

use serde::{Serialize, Serializer, ser::SerializeStruct};

use super::SipUri;
use crate::{ArgumentError, StreamId, option::Secret};

/// The other end of a call, and how to reach it.
///
/// ```
/// use opentok_rest::sip::SipTarget;
///
/// let target = SipTarget::new("sip:room@sip.example.net;transport=tls".parse()?)
///     .from("+15550100@example.net")?
///     .header("X-Room", "42")?
///     .encrypted()
///     .with_video();
/// # drop(target);
/// # Ok::<(), opentok_rest::ArgumentError>(())
/// ```
#[derive(Clone)]
#[must_use]
pub struct SipTarget {
    uri: SipUri,
    from: Option<Box<str>>,
    headers: BTreeMap<Box<str>, Box<str>>,
    auth: Option<(Box<str>, Secret)>,
    secure: bool,
    video: bool,
    observe_force_mute: bool,
    streams: Option<Vec<StreamId>>,
}

impl SipTarget {
    /// The longest name or value of a header, and the longest `from`, in bytes.
    pub const MAX_TEXT_LEN: usize = 2048;

    /// Calls this end: unencrypted media, sound alone, of all streams.
    pub fn new(uri: SipUri) -> Self {
        Self {
            uri,
            from: None,
            headers: BTreeMap::new(),
            auth: None,
            secure: false,
            video: false,
            observe_force_mute: false,
            streams: None,
        }
    }

    /// Who calls, as `name-or-number@host`. A number is shown as the caller's. Default: the service shows `+00000000`.
    ///
    /// # Errors
    ///
    /// [`ArgumentError::Empty`]; [`ArgumentError::Length`] past [`MAX_TEXT_LEN`](Self::MAX_TEXT_LEN);
    /// [`ArgumentError::Character`] for control characters.
    pub fn from(mut self, from: impl Into<Box<str>>) -> Result<Self, ArgumentError> {
        let from = from.into();
        check_text("sip.from", &from, 1)?;
        self.from = Some(from);
        Ok(self)
    }

    /// Adds a header to the INVITE, in place of an earlier one of this name.
    ///
    /// # Errors
    ///
    /// [`ArgumentError::Character`] if the name is not made of letters, digits and ``-.!%*_+`'~``, or the value has control
    /// characters, which could begin another header; [`ArgumentError::Empty`] if the name is; [`ArgumentError::Length`] if either is
    /// longer than [`MAX_TEXT_LEN`](Self::MAX_TEXT_LEN).
    pub fn header(mut self, name: impl Into<Box<str>>, value: impl Into<Box<str>>) -> Result<Self, ArgumentError> {
        let (name, value) = (name.into(), value.into());
        check_text("sip.headers", &name, 1)?;
        check_text("sip.headers", &value, 0)?;
        if let Some(at) = name.bytes().position(|byte| !is_token(byte)) {
            return Err(ArgumentError::Character {
                name: "sip.headers",
                at,
            });
        }
        self.headers.insert(name, value);
        Ok(self)
    }

    /// Name and password for a server that asks for them.
    #[doc(alias = "auth")]
    pub fn credentials(mut self, username: impl Into<Box<str>>, password: Secret) -> Self {
        self.auth = Some((username.into(), password));
        self
    }

    /// Encrypts the media. The signalling is encrypted if the URI says `;transport=tls`.
    #[doc(alias = "secure")]
    pub fn encrypted(mut self) -> Self {
        self.secure = true;
        self
    }

    /// Sends a picture too: a grid of up to nine streams.
    #[doc(alias = "video")]
    pub fn with_video(mut self) -> Self {
        self.video = true;
        self
    }

    /// Lets moderators mute the caller, and the caller unmute with `*6`.
    pub fn observe_force_mute(mut self) -> Self {
        self.observe_force_mute = true;
        self
    }

    /// Sends these streams alone. Default: all.
    pub fn streams(mut self, streams: impl IntoIterator<Item = StreamId>) -> Self {
        self.streams = Some(streams.into_iter().collect());
        self
    }
}

/// As the wire has it, with the password.
pub(super) struct SipBody<'a>(pub(super) &'a SipTarget);

impl Serialize for SipBody<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Auth<'a> {
            username: &'a str,
            password: &'a str,
        }

        let target = self.0;
        let mut fields = serializer.serialize_struct("Sip", 8)?;
        fields.serialize_field("uri", target.uri.as_str())?;
        if let Some(from) = &target.from {
            fields.serialize_field("from", from)?;
        }
        if !target.headers.is_empty() {
            fields.serialize_field("headers", &target.headers)?;
        }
        if let Some((username, password)) = &target.auth {
            let password = password.expose();
            fields.serialize_field("auth", &Auth { username, password })?;
        }
        for (name, is_set) in [
            ("secure", target.secure),
            ("video", target.video),
            ("observeForceMute", target.observe_force_mute),
        ] {
            if is_set {
                fields.serialize_field(name, &true)?;
            }
        }
        if let Some(streams) = &target.streams {
            fields.serialize_field("streams", streams)?;
        }
        fields.end()
    }
}

/// Shows where the call goes, and nothing of who is called or of what the headers say.
impl fmt::Debug for SipTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SipTarget")
            .field("uri", &self.uri)
            .field("secure", &self.secure)
            .field("video", &self.video)
            .field("observe_force_mute", &self.observe_force_mute)
            .field("streams", &self.streams)
            .finish_non_exhaustive()
    }
}

fn check_text(name: &'static str, text: &str, min: usize) -> Result<(), ArgumentError> {
    ArgumentError::check_len(name, text, min..=SipTarget::MAX_TEXT_LEN)?;
    match text.char_indices().find(|(_, char)| char.is_control()) {
        Some((at, _)) => Err(ArgumentError::Character { name, at }),
        None => Ok(()),
    }
}

/// RFC 3261, section 25.1.
fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-.!%*_+`'~".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target() -> SipTarget {
        SipTarget::new("sip:user@sip.example.net".parse().unwrap())
    }

    fn json(target: &SipTarget) -> String {
        serde_json::to_string(&SipBody(target)).unwrap()
    }

    #[test]
    fn what_is_not_said_is_not_sent() {
        assert_eq!(json(&target()), r#"{"uri":"sip:user@sip.example.net"}"#);
    }

    #[test]
    fn everything_that_is_said_is_sent() {
        let target = target()
            .from("+15550100@example.net")
            .and_then(|target| target.header("X-Room", "41"))
            .and_then(|target| target.header("X-Room", "42"))
            .unwrap()
            .credentials("bob", Secret::new("hunter2"))
            .encrypted()
            .with_video()
            .observe_force_mute()
            .streams(["s-1".parse().unwrap()]);
        let expected = concat!(
            r#"{"uri":"sip:user@sip.example.net","from":"+15550100@example.net","headers":{"X-Room":"42"},"#,
            r#""auth":{"username":"bob","password":"hunter2"},"secure":true,"video":true,"observeForceMute":true,"#,
            r#""streams":["s-1"]}"#
        );
        assert_eq!(json(&target), expected);
        let shown = format!("{target:?}");
        for secret in ["hunter2", "bob", "15550100", "user@", "X-Room"] {
            assert!(!shown.contains(secret), "{shown}");
        }
    }

    #[test]
    fn a_header_cannot_begin_another() {
        let error = |name: &str, value: &str| target().header(name, value).unwrap_err();
        let at = |at| ArgumentError::Character {
            name: "sip.headers",
            at,
        };
        assert_eq!(error("X-A", "b\r\nVia: c"), at(1));
        assert_eq!(error("X-A: b", "c"), at(3));
        assert_eq!(error("X\u{e9}", "c"), at(1));
        assert_eq!(error("", "c"), ArgumentError::Empty { name: "sip.headers" });
        assert!(target().header("X", "").is_ok());
        assert!(matches!(
            target().from("a\nb"),
            Err(ArgumentError::Character {
                name: "sip.from",
                at: 1
            })
        ));
    }

    #[test]
    fn texts_are_taken_at_their_limits_and_refused_one_past_them() {
        assert!(target().header("X", "a".repeat(2048)).is_ok());
        assert!(target().header("X".repeat(2048), "a").is_ok());
        assert!(target().from("a".repeat(2048)).is_ok());
        let too_long = |result: Result<SipTarget, _>| matches!(result, Err(ArgumentError::Length { len: 2049, .. }));
        assert!(too_long(target().header("X", "a".repeat(2049))));
        assert!(too_long(target().header("X".repeat(2049), "a")));
        assert!(too_long(target().from("a".repeat(2049))));
        assert!(target().from("").is_err());
    }
}
