use std::io;

/// What ends the server: SIGINT or SIGTERM, or Ctrl-C where there are no signals.
///
/// Signals are caught from when this is called, and not only once it is awaited.
#[cfg(unix)]
pub(super) fn signalled() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// What ends the server: Ctrl-C.
#[cfg(not(unix))]
pub(super) fn signalled() -> io::Result<impl Future<Output = ()>> {
    // If it cannot be caught it ends the process, which is what was wanted.
    Ok(async { drop(tokio::signal::ctrl_c().await) })
}
