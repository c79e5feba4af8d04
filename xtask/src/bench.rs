//! `bench`: the measurements that carry a promise.

use std::process::Command;

use crate::process::{self, Outcome};
use crate::workspace::Workspace;

/// Runs the benchmarks of `benches` and prints one line `ratio NAME VALUE` for each.
///
/// Both sides of a ratio are measured in the same run, in turns: machines differ, ratios hardly.
#[derive(clap::Args, Debug)]
pub(crate) struct Bench {
    /// Compare the ratios to their promises and fail when one is broken; wants an idle machine.
    #[arg(long)]
    check: bool,
}

/// What measures, one after the other: times; memory, which counting would slow; the servers.
const PROGRAMS: [&str; 3] = ["opentok-benches", "peak_memory", "servers"];

/// What the README may say about a ratio.
#[derive(Clone, Copy, Debug)]
enum Promise {
    AtMost(f64),
    AtLeast(f64),
}

/// Ours divided by the yardstick, lower is better; of a name that ends in `_x`, how many times faster. Of the last two,
/// bytes and milliseconds.
const PROMISES: &[(&str, Promise)] = &[
    ("t1_sign_vs_bare", Promise::AtMost(1.25)),
    ("t1_verify_vs_bare", Promise::AtMost(1.35)),
    ("jws_hs256_sign_vs_bare", Promise::AtMost(1.35)),
    ("t1_sign_threads_x", Promise::AtLeast(1.8)),
    ("manifest_xml_vs_quickxml", Promise::AtMost(1.6)),
    ("manifest_growth", Promise::AtMost(1.3)),
    ("timeline_growth", Promise::AtMost(1.6)),
    ("manifest_peak_memory", Promise::AtMost(6.0)),
    ("rest_build_vs_bare", Promise::AtMost(1.5)),
    ("rest_call_vs_hyper", Promise::AtMost(1.1)),
    ("sandbox_http_vs_axum", Promise::AtMost(1.6)),
    ("sandbox_growth", Promise::AtMost(1.5)),
    ("sandbox_list_growth", Promise::AtMost(1.5)),
    ("sandbox_session", Promise::AtMost(700.0)),
    ("sandbox_start", Promise::AtMost(50.0)),
    ("tiny_access_vs_axum", Promise::AtMost(1.4)),
    ("tiny_growth", Promise::AtMost(1.5)),
];

impl Bench {
    pub(crate) fn run(&self, workspace: &Workspace) -> Outcome {
        let mut report = String::new();
        for program in PROGRAMS {
            let mut command: Command = workspace.cargo("run");
            command.args(["--release", "--quiet", "--package", "opentok-benches", "--bin", program]);
            let part = process::read(&mut command)?;
            print!("{part}");
            report.push_str(&part);
        }
        let broken = broken(&report);
        if !self.check || broken.is_empty() {
            return Ok(());
        }
        Err(format!("broken promises: {}", broken.join("; ")).into())
    }
}

/// The promises that `report` does not keep, each as a few words.
fn broken(report: &str) -> Vec<String> {
    let judged = PROMISES
        .iter()
        .filter_map(|(name, promise)| match (measured(report, name), promise) {
            (None, _) => Some(format!("{name} was not measured")),
            (Some(value), Promise::AtMost(most)) if value > *most => Some(format!("{name} is {value}, over {most}")),
            (Some(value), Promise::AtLeast(least)) if value < *least => {
                Some(format!("{name} is {value}, under {least}"))
            }
            _ => None,
        });
    judged.collect()
}

/// The value of the line `ratio NAME VALUE`, or of one with `bytes` or `ms` in front.
fn measured(report: &str, name: &str) -> Option<f64> {
    report.lines().find_map(|line| {
        let (unit, rest) = line.split_once(' ')?;
        let (found, value) = rest.split_once(' ')?;
        let is_meant = matches!(unit, "ratio" | "bytes" | "ms") && found == name;
        is_meant.then(|| value.parse().ok())?
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEPT: &str = "input 1\nratio t1_sign_vs_bare 1.12\nratio t1_verify_vs_bare 1.35\n\
        ratio jws_hs256_sign_vs_bare 0.99\nratio t1_sign_threads_x 1.97\nratio manifest_xml_vs_quickxml 1.4\n\
        ratio manifest_growth 1.1\nratio timeline_growth 1.5\nratio manifest_peak_memory 1.8\n\
        ratio rest_build_vs_bare 1.5\nratio rest_call_vs_hyper 1.02\nratio anything_else 9\n\
        ratio sandbox_http_vs_axum 1.2\nratio sandbox_growth 1.1\nratio sandbox_list_growth 1.0\n\
        bytes sandbox_session 400\nms sandbox_start 9.5\n\
        ratio tiny_access_vs_axum 1.2\nratio tiny_growth 1.1\n";

    #[test]
    fn kept_promises_pass() {
        assert_eq!(broken(KEPT), Vec::<String>::new());
    }

    #[test]
    fn a_ratio_beyond_its_promise_is_told() {
        assert_eq!(
            broken(&KEPT.replace("1.12", "1.26")),
            ["t1_sign_vs_bare is 1.26, over 1.25"]
        );
        assert_eq!(
            broken(&KEPT.replace("1.97", "1.1")),
            ["t1_sign_threads_x is 1.1, under 1.8"]
        );
    }

    #[test]
    fn a_promise_that_was_not_measured_is_not_kept() {
        assert_eq!(
            broken(&KEPT.replace("jws_", "jwt_")),
            ["jws_hs256_sign_vs_bare was not measured"]
        );
    }
}
