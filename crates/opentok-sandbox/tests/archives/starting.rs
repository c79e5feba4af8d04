//! What an archive may be started with.

use serde_json::json;

use crate::{start, support::Caller};

#[test]
fn a_start_is_refused_for_the_documented_reasons() {
    let caller = Caller::project();
    let (relayed, routed) = (caller.session(""), caller.routed());
    caller.connect(&relayed, &json!({}));
    caller.post("/archive", &json!({})).expect(400);
    caller.post("/archive", &json!({"sessionId": "nonsense"})).expect(400);
    caller
        .post("/archive", &json!({"sessionId": "1_MX4xMDAwMDAwMX5-MX54fn4"}))
        .expect(404);
    let empty = caller.post("/archive", &json!({"sessionId": routed})).expect(404);
    assert!(
        empty["message"].as_str().unwrap().starts_with("Not found. No clients"),
        "{empty}"
    );
    caller.post("/archive", &json!({"sessionId": relayed})).expect(409);
    caller.connect(&routed, &json!({}));
    for more in [
        json!({"hasAudio": false, "hasVideo": false}),
        json!({"outputMode": "both"}),
        json!({"resolution": "800x600"}),
        json!({"outputMode": "individual", "resolution": "640x480"}),
        json!({"layout": {"type": "custom"}}),
        json!({"layout": {"type": "pip", "stylesheet": "stream {}"}}),
        json!({"layout": {"type": "pip", "screenshareType": "pip"}}),
        json!({"maxBitrate": 99_999}),
        json!({"maxBitrate": 6_000_001}),
        json!({"maxBitrate": 200_000, "quantizationParameter": 20}),
        json!({"quantizationParameter": 14}),
        json!({"quantizationParameter": 41}),
        json!({"hasTranscription": true}),
        json!({"transcriptionProperties": {}}),
        json!({"streamMode": "some"}),
        json!({"name": "x".repeat(81)}),
        json!({"name": 7}),
    ] {
        let mut body = more.clone();
        body["sessionId"] = routed.clone().into();
        let refused = caller.post("/archive", &body);
        assert_eq!(refused.status, 400, "{more}");
    }
    start(&caller, &routed);
    caller.post("/archive", &json!({"sessionId": routed})).expect(409);
    caller
        .post("/archive", &json!({"sessionId": routed, "multiArchiveTag": "b"}))
        .expect(200);
    caller
        .post("/archive", &json!({"sessionId": routed, "multiArchiveTag": "b"}))
        .expect(409);
}

#[test]
fn spellings_of_every_sdk_start_an_archive() {
    let caller = Caller::project();
    let session = caller.routed();
    caller.connect(&session, &json!({}));
    for (tag, mut body) in [
        json!({"name": null, "resolution": null, "maxBitrate": null, "outputMode": "composed"}),
        json!({"maxBitRate": "400000", "layout": {"type": "bestFit", "screensharetype": "pip"}}),
        json!({"layout": {"type": "bestFit", "screenshare_type": "verticalPresentation", "stylesheet": null}}),
        json!({"outputMode": "individual", "hasTranscription": true,
               "transcriptionProperties": {"PrimaryLanguageCode": "de-DE", "HasSummary": true}}),
        json!({"action": "start", "quantizationParameter": 15}),
        json!({"quantizationParameter": 40, "streamMode": "manual"}),
    ]
    .into_iter()
    .enumerate()
    {
        body["sessionId"] = session.clone().into();
        body["multiArchiveTag"] = tag.to_string().into();
        caller.post("/archive", &body).expect(200);
    }
    let listed = caller.get("/archive").expect(200);
    assert_eq!(
        listed["items"][2]["transcriptionProperties"],
        json!({"primaryLanguageCode": "de-DE", "hasSummary": true})
    );
}
