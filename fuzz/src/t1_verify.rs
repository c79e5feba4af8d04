//! T1 tokens verified: nothing that is accepted could have been written otherwise, and nothing else is accepted.

use opentok_token::t1::UntrustedT1;
use opentok_token::{ApiSecret, Claims, Grant, Nonce, Policy, Project, Signer, UnixSeconds, Verifier, scratch_len};

use crate::naive;

/// The project of most golden vectors.
const KEY: &str = "123456";
const SECRET: &str = "1234567890abcdef1234567890abcdef12345678";

/// A moment at which most golden vectors hold.
const NOW: UnixSeconds = UnixSeconds::new(1_795_296_017);

/// A whole token, and also the data of one that is rightly signed: only so is the reader behind the signature reached.
pub fn run(data: &[u8]) {
    let verifier = Verifier::new(project()).policy(Policy::new().leeway(86_400));
    if let Ok(token) = core::str::from_utf8(data) {
        judge(&verifier, token);
    }
    let signed = naive::t1_token(KEY, SECRET, data);
    if judge(&verifier, &signed) {
        // Of tokens with more in the header, which is not signed, this would not be true.
        naive::flip_bits(&signed, |flipped| {
            assert!(verifier.verify(flipped, NOW).is_err(), "accepted with a bit flipped");
        });
    }
}

/// Holds an accepted token against every promise; says whether it was accepted.
fn judge(verifier: &Verifier, token: &str) -> bool {
    let mut scratch = vec![0; scratch_len(token.len())];
    let Ok(claims) = verifier.verify_into(token, NOW, &mut scratch) else {
        assert!(verifier.verify(token, NOW).is_err(), "accepted only when owned");
        return false;
    };
    assert_eq!(claims.issuer(), KEY);
    assert!(claims.session().belongs_to(&KEY.parse().expect("a key")));
    assert_eq!(
        verifier
            .verify(token, NOW)
            .expect("refused only when owned")
            .as_claims(),
        claims
    );
    if token.starts_with("T1==") {
        assert_signed_by_us(token);
        assert_minted_again(verifier, &claims);
    }
    true
}

/// The signature in the header is the one that anybody with the secret gets for the data.
fn assert_signed_by_us(token: &str) {
    let mut scratch = vec![0; token.len()];
    let untrusted = UntrustedT1::parse(token, &mut scratch).expect("accepted, but cannot be read");
    let signature = naive::t1_signature(SECRET, untrusted.data().as_bytes());
    let header: Vec<_> = untrusted
        .header_fields()
        .map(|(name, value)| (name.to_string(), value.raw()))
        .collect();
    assert!(
        header.contains(&("sig".to_owned(), &signature)),
        "accepted with another signature"
    );
    assert_eq!(
        header.iter().filter(|(name, _)| name == "sig").count(),
        1,
        "accepted with two signatures"
    );
}

/// A token minted from what was read says the same.
fn assert_minted_again(verifier: &Verifier, claims: &Claims<'_>) {
    let classes: Vec<_> = claims.layout_classes().collect();
    if classes.iter().any(|class| class.contains(char::is_whitespace)) {
        return;
    }
    let session = claims.session();
    let mut grant = Grant::new(&session).role(claims.role()).layout_classes(&classes);
    grant = grant.expires_at(claims.expires());
    let data = claims.data().filter(|data| !data.is_empty());
    if let Some(data) = data {
        grant = grant.data(data);
    }
    let nonce: Option<Nonce> = claims.nonce().and_then(|nonce| nonce.parse().ok());
    let token = Signer::new(project())
        .sign_t1(&grant, claims.created(), nonce.unwrap_or(Nonce::new(0)))
        .expect("what was accepted can be granted");

    let again = verifier.verify(token.expose(), NOW).expect("our own token is refused");
    assert_eq!(again.session(), claims.session());
    assert_eq!(again.role(), claims.role());
    assert_eq!((again.created(), again.expires()), (claims.created(), claims.expires()));
    assert_eq!(again.data(), data);
    assert!(again.layout_classes().eq(classes.iter().copied()));
    if nonce.is_some() {
        assert_eq!(again.nonce(), claims.nonce());
    }
}

fn project() -> Project {
    Project::new(KEY.parse().expect("a key"), ApiSecret::new(SECRET))
}
