//! The emulator on a port.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::sync::mpsc;
use std::thread;

use opentok_sandbox::serve::Server;
use opentok_sandbox::{Clock, Options, Sandbox};

/// The emulator, by the clock of this machine, and its address. It is served until the test program ends.
pub(crate) fn serve() -> (Sandbox, String) {
    let sandbox = Sandbox::new(Options::new().clock(Clock::system()));
    let (tell, told) = mpsc::channel();
    let served = sandbox.clone();
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            let running = Server::new(served).start(listener).unwrap();
            tell.send(running.http_url()).unwrap();
            core::future::pending::<()>().await;
        });
    });
    (sandbox, told.recv().unwrap())
}
