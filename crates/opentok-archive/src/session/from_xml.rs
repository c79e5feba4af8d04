use super::{ReadSessionError, Session};
use crate::{
    Options, Refusal,
    excerpt::excerpt,
    xml::{self, Events, Node, XmlError},
};

pub(super) fn parse(bytes: &[u8]) -> Result<Session, ReadSessionError> {
    let options = Options::lenient();
    let (text, _) = xml::text(bytes, &options)?;
    let mut events = Events::new(&text, &options);
    match events.next()? {
        Node::Open("Sessions" | "sessions") => {}
        Node::Open(name) if Refusal::is_root(name) => {
            return Err(ReadSessionError::Refused(Refusal::read(&mut events)?));
        }
        Node::Open(name) => return Err(ReadSessionError::UnexpectedRoot { name: excerpt(name) }),
        // Nothing comes before the root in a document that is well-formed.
        _ => return Err(XmlError::Malformed { at: 0 }.into()),
    }
    let fields = Fields::read(&mut events, options.max_value_bytes)?;
    if !fields.found {
        return Err(ReadSessionError::MissingElement { element: "Session" });
    }
    let [session_id, partner_id, create_dt, session_status, p2p_preference] = fields.values;
    let session_id = session_id.ok_or(ReadSessionError::MissingElement { element: "session_id" })?;
    if session_id.is_empty() {
        return Err(ReadSessionError::InvalidValue { element: "session_id" });
    }
    Ok(Session {
        session_id,
        partner_id,
        create_dt,
        session_status,
        p2p_preference,
    })
}

/// Where each value stands below the first `Session`.
const PATHS: [&[&str]; 5] = [
    &["session_id"],
    &["partner_id"],
    &["create_dt"],
    &["session_status"],
    &["properties", "p2p", "preference"],
];

#[derive(Default)]
struct Fields {
    /// Whether there was a `Session`.
    found: bool,
    values: [Option<String>; PATHS.len()],
}

impl Fields {
    /// Reads the rest of the document, whose root has begun.
    fn read(events: &mut Events<'_>, max_value_bytes: usize) -> Result<Self, XmlError> {
        let mut fields = Self::default();
        // The names of the open elements below the root.
        let mut path: Vec<&str> = Vec::new();
        let mut inside = false;
        // The place of the value that is being read, and its text so far.
        let mut current: Option<(usize, String)> = None;
        loop {
            match events.next()? {
                Node::Open(name) => {
                    if path.is_empty() && name == "Session" && !fields.found {
                        (inside, fields.found) = (true, true);
                    }
                    path.push(name);
                    let place = PATHS.iter().position(|known| inside && path.get(1..) == Some(*known));
                    // An element inside a value is unknown and its text passed over; a second value does not count.
                    if let Some(place) = place.filter(|&place| fields.values[place].is_none()) {
                        current = Some((place, String::new()));
                    }
                }
                Node::Close => {
                    if let Some((place, text)) = current.take_if(|(place, _)| path.get(1..) == Some(PATHS[*place])) {
                        fields.values[place] = Some(text.trim().into());
                    }
                    path.pop();
                    inside &= !path.is_empty();
                }
                Node::Text(text) => append(&mut current, &path, text, max_value_bytes)?,
                Node::Char(c) => append(&mut current, &path, c.encode_utf8(&mut [0; 4]), max_value_bytes)?,
                Node::End => return Ok(fields),
            }
        }
    }
}

fn append(current: &mut Option<(usize, String)>, path: &[&str], part: &str, limit: usize) -> Result<(), XmlError> {
    if let Some((place, text)) = current
        && path.get(1..) == Some(PATHS[*place])
    {
        if text.len() + part.len() > limit {
            return Err(XmlError::ValueTooLong { limit });
        }
        text.push_str(part);
    }
    Ok(())
}
