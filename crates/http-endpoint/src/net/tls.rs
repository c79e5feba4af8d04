use alloc::sync::Arc;

use rustls::{
    ClientConfig, Error, InconsistentKeys, RootCertStore,
    crypto::ring,
    pki_types::{CertificateDer, pem::PemObject},
    sign::{CertifiedKey, SingleCertAndKey},
};

use super::{BuildTransportError, Identity, NetSettings, TlsSettingsError};

/// A configuration with a provider of its own, so that none need be installed for the process. No ALPN yet.
pub(crate) fn client_config(settings: &NetSettings) -> Result<ClientConfig, BuildTransportError> {
    let client = |error: Error| BuildTransportError::Client(error.into());
    let mut store = RootCertStore::empty();
    if settings.roots.web {
        store.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    }
    for certificate in &settings.roots.own {
        store.add(certificate.clone()).map_err(client)?;
    }
    let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(client)?
        .with_root_certificates(store);
    Ok(match &settings.identity {
        None => builder.with_no_client_auth(),
        Some(identity) => {
            let certified = certified(identity).map_err(|_| BuildTransportError::Identity)?;
            builder.with_client_cert_resolver(Arc::new(SingleCertAndKey::from(certified)))
        }
    })
}

/// Of a key that is borrowed: no copy of it is left for others to wipe.
fn certified(identity: &Identity) -> Result<CertifiedKey, Error> {
    let key = ring::sign::any_supported_type(identity.key.der())?;
    let certified = CertifiedKey::new(identity.chain.clone(), key);
    match certified.keys_match() {
        // Nobody knows, so that the service will say.
        Ok(()) | Err(Error::InconsistentKeys(InconsistentKeys::Unknown)) => Ok(certified),
        Err(error) => Err(error),
    }
}

pub(super) fn certificates(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, TlsSettingsError> {
    let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    let certificates = found.map_err(|_| TlsSettingsError::Certificate)?;
    if certificates.is_empty() {
        return Err(TlsSettingsError::NoCertificate);
    }
    Ok(certificates)
}
