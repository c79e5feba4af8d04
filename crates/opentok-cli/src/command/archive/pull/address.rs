use http::Uri;
use http::uri::PathAndQuery;

/// Where something can be downloaded. Never shown: whoever has it can download, too.
#[derive(Clone)]
pub(super) struct Address(Uri);

/// No address that this command would follow.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct NoAddress;

impl Address {
    /// Reads an absolute address of `http` or `https`. A fragment is dropped.
    pub(super) fn parse(text: &str) -> Result<Self, NoAddress> {
        let text = text.split('#').next().unwrap_or_default();
        let uri: Uri = text.parse().map_err(|_| NoAddress)?;
        let is_known = matches!(uri.scheme_str(), Some("http" | "https"));
        // A user part would be a credential for somebody.
        let is_open = uri
            .authority()
            .is_some_and(|authority| !authority.as_str().contains('@'));
        if is_known && is_open {
            Ok(Self(uri))
        } else {
            Err(NoAddress)
        }
    }

    /// Where `location` leads from here: an absolute address, one without a scheme, or a path.
    pub(super) fn join(&self, location: &str) -> Result<Self, NoAddress> {
        if location.contains("://") {
            return Self::parse(location);
        }
        let scheme = self.0.scheme_str().unwrap_or_default();
        if location.starts_with("//") {
            return Self::parse(&format!("{scheme}:{location}"));
        }
        let authority = self.0.authority().ok_or(NoAddress)?;
        if location.starts_with('/') {
            return Self::parse(&format!("{scheme}://{authority}{location}"));
        }
        let path = self.0.path_and_query().map_or("/", PathAndQuery::path);
        let folder = &path[..path.rfind('/').map_or(0, |at| at + 1)];
        Self::parse(&format!("{scheme}://{authority}{folder}{location}"))
    }

    /// Whether nobody on the way can read along.
    pub(super) fn is_encrypted(&self) -> bool {
        self.0.scheme_str() == Some("https")
    }

    pub(super) const fn uri(&self) -> &Uri {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locations_lead_on_from_where_one_is() {
        let here = Address::parse("https://a.example:8443/x/y.mp4?sig=1#f").unwrap();
        for (location, there) in [
            ("http://b.example/z", Some("http://b.example/z")),
            ("//b.example/z", Some("https://b.example/z")),
            ("/z?q", Some("https://a.example:8443/z?q")),
            ("z", Some("https://a.example:8443/x/z")),
            ("ftp://b.example/z", None),
            ("https://user:word@b.example/", None),
            ("http://", None),
        ] {
            let joined = here.join(location).map(|address| address.uri().to_string());
            assert_eq!(joined.ok().as_deref(), there, "{location}");
        }
        assert!(Address::parse("/z").is_err());
    }
}
