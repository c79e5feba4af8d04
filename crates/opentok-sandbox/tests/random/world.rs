use http::Method;
use opentok_sandbox::{Client, Fault, Options, Publication, Sandbox, WebhookKind};
use opentok_token::Role;
use serde_json::{Value, json};

use crate::step::Step;
use crate::support::{Answer, Auth, Caller};

/// A sandbox, and what the test itself knows of it.
pub(crate) struct World {
    pub(crate) caller: Caller,
    pub(crate) sessions: Vec<String>,
    pub(crate) archives: Vec<String>,
    pub(crate) deleted: Vec<String>,
    pub(crate) broadcasts: Vec<String>,
    pub(crate) renders: Vec<String>,
    /// Paths of connections and streams that are gone, below the owner's own.
    pub(crate) gone: Vec<String>,
}

impl World {
    pub(crate) fn new() -> Self {
        // The old header, because signing and checking two hundred thousand JWTs is most of the time otherwise.
        let caller = Caller::project_of(Sandbox::new(Options::new().seed(1).partner_auth(true)));
        let value = format!("{}:{}", caller.owner, caller.sandbox.credentials().api_secret);
        let caller = caller.with(Auth::Header {
            name: "x-tb-partner-auth",
            value,
        });
        for kind in [
            WebhookKind::Session,
            WebhookKind::Archive,
            WebhookKind::Broadcast,
            WebhookKind::Sip,
            WebhookKind::Render,
            WebhookKind::Captions,
        ] {
            caller
                .sandbox
                .register_webhook(kind, "http://127.0.0.1:9/", None)
                .unwrap();
        }
        let session = caller.routed();
        Self {
            caller,
            sessions: vec![session],
            archives: Vec::new(),
            deleted: Vec::new(),
            broadcasts: Vec::new(),
            renders: Vec::new(),
            gone: Vec::new(),
        }
    }

    fn session(&self, at: usize) -> &str {
        &self.sessions[at % self.sessions.len()]
    }

    /// The path of something in a session, if there is anything.
    fn pick(&self, session: usize, family: &str, at: usize) -> Option<String> {
        let session = self.session(session);
        let look = self.caller.sandbox.session(session).unwrap();
        let items = look[format!("{family}s")].as_array().unwrap();
        let item = items.get(at % items.len().max(1))?;
        Some(format!("/session/{session}/{family}/{}", item["id"].as_str().unwrap()))
    }

    fn id_in(path: &str) -> &str {
        path.rsplit('/').next().unwrap()
    }

