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
use tokio_rustls::TlsAcceptor;

use crate::adapters::{Settings, settings};
use crate::server::{Connection, Server, answer, read_head};
use crate::tls::{acceptor, certificate, certificates, roots};

/// What an HTTP proxy was asked, or the address that a SOCKS proxy was.
type Asked = Arc<Mutex<Vec<String>>>;

/// Speaks HTTP or SOCKS, whichever the client begins with, and connects to `to` whatever it is asked for.
async fn proxy(to: SocketAddr, credentials: &'static str) -> (SocketAddr, Asked) {
    proxy_with_tls(to, credentials, None).await
}

async fn proxy_with_tls(to: SocketAddr, credentials: &'static str, tls: Option<TlsAcceptor>) -> (SocketAddr, Asked) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let asked = Asked::default();
    let log = Arc::clone(&asked);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (tls, log) = (tls.clone(), Arc::clone(&log));
            tokio::spawn(async move {
                let client: Connection = match tls {
                    None => Box::new(stream),
                    Some(tls) => Box::new(tls.accept(stream).await.ok()?),
                };
                serve(client, to, credentials, log).await
            });
        }
    });
    (address, asked)
}

async fn serve(mut client: Connection, to: SocketAddr, credentials: &str, asked: Asked) -> Option<()> {
    let first = client.read_u8().await.ok()?;
    let mut service = TcpStream::connect(to).await.ok()?;
    match first {
        4 => {
            let address = socks4(&mut client).await?;
            asked.lock().unwrap().push(address);
        }
        5 => {
            let address = socks5(&mut client, credentials).await?;
            asked.lock().unwrap().push(address);
        }
        _ => {
            let head = format!("{}{}", char::from(first), read_head(&mut client).await?);
            let basic = format!("basic {}", Base64::encode_string(credentials.as_bytes()));
            let known = head.to_ascii_lowercase().contains(&basic.to_ascii_lowercase());
            asked.lock().unwrap().push(head.clone());
            if !known {
                let no = b"HTTP/1.1 407 No\r\ncontent-length: 0\r\n\r\n";
                client.write_all(no).await.ok()?;
                client.flush().await.ok()?;
                return None;
            }
            if head.starts_with("CONNECT ") {
                client.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.ok()?;
                client.flush().await.ok()?;
            } else {
                service.write_all(head.as_bytes()).await.ok()?;
            }
        }
    }
    copy_bidirectional(&mut client, &mut service).await.ok().map(drop)
}

/// SOCKS4 and SOCKS4a, after the version. Of port 1 it wants to know nothing.
async fn socks4(client: &mut Connection) -> Option<String> {
    let command = client.read_u8().await.ok()?;
    let port = client.read_u16().await.ok()?;
    let address = core::net::Ipv4Addr::from(client.read_u32().await.ok()?);
    let user = ended_text(client).await?;
    let host = match address.octets() {
        [0, 0, 0, last] if last != 0 => ended_text(client).await?,
        _ => address.to_string(),
    };
    let granted = command == 1 && user.is_empty() && port != 1;
    let status = if granted { 90 } else { 91 };
    client.write_all(&[0, status, 0, 0, 0, 0, 0, 0]).await.ok()?;
    granted.then(|| format!("{host}:{port}"))
}

/// A text before its end.
async fn ended_text(client: &mut Connection) -> Option<String> {
    let mut text = String::new();
    loop {
        match client.read_u8().await.ok()? {
            0 => return Some(text),
            byte if text.len() < 256 => text.push(byte.into()),
            _ => return None,
        }
    }
}

