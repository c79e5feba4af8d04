//! What minting takes from chance: a nonce for each token and a name for each JWT.
#![allow(clippy::unwrap_used, reason = "a test may panic")]
#![cfg(feature = "std")]

use std::collections::HashSet;

use opentok_token::{
    ApiSecret, ClaimsBuf, Grant, MintError, Nonce, Project, Role, SessionId, SignError, Signer, UnixSeconds, Verifier,
};

fn signer() -> Signer {
    Signer::new(project())
}

fn project() -> Project {
    Project::new(
        "45676632".parse().unwrap(),
        ApiSecret::new("1234567890abcdef1234567890abcdef12345678"),
    )
}

fn session() -> SessionId {
    "1_MX40NTY3NjYzMn5-MTQ4MTY3NjYzMn5".parse().unwrap()
}

fn verified(token: &str) -> ClaimsBuf {
    Verifier::new(project()).verify(token, UnixSeconds::now()).unwrap()
}

#[test]
fn tokens_minted_together_have_a_nonce_each() {
    let session = session();
    let roles = [Role::Publisher, Role::Subscriber];
    let grants = (0..80).map(|index| Grant::new(&session).role(roles[index % 2]));
    let tokens: Vec<_> = signer()
        .mint_many(grants)
        .map(|token| verified(token.unwrap().expose()))
        .collect();
    assert!(
        tokens
            .iter()
            .map(ClaimsBuf::role)
            .eq(roles.into_iter().cycle().take(80))
    );
    let nonces: HashSet<_> = tokens.iter().map(|claims| claims.nonce().unwrap().to_owned()).collect();
    assert_eq!(nonces.len(), 80);
}

#[test]
fn a_grant_that_is_refused_does_not_stop_the_others() {
    let (session, long) = (session(), "x".repeat(1001));
    let grants = [Grant::new(&session).data(&long), Grant::new(&session)];
    let minted: Vec<_> = signer().mint_many(grants).map(|token| token.map(drop)).collect();
    assert_eq!(
        minted,
        [Err(MintError::Sign(SignError::DataTooLong { chars: 1001 })), Ok(())]
    );
}

#[test]
fn a_nonce_is_drawn_anew_each_time() {
    assert_ne!(Nonce::random().unwrap(), Nonce::random().unwrap());
}

#[cfg(feature = "jwt")]
#[test]
fn the_name_of_a_jwt_is_drawn_anew_each_time() {
    use opentok_token::JwtId;

    let (one, other) = (JwtId::random().unwrap(), JwtId::random().unwrap());
    assert_ne!(one, other);
    // Sixteen bytes of chance, not some of them: each half differs.
    assert_ne!(one.hex().as_str()[..16], other.hex().as_str()[..16]);
    assert_ne!(one.hex().as_str()[16..], other.hex().as_str()[16..]);
}

#[cfg(feature = "jwt")]
#[test]
fn a_minted_jwt_has_a_nonce_that_every_json_reader_holds_exactly() {
    let session = session();
    let mut nonces = HashSet::new();
    for _ in 0..20 {
        let token = signer().mint_jwt(&Grant::new(&session)).unwrap();
        let nonce: u64 = verified(token.expose()).nonce().unwrap().parse().unwrap();
        assert!(nonce < 1 << 53, "{nonce}");
        nonces.insert(nonce);
    }
    assert_eq!(nonces.len(), 20);
}