    /// Takes a step. Answers may refuse, but only in the documented ways.
    pub(crate) fn take(&mut self, step: &Step) {
        match *step {
            Step::Session { always } => {
                let mode = if always { "always" } else { "manual" };
                if self.sessions.len() < 8 {
                    let form = format!("p2p.preference=disabled&archiveMode={mode}");
                    self.sessions.push(self.caller.session(&form));
                }
            }
            Step::Connect { session } => {
                let client = Client::with_data("");
                self.caller.sandbox.connect(self.session(session), client).unwrap();
            }
            Step::Leave { session, at } => {
                if let Some(path) = self.pick(session, "connection", at) {
                    self.caller.delete(&path).expect(204);
                    self.gone.push(path);
                }
            }
            Step::Publish { session, at } => {
                let connection = self.pick(session, "connection", at);
                let publication = connection
                    .as_deref()
                    .map_or_else(Publication::new, |path| Publication::of(Self::id_in(path)));
                self.caller
                    .sandbox
                    .publish(self.session(session), &publication)
                    .unwrap();
            }
            Step::Unpublish { session, at } => {
                if let Some(path) = self.pick(session, "stream", at) {
                    self.caller
                        .sandbox
                        .unpublish(self.session(session), Self::id_in(&path))
                        .unwrap();
                    self.gone.push(path);
                }
            }
            Step::StartArchive {
                session,
                tag,
                manual,
                individual,
            } => {
                let body = json!({
                    "sessionId": self.session(session),
                    "multiArchiveTag": (tag > 0).then(|| tag.to_string()),
                    "streamMode": if manual { "manual" } else { "auto" },
                    "outputMode": if individual { "individual" } else { "composed" },
                });
                let answer = self.caller.post("/archive", &body);
                self.archives.extend(made(&answer, 200, &[404, 409]));
            }
            Step::StopArchive { at } => {
                if let Some(id) = some(&self.archives, at) {
                    let answer = self.caller.post(&format!("/archive/{id}/stop"), &Value::Null);
                    only(&answer, &[200, 409]);
                }
            }
            Step::DeleteArchive { at } if !self.archives.is_empty() => {
                let at = at % self.archives.len();
                let answer = self.caller.delete(&format!("/archive/{}", self.archives[at]));
                if only(&answer, &[204, 409]) == 204 {
                    self.deleted.push(self.archives.remove(at));
                }
            }
            Step::DeleteArchive { .. } => {}
            Step::AddStream { at, session, stream } => {
                if let Some(id) = some(&self.archives, at) {
                    let stream = self.pick(session, "stream", stream).unwrap_or_default();
                    let body = json!({"addStream": Self::id_in(&stream)});
                    let answer = self.caller.patch(&format!("/archive/{id}/streams"), &body);
                    only(&answer, &[204, 404, 405]);
                }
            }
            Step::StartBroadcast { session, tag } => {
                let body = json!({
                    "sessionId": self.session(session), "outputs": {"hls": {}}, "multiBroadcastTag": tag.to_string(),
                });
                let answer = self.caller.post("/broadcast", &body);
                self.broadcasts.extend(made(&answer, 200, &[404, 409]));
            }
            Step::StopBroadcast { at } => {
                if let Some(id) = some(&self.broadcasts, at) {
                    let answer = self.caller.post(&format!("/broadcast/{id}/stop"), &Value::Null);
                    only(&answer, &[200, 409]);
                }
            }
            Step::Mute { session, active } => {
                let path = format!("/session/{}/mute", self.session(session));
                only(&self.caller.post(&path, &json!({"active": active})), &[200, 404]);
            }
            Step::Signal { session } => {
                let path = format!("/session/{}/signal", self.session(session));
                only(&self.caller.post(&path, &json!({"data": "x"})), &[204, 404]);
            }
            Step::Storage { set: true } => {
                let config = json!({"accessKey": "a", "secretKey": "b", "bucket": "c"});
                self.caller
                    .put("/archive/storage", &json!({"type": "s3", "config": config}))
                    .expect(200);
            }
            Step::Storage { set: false } => {
                self.caller.delete("/archive/storage").expect(204);
            }
            Step::Wait { seconds } => self.caller.wait_s(seconds),
            Step::Fault { drop } => {
                let fault = Fault::new().path("/nowhere").times(1);
                let fault = if drop {
                    fault.drop_before()
                } else {
                    fault.status(http::StatusCode::BAD_GATEWAY)
                };
                self.caller.sandbox.add_fault(&fault).unwrap();
                self.caller.call(Method::GET, "/nowhere", "");
            }
            Step::Dial { session } => {
                let body = self.with_token(session, json!({"sip": {"uri": "sip:user@sip.example.net"}}));
                self.caller.post("/dial", &body).expect(200);
            }
            Step::Render { session, loads } => {
                let host = if loads { "app.example.net" } else { "app.invalid" };
                let body = self.with_token(
                    session,
                    json!({"url": format!("https://{host}/scene"), "maxDuration": 60}),
                );
                self.renders.extend(made(&self.caller.post("/render", &body), 202, &[]));
            }
            Step::Captions { session } => {
                let body = self.with_token(session, json!({"maxDuration": 300}));
                only(&self.caller.post("/captions", &body), &[202, 404, 409]);
            }
        }
    }

    fn with_token(&self, session: usize, mut body: Value) -> Value {
        let session = self.session(session);
        body["sessionId"] = session.into();
        body["token"] = self.caller.token(session, Role::Moderator).into();
        body
    }
}

/// One of those there are, if there are any.
fn some(ids: &[String], at: usize) -> Option<&str> {
    ids.get(at % ids.len().max(1)).map(String::as_str)
}

/// The id of what was made, unless the answer is one of the other statuses that are allowed.
#[track_caller]
fn made(answer: &Answer, status: u16, others: &[u16]) -> Option<String> {
    let is_made = answer.status == status;
    assert!(is_made || others.contains(&answer.status.as_u16()), "{}", answer.status);
    is_made.then(|| answer.json()["id"].as_str().unwrap().to_owned())
}

/// The status, which must be one of these.
#[track_caller]
fn only(answer: &Answer, statuses: &[u16]) -> u16 {
    let status = answer.status.as_u16();
    assert!(statuses.contains(&status), "{status}");
    status
}
