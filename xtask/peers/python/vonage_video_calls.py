"""PyPI `vonage-video`, with the credentials of an application. It speaks HTTPS and nothing else."""

import os

from bench import advance, call, connect, connections, control, cover, digits, download, equal, look
from bench import publish, refused, run, signals
from vonage_http_client import Auth, HttpClient, HttpClientOptions
from vonage_http_client.errors import AuthenticationError, NotFoundError
from vonage_video import Video
from vonage_video.models import (
    AddStreamRequest,
    AudioConnectorOptions,
    AudioConnectorWebSocket,
    BroadcastHls,
    BroadcastOutputSettings,
    BroadcastRtmp,
    CaptionsOptions,
    ComposedLayout,
    CreateArchiveRequest,
    CreateBroadcastRequest,
    ExperienceComposerOptions,
    ExperienceComposerProperties,
    InitiateSipRequest,
    ListArchivesFilter,
    ListBroadcastsFilter,
    ListExperienceComposersFilter,
    SessionOptions,
    SignalData,
    SipAuth,
    SipOptions,
    StreamLayout,
    StreamLayoutOptions,
    TokenOptions,
)

# An id that nothing has.
NOBODY = "00000000-0000-4000-8000-000000000000"


def client(application, key):
    options = HttpClientOptions(video_host=os.environ["SANDBOX_HOST"], max_retries=0)
    return Video(HttpClient(Auth(application_id=application, private_key=key), options))


def scenario():
    about = control("GET", "")
    video = client(about["applicationId"], about["privateKey"])

    @call("create_session")
    def sid():
        made = video.create_session(SessionOptions(media_mode="routed"))
        equal(look(made.session_id)["mediaMode"], "routed")
        return made.session_id

    @call("create_session always")
    def _():
        made = video.create_session(SessionOptions(archive_mode="always", media_mode="routed", location="198.51.100.7"))
        connect(made.session_id)
        equal(len(look(made.session_id)["archives"]), 1)

    call("create_session bare")(video.create_session)
    call("create_session relayed")(lambda: video.create_session(SessionOptions(media_mode="relayed")))
    options = TokenOptions(
        session_id=sid, role="moderator", connection_data="name=Ann", initial_layout_class_list=["focus"]
    )
    token = video.generate_client_token(options)
    ann = call("generate_client_token")(lambda: connect(sid, token))
    token = token if isinstance(token, str) else token.decode()
    camera = publish(sid, connectionId=ann, name="camera")
    screen = publish(sid, connectionId=ann, name="screen", videoType="screen")

    sessions(video, sid, ann, camera)
    archives(video, sid, camera, screen)
    broadcasts(video, sid, camera, screen)
    speech(video, sid, token)

    call("get_archive refused")(lambda: refused(lambda: video.get_archive(NOBODY), NotFoundError))
    signal = SignalData(type="chat", data="x")
    call("send_signal refused")(lambda: refused(lambda: video.send_signal(sid, signal, NOBODY), NotFoundError))
    stranger = client(NOBODY, about["privateKey"])
    call("create_session refused")(lambda: refused(stranger.create_session, AuthenticationError))
    cover(video, {"http_client"})


def sessions(video, sid, ann, camera):
    @call("send_signal")
    def _():
        video.send_signal(sid, SignalData(type="chat", data="to all"))
        equal(signals(sid, ann)[-1]["data"], "to all")

    @call("send_signal connection")
    def _():
        video.send_signal(sid, SignalData(type="chat", data="to Ann"), ann)
        equal(signals(sid, ann)[-1]["data"], "to Ann")

    @call("get_stream")
    def _():
        stream = video.get_stream(sid, camera)
        equal((stream.id, stream.name, stream.video_type, stream.layout_class_list), (camera, "camera", "camera", ["focus"]))

    call("list_streams")(lambda: equal(len(video.list_streams(sid)), 2))

    @call("change_stream_layout")
    def _():
        layouts = StreamLayoutOptions(items=[StreamLayout(id=camera, layout_class_list=["full"])])
        changed = video.change_stream_layout(sid, layouts)
        equal([stream.layout_class_list for stream in changed if stream.id == camera], [["full"]])

    call("mute_stream")(lambda: video.mute_stream(sid, camera))

    @call("mute_all_streams")
    def _():
        video.mute_all_streams(sid, [camera])
        equal(look(sid)["muted"], True)

    @call("disable_mute_all_streams")
    def _():
        video.disable_mute_all_streams(sid)
        equal(look(sid)["muted"], False)

    @call("disconnect_client")
    def _():
        bob = connect(sid)
        video.disconnect_client(sid, bob)
        equal(bob in connections(sid), False)


