use bytes::Bytes;
use http::{HeaderMap, Method, Request, StatusCode, header};
use serde_json::{Value, json};

use super::{
    API_KEY, Outcome, Sandbox, State,
    answer::{self, Answer},
    mint::{Kind, Mint, TokenFault},
    query::parameter,
};
use crate::{EmailAddress, UnixSeconds, UserId};

impl Sandbox {
    /// Answers one request, or fails as it was told to.
    pub fn respond(&self, request: &Request<Bytes>) -> Outcome {
        let path = request.uri().path();
        let path = path.strip_prefix("/api").unwrap_or(path);
        let mut state = self.state();
        if state.log.len() >= LOGGED {
            state.log.remove(0);
        }
        state.log.push(format!("{} {path}", request.method()));
        let struck = state
            .faults
            .iter_mut()
            .find_map(|fault| fault.strike(request.method(), path));
        if let Some(outcome) = struck {
            return outcome;
        }
        let asked = Asked {
            path,
            query: request.uri().query().unwrap_or_default(),
            headers: request.headers(),
            body: request.body(),
            now: self.0.clock.now(),
            mint: &self.0.mint,
        };
        let answer = asked.answer(request.method(), &mut state);
        Outcome::Answer(*answer.unwrap_or_else(|refusal| refusal))
    }
}

/// How many requests are remembered.
const LOGGED: usize = 1000;

/// The most users on a page. A guess.
const LARGEST_PAGE: usize = 100;

/// Where the sandbox's video is said to be.
const SERVER: &str = "gss+ssl://gss.helplightning.invalid";
const WS_SERVER: &str = "wss://gss.helplightning.invalid:443/ws";

/// A request, and what is needed to judge it.
struct Asked<'a> {
    path: &'a str,
    query: &'a str,
    headers: &'a HeaderMap,
    body: &'a [u8],
    now: UnixSeconds,
    mint: &'a Mint,
}

/// Either way it is an answer; refusals leave early.
type Answered = Result<Answer, Answer>;

