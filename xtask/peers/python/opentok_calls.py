"""PyPI `opentok`, with the credentials of a project or of an application: SANDBOX_OWNER says which."""

import os
import tempfile
import warnings

from bench import BASE, advance, call, connect, connections, control, cover, digits, download, equal, look
from bench import publish, refused, run, signals
from opentok import ArchiveModes, BroadcastStreamModes, Client, MediaModes, OutputModes, Roles, StreamModes
from opentok.endpoints import Endpoints
from opentok.exceptions import AuthError, ForceDisconnectError, NotFoundError, RequestError, SignalingError

UNIFIED = os.environ["SANDBOX_OWNER"] == "application"
# An id that nothing has.
NOBODY = "00000000-0000-4000-8000-000000000000"


def client():
    about = control("GET", "")
    if not UNIFIED:
        return Client(about["apiKey"], about["apiSecret"], api_url=BASE)
    with tempfile.NamedTemporaryFile("w", suffix=".pem") as file:
        file.write(about["privateKey"])
        file.flush()
        made = Client(about["applicationId"], file.name)
    # With an application's credentials it takes no address, and looks up its own here.
    made.endpoints = Endpoints(BASE, about["applicationId"])
    return made


def scenario():
    opentok = client()

    @call("create_session")
    def session():
        made = opentok.create_session(media_mode=MediaModes.routed)
        equal(connections(made.session_id), [])
        return made

    sid = session.session_id

    @call("create_session always")
    def _():
        made = opentok.create_session(
            location="198.51.100.7", media_mode=MediaModes.routed, archive_mode=ArchiveModes.always, archive_name="all"
        )
        connect(made.session_id)
        equal(len(look(made.session_id)["archives"]), 1)

    token = opentok.generate_token(sid, Roles.moderator, data="name=Ann", initial_layout_class_list=["focus"])
    ann = call("generate_token")(lambda: connect(sid, token))
    call("generate_token session")(lambda: connect(sid, session.generate_token()))
    if not UNIFIED:
        call("generate_token T1")(lambda: connect(sid, opentok.generate_token(sid, use_jwt=False)))
    camera = publish(sid, connectionId=ann, name="camera")
    screen = publish(sid, connectionId=ann, name="screen", videoType="screen")

    sessions(opentok, sid, ann, camera)
    archives(opentok, sid, camera, screen)
    broadcasts(opentok, sid, camera, screen)
    speech(opentok, sid, token)
    refusals(opentok, sid)
    # These make headers, or check arguments, and call nobody.
    cover(opentok, {"append_to_user_agent", "get_headers", "get_json_headers", "headers", "json_headers",
                    "validate_websocket_options"})


def sessions(opentok, sid, ann, camera):
    for name, method in (("signal", opentok.signal), ("send_signal", opentok.send_signal)):

        @call(name)
        def _():
            method(sid, {"type": "chat", "data": f"{name} to all"})
            equal(signals(sid, ann)[-1]["data"], f"{name} to all")

        @call(f"{name} connection")
        def _():
            method(sid, {"type": "chat", "data": f"{name} to Ann"}, ann)
            equal(signals(sid, ann)[-1]["data"], f"{name} to Ann")

    @call("get_stream")
    def _():
        stream = opentok.get_stream(sid, camera)
        equal((stream.id, stream.name, stream.videoType, stream.layoutClassList), (camera, "camera", "camera", ["focus"]))

    @call("list_streams")
    def _():
        streams = opentok.list_streams(sid)
        equal((streams.count, len(streams)), (2, 2))

    @call("set_stream_class_lists")
    def _():
        opentok.set_stream_class_lists(sid, [{"id": camera, "layoutClassList": ["full"]}])
        equal(opentok.get_stream(sid, camera).layoutClassList, ["full"])

    @call("mute_stream")
    def _():
        equal(opentok.mute_stream(sid, camera).status_code, 200)

    @call("mute_all")
    def _():
        equal(opentok.mute_all(sid, [camera]).status_code, 200)
        equal(look(sid)["muted"], True)

    @call("disable_force_mute")
    def _():
        equal(opentok.disable_force_mute(sid).status_code, 200)
        equal(look(sid)["muted"], False)

    @call("force_disconnect")
    def _():
        bob = connect(sid)
        opentok.force_disconnect(sid, bob)
        equal(bob in connections(sid), False)


