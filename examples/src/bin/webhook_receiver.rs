//! Receives callbacks that are signed, each once: `webhook_receiver [ADDRESS]`, with `OPENTOK_SIGNATURE_SECRET`.
//!
//! A sandbox is told to call it, somebody joins a session there, and two callbacks later it is done.

use axum::{Extension, Router, routing::post};
use opentok_examples::{Cloud, Result};
use opentok_sdk::rest::webhook::{Callback, Event, Receiver, RecentCallbacks, Verifier};
use opentok_sdk::rest::{Clock, session::CreateSession};
use opentok_sdk::token::Grant;
use serde_json::json;
use tokio::{net::TcpListener, sync::mpsc};

#[tokio::main]
async fn main() -> Result {
    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:0".to_owned());
    let cloud = Cloud::find()?;
    let secret = match std::env::var("OPENTOK_SIGNATURE_SECRET") {
        Ok(secret) => secret,
        Err(_) if cloud.is_sandbox() => "a secret of the sandbox's".to_owned(),
        Err(_) => return Err("set OPENTOK_SIGNATURE_SECRET".into()),
    };
    let (done, mut received) = mpsc::channel::<()>(2);
    let receiver = Receiver::signed(Verifier::new(&secret), Clock::system()).guard(RecentCallbacks::default());
    let app = Router::new().route("/callbacks", post(receive));
    let app = app.layer(Extension(done)).with_state(receiver);
    let listener = TcpListener::bind(address).await?;
    let url = format!("http://{}/callbacks", listener.local_addr()?);
    println!("{url}");
    let server = tokio::spawn(async { axum::serve(listener, app).await });
    if !cloud.is_sandbox() {
        return Ok(server.await??);
    }

    let to = json!({"kind": "session", "url": url, "secret": secret});
    cloud.control(&["webhook"], to).await?;
    let session = cloud.client().create_session(CreateSession::routed()).await?.id;
    let token = cloud.mint(Grant::new(&session).data("name=Ann"))?;
    cloud.invite(&session, &token, "Ann").await?;
    for _ in 0..2 {
        received.recv().await;
    }
    Ok(())
}

/// Comes only for callbacks whose signature is true, whose body is the one that was signed, and which are new.
async fn receive(Extension(done): Extension<mpsc::Sender<()>>, callback: Callback) {
    match &callback.event {
        Event::Archive(archive) => println!("archive {} is {}", archive.id, archive.status.as_str()),
        Event::Session(event) => println!("{:?}", event.change),
        other => println!("{:?}", other.family()),
    }
    // Nobody waits where there is no sandbox to end with.
    let _ = done.try_send(());
}
