use opentok_token::Role;
use opentok_token::limits::{DEFAULT_LIFETIME, MAX_LIFETIME};

use super::{CallName, ClientTokens, Environment, Finding, Webhooks, Weight};

/// What is one thing in one environment and another in the other, whoever asks.
#[derive(Debug)]
pub(super) struct Difference {
    code: &'static str,
    /// Calls without which it is none. Empty: always.
    calls: &'static [&'static str],
    opentok: &'static str,
    unified: &'static str,
    weight: Weight,
    remedy: &'static str,
}

impl Difference {
    /// Whether a server that makes these calls, or any calls if none is named, meets it.
    pub(super) fn concerns(&self, calls: &[CallName]) -> bool {
        let is_met = |name: &&str| calls.iter().any(|call| call.as_str() == *name);
        self.calls.is_empty() || calls.is_empty() || self.calls.iter().any(is_met)
    }

    /// The names of calls without which it is none.
    #[cfg(test)]
    pub(super) const fn calls(&self) -> &'static [&'static str] {
        self.calls
    }

    /// What it is for a server that moves there.
    pub(super) fn towards(&self, to: Environment) -> Finding {
        let (now, becomes) = match to {
            Environment::Unified => (self.opentok, self.unified),
            Environment::OpenTok => (self.unified, self.opentok),
        };
        Finding::new(self.code, self.weight, now, becomes, self.remedy)
    }
}

/// In the order in which a request meets them.
pub(super) const DIFFERENCES: &[Difference] = &[
    Difference {
        code: "auth_header",
        calls: &[],
        opentok: "X-OPENTOK-AUTH: JWT",
        unified: "Authorization: Bearer JWT",
        weight: Weight::Handled,
        remedy: "the header follows the credentials",
    },
    Difference {
        code: "rest_token",
        calls: &[],
        opentok: "JWT signed with the secret (HS256): iss, ist, iat, exp",
        unified: "JWT signed with the private key (RS256): application_id, iat, exp, jti",
        weight: Weight::Handled,
        remedy: "each request is signed as its credentials ask",
    },
    Difference {
        code: "auth_failure",
        calls: &[],
        opentok: "403 for credentials that are refused",
        unified: "401 for credentials that are refused, sometimes 403",
        weight: Weight::Handled,
        remedy: "match `RefusalKind::Authentication`, which is either, and no status",
    },
    Difference {
        code: "error_body",
        calls: &[],
        opentok: "refusals in XML where JSON is not asked for",
        unified: "not known to be in XML",
        weight: Weight::Handled,
        remedy: "every call asks for JSON, and both forms are read",
    },
    Difference {
        code: "existing_data",
        calls: &[],
        opentok: "sessions and archives of the project",
        unified: "sessions and archives of the application; not known to include those of a project",
        weight: Weight::Review,
        remedy: "create sessions again, and download archives while their own side is open",
    },
    Difference {
        code: "session_id",
        calls: &["create_session"],
        opentok: "65 to 96 characters that hold the API key",
        unified: "110 characters that hold the application's id, as far as is known",
        weight: Weight::Review,
        remedy: "keep room for 255 characters, and take the id for what it is: a name",
    },
    Difference {
        code: "media_mode",
        calls: &["create_session"],
        opentok: "most SDKs ask for relayed sessions unless told otherwise",
        unified: "SDKs ask for routed sessions unless told otherwise",
        weight: Weight::Review,
        remedy: "say which: `CreateSession::routed` or `CreateSession::relayed`; archives and broadcasts need routed ones",
    },
    Difference {
        code: "owner_field",
        calls: &[],
        opentok: "projectId, a number or a text; partnerId in older answers",
        unified: "applicationId, a UUID; sometimes as projectId",
        weight: Weight::Handled,
        remedy: "`owner` of an answer is whichever is there; a column of numbers for it has to become one of texts",
    },
    Difference {
        code: "extra_fields",
        calls: &[],
        opentok: "updatedAt and event are often absent",
        unified: "updatedAt and event are more often there",
        weight: Weight::Handled,
        remedy: "fields may be absent on both sides",
    },
    Difference {
        code: "archive_tag",
        calls: &["start_archive", "get_archive", "list_archives"],
        opentok: "multiArchiveTag is documented to be absent when archives are read and listed",
        unified: "multiArchiveTag has been seen in lists",
        weight: Weight::Handled,
        remedy: "the field may be absent on both sides",
    },
    Difference {
        code: "layout_answer",
        calls: &["set_archive_layout", "set_broadcast_layout", "set_stream_classes"],
        opentok: "may be empty",
        unified: "the archive, the broadcast or the list of streams",
        weight: Weight::Handled,
        remedy: "the answer is optional on both sides",
    },
];

