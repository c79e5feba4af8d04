use opentok_rest::{
    ConnectionId, StreamId,
    session::{Connections, CreateSession, Session, SetStreamClasses, Signal, Stream, Streams},
};
use opentok_token::SessionId;

use super::calls::calls;

calls! {
    "Sessions, and who is in them."

    /// Creates a session: [`CreateSession`].
    #[doc(alias = "createSession")]
    #[doc(alias = "CreateSession")]
    create_session(session: CreateSession) -> Session;

    /// Sends a signal to everybody in a session.
    #[doc(alias = "signal")]
    #[doc(alias = "send_signal")]
    #[doc(alias = "signals.send")]
    signal_session(session: SessionId, signal: Signal) -> ();

    /// Sends a signal to one client.
    #[doc(alias = "signal")]
    #[doc(alias = "send_signal")]
    signal_connection(session: SessionId, connection: ConnectionId, signal: Signal) -> ();

    /// Lists who is connected to a session.
    #[doc(alias = "listConnections")]
    list_connections(session: SessionId) -> Connections;

    /// Disconnects one client.
    #[doc(alias = "forceDisconnect")]
    force_disconnect(session: SessionId, connection: ConnectionId) -> ();

    /// Mutes one stream.
    #[doc(alias = "forceMuteStream")]
    #[doc(alias = "force_mute")]
    mute_stream(session: SessionId, stream: StreamId) -> ();

    /// Mutes all streams of a session, and those to come. [`MuteAll`](opentok_rest::session::MuteAll) can spare some.
    #[doc(alias = "forceMuteAll")]
    #[doc(alias = "force_mute_all")]
    mute_all(session: SessionId) -> ();

    /// Lets streams to come start unmuted again.
    #[doc(alias = "disableForceMute")]
    #[doc(alias = "disable_force_mute")]
    end_mute(session: SessionId) -> ();

    /// Lists the streams of a session.
    #[doc(alias = "listStreams")]
    list_streams(session: SessionId) -> Streams;

    /// Describes one stream.
    #[doc(alias = "getStream")]
    get_stream(session: SessionId, stream: StreamId) -> Stream;

    /// Sets the layout classes of streams: [`SetStreamClasses`].
    #[doc(alias = "setStreamClassLists")]
    #[doc(alias = "set_stream_class_lists")]
    #[doc(alias = "setStreamLayouts")]
    set_stream_classes(classes: SetStreamClasses) -> Option<Streams>;
}
