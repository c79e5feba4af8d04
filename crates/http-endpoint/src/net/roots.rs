use rustls::{RootCertStore, pki_types::CertificateDer};

use super::{TlsSettingsError, tls::certificates};

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

    /// The roots that this machine trusts, as they are now: its store, or the file and the folders that the environment
    /// variables `SSL_CERT_FILE` and `SSL_CERT_DIR` name. What cannot be read among them is left out.
    ///
    /// Reads files, or asks the system: do it once. Needs the feature `system-roots`.
    ///
    /// # Errors
    ///
    /// [`TlsSettingsError::SystemRoots`] if nothing is left.
    #[cfg(feature = "system-roots")]
    pub fn system() -> Result<Self, TlsSettingsError> {
        let mut own = rustls_native_certs::load_native_certs().certs;
        own.retain(|certificate| RootCertStore::empty().add(certificate.clone()).is_ok());
        if own.is_empty() {
            return Err(TlsSettingsError::SystemRoots);
        }
        Ok(Self { web: false, own })
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
