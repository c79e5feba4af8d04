use core::future;
use std::io;

use tokio::net::TcpListener;

use super::{Certificate, Limits, Running, accept};
use crate::Sandbox;

/// A sandbox about to be put on a port.
#[derive(Clone, Debug)]
#[must_use]
pub struct Server {
    pub(super) sandbox: Sandbox,
    pub(super) certificate: Option<Certificate>,
    pub(super) limits: Limits,
}

impl Server {
    /// Serves HTTP, within the usual [`Limits`].
    pub fn new(sandbox: Sandbox) -> Self {
        Self {
            sandbox,
            certificate: None,
            limits: Limits::new(),
        }
    }

    /// Serves HTTPS too, on the same port.
    pub fn certificate(mut self, certificate: Certificate) -> Self {
        self.certificate = Some(certificate);
        self
    }

    /// Sets what the server bears.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Serves until `stop` is over: then no connection is taken any more, and those that are idle are closed. Requests
    /// that are being answered have the [grace](Limits::grace) to end.
    ///
    /// # Errors
    ///
    /// If the listener has no address.
    pub async fn run(self, listener: TcpListener, stop: impl Future<Output = ()>) -> io::Result<()> {
        let address = listener.local_addr()?;
        self.sandbox.listens_at(address);
        accept::run(self, listener, stop).await;
        Ok(())
    }

    /// Serves on a task of its own, until the [`Running`] server is stopped or dropped.
    ///
    /// # Errors
    ///
    /// If the listener has no address.
    pub fn start(self, listener: TcpListener) -> io::Result<Running> {
        Running::new(self, listener)
    }
}

impl Sandbox {
    /// Serves HTTP until the future is dropped. A [`Server`] can do more.
    ///
    /// # Errors
    ///
    /// If the listener has no address.
    pub async fn serve(&self, listener: TcpListener) -> io::Result<()> {
        Server::new(self.clone()).run(listener, future::pending()).await
    }
}
