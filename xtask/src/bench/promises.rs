//! Every figure that the benchmarks print, what it tells, and what is promised of it. Nowhere else.

use core::fmt;

/// A figure: the line `UNIT NAME VALUE` of a program.
#[derive(Debug)]
pub(super) struct Measure {
    pub(super) name: &'static str,
    pub(super) unit: Unit,
    pub(super) promise: Promise,
    /// What is measured, and against which yardstick.
    pub(super) tells: &'static str,
}

/// What a figure counts.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Unit {
    /// Ours divided by the yardstick: lower is better.
    Ratio,
    /// How many times as fast as the yardstick: higher is better.
    Times,
    Bytes,
    MebiBytes,
    Milliseconds,
}

/// What the README may say about a figure.
#[derive(Clone, Copy, Debug)]
pub(super) enum Promise {
    AtMost(f64),
    AtLeast(f64),
    /// For information.
    None,
}

pub(super) const MEASURES: &[Measure] = &[
    Measure {
        name: "t1_sign_vs_bare",
        unit: Unit::Ratio,
        promise: Promise::AtMost(1.25),
        tells: "Signing a T1 token into a buffer, against the keyed HMAC-SHA1 of the same bytes and the base64 of a text of \
                the same length, by the same libraries.",
    },
    Measure {
        name: "t1_verify_vs_bare",
        unit: Unit::Ratio,
        promise: Promise::AtMost(1.35),
        tells: "Verifying a T1 token and reading its claims, against decoding the same base64 and hashing the same bytes, \
                by the same libraries.",
    },
    Measure {
        name: "t1_sign_json_vs_bare",
        unit: Unit::Ratio,
        promise: Promise::None,
        tells: "The same with as much JSON as connection data may be, of which more than a third has to be escaped.",
    },
    Measure {
        name: "t1_verify_json_vs_bare",
        unit: Unit::Ratio,
        promise: Promise::None,
        tells: "Verifying that token.",
    },
    Measure {
        name: "jws_hs256_sign_vs_bare",
        unit: Unit::Ratio,
        promise: Promise::AtMost(1.35),
        tells: "Signing a JWT with the claims of a client token, against the base64 and the HMAC-SHA256 of the same bytes, \
                ready made, by the same libraries.",
    },
    Measure {
        name: "t1_sign_vs_jsonwebtoken_x",
        unit: Unit::Times,
        promise: Promise::None,
        tells: "A T1 token in a text of its own, against a JWT of the same claims by the `jsonwebtoken` crate.",
    },
    Measure {
        name: "t1_sign_threads_x",
        unit: Unit::Times,
        promise: Promise::AtLeast(1.8),
        tells: "T1 tokens a second on two threads that share one signer, against one thread.",
    },
    Measure {
        name: "manifest_xml_vs_quickxml",
        unit: Unit::Ratio,
        promise: Promise::AtMost(1.6),
        tells: "Reading an XML manifest into values, against a bare loop over quick-xml's events that reads every \
                attribute of the same document.",
    },
    Measure {
        name: "manifest_growth",
        unit: Unit::Ratio,
        promise: Promise::AtMost(1.3),
        tells: "Reading an XML manifest, time for each event: among 100,000, against among 1,000.",
    },
    Measure {
        name: "timeline_growth",
        unit: Unit::Ratio,
        promise: Promise::AtMost(1.6),
        tells: "Making the timeline of a manifest, time for each event: among 100,000, against among 1,000.",
    },
    Measure {
        name: "manifest_peak_memory",
        unit: Unit::Ratio,
        promise: Promise::AtMost(6.0),
        tells: "The memory that reading an XML manifest takes at its peak, against the length of the document.",
    },
    Measure {
        name: "rest_build_vs_bare",
        unit: Unit::Ratio,
        promise: Promise::AtMost(1.5),
        tells: "Making a signed request, against putting together the same bytes by hand with the same libraries.",
    },
    Measure {
        name: "rest_call_vs_hyper",
        unit: Unit::Ratio,
        promise: Promise::AtMost(1.1),
        tells: "A whole call over one kept connection to loopback, signed afresh, against bare hyper that sends a request \
                made and signed beforehand and reads the answer into the same value.",
    },
    Measure {
        name: "rest_download_1gib",
        unit: Unit::MebiBytes,
        promise: Promise::AtMost(16.0),
        tells: "The memory that downloading a gibibyte takes at its peak.",
    },
    Measure {
        name: "sandbox_http_vs_axum",
        unit: Unit::Ratio,
        promise: Promise::AtMost(1.6),
        tells: "Creating a session in the sandbox over loopback, against a bare axum handler that reads the form and \
                answers the same bytes.",
    },
    Measure {
        name: "sandbox_session",
        unit: Unit::Bytes,
        promise: Promise::AtMost(700.0),
        tells: "The memory that each of a million sessions takes in the sandbox.",
    },
    Measure {
        name: "sandbox_growth",
        unit: Unit::Ratio,
        promise: Promise::AtMost(1.5),
        tells: "Creating a session among 1,000,000 in the sandbox, against creating one among 1,000.",
    },
    Measure {
        name: "sandbox_archive",
        unit: Unit::Bytes,
        promise: Promise::None,
        tells: "The memory that each of a million archives takes in the sandbox.",
    },
    Measure {
        name: "sandbox_list_growth",
        unit: Unit::Ratio,
        promise: Promise::AtMost(1.5),
        tells: "Listing 50 archives of 1,000,000 in the sandbox, against listing 50 of 1,000.",
    },
    Measure {
        name: "sandbox_start",
        unit: Unit::Milliseconds,
        promise: Promise::AtMost(50.0),
        tells: "From nothing to the first answer of a sandbox that has made its certificate.",
    },
    Measure {
        name: "tiny_access_vs_axum",
        unit: Unit::Ratio,
        promise: Promise::AtMost(1.4),
        tells: "A token from Tiny OpenTok Server over loopback, asked for on 64 connections at once, against bare axum that \
                answers fixed bytes of the same length.",
    },
    Measure {
        name: "tiny_access_memory",
        unit: Unit::MebiBytes,
        promise: Promise::AtMost(30.0),
        tells: "The memory of the process under that load: Tiny OpenTok Server, bare axum, and who asks them.",
    },
    Measure {
        name: "tiny_growth",
        unit: Unit::Ratio,
        promise: Promise::AtMost(1.5),
        tells: "A token from Tiny OpenTok Server over loopback, for 20,000 sessions from all over a file of 1,000,000, in \
                turns, against those of a file of 2,048.",
    },
];