def archives(video, sid, camera, screen):
    @call("start_archive")
    def archive():
        layout = ComposedLayout(type="bestFit", screenshare_type="pip")
        request = CreateArchiveRequest(
            session_id=sid, name="weekly", layout=layout, resolution="1280x720", multi_archive_tag="a", max_bitrate=500_000
        )
        started = video.start_archive(request)
        equal((started.status, started.name, started.session_id), ("started", "weekly", sid))
        return started

    manual = call("start_archive manual")(
        lambda: video.start_archive(CreateArchiveRequest(session_id=sid, stream_mode="manual", multi_archive_tag="b"))
    )

    @call("add_stream_to_archive")
    def _():
        video.add_stream_to_archive(manual.id, AddStreamRequest(stream_id=camera))
        video.add_stream_to_archive(manual.id, AddStreamRequest(stream_id=screen, has_audio=False))
        equal([stream.stream_id for stream in video.get_archive(manual.id).streams], [camera, screen])

    call("remove_stream_from_archive")(lambda: video.remove_stream_from_archive(manual.id, screen))

    @call("change_archive_layout")
    def _():
        equal(video.change_archive_layout(archive.id, ComposedLayout(type="pip")).id, archive.id)

    advance(60)

    @call("stop_archive")
    def _():
        stopped = video.stop_archive(archive.id)
        equal((stopped.status, stopped.duration), ("stopped", 60))
        video.stop_archive(manual.id)

    advance(10)

    @call("get_archive")
    def _():
        kept = video.get_archive(archive.id)
        equal((kept.status, kept.application_id), ("available", control("GET", "")["applicationId"]))
        equal(len(download(kept.url)), kept.size)

    @call("list_archives")
    def _():
        found, count, following = video.list_archives(ListArchivesFilter(session_id=sid, offset=0, page_size=1))
        equal(([one.id for one in found], count, following), ([manual.id], 2, 1))

    call("delete_archive")(lambda: video.delete_archive(archive.id))


def broadcasts(video, sid, camera, screen):
    @call("start_broadcast")
    def broadcast():
        rtmp = BroadcastRtmp(id="r", server_url="rtmps://live.example.net/app", stream_name="s")
        outputs = BroadcastOutputSettings(hls=BroadcastHls(dvr=True), rtmp=[rtmp])
        request = CreateBroadcastRequest(session_id=sid, outputs=outputs, max_duration=3600, stream_mode="manual")
        started = video.start_broadcast(request)
        equal((started.status, len(started.broadcast_urls.rtmp)), ("started", 1))
        return started

    @call("add_stream_to_broadcast")
    def _():
        video.add_stream_to_broadcast(broadcast.id, AddStreamRequest(stream_id=camera))
        video.add_stream_to_broadcast(broadcast.id, AddStreamRequest(stream_id=screen))

    call("remove_stream_from_broadcast")(lambda: video.remove_stream_from_broadcast(broadcast.id, screen))

    @call("change_broadcast_layout")
    def _():
        layout = ComposedLayout(type="custom", stylesheet="stream { width: 1px }")
        equal(video.change_broadcast_layout(broadcast.id, layout).id, broadcast.id)

    advance(20)

    @call("get_broadcast")
    def _():
        running = video.get_broadcast(broadcast.id)
        equal([stream.stream_id for stream in running.streams], [camera])
        equal(download(running.broadcast_urls.hls)[:7], b"#EXTM3U")

    @call("list_broadcasts")
    def _():
        found, count, following = video.list_broadcasts(ListBroadcastsFilter(session_id=sid))
        equal(([one.id for one in found], count, following), ([broadcast.id], 1, None))

    call("stop_broadcast")(lambda: equal(video.stop_broadcast(broadcast.id).status, "stopped"))


def speech(video, sid, token):
    captions = call("start_captions")(
        lambda: video.start_captions(CaptionsOptions(session_id=sid, token=token, language_code="en-GB"))
    )
    call("stop_captions")(lambda: video.stop_captions(captions))

    @call("start_experience_composer")
    def render():
        properties = ExperienceComposerProperties(name="Scene")
        url = "https://app.example.net/scene"
        return video.start_experience_composer(
            ExperienceComposerOptions(session_id=sid, token=token, url=url, properties=properties)
        )

    advance(5)
    call("get_experience_composer")(lambda: equal(video.get_experience_composer(render.id).status, "started"))

    @call("list_experience_composers")
    def _():
        found, count, following = video.list_experience_composers(ListExperienceComposersFilter(page_size=10))
        equal(([one.id for one in found], count, following), ([render.id], 1, None))

    call("stop_experience_composer")(lambda: video.stop_experience_composer(render.id))

    @call("initiate_sip_call")
    def sip():
        options = SipOptions(
            uri="sip:desk@sip.example.net",
            from_="ann@example.net",
            headers={"X-Room": "7"},
            auth=SipAuth(username="u", password="p"),
            secure=True,
        )
        return video.initiate_sip_call(InitiateSipRequest(session_id=sid, token=token, sip=options))

    advance(10)

    @call("play_dtmf")
    def _():
        video.play_dtmf(sid, "12p#")
        equal("12p#" in digits(sid, sip.connection_id), True)

    @call("play_dtmf connection")
    def _():
        video.play_dtmf(sid, "99", sip.connection_id)
        equal("99" in digits(sid, sip.connection_id), True)

    @call("start_audio_connector")
    def _():
        socket = AudioConnectorWebSocket(uri="wss://audio.example.net/in", headers={"X-Room": "7"}, audio_rate=16000)
        made = video.start_audio_connector(AudioConnectorOptions(session_id=sid, token=token, websocket=socket))
        equal(bool(made.id and made.connection_id), True)


run(scenario)
