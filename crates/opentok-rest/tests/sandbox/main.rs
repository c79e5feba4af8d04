//! Client and sandbox agree: every call, in both environments, in memory, over HTTP and over HTTPS.
//!
//! The two share no code that reads or writes the service's words, so that a misreading of one shows here.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

extern crate alloc;

mod accounts;
mod archives;
mod bench;
mod broadcasts;
mod calling;
mod legacy;
mod refusals;
mod sessions;

use alloc::collections::BTreeSet;

use bench::{Environment, Way};
use opentok_rest::{CALLS, Environments};

/// Makes tests of behaviours: each in every way that a call can take.
macro_rules! tests {
    ($environment:ident { $($family:ident: $($behaviour:ident,)+;)+ }) => {
        tests!(@way in_memory Memory $environment { $($($family $behaviour)+)+ });
        tests!(@way over_http Http $environment { $($($family $behaviour)+)+ });
        tests!(@way over_https Https $environment { $($($family $behaviour)+)+ });

        /// The calls that all of them made.
        fn calls_made() -> super::BTreeSet<&'static str> {
            let mut made = super::BTreeSet::new();
            $($(made.extend(super::bench::run(super::Way::Memory, super::Environment::$environment, crate::$family::$behaviour));)+)+
            made
        }
    };
    (@way $module:ident $way:ident $environment:ident { $($family:ident $behaviour:ident)+ }) => {
        mod $module {
            use crate::bench::{Environment, Way, run};

            $(
                #[test]
                fn $behaviour() {
                    run(Way::$way, Environment::$environment, crate::$family::$behaviour);
                }
            )+
        }
    };
}

/// What both environments offer, and what one offers alone.
macro_rules! tests_of_both {
    ($environment:ident { $($own:tt)* }) => {
        tests!($environment {
            sessions:
                a_session_belongs_to_who_made_it,
                a_session_may_be_archived_from_its_first_client_on,
                signals_reach_those_they_are_sent_to,
                who_is_connected_is_listed_and_can_be_disconnected,
                streams_are_read_and_classed,
                a_mute_lasts_until_it_is_ended,
            ;
            archives:
                an_archive_is_started_stopped_read_and_deleted,
                an_archive_takes_every_option,
                streams_of_a_manual_archive_come_and_go,
                archives_are_listed_page_by_page,
            ;
            broadcasts:
                a_broadcast_is_started_read_and_stopped,
                streams_of_a_manual_broadcast_come_and_go,
                broadcasts_are_listed,
            ;
            calling:
                captions_are_started_and_stopped,
                a_page_is_rendered_into_the_session,
                a_call_takes_tones,
                an_audio_connector_is_started,
            ;
            refusals:
                a_stranger_is_told_so,
                a_wrong_key_is_told_so,
                another_projects_path_is_told_so,
                a_clock_ahead_is_measured,
                a_clock_behind_is_measured,
                a_wrong_clock_is_corrected,
                what_is_not_there_is_not_found,
                what_the_state_forbids_is_a_conflict,
                a_session_without_clients_is_not_connected,
                a_scripted_failure_is_the_services,
                a_broken_connection_is_interrupted,
            ;
            $($own)*
        });
    };
}

mod opentok {
    tests_of_both!(OpenTok {
        archives: an_archive_goes_to_storage_of_ones_own,;
        accounts:
            callbacks_are_registered_listed_and_deleted,
            projects_are_made_suspended_and_deleted,
            insights_answer_in_graphql,
        ;
        legacy:
            a_session_is_made_as_in_2012,
            an_archive_of_2012_is_read_and_deleted,
            an_archive_of_2012_is_stitched,
            a_participant_reads_no_archive_of_2012,
        ;
    });

    #[test]
    fn every_call_of_the_environment_is_made() {
        super::covers(&calls_made(), |offered| offered != super::Environments::Unified);
    }
}

mod unified {
    tests_of_both!(Unified {
        calling:
            captions_tell_what_becomes_of_them,
            an_audio_connector_is_stopped,
        ;
    });

    #[test]
    fn every_call_of_the_environment_is_made() {
        let offers = |offered| matches!(offered, super::Environments::Both | super::Environments::Unified);
        super::covers(&calls_made(), offers);
    }
}

/// Without an exception: there is no call of the client that the sandbox does not serve.
fn covers(made: &BTreeSet<&'static str>, is_offered: impl Fn(Environments) -> bool) {
    let offered = CALLS.iter().filter(|call| is_offered(call.environments));
    let missing: Vec<_> = offered
        .map(|call| call.name)
        .filter(|name| !made.contains(name))
        .collect();
    assert!(missing.is_empty(), "no behaviour makes {missing:?}");
}
