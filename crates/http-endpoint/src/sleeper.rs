use alloc::sync::Arc;
use core::{fmt, pin::Pin, time::Duration};

/// How time passes for [`Retry`](crate::Retry) and [`Deadline`](crate::Deadline). A clone shares it.
///
/// ```
/// use http_endpoint::Sleeper;
///
/// // For a test: no time passes at all.
/// let impatient = Sleeper::new(|_| std::future::ready(()));
/// # let _ = impatient;
/// ```
#[derive(Clone)]
pub struct Sleeper(Arc<dyn Fn(Duration) -> Sleep + Send + Sync>);

/// A wait. Ready when it is over.
pub(crate) type Sleep = Pin<Box<dyn Future<Output = ()> + Send>>;

impl Sleeper {
    /// Takes the runtime's way to wait. Dropping the future must end the wait.
    pub fn new<F, R>(sleep: F) -> Self
    where
        F: Fn(Duration) -> R + Send + Sync + 'static,
        R: Future<Output = ()> + Send + 'static,
    {
        Self(Arc::new(move |time| Box::pin(sleep(time))))
    }

    /// Tokio's timer. To be polled where a Tokio runtime with time enabled runs.
    #[cfg(feature = "tokio")]
    pub fn tokio() -> Self {
        Self::new(tokio::time::sleep)
    }

    /// Puts the thread itself to sleep: for a [`Retry`](crate::Retry) of a
    /// [`BlockingTransport`](crate::BlockingTransport), and for nothing that shares its thread.
    pub fn thread() -> Self {
        Self::new(|time| async move { std::thread::sleep(time) })
    }

    pub(crate) fn sleep(&self, time: Duration) -> Sleep {
        (self.0)(time)
    }
}

impl fmt::Debug for Sleeper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sleeper(..)")
    }
}
