//! The plan of the house: which crate there is, what it may import, and what it promises.
//!
//! One table, read by every verb that treats crates differently. A crate that is planned but not written yet is
//! simply not in the workspace; a crate that is in the workspace but not in this table is refused by `edges`.

/// What the plan says of one member.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Room {
    pub(crate) name: &'static str,
    /// Members it may depend on.
    pub(crate) imports: &'static [&'static str],
    /// Members it may depend on behind a feature only.
    pub(crate) imports_by_feature: &'static [&'static str],
    /// Members that its tests may use on top of those.
    pub(crate) tests_import: &'static [&'static str],
    /// Other people's crates that it must not depend on.
    pub(crate) never: &'static [&'static str],
    /// Other people's crates that it may depend on behind a feature only.
    pub(crate) by_feature: &'static [&'static str],
    /// Does without std, and without alloc: `test` runs its smaller builds too.
    pub(crate) no_std: bool,
    /// Owns byte formats, and so a `WIRE.md`.
    pub(crate) wire: bool,
}

/// Crates that no published crate depends on. `jsonwebtoken` is the judge in tests, and a judge is not a party; `rsa`
/// leaks the private key through time (RUSTSEC-2023-0071); `openssl` would need a system library.
pub(crate) const NEVER_PUBLISHED: &[&str] = &["jsonwebtoken", "rsa", "openssl", "openssl-sys", "native-tls"];

/// Everything there is or will be.
pub(crate) const HOUSE: &[Room] = &[
    Room {
        name: "compact-jws",
        never: HTTP_AND_ASYNC,
        no_std: true,
        wire: true,
        ..EMPTY
    },
    Room {
        name: "http-endpoint",
        by_feature: HTTP_CLIENTS,
        ..EMPTY
    },
    Room {
        name: "opentok-token",
        imports_by_feature: &["compact-jws"],
        never: HTTP_AND_ASYNC,
        no_std: true,
        wire: true,
        ..EMPTY
    },
    Room {
        name: "opentok-archive",
        imports: &["opentok-token"],
        never: HTTP_AND_ASYNC,
        wire: true,
        ..EMPTY
    },
    Room {
        name: "opentok-rest",
        imports: &["opentok-token", "opentok-archive", "http-endpoint", "compact-jws"],
        tests_import: &["opentok-sandbox"],
        never: HTTP_CLIENTS,
        wire: true,
        ..EMPTY
    },
    Room {
        name: "opentok-sdk",
        imports: &["opentok-token", "opentok-archive", "opentok-rest", "http-endpoint"],
        tests_import: &["opentok-sandbox"],
        ..EMPTY
    },
    Room {
        name: "helplightning",
        imports: &["http-endpoint", "compact-jws"],
        wire: true,
        ..EMPTY
    },
    // Without opentok-rest, in tests too: client and emulator must not share one misreading.
    Room {
        name: "opentok-sandbox",
        imports: &["opentok-token", "opentok-archive", "compact-jws", "http-endpoint"],
        wire: true,
        ..EMPTY
    },
    Room {
        name: "opentok-servers",
        imports: &["opentok-sdk", "helplightning", "http-endpoint"],
        imports_by_feature: &["opentok-sandbox"],
        wire: true,
        ..EMPTY
    },
    // Every library, and no library imports the program.
    Room {
        name: "opentok-cli",
        imports: LIBRARIES,
        ..EMPTY
    },
    Room {
        name: "opentok-examples",
        imports: LIBRARIES,
        ..EMPTY
    },
    Room {
        name: "opentok-benches",
        imports: LIBRARIES,
        ..EMPTY
    },
    Room { name: "xtask", ..EMPTY },
];

/// The plan for the member called `name`.
pub(crate) fn room(name: &str) -> Option<&'static Room> {
    HOUSE.iter().find(|room| room.name == name)
}

/// A room with nothing in it, for the table to say only what differs.
const EMPTY: Room = Room {
    name: "",
    imports: &[],
    imports_by_feature: &[],
    tests_import: &[],
    never: &[],
    by_feature: &[],
    no_std: false,
    wire: false,
};

const LIBRARIES: &[&str] = &[
    "compact-jws",
    "http-endpoint",
    "opentok-token",
    "opentok-archive",
    "opentok-rest",
    "opentok-sdk",
    "helplightning",
    "opentok-sandbox",
    "opentok-servers",
];

const HTTP_CLIENTS: &[&str] = &["tokio", "reqwest", "hyper", "hyper-util", "ureq"];

const HTTP_AND_ASYNC: &[&str] = &[
    "http",
    "http-body",
    "http-body-util",
    "futures-core",
    "tokio",
    "reqwest",
    "hyper",
    "hyper-util",
    "ureq",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_import_of_the_plan_is_itself_in_the_plan() {
        for host in HOUSE {
            for import in [host.imports, host.imports_by_feature, host.tests_import]
                .into_iter()
                .flatten()
            {
                assert!(
                    room(import).is_some(),
                    "{} imports {import}, which the plan does not hold",
                    host.name
                );
            }
        }
    }

    #[test]
    fn the_plan_has_no_circle() {
        // Taking away whatever imports nothing that is left must empty the house.
        let mut left: Vec<_> = HOUSE.iter().collect();
        while !left.is_empty() {
            let names: Vec<_> = left.iter().map(|room| room.name).collect();
            let before = left.len();
            left.retain(|room| {
                [room.imports, room.imports_by_feature]
                    .into_iter()
                    .flatten()
                    .any(|i| names.contains(i))
            });
            assert!(left.len() < before, "these import each other in a circle: {names:?}");
        }
    }

    #[test]
    fn client_and_emulator_do_not_know_each_other() {
        let sandbox = room("opentok-sandbox").unwrap();
        assert!(!sandbox.imports.contains(&"opentok-rest") && !sandbox.tests_import.contains(&"opentok-rest"));
    }
}
