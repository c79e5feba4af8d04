//! A program with no operating system library under it, no allocator and no start-up code.
//!
//! It signs and verifies tokens (see `check.rs`) and answers with its exit code. That it links at all is the proof
//! that nothing beneath needs std or alloc; `cargo xtask no-std` builds it, runs it, and sees it refused with either.

#![no_std]
#![no_main]

mod check;

/// What the example `no_std_signer` shows, as it stands there.
#[path = "../../../examples/src/bin/no_std_signer/signer.rs"]
mod example;

#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod linux;

/// Where there is no system to start a program: the entry a boot loader or a host calls.
#[cfg(not(all(target_os = "linux", target_arch = "x86_64")))]
mod bare;

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    #[cfg(all(target_os = "linux", target_arch = "x86_64"))]
    linux::exit(linux::PANICKED);
    #[cfg(not(all(target_os = "linux", target_arch = "x86_64")))]
    loop {}
}
