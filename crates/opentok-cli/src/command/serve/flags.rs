use clap::{Arg, ArgMatches, Args, Command, FromArgMatches};
use opentok_servers::tiny::SETTINGS;

/// One flag for each setting of the server's own table, so that none is forgotten and none is described twice.
#[derive(Clone, Debug, Default)]
pub(super) struct SettingFlags {
    /// Names of settings and their values.
    pub(super) pairs: Vec<(String, String)>,
}

impl Args for SettingFlags {
    fn augment_args(command: Command) -> Command {
        SETTINGS
            .iter()
            .filter_map(|setting| Some((setting, setting.flag?)))
            .fold(command, |command, (setting, flag)| {
                command.arg(
                    Arg::new(setting.name)
                        .long(flag)
                        .value_name(setting.value)
                        .help(format!("{} [env: {}]", setting.about, setting.name))
                        .help_heading("Settings"),
                )
            })
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for SettingFlags {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let given = SETTINGS.iter().filter(|setting| setting.flag.is_some());
        let pairs = given.filter_map(|setting| {
            Some((
                setting.name.to_owned(),
                matches.get_one::<String>(setting.name)?.clone(),
            ))
        });
        Ok(Self { pairs: pairs.collect() })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}
