//! A script without `async`: makes a session and a token for it, and lists the newest archives. `blocking [HOW_MANY]`.

use opentok_examples::{Cloud, Result};
use opentok_sdk::blocking::OpenTok;
use opentok_sdk::rest::{archive::ListArchives, session::CreateSession};
use opentok_sdk::token::{Grant, Role};

fn main() -> Result {
    let count = std::env::args().nth(1).map_or(Ok(10), |text| text.parse())?;
    let cloud = Cloud::find()?;
    let opentok = OpenTok::ureq(cloud.environment().clone())?;

    let session = opentok.create_session(CreateSession::routed())?.id;
    let token = opentok.generate_token(Grant::new(&session).role(Role::Moderator).data("name=Ann"))?;
    println!("session {session}\ntoken {}", token.expose());

    let mut listed = 0;
    for archive in opentok.client().archives(ListArchives::new()).take(count) {
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
