//! Every method of the object, awaited and waiting, in both environments, against the sandbox.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

extern crate alloc;

mod bench;
mod stories;

use bench::{Cloud, Environment};

/// Makes tests of stories: each told by an object that is awaited and by one that waits, in the environments that know it.
macro_rules! tests {
    ($environment:ident: $($story:ident,)+) => {
        mod awaited {
            $(
                #[tokio::test]
                async fn $story() {
                    let cloud = crate::Cloud::new(crate::Environment::$environment);
                    crate::stories::awaited::$story(&cloud, &cloud.awaited()).await;
                }
            )+

            #[tokio::test]
            async fn every_call_has_a_method() {
                let cloud = crate::Cloud::new(crate::Environment::$environment);
                let opentok = cloud.awaited();
                $(crate::stories::awaited::$story(&cloud, &opentok).await;)+
                cloud.assert_covered();
            }
        }

        mod waiting {
            $(
                #[test]
                fn $story() {
                    let cloud = crate::Cloud::new(crate::Environment::$environment);
                    crate::stories::waiting::$story(&cloud, &cloud.waiting());
                }
            )+

            #[test]
            fn every_call_has_a_method() {
                let cloud = crate::Cloud::new(crate::Environment::$environment);
                let opentok = cloud.waiting();
                $(crate::stories::waiting::$story(&cloud, &opentok);)+
                cloud.assert_covered();
            }
        }
    };
}

mod opentok {
    tests! {
        OpenTok:
        tokens_let_clients_in,
        a_session_is_moderated,
        streams_are_read_and_classed,
        a_session_is_recorded,
        a_session_is_broadcast,
        telephones_and_connectors_join,
        captions_and_pages_join,
        the_project_has_callbacks_storage_and_figures,
        an_archive_of_2012_is_read_and_deleted,
        any_call_can_be_sent,
    }
}

mod unified {
    tests! {
        Unified:
        tokens_let_clients_in,
        a_session_is_moderated,
        streams_are_read_and_classed,
        a_session_is_recorded,
        a_session_is_broadcast,
        telephones_and_connectors_join,
        captions_and_pages_join,
        what_the_unified_environment_has_alone,
        any_call_can_be_sent,
    }
}
