//! Who takes part in the story: a project or application, and a session of it.

use base64ct::{Base64UrlUnpadded, Encoding};
use opentok_token::{ApiKey, Policy, SessionId, UnixSeconds};
use zeroize::Zeroizing;

use crate::chance;
use crate::command::token::judge::Judge;
use crate::command::token::minter::Minter;
use crate::credentials::{Credentials, ProjectSecret};
use crate::failure::Failure;

/// A session, and keys to mint and verify its tokens with.
pub(super) struct Cast {
    pub(super) session: SessionId,
    pub(super) minter: Minter,
    pub(super) judge: Judge,
    /// Key and secret, if they were made up for the story and may be shown.
    pub(super) demo: Option<ProjectSecret>,
}

impl Cast {
    /// A project and a session made up from random bytes. They open nothing anywhere.
    pub(super) fn demo(now: UnixSeconds) -> Result<Self, Failure> {
        // Eight digits, as keys have: one of the official SDKs reads them as a number.
        let name = (10_000_000 + u64::from_le_bytes(chance::bytes()?) % 90_000_000).to_string();
        let secret: String = chance::bytes::<20>()?
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let random = Base64UrlUnpadded::encode_string(&chance::bytes::<18>()?);
        let payload = format!("1~{name}~~{}000~{random}~", now.get());
        let session = format!("1_{}", Base64UrlUnpadded::encode_string(payload.as_bytes()));
        let broken = || Failure::refused("demo", "the demo project could not be made up");
        let key: ApiKey = name.parse().map_err(|_| broken())?;
        let demo = ProjectSecret::new(key, Zeroizing::new(secret));
        let session: SessionId = session.parse().map_err(|_| broken())?;
        let credentials = Credentials {
            project: Some(demo.clone()),
            application: None,
        };
        Ok(Self {
            demo: Some(demo),
            ..Self::given(session, credentials)?
        })
    }

    /// The caller's own session and credentials.
    pub(super) fn given(session: SessionId, credentials: Credentials) -> Result<Self, Failure> {
        let policy = Policy::new();
        let judge = match (&credentials.project, &credentials.application) {
            (Some(project), _) => Some(Judge::of_project(project.project(), policy)),
            (None, Some(keys)) => keys.public.clone().map(|key| Judge::of_key(key, keys.id, policy)),
            (None, None) => None,
        };
        let minter = Minter::new(credentials, None)?;
        let judge = judge.ok_or_else(|| Failure::configuration(&["there is nothing to verify with".to_owned()]))?;
        Ok(Self {
            session,
            minter,
            judge,
            demo: None,
        })
    }
}
