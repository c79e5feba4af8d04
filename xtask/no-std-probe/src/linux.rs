//! Linux on x86-64: the entry, the exit, and the memory functions that compiled code expects from a C library.

use core::arch::{asm, global_asm};

use crate::check;

/// The exit code of a panic, which no check uses.
pub(crate) const PANICKED: u8 = 101;

// The kernel enters here with no return address and the stack as it likes it; `call` wants it at 16 bytes.
global_asm!(
    ".globl _start",
    "_start:",
    "xor ebp, ebp",
    "and rsp, -16",
    "call {run}",
    "ud2",
    run = sym run,
);

extern "C" fn run() -> ! {
    exit(check::check())
}

/// Ends the program.
pub(crate) fn exit(code: u8) -> ! {
    const EXIT_GROUP: u64 = 231;
    // SAFETY: the system call takes its two arguments in these registers and does not return.
    unsafe { asm!("syscall", in("rax") EXIT_GROUP, in("rdi") u64::from(code), options(noreturn, nostack)) }
}

// The four below are written so that the compiler cannot recognise them and replace each with a call to itself.

/// # Safety
///
/// As C says of `memcpy`.
#[unsafe(no_mangle)]
unsafe extern "C" fn memcpy(to: *mut u8, from: *const u8, len: usize) -> *mut u8 {
    // SAFETY: the caller vouches for both ranges; the direction flag is clear by the calling convention.
    unsafe {
        asm!("rep movsb", inout("rcx") len => _, inout("rdi") to => _, inout("rsi") from => _,
            options(nostack, preserves_flags));
    }
    to
}

/// # Safety
///
/// As C says of `memmove`.
#[unsafe(no_mangle)]
unsafe extern "C" fn memmove(to: *mut u8, from: *const u8, len: usize) -> *mut u8 {
    if to.addr().wrapping_sub(from.addr()) >= len {
        // SAFETY: `to` does not lie inside what is still to be read.
        return unsafe { memcpy(to, from, len) };
    }
    // SAFETY: as above, but from the last byte down; the direction flag is set back at once.
    unsafe {
        asm!("std", "rep movsb", "cld", inout("rcx") len => _, inout("rdi") to.wrapping_add(len).wrapping_sub(1) => _,
            inout("rsi") from.wrapping_add(len).wrapping_sub(1) => _, options(nostack));
    }
    to
}

/// # Safety
///
/// As C says of `memset`.
#[unsafe(no_mangle)]
unsafe extern "C" fn memset(to: *mut u8, byte: i32, len: usize) -> *mut u8 {
    // SAFETY: the caller vouches for the range.
    unsafe {
        asm!("rep stosb", inout("rcx") len => _, inout("rdi") to => _, in("eax") byte,
            options(nostack, preserves_flags));
    }
    to
}

/// # Safety
///
/// As C says of `memcmp`.
#[unsafe(no_mangle)]
unsafe extern "C" fn memcmp(left: *const u8, right: *const u8, len: usize) -> i32 {
    for at in 0..len {
        // SAFETY: the caller vouches for both ranges, and `at` is inside them.
        let (l, r) = unsafe { (left.add(at).read_volatile(), right.add(at).read_volatile()) };
        if l != r {
            return i32::from(l) - i32::from(r);
        }
    }
    0
}

/// # Safety
///
/// As C says of `bcmp`.
#[unsafe(no_mangle)]
unsafe extern "C" fn bcmp(left: *const u8, right: *const u8, len: usize) -> i32 {
    // SAFETY: the contract is the same.
    unsafe { memcmp(left, right, len) }
}
