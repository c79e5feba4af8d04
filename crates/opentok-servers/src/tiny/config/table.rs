/// One setting: where it is found and what it means.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Setting {
    /// Its environment variable.
    pub name: &'static str,
    /// Another environment variable for it.
    pub alias: Option<&'static str>,
    /// Its key in `config/*.json`, with dots between levels. Every setting may also stand there under its own name.
    pub file_key: Option<&'static str>,
    /// Its flag, without hyphens in front. Secrets have none: a command line is no secret.
    pub flag: Option<&'static str>,
    /// What its value looks like.
    pub value: &'static str,
    /// What it does.
    pub about: &'static str,
}

/// Every setting, in the order of the documentation.
pub const SETTINGS: &[Setting] = &[
    Setting {
        alias: Some("TOKBOX_API_KEY"),
        file_key: Some("opentok.key"),
        ..setting("OPENTOK_KEY", "api-key", "KEY", "API key of the project; needed")
    },
    Setting {
        alias: Some("TOKBOX_SECRET"),
        file_key: Some("opentok.secret"),
        flag: None,
        ..setting(
            "OPENTOK_SECRET",
            "",
            "SECRET",
            "secret of the project; needed, here or in a file",
        )
    },
    setting(
        "OPENTOK_SECRET_FILE",
        "api-secret-file",
        "PATH",
        "file with the secret, instead of OPENTOK_SECRET",
    ),
    Setting {
        file_key: Some("server.port"),
        ..setting("PORT", "port", "PORT", "port to listen on, 0 picks one [default: 3000]")
    },
    Setting {
        file_key: Some("server.host"),
        ..setting(
            "HOST",
            "host",
            "ADDRESS",
            "address to listen on [default: 127.0.0.1, with caller tokens 0.0.0.0]",
        )
    },
    setting(
        "OPENTOK_API_URL",
        "api-url",
        "URL",
        "base URL of the service [default: https://api.opentok.com]",
    ),
    setting(
        "OPENTOK_TOKEN_FORMAT",
        "token-format",
        "t1|jwt",
        "kind of the tokens handed out [default: t1]",
    ),
    setting(
        "TINY_STORE",
        "store",
        "STORE",
        "memory:, file:PATH or redis://[:PASSWORD@]HOST:PORT[/DB] [default: file:tiny-opentok.db]",
    ),
    setting(
        "TINY_SESSION_TTL",
        "session-ttl",
        "DURATION",
        "forget sessions after this long [default: never]",
    ),
    setting(
        "TINY_MAX_ROOMS",
        "max-rooms",
        "N",
        "most rooms kept in memory or file [default: 100000]",
    ),
    Setting {
        flag: None,
        ..setting(
            "TINY_API_TOKENS",
            "",
            "LIST",
            "callers: TOKEN or TOKEN=right+right, with commas between",
        )
    },
    setting(
        "TINY_API_TOKENS_FILE",
        "api-tokens-file",
        "PATH",
        "file of callers, one a line",
    ),
    setting(
        "TINY_CORS_ORIGINS",
        "cors-origins",
        "LIST",
        "origins whose pages may read replies, or *",
    ),
    setting(
        "TINY_RATE_LIMIT",
        "rate-limit",
        "RATE",
        "per_minute=N,burst=N for each caller [default: off]",
    ),
    setting(
        "TINY_BODY_LIMIT",
        "body-limit",
        "BYTES",
        "longest body [default: 102400]",
    ),
    setting(
        "TINY_MAX_CONNECTIONS",
        "max-connections",
        "N",
        "most open connections [default: 16384]",
    ),
    setting(
        "TINY_UPSTREAM_TIMEOUT",
        "upstream-timeout",
        "DURATION",
        "time for a whole call of the service [default: 20s]",
    ),
    setting(
        "TINY_MAX_UPSTREAM_CALLS",
        "max-upstream-calls",
        "N",
        "most calls of the service at a time [default: 256]",
    ),
    setting(
        "TINY_SAMPLE_ROUTES",
        "sample-routes",
        "on|off",
        "the routes of the official sample apps [default: off]",
    ),
    setting(
        "TINY_ROOM_ROLE",
        "room-role",
        "ROLE",
        "role of the tokens of rooms [default: publisher]",
    ),
    setting(
        "TINY_TRUSTED_PROXIES",
        "trusted-proxies",
        "LIST",
        "networks whose x-forwarded-for counts",
    ),
    setting("TINY_LOG", "log", "text|json", "form of the log [default: text]"),
    setting(
        "TINY_ADMIN_ADDR",
        "admin-addr",
        "HOST:PORT",
        "second address, for /metrics instead of the first",
    ),
    setting(
        "TINY_SHUTDOWN_GRACE",
        "shutdown-grace",
        "DURATION",
        "time for open requests at the end [default: 20s]",
    ),
    setting(
        "TINY_TLS_CERT",
        "tls-cert",
        "PATH",
        "certificates for HTTPS, PEM; read at start",
    ),
    setting("TINY_TLS_KEY", "tls-key", "PATH", "key for HTTPS, PEM; read at start"),
];

const fn setting(name: &'static str, flag: &'static str, value: &'static str, about: &'static str) -> Setting {
    Setting {
        name,
        alias: None,
        file_key: None,
        flag: Some(flag),
        value,
        about,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_flags_are_each_there_once() {
        let mut names: Vec<_> = SETTINGS
            .iter()
            .flat_map(|setting| [Some(setting.name), setting.alias])
            .flatten()
            .collect();
        let mut flags: Vec<_> = SETTINGS.iter().filter_map(|setting| setting.flag).collect();
        let counts = (names.len(), flags.len());
        names.sort_unstable();
        names.dedup();
        flags.sort_unstable();
        flags.dedup();
        assert_eq!((names.len(), flags.len()), counts);
    }
}
