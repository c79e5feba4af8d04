use core::{net::IpAddr, pin::pin};

use hyper::{rt, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{net::TcpStream, sync::watch, time};
use tokio_rustls::TlsAcceptor;

use super::{Server, exchange, patience::Patient};

/// The first byte of TLS, which no method begins with.
const TLS: u8 = 22;

/// Answers the requests of one connection.
pub(super) async fn serve(server: &Server, stream: TcpStream, peer: IpAddr, stopping: watch::Receiver<bool>) {
    // It costs latency if it fails, and nothing else.
    let _ = stream.set_nodelay(true);
    let patience = server.limits.patience;
    let mut first = [0];
    let peeked = tokio::select! {
        peeked = time::timeout(patience, stream.peek(&mut first)) => peeked,
        () = stopped(stopping.clone()) => return,
    };
    let Ok(Ok(1)) = peeked else {
        return;
    };
    match &server.certificate {
        Some(certificate) if first[0] == TLS => {
            let acceptor = TlsAcceptor::from(certificate.config.clone());
            if let Ok(Ok(stream)) = time::timeout(patience, acceptor.accept(stream)).await {
                let io = TokioIo::new(Patient::new(stream, patience));
                exchanges(server, io, peer, "https", stopping).await;
            }
        }
        _ => {
            exchanges(
                server,
                TokioIo::new(Patient::new(stream, patience)),
                peer,
                "http",
                stopping,
            )
            .await
        }
    }
}

async fn exchanges(
    server: &Server,
    io: impl rt::Read + rt::Write + Unpin,
    peer: IpAddr,
    scheme: &'static str,
    stopping: watch::Receiver<bool>,
) {
    let service = service_fn(|request| exchange::exchange(server, request, peer, scheme));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(server.limits.patience)
        .serve_connection(io, service);
    let mut connection = pin!(connection);
    // What goes wrong on a connection is the caller's doing, or a scripted fault.
    tokio::select! {
        _ = &mut connection => return,
        () = stopped(stopping) => connection.as_mut().graceful_shutdown(),
    }
    let _ = connection.await;
}

async fn stopped(mut stopping: watch::Receiver<bool>) {
    // The sender goes only after it has said so.
    let _ = stopping.wait_for(|stopping| *stopping).await;
}
