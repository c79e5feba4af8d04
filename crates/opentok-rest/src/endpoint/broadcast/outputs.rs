use core::fmt;

use serde::{Serialize, Serializer, ser::SerializeStruct};

use crate::{ArgumentError, option::RtmpUrl};

/// Where a broadcast goes: to viewers over HLS, to RTMP servers, or both. Never to nobody.
///
/// ```
/// use opentok_rest::broadcast::{Hls, Outputs, RtmpTarget};
///
/// let target = RtmpTarget::new("rtmps://live.example.net/app".parse()?, "stream-key")?.id("backup")?;
/// let outputs = Outputs::from(Hls::LowLatency).and_rtmp(target)?;
/// # drop(outputs);
/// # Ok::<(), opentok_rest::ArgumentError>(())
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Outputs {
    hls: Option<Hls>,
    rtmp: Vec<RtmpTarget>,
}

/// How viewers get a broadcast over HLS. Winding back and low latency exclude each other.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Hls {
    /// Neither winding back nor low latency.
    #[default]
    Plain,
    /// Viewers can wind back, up to two hours.
    Dvr,
    /// With less delay.
    LowLatency,
}

/// A server that takes a broadcast over RTMP.
///
/// The stream name is the key to a channel: `Debug` shows neither it nor more of the address than its host.
#[derive(Clone)]
#[must_use]
pub struct RtmpTarget {
    id: Option<Box<str>>,
    server: RtmpUrl,
    stream_name: Box<str>,
}

impl Outputs {
    /// The most RTMP targets of one broadcast.
    pub const MAX_RTMP: usize = 5;

    /// Adds HLS, or says how it should be.
    pub fn and_hls(mut self, hls: Hls) -> Self {
        self.hls = Some(hls);
        self
    }

    /// Adds a server.
    ///
    /// # Errors
    ///
    /// [`ArgumentError::TooMany`] past [`MAX_RTMP`](Self::MAX_RTMP) servers; [`ArgumentError::Duplicate`] if an earlier one has
    /// the same id.
    pub fn and_rtmp(mut self, target: RtmpTarget) -> Result<Self, ArgumentError> {
        ArgumentError::check_count("outputs.rtmp", self.rtmp.len() + 1, Self::MAX_RTMP)?;
        if target.id.is_some() && self.rtmp.iter().any(|earlier| earlier.id == target.id) {
            let index = self.rtmp.len();
            return Err(ArgumentError::Duplicate {
                name: "outputs.rtmp",
                index,
            });
        }
        self.rtmp.push(target);
        Ok(self)
    }
}

impl From<Hls> for Outputs {
    fn from(hls: Hls) -> Self {
        Self {
            hls: Some(hls),
            rtmp: Vec::new(),
        }
    }
}

impl From<RtmpTarget> for Outputs {
    fn from(target: RtmpTarget) -> Self {
        Self {
            hls: None,
            rtmp: vec![target],
        }
    }
}

impl RtmpTarget {
    /// A stream of this name at this server.
    ///
    /// # Errors
    ///
    /// [`ArgumentError::Empty`] if the name is.
    pub fn new(server: RtmpUrl, stream_name: impl Into<Box<str>>) -> Result<Self, ArgumentError> {
        let stream_name = stream_name.into();
        ArgumentError::check_len("streamName", &stream_name, 1..=usize::MAX)?;
        Ok(Self {
            id: None,
            server,
            stream_name,
        })
    }

    /// A name to find this target again in the answer, different from those of the others.
    ///
    /// # Errors
    ///
    /// [`ArgumentError::Empty`].
    pub fn id(mut self, id: impl Into<Box<str>>) -> Result<Self, ArgumentError> {
        let id = id.into();
        ArgumentError::check_len("id", &id, 1..=usize::MAX)?;
        self.id = Some(id);
        Ok(self)
    }
}

