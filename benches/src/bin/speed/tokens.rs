use core::hint::black_box;
use core::time::Duration;
use std::time::Instant;

use opentok_benches::inputs;
use opentok_token::{Grant, MintError, Role, Signer, Token, UnixSeconds};
use serde_json::json;

use crate::{Outcome, library, turns};

const WARM_UP: Duration = Duration::from_secs(1);
/// How long a turn would be, and how long it is.
const TURN: Duration = Duration::from_millis(100);

/// Tokens as an application has them made: of a grant, with the system's clock and random source, in a text of its own.
pub(crate) fn measure() -> Outcome {
    let signer = inputs::signer();
    let session = inputs::session();
    let expires = UnixSeconds::now().plus(3_600);
    let grant = Grant::new(&session)
        .role(Role::Moderator)
        .data(inputs::DATA)
        .expires_at(expires);
    let does = "Checks the grant against every limit and the session against the key, reads the clock, draws a random nonce \
                from the system; the secret's key is made ready once; the token's text is wiped when dropped.";
    report("T1: role, data, expiry", does, &signer, &grant, Signer::mint)?;
    report(
        "JWT, HS256: role, data, expiry",
        does,
        &signer,
        &grant,
        Signer::mint_jwt,
    )
}

fn report(
    token: &str,
    does: &str,
    signer: &Signer,
    grant: &Grant<'_>,
    mint: impl Fn(&Signer, &Grant<'_>) -> Result<Token, MintError>,
) -> Outcome {
    let make = || mint(black_box(signer), black_box(grant)).map(|token| drop(black_box(token)));
    let (start, mut count) = (Instant::now(), 0_u32);
    while start.elapsed() < WARM_UP {
        make()?;
        count += 1;
    }
    // As many as fit into a turn, so that the clock need not be asked.
    let count = f64::from(count) / start.elapsed().as_secs_f64() * TURN.as_secs_f64();
    let count = count as u32;
    let seconds = turns(|| {
        for _ in 0..count {
            make()?;
        }
        Ok(())
    })?;
    let per_second = f64::from(count) / seconds;
    let library = library("opentok-token");
    println!(
        "{}",
        json!({"tokens": {"library": library, "token": token, "per_second": per_second, "does": does}})
    );
    Ok(())
}
