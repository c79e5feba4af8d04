use opentok_rest::{
    AudioConnectorId, CaptionsId, ConnectionId, Page, RenderId,
    captions::{Captions, StartCaptions},
    connect::{AudioConnector, StartAudioConnector},
    render::{ListRenders, Render, StartRender},
    sip::{Dial, Digits, SipCall},
};
use opentok_token::SessionId;

use super::calls::calls;

calls! {
    "What else takes part in a session: telephones, captions, web pages, WebSockets."

    /// Calls someone over SIP: [`Dial`].
    #[doc(alias = "sip.dial")]
    dial(dial: Dial) -> SipCall;

    /// Plays tones to every SIP caller of a session.
    #[doc(alias = "playDTMF")]
    #[doc(alias = "play_dtmf_to_session")]
    play_dtmf(session: SessionId, digits: Digits) -> ();

    /// Plays tones to one SIP caller.
    #[doc(alias = "playDTMF")]
    #[doc(alias = "play_dtmf_to_connection")]
    play_dtmf_to(session: SessionId, connection: ConnectionId, digits: Digits) -> ();

    /// Begins live captions: [`StartCaptions`].
    #[doc(alias = "startCaptions")]
    start_captions(start: StartCaptions) -> Captions;

    /// Stops live captions.
    #[doc(alias = "stopCaptions")]
    stop_captions(captions: CaptionsId) -> ();

    /// Reads what becomes of live captions. In the unified environment alone.
    get_captions(captions: CaptionsId) -> Captions;

    /// Begins to publish a web page into a session: [`StartRender`].
    #[doc(alias = "startRender")]
    #[doc(alias = "ExperienceComposer")]
    start_render(start: StartRender) -> Render;

    /// Stops an Experience Composer.
    #[doc(alias = "stopRender")]
    stop_render(render: RenderId) -> ();

    /// Reads what becomes of an Experience Composer.
    #[doc(alias = "getRender")]
    get_render(render: RenderId) -> Render;

    /// Lists one page of Experience Composers: [`ListRenders`]. `client().renders(…)` goes through all of them.
    #[doc(alias = "listRenders")]
    list_renders(list: ListRenders) -> Page<Render>;

    /// Sends the sound of a session to a WebSocket: [`StartAudioConnector`].
    #[doc(alias = "websocketConnect")]
    #[doc(alias = "connect_audio_to_websocket")]
    #[doc(alias = "connectAudioStream")]
    #[doc(alias = "connectAudio")]
    start_audio_connector(start: StartAudioConnector) -> AudioConnector;

    /// Stops an Audio Connector. In the unified environment alone; elsewhere, disconnect its connection.
    stop_audio_connector(connector: AudioConnectorId) -> ();
}
