//! How fast crates of other people make tokens: `rust-peers tokens`.

use std::hint::black_box;
use std::time::{Duration, Instant};

use livekit_token::{AccessToken, VideoGrants};
use opentok_server::{OpenTok, TokenRole};

const TURNS: usize = 20;
const KEY: &str = "46720272";
const SECRET: &str = "8a3ef43c18f1b6b4c0c6a9b9c3a3d1a1f3e2b5d7";
const SESSION: &str = "1_MX40NjcyMDI3Mn5-MTU0NzA4MDUyMTEzNn5zOXdkclVXa3JEaWpVNHNuRm9TYWVBdHF-fg";

fn main() {
    assert_eq!(std::env::args().nth(1).as_deref(), Some("tokens"), "usage: rust-peers tokens");
    let opentok = OpenTok::new(KEY.to_owned(), SECRET.to_owned());
    let make = || opentok.generate_token(black_box(SESSION), TokenRole::Moderator);
    assert!(make().starts_with("T1=="));
    report(
        "opentok-server",
        "T1: role alone, for data and expiry cannot be said",
        "Reads the clock, draws a nonce; has no calls about archives, and its calls go to api.opentok.com alone, so that they \
         cannot be measured here.",
        make,
    );
    report(
        "livekit-token",
        "JWT, HS256, of another service: room, identity, metadata, expiry",
        "Reads the clock, checks that there is an identity, signs by `jsonwebtoken`; has no calls.",
        || {
            let grants = VideoGrants {
                room_join: true,
                room: black_box(SESSION).to_owned(),
                ..VideoGrants::default()
            };
            AccessToken::with_api_key(KEY, SECRET)
                .with_identity("moderator")
                .with_metadata("name=Alice Example&level=4")
                .with_ttl(Duration::from_secs(3600))
                .with_grants(grants)
                .to_jwt()
                .expect("the grant is sound")
        },
    );
}

fn report(library: &str, token: &str, does: &str, make: impl Fn() -> String) {
    lasting(Duration::from_secs(1), &make);
    let mut turns: Vec<f64> = (0..TURNS).map(|_| lasting(Duration::from_millis(100), &make)).collect();
    turns.sort_by(f64::total_cmp);
    let per_second = turns[TURNS / 2];
    let library = format!("cargo {library} {}", version(library));
    println!(
        r#"{{"tokens":{{"library":"{library}","token":"{token}","per_second":{per_second},"does":"{does}"}}}}"#
    );
}

/// Tokens a second, over that time.
fn lasting(time: Duration, make: &impl Fn() -> String) -> f64 {
    let (start, mut count) = (Instant::now(), 0.0);
    while start.elapsed() < time {
        for _ in 0..50 {
            drop(black_box(make()));
        }
        count += 50.0;
    }
    count / start.elapsed().as_secs_f64()
}

/// The version that the manifest asks for.
fn version(library: &str) -> &'static str {
    let manifest = include_str!("../Cargo.toml");
    let line = manifest.lines().find_map(|line| line.strip_prefix(library)?.strip_prefix(" = \"="));
    line.expect("the manifest names it").trim_end_matches('"')
}
