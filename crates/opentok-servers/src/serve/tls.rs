use alloc::sync::Arc;
use core::fmt;
use std::io;
use std::path::Path;

use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

/// A certificate and its key: TLS 1.2 and 1.3 by rustls with ring.
#[derive(Clone)]
pub struct Tls(TlsAcceptor);

impl Tls {
    /// Reads a chain of certificates and a key, both PEM.
    ///
    /// # Errors
    ///
    /// If one cannot be read, or they do not belong together.
    pub fn read_files(certificates: &Path, key: &Path) -> Result<Self, ReadTlsError> {
        let chain = CertificateDer::pem_file_iter(certificates)
            .and_then(Iterator::collect::<Result<Vec<_>, _>>)
            .map_err(|_| ReadTlsError::Certificates)?;
        if chain.is_empty() {
            return Err(ReadTlsError::Certificates);
        }
        let key = PrivateKeyDer::from_pem_file(key).map_err(|_| ReadTlsError::Key)?;
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .and_then(|builder| builder.with_no_client_auth().with_single_cert(chain, key))
            .map_err(|_| ReadTlsError::Pair)?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self(TlsAcceptor::from(Arc::new(config))))
    }

    pub(crate) async fn accept(&self, stream: TcpStream) -> io::Result<TlsStream<TcpStream>> {
        self.0.accept(stream).await
    }
}

impl fmt::Debug for Tls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tls(..)")
    }
}

/// Why there is no [`Tls`].
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum ReadTlsError {
    /// The file of certificates cannot be read, or holds none.
    Certificates,
    /// The file of the key cannot be read, or holds none.
    Key,
    /// Certificate and key do not belong together, or are of a kind that is not supported.
    Pair,
}

impl fmt::Display for ReadTlsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Certificates => "no PEM certificate can be read from the file",
            Self::Key => "no PEM private key can be read from the file",
            Self::Pair => "certificate and key do not belong together or are not supported",
        })
    }
}

impl core::error::Error for ReadTlsError {}
