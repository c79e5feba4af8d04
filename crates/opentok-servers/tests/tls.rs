//! HTTPS without a proxy: real handshakes, and whom a client trusts.

#![cfg(feature = "tls")]
#![allow(clippy::unwrap_used, reason = "a test may panic")]

extern crate alloc;

mod support;

use alloc::sync::Arc;
use core::time::Duration;
use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;

use opentok_servers::settings::{Faults, Layer, Sources};
use opentok_servers::tiny::Config;
use rustls::crypto::ring;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, ProtocolVersion, RootCertStore, StreamOwned};
use support::{Service, TinyProcess, send};

const READY: &[u8] = b"GET /readyz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";

/// A certificate for this machine and its key, in files of their own.
struct Identity {
    certificate: CertificateDer<'static>,
    folder: PathBuf,
}

impl Identity {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("opentok-servers-tls-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let own = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        std::fs::write(folder.join("certificate.pem"), own.cert.pem()).unwrap();
        std::fs::write(folder.join("key.pem"), own.signing_key.serialize_pem()).unwrap();
        Self {
            certificate: own.cert.der().clone(),
            folder,
        }
    }

    fn path(&self, file: &str) -> String {
        self.folder.join(file).to_str().unwrap().to_owned()
    }

    /// A server that shows it.
    fn serve(&self, more: &[(&'static str, &str)]) -> TinyProcess {
        let service = Service::start();
        let (certificate, key) = (self.path("certificate.pem"), self.path("key.pem"));
        let mut settings = vec![
            ("TINY_STORE", "memory:"),
            ("TINY_TLS_CERT", &certificate),
            ("TINY_TLS_KEY", &key),
        ];
        settings.extend(more);
        TinyProcess::with_service(service.port, &settings)
    }
}

impl Drop for Identity {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Shakes hands with a server at `port` that calls itself `name`, trusting `root` alone, and asks.
fn ask(port: u16, name: &'static str, root: &Identity, request: &[u8]) -> io::Result<(String, ProtocolVersion)> {
    let mut roots = RootCertStore::empty();
    roots.add(root.certificate.clone()).unwrap();
    let mut config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    let connection = ClientConnection::new(Arc::new(config), ServerName::try_from(name).unwrap()).unwrap();
    let tcp = TcpStream::connect(("127.0.0.1", port))?;
    tcp.set_read_timeout(Some(Duration::from_secs(20)))?;
    let mut stream = StreamOwned::new(connection, tcp);
    stream.write_all(request)?;
    let mut reply = String::new();
    stream.read_to_string(&mut reply)?;
    Ok((reply, stream.conn.protocol_version().unwrap()))
}

#[test]
fn a_client_that_trusts_the_certificate_is_served() {
    let own = Identity::new("trusted");
    let server = own.serve(&[]);
    let (reply, version) = ask(server.port(), "localhost", &own, READY).unwrap();
    assert!(reply.starts_with("HTTP/1.1 200 OK\r\n"), "{reply}");
    assert!(reply.ends_with(r#"{"status":"ready"}"#), "{reply}");
    assert_eq!(version, ProtocolVersion::TLSv1_3);
    let create = b"POST /session HTTP/1.1\r\nhost: localhost\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    let (reply, _) = ask(server.port(), "localhost", &own, create).unwrap();
    assert!(reply.starts_with("HTTP/1.1 201 Created\r\n"), "{reply}");
    server.stop();
}

#[test]
fn a_client_that_trusts_another_root_or_means_another_host_breaks_off() {
    let (own, other) = (Identity::new("own"), Identity::new("other"));
    let server = own.serve(&[]);
    assert!(ask(server.port(), "localhost", &other, READY).is_err());
    assert!(ask(server.port(), "elsewhere.example", &own, READY).is_err());
    // Whoever breaks off keeps nobody else waiting.
    assert!(ask(server.port(), "localhost", &own, READY).is_ok());
    server.stop();
}

#[test]
fn plain_http_is_not_answered_in_plain() {
    let own = Identity::new("plain");
    let server = own.serve(&[]);
    let answer = send(server.port(), READY);
    assert!(answer.is_err(), "{answer:?}");
    server.stop();
}

#[test]
fn beyond_the_limit_of_connections_nothing_is_said_in_plain() {
    let own = Identity::new("full");
    let server = own.serve(&[("TINY_MAX_CONNECTIONS", "1")]);
    let kept = TcpStream::connect(("127.0.0.1", server.port())).unwrap();
    let mut bytes = Vec::new();
    // The first connection may be accepted after the second has knocked; then that one is let in, and says nothing.
    let mut refused = TcpStream::connect(("127.0.0.1", server.port())).unwrap();
    refused.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let _ = refused.read_to_end(&mut bytes);
    assert!(bytes.is_empty(), "{}", String::from_utf8_lossy(&bytes));
    drop(kept);
    server.stop();
}

#[test]
fn files_that_do_not_make_an_identity_are_named_at_start() {
    let (own, other) = (Identity::new("fault-own"), Identity::new("fault-other"));
    let read = |certificate: String, key: String| {
        let pairs = [
            ("OPENTOK_KEY", "12345678".to_owned()),
            ("OPENTOK_SECRET", "s3cret".to_owned()),
            ("TINY_TLS_CERT", certificate),
            ("TINY_TLS_KEY", key),
        ];
        let sources = Sources::new([Layer::from_pairs("test", pairs)]);
        Config::read(&sources, Faults::default())
            .map(drop)
            .map_err(|faults| faults.to_string())
    };
    let (certificate, key) = (own.path("certificate.pem"), own.path("key.pem"));
    assert_eq!(read(certificate.clone(), key.clone()), Ok(()));
    for (certificate, key, named) in [
        (own.path("nowhere.pem"), key.clone(), "TINY_TLS_CERT: "),
        (key.clone(), key, "TINY_TLS_CERT: "),
        (certificate.clone(), own.path("nowhere.pem"), "TINY_TLS_KEY: "),
        (certificate.clone(), certificate.clone(), "TINY_TLS_KEY: "),
        (certificate, other.path("key.pem"), "TINY_TLS_KEY: "),
    ] {
        let faults = read(certificate, key).unwrap_err();
        assert!(faults.starts_with(named) && faults.lines().count() == 1, "{faults}");
    }
}
