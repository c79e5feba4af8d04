use core::time::Duration;

use helplightning::{EmailAddress, UserToken};
use http::StatusCode;

use super::reply;
use crate::help_lightning::app::Inner;
use crate::help_lightning::authorization::user_token;
use crate::help_lightning::query::missing;
use crate::help_lightning::{Held, Pin, Put};
use crate::http::{ApiError, Call, Fields, MediaType, Reply};

/// `POST /session`: a session with a contact, and a PIN to share. The PIN comes last, so that a failure leaves none.
pub(crate) async fn create(server: &Inner, call: &mut Call) -> Result<Reply, ApiError> {
    if call.media_type() != MediaType::Json {
        return Err(ApiError::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "unsupported_media_type",
            "the body must be application/json, in UTF-8, not compressed",
        ));
    }
    let caller = user_token(call.head().headers())?;
    let address = contact_address(&call.body().await?)?;
    if server.is_full().await? {
        return Err(no_free_pin());
    }
    let contact = find_contact(server, call, &caller, &address).await?;
    let session = server.upstream.create(&caller, contact).await?;
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

fn contact_address(body: &[u8]) -> Result<EmailAddress, ApiError> {
    const NAME: &str = "contact_email";
    if body.is_empty() {
        return Err(ApiError::malformed_body("the body is empty"));
    }
    let fields = Fields::read(MediaType::Json, body)?;
    let field = fields.get(NAME)?.ok_or_else(|| missing(NAME))?;
    let address = field.text().and_then(|text| text.parse().ok());
    address.ok_or_else(|| ApiError::parameter("invalid_email", NAME, "contact_email is not an address"))
}

/// The user token of the contact. It goes no further than into the session.
async fn find_contact(
    server: &Inner,
    call: &Call,
    caller: &UserToken,
    address: &EmailAddress,
) -> Result<UserToken, ApiError> {
    let attempt = server.begin(&server.lookups, call, caller, "rate_limited")?;
    let contact = match server.upstream.find(address).await {
        Ok(Some(user)) => server
            .upstream
            .token(&user)
            .await
            .map(|token| token.map(|token| (user.id, token))),
        Ok(None) => Ok(None),
        Err(error) => Err(error),
    };
    let contact = match contact {
        Ok(Some(contact)) => contact,
        Ok(None) => {
            // Who the service does not know shall not learn whom it knows. The attempt stays counted.
            server.upstream.check_caller(caller).await?;
            return Err(ApiError::parameter(
                "contact_not_found",
                "contact_email",
                "there is no user with this address",
            )
            .with_status(StatusCode::NOT_FOUND));
        }
        Err(error) => {
            attempt.forgive();
            return Err(error);
        }
    };
    attempt.forgive();
    let (id, token) = contact;
    let is_caller = caller
        .user_id()
        .map_or_else(|| caller.is_same_as(&token), |caller| caller == id);
    if is_caller {
        return Err(ApiError::parameter(
            "contact_is_caller",
            "contact_email",
            "the contact is the caller",
        ));
    }
    Ok(token)
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
