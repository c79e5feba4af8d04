//! What the routes of the sample apps can be told.

use super::{Kind, Parameter, optional};

pub(crate) const SESSION_ID: Parameter = Parameter {
    kind: Kind::Text { least: 1, most: 255 },
    is_required: true,
    error: "missing_parameter",
    ..optional("sessionId", "the session")
};
pub(crate) const TOKEN: Parameter = Parameter {
    kind: Kind::Text { least: 1, most: 65_536 },
    is_required: true,
    error: "missing_parameter",
    ..optional("token", "a moderator's token for the session")
};

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
    kind: Kind::Count,
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
