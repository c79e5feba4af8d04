//! The gates that stand where a compiler for other machines is at hand: Debian's `rustc-web`, unpacked or installed.
//!
//! A toolchain of rustup brings no library for machines without std unless one is added by hand, and never its
//! source. Debian's packages bring a built core for BPF and the source of core for every other machine. They conflict
//! with a package called rustup, so they are unpacked, not installed:
//!
//! ```text
//! apt-get download rustc-web rust-web-src libstd-rust-web-dev libstd-rust-web-dev-bpf libstd-rust-web-1.96 libllvm22
//! for package in *.deb; do dpkg -x "$package" FOLDER; done
//! OPENTOK_FOREIGN_RUST=FOLDER cargo xtask no-std
//! ```

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::{PROBE, elf};
use crate::process::{self, Outcome};
use crate::workspace::Workspace;

/// Names the folder that holds the packages' `usr`.
const VARIABLE: &str = "OPENTOK_FOREIGN_RUST";

/// A compiler that knows other machines.
struct ForeignRust {
    /// The folder that holds `bin/rustc` and `lib`.
    usr: PathBuf,
    linker: PathBuf,
}

pub(super) fn run(workspace: &Workspace) -> Outcome {
    let Some(foreign) = ForeignRust::find() else {
        eprintln!(
            "no-std: SKIPPED: BPF, ARM and WebAssembly: no Debian rustc-web here; \
             unpack it and set {VARIABLE} (xtask/src/no_std/foreign.rs says how)"
        );
        return Ok(());
    };
    foreign.check_bpf(workspace)?;
    foreign.link_arm(workspace)?;
    foreign.run_wasm(workspace)
}

impl ForeignRust {
    /// The one that the variable names, or else one that is installed.
    fn find() -> Option<Self> {
        let root = std::env::var_os(VARIABLE).map_or_else(|| PathBuf::from("/"), PathBuf::from);
        let usr = root.join("usr");
        let complete = [
            "bin/rustc",
            "lib/rustlib/bpfel-unknown-none",
            "lib/rustlib/src/rust/library/core",
        ];
        if !complete.iter().all(|part| usr.join(part).exists()) {
            return None;
        }
        Some(Self { linker: lld()?, usr })
    }

    /// Little-endian, 64 bits, and neither a stack to speak of nor a float: core is prebuilt, nothing is linked.
    fn check_bpf(&self, workspace: &Workspace) -> Outcome {
        process::run(&mut self.cargo(workspace, "check", "bpfel-unknown-none"))?;
        println!("no-std: checked for bpfel-unknown-none");
        Ok(())
    }

    /// A microcontroller of 32 bits: linked, and measured.
    fn link_arm(&self, workspace: &Workspace) -> Outcome {
        let target = "thumbv7em-none-eabi";
        process::run(self.cargo(workspace, "build", target).arg(BUILD_CORE))?;
        let program = fs::read(workspace.target("foreign").join(target).join("release/no-std-probe"))?;
        let sizes = elf::Sizes::of(&program).ok_or("the ARM probe is not an ELF file")?;
        println!("no-std: linked for {target}; {sizes}");
        Ok(())
    }

    /// A module without imports: linked, and run where there is a Node.
    fn run_wasm(&self, workspace: &Workspace) -> Outcome {
        let target = "wasm32-unknown-unknown";
        process::run(self.cargo(workspace, "build", target).arg(BUILD_CORE))?;
        let module = workspace
            .target("foreign")
            .join(target)
            .join("release/no-std-probe.wasm");
        let size = fs::metadata(&module)?.len();
        if !process::is_installed("node", &["--version"]) {
            eprintln!("no-std: SKIPPED: running the {target} module ({size} bytes): no node here");
            return Ok(());
        }
        process::run(Command::new("node").args(["--eval", RUN_MODULE]).arg(&module))?;
        println!("no-std: linked for {target} and run in node; {size} bytes");
        Ok(())
    }

    /// Our cargo with this compiler, for the probe.
    fn cargo(&self, workspace: &Workspace, subcommand: &str, target: &str) -> Command {
        let mut command = workspace.cargo_outside(PROBE, subcommand);
        command.args(["--release", "--quiet", "--target", target]);
        command.env("CARGO_TARGET_DIR", workspace.target("foreign"));
        command.env("RUSTC", self.usr.join("bin/rustc"));
        command.env("LD_LIBRARY_PATH", self.usr.join("lib/x86_64-linux-gnu"));
        let variable = target.to_uppercase().replace('-', "_");
        command.env(format!("CARGO_TARGET_{variable}_LINKER"), &self.linker);
        // Building core is unstable in cargo; this compiler is not ours to switch to nightly.
        command.env("RUSTC_BOOTSTRAP", "1");
        command
    }
}

/// No library for this machine comes built.
const BUILD_CORE: &str = "-Zbuild-std=core";

/// Runs the module named by the last argument; its answer becomes the exit code.
const RUN_MODULE: &str = "WebAssembly.instantiate(require('fs').readFileSync(process.argv[1]))\
    .then(({ instance }) => process.exit(instance.exports.check()))";

/// The linker inside the toolchain that built this program. (The wrappers beside it do not find what they wrap.)
fn lld() -> Option<PathBuf> {
    let output = Command::new("rustc")
        .args(["--print", "target-libdir"])
        .stderr(Stdio::null())
        .output()
        .ok()?;
    let libraries = String::from_utf8(output.stdout).ok()?;
    let linker = Path::new(libraries.trim()).parent()?.join("bin/rust-lld");
    linker.is_file().then_some(linker)
}
