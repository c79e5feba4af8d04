//! Ways to a service that lead through a proxy.

use alloc::sync::Arc;
use core::net::SocketAddr;
use core::time::Duration;
use std::sync::Mutex;

use base64ct::{Base64, Encoding};
use http_endpoint::net::Proxy;
use http_endpoint::{AnyTransport, Safety, Transport, TransportErrorKind};
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};

use crate::adapters::{Settings, settings};
use crate::server::{Server, answer, read_head};
use crate::tls::{acceptor, certificate, roots};

/// What an HTTP proxy was asked, or the address that a SOCKS proxy was.
type Asked = Arc<Mutex<Vec<String>>>;

/// Speaks HTTP or SOCKS5, whichever the client begins with, and connects to `to` whatever it is asked for.
async fn proxy(to: SocketAddr, credentials: &'static str) -> (SocketAddr, Asked) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let asked = Asked::default();
    let log = Arc::clone(&asked);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream, to, credentials, Arc::clone(&log)));
        }
    });
    (address, asked)
}

async fn serve(mut client: TcpStream, to: SocketAddr, credentials: &str, asked: Asked) -> Option<()> {
    let mut first = [0];
    client.peek(&mut first).await.ok()?;
    let mut service = TcpStream::connect(to).await.ok()?;
    if first == [5] {
        let address = socks(&mut client, credentials).await?;
        asked.lock().unwrap().push(address);
    } else {
        let head = read_head(&mut client).await?;
        let basic = format!("basic {}", Base64::encode_string(credentials.as_bytes()));
        let known = head.to_ascii_lowercase().contains(&basic.to_ascii_lowercase());
        asked.lock().unwrap().push(head.clone());
        if !known {
            client
                .write_all(b"HTTP/1.1 407 No\r\ncontent-length: 0\r\n\r\n")
                .await
                .ok()?;
            return None;
        }
        if head.starts_with("CONNECT ") {
            client.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.ok()?;
        } else {
            service.write_all(head.as_bytes()).await.ok()?;
        }
    }
    copy_bidirectional(&mut client, &mut service).await.ok().map(drop)
}

/// RFC 1928 and RFC 1929, as far as a client may go that has user and password.
async fn socks(client: &mut TcpStream, credentials: &str) -> Option<String> {
    client.read_u8().await.ok()?;
    let methods = text(client).await?;
    if !methods.contains('\u{2}') {
        client.write_all(&[5, 0xff]).await.ok()?;
        return None;
    }
    client.write_all(&[5, 2]).await.ok()?;
    client.read_u8().await.ok()?;
    let known = format!("{}:{}", text(client).await?, text(client).await?) == credentials;
    client.write_all(&[1, u8::from(!known)]).await.ok()?;
    let mut request = [0; 4];
    client.read_exact(&mut request).await.ok()?;
    let host = match request[3] {
        1 => core::net::Ipv4Addr::from(client.read_u32().await.ok()?).to_string(),
        3 => text(client).await?,
        _ => core::net::Ipv6Addr::from(client.read_u128().await.ok()?).to_string(),
    };
    let port = client.read_u16().await.ok()?;
    client.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]).await.ok()?;
    known.then(|| format!("{host}:{port}"))
}

/// A text after its length.
async fn text(client: &mut TcpStream) -> Option<String> {
    let mut text = vec![0; client.read_u8().await.ok()?.into()];
    client.read_exact(&mut text).await.ok()?;
    String::from_utf8(text).ok()
}

async fn plain_server() -> Server {
    Server::start(|connection, _| answer(connection, b"ok")).await
}

async fn get(transport: &AnyTransport, base: &str) -> Result<bytes::Bytes, http_endpoint::TransportError> {
    let base = http_endpoint::Base::new(base).unwrap();
    transport
        .send(base.get(&["a"]).build())
        .await?
        .into_body()
        .collect(10)
        .await
}