/// RFC 1928 and RFC 1929 after the version, as far as a client may go that has user and password.
async fn socks5(client: &mut Connection, credentials: &str) -> Option<String> {
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
async fn text(client: &mut Connection) -> Option<String> {
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

/// Both the service and its proxy show certificates, and are known by them.
pub(crate) async fn a_proxy_within_tls_is_asked_with_user_and_password(adapter: fn(&Settings) -> AnyTransport) {
    let own = certificates(&["far.example", "localhost"]);
    let secure = Server::with_tls(Some(acceptor(&own, None)), |connection, _| answer(connection, b"ok")).await;
    let plain = plain_server().await;
    for (server, base, asked_for) in [
        (&secure, "https://far.example", "CONNECT far.example:443 HTTP/1.1\r\n"),
        (&plain, "http://far.example", "far.example"),
    ] {
        let (address, asked) = proxy_with_tls(server.address, "user:p@ss", Some(acceptor(&own, None))).await;
        let proxy = Proxy::new(&format!("https://user:p%40ss@localhost:{}", address.port())).unwrap();
        let transport = adapter(&settings().roots(roots(&own)).proxy(proxy));
        assert_eq!(get(&transport, base).await.unwrap(), "ok");
        assert!(asked.lock().unwrap()[0].contains(asked_for), "{asked:?}");
        assert_eq!(server.arrived()[0].header("host"), Some("far.example"));
    }
    assert!(!secure.arrived()[0].head.to_ascii_lowercase().contains("proxy"));
}

pub(crate) async fn a_proxy_within_tls_that_nobody_knows_is_not_asked(adapter: fn(&Settings) -> AnyTransport) {
    let (own, unknown) = (certificate("far.example"), certificate("localhost"));
    let server = Server::with_tls(Some(acceptor(&own, None)), |connection, _| answer(connection, b"ok")).await;
    let (address, asked) = proxy_with_tls(server.address, "user:p@ss", Some(acceptor(&unknown, None))).await;
    let proxy = Proxy::new(&format!("https://user:p%40ss@localhost:{}", address.port())).unwrap();
    let transport = adapter(&settings().roots(roots(&own)).proxy(proxy));
    let error = get(&transport, "https://far.example").await.unwrap_err();
    assert_eq!(error.kind(), TransportErrorKind::Tls, "{error:?}");
    assert!(asked.lock().unwrap().is_empty() && server.connections() == 0);
}

pub(crate) async fn a_socks4_proxy_is_given_an_address_and_a_socks4a_proxy_a_name(
    adapter: fn(&Settings) -> AnyTransport,
) {
    let own = certificate("far.example");
    let secure = Server::with_tls(Some(acceptor(&own, None)), |connection, _| answer(connection, b"ok")).await;
    let plain = plain_server().await;
    for (server, scheme, base, asked_for) in [
        (&plain, "socks4", "http://localhost:8080", "127.0.0.1:8080"),
        (&plain, "socks4", "http://192.0.2.1", "192.0.2.1:80"),
        (&plain, "socks4a", "http://far.example", "far.example:80"),
        (&secure, "socks4a", "https://far.example", "far.example:443"),
    ] {
        let (address, asked) = proxy(server.address, "").await;
        let proxy = Proxy::new(&format!("{scheme}://{address}")).unwrap();
        let transport = adapter(&settings().roots(roots(&own)).proxy(proxy));
        assert_eq!(get(&transport, base).await.unwrap(), "ok", "{scheme} {base}");
        assert_eq!(asked.lock().unwrap()[0], asked_for);
    }
}

pub(crate) async fn what_socks4_cannot_say_or_is_refused_sends_nothing(adapter: fn(&Settings) -> AnyTransport) {
    let server = plain_server().await;
    for (scheme, base) in [
        ("socks4", "http://127.0.0.1:1"),
        ("socks4a", "http://far.example:1"),
        ("socks4", "http://[::1]:8080"),
        ("socks4a", "http://[::1]:8080"),
    ] {
        let (address, _) = proxy(server.address, "").await;
        let proxy = Proxy::new(&format!("{scheme}://{address}")).unwrap();
        let transport = adapter(&settings().proxy(proxy));
        assert!(get(&transport, base).await.is_err(), "{scheme} {base}");
    }
    assert!(server.arrived().is_empty());
}

#[cfg(feature = "ureq")]
#[test]
fn a_socks4_proxy_at_an_address_of_version_6_is_refused_by_ureq() {
    use http_endpoint::UreqTransport;
    use http_endpoint::net::BuildTransportError;

    let proxy = Proxy::new("socks4://[::1]").unwrap();
    let error = UreqTransport::new(&settings().proxy(proxy)).unwrap_err();
    assert!(matches!(error, BuildTransportError::Unsupported { .. }), "{error}");
}

pub(crate) async fn bypassed_hosts_are_reached_without_the_proxy(adapter: fn(&Settings) -> AnyTransport) {
    let server = plain_server().await;
    let (address, asked) = proxy(server.address, "").await;
    let proxy = Proxy::new(&format!("http://{address}")).unwrap().bypass("127.0.0.0/8");
    let transport = adapter(&settings().proxy(proxy));
    assert_eq!(get(&transport, server.base().as_str()).await.unwrap(), "ok");
    assert!(asked.lock().unwrap().is_empty());
}
