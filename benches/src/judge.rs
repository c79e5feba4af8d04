//! The same claims for the `jsonwebtoken` crate, the one most people would use.

use serde::Serialize;

use crate::inputs;

/// A client token's claims.
#[derive(Debug, Serialize)]
pub struct Claims {
    iss: &'static str,
    ist: &'static str,
    iat: u64,
    exp: u64,
    jti: &'static str,
    session_id: &'static str,
    role: &'static str,
    scope: &'static str,
    connection_data: &'static str,
}

/// What [`inputs`] say.
pub fn claims() -> Claims {
    Claims {
        iss: inputs::KEY,
        ist: "project",
        iat: inputs::NOW.get(),
        exp: inputs::EXPIRES.get(),
        jti: inputs::JWT_ID,
        session_id: inputs::SESSION,
        role: "moderator",
        scope: "session.connect",
        connection_data: inputs::DATA,
    }
}
