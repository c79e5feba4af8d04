use core::net::SocketAddr;
use std::io;

use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};

use super::{Server, accept};

/// A server that is running. It stops when this is dropped.
#[derive(Debug)]
pub struct Running {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Running {
    pub(super) fn new(server: Server, listener: TcpListener) -> io::Result<Self> {
        let address = listener.local_addr()?;
        server.sandbox.listens_at(address);
        let (stop, stopped) = oneshot::channel();
        // Dropping the sender is a signal too.
        let stop_signal = async { drop(stopped.await) };
        let task = tokio::spawn(accept::run(server, listener, stop_signal));
        Ok(Self { address, stop, task })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The base of its addresses, as `http://127.0.0.1:8080`.
    pub fn http_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The same for HTTPS, which is answered if the server has a certificate.
    pub fn https_url(&self) -> String {
        format!("https://{}", self.address)
    }

    /// Stops it, and waits until it has: for the grace of its limits at most.
    pub async fn stop(self) {
        drop(self.stop);
        // A panic of the task has been reported where it happened.
        drop(self.task.await);
    }
}
