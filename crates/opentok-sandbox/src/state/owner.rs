use alloc::sync::Arc;
use core::fmt;
use std::collections::HashMap;

use compact_jws::{Hs256Key, RsaPublicKey};
use opentok_token::{ApiKey, ApiSecret, ApplicationId, Project};
use serde_json::{Value, json};

use super::{Chance, StorageTarget, Usage};
use crate::secret::Secret;

/// Names a project or an application within the sandbox.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(crate) struct OwnerId(u32);

/// Who sessions and archives belong to: a project of the OpenTok environment, or an application of the unified one.
pub(crate) struct Owner {
    /// The API key, or the application's id.
    pub(crate) name: Box<str>,
    pub(crate) credential: Credential,
    pub(crate) title: Box<str>,
    pub(crate) created_ms: u64,
    pub(crate) is_suspended: bool,
    pub(crate) is_deleted: bool,
    pub(crate) storage: Option<StorageTarget>,
    pub(crate) usage: Usage,
}

/// What an owner's callers sign with.
#[derive(Clone)]
pub(crate) enum Credential {
    Project(Arc<ProjectCredential>),
    Application(Arc<ApplicationCredential>),
}

/// A project's secret, and the keys made of it.
pub(crate) struct ProjectCredential {
    pub(crate) secret: Secret,
    pub(crate) rest: Hs256Key,
    pub(crate) project: Project,
}

/// An application's key. The private half is known if the sandbox gave it out.
pub(crate) struct ApplicationCredential {
    pub(crate) id: ApplicationId,
    pub(crate) public_key: RsaPublicKey,
    pub(crate) private_pem: Option<&'static str>,
}

impl Credential {
    pub(crate) fn project(key: ApiKey, secret: &str) -> Self {
        Self::Project(Arc::new(ProjectCredential {
            secret: secret.into(),
            rest: Hs256Key::new(secret.as_bytes()),
            project: Project::new(key, ApiSecret::new(secret)),
        }))
    }

    pub(crate) fn application(id: ApplicationId, public_key: Option<RsaPublicKey>) -> Self {
        let shipped = || RsaPublicKey::from_pem(PUBLIC_PEM).expect("the shipped key is sound");
        Self::Application(Arc::new(ApplicationCredential {
            id,
            private_pem: public_key.is_none().then_some(PRIVATE_PEM),
            public_key: public_key.unwrap_or_else(shipped),
        }))
    }
}

impl Owner {
    pub(crate) const fn is_application(&self) -> bool {
        matches!(self.credential, Credential::Application(_))
    }

    /// The field that tells the owner in archives and broadcasts: a number for projects, as the service writes it.
    pub(crate) fn field(&self) -> (&'static str, Value) {
        match (self.is_application(), self.name.parse::<u64>()) {
            (true, _) => ("applicationId", self.name.as_ref().into()),
            (false, Ok(number)) if number.to_string() == *self.name => ("projectId", number.into()),
            (false, _) => ("projectId", self.name.as_ref().into()),
        }
    }

    /// The same field where the service writes a text.
    pub(crate) fn text_field(&self) -> (&'static str, Value) {
        (self.field().0, self.name.as_ref().into())
    }

    /// The project as account management describes it, with its secret only where it is asked for.
    pub(crate) fn describe(&self, with_secret: bool) -> Value {
        let mut fields = json!({
            "id": self.name,
            "status": if self.is_suspended { "SUSPENDED" } else { "ACTIVE" },
            "name": self.title,
            "environment": "standard",
            "createdAt": self.created_ms,
        });
        if let (true, Credential::Project(credential)) = (with_secret, &self.credential) {
            fields["secret"] = credential.secret.expose().into();
        }
        fields
    }
}

/// All projects and applications, and the account they belong to.
#[derive(Debug)]
pub(crate) struct Owners {
    list: Vec<Owner>,
    by_name: HashMap<Box<str>, OwnerId>,
    pub(crate) account: Account,
    next_key: u64,
}

