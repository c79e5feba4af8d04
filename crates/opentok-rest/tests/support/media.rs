//! A call of each kind that records, broadcasts, transcribes or telephones.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use opentok_rest::{
    archive::{
        AddArchiveStream, DeleteArchive, GetArchive, ListArchives, RemoveArchiveStream, SetArchiveLayout, StartArchive,
        StopArchive,
    },
    broadcast::{
        AddBroadcastStream, GetBroadcast, Hls, ListBroadcasts, RemoveBroadcastStream, SetBroadcastLayout,
        StartBroadcast, StopBroadcast,
    },
    captions::{GetCaptions, StartCaptions, StopCaptions},
    connect::{StartAudioConnector, StopAudioConnector, WebSocketTarget},
    option::{Arrangement, ClientToken, Media, Secret},
    render::{GetRender, ListRenders, StartRender, StopRender},
    sip::{Dial, PlayDtmf, PlayDtmfTo, SipTarget},
    storage::{DeleteArchiveStorage, S3, SetArchiveStorage},
};

use super::{Visitor, session};

/// Shows every call of these families.
pub(crate) fn visit_media(visitor: &mut impl Visitor) {
    archives(visitor);
    broadcasts(visitor);
    speech(visitor);
}

fn token() -> ClientToken {
    ClientToken::new("T1==dG9rZW4").unwrap()
}

fn archives(visitor: &mut impl Visitor) {
    let archive = || "a1".parse().unwrap();
    let stream = || "s1".parse().unwrap();
    visitor.visit(StartArchive::new(session()));
    visitor.visit(StopArchive::new(archive()));
    visitor.visit(GetArchive::new(archive()));
    visitor.visit(ListArchives::new().session(session()).offset(1).count(2));
    visitor.visit(DeleteArchive::new(archive()));
    visitor.visit(SetArchiveLayout::new(archive(), Arrangement::Pip));
    visitor.visit(AddArchiveStream::new(archive(), stream(), Media::default()));
    visitor.visit(RemoveArchiveStream::new(archive(), stream()));
    let s3 = S3::new("AKEXAMPLE", Secret::new("s3cr3t"), "my-archives").unwrap();
    visitor.visit(SetArchiveStorage::new(s3));
    visitor.visit(DeleteArchiveStorage::new());
}

fn broadcasts(visitor: &mut impl Visitor) {
    let broadcast = || "b1".parse().unwrap();
    let stream = || "s1".parse().unwrap();
    visitor.visit(StartBroadcast::new(session(), Hls::Plain));
    visitor.visit(StopBroadcast::new(broadcast()));
    visitor.visit(GetBroadcast::new(broadcast()));
    visitor.visit(ListBroadcasts::new().session(session()));
    visitor.visit(SetBroadcastLayout::new(broadcast(), Arrangement::Pip));
    visitor.visit(AddBroadcastStream::new(broadcast(), stream(), Media::default()));
    visitor.visit(RemoveBroadcastStream::new(broadcast(), stream()));
}

fn speech(visitor: &mut impl Visitor) {
    let captions = || "c1".parse().unwrap();
    visitor.visit(StartCaptions::new(session(), token()));
    visitor.visit(StopCaptions::new(captions()));
    visitor.visit(GetCaptions::new(captions()));
    let page = "https://app.example.net/scene".parse().unwrap();
    visitor.visit(StartRender::new(session(), token(), page));
    visitor.visit(StopRender::new("r1".parse().unwrap()));
    visitor.visit(GetRender::new("r1".parse().unwrap()));
    visitor.visit(ListRenders::new());
    let target = SipTarget::new("sip:user@sip.example.net".parse().unwrap());
    visitor.visit(Dial::new(session(), token(), target));
    visitor.visit(PlayDtmf::new(session(), "1p713#".parse().unwrap()));
    visitor.visit(PlayDtmfTo::new(
        session(),
        "c1".parse().unwrap(),
        "1p713#".parse().unwrap(),
    ));
    let target = WebSocketTarget::new("wss://audio.example.net/in".parse().unwrap());
    visitor.visit(StartAudioConnector::new(session(), token(), target));
    visitor.visit(StopAudioConnector::new("w1".parse().unwrap()));
}
