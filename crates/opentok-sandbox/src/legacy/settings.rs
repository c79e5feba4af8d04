use core::time::Duration;

/// How the old dialect is spoken: it differed from place to place and from year to year.
#[derive(Clone, Debug)]
#[must_use]
pub struct Legacy {
    pub(super) environment: Environment,
    pub(super) era: Era,
    pub(super) video_address: VideoAddress,
    pub(super) stitch_delay: Duration,
}

/// Which of the two services of the time the sandbox is.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Environment {
    /// Real credentials only.
    #[default]
    Production,
    /// Sessions need no credentials, though wrong ones are refused, and `devtoken` and `moderator_token` are tokens.
    Staging,
}

/// How refusals and sessions are written.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Era {
    /// Status 200 with an `Errors` document, `Sessions` with a capital in production.
    #[default]
    Y2012,
    /// Bare statuses, `sessions` in lower case.
    Y2014,
}

/// What `archive/url` answers with, on which the sources disagree.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum VideoAddress {
    /// The address of the file, as was recorded.
    #[default]
    Text,
    /// The file, as the documentation says.
    File,
}

impl Legacy {
    /// Production in 2012, addresses as text, and stitching that takes 30 seconds.
    pub const fn new() -> Self {
        Self {
            environment: Environment::Production,
            era: Era::Y2012,
            video_address: VideoAddress::Text,
            stitch_delay: Duration::from_secs(30),
        }
    }

    /// Sets which service it is.
    pub const fn environment(mut self, environment: Environment) -> Self {
        self.environment = environment;
        self
    }

    /// Sets the time.
    pub const fn era(mut self, era: Era) -> Self {
        self.era = era;
        self
    }

    /// Sets what `archive/url` answers with.
    pub const fn video_address(mut self, video_address: VideoAddress) -> Self {
        self.video_address = video_address;
        self
    }

    /// Sets how long it takes, by the sandbox's clock, to stitch an archive once it has been asked for.
    pub const fn stitch_delay(mut self, delay: Duration) -> Self {
        self.stitch_delay = delay;
        self
    }
}

impl Default for Legacy {
    fn default() -> Self {
        Self::new()
    }
}
