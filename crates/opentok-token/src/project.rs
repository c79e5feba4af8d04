use core::fmt;

use crate::api_key::ApiKey;
use crate::secret::ApiSecret;
use crate::session_id::{OwnerFront, SessionId};
use crate::t1::T1Key;

/// A project's key and its secret, the latter already worked into the state that signing starts from.
///
/// Made once, then shared: it is `Send`, `Sync`, cheap to clone, and wiped when dropped. The secret cannot
/// be read back.
///
/// ```
/// use opentok_token::{ApiSecret, Project};
///
/// let project = Project::new("123456".parse()?, ApiSecret::new("1234567890abcdef1234567890abcdef12345678"));
/// assert_eq!(format!("{project:?}"), r#"Project { key: ApiKey("123456"), .. }"#);
/// # Ok::<(), opentok_token::ParseApiKeyError>(())
/// ```
#[doc(alias = "OpenTokSDK")]
#[derive(Clone)]
pub struct Project {
    key: ApiKey,
    session_front: OwnerFront,
    t1: T1Key,
    #[cfg(feature = "jwt")]
    jwt: compact_jws::Hs256Key,
}

impl Project {
    /// Takes a project's credentials.
    pub fn new(key: ApiKey, secret: ApiSecret<'_>) -> Self {
        Self {
            key,
            session_front: OwnerFront::new(key.as_str().as_bytes()),
            t1: T1Key::new(&key, secret),
            #[cfg(feature = "jwt")]
            jwt: compact_jws::Hs256Key::new(secret.expose().as_bytes()),
        }
    }

    /// The project's key.
    pub fn key(&self) -> &ApiKey {
        &self.key
    }

    /// Whether the id says that the session is one of this project.
    #[inline]
    pub fn owns(&self, session: &SessionId) -> bool {
        self.session_front.owns(session) || (!session.is_of_version_1() && session.belongs_to(&self.key))
    }

    pub(crate) fn t1_key(&self) -> &T1Key {
        &self.t1
    }

    #[cfg(feature = "jwt")]
    pub(crate) fn jwt_key(&self) -> &compact_jws::Hs256Key {
        &self.jwt
    }

    /// A project no token is from, to spend on tokens of unknown projects the time that known ones cost.
    pub(crate) fn decoy() -> Self {
        let key = "-".parse().expect("a legal key");
        Self::new(key, ApiSecret::new(""))
    }
}

impl fmt::Debug for Project {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Project")
            .field("key", &self.key)
            .finish_non_exhaustive()
    }
}

/// Where a verifier finds the project that a token claims to be from.
///
/// Implemented for one [`Project`], for slices, and for maps keyed by [`ApiKey`]. Look-ups that fail cost a
/// verifier the same work as those that succeed, and lead to the same error.
pub trait Projects {
    /// The project with this key, compared byte for byte.
    fn find(&self, key: &str) -> Option<&Project>;
}

impl Projects for Project {
    fn find(&self, key: &str) -> Option<&Project> {
        (self.key.as_bytes() == key.as_bytes()).then_some(self)
    }
}

impl Projects for [Project] {
    fn find(&self, key: &str) -> Option<&Project> {
        self.iter().find_map(|project| project.find(key))
    }
}

impl<const N: usize> Projects for [Project; N] {
    fn find(&self, key: &str) -> Option<&Project> {
        self.as_slice().find(key)
    }
}

impl<P: Projects + ?Sized> Projects for &P {
    fn find(&self, key: &str) -> Option<&Project> {
        (**self).find(key)
    }
}

#[cfg(feature = "alloc")]
impl Projects for alloc::vec::Vec<Project> {
    fn find(&self, key: &str) -> Option<&Project> {
        self.as_slice().find(key)
    }
}

#[cfg(feature = "alloc")]
impl Projects for alloc::collections::BTreeMap<ApiKey, Project> {
    fn find(&self, key: &str) -> Option<&Project> {
        self.get(key)
    }
}

#[cfg(feature = "alloc")]
impl<P: Projects + ?Sized> Projects for alloc::sync::Arc<P> {
    fn find(&self, key: &str) -> Option<&Project> {
        (**self).find(key)
    }
}

#[cfg(feature = "std")]
impl<S: core::hash::BuildHasher> Projects for std::collections::HashMap<ApiKey, Project, S> {
    fn find(&self, key: &str) -> Option<&Project> {
        self.get(key)
    }
}
