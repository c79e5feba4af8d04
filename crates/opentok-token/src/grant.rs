use core::time::Duration;

use crate::limits::DEFAULT_LIFETIME;
use crate::role::Role;
use crate::session_id::SessionId;
use crate::time::{UnixSeconds, whole_seconds};

/// What a client token is to let its bearer do.
///
/// Only the session has no default: role publisher, no connection data, no layout classes, 24 hours.
/// Nothing is checked here; the signer refuses what is over a limit.
///
/// ```
/// use core::time::Duration;
/// use opentok_token::{Grant, Role, SessionId};
///
/// let session: SessionId = "1_MX40NTY3NjYzMn5-MTQ4MTY3NjYzMn5".parse()?;
/// let grant = Grant::new(&session)
///     .role(Role::Moderator)
///     .data("name=Bob,level=4")
///     .layout_classes(&["focus", "wide"])
///     .expires_in(Duration::from_secs(3600));
/// # let _ = grant;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
#[must_use = "a grant does nothing until it is signed"]
pub struct Grant<'a> {
    pub(crate) session: &'a SessionId,
    pub(crate) role: Role,
    pub(crate) data: Option<&'a str>,
    pub(crate) classes: Classes<'a>,
    pub(crate) expiry: Expiry,
}

/// Layout classes, apart or joined by spaces.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Classes<'a> {
    List(&'a [&'a str]),
    #[cfg(feature = "alloc")]
    Joined(&'a str),
}

impl<'a> Classes<'a> {
    #[inline]
    pub(crate) fn iter(self) -> impl Iterator<Item = &'a str> + Clone {
        let (list, joined) = match self {
            Self::List(list) => (list, ""),
            #[cfg(feature = "alloc")]
            Self::Joined(joined) => (&[] as &[&str], joined),
        };
        // A text without a class would otherwise be split into one empty class.
        let words = joined.split(' ').filter(move |_| !joined.is_empty());
        list.iter().copied().chain(words)
    }

    #[inline]
    pub(crate) fn is_empty(self) -> bool {
        match self {
            Self::List(list) => list.is_empty(),
            #[cfg(feature = "alloc")]
            Self::Joined(joined) => joined.is_empty(),
        }
    }
}

/// When a token ends, in the form it was asked for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Expiry {
    Default,
    After(u64),
    At(UnixSeconds),
}

impl<'a> Grant<'a> {
    /// A grant for one session.
    pub const fn new(session: &'a SessionId) -> Self {
        Self {
            session,
            role: Role::Publisher,
            data: None,
            classes: Classes::List(&[]),
            expiry: Expiry::Default,
        }
    }

    /// Sets the role.
    pub const fn role(mut self, role: Role) -> Self {
        self.role = role;
        self
    }

    /// Sets the connection data: text that every client in the session sees with this one.
    ///
    /// At most [`MAX_CONNECTION_DATA`](crate::limits::MAX_CONNECTION_DATA) characters.
    #[doc(alias = "connection_data")]
    pub const fn data(mut self, data: &'a str) -> Self {
        self.data = Some(data);
        self
    }

    /// Sets the layout classes that the client's streams start with.
    ///
    /// A class is not empty and holds no white space; joined by spaces they have at most
    /// [`MAX_LAYOUT_CLASSES`](crate::limits::MAX_LAYOUT_CLASSES) characters.
    #[doc(alias = "initial_layout_class_list")]
    pub const fn layout_classes(mut self, classes: &'a [&'a str]) -> Self {
        self.classes = Classes::List(classes);
        self
    }

    /// Ends the token this long after it is made; part seconds are dropped. At most 30 days.
    pub const fn expires_in(mut self, lifetime: Duration) -> Self {
        self.expiry = Expiry::After(whole_seconds(lifetime));
        self
    }

    /// Ends the token at a moment, at most 30 days after it is made.
    #[doc(alias = "expire_time")]
    pub const fn expires_at(mut self, moment: UnixSeconds) -> Self {
        self.expiry = Expiry::At(moment);
        self
    }

    /// The moment the token ends if it is made at `now`.
    pub(crate) const fn end(&self, now: UnixSeconds) -> UnixSeconds {
        match self.expiry {
            Expiry::Default => now.plus(DEFAULT_LIFETIME),
            Expiry::After(seconds) => now.plus(seconds),
            Expiry::At(moment) => moment,
        }
    }
}

/// A grant with nothing but defaults: a publisher, for 24 hours.
impl<'a> From<&'a SessionId> for Grant<'a> {
    fn from(session: &'a SessionId) -> Self {
        Self::new(session)
    }
}
