use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::failure::Failure;

/// What has arrived so far of a download, beside where it will be. Its name holds the archive's id, so that it is never
/// taken for the beginning of another one.
pub(super) struct PartFile {
    path: PathBuf,
    file: File,
    len: u64,
    hash: Sha256,
}

impl PartFile {
    /// Opens or makes the file for `archive` beside `path`, for this process alone, and reads what is in it.
    pub(super) fn open(path: &Path, archive: &str) -> Result<Self, Failure> {
        let Some(name) = path.file_name() else {
            return Err(Failure::usage("--output is no file name"));
        };
        let is_plain = |character: char| character.is_ascii_alphanumeric() || character == '-';
        let id: String = archive.chars().map(|c| if is_plain(c) { c } else { '_' }).collect();
        let mut part = name.to_owned();
        part.push(format!(".{id}.part"));
        let path = path.with_file_name(part);
        let failed = |error: io::Error| Failure::io("cannot keep what arrives", &error);
        let mut options = OpenOptions::new();
        let file = options
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(Failure::refused(
                    "busy",
                    "this archive is being downloaded to this place already",
                ));
            }
            // Where files cannot be locked, whoever starts two downloads has to know.
            Err(TryLockError::Error(_)) => {}
        }
        let mut part = Self {
            path,
            file,
            len: 0,
            hash: Sha256::new(),
        };
        part.read_through().map_err(failed)?;
        Ok(part)
    }

    /// How much has arrived, in bytes.
    pub(super) const fn len(&self) -> u64 {
        self.len
    }

    /// Adds what arrives next.
    pub(super) fn append(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        let written = self.file.write_all(bytes);
        written.map_err(|error| Failure::io("cannot keep what arrives", &error))?;
        self.hash.update(bytes);
        self.len += bytes.len() as u64;
        Ok(())
    }

    /// Begins anew.
    pub(super) fn restart(&mut self) -> Result<(), Failure> {
        let restarted = self.file.set_len(0).and_then(|()| self.file.seek(SeekFrom::Start(0)));
        restarted.map_err(|error| Failure::io("cannot keep what arrives", &error))?;
        self.hash = Sha256::new();
        self.len = 0;
        Ok(())
    }

    /// The SHA-256 of what has arrived, in hexadecimal.
    pub(super) fn sha256(&self) -> String {
        let digest = self.hash.clone().finalize();
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Makes it the file that it was meant to be, all at once.
    pub(super) fn finish(self, path: &Path, replace: bool) -> Result<(), Failure> {
        let failed = |error: io::Error| Failure::io("cannot put the file in its place", &error);
        self.file.sync_all().map_err(failed)?;
        // Some systems rename nothing that is open.
        drop(self.file);
        if !replace && path.exists() {
            return Err(Failure::refused(
                "file_exists",
                "the file has come to be meanwhile; --force replaces it",
            ));
        }
        fs::rename(&self.path, path).map_err(failed)
    }

    /// Takes it away.
    pub(super) fn discard(self) {
        drop(self.file);
        // It is of no use; that it stays there does no harm either.
        let _ = fs::remove_file(self.path);
    }

    fn read_through(&mut self) -> io::Result<()> {
        let mut buffer = vec![0; 64 * 1024];
        loop {
            match self.file.read(&mut buffer)? {
                0 => return Ok(()),
                count => {
                    self.hash.update(&buffer[..count]);
                    self.len += count as u64;
                }
            }
        }
    }
}
