//! A small server: it takes requests of modest size, a modest number at a time, from callers who do not dawdle.

use alloc::sync::Arc;
use core::convert::Infallible;
use core::time::Duration;

use bytes::Bytes;
use http::{Request, Response, StatusCode};
use http_body_util::{BodyExt, Empty, Limited};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use opentok_rest::webhook::{Callback, MAX_BODY, ReceiveError, Receiver};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, mpsc, oneshot};
use tokio::time::{sleep, timeout};

/// What came of a request.
pub(super) enum Delivery {
    /// A callback. The caller is told that it arrived once it is printed.
    Callback {
        callback: Box<Callback>,
        printed: oneshot::Sender<()>,
    },
    /// Nothing to print.
    Refused(ReceiveError),
}

/// What arrives, until it is dropped.
pub(super) struct Deliveries {
    arrived: mpsc::Receiver<Delivery>,
    room: Arc<Semaphore>,
}

/// The most connections at a time.
const CONNECTIONS: u32 = 64;

/// How long a caller may take for the head of a request, and again for its body.
const PATIENCE: Duration = Duration::from_secs(10);

/// Takes connections for as long as somebody waits for what arrives.
pub(super) fn run(listener: TcpListener, receiver: Receiver) -> Deliveries {
    let (sender, arrived) = mpsc::channel(16);
    let room = Arc::new(Semaphore::new(CONNECTIONS as usize));
    let places = Arc::clone(&room);
    tokio::spawn(async move {
        while let Ok(place) = Arc::clone(&places).acquire_owned().await {
            match listener.accept().await {
                Ok((stream, _)) => {
                    let (receiver, sender) = (receiver.clone(), sender.clone());
                    tokio::spawn(async move {
                        serve(stream, receiver, sender).await;
                        drop(place);
                    });
                }
                // Out of descriptors, or the caller is gone already: neither is mended by asking at once.
                Err(_) => sleep(Duration::from_millis(100)).await,
            }
        }
    });
    Deliveries { arrived, room }
}

impl Deliveries {
    /// The next one.
    pub(super) async fn recv(&mut self) -> Option<Delivery> {
        self.arrived.recv().await
    }

    /// Waits until answers under way have left, but not for callers who stay connected without need.
    pub(super) async fn finish(&mut self) {
        let _ = timeout(Duration::from_millis(500), self.room.acquire_many(CONNECTIONS - 1)).await;
    }
}

async fn serve(stream: TcpStream, receiver: Receiver, sender: mpsc::Sender<Delivery>) {
    let service = service_fn(|request| {
        let (receiver, sender) = (receiver.clone(), sender.clone());
        async move { Ok::<_, Infallible>(answer(request, &receiver, &sender).await) }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(PATIENCE)
        .max_buf_size(64 * 1024)
        // Callbacks come seldom; a connection that is kept would only take a place.
        .keep_alive(false)
        .serve_connection(TokioIo::new(stream), service);
    // The caller went away. There is nobody to tell.
    let _ = connection.await;
}

async fn answer(
    request: Request<Incoming>,
    receiver: &Receiver,
    sender: &mpsc::Sender<Delivery>,
) -> Response<Empty<Bytes>> {
    let (parts, body) = request.into_parts();
    let body = timeout(PATIENCE, Limited::new(body, MAX_BODY).collect()).await;
    let body = match body {
        Ok(Ok(body)) => body.to_bytes(),
        Ok(Err(_)) => return say(StatusCode::PAYLOAD_TOO_LARGE),
        Err(_) => return say(StatusCode::REQUEST_TIMEOUT),
    };
    match receiver.receive(&Request::from_parts(parts, body)) {
        Ok(callback) => {
            let (printed, is_printed) = oneshot::channel();
            let callback = Box::new(callback);
            let delivered = sender.send(Delivery::Callback { callback, printed }).await.is_ok();
            if delivered && is_printed.await.is_ok() {
                say(StatusCode::OK)
            } else {
                say(StatusCode::SERVICE_UNAVAILABLE)
            }
        }
        Err(error) => {
            let status = error.status();
            // Whoever floods this server with nonsense does not make it wait.
            let _ = sender.try_send(Delivery::Refused(error));
            say(status)
        }
    }
}

fn say(status: StatusCode) -> Response<Empty<Bytes>> {
    let mut response = Response::new(Empty::new());
    *response.status_mut() = status;
    response
}
