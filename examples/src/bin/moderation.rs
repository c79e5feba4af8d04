//! Keeps order: asks for quiet, mutes one and then all, and shows somebody out. `moderation [SESSION]`.

use opentok_examples::{Cloud, Result};
use opentok_sdk::rest::RefusalKind;
use opentok_sdk::rest::session::{CreateSession, MuteAll, Signal};
use opentok_sdk::token::{Grant, SessionId};

#[tokio::main]
async fn main() -> Result {
    let cloud = Cloud::find()?;
    let client = cloud.client();
    let session: SessionId = match std::env::args().nth(1) {
        Some(session) => session.parse()?,
        None => client.create_session(CreateSession::routed()).await?.id,
    };
    for name in ["Ann", "Bob"] {
        cloud
            .invite(&session, &cloud.mint(Grant::new(&session).data(name))?, name)
            .await?;
    }
    let streams = client.list_streams(session).await?.items;
    let connections = client.list_connections(session).await?.items;
    let (Some(speaker), Some(guest)) = (streams.first(), connections.last()) else {
        return Err("nobody is there".into());
    };
    println!("{} connected, {} published", connections.len(), streams.len());

    client
        .signal_session(session, Signal::new("quiet, please").kind("chat"))
        .await?;
    client.mute_stream(session, speaker.id.clone()).await?;
    println!("muted {}", speaker.name.as_deref().unwrap_or_default());
    client.call(&MuteAll::new(session).except(speaker.id.clone())).await?;
    client.end_mute(session).await?;

    client.force_disconnect(session, guest.connection_id.clone()).await?;
    println!("{} left", client.list_connections(session).await?.items.len());
    // Who is gone cannot be told anything, and the error says that it is that.
    let late = client
        .signal_connection(session, guest.connection_id.clone(), Signal::new("bye"))
        .await;
    match late {
        Err(error) if error.kind() == Some(RefusalKind::NotConnected) => println!("gone already"),
        other => other?,
    }
    Ok(())
}
