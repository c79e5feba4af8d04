//! The bodies of the fuzz targets. Each takes any bytes and panics when a promise is broken.
//!
//! They are an ordinary library, so that `cargo test` here replays the corpora on stable.

pub mod answers;
pub mod archive;
pub mod helplightning;
pub mod hl_requests;
pub mod json;
pub mod jws;
pub mod naive;
pub mod sandbox_requests;
pub mod session_id;
pub mod t1_inspect;
pub mod t1_verify;
pub mod webhook;

/// The value of a future that waits for nothing.
fn ready<T>(future: impl Future<Output = T>) -> T {
    let mut future = core::pin::pin!(future);
    let mut context = core::task::Context::from_waker(core::task::Waker::noop());
    match future.as_mut().poll(&mut context) {
        core::task::Poll::Ready(value) => value,
        core::task::Poll::Pending => panic!("the sandbox keeps nobody waiting"),
    }
}
