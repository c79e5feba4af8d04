use core::net::IpAddr;

use http::StatusCode;
use subtle::ConstantTimeEq;

use crate::PeerAddress;
use crate::state::State;
use crate::wire::{Call, Refusal};

/// Lets in whoever may use the control surface: this machine, or those who hold the token if there is one.
pub(crate) fn admit(state: &State, call: &Call, peer: Option<PeerAddress>) -> Result<(), Refusal> {
    let Some(expected) = &state.options.control_token else {
        return match peer {
            Some(PeerAddress(address)) if !is_loopback(address) => {
                Err(Refusal::forbidden("The control surface is open to this machine only"))
            }
            _ => Ok(()),
        };
    };
    let given = call
        .header("authorization")
        .and_then(|header| header.strip_prefix("Bearer "));
    if bool::from(
        given
            .unwrap_or_default()
            .trim()
            .as_bytes()
            .ct_eq(expected.expose().as_bytes()),
    ) {
        return Ok(());
    }
    Err(Refusal::new(
        StatusCode::UNAUTHORIZED,
        "The control surface needs its token",
    ))
}

fn is_loopback(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => address.is_loopback(),
        IpAddr::V6(address) => address.is_loopback() || address.to_ipv4_mapped().is_some_and(|v4| v4.is_loopback()),
    }
}
