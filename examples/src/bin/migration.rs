//! One story for both environments: who asks decides where, how it is signed and which tokens open a session, and nothing
//! else does. Prints the same lines in either, ids aside: those end up on standard error.

use std::time::Duration;

use opentok_examples::{Cloud, Result};
use opentok_sdk::rest::archive::{ListArchives, StartArchive};
use opentok_sdk::rest::session::{CreateSession, Signal};
use opentok_sdk::rest::{ArchiveId, RefusalKind};
use opentok_sdk::token::{Grant, Role};

#[tokio::main]
async fn main() -> Result {
    let cloud = Cloud::find()?;
    let client = cloud.client();
    let me = cloud.owner();
    let dialect = cloud.environment().credentials().dialect();
    eprintln!("{dialect} {me} at {}", cloud.base());

    let session = client.create_session(CreateSession::routed()).await?;
    println!("a session, mine: {}", session.owner() == Some(me));
    let session = session.id;
    eprintln!("session {session}");

    for (name, role) in [("Ann", Role::Moderator), ("Bob", Role::Publisher)] {
        let token = cloud.mint(Grant::new(&session).role(role).data(name))?;
        cloud.invite(&session, &token, name).await?;
        println!("{name} joined as {role}");
    }
    let connected = client.list_connections(session).await?;
    let (count, is_mine) = (connected.items.len(), connected.owner() == Some(me));
    println!("{count} connected, mine: {is_mine}");
    let note = Signal::new("we are recording").kind("note");
    client.signal_session(session, note).await?;

    let start = StartArchive::new(session).name("weekly call");
    let archive = client.start_archive(start).await?;
    let (status, is_mine) = (archive.status.as_str(), archive.owner() == Some(me));
    println!("archive {status}, mine: {is_mine}");
    let again = client.start_archive(StartArchive::new(session)).await;
    let refusal = again.err().and_then(|error| error.kind());
    println!("twice is refused: {}", refusal == Some(RefusalKind::Conflict));
    let id: ArchiveId = archive.id.parse()?;
    eprintln!("archive {id}");

    cloud.pass(Duration::from_secs(60)).await?;
    println!("stop: {}", client.stop_archive(id.clone()).await?.status.as_str());
    cloud.pass(Duration::from_secs(30)).await?;
    let page = client.list_archives(ListArchives::new().session(session)).await?;
    for archive in &page.items {
        let (status, has_address) = (archive.status.as_str(), archive.url.is_some());
        let name = archive.name.as_deref().unwrap_or_default();
        println!("listed: {name}, {status}, with an address: {has_address}");
    }
    client.delete_archive(id).await?;
    let connected = client.list_connections(session).await?;
    println!("deleted, {} connected still", connected.items.len());
    Ok(())
}
