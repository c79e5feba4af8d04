use opentok_token::SessionId;

use super::methods::methods;
use crate::{
    ConnectionId, StreamId,
    session::{
        Connections, CreateSession, EndMute, ForceDisconnect, GetStream, ListConnections, ListStreams, MuteAll,
        MuteStream, Session, SetStreamClasses, Signal, SignalConnection, SignalSession, Stream, Streams,
    },
};

methods! {
    "Sessions, and who is in them."

    /// Creates a session.
    #[doc(alias = "createSession")]
    create_session(session: CreateSession) -> Session = session;

    /// Sends a signal to everybody in a session.
    signal_session(session: SessionId, signal: Signal) -> () = SignalSession::new(session, signal);

    /// Sends a signal to one client.
    signal_connection(session: SessionId, connection: ConnectionId, signal: Signal) -> () =
        SignalConnection::new(session, connection, signal);

    /// Lists who is connected to a session.
    list_connections(session: SessionId) -> Connections = ListConnections::new(session);

    /// Disconnects one client.
    #[doc(alias = "forceDisconnect")]
    force_disconnect(session: SessionId, connection: ConnectionId) -> () = ForceDisconnect::new(session, connection);

    /// Mutes one stream.
    #[doc(alias = "forceMuteStream")]
    mute_stream(session: SessionId, stream: StreamId) -> () = MuteStream::new(session, stream);

    /// Mutes all streams of a session, and those to come.
    #[doc(alias = "forceMuteAll")]
    mute_all(session: SessionId) -> () = MuteAll::new(session);

    /// Lets streams to come start unmuted again.
    #[doc(alias = "disableForceMute")]
    end_mute(session: SessionId) -> () = EndMute::new(session);

    /// Lists the streams of a session.
    list_streams(session: SessionId) -> Streams = ListStreams::new(session);

    /// Describes one stream.
    get_stream(session: SessionId, stream: StreamId) -> Stream = GetStream::new(session, stream);

    /// Sets the layout classes of streams: [`SetStreamClasses`].
    #[doc(alias = "setStreamClassLists")]
    set_stream_classes(classes: SetStreamClasses) -> Option<Streams> = classes;
}
