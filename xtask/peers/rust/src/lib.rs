//! How fast crates of other people make tokens.

use std::env;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// The project, its secret, and one of its sessions: those that everybody is measured with.
pub const KEY: &str = "46720272";
pub const SECRET: &str = "8a3ef43c18f1b6b4c0c6a9b9c3a3d1a1f3e2b5d7";
pub const SESSION: &str = "1_MX40NjcyMDI3Mn5-MTU0NzA4MDUyMTEzNn5zOXdkclVXa3JEaWpVNHNuRm9TYWVBdHF-fg";

const TURNS: usize = 20;

/// Measures, and prints one line of JSON. `token` and `does` say what is made and how.
pub fn report(library: &str, token: &str, does: &str, make: impl Fn() -> String) {
    assert_eq!(env::args().nth(1).as_deref(), Some("tokens"), "usage: {library} tokens");
    lasting(Duration::from_secs(1), &make);
    let mut turns: Vec<f64> = (0..TURNS).map(|_| lasting(Duration::from_millis(100), &make)).collect();
    turns.sort_by(f64::total_cmp);
    let per_second = turns[TURNS / 2];
    let library = format!("cargo {library} {}", version(library));
    println!(r#"{{"tokens":{{"library":"{library}","token":"{token}","per_second":{per_second},"does":"{does}"}}}}"#);
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
    let mut lines = manifest.lines();
    let version = lines.find_map(|line| line.strip_prefix(library)?.strip_prefix(" = { version = \"="));
    version
        .and_then(|rest| rest.split('"').next())
        .expect("the manifest names it")
}
