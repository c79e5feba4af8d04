use compact_jws::RsaPrivateKey;
use http::{Method, StatusCode};
use http_endpoint::TransportErrorKind;
use opentok_rest::{
    AuthCause, CallError, Credentials, OpenTok, RefusalKind, Vonage,
    archive::{DeleteArchive, GetArchive, ListArchives, StartArchive, StopArchive},
    broadcast::{AddBroadcastStream, GetBroadcast, Hls, StartBroadcast, StopBroadcast},
    captions::StartCaptions,
    option::Media,
    render::GetRender,
    session::{CreateSession, ForceDisconnect, GetStream, ListStreams, Signal, SignalConnection, SignalSession},
    sip::{Dial, SipTarget},
};
use opentok_sandbox::{Client, Fault};
use opentok_token::Role;
use serde_json::json;

use crate::bench::{Bench, Environment, refused};

/// An id that nothing has.
const NOBODY: &str = "00000000-0000-4000-8000-000000000000";

/// The status of refused credentials.
fn denied(bench: &Bench) -> u16 {
    match bench.environment {
        Environment::OpenTok => 403,
        Environment::Unified => 401,
    }
}

/// The bench's own id with another secret or key, or its secret or key with another id.
fn credentials(bench: &Bench, is_known: bool) -> Credentials {
    let keys = bench.sandbox.credentials();
    match (bench.environment, is_known) {
        (Environment::OpenTok, true) => OpenTok::new(keys.api_key.parse().unwrap(), "another secret").into(),
        (Environment::OpenTok, false) => OpenTok::new("99999999".parse().unwrap(), &keys.api_secret).into(),
        (Environment::Unified, true) => {
            let key = include_str!("../data/application.pem");
            Vonage::with_signer(
                keys.application_id.parse().unwrap(),
                RsaPrivateKey::from_pem(key).unwrap(),
            )
            .into()
        }
        (Environment::Unified, false) => Vonage::with_signer(
            NOBODY.parse().unwrap(),
            RsaPrivateKey::from_pem(&keys.private_key).unwrap(),
        )
        .into(),
    }
}

pub(crate) async fn a_stranger_is_told_so(bench: &Bench) {
    let stranger = bench.client_of(credentials(bench, false));
    let refusal = refused(stranger.call(&CreateSession::routed()).await);
    assert_eq!(
        (refusal.kind, refusal.status.as_u16()),
        (RefusalKind::Authentication, denied(bench))
    );
    assert_eq!(refusal.diagnosis.unwrap().cause, AuthCause::UnknownKey);
    assert_eq!(refusal.message.as_deref(), Some("Issuer not found"));
    assert!(refusal.trace_id.is_some());
}

pub(crate) async fn a_wrong_key_is_told_so(bench: &Bench) {
    let forger = bench.client_of(credentials(bench, true));
    let refusal = refused(forger.call(&ListArchives::new()).await);
    assert_eq!(refusal.status.as_u16(), denied(bench));
    let diagnosis = refusal.diagnosis.unwrap();
    assert_eq!(
        (diagnosis.cause, diagnosis.skew.unwrap().seconds()),
        (AuthCause::WrongSignature, 0)
    );
}

pub(crate) async fn another_projects_path_is_told_so(bench: &Bench) {
    let other = match bench.environment {
        Environment::OpenTok => bench.sandbox.credentials().application_id,
        Environment::Unified => bench.sandbox.credentials().api_key,
    };
    let client = bench.client.clone().site(bench.site_of(&other));
    let refusal = refused(client.call(&ListArchives::new()).await);
    assert_eq!(refusal.diagnosis.unwrap().cause, AuthCause::OtherProject);
}

pub(crate) async fn a_clock_ahead_is_measured(bench: &Bench) {
    let refusal = refused(bench.with_clock(600).call(&ListArchives::new()).await);
    assert_eq!(refusal.status.as_u16(), denied(bench));
    let diagnosis = refusal.diagnosis.unwrap();
    assert_eq!(
        (diagnosis.cause, diagnosis.skew.unwrap().seconds()),
        (AuthCause::ClockAhead, 600)
    );
    assert!(diagnosis.is_clock());
    bench.with_clock(60).call(&ListArchives::new()).await.unwrap();
}

pub(crate) async fn a_clock_behind_is_measured(bench: &Bench) {
    let refusal = refused(bench.with_clock(-600).call(&ListArchives::new()).await);
    assert_eq!(refusal.status.as_u16(), denied(bench));
    let diagnosis = refusal.diagnosis.unwrap();
    assert_eq!(
        (diagnosis.cause, diagnosis.skew.unwrap().seconds()),
        (AuthCause::ClockBehind, -600)
    );
    bench.with_clock(-60).call(&ListArchives::new()).await.unwrap();
}

pub(crate) async fn a_wrong_clock_is_corrected(bench: &Bench) {
    for seconds in [7_200, -7_200] {
        let client = bench.with_clock(seconds).correct_clock(true);
        client.call(&CreateSession::routed()).await.unwrap();
        client.call(&ListArchives::new()).await.unwrap();
    }
}

