use core::fmt;

use serde::{Deserialize, Deserializer, de::DeserializeOwned};
use serde_json::Value;

use crate::{UserId, UserToken};

/// A user, as lists and reads show one. Everything but the id may be absent.
///
/// `id`, `email` and `active` decide who gets whose token, so an answer in which they have another form is refused. Of the
/// rest, what has another form counts as absent. Members that are not listed here are ignored. Texts with a small set of
/// values (`role_name`, `status`, `license`, `provider`) are kept as they are: no source lists the set.
///
/// Wire: [`WIRE.md`, "Users"](crate::wire#users).
#[derive(Clone, Deserialize, PartialEq)]
#[non_exhaustive]
pub struct User {
    /// The number that calls name the user by.
    pub id: UserId,
    /// Whether the account may be used.
    #[serde(default)]
    pub active: Option<bool>,
    /// The address. Compare it with the one that was asked for: a filter finds what it finds.
    #[serde(default)]
    pub email: Option<Box<str>>,
    /// The full name.
    #[serde(default, deserialize_with = "lenient")]
    pub name: Option<Box<str>>,
    /// The name to log in with.
    #[serde(default, deserialize_with = "lenient")]
    pub username: Option<Box<str>>,
    /// The title.
    #[serde(default, deserialize_with = "lenient")]
    pub title: Option<Box<str>>,
    /// The place.
    #[serde(default, deserialize_with = "lenient")]
    pub location: Option<Box<str>>,
    /// The kind of licence.
    #[serde(default, deserialize_with = "lenient")]
    pub license: Option<Box<str>>,
    /// The number of the role.
    #[serde(default, deserialize_with = "lenient")]
    pub role_id: Option<u64>,
    /// The name of the role.
    #[serde(default, deserialize_with = "lenient")]
    pub role_name: Option<Box<str>>,
    /// Whether the user can be called.
    #[serde(default, deserialize_with = "lenient")]
    pub available: Option<bool>,
    /// The state.
    #[serde(default, deserialize_with = "lenient")]
    pub status: Option<Box<str>>,
    /// What the user says of the state.
    #[serde(default, deserialize_with = "lenient")]
    pub status_message: Option<Box<str>>,
    /// The enterprise.
    #[serde(default, deserialize_with = "lenient")]
    pub enterprise_id: Option<u64>,
    /// Who vouches for the user.
    #[serde(default, deserialize_with = "lenient")]
    pub provider: Option<Box<str>>,
    /// The user's name there.
    #[serde(default, deserialize_with = "lenient")]
    pub provider_uid: Option<Box<str>>,
    /// Whether the invitation was accepted.
    #[serde(default, deserialize_with = "lenient")]
    pub is_confirmed: Option<bool>,
    /// Whether the address was confirmed.
    #[serde(default, deserialize_with = "lenient")]
    pub email_confirmed: Option<bool>,
    /// When the invitation was accepted, as the service writes times.
    #[serde(default, deserialize_with = "lenient")]
    pub confirmed_at: Option<Box<str>>,
    /// When the account was made.
    #[serde(default, deserialize_with = "lenient")]
    pub created_at: Option<Box<str>>,
    /// When it was last changed.
    #[serde(default, deserialize_with = "lenient")]
    pub updated_at: Option<Box<str>>,
    /// When it was last used.
    #[serde(default, deserialize_with = "lenient")]
    pub last_used_at: Option<Box<str>>,
}

/// A user, and the token that stands for them.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct UserAccess {
    /// The user.
    pub user: User,
    /// The user's token. The service may leave it out.
    pub token: Option<UserToken>,
}

/// Some of the users of an enterprise.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[non_exhaustive]
pub struct UserPage {
    /// The users.
    pub entries: Vec<User>,
    /// How many there are on all pages. May change between pages.
    #[serde(default, deserialize_with = "lenient")]
    pub total_entries: Option<u64>,
}

/// Of what says who somebody is, only the id.
impl fmt::Debug for User {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("User")
            .field("id", &self.id)
            .field("active", &self.active)
            .field("has_email", &self.email.is_some())
            .field("role_name", &self.role_name)
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

impl<'de> Deserialize<'de> for UserAccess {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Token {
            #[serde(default)]
            token: Option<UserToken>,
        }
        // Twice, because a flattened struct would lose where the fault is.
        let value = Value::deserialize(deserializer)?;
        let token = Token::deserialize(&value).map_err(serde::de::Error::custom)?.token;
        let user = User::deserialize(value).map_err(serde::de::Error::custom)?;
        Ok(Self { user, token })
    }
}

/// Reads what has the expected form; everything else is as good as absent.
fn lenient<'de, D: Deserializer<'de>, T: DeserializeOwned>(deserializer: D) -> Result<Option<T>, D::Error> {
    let value = Value::deserialize(deserializer)?;
    Ok(T::deserialize(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_the_id_is_needed() {
        let user: User = serde_json::from_str(r#"{"id":101}"#).unwrap();
        assert_eq!((user.id, user.active, user.email), (UserId::new(101), None, None));
    }

    #[test]
    fn a_member_of_another_form_is_absent_unless_it_decides_who_someone_is() {
        let user: User = serde_json::from_str(r#"{"id":1,"role_id":"seven","status":{"a":1},"name":null}"#).unwrap();
        assert_eq!((user.role_id, user.status, user.name), (None, None, None));
        for json in [
            r#"{"id":"1"}"#,
            r#"{"id":1.5}"#,
            r#"{"id":-1}"#,
            r#"{"id":1,"active":"yes"}"#,
            r#"{"id":1,"email":["a@b"]}"#,
            r#"{"id":"../../v1/sessions"}"#,
        ] {
            assert!(serde_json::from_str::<User>(json).is_err(), "{json}");
        }
    }

    #[test]
    fn debug_shows_neither_address_nor_token() {
        let json = r#"{"id":1,"email":"bob@example.com","token":"user-token-1"}"#;
        let access: UserAccess = serde_json::from_str(json).unwrap();
        assert!(access.token.is_some());
        let shown = format!("{access:?}");
        assert!(!shown.contains("bob") && !shown.contains("user-token"), "{shown}");
    }
}
