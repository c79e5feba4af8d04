//! What people expect of a type, asserted of every public one when this is compiled.
//!
//! `cargo xtask public-types` refuses a type that is missing here.
#![cfg(all(feature = "axum", feature = "rs256", feature = "webhook"))]

use core::error::Error;
use core::fmt::{Debug, Display};
use core::hash::Hash;
use core::str::FromStr;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Does not compile unless each of the types implements all of the traits.
macro_rules! assert_implemented {
    ($first:ident $(+ $more:ident)* => $($type:ty),+ $(,)?) => {{
        const fn check<T: $first $(+ $more)*>() {}
        $(check::<$type>();)+
    }};
}

#[test]
fn errors_are_errors() {
    assert_implemented!(
        Error + Copy + Debug + Eq + Send + Sync =>
        opentok_rest::ArgumentError,
        opentok_rest::LifetimeError,
        opentok_rest::ParseIdError,
        opentok_rest::ParseUserAgentError,
        opentok_rest::webhook::ParseEventError,
        opentok_rest::webhook::ReceiveError,
        opentok_rest::webhook::VerifyCallbackError,
    );
    assert_implemented!(
        Error + Clone + Debug + Eq + Send + Sync =>
        opentok_rest::AnswerError,
        opentok_rest::AuthorizeError,
        opentok_rest::FromPairsError,
        opentok_rest::ReadAnswerError,
    );
    assert_implemented!(
        Error + Debug + Send + Sync =>
        opentok_rest::CallError,
    );
}

#[test]
fn names_are_read_printed_and_looked_up_by() {
    assert_implemented!(
        Clone + Debug + DeserializeOwned + Display + Eq + FromStr + Hash + Ord + Send + Serialize + Sync =>
        opentok_rest::ArchiveId,
        opentok_rest::AudioConnectorId,
        opentok_rest::BroadcastId,
        opentok_rest::CallbackId,
        opentok_rest::CaptionsId,
        opentok_rest::ConnectionId,
        opentok_rest::RenderId,
        opentok_rest::SipCallId,
        opentok_rest::StreamId,
        opentok_rest::VideoId,
    );
    assert_implemented!(
        Clone + Debug + Display + Eq + FromStr + Hash + Send + Serialize + Sync =>
        opentok_rest::option::LanguageCode,
    );
}

#[test]
fn texts_that_are_read_are_not_all_shown() {
    assert_implemented!(
        Clone + Debug + Eq + FromStr + Hash + Send + Sync =>
        opentok_rest::option::RtmpUrl,
        opentok_rest::option::WebSocketUrl,
        opentok_rest::option::WebUrl,
        opentok_rest::sip::Digits,
        opentok_rest::sip::SipUri,
    );
}

#[test]
fn data_is_read_and_written() {
    assert_implemented!(
        Clone + Debug + DeserializeOwned + Display + Eq + Hash + Send + Serialize + Sync =>
        opentok_rest::Resolution,
        opentok_rest::account::ProjectEnvironment,
        opentok_rest::account::ProjectStatus,
        opentok_rest::broadcast::BroadcastStatus,
        opentok_rest::broadcast::HlsStatus,
        opentok_rest::broadcast::RtmpStatus,
        opentok_rest::captions::CaptionsStatus,
        opentok_rest::render::RenderStatus,
        opentok_rest::session::ConnectionState,
        opentok_rest::session::VideoType,
        opentok_rest::webhook::CallState,
        opentok_rest::webhook::EndReason,
    );
    assert_implemented!(
        Clone + Debug + Default + DeserializeOwned + PartialEq + Send + Serialize + Sync =>
        opentok_rest::broadcast::BroadcastSettings,
        opentok_rest::broadcast::HlsSettings,
        opentok_rest::insights::InsightsAnswer,
        opentok_rest::insights::InsightsError,
        opentok_rest::session::Streams,
    );
    assert_implemented!(
        Clone + Debug + DeserializeOwned + PartialEq + Send + Serialize + Sync =>
        opentok_rest::Page<()>,
        opentok_rest::callback::Callback,
        opentok_rest::session::Connection,
        opentok_rest::session::Connections,
        opentok_rest::session::Stream,
    );
    assert_implemented!(
        Clone + Debug + DeserializeOwned + Send + Serialize + Sync =>
        opentok_rest::account::Project,
        opentok_rest::broadcast::Broadcast,
        opentok_rest::captions::Captions,
        opentok_rest::render::Render,
        opentok_rest::sip::SipCall,
    );
    assert_implemented!(
        Clone + Debug + Default + DeserializeOwned + Send + Serialize + Sync =>
        opentok_rest::broadcast::BroadcastUrls,
        opentok_rest::broadcast::RtmpOutput,
    );
    assert_implemented!(
        Clone + Debug + DeserializeOwned + Eq + Send + Serialize + Sync =>
        opentok_rest::broadcast::BroadcastStream,
        opentok_rest::connect::AudioConnector,
    );
    assert_implemented!(
        Clone + Debug + Default + DeserializeOwned + Eq + Send + Serialize + Sync =>
        opentok_rest::storage::StorageSetting,
    );
}

