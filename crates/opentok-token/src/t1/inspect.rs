use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

use super::envelope::UntrustedT1;
use crate::arena::Arena;
use crate::base64;
use crate::limits::MAX_TOKEN_LEN;
use crate::parse_error::ParseT1Error;

/// A T1 token spelt out, not checked: what it says, not whether it is true.
#[derive(Clone, Debug, Eq, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct InspectedT1 {
    /// The project it claims to be from.
    pub partner_id: String,
    /// The fields of the header but the signature, decoded, in order.
    pub header: Vec<(String, String)>,
    /// The fields of the data, decoded, in order. Bytes that are no text are replacement characters.
    pub fields: Vec<(String, String)>,
}

/// Spells out a T1 token without any secret.
///
/// ```
/// let inspected = opentok_token::t1::inspect("T1==cGFydG5lcl9pZD0xMjM0NTYmc2lnPXg6cm9sZT1wdWJsaXNoZXI=")?;
/// assert_eq!(inspected.fields, [("role".to_owned(), "publisher".to_owned())]);
/// # Ok::<(), opentok_token::ParseT1Error>(())
/// ```
///
/// # Errors
///
/// As [`UntrustedT1::parse`], without `ScratchTooSmall`.
pub fn inspect(token: &str) -> Result<InspectedT1, ParseT1Error> {
    let mut scratch = vec![0; base64::decoded_len(token.len().min(MAX_TOKEN_LEN))];
    let untrusted = UntrustedT1::parse_in(token, &mut Arena::new(&mut scratch))?;
    let header = untrusted.header_fields().filter(|(name, _)| *name != *"sig");
    Ok(InspectedT1 {
        partner_id: untrusted.partner_id().to_string(),
        header: header
            .map(|(name, value)| (name.to_string(), value.to_string()))
            .collect(),
        fields: untrusted
            .data_fields()
            .map(|(name, value)| (name.to_string(), value.to_string()))
            .collect(),
    })
}
