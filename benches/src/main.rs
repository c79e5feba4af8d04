//! Prints one line `ratio NAME VALUE` for each promise: ours divided by a yardstick measured in the same run.
//!
//! Lower is better, except for names that end in `_x`: so many times faster than the yardstick. Lines that begin with
//! `ns` give the times behind a ratio, in nanoseconds a token.

use core::hint::black_box;

use compact_jws::{Hs256Key, json::ObjectWriter, sign_into};
use jsonwebtoken::{EncodingKey, Header};
use opentok_benches::inputs::{self, Buffer, KEY, SECRET};
use opentok_benches::sandbox::{self, Caller, Connection, Filled};
use opentok_benches::timing::Contest;
use opentok_benches::yardstick::{BareJws, BareT1};
use opentok_benches::{judge, threads};
use opentok_token::{Verifier, scratch_len};

fn main() {
    let signer = inputs::signer();
    let session = inputs::session();
    let grant = inputs::grant(&session);
    let (now, nonce) = (inputs::NOW, inputs::nonce());
    let token = signer.sign_t1(&grant, now, nonce).expect("the grant is sound");
    let token = token.expose();
    let bare_t1 = BareT1::new(SECRET, token);
    println!("input t1: grant of one session, role moderator, 26 bytes of connection data, expiry, 20-digit nonce");
    println!(
        "input t1: {} bytes signed, {} bytes of token",
        bare_t1.data_len(),
        token.len()
    );

    let (mut ours, mut theirs): (Buffer, Buffer) = ([0; _], [0; _]);
    let sign = || {
        black_box(
            signer
                .sign_t1_into(black_box(&grant), now, nonce, &mut ours)
                .expect("there is room"),
        );
    };
    let bare_sign = || {
        black_box(bare_t1.sign(&mut theirs));
    };
    report("t1_sign_vs_bare", &Contest::run(sign, bare_sign));

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
        black_box(bare_t1.verify(&mut theirs));
    };
    report("t1_verify_vs_bare", &Contest::run(verify, bare_verify));

    measure_jws();
    measure_owned(&|| drop(black_box(signer.sign_t1(black_box(&grant), now, nonce))));

    let share = threads::scaling(&|| {
        let mut out: Buffer = [0; _];
        black_box(
            signer
                .sign_t1_into(black_box(&grant), now, nonce, &mut out)
                .expect("there is room"),
        );
    });
    println!("ratio t1_sign_threads_x {share:.2}");
    measure_sandbox();
}

/// The sandbox next to a bare server, and with a million things in it next to a thousand.
fn measure_sandbox() {
    println!("ms sandbox_start {:.1}", sandbox::first_answer().as_secs_f64() * 1e3);

    let caller = Caller::new();
    let request = caller.create_on_the_wire();
    let mut ours = Connection::new(sandbox::served(caller.sandbox), request.clone());
    let body = ours
        .answer()
        .split(|byte| *byte == b'[')
        .nth(1)
        .expect("the answer is an array");
    let body = [b"[", body].concat();
    let mut theirs = Connection::new(sandbox::axum_yardstick(body), request);
    println!(
        "input sandbox: answers of {} and {} bytes",
        ours.answer().len(),
        theirs.answer().len()
    );
    report(
        "sandbox_http_vs_axum",
        &Contest::run(|| ours.exchange(), || theirs.exchange()),
    );

    let million = Filled::sessions(1_000_000);
    println!("bytes sandbox_session {:.0}", million.bytes_each);
    report_growth("sandbox_growth", &million, Filled::sessions, 500, |filled| {
        drop(filled.caller.create())
    });
    drop(million);
    let million = Filled::archives(1_000_000);
    println!("bytes sandbox_archive {:.0}", million.bytes_each);
    report_growth("sandbox_list_growth", &million, Filled::archives, 50, Filled::list);
}

fn report_growth(name: &str, many: &Filled, fill: impl Fn(usize) -> Filled, calls: usize, work: impl Fn(&Filled)) {
    let (ours, yardstick) = sandbox::growth(many, || fill(1_000), calls, work);
    report(name, &Contest { ours, yardstick });
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
    report("jws_hs256_sign_vs_bare", &Contest::run(sign, bare_sign));
}

/// A T1 token against a JWT of the usual library, each in a text of its own.
fn measure_owned(sign_t1: &dyn Fn()) {
    let (header, claims) = (Header::default(), judge::claims());
    let key = EncodingKey::from_secret(SECRET.as_bytes());
    let sign_jwt = || {
        black_box(jsonwebtoken::encode(&header, black_box(&claims), &key).expect("the claims can be written"));
    };
    let name = "t1_sign_vs_jsonwebtoken_x";
    let contest = Contest::run(sign_t1, sign_jwt);
    print_times(name, &contest);
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

fn report(name: &str, contest: &Contest) {
    print_times(name, contest);
    println!("ratio {name} {:.2}", contest.ratio());
}

fn print_times(name: &str, Contest { ours, yardstick }: &Contest) {
    println!("ns {name} ours {ours:.0} yardstick {yardstick:.0}");
}
