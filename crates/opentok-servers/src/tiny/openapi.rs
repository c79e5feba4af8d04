//! The OpenAPI document, made from the tables that requests are checked against.

use serde_json::{Map, Value, json};

use crate::tiny::parameter::{Kind, MAX_COUNT, MAX_ROOM_NAME, Parameter};
use crate::tiny::route::{ROUTES, Route, RouteInfo};

/// The OpenAPI 3.1 description of a server, with the sample routes or without, with caller authentication or without.
pub fn document(with_samples: bool, with_callers: bool) -> Value {
    let mut paths = Map::new();
    for info in ROUTES.iter().filter(|info| with_samples || !info.is_sample) {
        let path = paths.entry(info.template).or_insert_with(|| json!({}));
        path[info.method.method().as_str().to_lowercase()] = operation(info, with_callers);
    }
    for (template, summary) in [
        ("/healthz", "Whether the process lives"),
        ("/readyz", "Whether requests can be answered"),
    ] {
        paths.insert(template.to_owned(), json!({ "get": health(template, summary) }));
    }
    let mut document = json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Tiny OpenTok Server",
            "version": env!("CARGO_PKG_VERSION"),
            "license": { "name": "MIT OR Apache-2.0" },
        },
        "paths": paths,
        "components": { "schemas": { "Error": error_schema() } },
    });
    if with_callers {
        document["components"]["securitySchemes"] = json!({ "caller": { "type": "http", "scheme": "bearer" } });
    }
    document
}

fn operation(info: &RouteInfo, with_callers: bool) -> Value {
    let mut operation = json!({ "summary": info.summary, "responses": responses(info, with_callers) });
    let parameters: Vec<Value> = path_parameters(info.template)
        .chain(query_parameters(info.route))
        .collect();
    if !parameters.is_empty() {
        operation["parameters"] = parameters.into();
    }
    if !info.parameters.is_empty() {
        let is_needed = info.parameters.iter().any(|parameter| parameter.is_required);
        let schema = body_schema(info.parameters, Notation::Json);
        let mut content = json!({ "application/json": { "schema": schema } });
        if !info
            .parameters
            .iter()
            .any(|parameter| matches!(parameter.kind, Kind::Json("object" | "array")))
        {
            let form = body_schema(info.parameters, Notation::Form);
            content["application/x-www-form-urlencoded"] = json!({ "schema": form });
        }
        operation["requestBody"] = json!({ "required": is_needed, "content": content });
    }
    if with_callers {
        operation["security"] = json!([{ "caller": [] }]);
    }
    operation
}

/// How a body is written.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Notation {
    Json,
    Form,
}

fn body_schema(parameters: &[Parameter], notation: Notation) -> Value {
    let mut properties = Map::new();
    for parameter in parameters {
        let mut schema = kind_schema(&parameter.kind, parameter.is_required, notation);
        // As a property of its own, the other spelling would look as if both could be given, each with its own value.
        schema["description"] = match parameter.alias {
            None => parameter.about.into(),
            Some(alias) => format!("{}; may be spelt {alias}", parameter.about).into(),
        };
        properties.insert(parameter.name.to_owned(), schema);
    }
    let needed = parameters
        .iter()
        .filter(|parameter| parameter.is_required)
        .map(|parameter| parameter.name);
    let needed: Vec<_> = needed.collect();
    let mut schema = json!({ "type": "object", "properties": properties });
    if !needed.is_empty() {
        schema["required"] = needed.into();
    }
    schema
}

/// Values of a kind. What is not given may be written too: as `null` in JSON, as an empty text in a form.
fn kind_schema(kind: &Kind, is_required: bool, notation: Notation) -> Value {
    let absent = match notation {
        Notation::Json => Value::Null,
        Notation::Form => json!(""),
    };
    let schema = match kind {
        Kind::OneOf(words) => json!({ "enum": words }),
        Kind::Ipv4 => json!({ "type": "string", "pattern": IPV4 }),
        Kind::Expiry if notation == Notation::Form => json!({ "type": "string", "pattern": "^[0-9]+$" }),
        Kind::Expiry => json!({
            "anyOf": [{ "type": "integer", "minimum": 0 }, { "type": "string", "pattern": "^[0-9]+$" }],
        }),
        Kind::Text { least, most } => json!({ "type": "string", "minLength": least, "maxLength": most }),
        Kind::Count if notation == Notation::Form => json!({ "type": "string", "pattern": "^[0-9]{1,9}$" }),
        Kind::Count => json!({ "type": "integer", "minimum": 0, "maximum": MAX_COUNT }),
        Kind::Switch if notation == Notation::Form => json!({ "enum": ["true", "false"] }),
        Kind::Switch => json!({ "type": "boolean" }),
        Kind::Json(name) => json!({ "type": name }),
    };
    if is_required {
        schema
    } else {
        json!({ "anyOf": [schema, { "const": absent }] })
    }
}

const IPV4: &str =
    r"^((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])\.){3}(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])$";

fn path_parameters(template: &str) -> impl Iterator<Item = Value> {
    let names = template
        .split('/')
        .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    names.map(|name| {
        let schema = match name {
            "name" | "room" => json!({ "type": "string", "minLength": 1, "maxLength": MAX_ROOM_NAME }),
            "id" => json!({ "type": "string", "minLength": 1 }),
            _ => json!({ "type": "string", "pattern": "^[0-9A-Za-z-]{1,64}$" }),
        };
        json!({ "name": name, "in": "path", "required": true, "schema": schema })
    })
}

