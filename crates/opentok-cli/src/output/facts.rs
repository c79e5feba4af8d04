use alloc::borrow::Cow;
use core::fmt;

use opentok_token::UnixSeconds;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::value::{RawValue, to_raw_value};

use super::Printable;
use crate::time::Readable;

/// Names and values in order: a JSON object for programs, aligned lines for people.
///
/// One description serves both, so that the two cannot drift apart.
#[derive(Clone, Debug, Default)]
pub(crate) struct Facts<'a>(Vec<(Cow<'a, str>, Fact<'a>)>);

/// One value.
#[derive(Clone, Debug)]
pub(crate) enum Fact<'a> {
    /// Not there: null in JSON, no line at all for people.
    Absent,
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Number(u64),
    /// A moment: a number in JSON, with date and time for people.
    Moment(UnixSeconds),
    /// A text.
    Text(Cow<'a, str>),
    /// A list of words.
    Words(Vec<Cow<'a, str>>),
    /// JSON as it stands.
    Json(Box<RawValue>),
    /// A group of facts: an object in JSON, further lines for people.
    Group(Facts<'a>),
    /// Groups of facts: a list of objects in JSON, further lines for people.
    List(Vec<Facts<'a>>),
}

impl<'a> Facts<'a> {
    /// No facts yet.
    pub(crate) const fn new() -> Self {
        Self(Vec::new())
    }

    /// Adds a fact.
    #[must_use]
    pub(crate) fn with(mut self, name: impl Into<Cow<'a, str>>, fact: impl Into<Fact<'a>>) -> Self {
        self.push(name, fact);
        self
    }

    /// Adds a fact.
    pub(crate) fn push(&mut self, name: impl Into<Cow<'a, str>>, fact: impl Into<Fact<'a>>) {
        self.0.push((name.into(), fact.into()));
    }

    /// The same facts, on their own.
    pub(crate) fn into_owned(self) -> Facts<'static> {
        let own = |(name, fact): (Cow<'a, str>, Fact<'a>)| (name.into_owned().into(), fact.into_owned());
        Facts(self.0.into_iter().map(own).collect())
    }

    fn lines<'f>(&'f self, lines: &mut Vec<(&'f str, &'f Fact<'a>)>) {
        for (name, fact) in &self.0 {
            match fact {
                Fact::Absent => {}
                Fact::Group(group) => group.lines(lines),
                Fact::List(list) => list.iter().for_each(|group| group.lines(lines)),
                fact => lines.push((name, fact)),
            }
        }
    }
}

impl<'a> Fact<'a> {
    /// A list whose items are told apart by quotes, also for people.
    pub(crate) fn quoted<'t>(items: impl Iterator<Item = &'t str>) -> Self {
        // Texts are always JSON.
        to_raw_value(&items.collect::<Vec<_>>()).map_or(Self::Absent, Self::Json)
    }

    fn into_owned(self) -> Fact<'static> {
        let own = |text: Cow<'a, str>| text.into_owned().into();
        match self {
            Self::Absent => Fact::Absent,
            Self::Flag(flag) => Fact::Flag(flag),
            Self::Number(number) => Fact::Number(number),
            Self::Moment(moment) => Fact::Moment(moment),
            Self::Text(text) => Fact::Text(own(text)),
            Self::Words(words) => Fact::Words(words.into_iter().map(own).collect()),
            Self::Json(json) => Fact::Json(json),
            Self::Group(group) => Fact::Group(group.into_owned()),
            Self::List(list) => Fact::List(list.into_iter().map(Facts::into_owned).collect()),
        }
    }
}

impl Serialize for Facts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, fact) in &self.0 {
            map.serialize_entry(name, fact)?;
        }
        map.end()
    }
}

impl Serialize for Fact<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Absent => serializer.serialize_none(),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::Number(number) => serializer.serialize_u64(*number),
            Self::Moment(moment) => serializer.serialize_u64(moment.get()),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Words(words) => serializer.collect_seq(words),
            Self::Json(value) => value.serialize(serializer),
            Self::Group(group) => group.serialize(serializer),
            Self::List(list) => serializer.collect_seq(list),
        }
    }
}

/// One line a fact, values aligned.
impl fmt::Display for Facts<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut lines = Vec::new();
        self.lines(&mut lines);
        let width = lines.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
        for (name, fact) in lines {
            let name = Printable(name).to_string();
            writeln!(f, "{name:width$}  {fact}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Fact<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent => Ok(()),
            Self::Flag(flag) => f.write_str(if *flag { "yes" } else { "no" }),
            Self::Number(number) => number.fmt(f),
            Self::Moment(moment) => Readable(*moment).fmt(f),
            Self::Text(text) if text.is_empty() => f.write_str("(empty)"),
            Self::Text(text) => Printable(text).fmt(f),
            Self::Words(words) if words.is_empty() => f.write_str("(none)"),
            Self::Words(words) => Printable(&words.join(" ")).fmt(f),
            Self::Json(json) => Printable(json.get()).fmt(f),
            Self::Group(group) => group.fmt(f),
            Self::List(list) => list.iter().try_for_each(|group| group.fmt(f)),
        }
    }
}

impl<'a> From<&'a str> for Fact<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Fact<'_> {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl From<bool> for Fact<'_> {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl From<u64> for Fact<'_> {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl From<UnixSeconds> for Fact<'_> {
    fn from(moment: UnixSeconds) -> Self {
        Self::Moment(moment)
    }
}

impl<'a> From<Facts<'a>> for Fact<'a> {
    fn from(group: Facts<'a>) -> Self {
        Self::Group(group)
    }
}

impl<'a> From<Vec<Facts<'a>>> for Fact<'a> {
    fn from(list: Vec<Facts<'a>>) -> Self {
        Self::List(list)
    }
}

impl<'a, T: Into<Self>> From<Option<T>> for Fact<'a> {
    fn from(fact: Option<T>) -> Self {
        fact.map_or(Self::Absent, Into::into)
    }
}

impl<'a> FromIterator<&'a str> for Fact<'a> {
    fn from_iter<I: IntoIterator<Item = &'a str>>(words: I) -> Self {
        Self::Words(words.into_iter().map(Cow::from).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts() -> Facts<'static> {
        let inner = Facts::new()
            .with("role", "pub\u{1b}lisher")
            .with("data", None::<&str>)
            .with("classes", Fact::Words(vec!["a".into(), "b".into()]));
        Facts::new()
            .with("valid", true)
            .with("create_time", UnixSeconds::new(0))
            .with("claims", inner)
    }

    #[test]
    fn people_get_aligned_lines_without_control_characters() {
        let expected = "\
valid        yes
create_time  0  1970-01-01 00:00:00 UTC
role         pub\\u{1b}lisher
classes      a b
";
        assert_eq!(facts().to_string(), expected);
    }

    #[test]
    fn programs_get_an_object_in_order() {
        let expected =
            r#"{"valid":true,"create_time":0,"claims":{"role":"pub\u001blisher","data":null,"classes":["a","b"]}}"#;
        assert_eq!(serde_json::to_string(&facts()).unwrap(), expected);
    }
}
