use http_endpoint::{Base, ParseBaseError};

use crate::Scope;

/// Where the calls of one project go: a base for each [`Scope`].
///
/// ```
/// use opentok_rest::{Scope, Site};
///
/// let site = Site::opentok("45676632");
/// assert_eq!(site.base(Scope::Project).as_str(), "https://api.opentok.com/v2/project/45676632");
/// assert_eq!(site.base(Scope::Insights).as_str(), "https://insights.opentok.com");
/// ```
///
/// The id of the project or application becomes part of a path here and nowhere else, which is why calls do not know it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Site {
    service: Base,
    project: Base,
    insights: Base,
    legacy: Base,
}

impl Site {
    /// The OpenTok environment.
    pub const OPENTOK: &'static str = "https://api.opentok.com";
    /// The Vonage unified environment.
    pub const UNIFIED: &'static str = "https://video.api.vonage.com";
    /// Insights of the OpenTok environment.
    pub const INSIGHTS: &'static str = "https://insights.opentok.com";

    /// A site for the project or application called `owner`, at `service` for everything: an emulator, a proxy.
    ///
    /// # Errors
    ///
    /// [`ParseBaseError`] if `owner` is no segment of a path, or too long to be one.
    pub fn new(service: Base, owner: &str) -> Result<Self, ParseBaseError> {
        let project = service.get(&["v2", "project", owner]).try_build();
        let project = project.map_err(|_| ParseBaseError::Path)?;
        Ok(Self {
            project: Base::new(&project.uri().to_string())?,
            insights: service.clone(),
            legacy: Base::new(&format!("{service}/hl"))?,
            service,
        })
    }

    /// The site of an OpenTok project with this API key.
    ///
    /// # Panics
    ///
    /// If the key is empty, made of dots alone, or longer than 1,000 bytes; no [`ApiKey`](opentok_token::ApiKey) is.
    pub fn opentok(owner: &str) -> Self {
        let mut site = Self::known(Self::OPENTOK, owner);
        site.insights = Base::new(Self::INSIGHTS).expect("a base that is known");
        site
    }

    /// The site of an application of the unified environment.
    ///
    /// # Panics
    ///
    /// As [`opentok`](Self::opentok).
    pub fn unified(owner: &str) -> Self {
        Self::known(Self::UNIFIED, owner)
    }

    /// Sends Insights queries elsewhere.
    #[must_use]
    pub fn insights(mut self, base: Base) -> Self {
        self.insights = base;
        self
    }

    /// Sends legacy calls elsewhere than below `/hl`.
    #[must_use]
    pub fn legacy(mut self, base: Base) -> Self {
        self.legacy = base;
        self
    }

    /// The base for calls of `scope`, to hand to [`Endpoint::prepare`](http_endpoint::Endpoint::prepare).
    pub const fn base(&self, scope: Scope) -> &Base {
        match scope {
            Scope::Project => &self.project,
            Scope::Service | Scope::Account => &self.service,
            Scope::Insights => &self.insights,
            Scope::LegacyPartner | Scope::LegacyToken => &self.legacy,
        }
    }

    fn known(service: &str, owner: &str) -> Self {
        let service = Base::new(service).expect("a base that is known");
        Self::new(service, owner).expect("an owner that is one segment")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_of_ones_own_serves_every_scope() {
        let site = Site::new(Base::new("http://127.0.0.1:8080/x/").unwrap(), "a/b").unwrap();
        for (scope, base) in [
            (Scope::Project, "http://127.0.0.1:8080/x/v2/project/a%2Fb"),
            (Scope::Service, "http://127.0.0.1:8080/x"),
            (Scope::Account, "http://127.0.0.1:8080/x"),
            (Scope::Insights, "http://127.0.0.1:8080/x"),
            (Scope::LegacyPartner, "http://127.0.0.1:8080/x/hl"),
            (Scope::LegacyToken, "http://127.0.0.1:8080/x/hl"),
        ] {
            assert_eq!(site.base(scope).as_str(), base, "{scope:?}");
        }
        assert!(Site::new(Base::new("http://h").unwrap(), "..").is_err());
    }
}
