//! The formats once more, in the most obvious way: slow, allocating, and written from the specification alone.

use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::Sha256;

/// The digits of base64 in the order of their values; the last two differ between the alphabets.
pub const STANDARD: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/// See [`STANDARD`].
pub const URL_SAFE: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The bytes of unpadded base64 and the bits left over; none if there is a foreign digit or a digit too few.
pub fn decode(digits: &str, alphabet: &[u8; 64]) -> Option<(Vec<u8>, u32)> {
    let mut bits = (0_u32, 0_u32);
    let mut bytes = Vec::new();
    for digit in digits.bytes() {
        let value = alphabet.iter().position(|known| *known == digit)?;
        bits = (bits.0 << 6 | value as u32, bits.1 + 6);
        if bits.1 >= 8 {
            bits.1 -= 8;
            bytes.push((bits.0 >> bits.1) as u8);
            bits.0 &= (1 << bits.1) - 1;
        }
    }
    (bits.1 < 6).then_some((bytes, bits.0))
}

/// Padded base64.
pub fn encode(bytes: &[u8], alphabet: &[u8; 64]) -> String {
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let bits = group.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - group.len()));
        for at in 0..4 {
            let digit = alphabet[(bits >> (18 - 6 * at) & 63) as usize];
            text.push(if at <= group.len() { char::from(digit) } else { '=' });
        }
    }
    text
}

/// What form-encoded text stands for: `+` is a space, a `%` without two hex digits stands for itself.
pub fn form_decode(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let digits = behind
            .get(..2)
            .filter(|digits| *first == b'%' && digits.iter().all(u8::is_ascii_hexdigit));
        let code = digits.and_then(|digits| u8::from_str_radix(core::str::from_utf8(digits).ok()?, 16).ok());
        bytes.push(code.unwrap_or(if *first == b'+' { b' ' } else { *first }));
        rest = if code.is_some() { &behind[2..] } else { behind };
    }
    bytes
}

/// The signature of a T1 token's data, as it stands in the token.
pub fn t1_signature(secret: &str, data: &[u8]) -> String {
    let mac = Hmac::<Sha1>::new_from_slice(secret.as_bytes()).expect("HMAC takes a key of any length");
    let signature = mac.chain_update(data).finalize().into_bytes();
    signature.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The token of a project that is rightly signed, whatever its data.
pub fn t1_token(key: &str, secret: &str, data: &[u8]) -> String {
    let mut plain = format!("partner_id={key}&sig={}:", t1_signature(secret, data)).into_bytes();
    plain.extend(data);
    format!("T1=={}", encode(&plain, STANDARD))
}

/// The HS256 token of a header and a payload, whatever they are.
pub fn hs256_token(secret: &str, header: &[u8], payload: &[u8]) -> String {
    let segment = |bytes: &[u8]| encode(bytes, URL_SAFE).trim_end_matches('=').to_owned();
    let input = format!("{}.{}", segment(header), segment(payload));
    let mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("HMAC takes a key of any length");
    let signature = mac.chain_update(&input).finalize().into_bytes();
    format!("{input}.{}", segment(&signature))
}

/// Gives `see` the token with one bit flipped, for bits spread over its length. Where they begin depends on the length,
/// so that in the course of many tokens every bit has its turn.
pub fn flip_bits(token: &str, see: impl Fn(&str)) {
    const FLIPS: usize = 100;
    let bits = token.len() * 8;
    let step = bits.div_ceil(FLIPS) | 1;
    for bit in (token.len() % step..bits).step_by(step) {
        let mut bytes = token.as_bytes().to_vec();
        bytes[bit / 8] ^= 1 << (bit % 8);
        if let Ok(flipped) = core::str::from_utf8(&bytes) {
            see(flipped);
        }
    }
}

/// The `~`-separated fields of a session id; none if the text is no session id.
pub fn session_fields(text: &str) -> Option<Vec<String>> {
    let (prefix, body) = text.split_once('_')?;
    let is_pod = prefix.len() == 1 && prefix.bytes().all(|byte| byte.is_ascii_digit());
    if !is_pod || text.len() > 255 {
        return None;
    }
    // Bits behind the last byte are ignored: ids in old documents are cut short.
    let (payload, _) = decode(body.trim_end_matches('='), URL_SAFE)?;
    let payload = String::from_utf8(payload).ok()?;
    let fields: Vec<_> = payload.split('~').map(str::to_owned).collect();
    let has_version = fields[0] == "1" || fields[0] == prefix;
    (fields.len() >= 4 && has_version && !fields[1].is_empty()).then_some(fields)
}
