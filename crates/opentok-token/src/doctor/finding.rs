/// How bad a [`Finding`] is.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "lowercase"))]
#[non_exhaustive]
pub enum Severity {
    /// It works, but perhaps not as meant.
    Warning,
    /// The service, or a strict verifier, refuses the token.
    Error,
}

/// One thing that is wrong with a token.
///
/// Displayed as one sentence. It never holds a secret, a signature or the token.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Finding {
    fault: Fault,
}

/// The kinds of faults.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
#[allow(
    missing_docs,
    reason = "the fields are the numbers and names that the sentence tells"
)]
pub enum Fault {
    /// The JWT is signed with another algorithm than its use asks for, or with none.
    Algorithm,
    /// What should be base64 is not.
    Base64,
    /// `Bearer` stands in front.
    Bearer,
    /// The layout classes are encoded as in a form, inside JSON.
    ClassListEncoded,
    /// The layout classes stand under a name that is ignored.
    ClassListMisnamed,
    /// The joined layout classes are too long.
    ClassListTooLong { chars: usize },
    /// A client token is offered for REST calls.
    ClientTokenForRest,
    /// The JWT demands extensions.
    Critical,
    /// The connection data is too long.
    DataTooLong { chars: usize },
    /// A value still holds escapes after decoding.
    DoubleEncoded { name: &'static str },
    /// A field or claim stands twice.
    Duplicate,
    /// The token is over.
    Expired { seconds: u64 },
    /// A time has a fraction.
    FractionalTime { name: &'static str },
    /// A part of the JWT is not an acceptable JSON object.
    Json,
    /// The JWT is for the account, not for a project.
    Level,
    /// The token lives too long.
    LifetimeTooLong { seconds: u64, limit: u64 },
    /// A time is in milliseconds.
    Milliseconds { name: &'static str },
    /// A required field or claim is missing.
    Missing { name: &'static str },
    /// The unified JWT has no `acl`.
    NoAcl,
    /// The JWT has no expiry of its own.
    NoExpiry,
    /// The unified JWT has no `sub`.
    NoSubject,
    /// The token is text, but not UTF-8.
    NotUtf8,
    /// The token begins in the future.
    NotYetValid { seconds: u64 },
    /// The token is from another project or application.
    OtherProject,
    /// There are quotation marks around the token.
    Quoted,
    /// A REST token is offered to a client.
    RestTokenForClient,
    /// The scope is not the one of client tokens.
    Scope,
    /// Not three parts with dots between them.
    Segments { found: usize },
    /// No colon between header and data.
    Separator,
    /// The session id is malformed.
    SessionMalformed,
    /// The session belongs to another project.
    SessionOfOtherProject,
    /// The signature is right for another secret at hand, counted from 0.
    SignedWithOtherSecret { index: usize },
    /// The signature is right for the secret without white space around it.
    SignedWithTrimmedSecret,
    /// The signature is not 40 lower-case hex digits.
    SignatureForm,
    /// The signature is in upper case.
    SignatureUpperCase,
    /// No secret at hand made the signature.
    SignatureWrong,
    /// A plus sign of the token has become a space.
    SpaceForPlus,
    /// A literal test text, good only in staging.
    TestToken,
    /// A time is a text where a number has to be.
    TextTime { name: &'static str },
    /// The token is too long to be read.
    TooLong { len: usize },
    /// The role is none of the four.
    UnknownRole,
    /// A time is no number.
    UnreadableTime { name: &'static str },
    /// The token went through URL encoding.
    UrlEncoded,
    /// White space stands around the token.
    WhiteSpace,
    /// The token does not begin as tokens do.
    WrongPrefix,
    /// A claim has a value of the wrong type.
    WrongType { name: &'static str },
}

impl Finding {
    pub(super) const fn new(fault: Fault) -> Self {
        Self { fault }
    }

    /// What kind of fault it is.
    pub const fn fault(&self) -> Fault {
        self.fault
    }

    /// How bad it is.
    pub const fn severity(&self) -> Severity {
        match self.fault {
            Fault::ClassListEncoded
            | Fault::ClassListMisnamed
            | Fault::DoubleEncoded { .. }
            | Fault::FractionalTime { .. }
            | Fault::NoExpiry => Severity::Warning,
            _ => Severity::Error,
        }
    }

    /// The fault as one word for machines.
    pub const fn code(&self) -> &'static str {
        match self.fault {
            Fault::Algorithm => "algorithm",
            Fault::Base64 => "bad_base64",
            Fault::Bearer => "bearer",
            Fault::ClassListEncoded => "class_list_encoded",
            Fault::ClassListMisnamed => "class_list_misnamed",
            Fault::ClassListTooLong { .. } => "class_list_too_long",
            Fault::ClientTokenForRest => "client_token_for_rest",
            Fault::Critical => "critical",
            Fault::DataTooLong { .. } => "data_too_long",
            Fault::DoubleEncoded { .. } => "double_encoded",
            Fault::Duplicate => "duplicate",
            Fault::Expired { .. } => "expired",
            Fault::FractionalTime { .. } => "fractional_time",
            Fault::Json => "bad_json",
            Fault::Level => "wrong_ist",
            Fault::LifetimeTooLong { .. } => "lifetime_too_long",
            Fault::Milliseconds { .. } => "milliseconds",
            Fault::Missing { .. } => "missing",
            Fault::NoAcl => "no_acl",
            Fault::NoExpiry => "no_expiry",
            Fault::NoSubject => "no_sub",
            Fault::NotUtf8 => "not_utf8",
            Fault::NotYetValid { .. } => "not_yet_valid",
            Fault::OtherProject => "other_project",
            Fault::Quoted => "quoted",
            Fault::RestTokenForClient => "rest_token_for_client",
            Fault::Scope => "wrong_scope",
            Fault::Segments { .. } => "segments",
            Fault::Separator => "missing_separator",
            Fault::SessionMalformed => "session_malformed",
            Fault::SessionOfOtherProject => "session_of_other_project",
            Fault::SignedWithOtherSecret { .. } => "other_secret",
            Fault::SignedWithTrimmedSecret => "trimmed_secret",
            Fault::SignatureForm => "signature_form",
            Fault::SignatureUpperCase => "signature_upper_case",
            Fault::SignatureWrong => "bad_signature",
            Fault::SpaceForPlus => "space_for_plus",
            Fault::TestToken => "test_token",
            Fault::TextTime { .. } => "text_time",
            Fault::TooLong { .. } => "too_long",
            Fault::UnknownRole => "unknown_role",
            Fault::UnreadableTime { .. } => "unreadable_time",
            Fault::UrlEncoded => "url_encoded",
            Fault::WhiteSpace => "white_space",
            Fault::WrongPrefix => "wrong_prefix",
            Fault::WrongType { .. } => "wrong_type",
        }
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Finding {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;

        let mut fields = serializer.serialize_struct("Finding", 4)?;
        fields.serialize_field("code", self.code())?;
        fields.serialize_field("severity", &self.severity())?;
        fields.serialize_field("sentence", &alloc::string::ToString::to_string(self))?;
        fields.serialize_field("remedy", self.remedy())?;
        fields.end()
    }
}
