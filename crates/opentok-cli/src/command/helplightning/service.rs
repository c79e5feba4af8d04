//! The service, as commands call it.

use core::time::Duration;

use clap::Args;
use helplightning::sandbox::Sandbox;
use helplightning::{
    AnswerError, CallError, Client, Clock, EmailAddress, ListUsers, Partner, ReadUser, User, UserToken,
};
use http_endpoint::net::{NetSettings, Proxy};
use http_endpoint::{AnyTransport, Deadline, HyperTransport, Retry, RetryPolicy, Sleeper};
use opentok_servers::help_lightning::Account;
use opentok_servers::settings::{Faults, Layer, Sources};

use crate::failure::{Failure, sentence};
use crate::output::Console;

/// Which service to call.
#[derive(Args, Debug)]
pub(super) struct Which {
    /// Call a stand-in in this process instead of the service, with four made-up users
    #[arg(long)]
    sandbox: bool,
}

/// The service, and whom it knows us as.
pub(super) struct Service {
    pub(super) client: Client<AnyTransport>,
    pub(super) partner: Partner,
}

impl Which {
    /// Gets ready to call it. Opens no connection yet.
    pub(super) fn open(&self, console: &Console) -> Result<Service, Failure> {
        let (account, transport) = if self.sandbox {
            let sandbox = Sandbox::new(SEED, Clock::system());
            (Account::of_sandbox(&sandbox), AnyTransport::new(sandbox.transport()))
        } else {
            let read = Account::read(&environment());
            let (account, warnings) = read.map_err(|faults| configuration(&faults))?;
            for warning in warnings {
                console.warn("partner_key", &warning);
            }
            let attempt = Deadline::new(transport()?, Sleeper::tokio()).exchange(PATIENCE);
            (
                account,
                AnyTransport::new(Retry::with_tokio(attempt, RetryPolicy::new())),
            )
        };
        Ok(Service {
            client: Client::new(transport, account.service, account.api_key),
            partner: Partner::new(account.site, account.partner_key, Clock::system()),
        })
    }
}

impl Service {
    /// The one user with this address, and their token.
    pub(super) async fn user(&self, address: &EmailAddress) -> Result<(User, UserToken), Failure> {
        let list = ListUsers::new().email(address);
        let page = self
            .client
            .call_as(&self.partner, &list)
            .await
            .map_err(|error| failed(&error))?;
        let is_meant = |user: &User| user.email.as_deref().is_some_and(|email| address.is_same_as(email));
        let mut found = page.entries.into_iter().filter(is_meant);
        let (Some(user), None) = (found.next(), found.next()) else {
            return Err(Failure::refused(
                "unknown_user",
                "there is not exactly one user with this address",
            ));
        };
        let read = self.client.call_as(&self.partner, &ReadUser::new(user.id)).await;
        match read.map_err(|error| failed(&error))?.token {
            Some(token) => Ok((user, token)),
            None => Err(Failure::unavailable(
                "bad_response",
                "the service gives no token for this user",
            )),
        }
    }
}

/// Runs what calls the service.
pub(super) fn run<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime
        .map_err(|cause| Failure::io("cannot start", &cause))?
        .block_on(work)
}

/// The settings there are.
pub(super) fn environment() -> Sources {
    let pairs =
        std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    Sources::new([Layer::from_pairs("environment", pairs)])
}

/// Carries calls over the network, through the proxy that the environment names if it names one.
pub(super) fn transport() -> Result<AnyTransport, Failure> {
    let mut settings = NetSettings::new();
    match Proxy::from_environment() {
        Ok(Some(proxy)) => settings = settings.proxy(proxy),
        Ok(None) => {}
        Err(error) => return Err(Failure::configuration(&[sentence(&error)])),
    }
    let transport = HyperTransport::new(&settings);
    let transport = transport.map_err(|error| Failure::unavailable("transport", sentence(&error)))?;
    Ok(AnyTransport::new(transport))
}

pub(super) fn configuration(faults: &Faults) -> Failure {
    Failure::configuration(&faults.lines().collect::<Vec<_>>())
}

/// A refusal is one; anything else is a failure of the service or the network.
pub(super) fn failed(error: &CallError) -> Failure {
    let message = sentence(error);
    match error.answer() {
        Some(AnswerError::TokenExpired(_)) => Failure::refused("token_expired", message),
        Some(AnswerError::Unauthorized(_)) => Failure::refused("unauthorized", message),
        Some(AnswerError::Forbidden(_)) => Failure::refused("forbidden", message),
        Some(AnswerError::NotFound(_)) => Failure::refused("not_found", message),
        Some(AnswerError::RateLimited { .. }) => Failure::unavailable("rate_limited", message),
        Some(AnswerError::Decode(_)) => Failure::unavailable("bad_response", message),
        Some(_) => Failure::unavailable("service", message),
        None if error.is_timeout() => Failure::unavailable("timeout", message),
        None => Failure::unavailable("unreachable", message),
    }
}

/// The stand-in's, so that what is printed can be repeated.
const SEED: u64 = 7;

/// How long one attempt may take.
const PATIENCE: Duration = Duration::from_secs(15);
