//! Archives are downloaded from the addresses that the service gives.

use bytes::Bytes;
use http::{Request, StatusCode, header};
use http_endpoint::{Transport, read_response};
use opentok_archive::record::Archive;

use super::recording::LENGTH;
use super::stage::Stage;
use super::{failed, mp4};
use crate::failure::Failure;

/// The most bytes of a file that are taken.
const MAX_FILE: usize = 64 << 20;

/// What a file has to be.
struct Kind {
    media_type: &'static str,
    /// What stands in a file of that kind, and where.
    mark: (usize, &'static [u8]),
}

const MP4: Kind = Kind {
    media_type: "video/mp4",
    mark: (4, b"ftyp"),
};
const ZIP: Kind = Kind {
    media_type: "application/zip",
    mark: (0, b"PK\x03\x04"),
};

/// A composed archive that has been downloaded.
pub(super) struct Film {
    pub(super) bytes: u64,
    pub(super) media_type: &'static str,
    pub(super) playing_ms: u64,
}

/// Downloads a composed archive and checks its length, its kind, and how long it plays.
pub(super) async fn film(stage: &Stage, archive: &Archive) -> Result<Film, Failure> {
    const STEP: &str = "download the composed archive";
    let bytes = fetch(stage, STEP, archive, &MP4).await?;
    let playing_ms = mp4::playing_ms(&bytes);
    // A file ends with its last picture.
    let wanted = LENGTH.as_millis();
    let playing_ms = playing_ms
        .filter(|&ms| u128::from(ms).abs_diff(wanted) <= TOLERANCE_MS)
        .ok_or_else(|| failed::told(STEP, format!("it plays {playing_ms:?} ms, and not {wanted}")))?;
    Ok(Film {
        bytes: bytes.len() as u64,
        media_type: MP4.media_type,
        playing_ms,
    })
}

/// Downloads an individual archive and checks its length and its kind.
pub(super) async fn zip(stage: &Stage, archive: &Archive) -> Result<Bytes, Failure> {
    fetch(stage, "download the individual archive", archive, &ZIP).await
}

const TOLERANCE_MS: u128 = 100;

async fn fetch(stage: &Stage, step: &'static str, archive: &Archive, kind: &Kind) -> Result<Bytes, Failure> {
    let url = archive
        .url
        .as_ref()
        .ok_or_else(|| failed::told(step, "the archive has no address"))?;
    let request = Request::get(url.expose()).body(Bytes::new());
    let request = request.map_err(|_| failed::told(step, "the archive's address is none"))?;
    let answer = stage
        .client
        .transport()
        .send(request)
        .await
        .map_err(failed::transport(step))?;
    let answer = read_response(answer, MAX_FILE).await.map_err(failed::transport(step))?;
    let status = answer.status();
    failed::require(step, status == StatusCode::OK, || format!("answered with {status}"))?;

    let bytes = answer.body();
    failed::require(step, archive.size == Some(bytes.len() as u64), || {
        format!("{} bytes came, and {:?} were promised", bytes.len(), archive.size)
    })?;
    let media_type = answer.headers().get(header::CONTENT_TYPE);
    let (at, mark) = kind.mark;
    let is_of_kind = bytes.get(at..).is_some_and(|rest| rest.starts_with(mark));
    failed::require(
        step,
        media_type.is_some_and(|value| value == kind.media_type) && is_of_kind,
        || format!("it is not {}", kind.media_type),
    )?;
    Ok(answer.into_body())
}
