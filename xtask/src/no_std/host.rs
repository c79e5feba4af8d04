//! The gate that always stands: a freestanding program for this very machine.

use std::fs;
use std::process::{Command, Stdio};

use super::{PROBE, elf};
use crate::process::{self, Outcome};
use crate::workspace::Workspace;

/// What the linker step says when a feature brings in what the probe has not got.
const MUST_FAIL: &[(&str, &str)] = &[
    ("alloc", "no global memory allocator found"),
    ("std", "found duplicate lang item `panic_impl`"),
];

pub(super) fn run(workspace: &Workspace) -> Outcome {
    if !cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        eprintln!("no-std: SKIPPED: the freestanding probe starts itself on x86-64 Linux only");
        return Ok(());
    }
    let build = |features: &[&str]| {
        let mut command = workspace.cargo_outside(PROBE, "build");
        command
            .env("CARGO_TARGET_DIR", workspace.target("no-std"))
            .args(["--release", "--quiet"])
            .args(features);
        command
    };
    process::run(&mut build(&[]))?;

    let program = workspace.target("no-std/release/no-std-probe");
    let mut probe = Command::new(&program);
    process::run(probe.stdin(Stdio::null()))
        .map_err(|failure| format!("{failure}; {PROBE}/src/check.rs says what each exit code means"))?;
    let sizes = elf::Sizes::of(&fs::read(&program)?).ok_or("the probe is not an ELF file")?;
    println!("no-std: signed and verified with neither std nor alloc; {sizes}");

    for (feature, complaint) in MUST_FAIL {
        let output = process::capture(&mut build(&["--features", feature]))?;
        let said = String::from_utf8_lossy(&output.stderr);
        if output.status.success() {
            return Err(format!("the probe builds with `{feature}` on: it would not notice {feature}").into());
        }
        if !said.contains(complaint) {
            return Err(format!("with `{feature}` on, the probe fails, but not by \"{complaint}\":\n{said}").into());
        }
        println!("no-std: with `{feature}` on, the probe is refused, as it must be: \"{complaint}\"");
    }
    Ok(())
}
