use opentok_sandbox::{Clock, Options, Sandbox};

use crate::failure::Failure;

/// A service that runs with the system's clock and makes other sessions each time. Archives and broadcasts start where
/// nobody is: nobody can connect to it.
pub(super) fn open() -> Result<Sandbox, Failure> {
    let seed = getrandom::u64().map_err(|cause| Failure::random(&cause))?;
    Ok(Sandbox::new(
        Options::new().seed(seed).clock(Clock::system()).needs_clients(false),
    ))
}
