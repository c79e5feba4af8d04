use core::time::Duration;

use clap::{Args, ValueEnum};
use opentok_sandbox::legacy::{Environment, Era, Legacy, VideoAddress};

/// How the dialect of 2011 to 2014 is spoken.
#[derive(Args, Debug)]
#[command(next_help_heading = "The dialect of 2011 to 2014")]
pub(super) struct LegacyArguments {
    /// Which of the two services of the time it is
    #[arg(long, value_name = "WHICH", default_value = "production")]
    legacy_environment: LegacyEnvironment,

    /// The time whose forms it answers in
    #[arg(long, value_name = "YEAR", default_value = "2012")]
    legacy_era: LegacyEra,

    /// What the address of a video is answered with
    #[arg(long, value_name = "FORM", default_value = "text")]
    legacy_video_address: LegacyVideoAddress,

    /// How long it takes to stitch an archive, in seconds of the sandbox's clock
    #[arg(long, value_name = "SECONDS", default_value_t = 30)]
    legacy_stitch_delay: u64,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum LegacyEnvironment {
    /// Real credentials only
    Production,
    /// Sessions need no credentials, and `devtoken` and `moderator_token` are tokens
    Staging,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum LegacyEra {
    /// Refusals have status 200 and an Errors document
    #[value(name = "2012")]
    Y2012,
    /// Refusals are bare statuses
    #[value(name = "2014")]
    Y2014,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum LegacyVideoAddress {
    /// The address, as was recorded
    Text,
    /// The file itself, as the documentation said
    File,
}

impl LegacyArguments {
    /// The sandbox's settings.
    pub(super) fn legacy(&self) -> Legacy {
        Legacy::new()
            .environment(match self.legacy_environment {
                LegacyEnvironment::Production => Environment::Production,
                LegacyEnvironment::Staging => Environment::Staging,
            })
            .era(match self.legacy_era {
                LegacyEra::Y2012 => Era::Y2012,
                LegacyEra::Y2014 => Era::Y2014,
            })
            .video_address(match self.legacy_video_address {
                LegacyVideoAddress::Text => VideoAddress::Text,
                LegacyVideoAddress::File => VideoAddress::File,
            })
            .stitch_delay(Duration::from_secs(self.legacy_stitch_delay))
    }
}
