//! The conformance records, shared by the tests that run them.
#![allow(dead_code, reason = "each test uses a part")]

use serde_json::Value;

/// One record of `tests/data/tokens.json`.
pub(crate) struct Record(pub(crate) Value);

pub(crate) struct Vectors {
    pub(crate) records: Vec<Record>,
    pub(crate) rsa_public_pem: String,
    pub(crate) rsa_private_pem: String,
}

/// Reads every record. The file's format is told in `tests/data/README.md`.
pub(crate) fn vectors() -> Vectors {
    let mut file: Value = serde_json::from_str(include_str!("../data/tokens.json")).unwrap();
    let key = &file["keys"]["rsa_test_key"];
    let rsa_public_pem = key["public_pem"].as_str().unwrap().to_owned();
    let rsa_private_pem = key["private_pem"].as_str().unwrap().to_owned();
    let Value::Array(records) = file["vectors"].take() else {
        panic!("vectors is no list")
    };
    Vectors {
        records: records.into_iter().map(Record).collect(),
        rsa_public_pem,
        rsa_private_pem,
    }
}

impl Record {
    pub(crate) fn text(&self, name: &str) -> &str {
        self.0[name].as_str().unwrap_or_default()
    }

    pub(crate) fn id(&self) -> &str {
        self.text("id")
    }

    pub(crate) fn kind(&self) -> &str {
        self.text("kind")
    }

    pub(crate) fn now(&self) -> u64 {
        self.0["now"].as_u64().unwrap()
    }

    pub(crate) fn valid(&self) -> bool {
        self.0["valid"].as_bool().unwrap()
    }

    /// Whether there is something to verify: every record but those that only tell an SDK's error.
    pub(crate) fn is_verifiable(&self) -> bool {
        matches!(self.text("level"), "must" | "should")
    }

    pub(crate) fn is_rsa(&self) -> bool {
        self.0.get("key_ref").is_some_and(|key| !key.is_null())
    }

    pub(crate) fn is_help_lightning(&self) -> bool {
        self.text("profile") == "helplightning"
    }

    /// The text under test, spelt out where the file only gives its recipe.
    pub(crate) fn token(&self) -> String {
        match self.0["token"].as_str() {
            Some(token) => token.to_owned(),
            None => {
                let recipe = &self.0["token_recipe"];
                let part = |name: &str| recipe[name].as_str().unwrap().to_owned();
                let count = usize::try_from(recipe["count"].as_u64().unwrap()).unwrap();
                part("prefix") + &part("unit").repeat(count) + &part("suffix")
            }
        }
    }
}
