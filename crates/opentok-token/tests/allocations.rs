//! What signing and verifying allocate: nothing, or one piece of memory for what the caller keeps.
#![allow(clippy::unwrap_used, reason = "a test may panic")]
#![cfg(feature = "std")]

use opentok_token::{ApiSecret, Grant, Nonce, Project, Role, SessionId, Signer, UnixSeconds, Verifier, scratch_len};

/// How many times memory was taken, and what came of it.
fn allocations<T>(run: impl FnOnce() -> T) -> (u64, T) {
    let mut result = None;
    let info = allocation_counter::measure(|| result = Some(run()));
    (info.count_total, result.unwrap())
}

const NOW: UnixSeconds = UnixSeconds::new(1_700_000_000);

fn project() -> Project {
    Project::new(
        "45676632".parse().unwrap(),
        ApiSecret::new("1234567890abcdef1234567890abcdef12345678"),
    )
}

fn session() -> SessionId {
    "1_MX40NTY3NjYzMn5-MTQ4MTY3NjYzMn5".parse().unwrap()
}

#[test]
fn a_t1_token_is_signed_and_verified_without_memory() {
    let (session, data) = (session(), "ü & = %".repeat(50));
    let (signer, verifier) = (Signer::new(project()), Verifier::new(project()));
    for grant in [
        Grant::new(&session),
        Grant::new(&session).role(Role::Moderator).data(&data),
    ] {
        let mut out = [0; 8192];
        let (count, token) = allocations(|| signer.sign_t1_into(&grant, NOW, Nonce::new(1), &mut out).unwrap());
        assert_eq!(count, 0);
        let mut scratch = vec![0; scratch_len(token.len())];
        let (count, claims) = allocations(|| verifier.verify_into(token, NOW, &mut scratch).unwrap());
        assert_eq!((count, claims.session()), (0, session));
    }
}

#[test]
fn a_kept_t1_token_or_its_claims_take_one_piece() {
    let session = session();
    let grant = Grant::new(&session).data("name=Bob").layout_classes(&["focus", "wide"]);
    let (count, token) = allocations(|| Signer::new(project()).sign_t1(&grant, NOW, Nonce::new(1)).unwrap());
    assert_eq!(count, 1);
    let verifier = Verifier::new(project());
    let (count, claims) = allocations(|| verifier.verify(token.expose(), NOW).unwrap());
    assert_eq!((count, claims.data()), (1, Some("name=Bob")));
    assert_eq!(allocations(|| Signer::new(project()).mint(&grant).unwrap()).0, 1);
}

#[cfg(feature = "jwt")]
#[test]
fn a_jwt_is_signed_and_verified_without_memory_and_kept_in_one_piece() {
    use opentok_token::JwtId;

    let session = session();
    let (signer, verifier) = (Signer::new(project()), Verifier::new(project()));
    let grant = Grant::new(&session)
        .data("name=\"Bob\"")
        .layout_classes(&["focus", "wide"]);
    let mut out = [0; 2048];
    let id = JwtId::new([7; 16]);
    let (count, token) = allocations(|| signer.sign_jwt_into(&grant, NOW, Nonce::new(1), id, &mut out).unwrap());
    assert_eq!(count, 0);
    let mut scratch = vec![0; scratch_len(token.len())];
    let (count, claims) = allocations(|| verifier.verify_into(token, NOW, &mut scratch).unwrap());
    assert_eq!((count, claims.data()), (0, Some("name=\"Bob\"")));

    let (count, token) = allocations(|| signer.sign_jwt(&grant, NOW, Nonce::new(1), id).unwrap());
    assert_eq!(count, 1);
    assert_eq!(allocations(|| verifier.verify(token.expose(), NOW).unwrap()).0, 1);
}
