//! The part for a device: neither std nor an allocator. `cargo xtask no-std` links this very file without either.

use core::time::Duration;

use opentok_token::{ApiSecret, Grant, Nonce, Project, Role, SessionId, SignError, Signer, UnixSeconds};

/// Enough for a token without connection data.
pub const MAX_TOKEN: usize = 512;

/// A device that shows its camera in one session.
pub struct Device {
    signer: Signer,
    session: SessionId,
}

impl Device {
    /// Reads what was burnt into the device. `None` if it is not of the right form.
    pub fn new(key: &str, secret: &str, session: &str) -> Option<Self> {
        let key = key.parse().ok()?;
        let session = SessionId::parse_for(session, &key).ok()?;
        let signer = Signer::new(Project::new(key, ApiSecret::new(secret)));
        Some(Self { signer, session })
    }

    /// A token for the next five minutes. The device's clock and its random number come from outside.
    pub fn token<'o>(&self, now: u64, random: u64, out: &'o mut [u8; MAX_TOKEN]) -> Result<&'o str, SignError> {
        let grant = Grant::new(&self.session)
            .role(Role::PublisherOnly)
            .expires_in(Duration::from_secs(300));
        self.signer
            .sign_t1_into(&grant, UnixSeconds::new(now), Nonce::new(random), out)
    }
}
