mod account;
mod defaults;
mod form;
mod key_file;
mod read;

pub use account::Account;
pub use form::{ParseSessionIdFormError, SessionIdForm};
pub use key_file::{PartnerKeyFile, ReadKeyError};

use core::net::SocketAddr;
use core::time::Duration;

use super::{PinDigits, Proof};
use crate::http::{Cors, Network};
use crate::store::StoreLocation;

/// How a Help Lightning server works. [`Settings::read`] reads one.
#[derive(Debug)]
#[non_exhaustive]
pub struct Settings {
    /// Where to listen.
    pub listen: SocketAddr,
    /// Whom the service knows this server as.
    pub account: Account,
    /// What an address must come with.
    pub proof: Proof,
    /// Whose `x-forwarded-for` is believed.
    pub forwarded_by: Vec<Network>,
    /// How `session_id` is written.
    pub session_id_form: SessionIdForm,
    /// How long PINs are.
    pub pin_digits: PinDigits,
    /// How long they are in use.
    pub pin_ttl: Duration,
    /// Failures before a lock-out.
    pub pin_max_failures: u32,
    /// PINs in use at a time.
    pub pin_capacity: u64,
    /// Which pages may read replies.
    pub cors: Cors,
    /// Where PINs are kept.
    pub store: StoreLocation,
    /// The longest body, in bytes.
    pub body_limit: usize,
    /// How long each call of the service may take.
    pub upstream_timeout: Duration,
    /// How long open requests may go on once shutdown began.
    pub shutdown_grace: Duration,
    /// What the operator should know at start. Each is one line, and holds no secret.
    pub warnings: Vec<String>,
}
