use std::collections::HashSet;

use serde_json::Value;

use super::{Target, base, layout, lookup, mixing};
use crate::describe;
use crate::state::{Broadcast, BroadcastSettings, Hls, MAX_RUNNING, OwnerId, Rtmp, SessionNumber, State};
use crate::wire::{Call, Fields, Refusal, Reply};

/// In seconds.
const DEFAULT_DURATION_S: u64 = 14_400;
const MAX_RTMP: usize = 5;

/// `POST /broadcast`.
pub(super) fn start(state: &mut State, owner: OwnerId, call: &Call, _: Target<'_>) -> Result<Reply, Refusal> {
    let body = call.object()?;
    let body = Fields::new(&body);
    let mixing = mixing::read(body)?;
    let outputs = body
        .object("outputs")?
        .ok_or_else(|| Refusal::invalid("Missing outputs"))?;
    let mut settings = BroadcastSettings {
        hls: outputs.object("hls")?.map(hls).transpose()?,
        rtmp: rtmp(outputs.get("rtmp"))?,
        layout: body
            .object("layout")?
            .map(layout::read)
            .transpose()?
            .unwrap_or_default(),
        max_duration_s: body.integer(&["maxDuration"])?.unwrap_or(DEFAULT_DURATION_S),
        max_bitrate: mixing.max_bitrate,
        resolution: mixing.resolution.unwrap_or_default(),
        lacks_audio: mixing.lacks_audio,
        lacks_video: mixing.lacks_video,
        tag: mixing::tag(body, "multiBroadcastTag")?,
    };
    if settings.hls.is_none() && settings.rtmp.is_empty() {
        return Err(Refusal::invalid("Missing outputs. There must be at least one."));
    }
    let session = lookup::routed_session(state, owner, body)?;
    lookup::require_clients(state, session)?;
    let running = running(state, session);
    if running.iter().any(|broadcast| broadcast.settings.tag == settings.tag) {
        return Err(Refusal::conflict(
            "A broadcast with this multiBroadcastTag is already running for the session",
        ));
    }
    lookup::require_place(running.len(), MAX_RUNNING, "running broadcasts")?;
    mixing::require_bitrate(settings.max_bitrate)?;
    mixing::within("maxDuration", Some(settings.max_duration_s), 60, 36_000)?;
    if settings.rtmp.len() > MAX_RTMP {
        return Err(Refusal::invalid(format!(
            "A broadcast has {MAX_RTMP} RTMP targets at most"
        )));
    }
    for target in &mut settings.rtmp {
        if target.id.is_empty() {
            target.id = state.chance.uuid().to_string().into();
        }
    }
    let row = state.start_broadcast(session, mixing.mode, settings);
    let base = base(state, call);
    let broadcast = state
        .broadcasts
        .get(row)
        .map(|broadcast| describe::broadcast(state, broadcast, &base));
    Ok(Reply::ok(&broadcast.unwrap_or_default()))
}

fn hls(hls: Fields<'_>) -> Result<Hls, Refusal> {
    let hls = Hls {
        dvr: hls.flag("dvr")?.unwrap_or(false),
        low_latency: hls.flag("lowLatency")?.unwrap_or(false),
    };
    if hls.dvr && hls.low_latency {
        return Err(Refusal::invalid("dvr and lowLatency exclude each other"));
    }
    Ok(hls)
}

/// A list of targets, or a single one.
fn rtmp(value: &Value) -> Result<Vec<Rtmp>, Refusal> {
    let targets = match value {
        Value::Null => return Ok(Vec::new()),
        Value::Array(targets) => targets.as_slice(),
        single => core::slice::from_ref(single),
    };
    let mut ids = HashSet::new();
    let read = |target: &Value| {
        let target = target.as_object().ok_or_else(|| Refusal::invalid("Invalid rtmp"))?;
        let target = Fields::new(target);
        let (id, server_url) = (
            target.text("id")?.unwrap_or_default(),
            target.required_text("serverUrl")?,
        );
        if !(server_url.starts_with("rtmp://") || server_url.starts_with("rtmps://")) {
            return Err(Refusal::invalid(
                "Invalid serverUrl. It must begin with rtmp:// or rtmps://.",
            ));
        }
        if !id.is_empty() && !ids.insert(id.to_owned()) {
            return Err(Refusal::invalid("Invalid rtmp. Every id must be different."));
        }
        Ok(Rtmp {
            id: id.into(),
            server_url: server_url.into(),
            stream_name: target.required_text("streamName")?.into(),
        })
    };
    targets.iter().map(read).collect()
}

/// The session's broadcasts that run.
fn running(state: &State, session: SessionNumber) -> Vec<&Broadcast> {
    let rows = state.room(session).map(|room| room.broadcasts.as_slice());
    let rows = rows.unwrap_or_default().iter();
    rows.filter_map(|row| state.broadcasts.get(*row)).collect()
}
