use opentok_servers::settings::{Faults, Shown};

use crate::failure::{Exit, Failure};
use crate::output::Console;

/// Tells everything that is wrong with the settings: for people one line each.
pub(super) fn refuse(faults: &Faults, console: &Console) -> Result<Exit, Failure> {
    if console.is_json() {
        return Err(Failure::configuration(&faults.lines().collect::<Vec<_>>()));
    }
    for line in faults.lines() {
        eprintln!("opentok: {line}");
    }
    Ok(Exit::Configuration)
}

/// Shows the settings as they count.
pub(super) fn show(shown: &[Shown], console: &mut Console) -> Result<Exit, Failure> {
    if console.is_json() {
        for setting in shown {
            let line = serde_json::json!({ "name": setting.name, "value": setting.value, "origin": setting.origin });
            console.json(&line)?;
        }
        return Ok(Exit::Done);
    }
    let width = shown.iter().map(|setting| setting.name.len()).max().unwrap_or(0);
    for setting in shown {
        console.text(format_args!(
            "{:width$}  {}  ({})\n",
            setting.name, setting.value, setting.origin
        ))?;
    }
    Ok(Exit::Done)
}
