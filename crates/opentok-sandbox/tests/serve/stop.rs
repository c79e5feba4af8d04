use core::time::Duration;

use opentok_sandbox::serve::Limits;
use tokio::{io::AsyncWriteExt, net::TcpStream, time};

use crate::callers::{ABOUT, FOREVER, connect, exchange, rest, start};

#[tokio::test]
async fn a_stopped_server_closes_what_rests_and_takes_nothing_new() {
    let running = start(Limits::new()).await;
    let address = running.address();
    let mut resting = connect(&running).await;
    exchange(&mut resting, ABOUT).await;
    let mut silent = connect(&running).await;
    time::timeout(FOREVER, running.stop()).await.unwrap();
    assert_eq!(rest(&mut resting).await, "");
    assert_eq!(rest(&mut silent).await, "");
    assert!(TcpStream::connect(address).await.is_err());
}

#[tokio::test]
async fn a_stopped_server_has_an_end_whatever_callers_do() {
    let running = start(Limits::new().grace(Duration::from_millis(50))).await;
    let mut stream = connect(&running).await;
    let unfinished = b"POST /session/create HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n";
    stream.write_all(unfinished).await.unwrap();
    time::timeout(FOREVER, running.stop()).await.unwrap();
    assert_eq!(rest(&mut stream).await, "");
}

#[tokio::test]
async fn a_server_that_is_dropped_stops() {
    let running = start(Limits::new()).await;
    let mut stream = connect(&running).await;
    exchange(&mut stream, ABOUT).await;
    drop(running);
    assert_eq!(rest(&mut stream).await, "");
}
