use http_endpoint::AnyTransport;
#[cfg(any(feature = "hyper", feature = "reqwest", feature = "ureq"))]
use http_endpoint::net::{NetSettings, Roots};

/// What the adapters are built with. The `tower` one has nothing to build.
#[cfg(any(feature = "hyper", feature = "reqwest", feature = "ureq"))]
pub(crate) type Settings = NetSettings;
#[cfg(not(any(feature = "hyper", feature = "reqwest", feature = "ureq")))]
pub(crate) type Settings = ();

/// Eight connections, and nobody to believe.
#[cfg(any(feature = "hyper", feature = "reqwest", feature = "ureq"))]
pub(crate) fn settings() -> Settings {
    NetSettings::new().connections(8).roots(Roots::none())
}
#[cfg(not(any(feature = "hyper", feature = "reqwest", feature = "ureq")))]
pub(crate) fn settings() -> Settings {}

#[cfg(feature = "hyper")]
pub(crate) fn hyper(settings: &Settings) -> AnyTransport {
    AnyTransport::new(http_endpoint::HyperTransport::new(settings).unwrap())
}

#[cfg(feature = "reqwest")]
pub(crate) fn reqwest(settings: &Settings) -> AnyTransport {
    AnyTransport::new(http_endpoint::ReqwestTransport::new(settings).unwrap())
}

/// The legacy client of hyper-util, which is a service.
#[cfg(feature = "tower")]
pub(crate) fn tower(_: &Settings) -> AnyTransport {
    use hyper_util::{client::legacy::Client, rt::TokioExecutor};

    let client: Client<_, http_body_util::Full<bytes::Bytes>> = Client::builder(TokioExecutor::new()).build_http();
    AnyTransport::new(http_endpoint::TowerTransport::new(client))
}

/// On threads that may wait. Bodies are passed on in pieces, through a channel.
#[cfg(feature = "ureq")]
pub(crate) fn ureq(settings: &Settings) -> AnyTransport {
    use http_endpoint::{BlockingTransport, Body, FnTransport, TransportError, TransportErrorKind, UreqTransport};
    use std::io::Read;

    let ureq = UreqTransport::new(settings).unwrap();
    AnyTransport::new(FnTransport(move |request: http::Request<bytes::Bytes>| {
        let ureq = ureq.clone();
        async move {
            let sent = tokio::task::spawn_blocking(move || ureq.send(request)).await.unwrap()?;
            let (parts, mut body) = sent.into_parts();
            let (sender, receiver) = tokio::sync::mpsc::channel(1);
            tokio::task::spawn_blocking(move || {
                let mut buffer = vec![0; 64 * 1024];
                loop {
                    let piece = match body.read(&mut buffer) {
                        Ok(0) => return,
                        Ok(len) => Ok(bytes::Bytes::copy_from_slice(&buffer[..len])),
                        Err(error) => Err(match error.downcast::<TransportError>() {
                            Ok(error) => error,
                            Err(_) => TransportErrorKind::Interrupted.into(),
                        }),
                    };
                    let failed = piece.is_err();
                    if sender.blocking_send(piece).is_err() || failed {
                        return;
                    }
                }
            });
            let announced = parts
                .headers
                .get("content-length")
                .and_then(|len| len.to_str().ok()?.parse().ok());
            Ok(http::Response::from_parts(
                parts,
                Body::new(Pieces { receiver, announced }),
            ))
        }
    }))
}

#[cfg(feature = "ureq")]
struct Pieces {
    receiver: tokio::sync::mpsc::Receiver<Result<bytes::Bytes, http_endpoint::TransportError>>,
    announced: Option<u64>,
}

#[cfg(feature = "ureq")]
impl http_body::Body for Pieces {
    type Data = bytes::Bytes;
    type Error = http_endpoint::TransportError;

    fn poll_frame(
        mut self: core::pin::Pin<&mut Self>,
        cx: &mut core::task::Context<'_>,
    ) -> core::task::Poll<Option<Result<http_body::Frame<bytes::Bytes>, Self::Error>>> {
        self.receiver
            .poll_recv(cx)
            .map(|piece| piece.map(|piece| piece.map(http_body::Frame::data)))
    }

    fn size_hint(&self) -> http_body::SizeHint {
        self.announced
            .map_or_else(http_body::SizeHint::new, http_body::SizeHint::with_exact)
    }
}
