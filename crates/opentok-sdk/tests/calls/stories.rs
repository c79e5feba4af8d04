//! What an application does, told once: for the object that is awaited, and for the one that waits.

/// Writes the stories, with `$wait` behind every call.
macro_rules! stories {
    ($module:ident, $object:ident, [$($async:tt)*], [$($wait:tt)*]) => {
        pub(crate) mod $module {
            use std::collections::HashMap;

            use opentok_sandbox::{Client, SandboxTransport};
            use opentok_sdk::{
                rest::{
                    archive::{ListArchives, StartArchive, Status},
                    broadcast::{BroadcastStatus, Hls, ListBroadcasts, StartBroadcast},
                    callback::RegisterCallback,
                    captions::{CaptionsStatus, StartCaptions},
                    connect::{StartAudioConnector, WebSocketTarget},
                    insights::QueryInsights,
                    legacy::Download,
                    option::{Arrangement, Media, Secret, StreamMode},
                    render::{ListRenders, StartRender},
                    session::{CreateSession, MuteAll, SetStreamClasses, Signal},
                    sip::{Dial, SipTarget},
                    storage::{S3, SetArchiveStorage},
                },
                token::{Grant, Role},
            };

            use super::$object;
            use crate::{Cloud, Environment};

            type OpenTok = $object<SandboxTransport>;

            pub(crate) $($async)* fn tokens_let_clients_in(cloud: &Cloud, opentok: &OpenTok) {
                let session = opentok.create_session(CreateSession::routed()) $($wait)* .unwrap().id;
                let grant = Grant::new(&session).role(Role::Moderator).data("name=Ann");
                let token = opentok.generate_token(grant).unwrap();
                assert_eq!(token.expose().starts_with("T1=="), cloud.environment == Environment::OpenTok);
                let jwt = opentok.generate_jwt(&session).unwrap();
                assert_eq!(jwt.expose().split('.').count(), 3);
                for token in [&token, &jwt] {
                    let client = Client::with_token(token.expose());
                    cloud.sandbox.connect(session.as_str(), client).unwrap();
                }
                let joined = &cloud.state(&session)["connections"];
                assert_eq!((&joined[0]["role"], &joined[0]["data"]), (&"moderator".into(), &"name=Ann".into()));
                assert_eq!(joined[1]["role"], "publisher");
            }

            pub(crate) $($async)* fn a_session_is_moderated(cloud: &Cloud, opentok: &OpenTok) {
                let session = opentok.create_session(CreateSession::routed()) $($wait)* .unwrap().id;
                let (ann, bob) = (cloud.join(&session, "Ann"), cloud.join(&session, "Bob"));
                opentok.signal_session(session, Signal::new("to all")) $($wait)* .unwrap();
                opentok.signal_connection(session, bob.parse().unwrap(), Signal::new("to you")) $($wait)* .unwrap();
                let signals = |at: usize| cloud.state(&session)["connections"][at]["signals"].as_array().unwrap().len();
                assert_eq!((signals(0), signals(1)), (1, 2));
                let there = opentok.list_connections(session) $($wait)* .unwrap();
                assert_eq!(there.items[0].connection_id.as_str(), ann);

                let stream = cloud.publish(&session).parse().unwrap();
                opentok.mute_stream(session, stream) $($wait)* .unwrap();
                opentok.mute_all(session) $($wait)* .unwrap();
                assert_eq!(cloud.state(&session)["muted"], true);
                opentok.end_mute(session) $($wait)* .unwrap();
                assert_eq!(cloud.state(&session)["muted"], false);
                opentok.force_disconnect(session, bob.parse().unwrap()) $($wait)* .unwrap();
                assert_eq!(opentok.list_connections(session) $($wait)* .unwrap().items.len(), 2);
            }

            pub(crate) $($async)* fn streams_are_read_and_classed(cloud: &Cloud, opentok: &OpenTok) {
                let session = opentok.create_session(CreateSession::routed()) $($wait)* .unwrap().id;
                let id = cloud.publish(&session);
                let classes = SetStreamClasses::new(session).stream(id.parse().unwrap(), ["full"]);
                opentok.set_stream_classes(classes) $($wait)* .unwrap();
                let streams = opentok.list_streams(session) $($wait)* .unwrap();
                assert_eq!(&*streams.items[0].layout_class_list[0], "full");
                let stream = opentok.get_stream(session, id.parse().unwrap()) $($wait)* .unwrap();
                assert_eq!(stream.name.as_deref(), Some("camera"));
            }

            pub(crate) $($async)* fn a_session_is_recorded(cloud: &Cloud, opentok: &OpenTok) {
                let session = opentok.create_session(CreateSession::routed()) $($wait)* .unwrap().id;
                let stream = cloud.publish(&session);
                let start = StartArchive::new(session).stream_mode(StreamMode::Manual);
                let id: opentok_sdk::rest::ArchiveId =
                    opentok.start_archive(start) $($wait)* .unwrap().id.parse().unwrap();
                let media = Media::AudioAndVideo;
                opentok.add_archive_stream(id.clone(), stream.parse().unwrap(), media) $($wait)* .unwrap();
                let running = opentok.get_archive(id.clone()) $($wait)* .unwrap();
                assert_eq!(running.streams.unwrap()[0].stream_id, stream);
                opentok.set_archive_layout(id.clone(), Arrangement::Pip) $($wait)* .unwrap();
                opentok.remove_archive_stream(id.clone(), stream.parse().unwrap()) $($wait)* .unwrap();
                assert_eq!(opentok.stop_archive(id.clone()) $($wait)* .unwrap().status, Status::Stopped);
                cloud.sandbox.advance(core::time::Duration::from_secs(5));
                let listed = opentok.list_archives(ListArchives::new().session(session)) $($wait)* .unwrap();
                assert_eq!((listed.items.len(), &*listed.items[0].id), (1, id.as_str()));
                opentok.delete_archive(id.clone()) $($wait)* .unwrap();
                assert_eq!(opentok.get_archive(id) $($wait)* .unwrap_err().refusal().unwrap().status, 404);
            }

            pub(crate) $($async)* fn a_session_is_broadcast(cloud: &Cloud, opentok: &OpenTok) {
                let session = opentok.create_session(CreateSession::routed()) $($wait)* .unwrap().id;
                let stream = cloud.publish(&session);
                let start = StartBroadcast::new(session, Hls::Plain).stream_mode(StreamMode::Manual);
                let id = opentok.start_broadcast(start) $($wait)* .unwrap().id;
                let media = Media::AudioAndVideo;
                opentok.add_broadcast_stream(id.clone(), stream.parse().unwrap(), media) $($wait)* .unwrap();
                assert_eq!(opentok.get_broadcast(id.clone()) $($wait)* .unwrap().streams.len(), 1);
                opentok.set_broadcast_layout(id.clone(), Arrangement::Pip) $($wait)* .unwrap();
                opentok.remove_broadcast_stream(id.clone(), stream.parse().unwrap()) $($wait)* .unwrap();
                let listed = opentok.list_broadcasts(ListBroadcasts::new().session(session)) $($wait)* .unwrap();
                assert_eq!(listed.items[0].id, id);
                let stopped = opentok.stop_broadcast(id) $($wait)* .unwrap();
                assert_eq!(stopped.status, Some(BroadcastStatus::Stopped));
            }

            pub(crate) $($async)* fn telephones_and_connectors_join(cloud: &Cloud, opentok: &OpenTok) {
                let session = opentok.create_session(CreateSession::routed()) $($wait)* .unwrap().id;
                cloud.publish(&session);
                let token = || opentok.generate_token(&session).unwrap();
                let target = SipTarget::new("sip:desk@sip.example.net".parse().unwrap());
                let call = opentok.dial(Dial::new(session, token(), target)) $($wait)* .unwrap();
                let line = call.connection_id.unwrap();
                cloud.sandbox.advance(core::time::Duration::from_secs(10));
                opentok.play_dtmf(session, "1p713#".parse().unwrap()) $($wait)* .unwrap();
                opentok.play_dtmf_to(session, line.clone(), "99".parse().unwrap()) $($wait)* .unwrap();
                let state = cloud.state(&session).to_string();
                assert!(state.contains("1p713#") && state.contains("99"), "{state}");

                let target = WebSocketTarget::new("wss://audio.example.net/in".parse().unwrap());
                let start = StartAudioConnector::new(session, token(), target);
                let connector = opentok.start_audio_connector(start) $($wait)* .unwrap();
                assert!(connector.connection_id.is_some());
            }

            pub(crate) $($async)* fn captions_and_pages_join(cloud: &Cloud, opentok: &OpenTok) {
                let session = opentok.create_session(CreateSession::routed()) $($wait)* .unwrap().id;
                cloud.publish(&session);
                let moderator = opentok.generate_token(Grant::new(&session).role(Role::Moderator)).unwrap();
                let start = StartCaptions::new(session, moderator);
                let captions = opentok.start_captions(start) $($wait)* .unwrap().id;
                opentok.stop_captions(captions) $($wait)* .unwrap();

                let page = "https://app.example.net/scene".parse().unwrap();
                let token = opentok.generate_token(&session).unwrap();
                let start = StartRender::new(session, token, page);
                let id = opentok.start_render(start) $($wait)* .unwrap().id;
                assert_eq!(opentok.get_render(id.clone()) $($wait)* .unwrap().id, id);
                let listed = opentok.list_renders(ListRenders::new()) $($wait)* .unwrap();
                assert_eq!(listed.items[0].id, id);
                opentok.stop_render(id) $($wait)* .unwrap();
            }

            pub(crate) $($async)* fn what_the_unified_environment_has_alone(cloud: &Cloud, opentok: &OpenTok) {
                let session = opentok.create_session(CreateSession::routed()) $($wait)* .unwrap().id;
                cloud.publish(&session);
                let moderator = opentok.generate_token(Grant::new(&session).role(Role::Moderator)).unwrap();
                let start = StartCaptions::new(session, moderator);
                let id = opentok.start_captions(start) $($wait)* .unwrap().id;
                cloud.sandbox.advance(core::time::Duration::from_secs(30));
                let captions = opentok.get_captions(id) $($wait)* .unwrap();
                assert_eq!(captions.status, Some(CaptionsStatus::Started));

                let token = opentok.generate_token(&session).unwrap();
                let target = WebSocketTarget::new("wss://audio.example.net/in".parse().unwrap());
                let start = StartAudioConnector::new(session, token, target);
                let id = opentok.start_audio_connector(start) $($wait)* .unwrap().id;
                opentok.stop_audio_connector(id.clone()) $($wait)* .unwrap();
                assert_eq!(opentok.stop_audio_connector(id) $($wait)* .unwrap_err().refusal().unwrap().status, 404);
            }

            pub(crate) $($async)* fn the_project_has_callbacks_storage_and_figures(cloud: &Cloud, opentok: &OpenTok) {
                let register = RegisterCallback::new("connection", "created", "http://127.0.0.1:9/hook");
                let callback = opentok.register_callback(register) $($wait)* .unwrap().id;
                assert_eq!(opentok.list_callbacks() $($wait)* .unwrap()[0].id, callback);
                opentok.delete_callback(callback) $($wait)* .unwrap();
                assert!(opentok.list_callbacks() $($wait)* .unwrap().is_empty());

                let store = S3::new("AKEXAMPLE", Secret::new("s3cr3t"), "my-archives").unwrap();
                opentok.set_archive_storage(SetArchiveStorage::new(store)) $($wait)* .unwrap();
                opentok.delete_archive_storage() $($wait)* .unwrap();

                let session = opentok.create_session(CreateSession::routed()) $($wait)* .unwrap().id;
                cloud.publish(&session);
                let key = cloud.owner();
                let query = format!(
                    "{{ project(projectId: {key}) {{ sessionData {{ sessions(sessionIds: [\"{session}\"]) {{ resources {{ sessionId }} }} }} }} }}"
                );
                let answer = opentok.query_insights(QueryInsights::new(query)) $($wait)* .unwrap();
                assert!(answer.errors.is_empty(), "{:?}", answer.errors);
            }

            pub(crate) $($async)* fn an_archive_of_2012_is_read_and_deleted(cloud: &Cloud, opentok: &OpenTok) {
                const ARCHIVE: &str = "7c1f0a52-3d8e-4b7a-9a41-0f6f2b8e11d0";
                const VIDEO: &str = "a1d0c3f4-0001-4c55-8f10-5b7e3c9d2a01";
                let manifest = format!(
                    r#"<manifest version="0.1" archiveid="{ARCHIVE}" title="1346797109799"><resources><video id="{VIDEO}" length="18734" name=""/></resources><timeline><event type="PLAY" id="{VIDEO}" offset="1255"/></timeline></manifest>"#
                );
                cloud.sandbox.store_legacy_archive(&cloud.owner(), &manifest, HashMap::new()).unwrap();
                let session = opentok.create_session(CreateSession::routed()) $($wait)* .unwrap().id;
                let token = opentok.generate_token(Grant::new(&session).role(Role::Moderator)).unwrap();
                let archive = || ARCHIVE.parse().unwrap();

                let read = opentok.get_archive_manifest(archive(), token.expose()) $($wait)* .unwrap();
                assert_eq!(read.manifest.resources[0].length_ms, 18_734);
                let video = VIDEO.parse().unwrap();
                let download = opentok.download_archive_url(archive(), video, token.expose()) $($wait)* .unwrap();
                assert!(matches!(download, Download::Url(url) if url.expose().contains(VIDEO)));
                opentok.delete_legacy_archive(archive(), token.expose()) $($wait)* .unwrap();
                assert!(opentok.get_archive_manifest(archive(), token.expose()) $($wait)* .is_err());
            }

            pub(crate) $($async)* fn any_call_can_be_sent(cloud: &Cloud, opentok: &OpenTok) {
                let session = opentok.create_session(CreateSession::routed()) $($wait)* .unwrap().id;
                let speaker = cloud.publish(&session);
                let mute = MuteAll::new(session).except(speaker.parse().unwrap());
                opentok.call(&mute) $($wait)* .unwrap();
                assert_eq!(cloud.state(&session)["muted"], true);
            }
        }
    };
}

use opentok_sdk::{OpenTok as AwaitedOpenTok, blocking::OpenTok as WaitingOpenTok};

stories!(awaited, AwaitedOpenTok, [async], [.await]);
stories!(waiting, WaitingOpenTok, [], []);
