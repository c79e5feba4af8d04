use core::future::poll_fn;
use core::pin::Pin;

use futures_core::Stream;
use http_endpoint::{BuildRequestError, Transport};
use opentok_rest::{Call, Client, Environments, List, Scope, UserAgent};
use opentok_token::{JwtId, UnixSeconds};
use serde::Serialize;
use tokio::runtime::Runtime;

use super::arguments::ServiceArguments;
use super::options::WindowArguments;
use super::secrets::Secrets;
use super::{argument, call_failure, curl, facts_of, net, table};
use crate::credentials::{Environment, Identity, Wanted};
use crate::failure::{Exit, Failure, sentence};
use crate::output::{Console, Facts};

/// Sends calls as whom the arguments and the environment say, or shows how.
pub(crate) struct Service<'s> {
    arguments: &'s ServiceArguments,
    console: &'s mut Console,
    secrets: Vec<String>,
    is_encrypted: bool,
}

impl<'s> Service<'s> {
    pub(crate) const fn new(arguments: &'s ServiceArguments, console: &'s mut Console) -> Self {
        Self {
            arguments,
            console,
            secrets: Vec::new(),
            is_encrypted: true,
        }
    }

    /// Makes a call whose body holds secrets. They are looked for before anything else is.
    pub(crate) fn with_secrets<C>(
        &mut self,
        make: impl FnOnce(&Secrets<'_>) -> Result<C, Failure>,
    ) -> Result<C, Failure> {
        let secrets = Secrets::new(self.arguments, self.console);
        let call = make(&secrets)?;
        self.secrets = secrets.into_shell();
        Ok(call)
    }

    /// Sends a call and tells the answer.
    pub(crate) fn tell<C: Call<Output: Serialize>>(&mut self, call: &C) -> Result<Exit, Failure> {
        if let Some(answer) = self.send(call)? {
            self.show(&answer)?;
        }
        Ok(Exit::Done)
    }

    /// Sends a call whose answer may say nothing, and tells what it says.
    pub(crate) fn tell_maybe<C, T>(&mut self, call: &C, done: &str) -> Result<Exit, Failure>
    where
        C: Call<Output = Option<T>>,
        T: Serialize,
    {
        match self.send(call)? {
            Some(Some(answer)) => self.show(&answer)?,
            Some(None) => self.done(done)?,
            None => {}
        }
        Ok(Exit::Done)
    }

    /// Sends a call whose answer says nothing, and tells that it is `done`.
    pub(crate) fn tell_done<C: Call<Output = ()>>(&mut self, call: &C, done: &str) -> Result<Exit, Failure> {
        if self.send(call)?.is_some() {
            self.done(done)?;
        }
        Ok(Exit::Done)
    }

    /// Sends a call and tells the items of its answer.
    pub(crate) fn tell_items<C: Call, T: Serialize>(
        &mut self,
        call: &C,
        items: impl FnOnce(C::Output) -> Vec<T>,
        columns: &[&str],
    ) -> Result<Exit, Failure> {
        if let Some(answer) = self.send(call)? {
            self.show_items(&items(answer), columns)?;
        }
        Ok(Exit::Done)
    }

    /// Sends one call for a page of a list, or all that the whole list takes, and tells the items.
    pub(crate) fn tell_pages<L>(&mut self, list: L, window: &WindowArguments, columns: &[&str]) -> Result<Exit, Failure>
    where
        L: List + Clone + Send + Sync + Unpin,
        L::Item: Serialize + Send + Unpin,
    {
        if !window.all || self.arguments.curl {
            return self.tell_items(&list, |page| page.items, columns);
        }
        let (client, runtime) = self.client(&list)?;
        let mut pages = client.pages(list);
        let mut batch = Vec::new();
        loop {
            let item = runtime.block_on(poll_fn(|cx| Pin::new(&mut pages).poll_next(cx)));
            let item = item.transpose().map_err(|error| call_failure(&error))?;
            let ended = item.is_none();
            batch.extend(item);
            // People get one table with one width; programs get lines as they come.
            if self.console.is_json() || ended {
                self.show_items(&batch, columns)?;
                batch.clear();
            }
            if ended || self.console.is_closed() {
                return Ok(Exit::Done);
            }
        }
    }

    /// Sends a call. `None` if it was only shown.
    pub(crate) fn send<C: Call>(&mut self, call: &C) -> Result<Option<C::Output>, Failure> {
        if self.arguments.curl {
            self.show_curl(call)?;
            return Ok(None);
        }
        let (client, runtime) = self.client(call)?;
        let answer = runtime.block_on(client.call(call));
        answer.map(Some).map_err(|error| call_failure(&error))
    }

    /// A client for `call`, and what runs it.
    pub(crate) fn client<C: Call>(&mut self, call: &C) -> Result<(Client<impl Transport + use<C>>, Runtime), Failure> {
        call.check().map_err(argument)?;
        let identity = self.identity::<C>()?;
        self.is_encrypted = identity.site.base(C::SCOPE).as_str().starts_with("https:");
        let runtime = net::runtime()?;
        let transport = net::patient_transport(self.arguments.timeout, self.arguments.attempts)?;
        let agent = UserAgent::with_addendum(concat!("opentok-cli/", env!("CARGO_PKG_VERSION")));
        let client = Client::new(transport, identity.credentials)
            .site(identity.site)
            .user_agent(agent.unwrap_or_default());
        Ok((client, runtime))
    }

    /// Where answers go.
    pub(crate) const fn console(&mut self) -> &mut Console {
        self.console
    }

    /// Whether nobody on the way to the service can read along. Known once there is a client.
    pub(crate) const fn is_encrypted(&self) -> bool {
        self.is_encrypted
    }

    /// Whether only the curl command is wanted.
    pub(crate) const fn is_curl(&self) -> bool {
        self.arguments.curl
    }

    /// Tells an answer.
    pub(crate) fn show(&mut self, answer: &impl Serialize) -> Result<(), Failure> {
        if self.console.is_json() {
            self.console.json(answer)
        } else {
            self.console.block(facts_of(answer))
        }
    }

    /// Tells items: a line of JSON for each, or a table.
    pub(crate) fn show_items<T: Serialize>(&mut self, items: &[T], columns: &[&str]) -> Result<(), Failure> {
        if self.console.is_json() {
            return items.iter().try_for_each(|item| self.console.json(item));
        }
        match table(items, columns) {
            table if table.is_empty() => Ok(()),
            table => self.console.block(table),
        }
    }

    fn done(&mut self, done: &str) -> Result<(), Failure> {
        if self.console.is_json() {
            self.console.json(&Facts::new().with("done", true))
        } else {
            self.console.text(format_args!("{done}\n"))
        }
    }

    fn identity<C: Call>(&self) -> Result<Identity, Failure> {
        let (credentials, flags) = (&self.arguments.credentials, &self.arguments.service);
        let identity = Identity::resolve(credentials, flags, wanted::<C>(), self.console)?;
        if self.arguments.verbose {
            self.console.note("call", &format!("{}: {}", C::NAME, identity.story()));
        }
        Ok(identity)
    }

    fn show_curl<C: Call>(&mut self, call: &C) -> Result<(), Failure> {
        call.check().map_err(argument)?;
        let identity = self.identity::<C>()?;
        let request = call.prepare(identity.site.base(C::SCOPE));
        if let Some(flaw) = BuildRequestError::of(&request) {
            return Err(Failure::usage(sentence(&flaw)));
        }
        let dialect = identity.credentials.dialect();
        // Only to learn whether these credentials open this call.
        let (mut probe, now, id) = (request.clone(), UnixSeconds::now(), JwtId::new([0; 16]));
        let opened = identity.credentials.authorize(&mut probe, C::SCOPE, now, id);
        opened.map_err(|error| call_failure(&error.into()))?;
        let shell = curl::Shell {
            flags: &self.arguments.credential_flags(),
            owner: identity.credentials.owner().unwrap_or_default(),
            secret: &self.arguments.credentials.shell_secret(),
            secrets: &self.secrets,
        };
        let line = curl::command(&request, C::SCOPE, dialect, &shell);
        if self.console.is_json() {
            self.console.json(&Facts::new().with("curl", line))
        } else {
            self.console.text(format_args!("{line}\n"))
        }
    }
}

/// Whose credentials a call takes.
fn wanted<C: Call>() -> Wanted {
    match (C::SCOPE, C::ENVIRONMENTS) {
        (Scope::Account, _) => Wanted::Account,
        (Scope::Insights, _) => Wanted::Project,
        (Scope::LegacyPartner, _) => Wanted::Partner,
        (Scope::LegacyToken, _) => Wanted::Token,
        (_, Environments::OpenTok) => Wanted::Either(Some(Environment::Opentok)),
        (_, Environments::Unified) => Wanted::Either(Some(Environment::Vonage)),
        _ => Wanted::Either(None),
    }
}
