//! A call of each kind, to be looked at by whoever visits.

use core::fmt::Debug;

use opentok_rest::{
    Call, ConnectionId, StreamId,
    account::{CreateProject, DeleteProject, GetProject, ListProjects, ProjectStatus, RefreshSecret, SetProjectStatus},
    archive::StopArchive,
    callback::{DeleteCallback, ListCallbacks, RegisterCallback},
    insights::QueryInsights,
    legacy::{CreateLegacySession, DeleteLegacyArchive, GetLegacyArchiveUrl, GetLegacyManifest, StitchLegacyArchive},
    session::{
        CreateSession, EndMute, ForceDisconnect, GetStream, ListConnections, ListStreams, MuteAll, MuteStream,
        SetStreamClasses, Signal, SignalConnection, SignalSession,
    },
};
use opentok_token::SessionId;

/// Looks at calls.
pub trait Visitor {
    /// Looks at one.
    fn visit<C: Call<Output: Debug> + 'static>(&mut self, call: C);
}

/// A session of project 10000001.
pub const SESSION: &str = "2_MX4xMDAwMDAwMX5-MTc2NzIyNTYwMDAwMH5Ra0ZZbGh2T3dHY3ZKbUlRZ3R5Qn5-";

/// Shows every call there is.
pub fn visit_all(visitor: &mut impl Visitor) {
    sessions(visitor);
    project(visitor);
    legacy(visitor);
}

/// The session's id.
pub fn session() -> SessionId {
    SESSION.parse().expect("a session id")
}

fn connection() -> ConnectionId {
    "c1".parse().expect("an id")
}

fn stream(id: &str) -> StreamId {
    id.parse().expect("an id")
}

fn sessions(visitor: &mut impl Visitor) {
    let signal = || Signal::new(r#"{"text":"hello"}"#).kind("chat");
    visitor.visit(CreateSession::routed().location([198, 51, 100, 7].into()));
    visitor.visit(SignalSession::new(session(), signal()));
    visitor.visit(SignalConnection::new(session(), connection(), signal()));
    visitor.visit(ListConnections::new(session()));
    visitor.visit(ForceDisconnect::new(session(), connection()));
    visitor.visit(MuteStream::new(session(), stream("s1")));
    visitor.visit(MuteAll::new(session()).except(stream("s1")).except(stream("s2")));
    visitor.visit(EndMute::new(session()));
    visitor.visit(ListStreams::new(session()));
    visitor.visit(GetStream::new(session(), stream("s1")));
    visitor.visit(
        SetStreamClasses::new(session())
            .stream(stream("s1"), ["full", "focus"])
            .stream(stream("s2"), []),
    );
}

fn project(visitor: &mut impl Visitor) {
    let key = || "10000002".parse().expect("a key");
    visitor.visit(StopArchive::new("a1".parse().expect("an id")));
    visitor.visit(RegisterCallback::new(
        "connection",
        "created",
        "https://app.example.net/hook",
    ));
    visitor.visit(ListCallbacks::new());
    visitor.visit(DeleteCallback::new("k1".parse().expect("an id")));
    visitor.visit(CreateProject::new().name("Acme"));
    visitor.visit(ListProjects::new());
    visitor.visit(GetProject::new(key()));
    visitor.visit(SetProjectStatus::new(key(), ProjectStatus::Suspended));
    visitor.visit(RefreshSecret::new(key()));
    visitor.visit(DeleteProject::new(key()));
    visitor.visit(QueryInsights::new(
        "{ project(projectId: 10000001) { projectData { resources { intervalStart } } } }",
    ));
}

fn legacy(visitor: &mut impl Visitor) {
    let archive = || "a1".parse().expect("an id");
    let create = CreateLegacySession::new("10000001".parse().expect("a key"));
    visitor.visit(create.property(CreateLegacySession::P2P_PREFERENCE, "enabled"));
    visitor.visit(GetLegacyManifest::new(archive()));
    visitor.visit(GetLegacyArchiveUrl::new(archive(), "v1".parse().expect("an id")));
    visitor.visit(DeleteLegacyArchive::new(archive()));
    visitor.visit(StitchLegacyArchive::new(archive()));
}
