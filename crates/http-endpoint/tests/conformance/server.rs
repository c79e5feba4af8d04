//! A server on loopback that does as each test says, good or bad.

use alloc::sync::Arc;
use core::net::SocketAddr;
use core::pin::Pin;
use core::sync::atomic::{AtomicUsize, Ordering};
use std::sync::Mutex;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

/// A connection, with TLS or without.
pub(crate) trait Duplex: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Duplex for T {}

pub(crate) type Connection = Box<dyn Duplex>;
type Handled = Pin<Box<dyn Future<Output = Option<Connection>> + Send>>;

/// A request as it arrived.
#[derive(Clone, Debug, Default)]
pub(crate) struct Arrived {
    /// The first line and the headers.
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Arrived {
    /// The second word: path and query.
    pub(crate) fn target(&self) -> &str {
        self.head.split(' ').nth(1).unwrap_or_default()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().skip(1).filter_map(|line| line.split_once(':'));
        lines
            .find(|(own, _)| own.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim())
    }
}

/// Ends with the value.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    shared: Arc<Shared>,
    accepting: tokio::task::JoinHandle<()>,
}

#[derive(Default)]
struct Shared {
    connections: AtomicUsize,
    arrived: Mutex<Vec<Arrived>>,
}

impl Server {
    /// Reads requests and gives them to `handle`, which returns the connection if there shall be another.
    pub(crate) async fn start<F, R>(handle: F) -> Self
    where
        F: Fn(Connection, Arrived) -> R + Send + Sync + 'static,
        R: Future<Output = Option<Connection>> + Send + 'static,
    {
        Self::with_tls(None, handle).await
    }

    pub(crate) async fn with_tls<F, R>(tls: Option<TlsAcceptor>, handle: F) -> Self
    where
        F: Fn(Connection, Arrived) -> R + Send + Sync + 'static,
        R: Future<Output = Option<Connection>> + Send + 'static,
    {
        let handle: Arc<dyn Fn(Connection, Arrived) -> Handled + Send + Sync> =
            Arc::new(move |connection, arrived| Box::pin(handle(connection, arrived)));
        Self::raw(move |stream, shared| {
            let (handle, tls) = (Arc::clone(&handle), tls.clone());
            async move {
                let mut connection: Connection = match tls {
                    None => Box::new(stream),
                    Some(tls) => match tls.accept(stream).await {
                        Ok(stream) => Box::new(stream),
                        Err(_) => return,
                    },
                };
                while let Some(arrived) = read_request(&mut connection).await {
                    shared.arrived.lock().unwrap().push(arrived.clone());
                    match handle(connection, arrived).await {
                        Some(again) => connection = again,
                        None => return,
                    }
                }
            }
        })
        .await
    }

    /// Answers every request with these bytes, and closes the connection.
    pub(crate) async fn answering(answer: impl Into<Vec<u8>>) -> Self {
        let answer = Arc::new(answer.into());
        Self::start(move |mut connection, _| {
            let answer = Arc::clone(&answer);
            async move {
                let _ = connection.write_all(&answer).await;
                let _ = connection.shutdown().await;
                None
            }
        })
        .await
    }

    /// Drops connections at once.
    pub(crate) async fn deaf() -> Self {
        Self::raw(|stream, _| async move { drop(stream) }).await
    }

    async fn raw<F, R>(serve: F) -> Self
    where
        F: Fn(TcpStream, Arc<Shared>) -> R + Send + Sync + 'static,
        R: Future<Output = ()> + Send + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::<Shared>::default();
        let for_connections = Arc::clone(&shared);
        let accepting = tokio::spawn(async move {
            let mut connections = tokio::task::JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                let _ = stream.set_nodelay(true);
                for_connections.connections.fetch_add(1, Ordering::SeqCst);
                connections.spawn(serve(stream, Arc::clone(&for_connections)));
                while connections.try_join_next().is_some() {}
            }
        });
        Self {
            address,
            shared,
            accepting,
        }
    }

    pub(crate) fn base(&self) -> http_endpoint::Base {
        http_endpoint::Base::new(&format!("http://{}", self.address)).unwrap()
    }

    pub(crate) fn connections(&self) -> usize {
        self.shared.connections.load(Ordering::SeqCst)
    }

    pub(crate) fn arrived(&self) -> Vec<Arrived> {
        self.shared.arrived.lock().unwrap().clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

/// Answers with `body` and keeps the connection.
pub(crate) async fn answer(mut connection: Connection, body: &[u8]) -> Option<Connection> {
    let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", body.len());
    let bytes = [head.as_bytes(), body].concat();
    connection.write_all(&bytes).await.ok()?;
    connection.flush().await.ok()?;
    Some(connection)
}

/// Up to the end of the headers.
pub(crate) async fn read_head(connection: &mut (impl AsyncRead + Unpin + ?Sized)) -> Option<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        if head.len() > 100_000 {
            return None;
        }
        head.push(connection.read_u8().await.ok()?);
    }
    String::from_utf8(head).ok()
}

async fn read_request(connection: &mut Connection) -> Option<Arrived> {
    let mut arrived = Arrived {
        head: read_head(connection).await?,
        body: Vec::new(),
    };
    let len = arrived.header("content-length").map_or(0, |len| len.parse().unwrap());
    arrived.body.resize(len, 0);
    connection.read_exact(&mut arrived.body).await.ok()?;
    Some(arrived)
}
