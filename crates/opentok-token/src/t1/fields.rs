use super::pairs::{FormText, OtherNames, RawField, RawFields, fill};
use crate::arena::Arena;
use crate::limits::DEFAULT_LIFETIME;
use crate::parse_error::ParseT1Error;
use crate::role::Role;
use crate::text::from_utf8;
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
pub(crate) fn read_fields<'s>(data: &'s str, arena: &mut Arena<'s>) -> Result<Fields<'s>, ParseT1Error> {
    let mut slots = Slots::default();
    let mut others = None;
    for field in RawFields::new(data) {
        let (slot, value) = match slots.find(field) {
            Some(known) => known,
            None => {
                let (name, value) = field.pair();
                let Some(slot) = slots.find_decoded(name) else {
                    others.get_or_insert_with(OtherNames::new).add(name)?;
                    check_text(value)?;
                    continue;
                };
                (slot, value)
            }
        };
        fill(slot, decode(value, arena)?)?;
    }
    slots.finish()
}

fn decode<'s>(value: FormText<'s>, arena: &mut Arena<'s>) -> Result<&'s str, ParseT1Error> {
    if value.is_plain() {
        return Ok(value.raw());
    }
    let needed = value.raw().len();
    let bytes = arena
        .decode_form(value.raw())
        .ok_or(ParseT1Error::ScratchTooSmall { needed })?;
    from_utf8(bytes).ok_or(ParseT1Error::NotUtf8)
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
    /// The slot for a field whose name is known and stands for itself, and its value.
    #[inline]
    fn find<'a>(&mut self, field: RawField<'a>) -> Option<(&mut Option<&'s str>, FormText<'a>)> {
        Some(match field.as_str().as_bytes() {
            [b's', ..] => (&mut self.session_id, field.strip("session_id=")?),
            [b'r', ..] => (&mut self.role, field.strip("role=")?),
            [b'n', ..] => (&mut self.nonce, field.strip("nonce=")?),
            [b'e', ..] => (&mut self.expire_time, field.strip("expire_time=")?),
            [b'c', b'r', ..] => (&mut self.create_time, field.strip("create_time=")?),
            [b'c', ..] => (&mut self.connection_data, field.strip("connection_data=")?),
            [b'i', ..] => (&mut self.layout_classes, field.strip("initial_layout_class_list=")?),
            _ => return None,
        })
    }

    /// The slot for a known name that stands there escaped or without a value.
    fn find_decoded(&mut self, name: FormText<'_>) -> Option<&mut Option<&'s str>> {
        let slots = [
            ("session_id", &mut self.session_id),
            ("role", &mut self.role),
            ("nonce", &mut self.nonce),
            ("create_time", &mut self.create_time),
            ("expire_time", &mut self.expire_time),
            ("connection_data", &mut self.connection_data),
            ("initial_layout_class_list", &mut self.layout_classes),
        ];
        slots
            .into_iter()
            .find(|(known, _)| name == **known)
            .map(|(_, slot)| slot)
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

/// `digits` or `digits.digits`, the first part of at most 15 digits; the fraction is dropped.
fn seconds(text: &str, name: &'static str) -> Result<UnixSeconds, ParseT1Error> {
    let bad = ParseT1Error::BadField { name };
    let mut number = 0;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'0'..=b'9' if at < 15 => number = number * 10 + u64::from(byte - b'0'),
            b'.' if at > 0 && is_digits(&text[at + 1..]) => break,
            _ => return Err(bad),
        }
    }
    if text.is_empty() {
        Err(bad)
    } else {
        Ok(UnixSeconds::new(number))
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
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
