use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use super::examiner::Examiner;
use super::finding::{Fault, Finding};
use super::{Case, Use};
use crate::base64::{self, Alphabet};
use crate::limits::{DEFAULT_LIFETIME, MAX_LIFETIME};
use crate::secret::ApiSecret;
use crate::t1::{FormText, Pairs, T1Key};
use crate::time::UnixSeconds;

/// Looks into what follows the tag.
pub(super) fn examine(case: &Case<'_>, encoded: &str, findings: &mut Vec<Finding>) {
    let mut examiner = Examiner { case, findings };
    if case.used_for == Use::Rest {
        examiner.found(Fault::ClientTokenForRest);
    }
    let Some(plain) = decode(encoded) else {
        return examiner.found(Fault::Base64);
    };
    let Ok(plain) = String::from_utf8(plain) else {
        return examiner.found(Fault::NotUtf8);
    };
    let Some((header, data)) = plain.split_once(':') else {
        return examiner.found(Fault::Separator);
    };
    examiner.header(header, data);
    let fields = Fields::read(data, &mut examiner);
    examiner.fields(&fields);
}

fn decode(encoded: &str) -> Option<Vec<u8>> {
    let text = base64::strip_padding(encoded.as_bytes())?;
    let mut plain = vec![0; base64::decoded_len(text.len())];
    let alphabets = [Alphabet::Standard, Alphabet::UrlSafe];
    let len = alphabets
        .into_iter()
        .find_map(|alphabet| Some(base64::decode(alphabet, text, &mut plain)?.len()))?;
    plain.truncate(len);
    Some(plain)
}

/// Names and values, decoded.
struct Fields(Vec<(String, String)>);

impl Fields {
    fn read(text: &str, examiner: &mut Examiner<'_, '_>) -> Self {
        let mut fields: Vec<(String, String)> = Vec::new();
        for (name, value) in Pairs::new(text).take(crate::limits::MAX_FIELDS) {
            let mut text = |encoded: FormText<'_>| {
                String::from_utf8(encoded.bytes().collect()).unwrap_or_else(|error| {
                    examiner.found(Fault::NotUtf8);
                    String::from_utf8_lossy(error.as_bytes()).into_owned()
                })
            };
            let (name, value) = (text(name), text(value));
            if fields.iter().any(|(known, _)| *known == name) {
                examiner.found(Fault::Duplicate);
            }
            fields.push((name, value));
        }
        Self(fields)
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }
}

impl Examiner<'_, '_> {
    fn required<'f>(&mut self, fields: &'f Fields, name: &'static str) -> Option<&'f str> {
        let value = fields.get(name);
        if value.is_none() {
            self.found(Fault::Missing { name });
        }
        value
    }

    fn header(&mut self, header: &str, data: &str) {
        let fields = Fields::read(header, self);
        let signature = self.required(&fields, "sig");
        self.required(&fields, "partner_id");
        let Some((key, secret)) = self.case.project else { return };
        // The id counts as it stands there: a decoded one is another.
        if Pairs::new(header).any(|(name, value)| name == *"partner_id" && value.raw() != key.as_str()) {
            self.found(Fault::OtherProject);
        }
        let Some(signature) = signature else { return };
        let is_hex = signature.len() == 40 && signature.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !is_hex {
            return self.found(Fault::SignatureForm);
        }
        if signature.bytes().any(|byte| byte.is_ascii_uppercase()) {
            self.found(Fault::SignatureUpperCase);
        }
        let fits = |secret: ApiSecret<'_>| {
            let digits = T1Key::sign_with(secret, data);
            signature.as_bytes().eq_ignore_ascii_case(&digits)
        };
        if let Some(fault) = self.wrong_secret(secret, fits) {
            self.found(fault);
        }
    }

    /// Which secret made the signature, if it was not the expected one. A hint for people: whether a token is
    /// true is decided elsewhere, in constant time.
    pub(super) fn wrong_secret(&self, secret: ApiSecret<'_>, fits: impl Fn(ApiSecret<'_>) -> bool) -> Option<Fault> {
        if fits(secret) {
            return None;
        }
        if fits(ApiSecret::trimmed(secret.expose())) {
            return Some(Fault::SignedWithTrimmedSecret);
        }
        let mut others = self.case.other_secrets.iter().copied();
        let index = others.position(|other| fits(other) || fits(ApiSecret::trimmed(other.expose())));
        Some(index.map_or(Fault::SignatureWrong, |index| Fault::SignedWithOtherSecret { index }))
    }

    fn fields(&mut self, fields: &Fields) {
        if let Some(session) = self.required(fields, "session_id") {
            let key = self.case.project.map(|(key, _)| key);
            self.session(session, |session| key.is_none_or(|key| session.belongs_to(&key)));
        }
        if let Some(role) = self.required(fields, "role") {
            self.role(role);
        }
        self.required(fields, "nonce");
        let created = self
            .required(fields, "create_time")
            .and_then(|text| self.text_time("create_time", text));
        let expires = match fields.get("expire_time") {
            Some(text) => self.text_time("expire_time", text),
            None => created.map(|created| created.plus(DEFAULT_LIFETIME)),
        };
        self.window(created, expires, MAX_LIFETIME);
        if let Some(data) = fields.get("connection_data") {
            self.connection_data(data);
        }
        match fields.get("initial_layout_class_list") {
            Some(classes) => self.layout_classes(classes),
            None => self.no_layout_classes(|name| fields.get(name).is_some()),
        }
        if fields.get("scope").is_some_and(|scope| scope != crate::t1::SCOPE) {
            self.found(Fault::Scope);
        }
    }

    fn text_time(&mut self, name: &'static str, text: &str) -> Option<UnixSeconds> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let Some(time) = whole.parse().ok().filter(|_| !whole.starts_with('+')) else {
            self.found(Fault::UnreadableTime { name });
            return None;
        };
        if !fraction.is_empty() {
            self.found(Fault::FractionalTime { name });
        }
        Some(self.time(name, time))
    }
}
