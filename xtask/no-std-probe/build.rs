//! How the probe is linked on each machine: against nothing.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let arguments: &[&str] = match std::env::var("CARGO_CFG_TARGET_OS").as_deref() {
        Ok("linux") => &["-nostartfiles", "-nostdlib", "-static", "-no-pie"],
        // Bare metal and WebAssembly are linked by lld itself; only the first has an entry to name.
        Ok("none") => &["--entry=_start"],
        _ => &["--no-entry"],
    };
    for argument in arguments {
        println!("cargo::rustc-link-arg-bins={argument}");
    }
}