pub(crate) async fn an_http_proxy_is_asked_for_a_tunnel_with_user_and_password(adapter: fn(&Settings) -> AnyTransport) {
    let own = certificate("far.example");
    let server = Server::with_tls(Some(acceptor(&own, None)), |connection, _| answer(connection, b"ok")).await;
    let (address, asked) = proxy(server.address, "us er:p@ss:word").await;
    let proxy = Proxy::new(&format!("http://us%20er:p%40ss%3Aword@{address}")).unwrap();
    let transport = adapter(&settings().roots(roots(&own)).proxy(proxy));
    assert_eq!(get(&transport, "https://far.example").await.unwrap(), "ok");
    assert!(
        asked.lock().unwrap()[0].starts_with("CONNECT far.example:443 HTTP/1.1\r\n"),
        "{asked:?}"
    );
    assert!(!server.arrived()[0].head.to_ascii_lowercase().contains("proxy"));
}

pub(crate) async fn a_plain_service_is_reached_through_an_http_proxy(adapter: fn(&Settings) -> AnyTransport) {
    let server = plain_server().await;
    let (address, asked) = proxy(server.address, "user:p@ss").await;
    let proxy = Proxy::new(&format!("http://user:p%40ss@{address}")).unwrap();
    let transport = adapter(&settings().proxy(proxy));
    assert_eq!(get(&transport, "http://far.example").await.unwrap(), "ok");
    assert!(asked.lock().unwrap()[0].contains("far.example"));
    assert_eq!(server.arrived()[0].header("host"), Some("far.example"));
}

pub(crate) async fn a_proxy_that_refuses_is_one_that_sent_nothing(adapter: fn(&Settings) -> AnyTransport) {
    let server = plain_server().await;
    let (address, _) = proxy(server.address, "user:right").await;
    for scheme in ["http", "socks5h"] {
        let proxy = Proxy::new(&format!("{scheme}://user:wrong-password@{address}")).unwrap();
        let transport = adapter(&settings().proxy(proxy));
        let error = get(&transport, "https://far.example").await.unwrap_err();
        assert!(!format!("{error:?}").contains("wrong-password"), "{error:?}");
        assert!(server.arrived().is_empty());
        if scheme == "http" {
            assert_eq!(error.kind(), TransportErrorKind::Connect, "{error:?}");
        }
    }
}

pub(crate) async fn a_proxy_that_never_answers_is_given_up(adapter: fn(&Settings) -> AnyTransport) {
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let proxy = Proxy::new(&format!("http://{}", silent.local_addr().unwrap())).unwrap();
    let transport = adapter(&settings().proxy(proxy).connect_timeout(Duration::from_millis(200)));
    let error = get(&transport, "https://far.example").await.unwrap_err();
    assert_eq!(error.kind(), TransportErrorKind::Connect, "{error:?}");
    assert!(error.is_safe_to_repeat(Safety::Once));
}

pub(crate) async fn a_socks_proxy_is_asked_with_user_and_password(adapter: fn(&Settings) -> AnyTransport) {
    let server = plain_server().await;
    let (address, asked) = proxy(server.address, "user:p@ss").await;
    let by_name = Proxy::new(&format!("socks5h://user:p%40ss@{address}")).unwrap();
    let transport = adapter(&settings().proxy(by_name));
    assert_eq!(get(&transport, "http://far.example").await.unwrap(), "ok");
    let by_address = Proxy::new(&format!("socks5://user:p%40ss@{address}")).unwrap();
    let transport = adapter(&settings().proxy(by_address));
    assert_eq!(get(&transport, "http://localhost:8080").await.unwrap(), "ok");
    let asked = asked.lock().unwrap();
    assert_eq!(asked[0], "far.example:80");
    assert!(["127.0.0.1:8080", "::1:8080"].contains(&&*asked[1]), "{asked:?}");
}

pub(crate) async fn bypassed_hosts_are_reached_without_the_proxy(adapter: fn(&Settings) -> AnyTransport) {
    let server = plain_server().await;
    let (address, asked) = proxy(server.address, "").await;
    let proxy = Proxy::new(&format!("http://{address}")).unwrap().bypass("127.0.0.0/8");
    let transport = adapter(&settings().proxy(proxy));
    assert_eq!(get(&transport, server.base().as_str()).await.unwrap(), "ok");
    assert!(asked.lock().unwrap().is_empty());
}
