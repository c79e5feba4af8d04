//! What happens in the story.

use opentok_token::limits::DEFAULT_LIFETIME;
use opentok_token::{Grant, Role, Token, UnixSeconds};

use super::cast::Cast;
use super::forge;
use crate::command::token::inspect::inspect;
use crate::command::token::judge::{Purpose, Verdict};
use crate::failure::Failure;
use crate::output::Facts;

/// The story once it has been played.
pub(super) struct Story {
    pub(super) cast: Cast,
    pub(super) scenes: Vec<Scene>,
    /// What the publisher's token says.
    pub(super) inspected: Facts<'static>,
    /// The publisher's token made a moderator's, and what became of it.
    pub(super) forged: (String, Verdict<'static>),
    /// What becomes of the publisher's token a minute after its day is over.
    pub(super) expired: Verdict<'static>,
}

/// One role: its token, and what a verifier says to it.
pub(super) struct Scene {
    pub(super) role: Role,
    pub(super) token: Token,
    pub(super) verdict: Verdict<'static>,
}

/// The roles, in order of appearance.
const ROLES: [Role; 3] = [Role::Publisher, Role::Subscriber, Role::Moderator];

impl Story {
    /// Mints, inspects, verifies and forges.
    pub(super) fn play(cast: Cast, now: UnixSeconds) -> Result<Self, Failure> {
        let publisher = cast.play(Role::Publisher, now)?;
        let inspected = inspect(publisher.token.expose(), &mut Vec::new())?;
        let forged = forge::change_role(publisher.token.expose(), Role::Publisher, Role::Moderator)
            .ok_or_else(|| Failure::refused("story", "the publisher's token names no role"))?;
        let forged_verdict = cast.judge(&forged, now)?;
        let expired = cast.judge(publisher.token.expose(), now.plus(DEFAULT_LIFETIME + 60))?;
        let mut scenes = vec![publisher];
        for role in ROLES.into_iter().skip(1) {
            scenes.push(cast.play(role, now)?);
        }
        Ok(Self {
            cast,
            scenes,
            inspected,
            forged: (forged, forged_verdict),
            expired,
        })
    }

    /// Makes sure that everything came as it had to.
    pub(super) fn check(&self) -> Result<(), Failure> {
        let all_true = self.scenes.iter().all(|scene| scene.verdict.is_valid());
        if all_true && !self.forged.1.is_valid() && !self.expired.is_valid() {
            Ok(())
        } else {
            Err(Failure::refused(
                "story",
                "a true token was refused or a false one accepted",
            ))
        }
    }

    /// The story as one JSON value.
    pub(super) fn to_facts(&self) -> Facts<'_> {
        let demo = self.cast.demo.as_ref().map(|project| {
            Facts::new()
                .with("api_key", project.key.as_str())
                .with("api_secret", project.secret().expose())
        });
        let scene = |scene: &Scene| {
            Facts::new()
                .with("role", scene.role.as_str())
                .with("token", scene.token.expose().to_owned())
                .with("verdict", scene.verdict.clone().into_facts())
        };
        let forged = Facts::new()
            .with("token", self.forged.0.as_str())
            .with("verdict", self.forged.1.clone().into_facts());
        Facts::new()
            .with("ok", self.check().is_ok())
            .with("demo", demo)
            .with("session_id", self.cast.session.as_str())
            .with("tokens", self.scenes.iter().map(scene).collect::<Vec<_>>())
            .with("inspected", self.inspected.clone())
            .with("forged", forged)
            .with("a_day_later", self.expired.clone().into_facts())
    }
}

impl Cast {
    fn play(&self, role: Role, now: UnixSeconds) -> Result<Scene, Failure> {
        let grant = Grant::new(&self.session).role(role).data("name=Alice");
        let token = self.minter.mint(&grant, now, None)?;
        let verdict = self.judge(token.expose(), now)?;
        Ok(Scene { role, token, verdict })
    }

    fn judge(&self, token: &str, now: UnixSeconds) -> Result<Verdict<'static>, Failure> {
        let mut scratch = Vec::new();
        let verdict = self.judge.judge(token, Purpose::Client, now, &mut scratch);
        verdict
            .map(Verdict::into_owned)
            .map_err(|_| Failure::configuration(&["these credentials cannot verify client tokens".to_owned()]))
    }
}
