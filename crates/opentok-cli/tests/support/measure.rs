use std::ffi::OsString;

/// Where a program counts which of its lines ran, while somebody measures that: the one variable that a program under test
/// gets from outside.
pub(crate) fn measured() -> Option<(&'static str, OsString)> {
    let name = "LLVM_PROFILE_FILE";
    std::env::var_os(name).map(|file| (name, file))
}
