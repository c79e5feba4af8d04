//! How the service of the time refused.

use http::{Method, StatusCode};

use super::{Environment, Era, Legacy};
use crate::wire::{Reply, escape_xml};

pub(super) const XML: &str = "text/xml; charset=utf-8";

/// Key and secret that do not fit.
pub(super) fn wrong_credentials(legacy: &Legacy) -> Reply {
    match (legacy.era, legacy.environment) {
        (Era::Y2012, Environment::Production) => {
            let body = errors(
                403,
                "notAuthorized",
                "The API secret did not match, Invalid credentials passed",
            );
            Reply::text(StatusCode::OK, "text/plain; charset=UTF-8", body + "\n")
        }
        (Era::Y2012, Environment::Staging) => Reply::text(StatusCode::FORBIDDEN, "text/plain; charset=iso-8859-1", ""),
        (Era::Y2014, _) => forbidden(),
    }
}

/// 403 without a word.
pub(super) fn forbidden() -> Reply {
    Reply::text(StatusCode::FORBIDDEN, "text/plain", "")
}

/// An archive that is not there, or not for this caller: the same for both.
pub(super) fn missing_archive(legacy: &Legacy, archive: &str) -> Reply {
    match legacy.era {
        Era::Y2012 => {
            let body = errors(404, "itemNotFound", &format!("Archive {archive} not found"));
            Reply::text(StatusCode::OK, XML, body + "\n\n")
        }
        Era::Y2014 => Reply::text(StatusCode::NOT_FOUND, "text/plain", ""),
    }
}

/// The same for a deletion, which was answered with a page where it was asked for by GET.
pub(super) fn missing_to_delete(legacy: &Legacy, archive: &str, is_get: bool) -> Reply {
    if legacy.era == Era::Y2012 && is_get {
        return Reply::text(StatusCode::NOT_FOUND, "text/html; charset=utf-8", PAGE);
    }
    missing_archive(legacy, archive)
}

/// A field that says what it must not.
pub(super) fn invalid(message: &str) -> Reply {
    Reply::text(
        StatusCode::BAD_REQUEST,
        XML,
        errors(400, "invalidArgument", message) + "\n",
    )
}

/// A method that the call does not know.
pub(super) fn wrong_method() -> Reply {
    let allowed = [Method::GET, Method::POST].map(|method| method.to_string()).join(", ");
    let mut reply = Reply::text(StatusCode::METHOD_NOT_ALLOWED, "text/plain", "");
    if let Ok(allowed) = allowed.parse() {
        reply.0.headers_mut().insert(http::header::ALLOW, allowed);
    }
    reply
}

fn errors(code: u16, kind: &str, message: &str) -> String {
    let message = escape_xml(message);
    format!("<Errors><error code=\"{code}\"><{kind} message=\"{message}\"/></error></Errors>")
}

const PAGE: &str = "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \
                    \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd\">\n\
                    <html><head><title>404 Not Found</title></head><body>missing<br /></body></html>";
