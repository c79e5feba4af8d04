use alloc::collections::VecDeque;
use core::{error::Error, fmt};
use std::{
    io::BufRead,
    sync::{Mutex, PoisonError},
};

use bytes::Bytes;

use super::{
    ReadRecordingError, Redaction,
    line::{self, Asked, Came},
};
use crate::{Body, BuildRequestError, Transport, TransportError, TransportErrorKind};

/// A transport that answers from what [`Record`](crate::Record) wrote down, in the same order, with no network.
///
/// A request fits if method, path, query and the hash of the body are the recorded ones; headers and host may differ.
/// One that does not fit is a [`ReplayError`] beneath a [`TransportErrorKind::Request`], and the recorded exchange
/// stays the next.
pub struct Replay {
    redaction: Redaction,
    rest: Mutex<Rest>,
}

struct Rest {
    exchanges: VecDeque<(Asked, Came)>,
    replayed: usize,
}

/// Why a recording has no answer to a request.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum ReplayError {
    /// The body is not the recorded one.
    Body {
        /// Which exchange, from one.
        number: usize,
    },
    /// The recording ended before.
    Ended {
        /// How many exchanges it had.
        exchanges: usize,
    },
    /// The method is not the recorded one.
    Method {
        /// Which exchange, from one.
        number: usize,
    },
    /// The path is not the recorded one.
    Path {
        /// Which exchange, from one.
        number: usize,
    },
    /// The query is not the recorded one.
    Query {
        /// Which exchange, from one.
        number: usize,
    },
}

impl Replay {
    /// The longest recording, in bytes: 64 MiB.
    pub const MAX_LEN: usize = 64 * 1024 * 1024;

    /// Reads a recording. Empty lines are skipped.
    ///
    /// # Errors
    ///
    /// As [`ReadRecordingError`] says, by variant.
    pub fn read(recording: impl BufRead) -> Result<Self, ReadRecordingError> {
        let mut recording = recording.take(Self::MAX_LEN as u64 + 1);
        let mut exchanges = VecDeque::new();
        let mut text = String::new();
        for number in 1.. {
            text.clear();
            if recording.read_line(&mut text).map_err(ReadRecordingError::Io)? == 0 {
                break;
            }
            if recording.limit() == 0 {
                return Err(ReadRecordingError::TooLong);
            }
            if !text.trim().is_empty() {
                exchanges.push_back(line::read(&text).ok_or(ReadRecordingError::Line { number })?);
            }
        }
        let rest = Mutex::new(Rest { exchanges, replayed: 0 });
        Ok(Self {
            redaction: Redaction::new(),
            rest,
        })
    }

    /// Leaves out more of a request before it is compared: the same as when it was recorded.
    #[must_use]
    pub fn redaction(mut self, redaction: Redaction) -> Self {
        self.redaction = redaction;
        self
    }

    /// How many exchanges were not asked for yet. None, at the end of a good test.
    pub fn exchanges_left(&self) -> usize {
        self.rest.lock().unwrap_or_else(PoisonError::into_inner).exchanges.len()
    }

    fn next(&self, asked: &Asked) -> Result<Came, ReplayError> {
        let mut rest = self.rest.lock().unwrap_or_else(PoisonError::into_inner);
        let exchanges = rest.replayed;
        let (recorded, _) = rest.exchanges.front().ok_or(ReplayError::Ended { exchanges })?;
        compare(recorded, asked, exchanges + 1)?;
        rest.replayed += 1;
        let (_, came) = rest.exchanges.pop_front().ok_or(ReplayError::Ended { exchanges })?;
        Ok(came)
    }
}

impl Transport for Replay {
    async fn send(&self, request: http::Request<Bytes>) -> Result<http::Response<Body>, TransportError> {
        BuildRequestError::check(&request)?;
        match self.next(&Asked::new(&request, &self.redaction)) {
            Ok(Came::Response(response)) => Ok(response.map(Body::from)),
            Ok(Came::Failure(kind)) => Err(kind.into()),
            Err(error) => Err(TransportError::with_source(TransportErrorKind::Request, error)),
        }
    }
}

/// Shows nothing of what was recorded.
impl fmt::Debug for Replay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Replay")
            .field("exchanges_left", &self.exchanges_left())
            .finish_non_exhaustive()
    }
}

fn compare(recorded: &Asked, asked: &Asked, number: usize) -> Result<(), ReplayError> {
    if recorded.method != asked.method {
        return Err(ReplayError::Method { number });
    }
    if recorded.path != asked.path {
        return Err(ReplayError::Path { number });
    }
    if recorded.query != asked.query {
        return Err(ReplayError::Query { number });
    }
    if recorded.sha256 != asked.sha256 {
        return Err(ReplayError::Body { number });
    }
    Ok(())
}

impl fmt::Display for ReplayError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (what, number) = match self {
            Self::Body { number } => ("body", number),
            Self::Ended { exchanges } => return write!(f, "recording has no more than {exchanges} exchanges"),
            Self::Method { number } => ("method", number),
            Self::Path { number } => ("path", number),
            Self::Query { number } => ("query", number),
        };
        write!(f, "{what} of the request is not the one of recorded exchange {number}")
    }
}

impl Error for ReplayError {}
