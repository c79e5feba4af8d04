//! The way to the service: hyper, with patience that ends.

use core::time::Duration;
use std::io;
use std::path::PathBuf;

use http_endpoint::net::{NetSettings, Proxy, Roots};
use http_endpoint::{Deadline, HyperTransport, Retry, RetryPolicy, Sleeper, Transport};
use tokio::runtime::{Builder, Runtime};

use crate::failure::{Failure, sentence};

/// A runtime on this thread.
pub(crate) fn runtime() -> Result<Runtime, Failure> {
    let runtime = Builder::new_current_thread().enable_all().build();
    runtime.map_err(|error| Failure::io("cannot start the runtime", &error))
}

/// Tries again what is safe to try again, and gives up after `limit`.
pub(super) fn patient_transport(limit: Duration, attempts: u32) -> Result<impl Transport + 'static, Failure> {
    let retry = Retry::with_tokio(hyper()?, RetryPolicy::new().attempts(attempts));
    Ok(Deadline::new(retry, Sleeper::tokio()).exchange(limit))
}

/// Tries once, and gives up when nothing comes for `idle`. For downloads, which know themselves what to ask for again.
pub(crate) fn plain_transport(idle: Duration) -> Result<impl Transport + 'static, Failure> {
    Ok(Deadline::new(hyper()?, Sleeper::tokio()).head(idle).idle(idle))
}

fn hyper() -> Result<HyperTransport, Failure> {
    let mut settings = NetSettings::new()
        .connect_timeout(Duration::from_secs(10))
        .roots(roots()?);
    let proxy = Proxy::from_environment();
    if let Some(proxy) = proxy.map_err(|error| configuration(format!("the proxy of the environment: {error}")))? {
        settings = settings.proxy(proxy);
    }
    HyperTransport::new(&settings).map_err(|error| configuration(sentence(&error)))
}

/// The roots of the web, and those of the file that `SSL_CERT_FILE` names.
fn roots() -> Result<Roots, Failure> {
    let Some(path) = std::env::var_os("SSL_CERT_FILE").filter(|path| !path.is_empty()) else {
        return Ok(Roots::web());
    };
    let pem =
        read(&PathBuf::from(path)).map_err(|error| configuration(format!("cannot read SSL_CERT_FILE: {error}")))?;
    let roots = Roots::web().and_pem(&pem);
    roots.map_err(|error| configuration(format!("SSL_CERT_FILE: {error}")))
}

fn read(path: &PathBuf) -> io::Result<Vec<u8>> {
    use std::io::Read;

    let mut pem = Vec::new();
    std::fs::File::open(path)?.take(MAX_ROOTS).read_to_end(&mut pem)?;
    Ok(pem)
}

/// As much of a file of roots as is read, in bytes. Systems have some 250 KiB of them.
const MAX_ROOTS: u64 = 16 * 1024 * 1024;

fn configuration(fault: String) -> Failure {
    Failure::configuration(&[fault])
}
