#[cfg(any(feature = "hyper", feature = "reqwest"))]
mod awaited {
    use http_endpoint::{Sleeper, net::NetSettings};

    use crate::{Environment, Error, OpenTok, patient};

    /// Objects that go through the network, with [`NetSettings::new`] and the patience of [`patient`].
    impl OpenTok {
        /// By reqwest: HTTP/1.1 and HTTP/2. Opens nothing yet; calls must be awaited on a Tokio runtime.
        ///
        /// # Errors
        ///
        /// [`Error::Transport`] if the HTTP client cannot be made.
        #[cfg(feature = "reqwest")]
        pub fn reqwest(environment: impl Into<Environment>) -> Result<Self, Error> {
            let transport = http_endpoint::ReqwestTransport::new(&NetSettings::new())?;
            Ok(Self::new(patient(transport, Sleeper::tokio()), environment))
        }

        /// By hyper: HTTP/1.1, few dependencies. Opens nothing yet; calls must be awaited on a Tokio runtime.
        ///
        /// # Errors
        ///
        /// [`Error::Transport`] if the HTTP client cannot be made.
        #[cfg(feature = "hyper")]
        pub fn hyper(environment: impl Into<Environment>) -> Result<Self, Error> {
            let transport = http_endpoint::HyperTransport::new(&NetSettings::new())?;
            Ok(Self::new(patient(transport, Sleeper::tokio()), environment))
        }
    }
}

#[cfg(feature = "ureq")]
mod waiting {
    use http_endpoint::{UreqTransport, net::NetSettings};

    use crate::{
        Environment, Error,
        blocking::{OpenTok, patient},
    };

    /// Objects that go through the network, with [`NetSettings::new`] and the patience of [`patient`].
    impl OpenTok {
        /// By ureq: no runtime. Opens nothing yet.
        ///
        /// # Errors
        ///
        /// [`Error::Transport`] if the HTTP client cannot be made.
        pub fn ureq(environment: impl Into<Environment>) -> Result<Self, Error> {
            let transport = UreqTransport::new(&NetSettings::new())?;
            Ok(Self::new(patient(transport), environment))
        }
    }
}
