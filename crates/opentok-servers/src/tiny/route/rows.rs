use super::{Route, RouteInfo, Verb, get, post};
use crate::tiny::{Right, parameter};

/// Every route, those of the sample apps last.
pub(crate) const ROUTES: &[RouteInfo] = &[
    RouteInfo {
        success: 201,
        parameters: &[parameter::MEDIA_MODE, parameter::LOCATION],
        is_sample: false,
        ..post(Route::CreateSession, "/session", Right::Create, "Create a session")
    },
    RouteInfo {
        success: 201,
        parameters: &[parameter::ROLE, parameter::EXPIRES_AT, parameter::DATA],
        is_sample: false,
        ..post(
            Route::Access,
            "/session/{id}/access",
            Right::Access,
            "Retrieve credentials for a session",
        )
    },
    RouteInfo {
        right: None,
        is_sample: false,
        ..get(Route::OpenApi, "/openapi.json", Right::Access, "This description")
    },
    RouteInfo {
        success: 302,
        ..get(
            Route::SessionRoom,
            "/session",
            Right::Access,
            "Go to the room named session",
        )
    },
    get(
        Route::Room,
        "/room/{name}",
        Right::Access,
        "Credentials for a room; the first call makes its session",
    ),
    RouteInfo {
        parameters: &[parameter::SESSION_ID],
        ..post(
            Route::StartArchive,
            "/archive/start",
            Right::Archive,
            "Start recording a session",
        )
    },
    post(
        Route::StopArchive,
        "/archive/{archiveId}/stop",
        Right::Archive,
        "Stop recording",
    ),
    get(Route::ListArchives, "/archive", Right::Archive, "List archives"),
    get(
        Route::Archive,
        "/archive/{archiveId}",
        Right::Archive,
        "Read an archive",
    ),
    get(
        Route::ViewArchive,
        "/archive/{archiveId}/view",
        Right::Archive,
        "Go to a recording, or wait for it",
    ),
    RouteInfo {
        parameters: &[parameter::SESSION_ID, parameter::TOKEN],
        ..post(
            Route::StartCaptions,
            "/captions/start",
            Right::Archive,
            "Start captions",
        )
    },
    post(
        Route::StopCaptions,
        "/captions/{captionsId}/stop",
        Right::Archive,
        "Stop captions",
    ),
    RouteInfo {
        parameters: &[
            parameter::SESSION_ID,
            parameter::RTMP,
            parameter::LOW_LATENCY,
            parameter::FHD,
            parameter::DVR,
            parameter::STREAM_MODE,
        ],
        ..post(
            Route::StartBroadcast,
            "/broadcast/start",
            Right::Archive,
            "Start a broadcast",
        )
    },
    RouteInfo {
        parameters: &[parameter::SESSION_ID],
        ..post(
            Route::EndBroadcast,
            "/broadcast/end",
            Right::Archive,
            "End the broadcast of a session",
        )
    },
    RouteInfo {
        parameters: &[parameter::SESSION_ID, parameter::STREAMS, parameter::LAYOUT_TYPE],
        ..post(
            Route::LayoutBroadcast,
            "/broadcast/layout",
            Right::Archive,
            "Lay a broadcast out",
        )
    },
    RouteInfo {
        parameters: &[parameter::SESSION_ID, parameter::CLASS_LIST],
        ..post(
            Route::BroadcastClasses,
            "/broadcast/classes",
            Right::Archive,
            "Give layout classes to streams",
        )
    },
    get(
        Route::Broadcast,
        "/broadcast/{room}",
        Right::Access,
        "Where the broadcast of a room can be watched",
    ),
    RouteInfo {
        parameters: &[parameter::STREAM_ID, parameter::ROOM_NAME],
        ..post(
            Route::AddStream,
            "/addStream",
            Right::Archive,
            "Add a stream to the broadcast of a room",
        )
    },
    RouteInfo {
        parameters: &[parameter::SESSION_ID, parameter::URL],
        ..post(
            Route::StartRender,
            "/render",
            Right::Archive,
            "Start an Experience Composer",
        )
    },
    get(
        Route::ListRenders,
        "/render",
        Right::Archive,
        "List Experience Composers",
    ),
    get(
        Route::Render,
        "/render/{renderId}",
        Right::Archive,
        "Read an Experience Composer",
    ),
    RouteInfo {
        method: Verb::Delete,
        ..post(
            Route::StopRender,
            "/render/{renderId}",
            Right::Archive,
            "Stop an Experience Composer",
        )
    },
];
