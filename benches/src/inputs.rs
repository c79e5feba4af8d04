//! What every measurement is made with: the grant of an ordinary participant.

use opentok_token::{ApiSecret, Grant, Nonce, Project, Role, SessionId, Signer, UnixSeconds};

/// A project's key, of the common length.
pub const KEY: &str = "46720272";

/// A project's secret, of the one length they have.
pub const SECRET: &str = "8a3ef43c18f1b6b4c0c6a9b9c3a3d1a1f3e2b5d7";

/// Connection data as applications write it.
pub const DATA: &str = "name=Alice Example&level=4";

/// How much of it there may be.
pub const JSON_LEN: usize = 1000;

/// As much connection data as there may be, as applications write it that send objects.
pub fn json() -> String {
    let person = r#"{"name":"Alice Example","id":12345,"team":"blue"},"#;
    person.chars().cycle().take(JSON_LEN).collect()
}

/// A session id of today's form.
pub const SESSION: &str = "1_MX40NjcyMDI3Mn5-MTU0NzA4MDUyMTEzNn5zOXdkclVXa3JEaWpVNHNuRm9TYWVBdHF-fg";

/// A JWT's own name: 128 bits in hex.
pub const JWT_ID: &str = "5f2b6c1e9d8a4773b0c4e1f6a7d8293b";

/// The moment of signing.
pub const NOW: UnixSeconds = UnixSeconds::new(1_795_296_017);

/// When the token ends: an hour later.
pub const EXPIRES: UnixSeconds = UnixSeconds::new(1_795_299_617);

/// Room for any token made here.
pub type Buffer = [u8; 1024];

/// The project.
pub fn project() -> Project {
    Project::new(KEY.parse().expect("a key"), ApiSecret::new(SECRET))
}

/// The project's signer.
pub fn signer() -> Signer {
    Signer::new(project())
}

/// The session.
pub fn session() -> SessionId {
    SESSION.parse().expect("a session id")
}

/// What the token is to let its bearer do.
pub fn grant(session: &SessionId) -> Grant<'_> {
    Grant::new(session).role(Role::Moderator).data(DATA).expires_at(EXPIRES)
}

/// A nonce of full length.
pub fn nonce() -> Nonce {
    Nonce::new(17_346_127_645_312_876_543)
}
