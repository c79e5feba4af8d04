use core::time::Duration;

use helplightning::{
    AnswerError, Call, CallError, Client, CreateSession, EmailAddress, ListUsers, Partner, ReadOwnUser, ReadSession,
    ReadUser, SessionAccess, SessionId, SessionToken, SessionVideo, User, UserToken, VideoAccess,
};
use http::StatusCode;
use http_endpoint::{AnyTransport, TransportErrorKind};

use super::authorization::{invalid, unauthorized};
use super::counters::Counters;
use crate::http::ApiError;

/// The service, and what its refusals mean to callers of this server.
#[derive(Debug)]
pub(crate) struct Upstream {
    client: Client<AnyTransport>,
    partner: Partner,
    counters: Counters,
}

impl Upstream {
    pub(crate) fn new(client: Client<AnyTransport>, partner: Partner, counters: Counters) -> Self {
        Self {
            client,
            partner,
            counters,
        }
    }

    /// The one user with this address whose account may be used.
    ///
    /// The service finds what it finds: another address, or the same twice, is nobody.
    pub(crate) async fn find(&self, address: &EmailAddress) -> Result<Option<User>, ApiError> {
        let list = ListUsers::new().email(address);
        let result = self.client.call_as(&self.partner, &list).await;
        self.counters.upstream("list_users", &result);
        let page = result.map_err(|error| of_partner(&error))?;
        let is_meant = |user: &User| user.email.as_deref().is_some_and(|email| address.is_same_as(email));
        let mut found = page.entries.into_iter().filter(is_meant);
        match (found.next(), found.next()) {
            (Some(user), None) if user.active != Some(false) => Ok(Some(user)),
            _ => Ok(None),
        }
    }

    /// The token of a user that was found. `None` if the service says by now that there is none.
    pub(crate) async fn token(&self, user: &User) -> Result<Option<UserToken>, ApiError> {
        let result = self.client.call_as(&self.partner, &ReadUser::new(user.id)).await;
        self.counters.upstream("read_user", &result);
        match result {
            Ok(access) if access.user.active == Some(false) => Ok(None),
            Ok(access) => access.token.map(Some).ok_or_else(bad_response),
            Err(CallError::Answer(AnswerError::NotFound(_))) => Ok(None),
            Err(error) => Err(of_partner(&error)),
        }
    }

    /// Whether the service knows the caller.
    pub(crate) async fn check_caller(&self, caller: &UserToken) -> Result<(), ApiError> {
        self.user_call("own_user", &ReadOwnUser::new(), caller).await.map(drop)
    }

    pub(crate) async fn create(&self, caller: &UserToken, contact: UserToken) -> Result<SessionAccess, ApiError> {
        self.user_call("create_session", &CreateSession::new(&[contact]), caller)
            .await
    }

    pub(crate) async fn video(&self, caller: &UserToken, session: &SessionToken) -> Result<VideoAccess, ApiError> {
        let result = self.client.call(&SessionVideo::new(caller), session).await;
        self.counters.upstream("session_video", &result);
        // The session token is a second old: whatever is wrong with it is not the caller's doing.
        result.map_err(|error| common(&error).unwrap_or_else(upstream_error))
    }

    /// The session as the caller sees it, who may not take part in it.
    pub(crate) async fn join(&self, caller: &UserToken, session: SessionId) -> Result<SessionAccess, JoinError> {
        let result = self.client.call(&ReadSession::new(session), caller).await;
        self.counters.upstream("read_session", &result);
        result.map_err(|error| match error {
            CallError::Answer(AnswerError::Forbidden(_)) => JoinError::NotAParticipant,
            CallError::Answer(AnswerError::NotFound(_)) => JoinError::Unknown,
            CallError::Answer(AnswerError::TokenExpired(_) | AnswerError::Unauthorized(_)) => {
                JoinError::Caller(of_user(&error))
            }
            error => JoinError::Service(of_user(&error)),
        })
    }

    async fn user_call<C: Call<UserToken>>(
        &self,
        name: &'static str,
        call: &C,
        caller: &UserToken,
    ) -> Result<C::Output, ApiError> {
        let result = self.client.call(call, caller).await;
        self.counters.upstream(name, &result);
        result.map_err(|error| of_user(&error))
    }
}

/// Why somebody cannot join.
#[derive(Debug)]
pub(crate) enum JoinError {
    /// The service does not accept who asks.
    Caller(ApiError),
    /// The service knows who asks, and that they have no part in it.
    NotAParticipant,
    /// Nothing of the caller's doing.
    Service(ApiError),
    /// The service no longer knows the session.
    Unknown,
}

/// A refused partner token is a matter between the operator and the service.
fn of_partner(error: &CallError) -> ApiError {
    common(error).unwrap_or_else(|| match error.answer() {
        Some(AnswerError::TokenExpired(_) | AnswerError::Unauthorized(_) | AnswerError::Forbidden(_)) => ApiError::new(
            StatusCode::BAD_GATEWAY,
            "upstream_auth",
            "the service does not accept this server",
        ),
        _ => upstream_error(),
    })
}

fn of_user(error: &CallError) -> ApiError {
    common(error).unwrap_or_else(|| match error.answer() {
        Some(AnswerError::TokenExpired(_)) => {
            unauthorized("token_expired", "the user token is expired; authenticate again")
        }
        Some(AnswerError::Unauthorized(_) | AnswerError::Forbidden(_)) => invalid(),
        _ => upstream_error(),
    })
}

/// What has nothing to do with who asked.
fn common(error: &CallError) -> Option<ApiError> {
    match error {
        CallError::Transport(error) => Some(match error.kind() {
            TransportErrorKind::Timeout => ApiError::new(
                StatusCode::GATEWAY_TIMEOUT,
                "upstream_timeout",
                "the service does not answer in time",
            ),
            TransportErrorKind::TooLarge => bad_response(),
            _ => ApiError::new(
                StatusCode::BAD_GATEWAY,
                "upstream_unreachable",
                "the service cannot be reached",
            ),
        }),
        CallError::Answer(AnswerError::Decode(_)) => Some(bad_response()),
        CallError::Answer(AnswerError::RateLimited { retry_after }) => Some(
            ApiError::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "upstream_rate_limited",
                "the service limits the rate",
            )
            .retry_after(retry_after.unwrap_or(UNTOLD)),
        ),
        CallError::Answer(_) => None,
        _ => Some(ApiError::internal()),
    }
}

/// When to come back, where the service does not say.
const UNTOLD: Duration = Duration::from_secs(5);

fn upstream_error() -> ApiError {
    ApiError::new(StatusCode::BAD_GATEWAY, "upstream_error", "the service has failed")
}

fn bad_response() -> ApiError {
    ApiError::new(
        StatusCode::BAD_GATEWAY,
        "upstream_bad_response",
        "the service answers what makes no sense",
    )
}
