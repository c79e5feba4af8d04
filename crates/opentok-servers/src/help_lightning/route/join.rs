use http::StatusCode;

use super::reply;
use crate::help_lightning::upstream::JoinError;
use crate::help_lightning::{app::Inner, request};
use crate::http::{ApiError, Call, Reply};

/// `GET /session?sid=`: the session behind a PIN, by the caller's own token: the service decides who takes part.
///
/// An attempt counts as a failure unless the caller gets in, or the failure is somebody else's.
pub(crate) async fn join(server: &Inner, call: &Call) -> Result<Reply, ApiError> {
    let head = call.head();
    let (caller, pin) = request::join(head.query(), head.headers())?;
    let attempt = server.begin(&server.guesses, call, &caller, "too_many_attempts")?;
    let held = match server.pins.get(&pin, server.clock.now()).await {
        Ok(held) => held.ok_or_else(unknown)?,
        Err(error) => {
            attempt.forgive();
            return Err(server.store_failed(&error));
        }
    };
    match server.upstream.join(&caller, held.session.clone()).await {
        Ok(access) => {
            attempt.forgive();
            server.counters.join();
            let token = access.token.expose();
            Ok(reply::session(server.session_id_form, &pin, &held, token, &caller))
        }
        Err(JoinError::Caller(error)) => Err(error),
        Err(JoinError::NotAParticipant) => Err(ApiError::new(
            StatusCode::FORBIDDEN,
            "not_a_participant",
            "the caller does not take part in this session",
        )),
        Err(JoinError::Service(error)) => {
            attempt.forgive();
            Err(error)
        }
        Err(JoinError::Unknown) => Err(unknown()),
    }
}

/// The same for a PIN that never was and for one that is over.
fn unknown() -> ApiError {
    ApiError::parameter("unknown_sid", "sid", "there is no session with this PIN").with_status(StatusCode::NOT_FOUND)
}
