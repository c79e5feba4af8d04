use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use super::finding::{Fault, Finding};
use crate::base64::{self, Alphabet};
use crate::form::Decoded;
use crate::limits::MAX_TOKEN_LEN;
use crate::t1::TAG;
use crate::test_token;

/// A token without what does not belong to it.
pub(super) enum Body<'t> {
    /// What follows the tag.
    T1(Cow<'t, str>),
    Jwt(Cow<'t, str>),
    Unknown,
}

/// Takes off what commonly sticks to a token, and tells which kind it is.
pub(super) fn unwrap<'t>(text: &'t str, findings: &mut Vec<Finding>) -> Body<'t> {
    let mut found = |fault| findings.push(Finding::new(fault));
    if text.len() > MAX_TOKEN_LEN {
        found(Fault::TooLong { len: text.len() });
        return Body::Unknown;
    }
    let mut token = text.trim();
    if token.len() != text.len() {
        found(Fault::WhiteSpace);
    }
    if let Some(bare) = strip_quotes(token) {
        found(Fault::Quoted);
        token = bare;
    }
    if let Some(bare) = token
        .get(..7)
        .filter(|word| word.eq_ignore_ascii_case("bearer "))
        .map(|_| &token[7..])
    {
        found(Fault::Bearer);
        token = bare.trim();
    }
    if test_token::role_of(token).is_some() {
        found(Fault::TestToken);
        return Body::Unknown;
    }
    let mut token = Cow::Borrowed(token);
    if token.contains('%') {
        found(Fault::UrlEncoded);
        token = Cow::Owned(percent_decode(&token));
    }
    if token.contains(' ') {
        found(Fault::SpaceForPlus);
        token = Cow::Owned(token.replace(' ', "+"));
    }
    if token.starts_with(TAG) {
        return Body::T1(cut(token, TAG.len()));
    }
    if token.starts_with("eyJ") || token.matches('.').count() == 2 {
        return Body::Jwt(token);
    }
    found(Fault::WrongPrefix);
    match start_of_header(&token) {
        Some(at) => Body::T1(cut(token, at)),
        None => Body::Unknown,
    }
}

fn strip_quotes(text: &str) -> Option<&str> {
    let inner = |mark: char| text.strip_prefix(mark)?.strip_suffix(mark);
    inner('"').or_else(|| inner('\''))
}

fn cut(token: Cow<'_, str>, at: usize) -> Cow<'_, str> {
    match token {
        Cow::Borrowed(token) => Cow::Borrowed(&token[at..]),
        Cow::Owned(token) => Cow::Owned(token[at..].into()),
    }
}

/// Percent escapes alone: in a token, a plus sign stands for itself.
fn percent_decode(text: &str) -> String {
    let escaped = text.replace('+', "%2B");
    String::from_utf8_lossy(&Decoded::new(escaped.as_bytes()).collect::<Vec<_>>()).into_owned()
}

/// Where a T1 token's base64 begins, if the tag in front is damaged or missing.
fn start_of_header(token: &str) -> Option<usize> {
    (0..=8.min(token.len()))
        .filter(|at| token.is_char_boundary(*at))
        .find(|at| {
            let mut plain = [0; 12];
            let front = token.as_bytes().get(*at..*at + 16);
            front
                .and_then(|front| base64::decode(Alphabet::Standard, front, &mut plain))
                .is_some_and(|plain| plain.starts_with(b"partner_id="))
        })
}
