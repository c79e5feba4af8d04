//! Broadcasts a session to viewers of HLS and to an RTMP server: `broadcast [RTMP_SERVER]`, key in `RTMP_STREAM_NAME`.

use std::time::Duration;

use opentok_examples::{Cloud, Result};
use opentok_sdk::rest::broadcast::{Broadcast, Hls, RtmpTarget, StartBroadcast};
use opentok_sdk::rest::{Resolution, option::Arrangement, session::CreateSession};
use opentok_sdk::token::Grant;

#[tokio::main]
async fn main() -> Result {
    let server = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "rtmps://live.example.net/app".to_owned());
    let stream_name = std::env::var("RTMP_STREAM_NAME").unwrap_or_else(|_| "stream-key".to_owned());
    let target = RtmpTarget::new(server.parse()?, stream_name)?.id("main")?;
    let cloud = Cloud::find()?;
    let client = cloud.client();

    let session = client.create_session(CreateSession::routed()).await?.id;
    cloud
        .invite(&session, &cloud.mint(Grant::new(&session))?, "Ann")
        .await?;

    let outputs = opentok_sdk::rest::broadcast::Outputs::from(Hls::LowLatency).and_rtmp(target)?;
    let start = StartBroadcast::new(session, outputs)
        .layout(Arrangement::BestFit)
        .resolution(Resolution::Hd);
    let broadcast = client.start_broadcast(start).await?;
    tell(&broadcast);
    // Viewers of HLS see something after 15 to 20 seconds.
    cloud.pass(Duration::from_secs(20)).await?;
    tell(&client.get_broadcast(broadcast.id.clone()).await?);
    client
        .set_broadcast_layout(broadcast.id.clone(), Arrangement::HorizontalPresentation)
        .await?;
    tell(&client.stop_broadcast(broadcast.id).await?);
    Ok(())
}

fn tell(broadcast: &Broadcast) {
    let status = broadcast.status.as_ref().map_or("", |status| status.as_str());
    println!("{status}");
    let Some(urls) = &broadcast.urls else {
        return;
    };
    if let (Some(playlist), Some(status)) = (&urls.hls, &urls.hls_status) {
        println!("  hls {} {playlist}", status.as_str());
    }
    for output in &urls.rtmp {
        let status = output.status.as_ref().map_or("", |status| status.as_str());
        println!("  rtmp {status} {}", output.server_url.as_deref().unwrap_or_default());
    }
}