fn query_parameters(route: Route) -> Vec<Value> {
    let number = |name: &str, most: u32| {
        let schema = json!({ "type": "integer", "minimum": 0, "maximum": most });
        json!({ "name": name, "in": "query", "required": false, "schema": schema })
    };
    match route {
        Route::ListArchives => vec![number("count", 1000), number("offset", u32::MAX)],
        _ => Vec::new(),
    }
}

fn responses(info: &RouteInfo, with_callers: bool) -> Value {
    let mut responses = Map::new();
    responses.insert(info.success.to_string(), success(info));
    if info.route == Route::ViewArchive {
        responses.insert("302".into(), json!({ "description": "the recording" }));
    }
    let mut statuses = vec![405, 500, 503];
    if info.route != Route::OpenApi && info.route != Route::SessionRoom {
        statuses.extend([400, 404, 408, 413, 415, 429, 502, 504]);
    }
    if info.is_sample {
        statuses.push(409);
    }
    if with_callers {
        statuses.extend([401, 403]);
    }
    for status in statuses {
        let schema = json!({ "$ref": "#/components/schemas/Error" });
        let content = json!({ "application/json": { "schema": schema } });
        responses.insert(
            status.to_string(),
            json!({ "description": "refused", "content": content }),
        );
    }
    responses.into()
}

/// What comes back if all is well.
fn success(info: &RouteInfo) -> Value {
    let text = || json!({ "type": "string" });
    let schema = match info.route {
        Route::CreateSession => object(&[
            ("id", text()),
            ("mediaMode", json!({ "enum": ["routed", "relayed"] })),
            ("location", json!({ "type": ["string", "null"], "format": "ipv4" })),
        ]),
        Route::Access => object(&[
            ("token", text()),
            (
                "role",
                json!({ "enum": ["publisher", "subscriber", "moderator", "publisheronly"] }),
            ),
            ("expiresAt", json!({ "type": "integer" })),
            ("data", text()),
        ]),
        Route::Room => object(&[("apiKey", text()), ("sessionId", text()), ("token", text())]),
        Route::ListArchives | Route::ListRenders => json!({ "type": "array", "items": { "type": "object" } }),
        Route::StartCaptions | Route::StartRender => object(&[("id", text())]),
        Route::StopCaptions => object(&[("status", json!({ "type": "integer" }))]),
        Route::Broadcast => object(&[("url", text())]),
        Route::SessionRoom => return json!({ "description": "to /room/session" }),
        Route::ViewArchive => return json!({ "description": "a page that asks again", "content": { "text/html": {} } }),
        Route::AddStream => return json!({ "description": "done", "content": { "text/plain": {} } }),
        _ => json!({ "type": "object" }),
    };
    json!({ "description": "done", "content": { "application/json": { "schema": schema } } })
}

/// An object of exactly these members.
fn object(members: &[(&str, Value)]) -> Value {
    let names: Vec<_> = members.iter().map(|(name, _)| *name).collect();
    let properties: Map<_, _> = members
        .iter()
        .map(|(name, schema)| ((*name).to_owned(), schema.clone()))
        .collect();
    json!({ "type": "object", "required": names, "properties": properties, "additionalProperties": false })
}

fn error_schema() -> Value {
    let text = json!({ "type": "string" });
    json!({
        "type": "object",
        "required": ["error", "message", "requestId"],
        "properties": { "error": text, "message": text, "parameter": text, "requestId": text },
        "additionalProperties": false,
    })
}

fn health(template: &str, summary: &str) -> Value {
    let schema = json!({ "type": "object", "required": ["status"], "properties": { "status": { "type": "string" } } });
    let reply = json!({ "description": summary, "content": { "application/json": { "schema": schema } } });
    let mut responses = json!({ "200": reply });
    if template == "/readyz" {
        responses["503"] = reply;
    }
    json!({ "summary": summary, "responses": responses, "security": [] })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_served_route_is_described_and_no_other() {
        let few = document(false, false);
        let mut paths: Vec<_> = few["paths"].as_object().unwrap().keys().collect();
        paths.sort();
        assert_eq!(
            paths,
            [
                "/healthz",
                "/openapi.json",
                "/readyz",
                "/session",
                "/session/{id}/access"
            ]
        );
        let all = document(true, true);
        for info in ROUTES {
            assert!(
                all["paths"][info.template][info.method.method().as_str().to_lowercase()].is_object(),
                "{}",
                info.template
            );
        }
    }

    #[test]
    fn the_words_of_a_parameter_are_those_of_its_check() {
        let document = document(false, false);
        let body = &document["paths"]["/session/{id}/access"]["post"]["requestBody"]["content"]["application/json"];
        let properties = &body["schema"]["properties"];
        assert_eq!(properties["role"]["anyOf"][0]["enum"].as_array().unwrap().len(), 4);
        assert_eq!(properties["role"]["anyOf"][1]["const"], Value::Null);
        assert_eq!(properties["data"]["anyOf"][0]["maxLength"], 1000);
    }
}
