//! Downloads an archive, and shows how far it is: `archive_download [FILE [ARCHIVE]]`. Records one if none is named.

use std::io::{Write, stderr};
use std::time::Duration;

use opentok_examples::{Cloud, Result};
use opentok_sdk::archive::record::Status;
use opentok_sdk::rest::{ArchiveId, Client, archive::StartArchive, session::CreateSession};
use opentok_sdk::token::Grant;
use opentok_sdk::transport::{HyperTransport, Transport};

#[tokio::main]
async fn main() -> Result {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().unwrap_or_else(|| "archive.mp4".to_owned());
    let cloud = Cloud::find()?;
    let client = cloud.client();
    let id = match arguments.next() {
        Some(id) => id.parse()?,
        None => record(&cloud, &client).await?,
    };

    let url = loop {
        let archive = client.get_archive(id.clone()).await?;
        match (archive.status, archive.url) {
            (Status::Available, Some(url)) => break url,
            (Status::Started | Status::Paused | Status::Stopped, _) => cloud.pass(Duration::from_secs(5)).await?,
            (other, _) => return Err(format!("the archive is {}", other.as_str()).into()),
        }
    };

    // The address holds all that opens it, and may be anybody's: it gets no credentials.
    let request = http::Request::get(url.expose()).body(bytes::Bytes::new())?;
    let response = client.transport().send(request).await?;
    if !response.status().is_success() {
        return Err(format!("the media server answers {}", response.status()).into());
    }
    let length = response.headers().get("content-length");
    let total: u64 = length.map_or(Ok(0), |length| length.to_str().unwrap_or("0").parse())?;
    let (mut out, mut body, mut here) = (std::fs::File::create(&file)?, response.into_body(), 0);
    while let Some(chunk) = body.chunk().await {
        let chunk = chunk?;
        out.write_all(&chunk)?;
        here += chunk.len() as u64;
        write!(stderr(), "\r{:3} %", here * 100 / total.max(1))?;
    }
    println!("{file}: {here} bytes");
    Ok(())
}

/// A minute of somebody.
async fn record(cloud: &Cloud, client: &Client<HyperTransport>) -> Result<ArchiveId> {
    let session = client.create_session(CreateSession::routed()).await?.id;
    let token = cloud.mint(Grant::new(&session))?;
    cloud.invite(&session, &token, "Ann").await?;
    let id: ArchiveId = client.start_archive(StartArchive::new(session)).await?.id.parse()?;
    cloud.pass(Duration::from_secs(60)).await?;
    client.stop_archive(id.clone()).await?;
    Ok(id)
}
