/// Defines what both objects do without a call, the one that is awaited and the one that waits: each over the client that
/// makes its calls.
macro_rules! tokens {
    ($object:ty, $client:ty) => {
        impl<T> $object {
            /// Makes a token for one client: a T1 token in the OpenTok environment, a JWT in the unified one.
            ///
            /// A session's id alone is a grant for a publisher, good for 24 hours. Tokens begin at the client's own time.
            ///
            /// # Errors
            ///
            /// [`Error::Token`](crate::Error::Token) if the grant is over a limit or the session is of another project,
            /// [`Error::NoTokens`](crate::Error::NoTokens) if these credentials sign none.
            #[doc(alias = "generateToken")]
            #[doc(alias = "GenerateToken")]
            #[doc(alias = "generate_client_token")]
            pub fn generate_token<'g>(&self, grant: impl Into<Grant<'g>>) -> Result<Token, crate::Error> {
                let client = self.client();
                self.0.token(&grant.into(), client.credentials(), client.now())
            }

            /// Makes a token for one client as a JWT, in both environments.
            ///
            /// # Errors
            ///
            /// As [`generate_token`](Self::generate_token).
            pub fn generate_jwt<'g>(&self, grant: impl Into<Grant<'g>>) -> Result<Token, crate::Error> {
                let client = self.client();
                self.0.jwt(&grant.into(), client.credentials(), client.now())
            }

            /// The client beneath: whole lists, other credentials, everything that has no short method here.
            pub fn client(&self) -> &$client {
                &self.0.client
            }
        }

        /// For a client with settings of its own: a clock, a name, the clock's correction.
        impl<T> From<$client> for $object {
            fn from(client: $client) -> Self {
                let credentials = client.credentials().clone();
                Self(Arc::new(Parts::new(client, &credentials)))
            }
        }

        impl<T> Clone for $object {
            fn clone(&self) -> Self {
                Self(Arc::clone(&self.0))
            }
        }

        /// Says whose object it is and nothing else.
        impl<T> core::fmt::Debug for $object {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.debug_struct("OpenTok")
                    .field("credentials", self.client().credentials())
                    .finish_non_exhaustive()
            }
        }
    };
}

pub(crate) use tokens;