#[test]
fn data_is_written() {
    assert_implemented!(
        Copy + Debug + Eq + Hash + Ord + Send + Serialize + Sync =>
        opentok_rest::archive::QuantizationParameter,
        opentok_rest::broadcast::MaxDuration,
        opentok_rest::captions::MaxDuration,
        opentok_rest::option::MaxBitrate,
        opentok_rest::render::MaxDuration,
    );
    assert_implemented!(
        Clone + Debug + Eq + Send + Serialize + Sync =>
        opentok_rest::callback::RegisterCallback,
        opentok_rest::option::Layout,
        opentok_rest::session::Session,
        opentok_rest::session::Signal,
    );
    assert_implemented!(
        Clone + Debug + PartialEq + Send + Serialize + Sync =>
        opentok_rest::connect::AudioTransport,
        opentok_rest::insights::QueryInsights,
    );
    assert_implemented!(
        Clone + Debug + Default + PartialEq + Send + Serialize + Sync =>
        opentok_rest::archive::Transcription,
    );
    assert_implemented!(
        Copy + Debug + Default + Eq + Hash + Send + Serialize + Sync =>
        opentok_rest::broadcast::Hls,
    );
    assert_implemented!(
        Copy + Debug + Eq + Hash + Send + Serialize + Sync =>
        opentok_rest::storage::Fallback,
    );
}

#[test]
fn data_is_read() {
    assert_implemented!(
        Clone + Debug + DeserializeOwned + Eq + Send + Sync =>
        opentok_rest::webhook::Connection,
        opentok_rest::webhook::SipCall,
        opentok_rest::webhook::Stream,
    );
    assert_implemented!(
        Clone + Debug + DeserializeOwned + PartialEq + Send + Sync =>
        opentok_rest::webhook::SessionEvent,
        opentok_rest::webhook::SipEvent,
    );
}

#[test]
fn choices_are_compared_and_looked_up_by() {
    assert_implemented!(
        Copy + Debug + Eq + Hash + Send + Sync =>
        opentok_rest::AuthCause,
        opentok_rest::Environments,
        opentok_rest::Scope,
        opentok_rest::archive::Quality,
        opentok_rest::connect::AudioRate,
        opentok_rest::option::Arrangement,
        opentok_rest::session::MediaMode,
        opentok_rest::webhook::Family,
        opentok_rest::webhook::HangupCause,
    );
    assert_implemented!(
        Copy + Debug + Default + Eq + Hash + Send + Sync =>
        opentok_rest::option::Media,
        opentok_rest::session::ArchiveMode,
    );
    assert_implemented!(
        Copy + Debug + Display + Eq + Hash + Send + Sync =>
        opentok_rest::Dialect,
        opentok_rest::RefusalKind,
    );
    assert_implemented!(
        Copy + Debug + Display + Eq + Hash + Ord + Send + Sync =>
        opentok_rest::webhook::ReplayKey,
    );
}

#[test]
fn values_are_compared() {
    assert_implemented!(
        Clone + Debug + Eq + Send + Sync =>
        opentok_rest::Site,
        opentok_rest::UnreadableAnswer,
        opentok_rest::account::DeleteProject,
        opentok_rest::account::GetProject,
        opentok_rest::account::RefreshSecret,
        opentok_rest::account::SetProjectStatus,
        opentok_rest::archive::StopArchive,
        opentok_rest::callback::DeleteCallback,
        opentok_rest::legacy::CreateLegacySession,
        opentok_rest::legacy::DeleteLegacyArchive,
        opentok_rest::legacy::Download,
        opentok_rest::legacy::GetLegacyArchiveUrl,
        opentok_rest::legacy::GetLegacyManifest,
        opentok_rest::legacy::Stitch,
        opentok_rest::legacy::StitchLegacyArchive,
        opentok_rest::session::CreateSession,
        opentok_rest::session::EndMute,
        opentok_rest::session::ForceDisconnect,
        opentok_rest::session::GetStream,
        opentok_rest::session::ListConnections,
        opentok_rest::session::ListStreams,
        opentok_rest::session::MuteAll,
        opentok_rest::session::MuteStream,
        opentok_rest::session::SetStreamClasses,
        opentok_rest::session::SignalConnection,
        opentok_rest::session::SignalSession,
        opentok_rest::webhook::Proof,
        opentok_rest::webhook::UnknownEvent,
    );
    assert_implemented!(
        Clone + Debug + Default + Eq + Send + Sync =>
        opentok_rest::UserAgent,
        opentok_rest::account::CreateProject,
        opentok_rest::webhook::Hangup,
    );
    assert_implemented!(
        Clone + Debug + PartialEq + Send + Sync =>
        opentok_rest::archive::Output,
        opentok_rest::webhook::SessionChange,
        opentok_rest::webhook::SipChange,
    );
    assert_implemented!(
        Clone + Debug + Default + PartialEq + Send + Sync =>
        opentok_rest::archive::Composed,
        opentok_rest::connect::JsonTransport,
    );
    assert_implemented!(
        Copy + Debug + Default + Eq + Send + Sync =>
        opentok_rest::account::ListProjects,
        opentok_rest::callback::ListCallbacks,
    );
    assert_implemented!(
        Clone + Debug + Display + Eq + Send + Sync =>
        opentok_rest::Refusal,
    );
    assert_implemented!(
        Copy + Debug + Display + Eq + Ord + Send + Sync =>
        opentok_rest::ClockSkew,
    );
    assert_implemented!(
        Copy + Debug + Display + Eq + Send + Sync =>
        opentok_rest::Diagnosis,
    );
}

