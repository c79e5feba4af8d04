use core::str::FromStr;

/// What a caller may ask for.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Right {
    /// To make sessions.
    Create,
    /// To get tokens of every role but moderator.
    Access,
    /// To get tokens of moderators.
    AccessModerator,
    /// To record, broadcast, caption and render.
    Archive,
}

/// A set of [`Right`]s.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Rights(u8);

impl Right {
    const ALL: [Self; 4] = [Self::Create, Self::Access, Self::AccessModerator, Self::Archive];

    /// The right as settings spell it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Access => "access",
            Self::AccessModerator => "access:moderator",
            Self::Archive => "archive",
        }
    }
}

impl Rights {
    /// All of them.
    pub const ALL: Self = Self(0b1111);

    /// Whether `right` is among them.
    pub const fn has(self, right: Right) -> bool {
        self.0 & (1 << right as u8) != 0
    }

    const fn with(self, right: Right) -> Self {
        Self(self.0 | 1 << right as u8)
    }
}

/// Written `right+right`, at least one.
impl FromStr for Rights {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        text.split('+').try_fold(Self::default(), |rights, name| {
            let right = Right::ALL.into_iter().find(|right| right.as_str() == name.trim());
            right.map(|right| rights.with(right)).ok_or(())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rights_are_named_with_plus_between() {
        let rights: Rights = "create+access:moderator".parse().unwrap();
        assert!(rights.has(Right::Create) && rights.has(Right::AccessModerator));
        assert!(!rights.has(Right::Access) && !rights.has(Right::Archive));
        assert!(Right::ALL.into_iter().all(|right| Rights::ALL.has(right)));
        for text in ["", "create+", "Create", "create,access"] {
            assert!(text.parse::<Rights>().is_err(), "{text}");
        }
    }
}
