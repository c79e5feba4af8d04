//! A script without `async`: makes a session and a token for it, and lists the newest archives. `blocking [HOW_MANY]`.

use opentok_examples::{Cloud, Result};
use opentok_sdk::rest::archive::ListArchives;
use opentok_sdk::rest::{blocking::Client, session::CreateSession};
use opentok_sdk::token::{Grant, Role};
use opentok_sdk::transport::{UreqTransport, net::NetSettings};

fn main() -> Result {
    let count = std::env::args().nth(1).map_or(Ok(10), |text| text.parse())?;
    let cloud = Cloud::find()?;
    let transport = UreqTransport::new(&NetSettings::new())?;
    let client = Client::new(transport, cloud.credentials.clone()).base(cloud.base.clone())?;

    let session = client.create_session(CreateSession::routed())?.id;
    let token = cloud.mint(&Grant::new(&session).role(Role::Moderator).data("name=Ann"))?;
    println!("session {session}\ntoken {}", token.expose());

    let mut listed = 0;
    for archive in client.archives(ListArchives::new()).take(count) {
        let archive = archive?;
        println!(
            "archive {} {} {} s",
            archive.id,
            archive.status.as_str(),
            archive.duration.unwrap_or(0)
        );
        listed += 1;
    }
    println!("{listed} archives");
    Ok(())
}
