use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method, StatusCode, header};
use serde_json::{Value, json};

use crate::state::{Drop, Effect, Fault, State};
use crate::wire::{Call, Fields, Refusal};

/// The longest delay, in milliseconds: ten minutes.
const MAX_DELAY_MS: u64 = 600_000;

/// `POST /sandbox/fault`.
pub(super) fn add(state: &mut State, call: &Call) -> Result<Value, Refusal> {
    let body = call.object()?;
    let body = Fields::new(&body);
    let (method, path) = match body.object("match")? {
        None => (None, None),
        Some(wanted) => (wanted.text("method")?, wanted.text("path")?),
    };
    let method = method
        .map(|method| method.to_ascii_uppercase().parse::<Method>())
        .transpose();
    let times = body.integer(&["times"])?;
    if times == Some(0) {
        return Err(Refusal::invalid("Invalid times. It must be 1 at least."));
    }
    let delay_ms = body.integer(&["delayMs"])?.unwrap_or(0);
    if delay_ms > MAX_DELAY_MS {
        return Err(Refusal::invalid(format!(
            "Invalid delayMs. It must be {MAX_DELAY_MS} at most."
        )));
    }
    let fault = Fault {
        method: method.map_err(|_| Refusal::invalid("Invalid method"))?,
        path: path.map(Into::into),
        times,
        effect: Effect {
            delay_ms,
            status: body.integer(&["status"])?.map(status).transpose()?,
            body: content(body.get("body")),
            headers: body
                .text_map("headers")?
                .into_iter()
                .map(header)
                .collect::<Result<_, _>>()?,
            drop: match body.text("drop")? {
                None => None,
                Some("before") => Some(Drop::Before),
                Some("after") => Some(Drop::After),
                Some(_) => return Err(Refusal::invalid("Invalid drop. It must be before or after.")),
            },
        },
    };
    if !state.faults.add(fault) {
        return Err(Refusal::invalid("Too many faults are set"));
    }
    Ok(json!({"faults": state.faults.len()}))
}

fn status(code: u64) -> Result<StatusCode, Refusal> {
    let status = u16::try_from(code).ok().filter(|code| (200..600).contains(code));
    let status = status.and_then(|code| StatusCode::from_u16(code).ok());
    status.ok_or_else(|| Refusal::invalid("Invalid status. It must be from 200 to 599."))
}

/// A text as it is, anything else as JSON.
fn content(body: &Value) -> Option<Bytes> {
    match body {
        Value::Null => None,
        Value::String(text) => Some(Bytes::copy_from_slice(text.as_bytes())),
        other => Some(other.to_string().into()),
    }
}

fn header((name, value): (&str, &str)) -> Result<(HeaderName, HeaderValue), Refusal> {
    let name: HeaderName = name.parse().map_err(|_| Refusal::invalid("Invalid headers"))?;
    let value = value.parse().map_err(|_| Refusal::invalid("Invalid headers"))?;
    // How long a body is, and when the connection ends, is the server's own matter.
    let framing = [
        header::CONNECTION,
        header::CONTENT_LENGTH,
        header::TRANSFER_ENCODING,
        header::UPGRADE,
    ];
    if framing.contains(&name) {
        return Err(Refusal::invalid(format!("Invalid headers. {name} cannot be set.")));
    }
    Ok((name, value))
}
