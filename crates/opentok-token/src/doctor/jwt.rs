use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

use compact_jws::json::{JsonErrorKind, Object, Value};
use compact_jws::{Hs256Key, ParseError, UntrustedJws, VerifyError};

use super::examiner::Examiner;
use super::finding::{Fault, Finding};
use super::{Case, Use};
use crate::api_key::is_uuid;
use crate::limits::{DEFAULT_LIFETIME, MAX_APPLICATION_REST_LIFETIME, MAX_LIFETIME, MAX_REST_LIFETIME};
use crate::secret::ApiSecret;
use crate::t1::SCOPE;
use crate::time::UnixSeconds;

pub(super) fn examine(case: &Case<'_>, token: &str, findings: &mut Vec<Finding>) {
    let mut examiner = Examiner { case, findings };
    let untrusted = match UntrustedJws::parse(token) {
        Ok(untrusted) => untrusted,
        Err(ParseError::Segments { found }) => return examiner.found(Fault::Segments { found }),
        Err(_) => return examiner.found(Fault::Base64),
    };
    let mut scratch = vec![0; untrusted.scratch_len()];
    let opened = match untrusted.decode(&mut scratch) {
        Ok(opened) => opened,
        Err(ParseError::Header(error) | ParseError::Payload(error)) if error.kind == JsonErrorKind::Duplicate => {
            return examiner.found(Fault::Duplicate);
        }
        Err(_) => return examiner.found(Fault::Json),
    };
    let jwt = Jwt {
        header: opened.header(),
        claims: opened.claims(),
    };
    examiner.jwt_signature(&jwt, &untrusted);
    examiner.jwt_issuer(&jwt);
    examiner.jwt_use(&jwt);
    examiner.jwt_times(&jwt);
    if jwt.is_for_client() {
        examiner.jwt_grant(&jwt);
    }
}

/// A JWT taken apart.
struct Jwt<'s> {
    header: Object<'s>,
    claims: Object<'s>,
}

impl Jwt<'_> {
    fn text(&self, name: &str) -> Option<String> {
        self.claims.get(name)?.as_text().map(|text| text.to_string())
    }

    fn has(&self, name: &str) -> bool {
        self.claims.get(name).is_some()
    }

    fn is_for_client(&self) -> bool {
        self.has("scope") || self.has("session_id")
    }

    /// Whether it is one of the unified environment, or was meant to be.
    fn is_unified(&self) -> bool {
        self.has("application_id") || self.algorithm().as_deref() == Some("RS256")
    }

    fn algorithm(&self) -> Option<String> {
        self.header.get("alg")?.as_text().map(|text| text.to_string())
    }
}