impl Promise {
    /// Whether `value` keeps it. `None` if nothing is promised.
    pub(super) fn is_kept(self, value: f64) -> Option<bool> {
        match self {
            Self::AtMost(most) => Some(value <= most),
            Self::AtLeast(least) => Some(value >= least),
            Self::None => None,
        }
    }
}

impl Unit {
    /// The first word of a line.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Ratio | Self::Times => "ratio",
            Self::Bytes => "bytes",
            Self::MebiBytes => "MiB",
            Self::Milliseconds => "ms",
        }
    }

    /// What stands behind a value, for people.
    pub(super) const fn suffix(self) -> &'static str {
        match self {
            Self::Ratio => "",
            Self::Times => " ×",
            Self::Bytes => " bytes",
            Self::MebiBytes => " MiB",
            Self::Milliseconds => " ms",
        }
    }
}

impl Measure {
    /// The promise, for people.
    pub(super) fn promised(&self) -> String {
        let suffix = self.unit.suffix();
        match self.promise {
            Promise::AtMost(most) => format!("≤ {most}{suffix}"),
            Promise::AtLeast(least) => format!("≥ {least}{suffix}"),
            Promise::None => "–".to_owned(),
        }
    }
}

impl fmt::Display for Promise {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AtMost(most) => write!(f, "at most {most}"),
            Self::AtLeast(least) => write!(f, "at least {least}"),
            Self::None => f.write_str("nothing"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_whether_higher_is_better() {
        for measure in MEASURES {
            let is_times = measure.unit == Unit::Times;
            assert_eq!(measure.name.ends_with("_x"), is_times, "{}", measure.name);
            let promises_more = matches!(measure.promise, Promise::AtLeast(_));
            assert!(is_times || !promises_more, "{}", measure.name);
        }
    }

    #[test]
    fn each_figure_is_told_once_and_in_one_sentence() {
        for (place, measure) in MEASURES.iter().enumerate() {
            assert!(
                MEASURES[..place].iter().all(|other| other.name != measure.name),
                "{}",
                measure.name
            );
            let sentence = measure.tells;
            assert!(sentence.ends_with('.') && !sentence.contains(". "), "{}", measure.name);
        }
    }

    #[test]
    fn a_promise_is_kept_up_to_its_limit() {
        assert_eq!(Promise::AtMost(1.5).is_kept(1.5), Some(true));
        assert_eq!(Promise::AtMost(1.5).is_kept(1.51), Some(false));
        assert_eq!(Promise::AtLeast(1.8).is_kept(1.8), Some(true));
        assert_eq!(Promise::AtLeast(1.8).is_kept(1.79), Some(false));
        assert_eq!(Promise::AtMost(1.5).is_kept(f64::NAN), Some(false));
        assert_eq!(Promise::None.is_kept(9.0), None);
    }
}
