use axum_core::{
    body::Body,
    extract::{FromRef, FromRequest, Request},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use http_body_util::{BodyExt, LengthLimitError, Limited};

use super::{Callback, MAX_BODY, ParseEventError, ReceiveError, Receiver};

/// Takes the whole request, by the [`Receiver`] in the router's state.
///
/// ```
/// use opentok_rest::webhook::{Callback, Receiver};
///
/// async fn on_callback(callback: Callback) {
///     println!("{:?}", callback.event.family());
/// }
/// # fn check<H: FnOnce(Callback) -> F, F: Future>(_: H) {}
/// # check(on_callback);
/// // Router::new().route("/callbacks", post(on_callback)).with_state(receiver)
/// ```
impl<S> FromRequest<S> for Callback
where
    Receiver: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = ReceiveError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ReceiveError> {
        let receiver = Receiver::from_ref(state);
        let (head, body) = request.into_parts();
        let body = collect(body).await?;
        receiver.take(&head.method, &head.headers, &body)
    }
}

/// The status that [`ReceiveError::status`] says, and no body: a stranger need not know why.
impl IntoResponse for ReceiveError {
    fn into_response(self) -> Response {
        self.status().into_response()
    }
}

async fn collect(body: Body) -> Result<Bytes, ReceiveError> {
    match Limited::new(body, MAX_BODY).collect().await {
        Ok(whole) => Ok(whole.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(ParseEventError::TooLarge { len: MAX_BODY + 1 }.into()),
        Err(_) => Err(ReceiveError::Body),
    }
}
