use alloc::sync::Arc;
use core::net::SocketAddr;
use core::sync::atomic::Ordering;
use core::time::Duration;
use std::io;

use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::log::Level;
use crate::serve::connection::serve_connection;
use crate::serve::pipeline::{Place, Shared};
use crate::serve::{App, Options, Shutdown};

/// A server about to serve: an [`App`] with [`Options`].
#[derive(Debug)]
pub struct Server<A> {
    app: A,
    options: Options,
}

/// Where a server listens.
#[derive(Debug)]
pub struct Listeners {
    main: TcpListener,
    admin: Option<TcpListener>,
}

impl Listeners {
    /// Binds the main address, and a second one for counters and health if there is one.
    ///
    /// # Errors
    ///
    /// The address that cannot be bound, and why.
    pub async fn bind(main: SocketAddr, admin: Option<SocketAddr>) -> Result<Self, (SocketAddr, io::Error)> {
        let bind = async |address| TcpListener::bind(address).await.map_err(|error| (address, error));
        Ok(Self {
            main: bind(main).await?,
            admin: match admin {
                Some(address) => Some(bind(address).await?),
                None => None,
            },
        })
    }

    /// The main address, with the port that was picked if it was 0.
    ///
    /// # Errors
    ///
    /// If the operating system does not know.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.main.local_addr()
    }

    /// The second address.
    ///
    /// # Errors
    ///
    /// If the operating system does not know.
    pub fn admin_address(&self) -> io::Result<Option<SocketAddr>> {
        self.admin.as_ref().map(TcpListener::local_addr).transpose()
    }
}

impl<A: App> Server<A> {
    /// A server that does not listen yet.
    pub fn new(app: A, options: Options) -> Self {
        Self { app, options }
    }

    /// Serves until shutdown begins, and then until open requests are answered or the grace is over.
    pub async fn run(self, listeners: Listeners, mut shutdown: Shutdown) {
        let Listeners { main, admin } = listeners;
        let shared = Arc::new(Shared::new(self.app, self.options, admin.is_some()));
        let mut connections = JoinSet::new();
        let slots = Arc::new(Semaphore::new(shared.options.limits.connections));
        // Counters stay readable when the main address is full.
        let admin_slots = Arc::new(Semaphore::new(ADMIN_CONNECTIONS));
        loop {
            // Each has its turn: a rush on the main address keeps neither its end nor the second address waiting.
            let (place, slots, accepted) = tokio::select! {
                () = shutdown.begun() => break,
                accepted = main.accept() => (Place::Main, &slots, accepted),
                accepted = accept(admin.as_ref()) => (Place::Admin, &admin_slots, accepted),
                Some(_) = connections.join_next() => continue,
            };
            // Nor does it let the tasks of connections that are done with pile up.
            while connections.try_join_next().is_some() {}
            let (stream, peer) = match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    wait_out(&shared, &error).await;
                    continue;
                }
            };
            let Ok(slot) = Arc::clone(slots).try_acquire_owned() else {
                shared.options.metrics.refused_connections.inc();
                if !shared.options.speaks_tls(place) {
                    refuse(stream).await;
                }
                continue;
            };
            let (serving, ending) = (Arc::clone(&shared), shutdown.clone());
            let _ = stream.set_nodelay(true);
            connections.spawn(async move {
                serving.options.metrics.connections.inc();
                serve_connection(Arc::clone(&serving), place, stream, peer.ip(), ending).await;
                serving.options.metrics.connections.dec();
                drop(slot);
            });
        }
        shared.is_ending.store(true, Ordering::Relaxed);
        drop((main, admin));
        let rest = async { while connections.join_next().await.is_some() {} };
        if tokio::time::timeout(shared.options.grace, rest).await.is_err() {
            let open = connections.len().to_string();
            shared
                .options
                .log
                .warn("connections were cut at the end of the grace", &[("open", &open)]);
            connections.shutdown().await;
        }
        shared.app.close().await;
        shared.options.log.flush();
    }
}

async fn accept(listener: Option<&TcpListener>) -> io::Result<(TcpStream, SocketAddr)> {
    match listener {
        Some(listener) => listener.accept().await,
        None => core::future::pending().await,
    }
}

/// Some errors concern a connection that is gone already; others, such as too many open files, need time.
async fn wait_out<A>(shared: &Shared<A>, error: &io::Error) {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    if !matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset) {
        let cause = error.to_string();
        shared
            .options
            .log
            .event(Level::Error, "no connection can be accepted", &[("cause", &cause)]);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Tells a caller that there is no room, without waiting for what it wants.
async fn refuse(mut stream: TcpStream) {
    const BODY: &str = r#"{"error":"overloaded","message":"too many connections; try again soon","requestId":""}"#;
    let reply = format!(
        "HTTP/1.1 503 Service Unavailable\r\ncontent-type: application/json; charset=utf-8\r\nretry-after: 1\r\n\
         x-content-type-options: nosniff\r\ncache-control: no-store\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{BODY}",
        BODY.len()
    );
    // A fresh socket takes this much at once; one that does not is not worth waiting for.
    let _ = tokio::time::timeout(Duration::from_millis(10), stream.write_all(reply.as_bytes())).await;
    let _ = stream.try_read(&mut [0; 4096]);
    let _ = stream.shutdown().await;
}

const ADMIN_CONNECTIONS: usize = 64;
