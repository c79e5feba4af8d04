use core::{error::Error, fmt};

use crate::{Base, BlockingTransport, Endpoint, Transport, TransportError, read_blocking_response, read_response};

/// Why a call came to nothing: there was no answer, or the answer disappoints.
#[derive(Debug)]
#[non_exhaustive]
pub enum ExchangeError<A> {
    /// The service was not heard.
    Transport(TransportError),
    /// The service spoke, and this is what [`Endpoint::parse`] made of it.
    Answer(A),
}

/// Sends one endpoint: request, transport, body, parse.
///
/// For services that ask for no credentials. A client that adds some does so between
/// [`Endpoint::prepare`] and [`Transport::send`], and is otherwise these four lines.
///
/// # Errors
///
/// [`ExchangeError::Transport`] if there was no answer or its body did not arrive whole,
/// [`ExchangeError::Answer`] if the endpoint refuses it.
pub async fn exchange<T: Transport, E: Endpoint>(
    transport: &T,
    base: &Base,
    endpoint: &E,
) -> Result<E::Output, ExchangeError<E::Error>> {
    let request = endpoint.prepare(base);
    let response = transport.send(request).await?;
    let response = read_response(response, endpoint.max_body()).await?;
    endpoint.parse(response).map_err(ExchangeError::Answer)
}

/// [`exchange`], for threads that may wait.
///
/// # Errors
///
/// As [`exchange`].
pub fn exchange_blocking<T: BlockingTransport, E: Endpoint>(
    transport: &T,
    base: &Base,
    endpoint: &E,
) -> Result<E::Output, ExchangeError<E::Error>> {
    let request = endpoint.prepare(base);
    let response = transport.send(request)?;
    let response = read_blocking_response(response, endpoint.max_body())?;
    endpoint.parse(response).map_err(ExchangeError::Answer)
}

impl<A> From<TransportError> for ExchangeError<A> {
    fn from(error: TransportError) -> Self {
        Self::Transport(error)
    }
}

impl<A> fmt::Display for ExchangeError<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Transport(_) => "service was not heard",
            Self::Answer(_) => "service's answer is not the one hoped for",
        })
    }
}

impl<A: Error + 'static> Error for ExchangeError<A> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Transport(error) => Some(error),
            Self::Answer(error) => Some(error),
        }
    }
}
