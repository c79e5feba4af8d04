//! What was measured, as tables.

use core::fmt::{Formatter, Result};

use super::told::{Calls, Tokens};

/// The library that everything is measured against comes first.
pub(super) fn write_tokens(f: &mut Formatter<'_>, tokens: &[Tokens]) -> Result {
    f.write_str(
        "### Tokens a second\n\nOne thread, one session, role moderator, 26 bytes of connection data, an hour's expiry, as far \
         as the library can say them. Each is warmed up for a second; of 20 turns of a tenth of a second the median counts.\n\n\
         | library | token | tokens a second | µs each | what it does for each |\n| --- | --- | ---: | ---: | --- |\n",
    )?;
    for row in tokens {
        let Tokens {
            library,
            token,
            per_second,
            does,
        } = row;
        let micros = 1e6 / per_second;
        writeln!(f, "| {library} | {token} | {per_second:.0} | {micros:.2} | {does} |")?;
    }
    f.write_str("\n")
}

/// The first row is what every call costs without any library.
pub(super) fn write_calls(f: &mut Formatter<'_>, calls: &[Calls]) -> Result {
    f.write_str(
        "### Calls\n\nReading one archive that is ready from the sandbox over loopback, one call after the other: the same \
         answer for everybody. The sandbox is another process and checks every token. Each is warmed up for 200 calls; of \
         20 turns of 100 calls the median counts. The connections are those the system has seen.\n\n\
         | library | µs a call | on top of the socket | connections | what it does for each |\n\
         | --- | ---: | ---: | --- | --- |\n",
    )?;
    let socket = calls.first().map_or(f64::NAN, |socket| socket.micros);
    for row in calls {
        let Calls {
            library,
            micros,
            count,
            does,
            connections,
        } = row;
        let kept = if row.is_kept() {
            "one is kept".to_owned()
        } else {
            format!("{connections} for {count} calls")
        };
        let extra = micros - socket;
        writeln!(f, "| {library} | {micros:.0} | {extra:.0} | {kept} | {does} |")?;
    }
    f.write_str("\n")
}
