//! The sandbox next to a bare server, and with a million things in it next to a thousand.

use opentok_benches::sandbox::{self, Caller, Connection, Filled};
use opentok_benches::timing::Contest;

use crate::report;

pub(crate) fn measure() {
    println!("ms sandbox_start {:.1}", sandbox::first_answer().as_secs_f64() * 1e3);

    let caller = Caller::new();
    let request = caller.create_on_the_wire();
    let mut ours = Connection::new(sandbox::served(caller.sandbox), request.clone());
    let body = ours
        .answer()
        .split(|byte| *byte == b'[')
        .nth(1)
        .expect("the answer is an array");
    let body = [b"[", body].concat();
    let mut theirs = Connection::new(sandbox::axum_yardstick(body), request);
    println!(
        "input sandbox: answers of {} and {} bytes",
        ours.answer().len(),
        theirs.answer().len()
    );
    report(
        "sandbox_http_vs_axum",
        &Contest::run(|| ours.exchange(), || theirs.exchange()),
    );

    let million = Filled::sessions(1_000_000);
    println!("bytes sandbox_session {:.0}", million.bytes_each);
    report_growth("sandbox_growth", &million, Filled::sessions, 500, |filled| {
        drop(filled.caller.create())
    });
    drop(million);
    let million = Filled::archives(1_000_000);
    println!("bytes sandbox_archive {:.0}", million.bytes_each);
    report_growth("sandbox_list_growth", &million, Filled::archives, 50, Filled::list);
}

fn report_growth(name: &str, many: &Filled, fill: impl Fn(usize) -> Filled, calls: usize, work: impl Fn(&Filled)) {
    let (ours, yardstick) = sandbox::growth(many, || fill(1_000), calls, work);
    report(name, &Contest { ours, yardstick });
}