/// The account's own key and secret, for account management.
pub(crate) struct Account {
    pub(crate) key: Box<str>,
    pub(crate) secret: Secret,
    pub(crate) jwt: Hs256Key,
}

impl Owners {
    /// The API key of the project that is always there.
    pub(crate) const DEFAULT_KEY: &str = "10000001";
    /// The id of the application that is always there.
    pub(crate) const DEFAULT_APPLICATION: &str = "0b6f2e84-7c1d-4a53-9e60-5d2c8f1a7b39";
    /// The key of the account.
    pub(crate) const ACCOUNT_KEY: &str = "10000000";

    pub(crate) fn new(chance: &mut Chance, now_ms: u64) -> Self {
        let account_secret = chance.secret();
        let mut owners = Self {
            list: Vec::new(),
            by_name: HashMap::new(),
            account: Account {
                key: Self::ACCOUNT_KEY.into(),
                jwt: Hs256Key::new(account_secret.as_bytes()),
                secret: account_secret.into(),
            },
            next_key: 10_000_002,
        };
        let key = Self::DEFAULT_KEY.parse().expect("a legal key");
        owners.put(
            Self::DEFAULT_KEY,
            Credential::project(key, &chance.secret()),
            "",
            now_ms,
        );
        let id = Self::DEFAULT_APPLICATION.parse().expect("a legal id");
        owners.put(Self::DEFAULT_APPLICATION, Credential::application(id, None), "", now_ms);
        owners
    }

    /// Adds an owner, or gives one that is there these credentials.
    pub(crate) fn put(&mut self, name: &str, credential: Credential, title: &str, now_ms: u64) -> OwnerId {
        if let Some(id) = self.by_name.get(name) {
            let owner = &mut self.list[id.0 as usize];
            owner.credential = credential;
            owner.is_suspended = false;
            owner.is_deleted = false;
            return *id;
        }
        let id = OwnerId(u32::try_from(self.list.len()).expect("owners are bounded"));
        self.list.push(Owner {
            name: name.into(),
            credential,
            title: title.into(),
            created_ms: now_ms,
            is_suspended: false,
            is_deleted: false,
            storage: None,
            usage: Usage::default(),
        });
        self.by_name.insert(name.into(), id);
        id
    }

    /// An API key that is still free.
    pub(crate) fn free_key(&mut self) -> ApiKey {
        loop {
            let key = self.next_key.to_string();
            self.next_key += 1;
            if !self.by_name.contains_key(key.as_str()) {
                return key.parse().expect("digits are a legal key");
            }
        }
    }

    /// The owner of a name, unless deleted.
    pub(crate) fn find(&self, name: &str) -> Option<OwnerId> {
        let id = *self.by_name.get(name)?;
        (!self.get(id).is_deleted).then_some(id)
    }

    pub(crate) fn get(&self, id: OwnerId) -> &Owner {
        &self.list[id.0 as usize]
    }

    pub(crate) fn get_mut(&mut self, id: OwnerId) -> &mut Owner {
        &mut self.list[id.0 as usize]
    }

    /// Everyone who has not been deleted, in the order of their creation.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Owner> {
        self.list.iter().filter(|owner| !owner.is_deleted)
    }

    /// How many there are, deleted ones included.
    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }
}

impl opentok_token::Projects for Owners {
    fn find(&self, key: &str) -> Option<&Project> {
        match &self.get(Self::find(self, key)?).credential {
            Credential::Project(credential) => Some(&credential.project),
            Credential::Application(_) => None,
        }
    }
}

impl fmt::Debug for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Owner")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Account")
            .field("key", &self.key)
            .finish_non_exhaustive()
    }
}

/// The key pair of applications that bring none. Everyone has it: it protects nothing.
const PRIVATE_PEM: &str = include_str!("../../data/sandbox_application_private.pem");
const PUBLIC_PEM: &str = include_str!("../../data/sandbox_application_public.pem");
