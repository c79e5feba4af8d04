use core::fmt::Write as _;

use compact_jws::{Hs256Key, SigningKey};
use subtle::ConstantTimeEq;

use crate::state::State;
use crate::wire::{Call, Refusal};

/// An address below `base` that is good for `lifetime_s` seconds: what the storage of a cloud gives out.
pub(crate) fn sign(state: &State, base: &str, path: &str, lifetime_s: u64) -> String {
    let expires_s = state.now_ms() / 1000 + lifetime_s;
    format!(
        "{base}{path}?Expires={expires_s}&Signature={}",
        signature(state, path, expires_s)
    )
}

/// Makes sure that a request came by an address that was given out, and is still good.
pub(crate) fn check(state: &State, call: &Call, path: &str) -> Result<(), Refusal> {
    let refused = || Refusal::forbidden("Request has expired, or its signature does not match");
    let expires_s: u64 = call
        .query(&["Expires"])
        .and_then(|text| text.parse().ok())
        .ok_or_else(refused)?;
    let given = call.query(&["Signature"]).unwrap_or_default();
    let is_right = signature(state, path, expires_s).as_bytes().ct_eq(given.as_bytes());
    if bool::from(is_right) && state.now_ms() / 1000 < expires_s {
        Ok(())
    } else {
        Err(refused())
    }
}

fn signature(state: &State, path: &str, expires_s: u64) -> String {
    let mut mac = [0; Hs256Key::SIGNATURE_LEN];
    let message = format!("{path}\n{expires_s}");
    state
        .url_key
        .sign(message.as_bytes(), &mut mac)
        .expect("HS256 does not fail");
    mac.iter().fold(String::with_capacity(64), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}
