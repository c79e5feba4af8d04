use core::panic::AssertUnwindSafe;
use core::pin::{Pin, pin};
use core::task::Poll;
use std::panic::catch_unwind;

/// Drives `future`; `None` if it panics, and then it is never polled again.
pub(crate) async fn catch_panic<F: Future>(future: F) -> Option<F::Output> {
    let mut future = pin!(future);
    core::future::poll_fn(move |context| {
        let future: Pin<&mut F> = future.as_mut();
        match catch_unwind(AssertUnwindSafe(|| future.poll(context))) {
            Ok(Poll::Ready(output)) => Poll::Ready(Some(output)),
            Ok(Poll::Pending) => Poll::Pending,
            Err(_) => Poll::Ready(None),
        }
    })
    .await
}
