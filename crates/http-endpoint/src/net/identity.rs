use alloc::sync::Arc;
use core::fmt;

use rustls::pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject};
use zeroize::{Zeroize, ZeroizeOnDrop};

use super::{TlsSettingsError, tls::certificates};

/// A client certificate with its chain and its private key.
///
/// Clones share the key. With the last of them it is wiped; what an adapter made of it is the adapter's, as long as
/// that lives.
#[derive(Clone)]
pub struct Identity {
    pub(crate) chain: Vec<CertificateDer<'static>>,
    pub(crate) key: Arc<WipedKey>,
}

/// A private key that leaves nothing behind.
pub(crate) struct WipedKey {
    der: PrivateKeyDer<'static>,
    /// ureq reads keys from nothing else.
    #[cfg(feature = "ureq")]
    pem: Vec<u8>,
}

impl Identity {
    /// Reads the chain, the client's own certificate first, and the key (PKCS#8, PKCS#1 or SEC1). Both may come from
    /// the same PEM. Whether they fit each other is seen when an adapter is built.
    ///
    /// # Errors
    ///
    /// As [`TlsSettingsError`] says, by variant.
    pub fn from_pem(chain: &[u8], key: &[u8]) -> Result<Self, TlsSettingsError> {
        let chain = certificates(chain)?;
        let key = WipedKey {
            der: PrivateKeyDer::from_pem_slice(key).map_err(|_| TlsSettingsError::PrivateKey)?,
            #[cfg(feature = "ureq")]
            pem: key.to_vec(),
        };
        Ok(Self {
            chain,
            key: Arc::new(key),
        })
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Identity(..)")
    }
}

impl WipedKey {
    pub(crate) fn der(&self) -> &PrivateKeyDer<'static> {
        &self.der
    }

    #[cfg(feature = "ureq")]
    pub(crate) fn pem(&self) -> &[u8] {
        &self.pem
    }
}

impl Zeroize for WipedKey {
    fn zeroize(&mut self) {
        self.der.zeroize();
        #[cfg(feature = "ureq")]
        self.pem.zeroize();
    }
}

impl Drop for WipedKey {
    fn drop(&mut self) {
        self.zeroize();
    }
}

impl ZeroizeOnDrop for WipedKey {}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity() -> Identity {
        let own = rcgen::generate_simple_self_signed(["client".to_owned()]).unwrap();
        let (chain, key) = (own.cert.pem(), own.signing_key.serialize_pem());
        Identity::from_pem(chain.as_bytes(), key.as_bytes()).unwrap()
    }

    #[test]
    fn clones_share_one_key_and_the_last_one_wipes_it() {
        fn wipes_itself(_: &impl ZeroizeOnDrop) {}
        let identity = identity();
        let clone = identity.clone();
        assert!(Arc::ptr_eq(&identity.key, &clone.key));
        drop(identity);
        let mut key = Arc::into_inner(clone.key).unwrap();
        wipes_itself(&key);
        assert!(!key.der().secret_der().is_empty());
        key.zeroize();
        assert!(key.der().secret_der().is_empty());
        #[cfg(feature = "ureq")]
        assert!(key.pem().is_empty());
    }

    #[test]
    fn what_is_no_identity_is_refused() {
        let own = rcgen::generate_simple_self_signed(["client".to_owned()]).unwrap();
        let (chain, key) = (own.cert.pem(), own.signing_key.serialize_pem());
        for (chain, key, error) in [
            ("", &*key, TlsSettingsError::NoCertificate),
            (&*key, &*key, TlsSettingsError::NoCertificate),
            (&*chain, "", TlsSettingsError::PrivateKey),
            (&*chain, &*chain, TlsSettingsError::PrivateKey),
            ("-----BEGIN CERTIFICATE-----\n!", &*key, TlsSettingsError::Certificate),
        ] {
            let refused = Identity::from_pem(chain.as_bytes(), key.as_bytes()).unwrap_err();
            assert_eq!(refused, error);
        }
    }
}
