use alloc::sync::Arc;
use core::{
    ops::Range,
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;
use http_body::{Frame, SizeHint};
use http_endpoint::{Body, TransportError};

use super::{affine::Round, crc};

/// A file that is made as it is read. Cheap to clone.
#[derive(Clone, Debug)]
pub struct MediaFile {
    content_type: &'static str,
    pieces: Arc<[Piece]>,
    /// Where each piece ends.
    ends: Arc<[u64]>,
}

/// Part of a file.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    Bytes(Bytes),
    Rounds { round: Arc<Round>, count: u64 },
}

impl Piece {
    pub(super) fn len(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::Rounds { round, count } => round.bytes.len() as u64 * count,
        }
    }

    /// Appends bytes from `at` on, which is within the piece: up to `most`, or to the end of a round.
    fn read(&self, at: u64, most: usize, out: &mut Vec<u8>) {
        match self {
            Self::Bytes(bytes) => {
                let rest = &bytes[at as usize..];
                out.extend_from_slice(&rest[..most.min(rest.len())]);
            }
            Self::Rounds { round, .. } => {
                let len = round.bytes.len() as u64;
                let start = out.len();
                round.write(at / len, out);
                out.drain(start..start + (at % len) as usize);
                out.truncate(start + most);
            }
        }
    }
}

impl MediaFile {
    pub(super) fn new(content_type: &'static str, pieces: Vec<Piece>) -> Self {
        let pieces: Vec<_> = pieces.into_iter().filter(|piece| piece.len() > 0).collect();
        let ends = pieces.iter().scan(0, |end, piece| {
            *end += piece.len();
            Some(*end)
        });
        Self {
            content_type,
            ends: ends.collect(),
            pieces: pieces.into(),
        }
    }

    /// A file that is there.
    pub(crate) fn of(content_type: &'static str, bytes: Bytes) -> Self {
        Self::new(content_type, vec![Piece::Bytes(bytes)])
    }

    pub(super) fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// Its media type.
    pub fn content_type(&self) -> &'static str {
        self.content_type
    }

    /// How long it is, in bytes.
    #[expect(clippy::len_without_is_empty, reason = "no recording is empty")]
    pub fn len(&self) -> u64 {
        self.ends.last().copied().unwrap_or(0)
    }

    /// A text that differs between files that differ, quoted as `ETag` wants it.
    pub fn etag(&self) -> String {
        format!("\"{:x}-{:08x}\"", self.len(), crc::crc32_of(&self.pieces))
    }

    /// Some of the bytes from `at` on: at most `most`, less at the end of the file only.
    pub fn read(&self, at: u64, most: usize) -> Bytes {
        let left = usize::try_from(self.len().saturating_sub(at)).unwrap_or(usize::MAX);
        let most = most.min(left);
        let mut out = Vec::with_capacity(most);
        while out.len() < most {
            let here = at + out.len() as u64;
            let index = self.ends.partition_point(|end| *end <= here);
            let piece = &self.pieces[index];
            piece.read(here - (self.ends[index] - piece.len()), most - out.len(), &mut out);
        }
        out.into()
    }

    /// All of it, in pieces of at most 64 KiB.
    pub fn body(&self) -> Body {
        self.body_of(0..self.len())
    }

    /// The bytes of a range, which is cut to the file.
    pub fn body_of(&self, range: Range<u64>) -> Body {
        let end = range.end.min(self.len());
        Body::new(MediaBody {
            file: self.clone(),
            left: range.start.min(end)..end,
        })
    }
}

/// The bytes of a [`MediaFile`] that are still to come.
#[derive(Debug)]
pub struct MediaBody {
    file: MediaFile,
    left: Range<u64>,
}

const CHUNK: usize = 64 * 1024;

impl http_body::Body for MediaBody {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let left = usize::try_from(self.left.end - self.left.start).unwrap_or(usize::MAX);
        if left == 0 {
            return Poll::Ready(None);
        }
        let bytes = self.file.read(self.left.start, CHUNK.min(left));
        self.left.start += bytes.len() as u64;
        Poll::Ready(Some(Ok(Frame::data(bytes))))
    }

    fn is_end_stream(&self) -> bool {
        self.left.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left.end - self.left.start)
    }
}
