use super::pairs::{FormText, OtherNames, Pairs, fill};
use crate::arena::Arena;
use crate::limits::DEFAULT_LIFETIME;
use crate::parse_error::ParseT1Error;
use crate::role::Role;
use crate::time::UnixSeconds;

/// The known fields of a token's data, decoded. Whether they are true is for the signature to tell.
#[derive(Clone, Copy)]
pub(crate) struct Fields<'s> {
    pub(crate) session_id: &'s str,
    pub(crate) role: Role,
    pub(crate) nonce: &'s str,
    pub(crate) create_time: UnixSeconds,
    /// As given, or a day after the creation.
    pub(crate) expire_time: UnixSeconds,
    pub(crate) connection_data: Option<&'s str>,
    pub(crate) layout_classes: Option<&'s str>,
}

/// Reads a token's data, decoding values into `arena` where they need it.
pub(crate) fn read_fields<'s>(data: &'s [u8], arena: &mut Arena<'s>) -> Result<Fields<'s>, ParseT1Error> {
    let text = core::str::from_utf8(data).map_err(|_| ParseT1Error::NotUtf8)?;
    let mut slots = Slots::default();
    let mut others = None;
    for (name, value) in Pairs::new(text) {
        let slot = match slots.slot(name) {
            Some(slot) => slot,
            None => {
                others.get_or_insert_with(OtherNames::new).add(name)?;
                check_text(value)?;
                continue;
            }
        };
        let value = if value.is_plain() {
            value.raw()
        } else {
            let needed = value.raw().len();
            let bytes = arena
                .decode_form(value.raw())
                .ok_or(ParseT1Error::ScratchTooSmall { needed })?;
            core::str::from_utf8(bytes).map_err(|_| ParseT1Error::NotUtf8)?
        };
        fill(slot, value)?;
    }
    slots.finish()
}

#[derive(Default)]
struct Slots<'s> {
    session_id: Option<&'s str>,
    role: Option<&'s str>,
    nonce: Option<&'s str>,
    create_time: Option<&'s str>,
    expire_time: Option<&'s str>,
    connection_data: Option<&'s str>,
    layout_classes: Option<&'s str>,
}

impl<'s> Slots<'s> {
    #[inline]
    fn slot(&mut self, name: FormText<'_>) -> Option<&mut Option<&'s str>> {
        let mut decoded = [0; LONGEST_NAME];
        let name = if name.raw().bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_') {
            name.raw().as_bytes()
        } else {
            let len = name.bytes().count();
            let decoded = decoded.get_mut(..len)?;
            decoded
                .iter_mut()
                .zip(name.bytes())
                .for_each(|(room, byte)| *room = byte);
            decoded
        };
        Some(match name {
            b"session_id" => &mut self.session_id,
            b"role" => &mut self.role,
            b"nonce" => &mut self.nonce,
            b"create_time" => &mut self.create_time,
            b"expire_time" => &mut self.expire_time,
            b"connection_data" => &mut self.connection_data,
            b"initial_layout_class_list" => &mut self.layout_classes,
            _ => return None,
        })
    }

    fn finish(self) -> Result<Fields<'s>, ParseT1Error> {
        let required = |value: Option<&'s str>, name| value.ok_or(ParseT1Error::MissingField { name });
        let create_time = seconds(required(self.create_time, "create_time")?, "create_time")?;
        let expire_time = match self.expire_time {
            Some(text) => seconds(text, "expire_time")?,
            None => create_time.plus(DEFAULT_LIFETIME),
        };
        let role = required(self.role, "role")?.parse();
        Ok(Fields {
            session_id: required(self.session_id, "session_id")?,
            role: role.map_err(|_| ParseT1Error::BadField { name: "role" })?,
            nonce: required(self.nonce, "nonce")?,
            create_time,
            expire_time,
            connection_data: self.connection_data,
            layout_classes: self.layout_classes,
        })
    }
}

const LONGEST_NAME: usize = "initial_layout_class_list".len();

/// `digits` or `digits.digits`, the first part of at most 15 digits; the fraction is dropped.
fn seconds(text: &str, name: &'static str) -> Result<UnixSeconds, ParseT1Error> {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = text.split_once('.').map_or((text, "0"), |parts| parts);
    if whole.len() > 15 || !is_number(whole) || !is_number(fraction) {
        return Err(ParseT1Error::BadField { name });
    }
    whole
        .parse()
        .map(UnixSeconds::new)
        .map_err(|_| ParseT1Error::BadField { name })
}

/// An unknown field is ignored, but it has to be text.
fn check_text(value: FormText<'_>) -> Result<(), ParseT1Error> {
    let mut checker = Utf8Checker::default();
    if value.is_plain() || (value.bytes().all(|byte| checker.take(byte)) && checker.is_complete()) {
        return Ok(());
    }
    Err(ParseT1Error::NotUtf8)
}

/// Tells text from other bytes, a byte at a time.
#[derive(Default)]
struct Utf8Checker {
    pending: [u8; 4],
    len: usize,
}

impl Utf8Checker {
    fn take(&mut self, byte: u8) -> bool {
        self.pending[self.len] = byte;
        self.len += 1;
        match core::str::from_utf8(&self.pending[..self.len]) {
            Ok(_) => {
                self.len = 0;
                true
            }
            Err(error) => error.error_len().is_none(),
        }
    }

    fn is_complete(&self) -> bool {
        self.len == 0
    }
}
