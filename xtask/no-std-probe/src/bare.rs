//! Machines without a system: bare metal, and a WebAssembly host.

/// What a host calls; the answer is that of [`crate::check::check`].
#[unsafe(no_mangle)]
extern "C" fn check() -> u8 {
    crate::check::check()
}

/// What a boot loader jumps to. Nobody is there to hear the answer, so it stays in a register.
#[cfg(target_os = "none")]
#[unsafe(no_mangle)]
extern "C" fn _start() -> ! {
    core::hint::black_box(check());
    loop {
        core::hint::spin_loop();
    }
}
