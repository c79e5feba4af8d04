//! The README's examples, run as they stand.

use self::support::{run, with_project};

mod support;

#[test]
fn every_example_prints_what_the_readme_says() {
    let readme = include_str!("../README.md");
    let mut token = String::new();
    let mut count = 0;
    for block in readme.split("```console\n").skip(1) {
        let block = block.split("```").next().unwrap_or_default();
        for example in block.split("$ ").skip(1) {
            let (line, expected) = command_and_answer(example);
            let Some(arguments) = line
                .strip_prefix("opentok ")
                .filter(|arguments| !arguments.contains("--batch"))
            else {
                continue;
            };
            let arguments = arguments.replace("$TOKEN", &token);
            let answer = run(with_project([])
                .args(arguments.split_whitespace())
                .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data")));
            assert_eq!(answer.out, expected, "{arguments}: {}", answer.err);
            if arguments.starts_with("token mint") {
                answer.out.trim_end().clone_into(&mut token);
            }
            count += 1;
        }
    }
    assert_eq!(count, 11, "examples found");
}

/// The first line, with those that it goes on in, and what is below.
fn command_and_answer(example: &str) -> (String, &str) {
    let mut ends = example.match_indices('\n').map(|(at, _)| at);
    let end = ends.find(|at| !example[..*at].ends_with('\\')).unwrap_or(example.len());
    let answer = example.get(end + 1..).unwrap_or_default();
    (example[..end].replace("\\\n", ""), answer)
}
