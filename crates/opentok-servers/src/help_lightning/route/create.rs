use core::time::Duration;

use helplightning::{EmailAddress, SessionAccess, UserToken};
use http::StatusCode;

use super::reply;
use crate::help_lightning::app::Inner;
use crate::help_lightning::{Held, Pin, Put, request};
use crate::http::{ApiError, Call, Reply};

/// `POST /session`: a session with a contact, and a PIN to share. The PIN comes last, so that a failure leaves none.
pub(crate) async fn create(server: &Inner, call: &mut Call) -> Result<Reply, ApiError> {
    let caller = request::create_head(call.head().headers())?;
    let address = request::create_body(&call.body().await?)?;
    if server.is_full().await? {
        return Err(no_free_pin());
    }
    let attempt = server.begin(&server.lookups, call, &caller, "rate_limited")?;
    let session = connect(server, &caller, &address).await;
    if !session.as_ref().is_err_and(is_failure_of_caller) {
        attempt.forgive();
    }
    let session = session?;
    let video = server.upstream.video(&caller, &session.token).await?;
    let now = server.clock.now();
    let held = Held::new(session.id, video.server, video.ws_server, now, server.pin_ttl);
    let pin = put_in_use(server, &held, now).await?;
    server.counters.session();
    Ok(reply::session(
        server.session_id_form,
        &pin,
        &held,
        video.token.expose(),
        &caller,
    ))
}

/// Finds the contact and creates the session.
async fn connect(server: &Inner, caller: &UserToken, address: &EmailAddress) -> Result<SessionAccess, ApiError> {
    let contact = match server.upstream.find(address).await? {
        Some(user) => server.upstream.token(&user).await?.map(|token| (user.id, token)),
        None => None,
    };
    let Some((id, token)) = contact else {
        // Who the service does not know shall not learn whom it knows.
        server.upstream.check_caller(caller).await?;
        let error = ApiError::parameter(NOT_FOUND, "contact_email", "there is no user with this address");
        return Err(error.with_status(StatusCode::NOT_FOUND));
    };
    let is_caller = match caller.user_id() {
        // The token only says so: without asking the service, anybody could find out who has which number.
        Some(caller_id) if caller_id == id => server.upstream.check_caller(caller).await.map(|()| true)?,
        Some(_) => false,
        None => caller.is_same_as(&token),
    };
    if is_caller {
        return Err(ApiError::parameter(
            "contact_is_caller",
            "contact_email",
            "the contact is the caller",
        ));
    }
    server.upstream.create(caller, token).await
}

const NOT_FOUND: &str = "contact_not_found";

/// Whether it is one of those by which a stranger would find out who has an account.
fn is_failure_of_caller(error: &ApiError) -> bool {
    error.status() == StatusCode::UNAUTHORIZED || error.word() == NOT_FOUND
}

/// Draws PINs until one is free. With half of them free, the draws fail once in four thousand million times.
async fn put_in_use(server: &Inner, held: &Held, now: Duration) -> Result<Pin, ApiError> {
    for _ in 0..MAX_DRAWS {
        let pin = Pin::draw(server.pin_digits, &server.chance).ok_or_else(ApiError::internal)?;
        match server.pins.put(&pin, held, now).await {
            Ok(Put::Stored) => return Ok(pin),
            Ok(Put::Taken) => {}
            Ok(Put::Full) => break,
            Err(error) => return Err(server.store_failed(&error)),
        }
    }
    Err(no_free_pin())
}

const MAX_DRAWS: u32 = 32;

fn no_free_pin() -> ApiError {
    ApiError::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "no_free_pin",
        "too many PINs are in use; some will be free soon",
    )
    .retry_after(Duration::from_secs(30))
}
