//! Archives of OpenTok and Vonage Video as values: what they hold, who was live when, and how to hand that on.
//!
//! ```
//! use opentok_archive::{Options, Timeline, export::webvtt, manifest::Manifest};
//!
//! let xml = br#"<manifest version="0.1" archiveid="340ded4d" title="archive1318034901141">
//!     <resources><video id="125f0b49" length="8687" name="Bob" /></resources>
//!     <timeline><event type="PLAY" id="125f0b49" offset="0" /></timeline>
//! </manifest>"#;
//! let (manifest, _warnings) = Manifest::parse(xml, &Options::lenient())?;
//! let chapters = webvtt::chapters(&Timeline::from(&manifest))?;
//! assert!(chapters.ends_with("00:00:00.000 --> 00:00:08.687\nBob\n"));
//! # Ok::<(), Box<dyn core::error::Error>>(())
//! ```
//!
//! # What is read
//!
//! | module | reads |
//! | --- | --- |
//! | [`manifest`] | the XML manifest of 2011 to 2014, which came with one FLV file for each video |
//! | [`individual`] | the JSON manifest in today's individual-stream ZIP |
//! | `zip` | that ZIP itself (feature `zip`) |
//! | [`record`] | the archive as the REST API describes it |
//! | [`session`] | the answer to "create a session" of the same years |
//!
//! A [`Timeline`] is made from either manifest, and `export` (feature `export`) writes timelines for players, editors, ffmpeg, reports and
//! terminals. A `Report` reads either manifest and says all there is to say as one JSON value.
//!
//! # What is promised
//!
//! No input panics. Nothing is fetched, and nothing but [`zip`](crate::wire) extraction touches a file. Reading costs time and
//! memory in proportion to the input, which [`Options`] limits; nothing recurses, but for JSON, which is limited to a depth
//! of 64. Reading is lenient, with warnings as values, or strict. What was read can be written, and read again gives the same
//! value. Formats, limits and error words are in [`wire`].

extern crate alloc;

mod excerpt;
#[cfg(feature = "export")]
pub mod export;
pub mod individual;
mod json;
mod limits;
pub mod manifest;
pub mod record;
mod refusal;
#[cfg(feature = "export")]
mod report;
pub mod session;
pub mod timeline;
pub mod xml;
#[cfg(feature = "zip")]
pub mod zip;
#[doc = include_str!("../WIRE.md")]
pub mod wire {}

pub use limits::{Counted, MAX_NUMBER, Options, UnknownLimitError};
pub use refusal::Refusal;
#[cfg(feature = "export")]
pub use report::Report;
pub use timeline::{Segment, Span, Stream, Timeline};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
