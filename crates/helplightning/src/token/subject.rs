use compact_jws::UntrustedJws;
use zeroize::Zeroizing;

use super::UserToken;
use crate::UserId;

impl UserToken {
    /// Whose token it says it is, where it is a JWT whose `sub` names a user.
    ///
    /// Nothing is verified, and only the service could: good for telling a caller early what the service would say
    /// later, and for nothing that must be true.
    pub fn user_id(&self) -> Option<UserId> {
        let token = UntrustedJws::parse(self.expose()).ok()?;
        let mut scratch = Zeroizing::new(vec![0; token.scratch_len()]);
        let unverified = token.decode(&mut scratch).ok()?;
        let subject = unverified.claims().get("sub")?.as_text()?.to_string();
        match subject.rsplit_once(':') {
            Some((kind, id)) if kind.eq_ignore_ascii_case("user") => id.parse().ok(),
            Some(_) => None,
            None => subject.parse().ok(),
        }
    }
}

#[cfg(test)]
mod tests {
    use compact_jws::{Hs256Key, sign};

    use super::*;

    #[test]
    fn the_subject_of_a_jwt_names_the_user() {
        for (subject, id) in [
            ("User:101", Some(101)),
            ("user:101", Some(101)),
            ("101", Some(101)),
            ("Partner:101", None),
            ("User:", None),
            ("User:1e2", None),
            ("", None),
        ] {
            let key = Hs256Key::new(b"k");
            let token = sign(&key, 256, |claims| {
                claims.text("sub", subject);
            })
            .unwrap();
            assert_eq!(
                UserToken::new(&token).unwrap().user_id(),
                id.map(UserId::new),
                "{subject}"
            );
        }
        assert_eq!(UserToken::new("user-token-101").unwrap().user_id(), None);
        assert_eq!(UserToken::new("a.b.c").unwrap().user_id(), None);
    }
}
