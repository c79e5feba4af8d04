//! Unpacking to a folder that is there with all its files, or not at all.

use std::{
    fs::{self, File},
    io::{self, Read, Seek, Write},
    path::{Path, PathBuf},
};

use super::{IndividualZip, ZipError};
use crate::individual::FileName;

/// What was extracted.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Extracted {
    /// The files: the manifest, then the media in its order.
    pub files: Vec<FileName>,
    /// Their bytes together.
    pub bytes: u64,
}

impl<R: Read + Seek> IndividualZip<R> {
    /// Unpacks the manifest and the media that it names to a new folder. Missing media are left out, surplus files too.
    ///
    /// The files are written to a folder beside it, flushed to the disk, and moved in one step, so that `folder` is never
    /// seen half full. After an error nothing is left behind.
    ///
    /// # Errors
    ///
    /// [`ZipError::Exists`] if there is something at `folder`; [`Damaged`](ZipError::Damaged) if a file is not what the
    /// table of contents says; [`Io`](ZipError::Io) if something cannot be read or written.
    pub fn extract(&mut self, folder: &Path) -> Result<Extracted, ZipError> {
        if fs::symlink_metadata(folder).is_ok() {
            return Err(ZipError::Exists);
        }
        let partial = Partial::new(folder)?;
        let extracted = self.extract_into(&partial.path)?;
        partial.become_folder(folder)?;
        Ok(extracted)
    }

    fn extract_into(&mut self, folder: &Path) -> Result<Extracted, ZipError> {
        let mut names = vec![self.manifest_name().clone()];
        let media = self.manifest().files.iter().map(|file| &file.filename);
        let mut seen = std::collections::HashSet::from([self.manifest_name()]);
        names.extend(
            media
                .filter(|name| self.size(name).is_some() && seen.insert(name))
                .cloned(),
        );
        let mut bytes = 0;
        for name in &names {
            let mut file = File::create_new(folder.join(name.as_str())).map_err(ZipError::Io)?;
            bytes += self.unpack(name, &mut file)?;
            file.flush().and_then(|()| file.sync_all()).map_err(ZipError::Io)?;
        }
        Ok(Extracted { files: names, bytes })
    }
}

/// A folder that is deleted unless it becomes the real one.
struct Partial {
    path: PathBuf,
}

impl Partial {
    /// How many names are tried.
    const ATTEMPTS: u32 = 100;

    /// Makes an empty folder beside `folder`.
    fn new(folder: &Path) -> Result<Self, ZipError> {
        let name = folder.file_name().ok_or(ZipError::Exists)?;
        for attempt in 0..Self::ATTEMPTS {
            let mut partial = std::ffi::OsString::from(".");
            partial.push(name);
            partial.push(format!(".partial-{}-{attempt}", std::process::id()));
            let path = folder.with_file_name(partial);
            match fs::create_dir(&path) {
                Ok(()) => return Ok(Self { path }),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(ZipError::Io(error)),
            }
        }
        Err(ZipError::Exists)
    }

    fn become_folder(self, folder: &Path) -> Result<(), ZipError> {
        match fs::rename(&self.path, folder) {
            // Nothing is left for `drop` to delete.
            Ok(()) => Ok(()),
            Err(_) if fs::symlink_metadata(folder).is_ok() => Err(ZipError::Exists),
            Err(error) => Err(ZipError::Io(error)),
        }
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        // Whatever went wrong has been reported; a leftover folder is the lesser evil.
        let _ = fs::remove_dir_all(&self.path);
    }
}
