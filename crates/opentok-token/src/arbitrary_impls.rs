//! Values for fuzzing: always well-formed, seldom ordinary.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use arbitrary::{Arbitrary, Result, Unstructured};

use crate::api_key::ApiKey;
use crate::base64::{self, Alphabet};
use crate::grant_buf::GrantBuf;
use crate::limits::{DEFAULT_LIFETIME, MAX_CONNECTION_DATA};
use crate::nonce::Nonce;
use crate::project::Project;
use crate::role::Role;
use crate::secret::ApiSecret;
use crate::session_id::SessionId;
use crate::signer::Signer;
use crate::t1::Profile;
use crate::time::UnixSeconds;

impl<'a> Arbitrary<'a> for ApiKey {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        Ok(word(u, b"0123456789", 1..=10)?.parse().expect("digits are a key"))
    }
}

impl<'a> Arbitrary<'a> for SessionId {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let owner = ApiKey::arbitrary(u)?;
        session_of(&owner, u)
    }
}

impl<'a> Arbitrary<'a> for Nonce {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        Ok(Self::new(u.arbitrary()?))
    }
}

impl<'a> Arbitrary<'a> for GrantBuf {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let session = SessionId::arbitrary(u)?;
        grant_for(session, u)
    }
}

/// A T1 token that verifies, and what it verifies with.
///
/// The way to reach the code behind the signature check from a fuzz target.
#[derive(Clone)]
pub struct SignedToken {
    /// The token's text.
    pub text: String,
    /// The key of its project.
    pub key: ApiKey,
    /// The secret it is signed with: made up, and guarding nothing.
    pub secret: String,
    /// When it was made.
    pub created: UnixSeconds,
    /// What it grants.
    pub grant: GrantBuf,
}

impl core::fmt::Debug for SignedToken {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("SignedToken")
            .field("key", &self.key)
            .field("grant", &self.grant)
            .finish_non_exhaustive()
    }
}

impl<'a> Arbitrary<'a> for SignedToken {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let key = ApiKey::arbitrary(u)?;
        let secret = word(u, b"0123456789abcdef", 0..=70)?;
        let created = UnixSeconds::new(u.int_in_range(0..=99_999_999_999)?);
        let session = session_of(&key, u)?;
        let grant = grant_for(session, u)?.expires_at(created.plus(u.int_in_range(1..=DEFAULT_LIFETIME)?));
        let project = Project::new(key, ApiSecret::new(&secret));
        let signer = Signer::new(project).profile(*u.choose(&PROFILES)?);
        // Two profiles refuse what they could not write safely; the others take any grant made here.
        let nonce = Nonce::arbitrary(u)?;
        let signed = signer.sign_t1(&grant.as_grant(), created, nonce);
        let token = signed.or_else(|_| {
            signer
                .profile(Profile::Standard)
                .sign_t1(&grant.as_grant(), created, nonce)
        });
        let text = token.map_err(|_| arbitrary::Error::IncorrectFormat)?.into_string();
        Ok(Self {
            text,
            key,
            secret,
            created,
            grant,
        })
    }
}

/// The profiles that keep connection data as it is; Ruby's turns every line break into CR LF.
const PROFILES: [Profile; 6] = [
    Profile::Standard,
    Profile::Python,
    Profile::Node,
    Profile::Php,
    Profile::Java,
    Profile::DotNet,
];

fn session_of(owner: &ApiKey, u: &mut Unstructured<'_>) -> Result<SessionId> {
    let location = word(u, b"0123456789.", 0..=15)?;
    let created: u64 = u.arbitrary()?;
    let rest = word(u, b"ABCxyz019+/~", 0..=40)?;
    let payload = format!("1~{owner}~{location}~{created}~{rest}");
    let mut encoded = [0; SessionId::MAX_LEN];
    base64::encode(Alphabet::UrlSafe, payload.as_bytes(), &mut encoded);
    let encoded = &encoded[..base64::encoded_len(payload.len())];
    let body = core::str::from_utf8(encoded)
        .expect("base64 is ASCII")
        .trim_end_matches('=');
    let prefix = u.int_in_range(0..=9)?;
    Ok(format!("{prefix}_{body}").parse().expect("a well-formed payload"))
}

fn grant_for(session: SessionId, u: &mut Unstructured<'_>) -> Result<GrantBuf> {
    let data: String = u.arbitrary::<&str>()?.chars().take(MAX_CONNECTION_DATA).collect();
    let classes: Vec<String> = u
        .arbitrary::<&str>()?
        .split_whitespace()
        .take(20)
        .map(ToString::to_string)
        .collect();
    let short = classes.iter().map(|class| class.chars().take(40).collect::<String>());
    Ok(GrantBuf::new(session)
        .role(Role::arbitrary(u)?)
        .data(data)
        .layout_classes(short))
}

/// A word of some of the given letters.
fn word(u: &mut Unstructured<'_>, letters: &[u8], lengths: core::ops::RangeInclusive<usize>) -> Result<String> {
    let len = u.int_in_range(lengths)?;
    (0..len)
        .map(|_| u.choose(letters).map(|letter| char::from(*letter)))
        .collect()
}
