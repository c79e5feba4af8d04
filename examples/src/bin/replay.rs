//! Admits each token once: `replay API_KEY API_SECRET`, then a token a line on standard input.

use std::collections::BTreeMap;
use std::error::Error;
use std::io::stdin;
use std::sync::Mutex;

use opentok_token::{ApiSecret, Policy, Project, ReplayGuard, TokenUse, UnixSeconds, Verifier};

/// Remembers tokens until they end. Several processes would share a store with an atomic "set if absent" instead.
#[derive(Default)]
struct InMemory(Mutex<BTreeMap<String, UnixSeconds>>);

impl ReplayGuard for InMemory {
    fn is_first_use(&self, token: &TokenUse<'_>) -> bool {
        let Ok(mut seen) = self.0.lock() else { return false };
        let now = UnixSeconds::now();
        seen.retain(|_, end| *end >= now.minus(60));
        let name = format!("{} {} {}", token.session(), token.created(), token.nonce());
        seen.insert(name, token.expires()).is_none()
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(key), Some(secret)) = (args.next(), args.next()) else {
        return Err("usage: replay API_KEY API_SECRET".into());
    };
    let project = Project::new(key.parse()?, ApiSecret::trimmed(&secret));
    let verifier = Verifier::new(project).policy(Policy::new().leeway(60));
    let guard = InMemory::default();
    for line in stdin().lines() {
        let verdict = verifier.verify(line?.trim(), UnixSeconds::now());
        match verdict.and_then(|claims| claims.require_first_use(&guard).map(|()| claims)) {
            Ok(claims) => println!("admitted to {} as {}", claims.session(), claims.role()),
            Err(error) => println!("refused: {error}"),
        }
    }
    Ok(())
}
