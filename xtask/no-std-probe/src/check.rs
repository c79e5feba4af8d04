//! What the probe does: everything a server or a device does with tokens, in buffers on its stack.

use core::hint::black_box;

use opentok_token::{
    ApiSecret, Grant, JwtId, Nonce, Project, Role, SessionId, Signer, UnixSeconds, Verifier, t1::Profile,
};

use crate::example::{Device, MAX_TOKEN};

/// Why the probe is not content: its exit code.
#[derive(Clone, Copy)]
#[repr(u8)]
enum Failure {
    /// The key or the session id was not read.
    Input = 1,
    T1NotSigned = 2,
    /// The T1 token is not, byte for byte, what the official Python SDK made of the same grant.
    T1NotGolden = 3,
    T1Refused = 4,
    /// What was read out of the T1 token is not what was put into it.
    T1Misread = 5,
    T1ForgeryAccepted = 6,
    JwtNotSigned = 7,
    JwtRefused = 8,
    JwtMisread = 9,
    JwtForgeryAccepted = 10,
    /// A JWT made by the official Python SDK was refused.
    PeerJwtRefused = 11,
    /// The example of the workspace makes a token that is refused.
    ExampleRefused = 12,
}

const KEY: &str = "27086612";
const SECRET: &str = "f68335ae80ea161de72b9bc1f5120a0af83caf5a";
const SESSION: &str = "1_MX4yNzA4NjYxMn5-MTYxOTg4MTczMjQxNX5FQzB4dkw4ZUd3d1VDNnhCZEFOTTcvbFN-fg";
const DATA: &str = "username=Bob,level=4";
const NOW: UnixSeconds = UnixSeconds::new(1_795_295_987);

/// `opentok` 3.15.0 (PyPI), `generate_token(SESSION, data=DATA, use_jwt=False)` at [`NOW`], nonce 729904.
const GOLDEN_T1: &str = include_str!("../golden/t1.txt").trim_ascii_end();

/// The same SDK's `generate_token(SESSION)`: a JWT.
const PEER_JWT: &str = include_str!("../golden/jwt.txt").trim_ascii_end();

/// Signs, verifies, and tries to deceive the verifier; 0 if all went as it must.
pub(crate) fn check() -> u8 {
    match sign_and_verify() {
        Ok(()) => 0,
        Err(failure) => failure as u8,
    }
}

fn sign_and_verify() -> Result<(), Failure> {
    let key = black_box(KEY).parse().map_err(|_| Failure::Input)?;
    let session: SessionId = black_box(SESSION).parse().map_err(|_| Failure::Input)?;
    let project = Project::new(key, ApiSecret::new(black_box(SECRET)));
    let signer = Signer::new(project.clone()).profile(Profile::Python);
    let verifier = Verifier::new(project);
    let grant = Grant::new(&session).data(DATA);
    let (mut out, mut scratch) = ([0; 1024], [0; 2048]);

    let t1 = signer
        .sign_t1_into(&grant, NOW, Nonce::new(729_904), &mut out)
        .map_err(|_| Failure::T1NotSigned)?;
    ensure(t1 == GOLDEN_T1, Failure::T1NotGolden)?;
    let claims = verifier
        .verify_into(t1, NOW, &mut scratch)
        .map_err(|_| Failure::T1Refused)?;
    ensure(
        claims.data() == Some(DATA) && claims.role() == Role::Publisher,
        Failure::T1Misread,
    )?;
    ensure(
        refuses_tampered(&verifier, t1, &mut scratch),
        Failure::T1ForgeryAccepted,
    )?;

    let (nonce, id) = (Nonce::new(7), JwtId::new([7; 16]));
    let jwt = signer
        .sign_jwt_into(&grant, NOW, nonce, id, &mut out)
        .map_err(|_| Failure::JwtNotSigned)?;
    let claims = verifier
        .verify_into(jwt, NOW, &mut scratch)
        .map_err(|_| Failure::JwtRefused)?;
    ensure(
        claims.data() == Some(DATA) && claims.require_session(&session).is_ok(),
        Failure::JwtMisread,
    )?;
    ensure(
        refuses_tampered(&verifier, jwt, &mut scratch),
        Failure::JwtForgeryAccepted,
    )?;
    ensure(
        verifier.verify_into(black_box(PEER_JWT), NOW, &mut scratch).is_ok(),
        Failure::PeerJwtRefused,
    )?;

    let mut out = [0; MAX_TOKEN];
    let device = Device::new(KEY, black_box(SECRET), SESSION).ok_or(Failure::ExampleRefused)?;
    let token = device
        .token(NOW.get(), 7, &mut out)
        .map_err(|_| Failure::ExampleRefused)?;
    ensure(
        verifier.verify_into(token, NOW, &mut scratch).is_ok(),
        Failure::ExampleRefused,
    )
}

/// Whether the token is refused with any one of its characters changed to the next.
fn refuses_tampered(verifier: &Verifier, token: &str, scratch: &mut [u8]) -> bool {
    let mut bytes = [0; 1024];
    let bytes = &mut bytes[..token.len()];
    (0..token.len()).all(|at| {
        bytes.copy_from_slice(token.as_bytes());
        bytes[at] += 1;
        let tampered = core::str::from_utf8(bytes).unwrap_or_default();
        verifier.verify_into(tampered, NOW, scratch).is_err()
    })
}

fn ensure(holds: bool, failure: Failure) -> Result<(), Failure> {
    if holds { Ok(()) } else { Err(failure) }
}
