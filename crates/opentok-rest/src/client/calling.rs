use opentok_token::SessionId;

use super::methods::methods;
use crate::{
    AudioConnectorId, ConnectionId,
    connect::{AudioConnector, StartAudioConnector, StopAudioConnector},
    sip::{Dial, Digits, PlayDtmf, PlayDtmfTo, SipCall},
};

methods! {
    "SIP calls and Audio Connectors."

    /// Calls someone over SIP: [`Dial`].
    dial(dial: Dial) -> SipCall = dial;

    /// Plays tones to every SIP caller of a session: [`PlayDtmf`].
    play_dtmf(session: SessionId, digits: Digits) -> () = PlayDtmf::new(session, digits);

    /// Plays tones to one SIP caller: [`PlayDtmfTo`].
    play_dtmf_to(session: SessionId, connection: ConnectionId, digits: Digits) -> () =
        PlayDtmfTo::new(session, connection, digits);

    /// Sends the sound of a session to a WebSocket: [`StartAudioConnector`].
    start_audio_connector(start: StartAudioConnector) -> AudioConnector = start;

    /// Stops an Audio Connector: [`StopAudioConnector`].
    stop_audio_connector(connector: AudioConnectorId) -> () = StopAudioConnector::new(connector);
}
