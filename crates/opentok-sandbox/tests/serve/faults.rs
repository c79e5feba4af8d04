use core::time::Duration;
use std::time::Instant;

use opentok_sandbox::serve::Limits;

use crate::callers::{ask, connect, control, exchange, start};

const LOST: &str = "GET /v2/project/1/archive HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n\r\n";

#[tokio::test]
async fn a_scripted_delay_is_waited_for() {
    let running = start(Limits::new()).await;
    control(
        &running,
        "POST",
        "/sandbox/fault",
        r#"{"match":{"path":"/v2/*"},"times":1,"delayMs":120}"#,
    )
    .await;
    let mut stream = connect(&running).await;
    let begun = Instant::now();
    assert!(exchange(&mut stream, LOST).await.starts_with("HTTP/1.1 403 "));
    assert!(begun.elapsed() >= Duration::from_millis(120));
}

#[tokio::test]
async fn a_scripted_break_closes_the_connection_without_an_answer() {
    let running = start(Limits::new()).await;
    for moment in ["before", "after"] {
        let fault = format!(r#"{{"match":{{"path":"/session/create"}},"times":1,"drop":"{moment}"}}"#);
        control(&running, "POST", "/sandbox/fault", &fault).await;
        let mut stream = connect(&running).await;
        let create = "POST /session/create HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n";
        assert_eq!(ask(&mut stream, create).await, "", "{moment}");
    }
}

#[tokio::test]
async fn what_breaks_after_has_been_done_and_what_breaks_before_has_not() {
    let running = start(Limits::new()).await;
    let about = control(&running, "GET", "/sandbox", "").await;
    let secret = about["apiSecret"].as_str().unwrap();
    let create = format!(
        "POST /hl/session/create HTTP/1.1\r\nHost: localhost\r\nX-TB-PARTNER-AUTH: 10000001:{secret}\r\nContent-Length: 0\r\n\r\n"
    );
    for (moment, count) in [("before", 0), ("after", 1)] {
        let fault = format!(r#"{{"match":{{"method":"POST"}},"times":1,"drop":"{moment}"}}"#);
        control(&running, "POST", "/sandbox/fault", &fault).await;
        assert_eq!(ask(&mut connect(&running).await, &create).await, "");
        assert_eq!(
            control(&running, "GET", "/sandbox", "").await["counts"]["sessions"],
            count,
            "{moment}"
        );
    }
}

#[tokio::test]
async fn a_scripted_answer_is_given_as_often_as_asked() {
    let running = start(Limits::new()).await;
    control(
        &running,
        "POST",
        "/sandbox/fault",
        r#"{"match":{"method":"GET"},"times":2,"status":503,"body":"busy"}"#,
    )
    .await;
    let mut stream = connect(&running).await;
    for status in ["503", "503", "403"] {
        assert!(
            exchange(&mut stream, LOST)
                .await
                .starts_with(&format!("HTTP/1.1 {status} "))
        );
    }
}
