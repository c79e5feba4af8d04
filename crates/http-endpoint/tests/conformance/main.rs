//! Every adapter against the same hostile server: what one does, all do.
#![allow(clippy::unwrap_used, reason = "a test may panic")]
#![cfg(any(feature = "hyper", feature = "reqwest", feature = "tower", feature = "ureq"))]

extern crate alloc;

mod adapters;
mod answers;
mod failures;
#[cfg(feature = "reqwest")]
mod http2;
#[cfg(any(feature = "hyper", feature = "reqwest", feature = "ureq"))]
mod proxies;
mod reuse;
mod server;
#[cfg(all(
    feature = "system-roots",
    any(feature = "hyper", feature = "reqwest", feature = "ureq")
))]
mod system_roots;
#[cfg(any(feature = "hyper", feature = "reqwest", feature = "ureq"))]
mod tls;

/// One module of tests for each adapter.
macro_rules! suite {
    ($($adapter:ident, $feature:literal;)*) => {$(
        #[cfg(feature = $feature)]
        mod $adapter {
            use crate::{adapters, answers, failures, reuse};

            suite!(@plain $adapter: answers::requests_arrive_as_they_were_built);
            suite!(@plain $adapter: answers::answers_of_any_status_are_answers);
            suite!(@plain $adapter: answers::redirects_are_not_followed);
            suite!(@plain $adapter: answers::bytes_that_are_no_text_come_through);
            suite!(@plain $adapter: answers::a_body_past_the_cap_is_too_large);
            suite!(@plain $adapter: answers::a_large_body_arrives_whole);
            suite!(@plain $adapter: answers::flawed_requests_are_not_sent);
            suite!(@plain $adapter: failures::a_refused_connection_is_one_that_sent_nothing);
            suite!(@plain $adapter: failures::a_connection_dropped_at_once_is_interrupted);
            suite!(@plain $adapter: failures::a_connection_dropped_after_the_request_leaves_the_outcome_unknown);
            suite!(@plain $adapter: failures::a_once_call_is_not_repeated_and_a_safe_one_is);
            suite!(@plain $adapter: failures::slow_heads_and_slow_bodies_are_bounded);
            suite!(@plain $adapter: failures::a_truncated_body_is_interrupted);
            suite!(@plain $adapter: failures::what_is_not_http_is_interrupted);
            suite!(@plain $adapter: failures::too_many_headers_are_refused);
            suite!(@plain $adapter: reuse::a_thousand_calls_use_no_more_connections_than_the_pool);
        }
    )*};
    (@plain $adapter:ident: $module:ident::$case:ident) => {
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn $case() {
            $module::$case(adapters::$adapter(&adapters::settings())).await;
        }
    };
}

/// One module of tests for each adapter that opens connections itself, and so takes settings.
macro_rules! net_suite {
    ($($name:ident, $adapter:ident, $feature:literal;)*) => {$(
        #[cfg(feature = $feature)]
        mod $name {
            use crate::{adapters, proxies, reuse, tls};

            net_suite!(@ $adapter: tls::an_unknown_root_is_refused);
            net_suite!(@ $adapter: tls::a_root_of_ones_own_is_believed);
            net_suite!(@ $adapter: tls::a_certificate_for_another_name_is_refused);
            net_suite!(@ $adapter: tls::a_client_certificate_is_shown);
            net_suite!(@ $adapter: proxies::an_http_proxy_is_asked_for_a_tunnel_with_user_and_password);
            net_suite!(@ $adapter: proxies::a_plain_service_is_reached_through_an_http_proxy);
            net_suite!(@ $adapter: proxies::a_proxy_that_refuses_is_one_that_sent_nothing);
            net_suite!(@ $adapter: proxies::a_proxy_that_never_answers_is_given_up);
            net_suite!(@ $adapter: proxies::a_socks_proxy_is_asked_with_user_and_password);
            net_suite!(@ $adapter: proxies::bypassed_hosts_are_reached_without_the_proxy);
            net_suite!(@ $adapter: proxies::a_proxy_within_tls_is_asked_with_user_and_password);
            net_suite!(@ $adapter: proxies::a_proxy_within_tls_that_nobody_knows_is_not_asked);
            net_suite!(@ $adapter: proxies::a_socks4_proxy_is_given_an_address_and_a_socks4a_proxy_a_name);
            net_suite!(@ $adapter: proxies::what_socks4_cannot_say_or_is_refused_sends_nothing);
            net_suite!(@ $adapter: reuse::a_connection_idle_for_too_long_is_not_used_again);
        }
    )*};
    (@ $adapter:ident: $module:ident::$case:ident) => {
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn $case() {
            $module::$case(adapters::$adapter).await;
        }
    };
}

#[cfg(feature = "hyper")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hyper_bounds_the_exchanges_under_way() {
    reuse::no_more_exchanges_are_under_way_than_settings_allow(adapters::hyper).await;
}

#[cfg(feature = "hyper")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hyper_passes_over_a_connection_that_the_service_closed() {
    reuse::a_connection_that_the_service_closed_is_not_used_again(adapters::hyper(&adapters::settings())).await;
}

#[cfg(feature = "hyper")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hyper_takes_an_answer_that_is_dropped_unread() {
    reuse::an_answer_dropped_unread_leaves_the_pool_in_order(adapters::hyper(&adapters::settings())).await;
}

#[cfg(feature = "reqwest")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn reqwest_bounds_the_exchanges_under_way() {
    reuse::no_more_exchanges_are_under_way_than_settings_allow(adapters::reqwest).await;
}

net_suite! {
    hyper_net, hyper, "hyper";
    reqwest_net, reqwest, "reqwest";
    ureq_net, ureq, "ureq";
}

suite! {
    hyper, "hyper";
    reqwest, "reqwest";
    tower, "tower";
    ureq, "ureq";
}
