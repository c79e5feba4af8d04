use opentok_archive::session::Session;
use opentok_sandbox::legacy::{Environment, Era, Legacy};
use opentok_token::SessionId;

use crate::service::{KEY, PARTNER, Service, content_type};

const PATH: &str = "/hl/session/create";

fn services() -> Vec<Service> {
    let mut services = Vec::new();
    for era in [Era::Y2012, Era::Y2014] {
        for environment in [Environment::Production, Environment::Staging] {
            services.push(Service::new(Legacy::new().era(era).environment(environment)));
        }
    }
    services
}

#[test]
fn readers_of_the_time_find_the_session_in_every_form() {
    for service in services() {
        let answer = service.post(PATH, PARTNER, "api_key=100200&location=&p2p.preference=disabled&");
        let session = Session::parse(&answer.body).unwrap();
        let id: SessionId = session.session_id.parse().unwrap();
        assert!(id.belongs_to(&KEY.parse().unwrap()));
        assert_eq!(session.partner_id.as_deref(), Some(KEY));
        assert!(session.create_dt.unwrap().contains("2012"));
    }
}

#[test]
fn dates_are_written_as_each_place_wrote_them() {
    let date = |service: &Service| {
        Session::parse(&service.post(PATH, PARTNER, "").body)
            .unwrap()
            .create_dt
            .unwrap()
    };
    assert_eq!(date(&Service::production()), "2012-09-04 23:27:13.000000+00:00");
    assert_eq!(date(&Service::staging()), "Tue Sep 04 16:27:13 PDT 2012");
}

#[test]
fn a_session_between_clients_says_so() {
    let answer = Service::production().post(PATH, PARTNER, "p2p.preference=enabled");
    let whole = answer.text();
    let properties = "<properties><p2p><preference>enabled</preference></p2p></properties>";
    assert!(whole.contains(properties) && include_str!("../data/legacy/session/s03-p2p.xml").contains(properties));
    assert!(whole.contains("<session_id>1_"));
    let routed = Service::production().post(PATH, PARTNER, "p2p.preference=");
    assert!(!routed.text().contains("properties") && routed.text().contains("<session_id>2_"));
}

#[test]
fn what_was_removed_in_2012_is_accepted_and_ignored() {
    let form = "echoSuppression.enabled=true&multiplexer.numOutputStreams=5&multiplexer.switchType=1&test=none&location=localhost";
    assert_eq!(Service::production().post(PATH, PARTNER, form).status, 200);
}

#[test]
fn a_preference_that_is_none_is_refused() {
    let answer = Service::production().post(PATH, PARTNER, "p2p.preference=enable");
    assert_eq!(answer.status, 400);
    assert!(
        Session::parse(&answer.body).unwrap_err().to_string().contains("400"),
        "{}",
        answer.text()
    );
}

#[test]
fn key_and_secret_may_be_parted_by_a_slash() {
    let slash = ("x-tb-partner-auth", "100200/0123456789abcdef0123456789abcdef01234567");
    assert!(Session::parse(&Service::production().post(PATH, slash, "").body).is_ok());
}

#[test]
fn wrong_credentials_are_refused_in_the_way_of_the_place() {
    for (service, status, body) in [
        (
            Service::production(),
            200,
            include_str!("../data/legacy/session/s04-errors-not-authorized.xml"),
        ),
        (Service::staging(), 403, ""),
        (Service::in_2014(), 403, ""),
    ] {
        for header in [
            (PARTNER.0, "100200:wrong"),
            (PARTNER.0, "999:0123456789abcdef0123456789abcdef01234567"),
            (PARTNER.0, "100200"),
            (PARTNER.0, ""),
        ] {
            let answer = service.post(PATH, header, "");
            assert_eq!((answer.status.as_u16(), answer.text()), (status, body), "{header:?}");
        }
    }
}

#[test]
fn a_key_in_the_form_must_be_that_of_the_header() {
    for field in ["api_key", "partner_id"] {
        let answer = Service::in_2014().post(PATH, PARTNER, &format!("{field}=100201"));
        assert_eq!(answer.status, 403);
        assert_eq!(Service::in_2014().post(PATH, PARTNER, &format!("{field}=")).status, 200);
    }
}

#[test]
fn production_wants_the_header() {
    let nobody = ("x-nothing", "");
    assert!(
        Service::production()
            .post(PATH, nobody, "api_key=100200")
            .text()
            .starts_with("<Errors>")
    );
    assert_eq!(Service::in_2014().post(PATH, nobody, "api_key=100200").status, 403);
}

#[test]
fn staging_takes_a_form_by_get() {
    let answer = Service::staging().get("/hl/session/create?api_key=100200&location=", ("x-nothing", ""));
    assert_eq!(content_type(&answer), Some("text/xml"));
    assert_eq!(Session::parse(&answer.body).unwrap().partner_id.as_deref(), Some(KEY));
    assert_eq!(Service::production().get(PATH, PARTNER).status, 405);
}

#[test]
fn staging_refuses_a_key_that_it_does_not_know() {
    assert_eq!(
        Service::staging().post(PATH, ("x-nothing", ""), "api_key=999").status,
        403
    );
}

#[test]
fn callers_with_a_jwt_are_answered_as_today() {
    let answer = Service::production().post(PATH, ("X-OPENTOK-AUTH", "a.b.c"), "");
    assert_eq!(answer.status, 403);
    assert!(answer.text().contains("errorPayload"), "{}", answer.text());
}
