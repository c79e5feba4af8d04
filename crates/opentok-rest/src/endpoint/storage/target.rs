use core::fmt;

use serde::{Serialize, Serializer, ser::SerializeStruct};

use crate::{
    ArgumentError,
    option::{Secret, WebUrl},
};

/// The bucket or container into which the service puts archives.
///
/// ```
/// use opentok_rest::storage::{S3, StorageTarget};
/// use opentok_rest::option::Secret;
///
/// let target: StorageTarget = S3::new("AKEXAMPLE", Secret::new("s3cr3t"), "my-archives")?
///     .endpoint("https://storage.example.net".parse()?)
///     .into();
/// assert!(!format!("{target:?}").contains("s3cr3t"));
/// # Ok::<(), opentok_rest::ArgumentError>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum StorageTarget {
    /// Amazon S3, or a store that speaks its language.
    S3(S3),
    /// Azure Blob Storage.
    Azure(Azure),
}

/// A bucket of S3.
#[derive(Clone)]
#[must_use]
pub struct S3 {
    access_key: Secret,
    secret_key: Secret,
    bucket: Box<str>,
    endpoint: Option<WebUrl>,
}

/// A container of Azure.
#[derive(Clone)]
#[must_use]
pub struct Azure {
    account_name: Box<str>,
    account_key: Secret,
    container: Box<str>,
    domain: Option<Box<str>>,
}

impl S3 {
    /// A bucket, and the pair of keys that opens it.
    ///
    /// # Errors
    ///
    /// [`ArgumentError::Empty`] if any of them is.
    pub fn new(
        access_key: impl Into<String>,
        secret_key: Secret,
        bucket: impl Into<Box<str>>,
    ) -> Result<Self, ArgumentError> {
        let (access_key, bucket) = (Secret::new(access_key), bucket.into());
        not_empty("config.accessKey", access_key.expose())?;
        not_empty("config.secretKey", secret_key.expose())?;
        not_empty("config.bucket", &bucket)?;
        Ok(Self {
            access_key,
            secret_key,
            bucket,
            endpoint: None,
        })
    }

    /// Where a store other than Amazon's is. Default: `https://s3.amazonaws.com`.
    pub fn endpoint(mut self, endpoint: WebUrl) -> Self {
        self.endpoint = Some(endpoint);
        self
    }
}

impl Azure {
    /// A container, and the account that it is in.
    ///
    /// # Errors
    ///
    /// [`ArgumentError::Empty`] if any of them is.
    pub fn new(
        account_name: impl Into<Box<str>>,
        account_key: Secret,
        container: impl Into<Box<str>>,
    ) -> Result<Self, ArgumentError> {
        let (account_name, container) = (account_name.into(), container.into());
        not_empty("config.accountName", &account_name)?;
        not_empty("config.accountKey", account_key.expose())?;
        not_empty("config.container", &container)?;
        Ok(Self {
            account_name,
            account_key,
            container,
            domain: None,
        })
    }

    /// The domain of a cloud other than the public one.
    pub fn domain(mut self, domain: impl Into<Box<str>>) -> Self {
        self.domain = Some(domain.into());
        self
    }
}

impl StorageTarget {
    /// The word of the wire.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::S3(_) => "s3",
            Self::Azure(_) => "azure",
        }
    }
}

impl From<S3> for StorageTarget {
    fn from(s3: S3) -> Self {
        Self::S3(s3)
    }
}

impl From<Azure> for StorageTarget {
    fn from(azure: Azure) -> Self {
        Self::Azure(azure)
    }
}

/// The `config` of the wire, keys and all.
pub(super) struct ConfigBody<'a>(pub(super) &'a StorageTarget);

impl Serialize for ConfigBody<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Config", 4)?;
        match self.0 {
            StorageTarget::S3(s3) => {
                fields.serialize_field("accessKey", s3.access_key.expose())?;
                fields.serialize_field("secretKey", s3.secret_key.expose())?;
                fields.serialize_field("bucket", &s3.bucket)?;
                if let Some(endpoint) = &s3.endpoint {
                    fields.serialize_field("endpoint", endpoint.expose())?;
                }
            }
            StorageTarget::Azure(azure) => {
                fields.serialize_field("accountName", &azure.account_name)?;
                fields.serialize_field("accountKey", azure.account_key.expose())?;
                fields.serialize_field("container", &azure.container)?;
                if let Some(domain) = &azure.domain {
                    fields.serialize_field("domain", domain)?;
                }
            }
        }
        fields.end()
    }
}

impl fmt::Debug for S3 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("S3")
            .field("bucket", &self.bucket)
            .field("endpoint", &self.endpoint)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Azure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Azure")
            .field("container", &self.container)
            .field("domain", &self.domain)
            .finish_non_exhaustive()
    }
}

fn not_empty(name: &'static str, text: &str) -> Result<(), ArgumentError> {
    ArgumentError::check_len(name, text, 1..=usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_required_may_be_empty() {
        let secret = || Secret::new("k");
        for (name, result) in [
            ("config.accessKey", S3::new("", secret(), "b")),
            ("config.secretKey", S3::new("a", Secret::new(""), "b")),
            ("config.bucket", S3::new("a", secret(), "")),
        ] {
            assert_eq!(result.unwrap_err(), ArgumentError::Empty { name });
        }
        for (name, result) in [
            ("config.accountName", Azure::new("", secret(), "c")),
            ("config.accountKey", Azure::new("a", Secret::new(""), "c")),
            ("config.container", Azure::new("a", secret(), "")),
        ] {
            assert_eq!(result.unwrap_err(), ArgumentError::Empty { name });
        }
        assert!(S3::new("a", secret(), "b").is_ok() && Azure::new("a", secret(), "c").is_ok());
    }

    #[test]
    fn debug_shows_no_key() {
        let s3 = S3::new("AKEXAMPLE", Secret::new("s3cr3t"), "my-archives").unwrap();
        let azure = Azure::new("acct", Secret::new("a2V5"), "archives").unwrap();
        let shown = format!("{s3:?} {azure:?}");
        assert!(shown.contains("my-archives") && shown.contains("archives"), "{shown}");
        for secret in ["AKEXAMPLE", "s3cr3t", "acct", "a2V5"] {
            assert!(!shown.contains(secret), "{shown}");
        }
    }
}
