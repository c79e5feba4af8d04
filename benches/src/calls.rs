//! Calls of the REST API, from their making to their answer.

use opentok_benches::rest;

use crate::report;

pub(crate) fn measure() {
    report("rest_build_vs_bare", &rest::build().expect("the call is sound"));
    report("rest_call_vs_hyper", &rest::call().expect("loopback answers"));
    rest::download().expect("loopback answers");
}
