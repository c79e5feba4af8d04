//! Who is believed, and who is shown what.

use alloc::sync::Arc;

use http_endpoint::net::{BuildTransportError, Identity, Roots};
use http_endpoint::{AnyTransport, Base, Body, Transport, TransportError, TransportErrorKind};
use rcgen::{CertifiedKey, KeyPair};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::{RootCertStore, ServerConfig, crypto::ring};

use crate::adapters::{Settings, settings};
use crate::server::{Server, answer};

pub(crate) fn certificate(name: &str) -> CertifiedKey<KeyPair> {
    certificates(&[name])
}

/// One for all of these names.
pub(crate) fn certificates(names: &[&str]) -> CertifiedKey<KeyPair> {
    let names: Vec<_> = names.iter().map(|name| (*name).to_owned()).collect();
    rcgen::generate_simple_self_signed(names).unwrap()
}

pub(crate) fn roots(certificate: &CertifiedKey<KeyPair>) -> Roots {
    Roots::none().and_pem(certificate.cert.pem().as_bytes()).unwrap()
}

/// Shows a certificate, and insists on one of these clients if there are any.
pub(crate) fn acceptor(own: &CertifiedKey<KeyPair>, client: Option<&CertifiedKey<KeyPair>>) -> TlsAcceptor {
    TlsAcceptor::from(Arc::new(server_config(own, client)))
}

pub(crate) fn server_config(own: &CertifiedKey<KeyPair>, client: Option<&CertifiedKey<KeyPair>>) -> ServerConfig {
    let provider = Arc::new(ring::default_provider());
    let builder = ServerConfig::builder_with_provider(Arc::clone(&provider)).with_safe_default_protocol_versions();
    let builder = match client {
        None => builder.unwrap().with_no_client_auth(),
        Some(client) => {
            let mut store = RootCertStore::empty();
            store.add(client.cert.der().clone()).unwrap();
            let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(store), provider)
                .build()
                .unwrap();
            builder.unwrap().with_client_cert_verifier(verifier)
        }
    };
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(own.signing_key.serialize_der()));
    builder.with_single_cert(vec![own.cert.der().clone()], key).unwrap()
}

async fn secure(tls: TlsAcceptor) -> Server {
    Server::with_tls(Some(tls), |connection, _| answer(connection, b"ok")).await
}

async fn get(transport: AnyTransport, server: &Server) -> Result<http::Response<Body>, TransportError> {
    let base = Base::new(&format!("https://localhost:{}", server.address.port())).unwrap();
    transport.send(base.get(&["a"]).build()).await
}

pub(crate) async fn an_unknown_root_is_refused(adapter: fn(&Settings) -> AnyTransport) {
    let server = secure(acceptor(&certificate("localhost"), None)).await;
    for settings in [
        settings(),
        settings().roots(Roots::web()),
        settings().roots(roots(&certificate("localhost"))),
    ] {
        let error = get(adapter(&settings), &server).await.unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::Tls, "{error:?}");
    }
    assert!(server.arrived().is_empty());
}

pub(crate) async fn a_root_of_ones_own_is_believed(adapter: fn(&Settings) -> AnyTransport) {
    let own = certificate("localhost");
    let server = secure(acceptor(&own, None)).await;
    let response = get(adapter(&settings().roots(roots(&own))), &server).await.unwrap();
    assert_eq!(response.into_body().collect(10).await.unwrap(), "ok");
}

pub(crate) async fn a_certificate_for_another_name_is_refused(adapter: fn(&Settings) -> AnyTransport) {
    let other = certificate("other.example");
    let server = secure(acceptor(&other, None)).await;
    let error = get(adapter(&settings().roots(roots(&other))), &server)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), TransportErrorKind::Tls, "{error:?}");
}

pub(crate) async fn a_client_certificate_is_shown(adapter: fn(&Settings) -> AnyTransport) {
    let (own, client) = (certificate("localhost"), certificate("client"));
    let server = secure(acceptor(&own, Some(&client))).await;
    let settings = settings().roots(roots(&own));
    assert!(get(adapter(&settings), &server).await.is_err());
    assert!(server.arrived().is_empty());

    let (chain, key) = (client.cert.pem(), client.signing_key.serialize_pem());
    let identity = Identity::from_pem(chain.as_bytes(), key.as_bytes()).unwrap();
    let response = get(adapter(&settings.identity(identity)), &server).await.unwrap();
    assert_eq!(response.into_body().collect(10).await.unwrap(), "ok");
}

#[test]
fn a_key_of_another_certificate_is_refused_by_every_adapter() {
    let (own, other) = (certificate("client"), certificate("client"));
    let (chain, key) = (own.cert.pem(), other.signing_key.serialize_pem());
    let identity = Identity::from_pem(chain.as_bytes(), key.as_bytes()).unwrap();
    let settings = settings().identity(identity);
    let built = [
        #[cfg(feature = "hyper")]
        http_endpoint::HyperTransport::new(&settings).map(drop),
        #[cfg(feature = "reqwest")]
        http_endpoint::ReqwestTransport::new(&settings).map(drop),
        #[cfg(feature = "ureq")]
        http_endpoint::UreqTransport::new(&settings).map(drop),
    ];
    for result in built {
        assert!(matches!(result, Err(BuildTransportError::Identity)), "{result:?}");
    }
}
