//! BENCHMARKS.md.

use core::fmt::{self, Display, Formatter};

use super::figures::Figures;
use super::machine::Machine;
use crate::peers::speed::Rivals;

/// Everything the page tells.
#[derive(Debug)]
pub(super) struct Page<'a> {
    pub(super) machine: &'a Machine,
    pub(super) figures: &'a Figures,
    /// `None` if the peers were not asked.
    pub(super) rivals: Option<&'a Rivals>,
}

impl Display for Page<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("<!-- Written by `cargo xtask bench --report`. Do not edit: measure. -->\n\n# Benchmarks\n\n")?;
        self.write_promises(f)?;
        self.write_rivals(f)?;
        self.write_machine(f)?;
        self.write_method(f)
    }
}

impl Page<'_> {
    fn write_promises(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let judged = self
            .figures
            .all()
            .filter_map(|(measure, value)| measure.promise.is_kept(value.unwrap_or(f64::NAN)));
        let judged: Vec<bool> = judged.collect();
        let (kept, promised) = (judged.iter().filter(|is_kept| **is_kept).count(), judged.len());
        writeln!(f, "{kept} of {promised} promises were kept in this run.\n")?;
        f.write_str(
            "| figure | measured | promised | kept | what against what |\n| --- | ---: | ---: | --- | --- |\n",
        )?;
        for (measure, value) in self.figures.all() {
            let suffix = measure.unit.suffix();
            let measured = value.map_or_else(|| "not measured".to_owned(), |value| format!("{value}{suffix}"));
            let kept = match measure.promise.is_kept(value.unwrap_or(f64::NAN)) {
                Some(true) => "yes",
                Some(false) => "**no**",
                None => "",
            };
            let (name, promised, tells) = (measure.name, measure.promised(), measure.tells);
            writeln!(f, "| `{name}` | {measured} | {promised} | {kept} | {tells} |")?;
        }
        f.write_str(
            "\nA figure without a unit is ours divided by the yardstick: 1 would be no cost at all, lower is better. With × it \
             says how many times as fast, higher is better.\n\n## Inputs\n\n",
        )?;
        for input in &self.figures.inputs {
            writeln!(f, "- {input}")?;
        }
        f.write_str("\n## Behind the figures\n\nAs the programs print it; `ns` are nanoseconds a call.\n\n```text\n")?;
        for line in self.figures.details() {
            writeln!(f, "{line}")?;
        }
        f.write_str("```\n\n")
    }

    fn write_rivals(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("## Other libraries\n\n")?;
        match self.rivals {
            Some(rivals) => writeln!(f, "{rivals}"),
            None => f.write_str("SKIPPED in this run: `cargo xtask bench --report --peers` measures them too.\n\n"),
        }
    }

    fn write_machine(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Machine {
            processor,
            cores,
            memory,
            system,
            compiler,
            commit,
            day,
            load,
        } = self.machine;
        writeln!(
            f,
            "## The machine\n\n\
             | | |\n| --- | --- |\n\
             | processor | {processor}, {cores} cores |\n\
             | memory | {memory} |\n\
             | system | {system} |\n\
             | compiler | {compiler}, release profile of this workspace |\n\
             | commit | {commit} |\n\
             | day | {day} |\n\
             | load before | {load} |\n"
        )
    }

    fn write_method(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(
            "## How it is measured\n\n\
             Both sides of a ratio run in one process, in turns of a quarter of a millisecond whose order changes from round to \
             round, so that whatever slows the machine slows both. Of the 1,000 turns of each side the first tenth in order \
             counts: the one that nobody disturbed, without the one lucky turn that the best would be. Work that takes \
             longer than a turn has fewer rounds. What takes seconds is measured ten times, spread over the whole, and the run \
             counts in which both sides together were quickest: a busy machine slows the two not alike and makes \
             neither quicker. What talks over loopback runs on one core, both ends of it, where there is \
             `taskset`: waking a sleeping core takes longer than an answer. Programs and inputs are in `benches`, each figure's description and promise \
             in `xtask/src/bench/promises.rs`.\n\n\
             `cargo xtask bench --check` measures again and fails when a promise is broken; \
             `cargo xtask bench --report --peers` writes this page.\n",
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(printed: &str) -> String {
        let text = || "x".to_owned();
        let machine = Machine {
            processor: text(),
            cores: 2,
            memory: text(),
            system: text(),
            compiler: text(),
            commit: text(),
            day: text(),
            load: text(),
        };
        let mut figures = Figures::default();
        figures.add(printed).unwrap();
        let page = Page {
            machine: &machine,
            figures: &figures,
            rivals: None,
        };
        page.to_string()
    }

    fn row<'p>(page: &'p str, name: &str) -> &'p str {
        page.lines()
            .find(|line| line.starts_with(&format!("| `{name}` |")))
            .unwrap()
    }

    #[test]
    fn a_broken_promise_is_told_as_plainly_as_a_kept_one() {
        let page =
            page("ratio t1_sign_vs_bare 1.12\nratio t1_verify_vs_bare 1.54\nratio t1_sign_vs_jsonwebtoken_x 2.5\n");
        assert!(row(&page, "t1_sign_vs_bare").contains("| 1.12 | ≤ 1.25 | yes |"));
        assert!(row(&page, "t1_verify_vs_bare").contains("| 1.54 | ≤ 1.35 | **no** |"));
        assert!(row(&page, "t1_sign_vs_jsonwebtoken_x").contains("| 2.5 × | – |  |"));
        assert!(row(&page, "sandbox_start").contains("| not measured | ≤ 50 ms | **no** |"));
        assert!(page.contains("\n1 of 19 promises were kept in this run.\n"), "{page}");
    }

    #[test]
    fn peers_that_were_not_asked_are_said_to_be_skipped() {
        assert!(page("").contains("SKIPPED"));
    }
}
