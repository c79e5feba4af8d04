//! Says what is wrong with a client token: `doctor API_KEY API_SECRET TOKEN`.

use std::error::Error;
use std::process::ExitCode;

use opentok_token::doctor::{Case, Severity};
use opentok_token::{ApiSecret, UnixSeconds};

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(key), Some(secret), Some(token)) = (args.next(), args.next(), args.next()) else {
        return Err("usage: doctor API_KEY API_SECRET TOKEN".into());
    };
    let case = Case::new(&token)
        .project(key.parse()?, ApiSecret::new(&secret))
        .at(UnixSeconds::now())
        .leeway(60);
    let findings = case.examine();
    for finding in &findings {
        println!("{finding}\n    {}", finding.remedy());
    }
    let is_broken = findings.iter().any(|finding| finding.severity() == Severity::Error);
    Ok(if is_broken {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}
