//! The OpenAPI document, held against the server by a program that knows nothing of it but that.

#![cfg(feature = "sandbox")]
#![allow(clippy::unwrap_used, reason = "a test may panic")]

extern crate alloc;

mod support;

use std::process::Command;

use support::TinyProcess;

/// Asks for everything in the document, with values that it allows and values that it does not, one after the other and
/// in turns; whatever the document does not foresee is a failure.
#[test]
fn schemathesis_finds_no_failure() {
    // The program, which is not Rust: `cargo xtask test` installs it.
    let Some(program) = std::env::var_os("OPENTOK_SCHEMATHESIS") else {
        eprintln!(
            "SKIPPED: OPENTOK_SCHEMATHESIS names no schemathesis; the OpenAPI document was not held against the server"
        );
        return;
    };
    let server = TinyProcess::over_sandbox(&[("TINY_SAMPLE_ROUTES", "on")]);
    let settings = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/schemathesis.toml");
    let examples = std::env::var("OPENTOK_SCHEMATHESIS_EXAMPLES").unwrap_or("10".into());
    let output = Command::new(program)
        .args(["--config-file", settings, "run"])
        .arg(format!("http://127.0.0.1:{}/openapi.json", server.port()))
        .args(["--max-examples", &examples, "--seed", "1"])
        .args(["--generation-database", "none", "--no-color"])
        .current_dir(std::env::temp_dir())
        .output()
        .unwrap();
    let out = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "{out}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    for phase in ["Coverage", "Fuzzing", "Stateful"] {
        assert!(
            out.contains(&format!("✅ {phase}")) || out.contains(&format!("✅  {phase}")),
            "{phase}: {out}"
        );
    }
    assert!(out.contains("Selected: 23/23"), "{out}");
    server.stop();
}
