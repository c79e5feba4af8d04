//! The crates that a verb is about: all that are published, or those that are named.

use crate::process::Outcome;
use crate::workspace::Package;

/// Which crates.
#[derive(clap::Args, Clone, Debug, Default)]
pub(crate) struct Choice {
    /// Only this crate; may be given several times.
    #[arg(long, value_name = "NAME")]
    package: Vec<String>,
}

impl Choice {
    /// Every one of them.
    pub(crate) const ALL: Self = Self { package: Vec::new() };

    /// Those of `packages` that are chosen.
    ///
    /// # Errors
    ///
    /// When one that is named is not among them.
    pub(crate) fn among<'w>(&self, packages: impl Iterator<Item = &'w Package>) -> Outcome<Vec<&'w Package>> {
        let mut all: Vec<_> = packages.collect();
        if let Some(unknown) = self
            .package
            .iter()
            .find(|name| all.iter().all(|package| package.name != **name))
        {
            return Err(format!("there is no such crate to choose: {unknown}").into());
        }
        all.retain(|package| self.package.is_empty() || self.package.contains(&package.name));
        Ok(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(names: &[&str]) -> Outcome<Vec<String>> {
        let packages = ["a", "b"].map(|name| {
            let manifest = r#","dependencies":[],"publish":null,"manifest_path":"/a/Cargo.toml","features":{}}"#;
            serde_json::from_str::<Package>(&format!(r#"{{"name":"{name}"{manifest}"#)).unwrap()
        });
        let package = names.iter().copied().map(str::to_owned).collect();
        let chosen = Choice { package }.among(packages.iter())?;
        Ok(chosen.into_iter().map(|package| package.name.clone()).collect())
    }

    #[test]
    fn all_are_chosen_unless_some_are_named() {
        assert_eq!(chosen(&[]).unwrap(), ["a", "b"]);
        assert_eq!(chosen(&["b"]).unwrap(), ["b"]);
    }

    #[test]
    fn a_crate_that_is_not_there_cannot_be_chosen() {
        assert_eq!(
            chosen(&["b", "c"]).unwrap_err().to_string(),
            "there is no such crate to choose: c"
        );
    }
}
