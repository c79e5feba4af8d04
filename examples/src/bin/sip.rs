//! Calls a telephone, keys in a PIN, and hangs up: `sip [SIP_URI [DIGITS]]`, with `SIP_USERNAME` and `SIP_PASSWORD`.

use std::env;
use std::time::Duration;

use opentok_examples::{Cloud, Result};
use opentok_sdk::rest::option::Secret;
use opentok_sdk::rest::session::CreateSession;
use opentok_sdk::rest::sip::{Dial, SipTarget};
use opentok_sdk::token::Grant;

#[tokio::main]
async fn main() -> Result {
    let mut arguments = env::args().skip(1);
    let uri = arguments
        .next()
        .unwrap_or_else(|| "sip:+15551234567@sip.example.net;transport=tls".to_owned());
    // Each `p` waits for half a second.
    let digits = arguments.next().unwrap_or_else(|| "pp1713#".to_owned()).parse()?;
    let mut target = SipTarget::new(uri.parse()?)
        .from("+15557654321@example.net")?
        .encrypted();
    if let (Ok(name), Ok(password)) = (env::var("SIP_USERNAME"), env::var("SIP_PASSWORD")) {
        target = target.credentials(name, Secret::new(password));
    }
    let cloud = Cloud::find()?;
    let client = cloud.client();
    let session = client.create_session(CreateSession::routed()).await?.id;

    // The telephone takes part by a token of its own, which says what it is.
    let token = cloud.mint(Grant::new(&session).data("sip"))?;
    let call = client.dial(Dial::new(session, token, target)).await?;
    let connection = call.connection_id.ok_or("the call has no connection")?;
    println!("calling as connection {connection}");
    cloud.pass(Duration::from_secs(10)).await?;
    client.play_dtmf_to(session, connection.clone(), digits).await?;
    println!("keyed in");
    client.force_disconnect(session, connection).await?;
    println!(
        "hung up, {} connected",
        client.list_connections(session).await?.items.len()
    );
    Ok(())
}
