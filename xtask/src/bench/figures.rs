//! What the programs printed, line by line.

use super::promises::{MEASURES, Measure, Unit};
use crate::process::Outcome;

/// What was measured, and what was said besides.
#[derive(Debug, Default)]
pub(super) struct Figures {
    /// What was measured with: the lines that begin with `input`.
    pub(super) inputs: Vec<String>,
    things: Vec<Thing>,
}

/// All that a run printed of one thing.
#[derive(Debug, Default)]
struct Thing {
    name: String,
    /// Its figure, if it has one.
    value: Option<f64>,
    /// Every other line: the times behind the figure.
    details: Vec<String>,
    /// Nanoseconds, those of both sides together: the fewer, the less the machine was disturbed.
    time: f64,
}

impl Figures {
    /// Adds what a program printed. Of a thing that was measured before, the quicker run counts: a busy machine makes
    /// everything slower and nothing quicker, and the two sides of a ratio not alike.
    ///
    /// # Errors
    ///
    /// When a figure is printed that nobody described, or in another unit than described.
    pub(super) fn add(&mut self, printed: &str) -> Outcome {
        for thing in self.read(printed)? {
            match self.things.iter_mut().find(|known| known.name == thing.name) {
                Some(known) if thing.time < known.time => *known = thing,
                Some(_) => {}
                None => self.things.push(thing),
            }
        }
        Ok(())
    }

    fn read(&mut self, printed: &str) -> Outcome<Vec<Thing>> {
        let mut things: Vec<Thing> = Vec::new();
        for line in printed.lines().filter(|line| !line.is_empty()) {
            if let Some(input) = line.strip_prefix("input ") {
                if !self.inputs.iter().any(|known| known == input) {
                    self.inputs.push(input.to_owned());
                }
                continue;
            }
            let mut words = line.split(' ');
            let (unit, name) = (words.next(), words.next().unwrap_or_default());
            if things.last().is_none_or(|thing| thing.name != name) {
                let name = name.to_owned();
                things.push(Thing {
                    name,
                    ..Thing::default()
                });
            }
            let Some(thing) = things.last_mut() else { continue };
            match figure(line)? {
                Some(value) => thing.value = Some(value),
                None => thing.details.push(line.to_owned()),
            }
            if unit == Some("ns") {
                // Sizes are among the numbers, but the same ones in every run.
                thing.time += words
                    .filter_map(|word| word.trim_end_matches([',', ';']).parse::<f64>().ok())
                    .sum::<f64>();
            }
        }
        Ok(things)
    }

    /// Each measure with its value.
    pub(super) fn all(&self) -> impl Iterator<Item = (&'static Measure, Option<f64>)> {
        let value = |measure: &Measure| self.things.iter().find(|thing| thing.name == measure.name)?.value;
        MEASURES.iter().map(move |measure| (measure, value(measure)))
    }

    /// Every line but figures and inputs, in the order of what was measured first.
    pub(super) fn details(&self) -> impl Iterator<Item = &str> {
        self.things.iter().flat_map(|thing| &thing.details).map(String::as_str)
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

/// The value of a line `UNIT NAME VALUE`.
fn figure(line: &str) -> Outcome<Option<f64>> {
    const UNITS: [Unit; 4] = [Unit::Ratio, Unit::Bytes, Unit::MebiBytes, Unit::Milliseconds];
    let mut words = line.splitn(3, ' ');
    let (Some(unit), Some(name), Some(value)) = (words.next(), words.next(), words.next()) else {
        return Ok(None);
    };
    let is_unit = UNITS.iter().any(|known| known.word() == unit);
    let Some(value) = value.parse().ok().filter(|_| is_unit) else {
        return Ok(None);
    };
    let measure = MEASURES.iter().find(|measure| measure.name == name);
    let measure = measure.ok_or_else(|| format!("nobody says what {name} is: see xtask/src/bench/promises.rs"))?;
    if measure.unit.word() != unit {
        return Err(format!("{name} is printed in {unit}").into());
    }
    Ok(Some(value))
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

    fn figures(runs: &[&str]) -> Figures {
        let mut figures = Figures::default();
        for printed in runs {
            figures.add(printed).unwrap();
        }
        figures
    }

    fn broken(printed: &str) -> Vec<String> {
        figures(&[printed]).broken().collect()
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
        assert!(Figures::default().add("ratio anything_else 9\n").is_err());
        assert!(Figures::default().add("ms t1_sign_vs_bare 1.2\n").is_err());
    }

    #[test]
    fn inputs_and_times_are_kept_apart_and_inputs_told_once() {
        let printed = "input t1: a grant\nns t1_sign_vs_bare ours 400 yardstick 300\n\n";
        let figures = figures(&[printed, printed]);
        assert_eq!(figures.inputs, ["t1: a grant"]);
        let details: Vec<_> = figures.details().collect();
        assert_eq!(details, ["ns t1_sign_vs_bare ours 400 yardstick 300"]);
    }

    #[test]
    fn of_several_runs_the_quickest_counts_whatever_its_ratio() {
        let runs = [
            "ns t1_sign_vs_bare ours 390 yardstick 330\nratio t1_sign_vs_bare 1.18\n",
            "ns t1_sign_vs_bare ours 360 yardstick 300\nratio t1_sign_vs_bare 1.2\n",
            "ns t1_sign_vs_bare ours 340 yardstick 400; of these 10\nratio t1_sign_vs_bare 0.85\n",
        ];
        let figures = figures(&runs);
        assert_eq!(figures.all().next().unwrap().1, Some(1.2));
        let details: Vec<_> = figures.details().collect();
        assert_eq!(details, ["ns t1_sign_vs_bare ours 360 yardstick 300"]);
    }

    #[test]
    fn a_figure_without_times_is_that_of_the_first_run() {
        let figures = figures(&["bytes sandbox_session 690\n", "bytes sandbox_session 600\n"]);
        let value = figures.all().find(|(measure, _)| measure.name == "sandbox_session");
        assert_eq!(value.unwrap().1, Some(690.0));
    }

    #[test]
    fn a_line_with_more_than_a_value_is_no_figure() {
        assert_eq!(figure("bytes manifest_peak_memory document 7 peak 9").unwrap(), None);
        assert_eq!(figure("bytes sandbox_session 690").unwrap(), Some(690.0));
    }
}
