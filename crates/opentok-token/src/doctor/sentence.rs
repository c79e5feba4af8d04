use core::fmt;

use super::finding::{Fault, Finding};
use crate::limits::{MAX_CONNECTION_DATA, MAX_LAYOUT_CLASSES, MAX_TOKEN_LEN};

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.fault() {
            Fault::Algorithm => f.write_str("The JWT is signed with another algorithm than this use asks for."),
            Fault::Base64 => f.write_str("The token is not base64: characters are missing or foreign."),
            Fault::Bearer => f.write_str("The word Bearer stands in front of the token."),
            Fault::ClassListEncoded => f.write_str("The layout classes are encoded as in a form, inside JSON."),
            Fault::ClassListMisnamed => f.write_str("The layout classes stand under a name that nobody reads."),
            Fault::ClassListTooLong { chars } => {
                write!(
                    f,
                    "The layout classes have {chars} characters; the limit is {MAX_LAYOUT_CLASSES}."
                )
            }
            Fault::ClientTokenForRest => f.write_str("This is a client's token, but REST calls need one of their own."),
            Fault::Critical => {
                f.write_str("The JWT's header demands extensions (crit) that the service does not know.")
            }
            Fault::DataTooLong { chars } => {
                write!(
                    f,
                    "The connection data has {chars} characters; the limit is {MAX_CONNECTION_DATA}."
                )
            }
            Fault::DoubleEncoded { name } => write!(f, "The value of {name} was percent-encoded twice."),
            Fault::Duplicate => f.write_str("A field stands twice, so readers disagree about what the token says."),
            Fault::Expired { seconds } => write!(f, "The token ended {} ago.", Span(seconds)),
            Fault::FractionalTime { name } => write!(f, "{name} has a fraction; seconds are whole numbers."),
            Fault::Json => f.write_str("Header or claims of the JWT are not an acceptable JSON object."),
            Fault::Level => f.write_str("The JWT's ist does not say project."),
            Fault::LifetimeTooLong { seconds, limit } => {
                write!(
                    f,
                    "The token lives for {}; the limit is {}.",
                    Span(seconds),
                    Span(limit)
                )
            }
            Fault::Milliseconds { name } => write!(f, "{name} is in milliseconds."),
            Fault::Missing { name } => write!(f, "{name} is missing."),
            Fault::NoAcl => f.write_str("The JWT has no acl claim."),
            Fault::NoExpiry => f.write_str("The JWT has no exp; it is taken to end 24 hours after iat."),
            Fault::NoSubject => f.write_str("The JWT has no sub claim that says video."),
            Fault::NotUtf8 => f.write_str("The decoded token is not UTF-8 text."),
            Fault::NotYetValid { seconds } => {
                write!(
                    f,
                    "The token begins in {}: the clock of its maker is ahead.",
                    Span(seconds)
                )
            }
            Fault::OtherProject => f.write_str("The token names another project than the one given."),
            Fault::Quoted => f.write_str("There are quotation marks around the token."),
            Fault::RestTokenForClient => {
                f.write_str("This is a token for REST calls, but clients need one of a session.")
            }
            Fault::Scope => f.write_str("The scope is not session.connect."),
            Fault::Segments { found } => write!(f, "A JWT has three parts with dots between them; this has {found}."),
            Fault::Separator => f.write_str("There is no colon between header and data."),
            Fault::SessionMalformed => f.write_str("The session id is not one that the service made."),
            Fault::SessionOfOtherProject => f.write_str("The session belongs to another project."),
            Fault::SignedWithOtherSecret { index } => {
                write!(
                    f,
                    "The token is signed with another secret: number {} of those given beside.",
                    index + 1
                )
            }
            Fault::SignedWithTrimmedSecret => {
                f.write_str("The token is signed with this secret less the white space around it.")
            }
            Fault::SignatureForm => f.write_str("The signature is not 40 hex digits."),
            Fault::SignatureUpperCase => f.write_str("The signature is in upper-case hex, which the service refuses."),
            Fault::SignatureWrong => f.write_str("The signature is wrong for every secret given."),
            Fault::SpaceForPlus => f.write_str("Plus signs of the token have become spaces."),
            Fault::TestToken => f.write_str("This is a test text of the staging environment, not a token."),
            Fault::TextTime { name } => write!(f, "{name} is a text; it has to be a number."),
            Fault::TooLong { len } => write!(f, "The token has {len} bytes; none is longer than {MAX_TOKEN_LEN}."),
            Fault::UnknownRole => f.write_str("The role is not publisher, subscriber, moderator or publisheronly."),
            Fault::UnreadableTime { name } => write!(f, "{name} is not a number of seconds."),
            Fault::UrlEncoded => f.write_str("The token is still URL-encoded."),
            Fault::WhiteSpace => f.write_str("White space stands around the token."),
            Fault::WrongPrefix => f.write_str("The text begins neither with T1== nor as a JWT."),
            Fault::WrongType { name } => write!(f, "{name} has a value of the wrong type."),
        }
    }
}