/// As the wire has it, with the stream names.
pub(super) struct OutputsBody<'a>(pub(super) &'a Outputs);

struct RtmpBody<'a>(&'a RtmpTarget);

impl Serialize for OutputsBody<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Outputs", 2)?;
        if let Some(hls) = &self.0.hls {
            fields.serialize_field("hls", hls)?;
        }
        if !self.0.rtmp.is_empty() {
            let rtmp: Vec<_> = self.0.rtmp.iter().map(RtmpBody).collect();
            fields.serialize_field("rtmp", &rtmp)?;
        }
        fields.end()
    }
}

impl Serialize for Hls {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Hls", 2)?;
        fields.serialize_field("dvr", &(*self == Self::Dvr))?;
        fields.serialize_field("lowLatency", &(*self == Self::LowLatency))?;
        fields.end()
    }
}

impl Serialize for RtmpBody<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Rtmp", 3)?;
        if let Some(id) = &self.0.id {
            fields.serialize_field("id", id)?;
        }
        fields.serialize_field("serverUrl", self.0.server.expose())?;
        fields.serialize_field("streamName", &self.0.stream_name)?;
        fields.end()
    }
}

impl fmt::Debug for RtmpTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RtmpTarget")
            .field("id", &self.id)
            .field("server", &self.server)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(id: &str) -> RtmpTarget {
        RtmpTarget::new("rtmps://user:word@live.example.net/app".parse().unwrap(), "k3y")
            .and_then(|target| target.id(id))
            .unwrap()
    }

    #[test]
    fn five_servers_are_taken_and_a_sixth_refused() {
        let mut outputs = Outputs::from(target("0"));
        for id in ["1", "2", "3", "4"] {
            outputs = outputs.and_rtmp(target(id)).unwrap();
        }
        let error = ArgumentError::TooMany {
            name: "outputs.rtmp",
            count: 6,
            limit: 5,
        };
        assert_eq!(outputs.and_rtmp(target("5")).unwrap_err(), error);
    }

    #[test]
    fn two_servers_of_one_id_are_refused_and_two_without_are_not() {
        let twice = Outputs::from(target("a")).and_rtmp(target("a"));
        assert_eq!(
            twice.unwrap_err(),
            ArgumentError::Duplicate {
                name: "outputs.rtmp",
                index: 1
            }
        );
        let nameless = || RtmpTarget::new("rtmp://h/app".parse().unwrap(), "k").unwrap();
        assert!(Outputs::from(nameless()).and_rtmp(nameless()).is_ok());
    }

    #[test]
    fn an_empty_name_or_id_is_refused() {
        let server = || "rtmp://h/app".parse().unwrap();
        assert!(RtmpTarget::new(server(), "").is_err());
        assert!(RtmpTarget::new(server(), "k").unwrap().id("").is_err());
    }

    #[test]
    fn debug_shows_no_stream_name_and_no_password() {
        let text = format!("{:?}", Outputs::from(target("main")));
        assert!(text.contains("main") && text.contains("live.example.net"), "{text}");
        assert!(!text.contains("k3y") && !text.contains("word"), "{text}");
    }

    #[test]
    fn hls_says_both_of_its_flags() {
        let json = |outputs: Outputs| serde_json::to_string(&OutputsBody(&outputs)).unwrap();
        assert_eq!(json(Hls::Plain.into()), r#"{"hls":{"dvr":false,"lowLatency":false}}"#);
        assert_eq!(json(Hls::Dvr.into()), r#"{"hls":{"dvr":true,"lowLatency":false}}"#);
        assert_eq!(
            json(Hls::LowLatency.into()),
            r#"{"hls":{"dvr":false,"lowLatency":true}}"#
        );
        assert_eq!(
            json(Outputs::from(target("a"))),
            r#"{"rtmp":[{"id":"a","serverUrl":"rtmps://user:word@live.example.net/app","streamName":"k3y"}]}"#
        );
    }
}