def archives(opentok, sid, camera, screen):
    @call("start_archive")
    def archive():
        started = opentok.start_archive(sid, name="weekly", resolution="1280x720", multi_archive_tag="a")
        equal((started.status, started.name, started.session_id), ("started", "weekly", sid))
        return started

    @call("start_archive individual")
    def _():
        opentok.start_archive(sid, output_mode=OutputModes.individual, multi_archive_tag="i").stop()

    manual = call("start_archive manual")(
        lambda: opentok.start_archive(sid, stream_mode=StreamModes.manual, multi_archive_tag="b")
    )

    @call("add_archive_stream")
    def _():
        opentok.add_archive_stream(manual.id, camera)
        opentok.add_archive_stream(manual.id, screen, has_audio=False)
        equal([stream["streamId"] for stream in opentok.get_archive(manual.id).streams], [camera, screen])

    call("remove_archive_stream")(lambda: opentok.remove_archive_stream(manual.id, screen))
    call("set_archive_layout")(lambda: opentok.set_archive_layout(archive.id, "bestFit", screenshare_type="pip"))
    advance(60)

    @call("stop_archive")
    def _():
        stopped = opentok.stop_archive(archive.id)
        equal((stopped.status, stopped.duration), ("stopped", 60))

    call("stop_archive itself")(manual.stop)
    advance(10)

    @call("get_archive")
    def _():
        kept = opentok.get_archive(archive.id)
        equal(kept.status, "available")
        equal(len(download(kept.url)), kept.size)

    for name, method in (("list_archives", opentok.list_archives), ("get_archives", opentok.get_archives)):

        @call(name)
        def _():
            found = method(offset=0, count=1, session_id=sid)
            equal((found.count, len(found), found.items[0].id), (3, 1, manual.id))

    call("delete_archive")(lambda: opentok.delete_archive(archive.id))
    call("delete_archive itself")(manual.delete)


def broadcasts(opentok, sid, camera, screen):
    @call("start_broadcast")
    def broadcast():
        rtmp = [{"id": "r", "serverUrl": "rtmps://live.example.net/app", "streamName": "s"}]
        options = {"layout": {"type": "pip"}, "maxDuration": 3600, "outputs": {"hls": {"dvr": True}, "rtmp": rtmp}}
        started = opentok.start_broadcast(sid, options, stream_mode=BroadcastStreamModes.manual)
        equal((started.status, len(started.broadcastUrls["rtmp"])), ("started", 1))
        return started

    call("add_broadcast_stream")(lambda: opentok.add_broadcast_stream(broadcast.id, camera))
    opentok.add_broadcast_stream(broadcast.id, screen)
    call("remove_broadcast_stream")(lambda: opentok.remove_broadcast_stream(broadcast.id, screen))
    call("set_broadcast_layout")(
        lambda: opentok.set_broadcast_layout(broadcast.id, "custom", stylesheet="stream { width: 1px }")
    )
    advance(20)

    @call("get_broadcast")
    def _():
        running = opentok.get_broadcast(broadcast.id)
        equal([stream["streamId"] for stream in running.streams], [camera])
        equal(download(running.broadcastUrls["hls"])[:7], b"#EXTM3U")

    @call("stop_broadcast")
    def _():
        equal(opentok.stop_broadcast(broadcast.id).status, "stopped")


def speech(opentok, sid, token):
    captions = call("start_captions")(lambda: opentok.start_captions(sid, token, language_code="en-GB"))
    call("stop_captions")(lambda: opentok.stop_captions(captions.captions_id))
    url = "https://app.example.net/scene"
    render = call("start_render")(lambda: opentok.start_render(sid, token, url, properties={"name": "Scene"}))
    advance(5)

    @call("get_render")
    def _():
        equal(opentok.get_render(render.id).status, "started")

    @call("list_renders")
    def _():
        equal([one.id for one in opentok.list_renders(count=10).items], [render.id])

    call("stop_render")(lambda: opentok.stop_render(render.id))
    options = {"from": "ann@example.net", "headers": {"X-Room": "7"}, "auth": {"username": "u", "password": "p"}}
    sip = call("dial")(lambda: opentok.dial(sid, token, "sip:desk@sip.example.net", {**options, "secure": True}))
    advance(10)

    @call("play_dtmf")
    def _():
        opentok.play_dtmf(sid, None, "12p#")
        equal("12p#" in digits(sid, sip.connectionId), True)

    @call("play_dtmf connection")
    def _():
        opentok.play_dtmf(sid, sip.connectionId, "99")
        equal("99" in digits(sid, sip.connectionId), True)

    @call("connect_audio_to_websocket")
    def _():
        target = {"uri": "wss://audio.example.net/in", "headers": {"X-Room": "7"}, "bidirectional": True}
        made = opentok.connect_audio_to_websocket(sid, token, target)
        equal(bool(made.id and made.connectionId), True)

    @call("connect_audio_to_websocket JSON")
    def _():
        transport = {"transport": "json", "encoding": "base64"}
        opentok.connect_audio_to_websocket(sid, token, {"uri": "wss://audio.example.net/in", "audio_transport": transport})


def refusals(opentok, sid):
    call("get_archive refused")(lambda: refused(lambda: opentok.get_archive(NOBODY), NotFoundError))
    call("get_render refused")(lambda: refused(lambda: opentok.get_render(NOBODY), NotFoundError))
    call("signal refused")(lambda: refused(lambda: opentok.signal(sid, {"data": "x"}, NOBODY), SignalingError))
    call("force_disconnect refused")(
        lambda: refused(lambda: opentok.force_disconnect(sid, NOBODY), ForceDisconnectError)
    )
    if not UNIFIED:
        stranger = Client(opentok.api_key, "another secret", api_url=BASE)
        call("create_session refused")(lambda: refused(stranger.create_session, AuthError, RequestError))
        call("get_archive stranger")(lambda: refused(lambda: stranger.get_archive(NOBODY), AuthError))


warnings.simplefilter("ignore")
run(scenario)
