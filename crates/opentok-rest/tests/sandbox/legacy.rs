use std::collections::HashMap;

use opentok_rest::{
    CallError, Client, LegacyPartner, LegacyToken,
    legacy::{
        CreateLegacySession, DeleteLegacyArchive, Download, GetLegacyArchiveUrl, GetLegacyManifest, Stitch,
        StitchLegacyArchive,
    },
};
use opentok_token::{Role, SessionId};

use http_endpoint::AnyTransport;

use crate::bench::Bench;

const ARCHIVE: &str = "7c1f0a52-3d8e-4b7a-9a41-0f6f2b8e11d0";
const VIDEO: &str = "a1d0c3f4-0001-4c55-8f10-5b7e3c9d2a01";

/// Its key and secret, in plain.
fn partner(bench: &Bench) -> Client<AnyTransport> {
    let keys = bench.sandbox.credentials();
    bench.client_of(LegacyPartner::new(keys.api_key.parse().unwrap(), &keys.api_secret))
}

fn holder(bench: &Bench, session: &SessionId, role: Role) -> Client<AnyTransport> {
    bench.client_of(LegacyToken::new(bench.token(session, role).expose()))
}

async fn session(bench: &Bench) -> SessionId {
    let key = bench.owner().parse().unwrap();
    let create = CreateLegacySession::new(key).property(CreateLegacySession::P2P_PREFERENCE, "enabled");
    bench.call_as(partner(bench), create).await.session_id.parse().unwrap()
}

fn store(bench: &Bench) {
    let manifest = format!(
        r#"<manifest version="0.1" archiveid="{ARCHIVE}" title="1346797109799"><resources><video id="{VIDEO}" length="18734" name=""/></resources><timeline><event type="PLAY" id="{VIDEO}" offset="1255" data="" /></timeline></manifest>"#
    );
    bench
        .sandbox
        .store_legacy_archive(&bench.owner(), &manifest, HashMap::new())
        .unwrap();
}

pub(crate) async fn a_session_is_made_as_in_2012(bench: &Bench) {
    let id = session(bench).await;
    assert!(id.belongs_to(&bench.owner().parse().unwrap()));
}

pub(crate) async fn an_archive_of_2012_is_read_and_deleted(bench: &Bench) {
    store(bench);
    let moderator = holder(bench, &session(bench).await, Role::Moderator);
    let archive = || ARCHIVE.parse().unwrap();
    let read = bench
        .call_as(moderator.clone(), GetLegacyManifest::new(archive()))
        .await;
    assert!(read.warnings.is_empty(), "{:?}", read.warnings);
    assert_eq!(read.manifest.video(VIDEO).map(|video| video.length_ms), Some(18_734));
    let address = GetLegacyArchiveUrl::new(archive(), VIDEO.parse().unwrap());
    let Download::Url(url) = bench.call_as(moderator.clone(), address).await else {
        panic!("no address");
    };
    assert!(url.expose().contains(VIDEO));
    bench
        .call_as(moderator.clone(), DeleteLegacyArchive::new(archive()))
        .await;
    assert!(moderator.call(&GetLegacyManifest::new(archive())).await.is_err());
}

pub(crate) async fn an_archive_of_2012_is_stitched(bench: &Bench) {
    store(bench);
    let stitch = || StitchLegacyArchive::new(ARCHIVE.parse().unwrap());
    assert!(matches!(
        bench.call_as(partner(bench), stitch()).await,
        Stitch::Processing
    ));
    bench.wait(30);
    assert!(matches!(
        bench.call_as(partner(bench), stitch()).await,
        Stitch::Ready(_)
    ));
}

pub(crate) async fn a_participant_reads_no_archive_of_2012(bench: &Bench) {
    store(bench);
    let publisher = holder(bench, &session(bench).await, Role::Publisher);
    let refused = publisher.call(&GetLegacyManifest::new(ARCHIVE.parse().unwrap())).await;
    assert!(matches!(refused, Err(CallError::Answer(error)) if error.refusal().is_some()));
}
