//! Mints a token for each role and verifies it: `mint API_KEY API_SECRET SESSION_ID`.

use std::error::Error;

use opentok_token::{ApiSecret, Grant, Project, Role, SessionId, Signer, UnixSeconds, Verifier};

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(key), Some(secret), Some(session)) = (args.next(), args.next(), args.next()) else {
        return Err("usage: mint API_KEY API_SECRET SESSION_ID".into());
    };
    let project = Project::new(key.parse()?, ApiSecret::trimmed(&secret));
    let session: SessionId = session.parse()?;
    let signer = Signer::new(project.clone());
    let verifier = Verifier::new(project);

    for role in Role::ALL {
        let token = signer.mint(&Grant::new(&session).role(role))?;
        verifier
            .verify(token.expose(), UnixSeconds::now())?
            .require_role(role)?;
        println!("{role:13} {}", token.expose());
    }
    Ok(())
}
