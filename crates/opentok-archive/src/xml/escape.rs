/// Writes `value` so that it can stand between quotes in a document and be read back unchanged.
///
/// Characters that XML forbids are the caller's to keep out.
pub(crate) fn write_escaped(out: &mut String, value: &str) {
    let mut done = 0;
    for (at, byte) in value.bytes().enumerate() {
        let reference = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&apos;",
            b'\t' => "&#9;",
            b'\n' => "&#10;",
            b'\r' => "&#13;",
            _ => continue,
        };
        out.push_str(&value[done..at]);
        out.push_str(reference);
        done = at + 1;
    }
    out.push_str(&value[done..]);
}
