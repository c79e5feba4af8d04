//! How many connections somebody has made, as the system remembers them.

use std::fs;

use crate::process::Outcome;

/// The connections to a port of this machine that have come and gone: the system keeps each for a minute after its end.
pub(super) fn left_behind(port: u16) -> Outcome<usize> {
    Ok(count(&fs::read_to_string("/proc/net/tcp")?, port))
}

/// The state of a connection that has ended and is remembered.
const TIME_WAIT: &str = "06";

/// Whichever end closes first is the one that is remembered.
fn count(table: &str, port: u16) -> usize {
    let port = format!(":{port:04X}");
    let is_meant = |line: &&str| {
        let mut fields = line.split_whitespace().skip(1);
        let ends = [fields.next(), fields.next()];
        fields.next() == Some(TIME_WAIT) && ends.into_iter().flatten().any(|end| end.ends_with(&port))
    };
    table.lines().filter(is_meant).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_of_the_port_that_have_ended_are_counted() {
        let table = "\
  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1
   1: 0100007F:1F90 0100007F:C350 06 00000000:00000000 00:00000000 00000000     0        0 0
   2: 0100007F:C351 0100007F:1F90 06 00000000:00000000 00:00000000 00000000     0        0 0
   3: 0100007F:C352 0100007F:1F91 06 00000000:00000000 00:00000000 00000000     0        0 0
   4: 0100007F:C353 0100007F:1F90 01 00000000:00000000 00:00000000 00000000     0        0 0
";
        assert_eq!(count(table, 8080), 2);
        assert_eq!(count(table, 8082), 0);
    }
}