/// What becomes of client tokens.
pub(super) fn client_tokens(tokens: ClientTokens, to: Environment) -> Vec<Finding> {
    let opentok = match tokens {
        ClientTokens::T1 => "T1==, signed with the secret (HMAC-SHA1)",
        ClientTokens::Jwt => "JWT signed with the secret (HS256): iss, ist",
        ClientTokens::None => return Vec::new(),
    };
    let unified = "JWT signed with the private key (RS256): application_id, sub, acl";
    let (now, becomes, remedy) = match to {
        Environment::Unified => (
            opentok,
            unified,
            "mint them with `jwt::ApplicationSigner`: no token of the secret opens an application's session",
        ),
        Environment::OpenTok => (unified, opentok, "mint them with `Signer`"),
    };
    vec![
        Finding::new("client_token", Weight::Change, now, becomes, remedy),
        token_lifetime(to),
        roles(),
    ]
}

fn token_lifetime(to: Environment) -> Finding {
    let (usual, longest) = (DEFAULT_LIFETIME / 3600, MAX_LIFETIME / 86_400);
    let opentok = format!("{usual} hours where a token does not say, {longest} days at most");
    let unified = format!("as the token says: {usual} hours or 15 minutes by its SDKs");
    let remedy = "tokens that are made here always say when they end";
    let (now, becomes) = match to {
        Environment::Unified => (opentok, unified),
        Environment::OpenTok => (unified, opentok),
    };
    Finding::new("client_token_lifetime", Weight::Handled, now, becomes, remedy)
}

fn roles() -> Finding {
    let names = Role::ALL.map(Role::as_str).join(", ");
    Finding::new("roles", Weight::Handled, names, "the same", "roles stay as they are")
}

/// What becomes of callbacks.
pub(super) fn webhooks(webhooks: Webhooks, to: Environment) -> Vec<Finding> {
    const SIGNED: &str = "signed with the signature secret (HS256): Authorization: Bearer, with the body's hash";
    const UNSIGNED: &str = "not signed";
    if webhooks == Webhooks::None {
        return Vec::new();
    }
    let is_signed = webhooks == Webhooks::Signed;
    let opentok = if is_signed { SIGNED } else { UNSIGNED };
    let (now, becomes) = match to {
        Environment::Unified => (opentok, SIGNED),
        Environment::OpenTok => (SIGNED, opentok),
    };
    let remedy = match (is_signed, to) {
        (true, _) => "the secret and the owner that it names are others: `Verifier::or` takes both while you move",
        (false, Environment::Unified) => "receive them with `Receiver::signed`, and turn away what is not signed",
        (false, Environment::OpenTok) => "ask for secure callbacks: anybody can send what nobody signs",
    };
    let mut findings = vec![
        Finding::new("webhook_proof", Weight::Change, now, becomes, remedy),
        OWNER.towards(to),
        ADDRESS.towards(to),
    ];
    if !is_signed {
        findings.push(DELIVERY.towards(to));
    }
    findings
}

const OWNER: Difference = Difference {
    code: "webhook_owner",
    calls: &[],
    opentok: "projectId, a text; partnerId, a number, of archives",
    unified: "applicationId, a UUID",
    weight: Weight::Handled,
    remedy: "`webhook::Event` reads either",
};

const ADDRESS: Difference = Difference {
    code: "webhook_address",
    calls: &[],
    opentok: "registered for the project, each family on its own",
    unified: "registered for the application; not known to be taken over",
    weight: Weight::Review,
    remedy: "register the addresses of every family again, and see that each is called",
};

const DELIVERY: Difference = Difference {
    code: "webhook_delivery",
    calls: &[],
    opentok: "up to 4 retries; more than 50 failures in 30 minutes switch callbacks off",
    unified: "retries for 24 hours, after 5 s at first and 15 min at last; never switched off",
    weight: Weight::Review,
    remedy: "expect the same callback again for a whole day: `Event::dedup_key`, `RecentCallbacks`",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_calls_of_a_difference_are_calls() {
        for difference in DIFFERENCES {
            for name in difference.calls() {
                assert!(name.parse::<CallName>().is_ok(), "{name}");
            }
        }
    }

    #[test]
    fn a_way_back_is_the_way_there_turned_round() {
        for difference in DIFFERENCES {
            let (there, back) = (
                difference.towards(Environment::Unified),
                difference.towards(Environment::OpenTok),
            );
            assert_eq!((there.now(), there.becomes()), (back.becomes(), back.now()));
        }
    }
}
