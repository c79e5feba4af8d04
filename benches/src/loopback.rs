//! A server on loopback that answers at once, for measurements of clients: one thread a connection, no HTTP library.

use core::net::SocketAddr;
use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

/// What to answer every request with.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Answer {
    /// This JSON.
    Json(&'static str),
    /// So many bytes.
    Bytes(u64),
}

/// The most that is written at once.
const PIECE: usize = 64 * 1024;

/// The longest head of a request, in bytes.
const MAX_HEAD: usize = 8 * 1024;

/// Listens on a free port until the process ends.
///
/// # Errors
///
/// If there is no port to be had.
pub fn serve(answer: Answer) -> io::Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    thread::spawn(move || {
        for stream in listener.incoming() {
            thread::spawn(move || converse(stream?, answer));
        }
    });
    Ok(address)
}

/// Requests without a body, one after the other.
fn converse(mut stream: TcpStream, answer: Answer) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let json = match answer {
        Answer::Json(json) => json,
        Answer::Bytes(_) => "",
    };
    let len = match answer {
        Answer::Json(json) => json.len() as u64,
        Answer::Bytes(len) => len,
    };
    let head = format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {len}\r\n\r\n");
    let whole = [head.as_bytes(), json.as_bytes()].concat();
    let piece = vec![0; PIECE];
    let mut request = [0; MAX_HEAD];
    let mut filled = 0;
    loop {
        let read = stream.read(&mut request[filled..])?;
        if read == 0 {
            return Ok(());
        }
        filled += read;
        if !request[..filled].ends_with(b"\r\n\r\n") {
            continue;
        }
        filled = 0;
        stream.write_all(&whole)?;
        if let Answer::Bytes(mut left) = answer {
            while left > 0 {
                let now = left.min(PIECE as u64);
                stream.write_all(&piece[..usize::try_from(now).map_err(io::Error::other)?])?;
                left -= now;
            }
        }
    }
}
