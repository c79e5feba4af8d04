use alloc::sync::Arc;
use core::fmt;

use rustls::{
    ClientConfig, RootCertStore,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
};

use super::{BuildTransportError, NetSettings, TlsSettingsError};

/// Whose certificates to believe.
#[derive(Clone, Debug)]
#[must_use]
pub struct Roots {
    pub(crate) web: bool,
    pub(crate) own: Vec<CertificateDer<'static>>,
}

impl Roots {
    /// The roots that Mozilla's browsers trust, as compiled in with the `webpki-roots` crate.
    pub fn web() -> Self {
        Self {
            web: true,
            own: Vec::new(),
        }
    }

    /// Nobody's, yet.
    pub fn none() -> Self {
        Self {
            web: false,
            own: Vec::new(),
        }
    }

    /// Believes the certificates in this PEM, too.
    ///
    /// # Errors
    ///
    /// [`TlsSettingsError::NoCertificate`] or [`TlsSettingsError::Certificate`].
    pub fn and_pem(mut self, pem: &[u8]) -> Result<Self, TlsSettingsError> {
        let certificates = certificates(pem)?;
        let mut store = RootCertStore::empty();
        for certificate in &certificates {
            store
                .add(certificate.clone())
                .map_err(|_| TlsSettingsError::Certificate)?;
        }
        self.own.extend(certificates);
        Ok(self)
    }
}

/// A client certificate with its chain and its private key.
pub struct Identity {
    pub(crate) chain: Vec<CertificateDer<'static>>,
    pub(crate) key: PrivateKeyDer<'static>,
    /// ureq reads keys from nothing else.
    #[cfg(feature = "ureq")]
    pub(crate) key_pem: Arc<[u8]>,
}

impl Identity {
    /// Reads the chain, the client's own certificate first, and the key (PKCS#8, PKCS#1 or SEC1). Both may come from
    /// the same PEM. Whether they fit each other is seen when an adapter is built.
    ///
    /// # Errors
    ///
    /// As [`TlsSettingsError`] says, by variant.
    pub fn from_pem(chain: &[u8], key: &[u8]) -> Result<Self, TlsSettingsError> {
        Ok(Self {
            chain: certificates(chain)?,
            key: PrivateKeyDer::from_pem_slice(key).map_err(|_| TlsSettingsError::PrivateKey)?,
            #[cfg(feature = "ureq")]
            key_pem: key.into(),
        })
    }
}

impl Clone for Identity {
    fn clone(&self) -> Self {
        Self {
            chain: self.chain.clone(),
            key: self.key.clone_key(),
            #[cfg(feature = "ureq")]
            key_pem: Arc::clone(&self.key_pem),
        }
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Identity(..)")
    }
}

/// A configuration with a provider of its own, so that none need be installed for the process. No ALPN yet.
pub(crate) fn client_config(settings: &NetSettings) -> Result<ClientConfig, BuildTransportError> {
    let client = |error: rustls::Error| BuildTransportError::Client(error.into());
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut store = RootCertStore::empty();
    if settings.roots.web {
        store.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    }
    for certificate in &settings.roots.own {
        store.add(certificate.clone()).map_err(client)?;
    }
    let builder = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(client)?
        .with_root_certificates(store);
    match settings.identity.clone() {
        None => Ok(builder.with_no_client_auth()),
        Some(Identity { chain, key, .. }) => builder
            .with_client_auth_cert(chain, key)
            .map_err(|_| BuildTransportError::Identity),
    }
}

fn certificates(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, TlsSettingsError> {
    let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    let certificates = found.map_err(|_| TlsSettingsError::Certificate)?;
    if certificates.is_empty() {
        return Err(TlsSettingsError::NoCertificate);
    }
    Ok(certificates)
}