impl Asked<'_> {
    fn answer(&self, method: &Method, state: &mut State) -> Answered {
        if self
            .headers
            .get("x-helplightning-api-key")
            .is_none_or(|key| key != API_KEY)
        {
            return Err(answer::unauthorized("API key is invalid"));
        }
        let segments: Vec<_> = self.path.split('/').skip(1).collect();
        match (method.as_str(), &segments[..]) {
            ("POST", ["v1" | "v1r1", "auth"]) => self.log_in(state),
            ("POST", ["v1", "auth", "refresh"]) => self.refresh(state),
            ("GET", ["v1r1", "enterprise", "users"]) => self.list_users(state),
            ("POST", ["v1r1", "enterprise", "users"]) => self.invite(state),
            ("GET", ["v1r1", "enterprise", "users", id]) => self.read_user(state, id),
            ("GET", ["v1r1", "user"]) => self.read_own_user(state),
            ("POST", ["v1", "sessions"]) => self.create_session(state),
            ("GET", ["v1", "sessions", id]) => self.read_session(state, id),
            ("POST", ["v1", "session", "video"]) => self.video(),
            _ => Err(answer::not_found()),
        }
    }

    fn log_in(&self, state: &State) -> Answered {
        let body = self.json()?;
        let (email, password) = (text(&body, "email")?, text(&body, "password")?);
        match state.accounts.by_email(email) {
            Some(account) if account.active && password == Sandbox::PASSWORD => Ok(self.access(account.id)),
            _ => Err(answer::unauthorized("Wrong address or password")),
        }
    }

    fn refresh(&self, state: &State) -> Answered {
        let body = self.json()?;
        let user = self.checked(Kind::Refresh, text(&body, "refresh_token")?, state)?.0;
        Ok(self.access(user))
    }

    fn access(&self, user: UserId) -> Answer {
        let [token, refresh] = [Kind::User, Kind::Refresh].map(|kind| self.mint.token(kind, user, None, self.now));
        answer::ok(&json!({ "token": token, "refresh_token": refresh }))
    }

    fn list_users(&self, state: &State) -> Answered {
        self.partner()?;
        let number = |name| parameter(self.query, name).and_then(|text| text.parse::<usize>().ok());
        let page = number("page").unwrap_or(1).max(1);
        let size = number("page_size").unwrap_or(50).clamp(1, LARGEST_PAGE);
        let filter = parameter(self.query, "filter").unwrap_or_default();
        let wanted = match filter.strip_prefix("email=") {
            Some(email) => Some(email),
            None if filter.is_empty() => None,
            None => return Err(answer::bad_request("unknown filter")),
        };
        let found: Vec<_> = state
            .accounts
            .all()
            .iter()
            .filter(|account| wanted.is_none_or(|email| account.email.eq_ignore_ascii_case(email)))
            .collect();
        let skipped = (page - 1).saturating_mul(size);
        let entries: Vec<_> = found
            .iter()
            .skip(skipped)
            .take(size)
            .map(|account| account.json())
            .collect();
        Ok(answer::ok(&json!({
            "entries": entries,
            "page_number": page,
            "page_size": size,
            "total_entries": found.len(),
            "total_pages": found.len().div_ceil(size),
        })))
    }

    fn invite(&self, state: &mut State) -> Answered {
        self.partner()?;
        let body = self.json()?;
        let (name, email) = (text(&body, "name")?, text(&body, "email")?);
        let address: EmailAddress = email.parse().map_err(|_| answer::bad_request("email is invalid"))?;
        match state.accounts.add(name, address.as_str()) {
            Some(id) => self.user(state, id),
            None => Err(answer::bad_request("email is taken")),
        }
    }

    fn read_user(&self, state: &State, id: &str) -> Answered {
        self.partner()?;
        self.user(state, id.parse().map_err(|_| answer::not_found())?)
    }

    fn user(&self, state: &State, id: UserId) -> Answered {
        let account = state.accounts.by_id(id).ok_or_else(answer::not_found)?;
        let mut json = account.json();
        json["token"] = self.mint.token(Kind::User, id, None, self.now).into();
        Ok(answer::ok(&json))
    }

    fn read_own_user(&self, state: &State) -> Answered {
        let user = self.caller(state)?;
        let mut json = state.accounts.by_id(user).ok_or_else(answer::not_found)?.json();
        json["enterprise_id"] = super::SITE.parse::<u64>().unwrap_or_default().into();
        Ok(answer::ok(&json))
    }

    fn create_session(&self, state: &mut State) -> Answered {
        let caller = self.caller(state)?;
        let body = self.json()?;
        let contacts = body["contact_tokens"].as_array();
        let mut participants = vec![caller];
        for contact in contacts.ok_or_else(|| answer::bad_request("contact_tokens is missing"))? {
            let token = contact.as_str().unwrap_or_default();
            participants.push(self.checked(Kind::User, token, state)?.0);
        }
        let id = state.chance.uuid();
        state.accounts.open_session(&id, participants);
        Ok(self.session(caller, &id))
    }

    fn read_session(&self, state: &State, id: &str) -> Answered {
        let caller = self.caller(state)?;
        match state.accounts.takes_part(caller, id) {
            Some(true) => Ok(self.session(caller, id)),
            Some(false) => Err(answer::forbidden()),
            None => Err(answer::not_found()),
        }
    }

    fn session(&self, user: UserId, id: &str) -> Answer {
        let token = self.mint.token(Kind::Session, user, Some(id), self.now);
        answer::ok(&json!({ "id": id, "token": token }))
    }

    fn video(&self) -> Answered {
        let (user, session) = self
            .mint
            .check(Kind::Session, self.authorization(), self.now)
            .map_err(|fault| self.refused(fault))?;
        let body = self.json()?;
        let asked_for = self.mint.check(Kind::User, text(&body, "user_token")?, self.now);
        if asked_for.map_err(|fault| self.refused(fault))?.0 != user {
            return Err(answer::forbidden());
        }
        let token = self.mint.token(Kind::Gss, user, session.as_deref(), self.now);
        Ok(answer::ok(
            &json!({ "gss_info": { "server": SERVER, "wsserver": WS_SERVER, "token": token } }),
        ))
    }

    fn partner(&self) -> Result<(), Answer> {
        self.mint
            .check_partner(self.authorization(), self.now)
            .map_err(|fault| self.refused(fault))
    }

    /// The user whose token the request is sent with.
    fn caller(&self, state: &State) -> Result<UserId, Answer> {
        Ok(self.checked(Kind::User, self.authorization(), state)?.0)
    }

    /// Whose token it is. Nobody's, if the account is closed.
    fn checked(&self, kind: Kind, token: &str, state: &State) -> Result<(UserId, Option<String>), Answer> {
        let who = self
            .mint
            .check(kind, token, self.now)
            .map_err(|fault| self.refused(fault))?;
        match state.accounts.by_id(who.0) {
            Some(account) if account.active => Ok(who),
            _ => Err(self.refused(TokenFault::Invalid)),
        }
    }

    fn refused(&self, fault: TokenFault) -> Answer {
        answer::refused(fault, self.path)
    }

    fn authorization(&self) -> &str {
        let value = self.headers.get(header::AUTHORIZATION);
        value.and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    fn json(&self) -> Result<Value, Answer> {
        serde_json::from_slice(self.body)
            .map_err(|_| answer::json_with(StatusCode::BAD_REQUEST, &json!({ "message": "body is not JSON" })))
    }
}

fn text<'v>(body: &'v Value, name: &str) -> Result<&'v str, Answer> {
    body[name]
        .as_str()
        .ok_or_else(|| answer::bad_request("a member is missing"))
}