impl Finding {
    /// What to do about it, in one sentence.
    pub const fn remedy(&self) -> &'static str {
        match self.fault() {
            Fault::Algorithm => "Sign with HS256 and the project's secret, or with RS256 and the application's key.",
            Fault::Base64 => "Pass the token on whole and unchanged, without line breaks.",
            Fault::Bearer => "Pass the token alone; Bearer belongs to the HTTP header.",
            Fault::ClassListEncoded => "Write the classes as they are, with a space between two.",
            Fault::ClassListMisnamed => "Call it initial_layout_class_list.",
            Fault::ClassListTooLong { .. } => "Use fewer or shorter classes.",
            Fault::ClientTokenForRest => "Make a JWT without scope, valid for at most five minutes, for REST calls.",
            Fault::Critical => "Leave crit out of the header.",
            Fault::DataTooLong { .. } => "Keep the data elsewhere and put a short reference into the token.",
            Fault::DoubleEncoded { .. } => "Give the SDK the plain text; it encodes it itself.",
            Fault::Duplicate => "Use a signer that escapes every value; a value with & in it adds fields otherwise.",
            Fault::Expired { .. } => "Make a new token for each connection, shortly before it is used.",
            Fault::FractionalTime { .. } => "Round the time down to whole seconds.",
            Fault::Json => "Use a JWT library, and give it an object with each name once.",
            Fault::Level => "Set ist to project; account is for managing projects only.",
            Fault::LifetimeTooLong { .. } => "Set an earlier expiry.",
            Fault::Milliseconds { .. } => "Divide by 1000: times are in seconds since 1970.",
            Fault::Missing { .. } => "Add it; every official SDK writes it.",
            Fault::NoAcl => r#"Add "acl":{"paths":{"/session/**":{}}}."#,
            Fault::NoExpiry => "Set exp, so that the token ends when you mean it to.",
            Fault::NoSubject => r#"Add "sub":"video"."#,
            Fault::NotUtf8 => "Encode texts as UTF-8 before percent-encoding them.",
            Fault::NotYetValid { .. } => "Set that machine's clock by NTP, or date tokens back by a few seconds.",
            Fault::OtherProject => "Use key and secret of the same project, and that project's sessions.",
            Fault::Quoted => "Take the token out of its JSON text first.",
            Fault::RestTokenForClient => "Make a token for the session with a role.",
            Fault::Scope => "Set scope to session.connect.",
            Fault::Segments { .. } => "Pass the token on whole and unchanged.",
            Fault::Separator => "Make the token anew; its parts are header, colon, data.",
            Fault::SessionMalformed => "Use the id from the answer to session creation, unchanged.",
            Fault::SessionOfOtherProject => "Make the token with the key and secret that made the session.",
            Fault::SignedWithOtherSecret { .. } => "Use the secret that belongs to this API key.",
            Fault::SignedWithTrimmedSecret => "Trim the secret where it is read; files end with a line break.",
            Fault::SignatureForm | Fault::SignatureUpperCase => "Write the HMAC-SHA1 in lower-case hex.",
            Fault::SignatureWrong => "Check that key and secret belong together and that the token is unchanged.",
            Fault::SpaceForPlus => "Percent-encode the token when it goes into a URL: + as %2B.",
            Fault::TestToken => "Use a signed token; test texts work in staging only.",
            Fault::TextTime { .. } => "Write the number without quotation marks.",
            Fault::TooLong { .. } => "Look for text repeated or pasted into the token.",
            Fault::UnknownRole => "Use one of the four, in lower case.",
            Fault::UnreadableTime { .. } => "Write whole seconds since 1970, in digits.",
            Fault::UrlEncoded => "Decode it once after taking it out of the URL.",
            Fault::WhiteSpace => "Trim it.",
            Fault::WrongPrefix => "Pass the token on whole; the T1== in front is part of it.",
            Fault::WrongType { .. } => "Write it as the service's documents show it.",
        }
    }
}

/// Seconds as people say them.
struct Span(u64);

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const UNITS: [(u64, &str); 4] = [(86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second")];
        let (size, name) = UNITS
            .into_iter()
            .find(|(size, _)| self.0 >= 2 * size)
            .unwrap_or((1, "second"));
        let count = self.0 / size;
        write!(f, "{count} {name}{}", if count == 1 { "" } else { "s" })
    }
}
