use core::net::Ipv4Addr;

use bytes::Bytes;
use http::{Method, Request, Response};
use http_endpoint::{Base, Endpoint, Safety};

use super::Session;
use crate::{
    AnswerError, ArgumentError, Call, Environments, Resolution, Scope,
    endpoint::{answer, ask::ask},
};

/// Creates a session. Sessions never expire and cost nothing until somebody is in them.
/// Wire: [`WIRE.md`, "Sessions"](crate::wire).
///
/// ```
/// use opentok_rest::{Resolution, session::CreateSession};
///
/// let session = CreateSession::routed().archive_always().archive_resolution(Resolution::Hd);
/// # let _ = session;
/// ```
///
/// # Errors
///
/// [`RefusalKind::Invalid`](crate::RefusalKind::Invalid) if the service dislikes the options. Before anything is sent,
/// [`ArgumentError::Requires`] and [`ArgumentError::Exclusive`] if they do not fit each other, [`ArgumentError::Length`] for
/// the archive's name.
#[derive(Clone, Debug, Eq, PartialEq)]
#[must_use = "a call does nothing until it is sent"]
pub struct CreateSession {
    media_mode: MediaMode,
    archive_mode: ArchiveMode,
    archive_name: Option<Box<str>>,
    archive_resolution: Option<Resolution>,
    location: Option<Ipv4Addr>,
    e2ee: bool,
}

/// Which way sound and picture go.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum MediaMode {
    /// Through the service's servers. Archives, broadcasts, SIP and the like need it.
    Routed,
    /// From client to client where that is possible.
    Relayed,
}

/// Whether a session is recorded of itself.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum ArchiveMode {
    /// When asked to.
    #[default]
    Manual,
    /// Always.
    Always,
}

impl CreateSession {
    /// The longest name of an archive, in characters.
    pub const MAX_ARCHIVE_NAME: usize = 80;

    /// A session whose media go through the service's servers.
    pub const fn routed() -> Self {
        Self::new(MediaMode::Routed)
    }

    /// A session whose media go from client to client where possible. Nothing can be recorded of it.
    #[doc(alias = "p2p")]
    pub const fn relayed() -> Self {
        Self::new(MediaMode::Relayed)
    }

    /// A session of this mode. There is no default, because SDKs and servers differ in theirs.
    pub const fn new(media_mode: MediaMode) -> Self {
        Self {
            media_mode,
            archive_mode: ArchiveMode::Manual,
            archive_name: None,
            archive_resolution: None,
            location: None,
            e2ee: false,
        }
    }

    /// Records the session whenever somebody is in it. Needs a routed session.
    pub const fn archive_always(mut self) -> Self {
        self.archive_mode = ArchiveMode::Always;
        self
    }

    /// Names the archives of a session that is always recorded: 1 to 80 characters.
    pub fn archive_name(mut self, name: impl Into<Box<str>>) -> Self {
        self.archive_name = Some(name.into());
        self
    }

    /// Sets the size of the picture in the archives of a session that is always recorded.
    pub fn archive_resolution(mut self, resolution: Resolution) -> Self {
        self.archive_resolution = Some(resolution);
        self
    }

    /// Hints at where the first clients are, so that a server near them is chosen. Otherwise the caller's address decides.
    pub const fn location(mut self, location: Ipv4Addr) -> Self {
        self.location = Some(location);
        self
    }

    /// Has the clients encrypt what they publish for each other. Needs a routed session that is not recorded.
    pub const fn e2ee(mut self, on: bool) -> Self {
        self.e2ee = on;
        self
    }
}

impl Endpoint for CreateSession {
    type Output = Session;
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        let location = self.location.map(|location| location.to_string());
        let mut form = vec![
            (
                "archiveMode",
                match self.archive_mode {
                    ArchiveMode::Manual => "manual",
                    ArchiveMode::Always => "always",
                },
            ),
            (
                "p2p.preference",
                match self.media_mode {
                    MediaMode::Routed => "disabled",
                    MediaMode::Relayed => "enabled",
                },
            ),
        ];
        form.extend(location.as_deref().map(|location| ("location", location)));
        form.extend(self.archive_name.as_deref().map(|name| ("archiveName", name)));
        let resolution = self.archive_resolution.as_ref();
        form.extend(resolution.map(|resolution| ("archiveResolution", resolution.as_str())));
        form.extend(self.e2ee.then_some(("e2ee", "true")));
        ask::<Self>(base, &["session", "create"]).form(&form).build()
    }

    fn parse(&self, response: Response<Bytes>) -> Result<Session, AnswerError> {
        answer::accept_document::<Self>(&response)?;
        Session::read(response.body()).map_err(|error| answer::unreadable(&response, error))
    }

    fn safety(&self) -> Safety {
        Self::SAFETY
    }
}

impl Call for CreateSession {
    const NAME: &'static str = "create_session";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/session/create";
    const SCOPE: Scope = Scope::Service;
    const SAFETY: Safety = Safety::Once;
    const ENVIRONMENTS: Environments = Environments::Both;

    fn check(&self) -> Result<(), ArgumentError> {
        let requires = |name, other| Err(ArgumentError::Requires { name, other });
        let is_always = self.archive_mode == ArchiveMode::Always;
        let is_routed = self.media_mode == MediaMode::Routed;
        if is_always && !is_routed {
            return requires("archiveMode", "a routed session");
        }
        if self.e2ee && !is_routed {
            return requires("e2ee", "a routed session");
        }
        if self.e2ee && is_always {
            let (name, other) = ("e2ee", "archiveMode");
            return Err(ArgumentError::Exclusive { name, other });
        }
        if self.archive_resolution.is_some() && !is_always {
            return requires("archiveResolution", "archiveMode");
        }
        let Some(archive_name) = &self.archive_name else {
            return Ok(());
        };
        if !is_always {
            return requires("archiveName", "archiveMode");
        }
        let (name, len, max) = ("archiveName", archive_name.chars().count(), Self::MAX_ARCHIVE_NAME);
        match len {
            0 => Err(ArgumentError::Empty { name }),
            _ if len > max => Err(ArgumentError::Length { name, len, min: 1, max }),
            _ => Ok(()),
        }
    }
}
