use serde_json::{Value, json};

use crate::state::{Broadcast, State};

/// A broadcast as answers and webhooks have it. `base` is where the caller reached the sandbox.
pub(crate) fn broadcast(state: &State, broadcast: &Broadcast, base: &str) -> Value {
    let owner = state.owners.get(broadcast.owner);
    let (owner_field, owner_name) = owner.field();
    let settings = &broadcast.settings;
    let mut fields = json!({
        "id": broadcast.id.to_string(),
        "sessionId": state.sessions.get(broadcast.session).id,
        owner_field: owner_name,
        "createdAt": broadcast.created_ms,
        "updatedAt": broadcast.updated_ms,
        "maxDuration": settings.max_duration_s,
        "resolution": settings.resolution.as_str(),
        "status": if broadcast.is_running { "started" } else { "stopped" },
        "hasAudio": !settings.lacks_audio,
        "hasVideo": !settings.lacks_video,
        "streamMode": broadcast.mix.mode.as_str(),
        "streams": broadcast.mix.to_json(),
        "event": "broadcast",
        "broadcastUrls": urls(broadcast, base),
    });
    if !owner.is_application() {
        fields["partnerId"] = fields["projectId"].clone();
    }
    if let Some(hls) = settings.hls {
        fields["settings"] = json!({"hls": {"dvr": hls.dvr, "lowLatency": hls.low_latency}});
    }
    if let Some(tag) = &settings.tag {
        fields["multiBroadcastTag"] = tag.as_ref().into();
    }
    if let Some(bitrate) = settings.max_bitrate {
        fields["maxBitrate"] = bitrate.into();
    }
    fields
}

/// Null once it has stopped.
fn urls(broadcast: &Broadcast, base: &str) -> Value {
    if !broadcast.is_running {
        return Value::Null;
    }
    let mut urls = json!({});
    if let Some(hls) = broadcast.settings.hls {
        let query = if hls.dvr { "?DVR" } else { "" };
        urls["hls"] = format!("{base}/hls/{}/playlist.m3u8{query}", broadcast.id).into();
        urls["hlsStatus"] = broadcast.hls_status.into();
    }
    if !broadcast.settings.rtmp.is_empty() {
        let targets = broadcast.settings.rtmp.iter().map(|target| {
            json!({
                "id": target.id,
                "serverUrl": target.server_url,
                "streamName": target.stream_name,
                "status": broadcast.rtmp_status,
            })
        });
        urls["rtmp"] = targets.collect();
    }
    urls
}
