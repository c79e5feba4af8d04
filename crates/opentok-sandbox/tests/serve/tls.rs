use alloc::sync::Arc;

use opentok_sandbox::{
    Options, Sandbox,
    serve::{Certificate, Limits},
};
use rustls::{
    ClientConfig, RootCertStore,
    crypto::ring,
    pki_types::{CertificateDer, ServerName, pem::PemObject},
};
use tokio_rustls::TlsConnector;

use crate::callers::{ABOUT, connect, exchange, start_with};

fn connector(certificate: &Certificate) -> TlsConnector {
    let mut roots = RootCertStore::empty();
    let authority = CertificateDer::from_pem_slice(certificate.authority_pem().as_bytes()).unwrap();
    roots.add(authority).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    TlsConnector::from(Arc::new(config))
}

#[tokio::test]
async fn one_port_speaks_http_and_https() {
    let certificate = Certificate::for_this_machine().unwrap();
    let connector = connector(&certificate);
    let running = start_with(Sandbox::new(Options::new()), Limits::new(), Some(certificate)).await;
    for name in ["localhost", "127.0.0.1"] {
        let name = ServerName::try_from(name).unwrap();
        let mut stream = connector.connect(name, connect(&running).await).await.unwrap();
        assert!(exchange(&mut stream, ABOUT).await.starts_with("HTTP/1.1 200 OK"));
    }
    assert!(
        exchange(&mut connect(&running).await, ABOUT)
            .await
            .starts_with("HTTP/1.1 200 OK")
    );
}

#[tokio::test]
async fn each_certificate_is_vouched_for_by_its_own_authority_only() {
    let certificate = Certificate::for_this_machine().unwrap();
    let other = connector(&Certificate::for_this_machine().unwrap());
    let own = connector(&certificate);
    let running = start_with(Sandbox::new(Options::new()), Limits::new(), Some(certificate)).await;
    let name = |name: &'static str| ServerName::try_from(name).unwrap();
    assert!(other.connect(name("localhost"), connect(&running).await).await.is_err());
    assert!(
        own.connect(name("elsewhere.example"), connect(&running).await)
            .await
            .is_err()
    );
}

#[test]
fn a_certificate_shows_nothing_of_its_key() {
    let certificate = Certificate::for_names(["sandbox.example"]).unwrap();
    assert_eq!(format!("{certificate:?}"), "Certificate(..)");
    assert!(certificate.authority_pem().starts_with("-----BEGIN CERTIFICATE-----"));
    assert!(!certificate.authority_pem().contains("PRIVATE"));
    assert!(Certificate::for_names(["no name"]).is_err() || Certificate::for_names(["ü"]).is_err());
}