#[test]
fn what_is_not_compared_can_be_copied() {
    assert_implemented!(
        Clone + Debug + Send + Sync =>
        opentok_rest::CallInfo,
        opentok_rest::Client<http_endpoint::AnyTransport>,
        opentok_rest::Clock,
        opentok_rest::Credentials,
        opentok_rest::LegacyPartner,
        opentok_rest::LegacyToken,
        opentok_rest::OpenTok,
        opentok_rest::OpenTokAccount,
        opentok_rest::TokenIds,
        opentok_rest::Vonage,
        opentok_rest::account::ProjectSecret,
        opentok_rest::archive::AddArchiveStream,
        opentok_rest::archive::DeleteArchive,
        opentok_rest::archive::GetArchive,
        opentok_rest::archive::RemoveArchiveStream,
        opentok_rest::archive::SetArchiveLayout,
        opentok_rest::archive::StartArchive,
        opentok_rest::blocking::Client<http_endpoint::AnyTransport>,
        opentok_rest::broadcast::AddBroadcastStream,
        opentok_rest::broadcast::GetBroadcast,
        opentok_rest::broadcast::Outputs,
        opentok_rest::broadcast::RemoveBroadcastStream,
        opentok_rest::broadcast::RtmpTarget,
        opentok_rest::broadcast::SetBroadcastLayout,
        opentok_rest::broadcast::StartBroadcast,
        opentok_rest::broadcast::StopBroadcast,
        opentok_rest::captions::GetCaptions,
        opentok_rest::captions::StartCaptions,
        opentok_rest::captions::StopCaptions,
        opentok_rest::connect::StartAudioConnector,
        opentok_rest::connect::StopAudioConnector,
        opentok_rest::connect::WebSocketTarget,
        opentok_rest::legacy::LegacyManifest,
        opentok_rest::option::ClientToken,
        opentok_rest::option::Secret,
        opentok_rest::render::GetRender,
        opentok_rest::render::StartRender,
        opentok_rest::render::StopRender,
        opentok_rest::sip::Dial,
        opentok_rest::sip::PlayDtmf,
        opentok_rest::sip::PlayDtmfTo,
        opentok_rest::sip::SipTarget,
        opentok_rest::storage::Azure,
        opentok_rest::storage::S3,
        opentok_rest::storage::SetArchiveStorage,
        opentok_rest::storage::StorageTarget,
        opentok_rest::webhook::Callback,
        opentok_rest::webhook::Event,
        opentok_rest::webhook::Receiver,
        opentok_rest::webhook::Verifier,
    );
    assert_implemented!(
        Copy + Debug + Default + Send + Sync =>
        opentok_rest::archive::ListArchives,
        opentok_rest::broadcast::ListBroadcasts,
        opentok_rest::render::ListRenders,
        opentok_rest::storage::DeleteArchiveStorage,
    );
    assert_implemented!(
        Clone + Debug + Display + Send + Sync =>
        opentok_rest::Chosen,
    );
}

#[test]
fn what_is_one_of_its_kind_stays_so() {
    assert_implemented!(
        Debug + Default + Send + Sync =>
        opentok_rest::webhook::RecentCallbacks,
    );
    assert_implemented!(
        Debug + Send =>
        opentok_rest::Pages<'static, http_endpoint::AnyTransport, opentok_rest::archive::ListArchives>,
    );
    assert_implemented!(
        Debug + Send + Sync =>
        opentok_rest::blocking::Pages<'static, http_endpoint::AnyTransport, opentok_rest::archive::ListArchives>,
    );
}
