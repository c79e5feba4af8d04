use alloc::sync::Arc;
use core::error::Error;
use core::fmt;

/// Why a store did not do what it was asked.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum StoreError {
    /// It does not answer, or cannot write. The cause holds no secret.
    Unavailable(Arc<dyn Error + Send + Sync>),
    /// Too much is waiting to be written.
    Busy,
    /// It holds as many rooms as it may.
    RoomsFull,
    /// What it holds is not what was put in.
    Damaged,
    /// It was closed.
    Closed,
}

impl StoreError {
    #[cfg_attr(
        not(any(feature = "redb", feature = "redis")),
        allow(dead_code, reason = "memory is always there")
    )]
    pub(crate) fn unavailable(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Unavailable(Arc::from(cause.into()))
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unavailable(_) => "store does not answer",
            Self::Busy => "too much waits to be written",
            Self::RoomsFull => "store holds as many rooms as it may",
            Self::Damaged => "store holds something that it was not given",
            Self::Closed => "store is closed",
        })
    }
}

impl Error for StoreError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Unavailable(cause) => Some(cause.as_ref()),
            _ => None,
        }
    }
}
