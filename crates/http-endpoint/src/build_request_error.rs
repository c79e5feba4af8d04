use core::{error::Error, fmt};

use crate::RequestBuilder;

/// Why a request cannot be made of these parts. It shows none of them.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum BuildRequestError {
    /// This segment is `.` or `..`. Encoded or not, a URL parser or a proxy on the way would resolve it, and the
    /// request would arrive somewhere else.
    DotSegment {
        /// Which one, from zero.
        index: usize,
    },
    /// This segment is empty, and would be lost wherever slashes are merged.
    EmptySegment {
        /// Which one, from zero.
        index: usize,
    },
    /// A header whose name or value HTTP does not allow.
    Header,
    /// The URL is longer than [`RequestBuilder::MAX_URI_LEN`] bytes.
    TooLong {
        /// The length in bytes.
        len: usize,
    },
    /// The URL is not one. Cannot happen to parts that were encoded here.
    Uri,
}

impl BuildRequestError {
    /// What is wrong with a request that [`RequestBuilder::build`] made. Nothing, as a rule.
    pub fn of<B>(request: &http::Request<B>) -> Option<Self> {
        request.extensions().get().copied()
    }

    /// The same as a `Result`, for transports to begin with.
    pub(crate) fn check<B>(request: &http::Request<B>) -> Result<(), Self> {
        Self::of(request).map_or(Ok(()), Err)
    }
}

impl fmt::Display for BuildRequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DotSegment { index } => write!(f, "segment {index} of the path is `.` or `..`"),
            Self::EmptySegment { index } => write!(f, "segment {index} of the path is empty"),
            Self::Header => f.write_str("header name or value is not valid"),
            Self::TooLong { len } => write!(f, "URL is {len} bytes; the limit is {}", RequestBuilder::MAX_URI_LEN),
            Self::Uri => f.write_str("URL is not valid"),
        }
    }
}

impl Error for BuildRequestError {}
