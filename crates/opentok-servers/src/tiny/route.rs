use http::Method;

use crate::http::RouteTable;
use crate::tiny::Right;
use crate::tiny::parameter::{self, Kind, Parameter, optional};

/// What can be asked for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Route {
    /// `POST /session`.
    CreateSession,
    /// `POST /session/{id}/access`.
    Access,
    /// `GET /openapi.json`.
    OpenApi,
    /// `GET /session`.
    SessionRoom,
    /// `GET /room/{name}`.
    Room,
    /// `POST /archive/start`.
    StartArchive,
    /// `POST /archive/{archiveId}/stop`.
    StopArchive,
    /// `GET /archive`.
    ListArchives,
    /// `GET /archive/{archiveId}`.
    Archive,
    /// `GET /archive/{archiveId}/view`.
    ViewArchive,
    /// `POST /captions/start`.
    StartCaptions,
    /// `POST /captions/{captionsId}/stop`.
    StopCaptions,
    /// `POST /broadcast/start`.
    StartBroadcast,
    /// `POST /broadcast/end`.
    EndBroadcast,
    /// `POST /broadcast/layout`.
    LayoutBroadcast,
    /// `POST /broadcast/classes`.
    BroadcastClasses,
    /// `GET /broadcast/{room}`.
    Broadcast,
    /// `POST /addStream`.
    AddStream,
    /// `POST /render`.
    StartRender,
    /// `GET /render`.
    ListRenders,
    /// `GET /render/{renderId}`.
    Render,
    /// `DELETE /render/{renderId}`.
    StopRender,
}

/// The methods of the routes: `http::Method` cannot stand in a table made at compile time.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Verb {
    Get,
    Post,
    Delete,
}

impl Verb {
    pub(crate) fn method(self) -> Method {
        match self {
            Self::Get => Method::GET,
            Self::Post => Method::POST,
            Self::Delete => Method::DELETE,
        }
    }
}

/// A route as a row of the table: routing, rights and the OpenAPI document come from here.
#[derive(Debug)]
pub(crate) struct RouteInfo {
    pub(crate) route: Route,
    pub(crate) method: Verb,
    pub(crate) template: &'static str,
    pub(crate) right: Option<Right>,
    pub(crate) parameters: &'static [Parameter],
    pub(crate) success: u16,
    pub(crate) summary: &'static str,
    pub(crate) is_sample: bool,
}

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
        parameters: &[parameter::SESSION_ID, RTMP, LOW_LATENCY, FHD, DVR, STREAM_MODE],
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
        parameters: &[parameter::SESSION_ID, STREAMS, LAYOUT_TYPE],
        ..post(
            Route::LayoutBroadcast,
            "/broadcast/layout",
            Right::Archive,
            "Lay a broadcast out",
        )
    },
    RouteInfo {
        parameters: &[parameter::SESSION_ID, CLASS_LIST],
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
        parameters: &[STREAM_ID, ROOM_NAME],
        ..post(
            Route::AddStream,
            "/addStream",
            Right::Archive,
            "Add a stream to the broadcast of a room",
        )
    },
    RouteInfo {
        parameters: &[parameter::SESSION_ID, URL],
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

pub(crate) const RTMP: Parameter = Parameter {
    kind: Kind::Json("object"),
    ..optional("rtmp", "serverUrl and streamName of an RTMP server to send to as well")
};
pub(crate) const LOW_LATENCY: Parameter = Parameter {
    kind: Kind::Switch,
    ..optional("lowLatency", "less delay; off with dvr")
};
pub(crate) const FHD: Parameter = Parameter {
    kind: Kind::Switch,
    ..optional("fhd", "1920x1080 instead of 1280x720")
};
pub(crate) const DVR: Parameter = Parameter {
    kind: Kind::Switch,
    ..optional("dvr", "viewers can go back in time")
};
pub(crate) const STREAM_MODE: Parameter = Parameter {
    kind: Kind::OneOf(&["auto", "manual"]),
    ..optional(
        "streamMode",
        "whether streams are added by themselves; auto unless given",
    )
};
pub(crate) const STREAMS: Parameter = Parameter {
    kind: Kind::Json("integer"),
    ..optional("streams", "how many streams there are")
};
pub(crate) const LAYOUT_TYPE: Parameter = Parameter {
    kind: Kind::OneOf(&[
        "bestFit",
        "custom",
        "horizontalPresentation",
        "pip",
        "verticalPresentation",
    ]),
    ..optional("type", "the layout; by the number of streams unless given")
};
pub(crate) const CLASS_LIST: Parameter = Parameter {
    kind: Kind::Json("array"),
    is_required: true,
    ..optional("classList", "streams, each with id and layoutClassList")
};
pub(crate) const STREAM_ID: Parameter = Parameter {
    kind: Kind::Text { least: 1, most: 64 },
    is_required: true,
    ..optional("streamId", "the stream")
};
pub(crate) const ROOM_NAME: Parameter = Parameter {
    kind: Kind::Text {
        least: 1,
        most: MAX_ROOM_NAME,
    },
    is_required: true,
    error: "invalid_room_name",
    ..optional("roomName", "the room")
};
pub(crate) const URL: Parameter = Parameter {
    kind: Kind::Text { least: 15, most: 2048 },
    is_required: true,
    ..optional("url", "the page to compose")
};

/// The longest name of a room, in characters.
pub(crate) const MAX_ROOM_NAME: usize = 256;

const fn get(route: Route, template: &'static str, right: Right, summary: &'static str) -> RouteInfo {
    RouteInfo {
        route,
        method: Verb::Get,
        template,
        right: Some(right),
        parameters: &[],
        success: 200,
        summary,
        is_sample: true,
    }
}

const fn post(route: Route, template: &'static str, right: Right, summary: &'static str) -> RouteInfo {
    RouteInfo {
        method: Verb::Post,
        ..get(route, template, right, summary)
    }
}

impl Route {
    /// The row of this route.
    pub(crate) fn info(self) -> &'static RouteInfo {
        ROUTES
            .iter()
            .find(|info| info.route == self)
            .expect("every route has a row")
    }
}

/// The table to route by, with the sample routes or without.
pub(crate) fn table(with_samples: bool) -> RouteTable<Route> {
    let served = ROUTES.iter().filter(|info| with_samples || !info.is_sample);
    RouteTable::new(served.map(|info| (info.method.method(), info.template, info.route)))
}
