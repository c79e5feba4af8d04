//! A transport of one's own, twice: one that counts what another carries, and one that answers from memory.

use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use opentok_examples::{Cloud, Result};
use opentok_sdk::OpenTok;
use opentok_sdk::rest::archive::ListArchives;
use opentok_sdk::rest::session::CreateSession;
use opentok_sdk::transport::net::NetSettings;
use opentok_sdk::transport::{Body, FnTransport, HyperTransport, Transport, TransportError};

/// Anything that sends: retries, caches, metrics, another HTTP library. It is one method.
struct Counted<T> {
    inner: T,
    calls: AtomicUsize,
}

impl<T: Transport> Transport for Counted<T> {
    async fn send(&self, request: http::Request<Bytes>) -> Result<http::Response<Body>, TransportError> {
        self.calls.fetch_add(1, Ordering::Relaxed);
        let what = format!("{} {}", request.method(), request.uri().path());
        let response = self.inner.send(request).await;
        // The path, and nothing of the headers: one of them opens the account.
        println!(
            "{what}: {}",
            response.as_ref().map_or(0, |response| response.status().as_u16())
        );
        response
    }
}

#[tokio::main]
async fn main() -> Result {
    let cloud = Cloud::find()?;
    let inner = HyperTransport::new(&NetSettings::new())?;
    let calls = AtomicUsize::new(0);
    let opentok = OpenTok::new(Counted { inner, calls }, cloud.environment().clone());
    opentok.create_session(CreateSession::routed()).await?;
    opentok.list_archives(ListArchives::new()).await?;
    println!("{} calls", opentok.client().transport().calls.load(Ordering::Relaxed));

    // A closure is a transport too: this one is the whole service, for a test of what comes after the call.
    let canned = FnTransport(|_| async { Ok(http::Response::new(Body::from(r#"{"count":0,"items":[]}"#))) });
    let nothing = OpenTok::new(canned, cloud.environment().clone());
    let nothing = nothing.list_archives(ListArchives::new()).await?;
    println!("{} archives from memory", nothing.items.len());
    Ok(())
}
