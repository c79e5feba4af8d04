use super::pairs::{FormText, OtherNames, fill};
use super::raw::{RawField, RawFields};
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
    let mut fields = RawFields::new(data);
    while let Some(rest) = fields.rest() {
        let (slot, value) = match slots.find(rest) {
            Some((Slot::Time(slot, name), label_len)) => match fields.next_number(label_len) {
                Some(number) => {
                    fill(slot, Ok(UnixSeconds::new(number)))?;
                    continue;
                }
                None => (Slot::Time(slot, name), fields.next_behind(label_len)),
            },
            Some((slot, label_len)) => (slot, fields.next_behind(label_len)),
            None => {
                let Some((name, value)) = fields.next().map(RawField::pair) else {
                    break;
                };
                let Some(slot) = slots.find_decoded(name) else {
                    others.get_or_insert_with(OtherNames::new).add(name)?;
                    check_text(value)?;
                    continue;
                };
                (slot, value)
            }
        };
        let value = decode(value, arena)?;
        match slot {
            Slot::Text(slot) => fill(slot, value)?,
            Slot::Time(slot, name) => fill(slot, seconds(value, name))?,
        }
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
    create_time: Option<Time>,
    expire_time: Option<Time>,
    connection_data: Option<&'s str>,
    layout_classes: Option<&'s str>,
}

/// A time, or that it is none: that matters only once every field has been read.
type Time = Result<UnixSeconds, ParseT1Error>;

enum Slot<'a, 's> {
    Text(&'a mut Option<&'s str>),
    Time(&'a mut Option<Time>, &'static str),
}

impl<'s> Slots<'s> {
    /// The slot for a field whose name is known and stands for itself, and how long that is with its `=`.
    #[inline]
    fn find(&mut self, field: &str) -> Option<(Slot<'_, 's>, usize)> {
        let len = |label: &str| field.starts_with(label).then_some(label.len());
        Some(match field.as_bytes() {
            [b's', ..] => (Slot::Text(&mut self.session_id), len("session_id=")?),
            [b'r', ..] => (Slot::Text(&mut self.role), len("role=")?),
            [b'n', ..] => (Slot::Text(&mut self.nonce), len("nonce=")?),
            [b'e', ..] => (Slot::Time(&mut self.expire_time, "expire_time"), len("expire_time=")?),
            [b'c', b'r', ..] => (Slot::Time(&mut self.create_time, "create_time"), len("create_time=")?),
            [b'c', ..] => (Slot::Text(&mut self.connection_data), len("connection_data=")?),
            [b'i', ..] => (Slot::Text(&mut self.layout_classes), len("initial_layout_class_list=")?),
            _ => return None,
        })
    }

    /// The slot for a known name that stands there escaped or without a value.
    fn find_decoded(&mut self, name: FormText<'_>) -> Option<Slot<'_, 's>> {
        let slots = [
            ("session_id", Slot::Text(&mut self.session_id)),
            ("role", Slot::Text(&mut self.role)),
            ("nonce", Slot::Text(&mut self.nonce)),
            ("create_time", Slot::Time(&mut self.create_time, "create_time")),
            ("expire_time", Slot::Time(&mut self.expire_time, "expire_time")),
            ("connection_data", Slot::Text(&mut self.connection_data)),
            ("initial_layout_class_list", Slot::Text(&mut self.layout_classes)),
        ];
        slots
            .into_iter()
            .find(|(known, _)| name == **known)
            .map(|(_, slot)| slot)
    }

    fn finish(self) -> Result<Fields<'s>, ParseT1Error> {
        let create_time = self.create_time.ok_or(missing("create_time"))??;
        let expire_time = match self.expire_time {
            Some(time) => time?,
            None => create_time.plus(DEFAULT_LIFETIME),
        };
        let role = self.role.ok_or(missing("role"))?.parse();
        Ok(Fields {
            session_id: self.session_id.ok_or(missing("session_id"))?,
            role: role.map_err(|_| ParseT1Error::BadField { name: "role" })?,
            nonce: self.nonce.ok_or(missing("nonce"))?,
            create_time,
            expire_time,
            connection_data: self.connection_data,
            layout_classes: self.layout_classes,
        })
    }
}

const fn missing(name: &'static str) -> ParseT1Error {
    ParseT1Error::MissingField { name }
}

/// `digits` or `digits.digits`, the first part of at most 15 digits; the fraction is dropped.
fn seconds(text: &str, name: &'static str) -> Result<UnixSeconds, ParseT1Error> {
    let mut number: u64 = 0;
    let mut len = 0;
    for byte in text.bytes() {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            break;
        }
        number = number.wrapping_mul(10).wrapping_add(u64::from(digit));
        len += 1;
    }
    let is_whole = len == text.len() || text[len..].strip_prefix('.').is_some_and(is_digits);
    if (1..=15).contains(&len) && is_whole {
        Ok(UnixSeconds::new(number))
    } else {
        Err(ParseT1Error::BadField { name })
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
