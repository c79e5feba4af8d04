use core::error::Error;
use std::io;

use crate::TransportErrorKind;

/// The kind of a failure that came before anything was sent: only TLS that went wrong is not worth a repeat.
pub(crate) fn unsent(error: &(dyn Error + 'static)) -> TransportErrorKind {
    if chain(error).any(|error| error.is::<rustls::Error>()) {
        return TransportErrorKind::Tls;
    }
    TransportErrorKind::Connect
}

/// The error and all beneath it.
fn chain<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    core::iter::successors(Some(error), |error| beneath(*error)).take(MAX_DEPTH)
}

/// What an [`io::Error`] holds is not its source, but the next error all the same.
fn beneath<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a (dyn Error + 'static)> {
    match error.downcast_ref::<io::Error>() {
        Some(error) => error.get_ref().map(|inner| inner as _),
        None => error.source(),
    }
}

const MAX_DEPTH: usize = 32;
