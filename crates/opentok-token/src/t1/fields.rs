use super::decimal;
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

/// Reads a token's data, decoding values into `arena` where they need it. Calls `between` before each field.
#[inline(always)]
pub(crate) fn read_fields<'s>(
    data: &'s str,
    arena: &mut Arena<'s>,
    mut between: impl FnMut(),
) -> Result<Fields<'s>, ParseT1Error> {
    let mut values = [None; Name::LABELS.len()];
    let mut others = None;
    let mut fields = RawFields::new(data);
    while let Some(rest) = fields.rest() {
        between();
        let (name, value) = match Name::at_front(rest) {
            Some((name, behind)) => (name, fields.next_in(behind)),
            None => match read_name(fields.next_field(rest), &mut others)? {
                Some(found) => found,
                None => continue,
            },
        };
        let value = if value.is_plain() {
            value.raw()
        } else {
            decode(value, arena)?
        };
        fill(&mut values[name as usize], value)?;
    }
    Fields::new(values)
}

/// A field whose name does not stand there as it is usually written; `None` if it means nothing.
#[cold]
fn read_name<'s>(
    field: RawField<'s>,
    others: &mut Option<OtherNames<'s>>,
) -> Result<Option<(Name, FormText<'s>)>, ParseT1Error> {
    let (name, value) = field.pair();
    if let Some(name) = Name::find(name) {
        return Ok(Some((name, value)));
    }
    others.get_or_insert_with(OtherNames::new).add(name)?;
    check_text(value)?;
    Ok(None)
}

#[inline(never)]
fn decode<'s>(value: FormText<'s>, arena: &mut Arena<'s>) -> Result<&'s str, ParseT1Error> {
    let needed = value.raw().len();
    let bytes = arena
        .decode_form(value.raw())
        .ok_or(ParseT1Error::ScratchTooSmall { needed })?;
    from_utf8(bytes).ok_or(ParseT1Error::NotUtf8)
}

/// The fields that mean something.
#[derive(Clone, Copy)]
enum Name {
    SessionId,
    Role,
    Nonce,
    CreateTime,
    ExpireTime,
    ConnectionData,
    LayoutClasses,
}

impl Name {
    const LABELS: [(Self, &str); 7] = [
        (Self::SessionId, "session_id"),
        (Self::Role, "role"),
        (Self::Nonce, "nonce"),
        (Self::CreateTime, "create_time"),
        (Self::ExpireTime, "expire_time"),
        (Self::ConnectionData, "connection_data"),
        (Self::LayoutClasses, "initial_layout_class_list"),
    ];

    /// The name that a field begins with and that stands for itself, and what is behind its `=`.
    #[inline]
    fn at_front(field: &str) -> Option<(Self, &str)> {
        let behind = |label: &str| field.strip_prefix(label);
        Some(match field.as_bytes() {
            [b's', ..] => (Self::SessionId, behind("session_id=")?),
            [b'r', ..] => (Self::Role, behind("role=")?),
            [b'n', ..] => (Self::Nonce, behind("nonce=")?),
            [b'e', ..] => (Self::ExpireTime, behind("expire_time=")?),
            [b'c', b'r', ..] => (Self::CreateTime, behind("create_time=")?),
            [b'c', ..] => (Self::ConnectionData, behind("connection_data=")?),
            [b'i', ..] => (Self::LayoutClasses, behind("initial_layout_class_list=")?),
            _ => return None,
        })
    }

    /// A name that stands there escaped or without a value.
    fn find(text: FormText<'_>) -> Option<Self> {
        Self::LABELS
            .into_iter()
            .find(|(_, label)| text == **label)
            .map(|(name, _)| name)
    }
}

impl<'s> Fields<'s> {
    /// Takes what was read, in the order of the names.
    #[inline(always)]
    fn new(values: [Option<&'s str>; Name::LABELS.len()]) -> Result<Self, ParseT1Error> {
        let [
            session_id,
            role,
            nonce,
            create_time,
            expire_time,
            connection_data,
            layout_classes,
        ] = values;
        let create_time = seconds(create_time.ok_or(missing("create_time"))?, "create_time")?;
        let expire_time = match expire_time {
            Some(text) => seconds(text, "expire_time")?,
            None => create_time.plus(DEFAULT_LIFETIME),
        };
        let role = role.ok_or(missing("role"))?.parse();
        Ok(Self {
            session_id: session_id.ok_or(missing("session_id"))?,
            role: role.map_err(|_| ParseT1Error::BadField { name: "role" })?,
            nonce: nonce.ok_or(missing("nonce"))?,
            create_time,
            expire_time,
            connection_data,
            layout_classes,
        })
    }
}

const fn missing(name: &'static str) -> ParseT1Error {
    ParseT1Error::MissingField { name }
}

/// `digits` or `digits.digits`, the first part of at most 15 digits; the fraction is dropped.
#[inline(always)]
fn seconds(text: &str, name: &'static str) -> Result<UnixSeconds, ParseT1Error> {
    if let Some(number) = decimal::of_ten_digits(text.as_bytes()) {
        return Ok(UnixSeconds::new(number));
    }
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
