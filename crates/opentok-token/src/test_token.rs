//! The literal texts that stand in for a token in the staging environment.
//!
//! They carry no proof: whoever knows the word has the role. No verifier accepts them unless its caller
//! chooses [`Verifier::verify_or_test_token`](crate::Verifier::verify_or_test_token).

use crate::role::Role;

/// Stands for a publisher's token.
pub const DEV_TOKEN: &str = "devtoken";

/// Stands for a moderator's token, since version 0.91.5 of the service.
pub const MODERATOR_TOKEN: &str = "moderator_token";

/// The role that a test text stands for.
pub fn role_of(text: &str) -> Option<Role> {
    match text {
        DEV_TOKEN => Some(Role::Publisher),
        MODERATOR_TOKEN => Some(Role::Moderator),
        _ => None,
    }
}
