//! What libFuzzer says at the end of a run.

use core::fmt;

/// The final figures of one target.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Stats {
    /// How often the target ran.
    executions: u64,
    /// Edges of the control flow that were taken.
    coverage: u64,
    /// Features: edges told apart by how often they were taken, and compared values.
    features: u64,
}

impl Stats {
    /// Stands above the lines that `Display` writes.
    pub(super) const HEADING: &str = "  executions      cov       ft";

    /// Reads them from the standard error of a run with `-print_final_stats=1`; none if they are not all there.
    pub(super) fn parse(log: &str) -> Option<Self> {
        let executions = number_after(log, "stat::number_of_executed_units:")?;
        let done = log
            .lines()
            .rev()
            .find(|line| line.starts_with('#') && line.contains("DONE"))?;
        Some(Self {
            executions,
            coverage: number_after(done, "cov:")?,
            features: number_after(done, "ft:")?,
        })
    }
}

impl fmt::Display for Stats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:>12} {:>8} {:>8}", self.executions, self.coverage, self.features)
    }
}

/// The number behind the first `label` in `text`.
fn number_after(text: &str, label: &str) -> Option<u64> {
    let (_, rest) = text.split_once(label)?;
    rest.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOG: &str = "#2\tINITED cov: 12 ft: 13 corp: 1/1b exec/s: 0 rss: 30Mb\n\
        #3853311\tDONE   cov: 501 ft: 1802 corp: 212/31Kb lim: 4096 exec/s: 321109 rss: 402Mb\n\
        Done 3853311 runs in 12 second(s)\n\
        stat::number_of_executed_units: 3853311\n\
        stat::average_exec_per_sec:     321109\n";

    #[test]
    fn the_last_figures_count() {
        assert_eq!(
            Stats::parse(LOG),
            Some(Stats {
                executions: 3_853_311,
                coverage: 501,
                features: 1802
            })
        );
    }

    #[test]
    fn a_run_that_was_cut_short_has_none() {
        assert_eq!(Stats::parse(LOG.split_once("stat::").unwrap().0), None);
    }
}
