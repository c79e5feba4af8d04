//! What signing and verifying cost: against bare arithmetic, against another library, and on two threads.

use core::hint::black_box;

use compact_jws::{Hs256Key, json::ObjectWriter, sign_into};
use jsonwebtoken::{EncodingKey, Header};
use opentok_benches::inputs::{self, Buffer, KEY, SECRET};
use opentok_benches::timing::Contest;
use opentok_benches::yardstick::{BareJws, BareT1};
use opentok_benches::{judge, threads};
use opentok_token::{Grant, Verifier, scratch_len};

/// Prints the ratios of tokens.
pub(crate) fn measure() {
    let session = inputs::session();
    let grant = inputs::grant(&session);
    println!("input t1: grant of one session, role moderator, 26 bytes of connection data, expiry, 20-digit nonce");
    measure_t1("vs_bare", "t1", &grant);
    println!(
        "input t1_json: the same with {} bytes of JSON as connection data",
        inputs::JSON_LEN
    );
    measure_t1("json_vs_bare", "t1_json", &grant.data(&inputs::json()));

    measure_jws();
    let (signer, now, nonce) = (inputs::signer(), inputs::NOW, inputs::nonce());
    measure_owned(&|| drop(black_box(signer.sign_t1(black_box(&grant), now, nonce))));

    let together = threads::scaling(&|| {
        let mut out: Buffer = [0; _];
        black_box(
            signer
                .sign_t1_into(black_box(&grant), now, nonce, &mut out)
                .expect("there is room"),
        );
    });
    report_times("t1_sign_threads_x", &together);
}

/// Signing and verifying a token of the grant, against the arithmetic alone.
fn measure_t1(name: &str, input: &str, grant: &Grant<'_>) {
    let (signer, now, nonce) = (inputs::signer(), inputs::NOW, inputs::nonce());
    let token = signer.sign_t1(grant, now, nonce).expect("the grant is sound");
    let token = token.expose();
    let bare = BareT1::new(SECRET, token);
    println!(
        "input {input}: {} bytes signed, {} bytes of token",
        bare.data_len(),
        token.len()
    );

    // With room to spare, as most callers have.
    let (mut ours, mut theirs) = (vec![0; 2 * token.len()], vec![0; token.len()]);
    let sign = || {
        black_box(
            signer
                .sign_t1_into(black_box(grant), now, nonce, &mut ours)
                .expect("there is room"),
        );
    };
    let bare_sign = || {
        black_box(bare.sign(&mut theirs));
    };
    crate::report(&format!("t1_sign_{name}"), &Contest::run(sign, bare_sign));

    let verifier = Verifier::new(inputs::project());
    let mut scratch = vec![0; scratch_len(token.len())];
    let verify = || {
        black_box(
            verifier
                .verify_into(black_box(token), now, &mut scratch)
                .expect("the token is sound"),
        );
    };
    let bare_verify = || {
        black_box(bare.verify(&mut theirs));
    };
    crate::report(&format!("t1_verify_{name}"), &Contest::run(verify, bare_verify));
}

/// A JWT of the claims a client token has.
fn measure_jws() {
    let key = Hs256Key::new(SECRET.as_bytes());
    let mut out: Buffer = [0; _];
    let token = sign_into(&key, write_claims, &mut out)
        .expect("there is room")
        .to_owned();
    let bare = BareJws::new(SECRET, &token);
    println!(
        "input jws: claims of a client token, {} bytes of payload, {} bytes of token",
        bare.payload_len(),
        token.len()
    );
    let mut theirs: Buffer = [0; _];
    let sign = || {
        black_box(sign_into(&key, write_claims, &mut out).expect("there is room"));
    };
    let bare_sign = || {
        black_box(bare.sign(&mut theirs));
    };
    crate::report("jws_hs256_sign_vs_bare", &Contest::run(sign, bare_sign));
}

/// A T1 token against a JWT of the usual library, each in a text of its own.
fn measure_owned(sign_t1: &dyn Fn()) {
    let (header, claims) = (Header::default(), judge::claims());
    let key = EncodingKey::from_secret(SECRET.as_bytes());
    let sign_jwt = || {
        black_box(jsonwebtoken::encode(&header, black_box(&claims), &key).expect("the claims can be written"));
    };
    report_times("t1_sign_vs_jsonwebtoken_x", &Contest::run(sign_t1, sign_jwt));
}

/// How many times as fast ours is.
fn report_times(name: &str, contest: &Contest) {
    crate::print_times(name, contest);
    println!("ratio {name} {:.2}", 1.0 / contest.ratio());
}

fn write_claims(claims: &mut ObjectWriter<'_>) {
    claims.text("iss", black_box(KEY)).text("ist", "project");
    claims
        .unsigned("iat", black_box(inputs::NOW.get()))
        .unsigned("exp", inputs::EXPIRES.get());
    claims
        .text("jti", inputs::JWT_ID)
        .text("session_id", inputs::SESSION)
        .text("role", "moderator");
    claims
        .text("scope", "session.connect")
        .text("connection_data", black_box(inputs::DATA));
}
