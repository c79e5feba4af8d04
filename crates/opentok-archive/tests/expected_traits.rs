//! What people expect of a type, asserted of every public one when this is compiled.
//!
//! `cargo xtask public-types` refuses a type that is missing here.
#![cfg(all(feature = "export", feature = "zip"))]

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
        Error + Clone + Debug + Eq + Send + Serialize + Sync =>
        opentok_archive::individual::ReadIndividualError,
        opentok_archive::individual::Warning,
        opentok_archive::manifest::ReadManifestError,
        opentok_archive::manifest::Warning,
        opentok_archive::session::ReadSessionError,
        opentok_archive::xml::XmlError,
    );
    assert_implemented!(
        Error + Copy + Debug + Eq + Send + Sync =>
        opentok_archive::UnknownLimitError,
        opentok_archive::export::ExportError,
        opentok_archive::individual::UnsafeFileNameError,
        opentok_archive::individual::WriteIndividualError,
        opentok_archive::manifest::WriteManifestError,
    );
    assert_implemented!(
        Error + Debug + Send + Sync =>
        opentok_archive::zip::ZipError,
    );
}

#[test]
fn names_are_read_printed_and_looked_up_by() {
    assert_implemented!(
        Clone + Debug + Display + Eq + FromStr + Hash + Ord + Send + Serialize + Sync =>
        opentok_archive::individual::FileName,
    );
}

#[test]
fn data_is_read_and_written() {
    assert_implemented!(
        Clone + Debug + DeserializeOwned + Display + Eq + Hash + Send + Serialize + Sync =>
        opentok_archive::record::OutputMode,
        opentok_archive::record::Status,
        opentok_archive::record::StreamMode,
        opentok_archive::record::TranscriptionStatus,
    );
    assert_implemented!(
        Clone + Debug + DeserializeOwned + Eq + Send + Serialize + Sync =>
        opentok_archive::record::ArchiveStream,
        opentok_archive::record::Password,
        opentok_archive::record::SignedUrl,
    );
    assert_implemented!(
        Clone + Debug + Default + DeserializeOwned + Eq + Send + Serialize + Sync =>
        opentok_archive::record::Transcription,
        opentok_archive::record::TranscriptionProperties,
    );
    assert_implemented!(
        Clone + Debug + DeserializeOwned + PartialEq + Send + Serialize + Sync =>
        opentok_archive::record::Archive,
    );
}

#[test]
fn data_is_written() {
    assert_implemented!(
        Clone + Debug + Eq + Send + Serialize + Sync =>
        opentok_archive::Timeline,
        opentok_archive::export::ffmpeg::Plan,
        opentok_archive::manifest::Event,
        opentok_archive::timeline::Interval<'static>,
        opentok_archive::timeline::Timeline,
    );
    assert_implemented!(
        Copy + Debug + Eq + Send + Serialize + Sync =>
        opentok_archive::Segment<'static>,
        opentok_archive::Stream<'static>,
        opentok_archive::export::ffmpeg::Grid,
        opentok_archive::timeline::Segment<'static>,
        opentok_archive::timeline::Stream<'static>,
    );
    assert_implemented!(
        Clone + Debug + Default + Eq + Send + Serialize + Sync =>
        opentok_archive::manifest::Extra,
        opentok_archive::manifest::Manifest,
        opentok_archive::manifest::Video,
        opentok_archive::session::Session,
    );
    assert_implemented!(
        Clone + Debug + Display + Eq + Hash + Send + Serialize + Sync =>
        opentok_archive::individual::VideoType,
        opentok_archive::manifest::EventKind,
    );
    assert_implemented!(
        Copy + Debug + Display + Eq + Hash + Send + Serialize + Sync =>
        opentok_archive::Counted,
        opentok_archive::manifest::Element,
    );
    assert_implemented!(
        Copy + Debug + Eq + Hash + Send + Serialize + Sync =>
        opentok_archive::Span,
        opentok_archive::timeline::Span,
    );
    assert_implemented!(
        Clone + Debug + Default + Display + Eq + Send + Serialize + Sync =>
        opentok_archive::Refusal,
    );
    assert_implemented!(
        Clone + Debug + Default + PartialEq + Send + Serialize + Sync =>
        opentok_archive::individual::Manifest,
    );
    assert_implemented!(
        Clone + Debug + PartialEq + Send + Serialize + Sync =>
        opentok_archive::individual::StreamFile,
    );
    assert_implemented!(
        Clone + Debug + Send + Serialize + Sync =>
        opentok_archive::Report,
    );
}

#[test]
fn choices_are_compared_and_looked_up_by() {
    assert_implemented!(
        Copy + Debug + Default + Eq + Hash + Send + Sync =>
        opentok_archive::export::FrameRate,
    );
}

#[test]
fn values_are_compared() {
    assert_implemented!(
        Clone + Debug + Default + Eq + Send + Sync =>
        opentok_archive::Options,
    );
    assert_implemented!(
        Clone + Debug + Eq + Send + Sync =>
        opentok_archive::zip::Extracted,
    );
}

#[test]
fn what_is_not_compared_can_be_copied() {
    assert_implemented!(
        Clone + Debug + Default + Send + Sync =>
        opentok_archive::export::ffmpeg::PlanOptions,
        opentok_archive::zip::ZipOptions,
    );
    assert_implemented!(
        Clone + Debug + Send + Sync =>
        opentok_archive::timeline::Intervals<'static>,
    );
}

#[test]
fn what_is_one_of_its_kind_stays_so() {
    assert_implemented!(
        Debug + Send + Sync =>
        opentok_archive::zip::IndividualZip<std::io::Cursor<Vec<u8>>>,
    );
}
