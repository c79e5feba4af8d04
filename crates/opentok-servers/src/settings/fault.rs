use core::fmt;

/// One setting that is missing or wrong.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Fault {
    name: String,
    what: String,
}

/// Everything that is wrong with the settings, one line each.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Faults(Vec<Fault>);

impl Fault {
    /// A fault of the setting called `name`. `what` must not repeat a secret.
    pub fn new(name: impl Into<String>, what: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            what: what.into(),
        }
    }
}

impl Faults {
    /// Adds one.
    pub fn push(&mut self, fault: Fault) {
        self.0.push(fault);
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each fault, as one line.
    pub fn lines(&self) -> impl Iterator<Item = String> {
        self.0.iter().map(Fault::to_string)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.name, self.what.replace(char::is_control, " "))
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, fault) in self.0.iter().enumerate() {
            write!(f, "{}{fault}", if index > 0 { "\n" } else { "" })?;
        }
        Ok(())
    }
}

impl core::error::Error for Faults {}