pub(crate) async fn what_is_not_there_is_not_found(bench: &Bench) {
    let session = bench.session().await;
    bench.publish(&session, "camera");
    for refusal in [
        bench.refusal(GetArchive::new(NOBODY.parse().unwrap())).await,
        bench.refusal(StopArchive::new(NOBODY.parse().unwrap())).await,
        bench.refusal(DeleteArchive::new(NOBODY.parse().unwrap())).await,
        bench.refusal(GetBroadcast::new(NOBODY.parse().unwrap())).await,
        bench.refusal(GetRender::new(NOBODY.parse().unwrap())).await,
        bench.refusal(GetStream::new(session, NOBODY.parse().unwrap())).await,
    ] {
        assert_eq!(
            (refusal.kind, refusal.status.as_u16()),
            (RefusalKind::NotFound, 404),
            "{refusal}"
        );
        assert!(refusal.diagnosis.is_none());
    }
    for refusal in [
        bench
            .refusal(ForceDisconnect::new(session, NOBODY.parse().unwrap()))
            .await,
        bench
            .refusal(SignalConnection::new(
                session,
                NOBODY.parse().unwrap(),
                Signal::new("x"),
            ))
            .await,
    ] {
        assert_eq!(
            (refusal.kind, refusal.status.as_u16()),
            (RefusalKind::NotConnected, 404),
            "{refusal}"
        );
    }
}

pub(crate) async fn what_the_state_forbids_is_a_conflict(bench: &Bench) {
    let session = bench.session().await;
    let stream = bench.publish(&session, "camera");
    let archive = bench.call(StartArchive::new(session)).await;
    let archive = || archive.id.parse().unwrap();
    let broadcast = bench.call(StartBroadcast::new(session, Hls::Plain)).await.id;
    let moderator = || bench.token(&session, Role::Moderator);
    bench.call(StartCaptions::new(session, moderator())).await;
    let stream = stream.parse().unwrap();
    let add = AddBroadcastStream::new(broadcast.clone(), stream, Media::AudioAndVideo);
    let mut seen = vec![
        (
            bench.refusal(DeleteArchive::new(archive())).await,
            RefusalKind::NotDeletable,
            409,
            Some(15004),
        ),
        (
            bench.refusal(StartArchive::new(session)).await,
            RefusalKind::Conflict,
            409,
            None,
        ),
        (
            bench.refusal(StartBroadcast::new(session, Hls::Plain)).await,
            RefusalKind::AlreadyRunning,
            409,
            None,
        ),
        (
            bench.refusal(StartCaptions::new(session, moderator())).await,
            RefusalKind::AlreadyRunning,
            409,
            Some(60003),
        ),
        (bench.refusal(add).await, RefusalKind::StreamMode, 405, None),
    ];
    bench.call(StopArchive::new(archive())).await;
    bench.call(StopBroadcast::new(broadcast.clone())).await;
    bench.wait(10);
    seen.push((
        bench.refusal(StopArchive::new(archive())).await,
        RefusalKind::NotRunning,
        409,
        Some(15002),
    ));
    seen.push((
        bench.refusal(StopBroadcast::new(broadcast)).await,
        RefusalKind::NotRunning,
        409,
        None,
    ));
    let relayed = bench.call(CreateSession::relayed()).await.id;
    bench.publish(&relayed, "camera");
    let target = SipTarget::new("sip:desk@sip.example.net".parse().unwrap());
    let dial = Dial::new(relayed, bench.token(&relayed, Role::Publisher), target);
    seen.push((bench.refusal(dial).await, RefusalKind::NotRouted, 409, None));
    for (refusal, kind, status, code) in seen {
        assert_eq!((refusal.kind, refusal.status.as_u16()), (kind, status), "{refusal}");
        assert!(code.is_none_or(|code| refusal.code == Some(code)), "{refusal}");
    }
}

pub(crate) async fn a_session_without_clients_is_not_connected(bench: &Bench) {
    let session = bench.session().await;
    let refusal = bench.refusal(SignalSession::new(session, Signal::new("x"))).await;
    assert_eq!(
        (refusal.kind, refusal.status.as_u16()),
        (RefusalKind::NotConnected, 404)
    );
    let refusal = bench.refusal(StartArchive::new(session)).await;
    assert_eq!(refusal.status, 404, "{refusal}");
    assert_eq!(bench.refusal(ListStreams::new(session)).await.status, 404);
    let ann = bench
        .sandbox
        .connect(session.as_str(), Client::with_data("name=Ann"))
        .unwrap();
    bench.call(SignalSession::new(session, Signal::new("x"))).await;
    bench.sandbox.disconnect(session.as_str(), &ann).unwrap();
    assert_eq!(
        bench
            .refusal(SignalSession::new(session, Signal::new("x")))
            .await
            .status,
        404
    );
}

pub(crate) async fn a_scripted_failure_is_the_services(bench: &Bench) {
    let fault = Fault::new()
        .method(&Method::GET)
        .times(1)
        .status(StatusCode::SERVICE_UNAVAILABLE);
    bench
        .sandbox
        .add_fault(&fault.body(json!({"message": "later"})).header("retry-after", "7"))
        .unwrap();
    let refusal = bench.refusal(ListArchives::new()).await;
    assert_eq!(
        (refusal.kind, refusal.message.as_deref()),
        (RefusalKind::Server, Some("later"))
    );
    assert_eq!(refusal.retry_after.map(|time| time.as_secs()), Some(7));
    bench.call(ListArchives::new()).await;
}

pub(crate) async fn a_broken_connection_is_interrupted(bench: &Bench) {
    bench.sandbox.add_fault(&Fault::new().times(1).drop_after()).unwrap();
    let Err(CallError::Transport(error)) = bench.client.call(&CreateSession::routed()).await else {
        panic!("an answer came");
    };
    assert_eq!(error.kind(), TransportErrorKind::Interrupted);
    assert!(CallError::Transport(error).outcome_is_unknown());
    bench.call(CreateSession::routed()).await;
}
