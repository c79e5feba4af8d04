use core::fmt::Display;
use core::str::FromStr;

use crate::settings::{Fault, Faults, Sources};

/// Reads settings one by one, and gathers what is wrong and what counts.
#[derive(Debug)]
pub struct Reader<'s> {
    sources: &'s Sources,
    faults: Faults,
    known: Vec<&'static str>,
    shown: Vec<Shown>,
}

/// One setting as it counts, for people to check. A secret is masked.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Shown {
    /// Its name.
    pub name: &'static str,
    /// Its value.
    pub value: String,
    /// Where it is from: `default`, or the name of a layer.
    pub origin: String,
}

impl<'s> Reader<'s> {
    /// A reader that knows of `faults` already.
    pub fn new(sources: &'s Sources, faults: Faults) -> Self {
        Self {
            sources,
            faults,
            known: Vec::new(),
            shown: Vec::new(),
        }
    }

    /// The text of a setting, which may have several names; `None` if it is not set.
    pub fn text(&mut self, names: &[&'static str]) -> Option<&'s str> {
        self.find(names).map(|(value, origin)| {
            self.show(names[0], value, origin);
            value
        })
    }

    /// The text of a setting that is a secret.
    pub fn secret(&mut self, names: &[&'static str]) -> Option<&'s str> {
        self.find(names).map(|(value, origin)| {
            self.show(names[0], "(set)", origin);
            value
        })
    }

    /// A setting that need not be there.
    pub fn optional<T: FromStr<Err: Display>>(&mut self, name: &'static str) -> Option<T> {
        let text = self.text(&[name])?;
        self.parse(name, text)
    }

    /// A setting with a default. It is shown as the value shows itself, which may leave a password out.
    pub fn or<T: FromStr<Err: Display> + Display>(&mut self, name: &'static str, default: T) -> T {
        let Some((text, origin)) = self.find(&[name]) else {
            self.show(name, &default.to_string(), "default");
            return default;
        };
        let Some(value) = self.parse::<T>(name, text) else {
            return default;
        };
        self.show(name, &value.to_string(), origin);
        value
    }

    /// Reads `text` as the value of `name`; a fault if it is none.
    pub fn parse<T: FromStr<Err: Display>>(&mut self, name: &'static str, text: &str) -> Option<T> {
        match text.parse() {
            Ok(value) => Some(value),
            Err(error) => {
                self.fault(name, error.to_string());
                None
            }
        }
    }

    /// Adds a fault.
    pub fn fault(&mut self, name: &'static str, what: impl Into<String>) {
        self.faults.push(Fault::new(name, what));
    }

    /// Says what counts for a setting that was found in another way than by this reader.
    pub fn show(&mut self, name: &'static str, value: &str, origin: &str) {
        self.shown.push(Shown {
            name,
            value: value.to_owned(),
            origin: origin.to_owned(),
        });
    }

    /// Makes a fault of every name that begins like settings of this program and was not asked for: a misspelt
    /// `TINY_API_TOKEN` must not leave a server open.
    pub fn refuse_unknown(&mut self, prefix: &str) {
        let mut unknown: Vec<_> = self.sources.names().filter(|name| name.starts_with(prefix)).collect();
        unknown.retain(|name| !self.known.contains(name));
        unknown.sort_unstable();
        unknown.dedup();
        for name in unknown {
            self.faults.push(Fault::new(name, "there is no such setting"));
        }
    }

    /// What counts, in the order it was asked for.
    ///
    /// # Errors
    ///
    /// Everything that is wrong.
    pub fn finish(self) -> Result<Vec<Shown>, Faults> {
        if self.faults.is_empty() {
            Ok(self.shown)
        } else {
            Err(self.faults)
        }
    }

    fn find(&mut self, names: &[&'static str]) -> Option<(&'s str, &'s str)> {
        self.known.extend_from_slice(names);
        self.sources.find(names)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::{Layer, SettingDuration, Switch};

    #[test]
    fn every_fault_is_told_at_once() {
        let sources = Sources::new([Layer::from_pairs(
            "environment",
            [("PORT", "x"), ("TINY_TTL", "5"), ("TINY_OTHER", "1"), ("ELSE", "1")],
        )]);
        let mut reader = Reader::new(&sources, Faults::default());
        let _: u16 = reader.or("PORT", 3000);
        let _: Option<SettingDuration> = reader.optional("TINY_TTL");
        assert_eq!(reader.or("TINY_SWITCH", Switch::Off), Switch::Off);
        reader.refuse_unknown("TINY_");
        let faults = reader.finish().unwrap_err().to_string();
        let lines: Vec<_> = faults.lines().collect();
        assert_eq!(lines.len(), 3, "{lines:?}");
        assert!(lines[0].starts_with("PORT: "));
        assert!(lines[1].starts_with("TINY_TTL: "));
        assert_eq!(lines[2], "TINY_OTHER: there is no such setting");
    }

    #[test]
    fn a_secret_is_not_shown() {
        let sources = Sources::new([Layer::from_pairs("environment", [("KEY", "s3cret")])]);
        let mut reader = Reader::new(&sources, Faults::default());
        assert_eq!(reader.secret(&["KEY"]), Some("s3cret"));
        let shown = reader.finish().unwrap();
        assert_eq!(
            (shown[0].value.as_str(), shown[0].origin.as_str()),
            ("(set)", "environment")
        );
    }
}
