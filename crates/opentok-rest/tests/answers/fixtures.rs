//! Recorded shapes, and the calls that read them.

use std::fs;

/// Recorded shapes, and the calls that read them.
pub(crate) const FIXTURES: &[(&str, &str)] = &[
    ("account-create.json", "create_project"),
    ("account-get.json", "get_project"),
    ("account-list.json", "list_projects"),
    ("account-refresh-secret.json", "refresh_secret"),
    ("account-set-status.json", "set_project_status"),
    ("archive-get-available.json", "get_archive"),
    ("archive-get-unified.json", "get_archive"),
    ("archive-layout.json", "set_archive_layout"),
    ("archive-list.json", "list_archives"),
    ("archive-list-empty.json", "list_archives"),
    ("archive-start.json", "start_archive"),
    ("archive-start-manual.json", "start_archive"),
    ("archive-stop.json", "stop_archive"),
    ("broadcast-get.json", "get_broadcast"),
    ("broadcast-get-rtmp-map.json", "get_broadcast"),
    ("broadcast-layout.json", "set_broadcast_layout"),
    ("broadcast-list.json", "list_broadcasts"),
    ("broadcast-start.json", "start_broadcast"),
    ("broadcast-stop.json", "stop_broadcast"),
    ("callback-list.json", "list_callbacks"),
    ("callback-register.json", "register_callback"),
    ("caption-get.json", "get_captions"),
    ("caption-get-failed.json", "get_captions"),
    ("caption-start.json", "start_captions"),
    ("connect-start.json", "start_audio_connector"),
    ("insights-query.json", "query_insights"),
    ("render-get.json", "get_render"),
    ("render-get-failed.json", "get_render"),
    ("render-list.json", "list_renders"),
    ("render-start.json", "start_render"),
    ("session-connections.json", "list_connections"),
    ("session-connections-text-times.json", "list_connections"),
    ("session-connections-unified.json", "list_connections"),
    ("session-create.json", "create_session"),
    ("session-create-object.json", "create_session"),
    ("session-mute.json", "mute_all"),
    ("session-mute-mock.json", "mute_all"),
    ("sip-dial.json", "dial"),
    ("sip-dial-long.json", "dial"),
    ("sip-dtmf.json", "play_dtmf"),
    ("storage-set-azure.json", "set_archive_storage"),
    ("storage-set-s3.json", "set_archive_storage"),
    ("stream-get.json", "get_stream"),
    ("stream-list.json", "list_streams"),
    ("stream-set-classes.json", "set_stream_classes"),
];

pub(crate) fn fixture(name: &str) -> Vec<u8> {
    fs::read(format!("{}/tests/data/answers/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}
