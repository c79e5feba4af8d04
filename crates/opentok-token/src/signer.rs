use crate::grant::{Classes, Grant};
use crate::limits::{MAX_CONNECTION_DATA, MAX_LAYOUT_CLASSES, MAX_LIFETIME};
use crate::nonce::Nonce;
use crate::project::Project;
use crate::sign_error::SignError;
use crate::t1::{Draft, Profile};
use crate::text::from_utf8;
use crate::time::UnixSeconds;

#[cfg(feature = "alloc")]
use crate::token::Token;

/// Signs tokens for one project. Cheap to clone and to share between threads.
///
/// ```
/// use opentok_token::{ApiSecret, Grant, Nonce, Project, SessionId, Signer, UnixSeconds};
///
/// let project = Project::new("45676632".parse()?, ApiSecret::new("1234567890abcdef1234567890abcdef12345678"));
/// let signer = Signer::new(project);
/// let session: SessionId = "1_MX40NTY3NjYzMn5-MTQ4MTY3NjYzMn5".parse()?;
/// let mut buffer = [0; 512];
/// let token = signer.sign_t1_into(&Grant::new(&session), UnixSeconds::new(1_700_000_000), Nonce::new(42), &mut buffer)?;
/// assert!(token.starts_with("T1=="));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(alias = "OpenTokSDK")]
#[derive(Clone, Debug)]
pub struct Signer {
    project: Project,
    profile: Profile,
    max_lifetime: u64,
}

impl Signer {
    /// A signer that allows 30 days at most and writes T1 tokens in the [`Standard`](Profile::Standard) profile.
    pub const fn new(project: Project) -> Self {
        Self {
            project,
            profile: Profile::Standard,
            max_lifetime: MAX_LIFETIME,
        }
    }

    /// Sets the profile that T1 tokens are written in.
    #[must_use]
    pub const fn profile(mut self, profile: Profile) -> Self {
        self.profile = profile;
        self
    }

    /// Sets the longest lifetime of a client token, in seconds. More than 30 days is refused by the service.
    ///
    /// [`LEGACY_MAX_LIFETIME`](crate::limits::LEGACY_MAX_LIFETIME) is the limit of before June 2012.
    #[must_use]
    pub const fn max_lifetime(mut self, seconds: u64) -> Self {
        self.max_lifetime = seconds;
        self
    }

    /// The project that the tokens are from.
    pub const fn project(&self) -> &Project {
        &self.project
    }

    /// Signs a T1 token made at `now` into the front of `out`, without allocating.
    ///
    /// # Errors
    ///
    /// [`SignError::OtherProject`] if the session is of another project; [`Expired`](SignError::Expired) or
    /// [`LifetimeTooLong`](SignError::LifetimeTooLong) for the expiry;
    /// [`DataTooLong`](SignError::DataTooLong), [`LayoutClass`](SignError::LayoutClass),
    /// [`LayoutClassesTooLong`](SignError::LayoutClassesTooLong) or
    /// [`NotWritable`](SignError::NotWritable) for the texts;
    /// [`BufferTooSmall`](SignError::BufferTooSmall) with the length that would do.
    ///
    /// Wire: [T1 tokens](crate::wire).
    #[doc(alias = "generate_token")]
    pub fn sign_t1_into<'o>(
        &self,
        grant: &Grant<'_>,
        now: UnixSeconds,
        nonce: Nonce,
        out: &'o mut [u8],
    ) -> Result<&'o str, SignError> {
        let len = self.draft(grant, now, &nonce)?.write(out)?;
        Ok(from_utf8(&out[..len]).expect("base64 is ASCII"))
    }

    /// Signs a T1 token made at `now`, in one allocation.
    ///
    /// # Errors
    ///
    /// As [`sign_t1_into`](Self::sign_t1_into), without `BufferTooSmall`.
    #[cfg(feature = "alloc")]
    #[doc(alias = "generate_token")]
    pub fn sign_t1(&self, grant: &Grant<'_>, now: UnixSeconds, nonce: Nonce) -> Result<Token, SignError> {
        let draft = self.draft(grant, now, &nonce)?;
        let mut bytes = alloc::vec![0; draft.max_len()];
        let len = draft.write(&mut bytes)?;
        bytes.truncate(len);
        Ok(Token::new(
            alloc::string::String::from_utf8(bytes).expect("base64 is ASCII"),
        ))
    }

    fn draft<'a>(&'a self, grant: &'a Grant<'a>, now: UnixSeconds, nonce: &'a Nonce) -> Result<Draft<'a>, SignError> {
        self.check_project_grant(grant, now)?;
        Ok(Draft {
            project: &self.project,
            grant,
            now,
            nonce,
            profile: self.profile,
        })
    }

    pub(crate) fn check_project_grant(&self, grant: &Grant<'_>, now: UnixSeconds) -> Result<(), SignError> {
        if !self.project.owns(grant.session) {
            return Err(SignError::OtherProject);
        }
        check_grant(grant, now, self.max_lifetime)
    }
}

/// Checks what does not depend on whose session it is.
#[inline]
pub(crate) fn check_grant(grant: &Grant<'_>, now: UnixSeconds, max_lifetime: u64) -> Result<(), SignError> {
    let end = grant.end(now);
    if end < now {
        return Err(SignError::Expired {
            seconds: now.since(end),
        });
    }
    let seconds = end.since(now);
    if seconds > max_lifetime {
        return Err(SignError::LifetimeTooLong {
            seconds,
            limit: max_lifetime,
        });
    }
    let chars = grant.data.map_or(0, chars_if_long);
    if chars > MAX_CONNECTION_DATA {
        return Err(SignError::DataTooLong { chars });
    }
    if grant.classes.is_empty() {
        return Ok(());
    }
    check_classes(grant.classes)
}

#[inline(never)]
fn check_classes(classes: Classes<'_>) -> Result<(), SignError> {
    let mut chars = 0;
    for (index, class) in classes.iter().enumerate() {
        if class.is_empty() || class.contains(char::is_whitespace) {
            return Err(SignError::LayoutClass { index });
        }
        chars += usize::from(index > 0) + class.chars().count();
    }
    if chars > MAX_LAYOUT_CLASSES {
        return Err(SignError::LayoutClassesTooLong { chars });
    }
    Ok(())
}

/// The length in characters; for texts whose bytes are within the limit, any number within it.
fn chars_if_long(text: &str) -> usize {
    if text.len() <= MAX_CONNECTION_DATA {
        text.len()
    } else {
        text.chars().count()
    }
}
