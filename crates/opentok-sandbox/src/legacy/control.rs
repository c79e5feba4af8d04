use core::{error::Error, fmt};
use std::collections::HashMap;

use base64ct::{Base64, Encoding};
use bytes::Bytes;
use opentok_archive::{
    Options,
    manifest::{Manifest, ReadManifestError},
};
use serde_json::{Value, json};

use super::store::{Archive, MAX_ARCHIVES};
use crate::Sandbox;
use crate::state::{Credential, Owners, State};
use crate::wire::{Call, Fields, Refusal};

/// Why an archive of the time before 2014 was not stored.
#[derive(Debug)]
#[non_exhaustive]
pub enum StoreArchiveError {
    /// The manifest cannot be read.
    Manifest(ReadManifestError),
    /// There is no project with this key.
    Project,
    /// There are 1,000 of them.
    TooMany,
    /// Media are given for a video that the manifest does not have.
    Video,
}

impl fmt::Display for StoreArchiveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Manifest(_) => f.write_str("the manifest cannot be read"),
            Self::Project => f.write_str("there is no project with this key"),
            Self::TooMany => write!(f, "there are {MAX_ARCHIVES} archives of this kind"),
            Self::Video => f.write_str("there are media for a video that is not in the manifest"),
        }
    }
}

impl Error for StoreArchiveError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Manifest(cause) => Some(cause),
            _ => None,
        }
    }
}

impl Sandbox {
    /// Stores an archive of the time before 2014 for the project with this key: what its XML manifest says. An archive
    /// with the same id is replaced. `media` holds the FLV files of videos by id; those of the others are made up.
    ///
    /// # Errors
    ///
    /// [`StoreArchiveError`] says which of the arguments is to blame.
    pub fn store_legacy_archive(
        &self,
        key: &str,
        manifest: &str,
        media: HashMap<String, Bytes>,
    ) -> Result<(), StoreArchiveError> {
        store(&mut self.state(), key, manifest, media).map(drop)
    }
}

/// `POST /sandbox/archive` with `{manifest, key?, media?: {video: base64}}`.
pub(crate) fn store_archive(state: &mut State, call: &Call) -> Result<Value, Refusal> {
    let object = call.object()?;
    let fields = Fields::new(&object);
    let key = fields.text("key")?.unwrap_or(Owners::DEFAULT_KEY);
    let xml = fields.required_text("manifest")?;
    let mut media = HashMap::new();
    for (video, text) in fields.text_map("media")? {
        let bytes = Base64::decode_vec(text).map_err(|_| Refusal::invalid("Invalid media. It must be base64."))?;
        media.insert(video.to_owned(), Bytes::from(bytes));
    }
    let refused = |error: StoreArchiveError| match error {
        StoreArchiveError::Manifest(cause) => Refusal::invalid(format!("Invalid manifest: {cause}")),
        error => Refusal::invalid(error.to_string()),
    };
    let archive = store(state, key, xml, media).map_err(refused)?;
    let videos = archive.manifest.resources.iter();
    let videos: Vec<_> = videos
        .map(|video| json!({"id": video.id, "lengthMs": video.length_ms}))
        .collect();
    Ok(json!({"archiveId": archive.manifest.archive_id, "videos": videos}))
}

fn store<'s>(
    state: &'s mut State,
    key: &str,
    xml: &str,
    media: HashMap<String, Bytes>,
) -> Result<&'s Archive, StoreArchiveError> {
    let owner = state.owners.find(key).ok_or(StoreArchiveError::Project)?;
    if matches!(state.owners.get(owner).credential, Credential::Application(_)) {
        return Err(StoreArchiveError::Project);
    }
    let (manifest, _) = Manifest::parse(xml.as_bytes(), &Options::lenient()).map_err(StoreArchiveError::Manifest)?;
    if media.keys().any(|video| manifest.video(video).is_none()) {
        return Err(StoreArchiveError::Video);
    }
    let id = manifest.archive_id.clone();
    let stored = state.legacy_archives.put(Archive {
        owner,
        manifest,
        xml: Bytes::copy_from_slice(xml.as_bytes()),
        media,
        stitching_since_ms: None,
    });
    let found = state.legacy_archives.find(&id).filter(|_| stored);
    found.ok_or(StoreArchiveError::TooMany)
}
