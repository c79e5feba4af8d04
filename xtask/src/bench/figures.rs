//! What the programs printed, line by line.

use super::promises::{MEASURES, Measure, Unit};
use crate::process::Outcome;

/// What was measured, in the order of [`MEASURES`], and what was said besides.
#[derive(Debug)]
pub(super) struct Figures {
    /// A value for each measure, unless its program did not print it.
    values: Vec<Option<f64>>,
    /// What was measured with: the lines that begin with `input`.
    pub(super) inputs: Vec<String>,
    /// Every other line: the times behind the ratios.
    pub(super) details: Vec<String>,
}

impl Figures {
    /// # Errors
    ///
    /// When a figure is printed that nobody described, or in another unit than described.
    pub(super) fn read(printed: &str) -> Outcome<Self> {
        let mut figures = Self {
            values: vec![None; MEASURES.len()],
            inputs: Vec::new(),
            details: Vec::new(),
        };
        for line in printed.lines() {
            if let Some(input) = line.strip_prefix("input ") {
                figures.inputs.push(input.to_owned());
            } else if let Some((unit, name, value)) = figure(line) {
                let place = MEASURES.iter().position(|measure| measure.name == name);
                let place =
                    place.ok_or_else(|| format!("nobody says what {name} is: see xtask/src/bench/promises.rs"))?;
                if MEASURES[place].unit.word() != unit {
                    return Err(format!("{name} is printed in {unit}").into());
                }
                figures.values[place] = Some(value);
            } else if !line.is_empty() {
                figures.details.push(line.to_owned());
            }
        }
        Ok(figures)
    }

    /// Each measure with its value.
    pub(super) fn all(&self) -> impl Iterator<Item = (&'static Measure, Option<f64>)> {
        MEASURES.iter().zip(self.values.iter().copied())
    }

    /// The promises that were not kept, each as a few words.
    pub(super) fn broken(&self) -> impl Iterator<Item = String> {
        self.all().filter_map(|(measure, value)| {
            let name = measure.name;
            // What was not measured keeps no promise.
            let is_broken = measure.promise.is_kept(value.unwrap_or(f64::NAN)) == Some(false);
            is_broken.then(|| match value {
                Some(value) => format!("{name} is {value}, not {}", measure.promise),
                None => format!("{name} was not measured"),
            })
        })
    }
}

/// The parts of a line `UNIT NAME VALUE`.
fn figure(line: &str) -> Option<(&str, &str, f64)> {
    const UNITS: [Unit; 4] = [Unit::Ratio, Unit::Bytes, Unit::MebiBytes, Unit::Milliseconds];
    let (unit, rest) = line.split_once(' ')?;
    let (name, value) = rest.split_once(' ')?;
    let is_unit = UNITS.iter().any(|known| known.word() == unit);
    is_unit
        .then(|| value.parse().ok())
        .flatten()
        .map(|value| (unit, name, value))
}

#[cfg(test)]
mod tests {
    use super::super::promises::Promise;
    use super::*;

    /// Every figure, at the limit of its promise.
    fn kept() -> String {
        let line = |measure: &Measure| {
            let value = match measure.promise {
                Promise::AtMost(limit) | Promise::AtLeast(limit) => limit,
                Promise::None => 7.0,
            };
            format!("{} {} {value}\n", measure.unit.word(), measure.name)
        };
        MEASURES.iter().map(line).collect()
    }

    fn broken(printed: &str) -> Vec<String> {
        Figures::read(printed).unwrap().broken().collect()
    }

    #[test]
    fn kept_promises_pass() {
        assert_eq!(broken(&kept()), Vec::<String>::new());
    }

    #[test]
    fn a_figure_beyond_its_promise_is_told() {
        let sign = "ratio t1_sign_vs_bare ";
        assert_eq!(
            broken(&kept().replace(&format!("{sign}1.25"), &format!("{sign}1.26"))),
            ["t1_sign_vs_bare is 1.26, not at most 1.25"]
        );
        let threads = "ratio t1_sign_threads_x ";
        assert_eq!(
            broken(&kept().replace(&format!("{threads}1.8"), &format!("{threads}1.1"))),
            ["t1_sign_threads_x is 1.1, not at least 1.8"]
        );
    }

    #[test]
    fn a_promise_that_was_not_measured_is_not_kept() {
        let line = "ratio jws_hs256_sign_vs_bare 1.35\n";
        assert_eq!(
            broken(&kept().replace(line, "")),
            ["jws_hs256_sign_vs_bare was not measured"]
        );
    }

    #[test]
    fn a_figure_that_nobody_described_is_refused() {
        assert!(Figures::read("ratio anything_else 9\n").is_err());
        assert!(Figures::read("ms t1_sign_vs_bare 1.2\n").is_err());
    }

    #[test]
    fn inputs_and_times_are_kept_apart() {
        let figures = Figures::read("input t1: a grant\nns t1_sign_vs_bare ours 400 yardstick 300\n\n").unwrap();
        assert_eq!(figures.inputs, ["t1: a grant"]);
        assert_eq!(figures.details, ["ns t1_sign_vs_bare ours 400 yardstick 300"]);
    }

    #[test]
    fn a_line_with_more_than_a_value_is_no_figure() {
        assert_eq!(figure("bytes manifest_peak_memory document 7 peak 9"), None);
        assert_eq!(
            figure("bytes sandbox_session 690"),
            Some(("bytes", "sandbox_session", 690.0))
        );
    }
}
