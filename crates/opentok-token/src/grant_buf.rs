use alloc::boxed::Box;
use alloc::string::String;
use core::time::Duration;

use crate::grant::{Classes, Expiry, Grant};
use crate::role::Role;
use crate::session_id::SessionId;
use crate::time::{UnixSeconds, whole_seconds};
use crate::verify::Claims;

/// A [`Grant`] that owns its texts: to keep, to send, to read from a file, to make from [`Claims`].
///
/// With feature `serde` it reads and writes as
/// `{"session_id":…,"role":…,"data":…,"layout_classes":[…],"expires_in":…,"expires_at":…}`, all but the first
/// optional and the last two exclusive.
///
/// ```
/// use opentok_token::{GrantBuf, Role, SessionId};
///
/// let session: SessionId = "1_MX40NTY3NjYzMn5-MTQ4MTY3NjYzMn5".parse()?;
/// let grant = GrantBuf::new(session).role(Role::Subscriber).data("name=Bob");
/// # let _ = grant.as_grant();
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
#[must_use = "a grant does nothing until it is signed"]
pub struct GrantBuf {
    session: SessionId,
    role: Role,
    data: Option<Box<str>>,
    /// Joined by spaces.
    classes: Box<str>,
    expiry: Expiry,
}

impl GrantBuf {
    /// A grant for one session, with the defaults of [`Grant::new`].
    pub fn new(session: SessionId) -> Self {
        Self {
            session,
            role: Role::Publisher,
            data: None,
            classes: Box::default(),
            expiry: Expiry::Default,
        }
    }

    /// Sets the role.
    pub const fn role(mut self, role: Role) -> Self {
        self.role = role;
        self
    }

    /// Sets the connection data.
    pub fn data(mut self, data: impl Into<Box<str>>) -> Self {
        self.data = Some(data.into());
        self
    }

    /// Sets the layout classes. One that holds a space becomes several, as in the token.
    pub fn layout_classes<C: AsRef<str>>(mut self, classes: impl IntoIterator<Item = C>) -> Self {
        let mut joined = String::new();
        for (index, class) in classes.into_iter().enumerate() {
            if index > 0 {
                joined.push(' ');
            }
            joined.push_str(class.as_ref());
        }
        self.classes = joined.into_boxed_str();
        self
    }

    /// Ends the token this long after it is made; part seconds are dropped.
    pub const fn expires_in(mut self, lifetime: Duration) -> Self {
        self.expiry = Expiry::After(whole_seconds(lifetime));
        self
    }

    /// Ends the token at a moment.
    pub const fn expires_at(mut self, moment: UnixSeconds) -> Self {
        self.expiry = Expiry::At(moment);
        self
    }

    /// The grant, to be signed.
    pub fn as_grant(&self) -> Grant<'_> {
        Grant {
            session: &self.session,
            role: self.role,
            data: self.data.as_deref(),
            classes: Classes::Joined(&self.classes),
            expiry: self.expiry,
        }
    }
}

impl<'a> From<&'a GrantBuf> for Grant<'a> {
    fn from(grant: &'a GrantBuf) -> Self {
        grant.as_grant()
    }
}

/// The grant that makes a token like the one verified, but for its time: sign it to prolong a stay.
impl From<Claims<'_>> for GrantBuf {
    fn from(claims: Claims<'_>) -> Self {
        let grant = Self::new(claims.session())
            .role(claims.role())
            .layout_classes(claims.layout_classes());
        match claims.data() {
            Some(data) => grant.data(data),
            None => grant,
        }
    }
}

#[cfg(feature = "serde")]
mod wire {
    use alloc::vec::Vec;

    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::*;

    #[derive(Deserialize, Serialize)]
    #[serde(rename = "Grant", deny_unknown_fields)]
    struct Form<'g> {
        session_id: SessionId,
        #[serde(default)]
        role: Role,
        #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
        data: Option<alloc::borrow::Cow<'g, str>>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        layout_classes: Vec<alloc::borrow::Cow<'g, str>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        expires_in: Option<u64>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        expires_at: Option<UnixSeconds>,
    }

    impl Serialize for GrantBuf {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let (expires_in, expires_at) = match self.expiry {
                Expiry::Default => (None, None),
                Expiry::After(seconds) => (Some(seconds), None),
                Expiry::At(moment) => (None, Some(moment)),
            };
            Form {
                session_id: self.session,
                role: self.role,
                data: self.data.as_deref().map(Into::into),
                layout_classes: Classes::Joined(&self.classes).iter().map(Into::into).collect(),
                expires_in,
                expires_at,
            }
            .serialize(serializer)
        }
    }

    impl<'de> Deserialize<'de> for GrantBuf {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let form = Form::deserialize(deserializer)?;
            let mut grant = Self::new(form.session_id)
                .role(form.role)
                .layout_classes(form.layout_classes);
            grant.data = form.data.map(|data| data.into_owned().into());
            grant.expiry = match (form.expires_in, form.expires_at) {
                (None, None) => Expiry::Default,
                (Some(seconds), None) => Expiry::After(seconds),
                (None, Some(moment)) => Expiry::At(moment),
                (Some(_), Some(_)) => return Err(D::Error::custom("expires_in and expires_at exclude each other")),
            };
            Ok(grant)
        }
    }
}
