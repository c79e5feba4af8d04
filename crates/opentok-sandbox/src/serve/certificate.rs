use alloc::sync::Arc;
use core::{error::Error, fmt};

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa, KeyPair,
    KeyUsagePurpose,
};
use rustls::{ServerConfig, crypto::ring, pki_types::PrivateKeyDer};

/// A certificate for HTTPS, made anew, with an authority of its own that vouches for it and for nothing else.
///
/// Clients trust the authority, whose PEM [`authority_pem`](Self::authority_pem) gives: `NODE_EXTRA_CA_CERTS`,
/// `SSL_CERT_FILE`, `REQUESTS_CA_BUNDLE` and the like take it as a file.
#[derive(Clone)]
pub struct Certificate {
    authority_pem: String,
    pub(super) config: Arc<ServerConfig>,
}

impl Certificate {
    /// A certificate for `localhost`, `127.0.0.1` and `::1`.
    ///
    /// # Errors
    ///
    /// As [`for_names`](Self::for_names).
    pub fn for_this_machine() -> Result<Self, MakeCertificateError> {
        Self::for_names(["localhost", "127.0.0.1", "::1"])
    }

    /// A certificate for these names and addresses.
    ///
    /// # Errors
    ///
    /// [`MakeCertificateError`] if one is neither, or if the system gives no random numbers.
    pub fn for_names<'n>(names: impl IntoIterator<Item = &'n str>) -> Result<Self, MakeCertificateError> {
        let names: Vec<_> = names.into_iter().map(str::to_owned).collect();
        Self::make(names).map_err(MakeCertificateError)
    }

    /// The authority, as PEM.
    pub fn authority_pem(&self) -> &str {
        &self.authority_pem
    }

    fn make(names: Vec<String>) -> Result<Self, Box<dyn Error + Send + Sync>> {
        let mut params = CertificateParams::default();
        params
            .distinguished_name
            .push(DnType::CommonName, "opentok-sandbox authority");
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        let authority = CertifiedIssuer::self_signed(params, KeyPair::generate()?)?;

        let mut params = CertificateParams::new(names)?;
        params.distinguished_name.push(DnType::CommonName, "opentok-sandbox");
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.use_authority_key_identifier_extension = true;
        let key = KeyPair::generate()?;
        let certificate = params.signed_by(&key, &authority)?;

        let key = PrivateKeyDer::try_from(key.serialize_der())?;
        let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self {
            authority_pem: authority.pem(),
            config: Arc::new(config),
        })
    }
}

impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Certificate(..)")
    }
}

/// No certificate could be made.
#[derive(Debug)]
pub struct MakeCertificateError(Box<dyn Error + Send + Sync>);

impl fmt::Display for MakeCertificateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no certificate could be made")
    }
}

impl Error for MakeCertificateError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&*self.0)
    }
}
