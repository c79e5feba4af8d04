//! The README's examples, run as they stand.

use self::support::{run, with_project};

mod support;

#[test]
fn every_example_prints_what_the_readme_says() {
    let readme = include_str!("../README.md");
    let mut token = String::new();
    let mut count = 0;
    for block in readme.split("```console\n").skip(1) {
        let block = block.split("```").next().unwrap_or_default().replace("\\\n", "");
        for example in block.split("$ ").skip(1) {
            let (line, expected) = example.split_once('\n').unwrap_or((example, ""));
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
    assert_eq!(count, 9, "examples found");
}