impl Examiner<'_, '_> {
    fn jwt_signature(&mut self, jwt: &Jwt<'_>, untrusted: &UntrustedJws<'_>) {
        let expected = if jwt.is_unified() { "RS256" } else { "HS256" };
        if jwt.header.get("crit").is_some() {
            self.found(Fault::Critical);
        }
        if jwt.algorithm().as_deref() != Some(expected) {
            return self.found(Fault::Algorithm);
        }
        let mut scratch = vec![0; untrusted.scratch_len()];
        if let Some((_, key)) = self.case.application.filter(|_| jwt.is_unified()) {
            if untrusted.verify(key, &mut scratch).err() == Some(VerifyError::Signature) {
                self.found(Fault::SignatureWrong);
            }
        } else if let Some((_, secret)) = self.case.project.filter(|_| !jwt.is_unified()) {
            let fits = |secret: ApiSecret<'_>| {
                let key = Hs256Key::new(secret.expose().as_bytes());
                let mut scratch = vec![0; untrusted.scratch_len()];
                untrusted.verify(&key, &mut scratch).err() != Some(VerifyError::Signature)
            };
            if let Some(fault) = self.wrong_secret(secret, fits) {
                self.found(fault);
            }
        }
    }

    fn jwt_issuer(&mut self, jwt: &Jwt<'_>) {
        if jwt.is_unified() {
            let expected = self.case.application.map(|(id, _)| id.to_string());
            return self.jwt_owner(jwt, "application_id", expected);
        }
        self.jwt_owner(jwt, "iss", self.case.project.map(|(key, _)| key.to_string()));
        let level = jwt.claims.get("ist").or_else(|| jwt.header.get("ist"));
        match level.map(Value::as_text) {
            None => self.found(Fault::Missing { name: "ist" }),
            Some(Some(level)) if level == *"project" => {}
            Some(_) => self.found(Fault::Level),
        }
    }

    fn jwt_owner(&mut self, jwt: &Jwt<'_>, name: &'static str, expected: Option<String>) {
        match jwt.text(name) {
            None if jwt.has(name) => self.found(Fault::WrongType { name }),
            None => self.found(Fault::Missing { name }),
            Some(owner) if expected.is_some_and(|expected| expected != owner) => self.found(Fault::OtherProject),
            Some(_) => {}
        }
    }

    fn jwt_use(&mut self, jwt: &Jwt<'_>) {
        match (self.case.used_for, jwt.is_for_client()) {
            (Use::Client, false) => self.found(Fault::RestTokenForClient),
            (Use::Rest, true) => self.found(Fault::ClientTokenForRest),
            _ => {}
        }
    }

    fn jwt_times(&mut self, jwt: &Jwt<'_>) {
        let limit = match (jwt.is_for_client(), jwt.is_unified()) {
            (true, _) => MAX_LIFETIME,
            (false, true) => MAX_APPLICATION_REST_LIFETIME,
            (false, false) => MAX_REST_LIFETIME,
        };
        let created = self.jwt_time(jwt, "iat");
        if !jwt.has("iat") {
            self.found(Fault::Missing { name: "iat" });
        }
        let expires = match (jwt.has("exp"), jwt.is_for_client()) {
            (true, _) => self.jwt_time(jwt, "exp"),
            (false, true) => {
                self.found(Fault::NoExpiry);
                created.map(|created| created.plus(DEFAULT_LIFETIME))
            }
            (false, false) => {
                self.found(Fault::Missing { name: "exp" });
                None
            }
        };
        self.window(created, expires, limit);
        let begin = self.jwt_time(jwt, "nbf");
        self.window(begin, None, limit);
    }

    fn jwt_time(&mut self, jwt: &Jwt<'_>, name: &'static str) -> Option<UnixSeconds> {
        match jwt.claims.get(name)? {
            Value::Number(number) => {
                if number.as_i64().is_none() {
                    self.found(Fault::FractionalTime { name });
                }
                Some(self.time(name, u64::try_from(number.floor_i64()).unwrap_or_default()))
            }
            Value::Text(_) => {
                self.found(Fault::TextTime { name });
                None
            }
            _ => {
                self.found(Fault::WrongType { name });
                None
            }
        }
    }

    fn jwt_grant(&mut self, jwt: &Jwt<'_>) {
        match jwt.text("scope") {
            Some(scope) if scope == SCOPE => {}
            None if !jwt.has("scope") => self.found(Fault::Missing { name: "scope" }),
            _ => self.found(Fault::Scope),
        }
        match jwt.text("session_id") {
            Some(session) => self.jwt_session(jwt, &session),
            None => self.found(Fault::Missing { name: "session_id" }),
        }
        if jwt.has("role") {
            self.role(&jwt.text("role").unwrap_or_default());
        }
        match jwt.claims.get("connection_data") {
            None | Some(Value::Null) => {}
            Some(Value::Text(text)) => self.connection_data(&text.to_string()),
            Some(_) => self.found(Fault::WrongType {
                name: "connection_data",
            }),
        }
        self.jwt_classes(jwt);
        if jwt.is_unified() {
            if jwt.text("sub").as_deref() != Some("video") {
                self.found(Fault::NoSubject);
            }
            if jwt.claims.get("acl").and_then(Value::as_object).is_none() {
                self.found(Fault::NoAcl);
            }
        }
    }

    fn jwt_session(&mut self, jwt: &Jwt<'_>, session: &str) {
        let key = self.case.project.map(|(key, _)| key).filter(|_| !jwt.is_unified());
        let application = self.case.application.map(|(id, _)| id).filter(|_| jwt.is_unified());
        self.session(session, |session| {
            let payload = session.payload();
            let owner = payload.owner();
            key.is_none_or(|key| owner == key.as_str())
                && application.is_none_or(|id| owner == id.as_str() || !is_uuid(owner.as_bytes()))
        });
    }

    fn jwt_classes(&mut self, jwt: &Jwt<'_>) {
        match jwt.claims.get("initial_layout_class_list") {
            Some(Value::Text(text)) => {
                let text = text.to_string();
                if text.contains('+') && !text.contains(' ') {
                    self.found(Fault::ClassListEncoded);
                }
                self.layout_classes(&text);
            }
            Some(Value::Array(list)) if list.iter().all(|item| item.as_text().is_some()) => {}
            Some(_) => self.found(Fault::WrongType {
                name: "initial_layout_class_list",
            }),
            None => self.no_layout_classes(|name| jwt.has(name)),
        }
    }
}
