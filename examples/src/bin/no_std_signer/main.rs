//! Runs on a desk what a device does: `no_std_signer API_KEY API_SECRET SESSION_ID [UNIX_SECONDS [RANDOM]]`.

use opentok_examples::Result;
use opentok_token::{Nonce, UnixSeconds};

mod signer;

fn main() -> Result {
    let mut arguments = std::env::args().skip(1);
    let (Some(key), Some(secret), Some(session)) = (arguments.next(), arguments.next(), arguments.next()) else {
        return Err("usage: no_std_signer API_KEY API_SECRET SESSION_ID [UNIX_SECONDS [RANDOM]]".into());
    };
    let now = arguments
        .next()
        .map_or(Ok(UnixSeconds::now().get()), |text| text.parse())?;
    let random = match arguments.next() {
        Some(text) => text.parse()?,
        None => Nonce::random()?.as_str().parse()?,
    };
    let device = signer::Device::new(&key, &secret, &session).ok_or("no device of this project")?;
    println!("{}", device.token(now, random, &mut [0; signer::MAX_TOKEN])?);
    Ok(())
}
