use std::{fs, io, path::Path};

/// Writes a port and a line end to a file, for programs that start the sandbox on any free port and wait for the file.
///
/// The file appears with all that is in it.
///
/// # Errors
///
/// What the file system says.
pub fn write_port_file(path: &Path, port: u16) -> io::Result<()> {
    let mut draft = path.as_os_str().to_owned();
    draft.push(".part");
    fs::write(&draft, format!("{port}\n"))?;
    fs::rename(&draft, path)
}
