use alloc::sync::Arc;
use core::future::poll_fn;
use core::net::IpAddr;
use core::pin::{Pin, pin};
use std::time::Instant;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::timeout_at;

use crate::serve::patience::{Patience, Progress};
use crate::serve::pipeline::{Place, Shared};
use crate::serve::repoll::Repoll;
use crate::serve::{App, Shutdown};

/// Serves one connection to its end.
pub(crate) async fn serve_connection<A: App>(
    shared: Arc<Shared<A>>,
    place: Place,
    stream: TcpStream,
    peer: IpAddr,
    mut shutdown: Shutdown,
) {
    let until = Instant::now() + shared.options.limits.head_time;
    // A connection on which nothing was sent yet costs a socket and a small task, no buffers.
    // Peeking waits for a byte; readiness alone is told of fresh sockets too.
    let mut first = [0];
    let heard = timeout_at(until.into(), stream.peek(&mut first));
    tokio::select! {
        outcome = heard => if !matches!(outcome, Ok(Ok(1..))) { return },
        () = shutdown.begun() => return,
    }
    #[cfg(feature = "tls")]
    if let (Some(tls), Place::Main) = (&shared.options.tls, place) {
        let accept = boxed(tls.accept(stream));
        let Ok(Ok(stream)) = timeout_at(until.into(), accept).await else {
            return;
        };
        let serving = boxed(serve_stream(Arc::clone(&shared), place, stream, peer, until, shutdown));
        return serving.await;
    }
    let serving = boxed(serve_stream(Arc::clone(&shared), place, stream, peer, until, shutdown));
    serving.await;
}

/// A future in a box of its own: kilobytes that a connection takes only while it needs them.
fn boxed<F: Future>(make: F) -> Pin<Box<F>> {
    Box::pin(make)
}

async fn serve_stream<A: App, S: AsyncRead + AsyncWrite + Unpin>(
    shared: Arc<Shared<A>>,
    place: Place,
    stream: S,
    peer: IpAddr,
    until: Instant,
    mut shutdown: Shutdown,
) {
    let progress = Arc::new(Progress::default());
    let limits = shared.options.limits;
    let patience = Patience::new(stream, limits, Arc::clone(&progress), until);
    let service = service_fn(|request| {
        progress.request_begins();
        let (shared, progress) = (Arc::clone(&shared), Arc::clone(&progress));
        async move {
            let response = shared.respond(place, peer, request).await;
            progress.request_ends();
            Ok::<_, core::convert::Infallible>(response)
        }
    });
    let mut builder = http1::Builder::new();
    // Without pipeline_flush: it keeps replies back while bytes of the peer are unread, garbage included.
    builder.max_buf_size(limits.head_bytes);
    // Head and body of a reply are copied into one buffer: bodies are short, and sending two pieces costs more.
    builder.writev(false);
    // Who has no more to send may still read: the reply to what was sent before is written.
    builder.half_close(true);
    let mut connection = builder.serve_connection(TokioIo::new(patience), service);
    let mut repoll = Repoll::new();
    let outcome = {
        let end = shutdown.clone();
        let mut begun = pin!(shutdown.begun());
        let (mut is_watched, mut is_ending) = (false, false);
        poll_fn(|context| {
            repoll.poll(context, |context| {
                // Which always has the same waker: once it is registered, to ask whether the end has begun is enough.
                if !is_ending && (end.has_begun() || !is_watched && begun.as_mut().poll(context).is_ready()) {
                    is_ending = true;
                    Pin::new(&mut connection).graceful_shutdown();
                }
                is_watched = true;
                // To the end of writing: replies that wait in its buffer go out first.
                Pin::new(&mut connection).poll(context)
            })
        })
        .await
    };
    // After bytes that are no HTTP there is a reply too, and a peer that may still be sending.
    if outcome.is_err_and(|error| !error.is_parse() && !error.is_parse_too_large()) {
        return;
    }
    let stream = connection.into_parts().io.into_inner();
    boxed(linger(stream.into_inner(), limits.linger_time)).await;
}

/// Hears the peer out for a while after the last reply: a socket closed on unread bytes would take the reply back.
async fn linger<S: AsyncRead + AsyncWrite + Unpin>(mut stream: S, time: core::time::Duration) {
    let _ = tokio::time::timeout(time, async {
        let mut rest = [0; 4096];
        for _ in 0..256 {
            if stream.read(&mut rest).await? == 0 {
                break;
            }
        }
        Ok::<_, std::io::Error>(())
    })
    .await;
}
