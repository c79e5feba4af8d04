//! Puts two people into a Help Lightning call: `help_lightning [CALLER CONTACT]`, by their addresses.
//!
//! With `HL_API_KEY`, `HL_SITE_ID` and `HL_PARTNER_KEY` (path of a PEM file) at the service, else against its stand-in.

use std::env;

use helplightning::sandbox::Sandbox;
use helplightning::{ApiKey, Client, Clock, Partner, PartnerKey, Service};
use helplightning::{CreateSession, EmailAddress, ListUsers, ReadUser, SessionVideo, UserToken};
use opentok_examples::Result;
use opentok_sdk::transport::net::NetSettings;
use opentok_sdk::transport::{AnyTransport, HyperTransport};

#[tokio::main]
async fn main() -> Result {
    let (client, partner) = match (
        env::var("HL_API_KEY"),
        env::var("HL_SITE_ID"),
        env::var("HL_PARTNER_KEY"),
    ) {
        (Ok(key), Ok(site), Ok(path)) => {
            let transport = AnyTransport::new(HyperTransport::new(&NetSettings::new())?);
            let pem = PartnerKey::from_pem(&std::fs::read_to_string(path)?)?;
            let partner = Partner::new(site.parse()?, pem, Clock::system());
            (Client::new(transport, Service::us(), ApiKey::new(&key)?), partner)
        }
        _ => {
            let sandbox = Sandbox::new(7, Clock::system());
            let transport = AnyTransport::new(sandbox.transport());
            (
                Client::new(transport, sandbox.service(), sandbox.api_key()),
                sandbox.partner(),
            )
        }
    };
    let mut arguments = env::args().skip(1);
    let caller = arguments.next().unwrap_or_else(|| "alice@example.com".to_owned());
    let contact = arguments.next().unwrap_or_else(|| "bob@example.com".to_owned());
    let caller = token_of(&client, &partner, &caller.parse()?).await?;
    let contact = token_of(&client, &partner, &contact.parse()?).await?;

    let session = client.call(&CreateSession::new(&[contact]), &caller).await?;
    let video = client.call(&SessionVideo::new(&caller), &session.token).await?;
    println!("session {} is served by {}", session.id, video.server);
    Ok(())
}

/// A filter finds what it finds: the address is compared before anything is done in somebody's name.
async fn token_of(client: &Client<AnyTransport>, partner: &Partner, address: &EmailAddress) -> Result<UserToken> {
    let found = client.call_as(partner, &ListUsers::new().email(address)).await?;
    let is_meant = |email: Option<&str>| email.is_some_and(|email| address.is_same_as(email));
    let user = found
        .entries
        .iter()
        .find(|user| is_meant(user.email.as_deref()))
        .ok_or("no such user")?;
    let access = client.call_as(partner, &ReadUser::new(user.id)).await?;
    println!("{} is user {}", address.masked(), access.user.id);
    Ok(access.token.ok_or("the account is not active")?)
}
