use std::path::PathBuf;

use opentok_servers::help_lightning::{PartnerKeyFile, ReadKeyError, Settings};
use opentok_servers::settings::{Layer, Sources};

const KEY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/partner.pem");

const GOOD: [(&str, &str); 3] = [
    ("HLSERVER_ENTERPRISE_ID", "54344"),
    ("HLSERVER_API_KEY", "hush-key"),
    ("HLSERVER_PARTNER_KEY", KEY),
];

fn read(pairs: &[(&str, &str)]) -> Result<Settings, Vec<String>> {
    let layers = [
        Layer::from_pairs("test", pairs.iter().copied()),
        Layer::from_pairs("test", GOOD),
    ];
    match Settings::read(&Sources::new(layers)) {
        Ok((settings, shown)) => {
            assert!(shown.iter().all(|shown| !shown.value.contains("hush")));
            Ok(settings)
        }
        Err(faults) => Err(faults.lines().collect()),
    }
}

/// A file of its own for one test, gone with it.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str, text: &str, mode: u32) -> Self {
        use std::os::unix::fs::PermissionsExt;

        let path = std::env::temp_dir().join(format!("opentok-servers-{}-{name}", std::process::id()));
        std::fs::write(&path, text).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
        Self(path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

#[test]
fn what_is_not_set_is_as_documented() {
    let settings = read(&[]).unwrap();
    assert_eq!(settings.listen.to_string(), "127.0.0.1:8777");
    assert_eq!(
        settings.account.service.base().as_str(),
        "https://api.helplightning.net/api"
    );
    assert_eq!(
        (settings.pin_capacity, settings.pin_max_failures, settings.body_limit),
        (5000, 20, 16384)
    );
    assert_eq!(
        (settings.pin_ttl.as_secs(), settings.upstream_timeout.as_secs()),
        (900, 10)
    );
    assert_eq!(settings.session_id_form.to_string(), "list");
    let settings = read(&[("HLSERVER_TRUSTED_HEADER", "x-auth-email"), ("HLSERVER_REGION", "eu")]).unwrap();
    assert_eq!(settings.listen.to_string(), "0.0.0.0:8777");
    assert_eq!(
        settings.account.service.base().as_str(),
        "https://api.eu1.helplightning.net/api"
    );
    assert_eq!(read(&[("HLSERVER_PIN_DIGITS", "10")]).unwrap().pin_capacity, 100_000);
}

#[test]
fn the_address_of_the_documents_is_brought_to_form() {
    let settings = read(&[
        ("HLSERVER_URL", "https://api.helplightning.com/"),
        ("HLSERVER_REGION", "eu"),
    ])
    .unwrap();
    assert_eq!(
        settings.account.service.base().as_str(),
        "https://api.helplightning.com/api"
    );
}

#[test]
fn everything_that_is_wrong_is_named_at_once_and_no_secret_repeated() {
    let wrong = [
        ("HLSERVER_ENTERPRISE_ID", "12a"),
        ("HLSERVER_API_KEY", "hush key"),
        ("HLSERVER_PARTNER_KEY", "/nonexistent/hush.pem"),
        ("HLSERVER_URL", "http://example.com"),
        ("HLSERVER_LISTEN", "8777"),
        ("HLSERVER_PIN_DIGITS", "3"),
        ("HLSERVER_PIN_TTL", "15"),
        ("HLSERVER_PIN_MAX_FAILURES", "0"),
        ("HLSERVER_PIN_CAPACITY", "-1"),
        ("HLSERVER_SESSION_ID_FORM", "text"),
        ("HLSERVER_CORS_ORIGINS", "*"),
        ("HLSERVER_STORE", "disk:"),
        ("HLSERVER_BODY_LIMIT", "x"),
        ("HLSERVER_TRUSTED_PROXIES", "localhost"),
        ("HLSERVER_SPELLT_WRONG", "1"),
    ];
    let faults = read(&wrong).unwrap_err();
    assert_eq!(faults.len(), wrong.len(), "{faults:#?}");
    for (name, _) in wrong {
        assert!(
            faults.iter().any(|fault| fault.starts_with(&format!("{name}: "))),
            "{name} in {faults:#?}"
        );
    }
    assert!(!faults.join("").contains("hush"), "{faults:#?}");
}

#[test]
fn missing_settings_are_named_and_the_others_known() {
    let sources = Sources::new([Layer::from_pairs("test", [("HLSERVER_PIN_TTL", "1s")])]);
    let faults: Vec<_> = Settings::read(&sources).unwrap_err().lines().collect();
    let names = ["HLSERVER_ENTERPRISE_ID", "HLSERVER_API_KEY", "HLSERVER_PARTNER_KEY"];
    assert_eq!(faults, names.map(|name| format!("{name}: it is missing")));
}

#[test]
fn the_demonstration_stays_on_this_machine() {
    assert!(read(&[("HLSERVER_INSECURE_DEMO", "on")]).is_ok());
    for listen in ["0.0.0.0:8777", "[::]:8777", "192.0.2.1:1"] {
        assert!(
            read(&[("HLSERVER_INSECURE_DEMO", "on"), ("HLSERVER_LISTEN", listen)]).is_err(),
            "{listen}"
        );
    }
    let both = [
        ("HLSERVER_INSECURE_DEMO", "on"),
        ("HLSERVER_TRUSTED_HEADER", "x-auth-email"),
    ];
    assert!(read(&both).is_err());
}

#[test]
fn a_key_that_others_may_read_is_warned_about() {
    let pem = std::fs::read_to_string(KEY).unwrap();
    for (mode, is_open) in [
        (0o600, false),
        (0o400, false),
        (0o640, true),
        (0o604, true),
        (0o644, true),
    ] {
        let file = Scratch::new(&format!("mode-{mode:o}"), &pem, mode);
        assert_eq!(
            PartnerKeyFile::read(&file.0).unwrap().is_open_to_others,
            is_open,
            "{mode:o}"
        );
        let settings = read(&[("HLSERVER_PARTNER_KEY", file.0.to_str().unwrap())]).unwrap();
        let is_warned = settings.warnings.iter().any(|warning| warning.contains("chmod 600"));
        assert_eq!(is_warned, is_open, "{mode:o}");
    }
}

#[test]
fn what_is_no_key_says_why_without_showing_it() {
    let long = "x".repeat(usize::try_from(PartnerKeyFile::MAX_LEN).unwrap() + 1);
    let file = Scratch::new("long", &long, 0o600);
    assert!(matches!(PartnerKeyFile::read(&file.0), Err(ReadKeyError::TooLong)));
    let file = Scratch::new("text", "hush", 0o600);
    let error = PartnerKeyFile::read(&file.0).unwrap_err();
    assert!(matches!(error, ReadKeyError::Key(_)) && !format!("{error:?}").contains("hush"));
    assert!(matches!(
        PartnerKeyFile::read("/nonexistent".as_ref()),
        Err(ReadKeyError::Io(_))
    ));
}
