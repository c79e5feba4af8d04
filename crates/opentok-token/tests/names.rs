//! Values that are names and numbers: as they travel, as they are shown, read back and put in order.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use core::cmp::Ordering;

use opentok_token::t1::Profile;
use opentok_token::{ApiKey, Nonce, Role, SessionId, UnixSeconds};

#[test]
fn a_role_is_shown_by_its_name() {
    let shown = Role::ALL.map(|role| format!("{role:<13}|"));
    assert_eq!(
        shown,
        ["publisher    |", "subscriber   |", "moderator    |", "publisheronly|"]
    );
}

#[cfg(feature = "jwt")]
#[test]
fn a_level_is_shown_by_its_name() {
    use opentok_token::jwt::Level;

    let shown = [Level::Project, Level::Account].map(|level| format!("{level:>8}"));
    assert_eq!(shown, [" project", " account"]);
}

#[test]
fn a_profile_is_read_by_the_name_it_is_shown_by() {
    let names = ["standard", "python", "node", "ruby", "php", "java", "dotnet"];
    assert_eq!(Profile::ALL.map(Profile::as_str), names);
    assert_eq!(Profile::ALL.map(|profile| profile.to_string()), names);
    for profile in Profile::ALL {
        assert_eq!(profile.as_str().parse(), Ok(profile));
    }
    assert!("Python".parse::<Profile>().is_err());
}

#[test]
fn a_text_that_names_no_profile_is_told_the_names() {
    assert_eq!(
        "".parse::<Profile>().unwrap_err().to_string(),
        "profile is not standard, python, node, ruby, php, java or dotnet"
    );
}

#[test]
fn a_moment_and_its_seconds_stand_for_each_other() {
    let moment = UnixSeconds::from(1_700_000_000);
    assert_eq!(moment, UnixSeconds::new(1_700_000_000));
    assert_eq!(u64::from(moment), 1_700_000_000);
    assert_eq!(format!("{moment:>11}"), " 1700000000");
}

#[cfg(feature = "std")]
#[test]
fn now_is_later_than_the_day_this_was_written() {
    assert!(UnixSeconds::now() > UnixSeconds::new(1_763_000_000));
}

#[test]
fn ids_are_ordered_as_their_texts() {
    let keys = ["10", "100", "9", "A"].map(|text| text.parse::<ApiKey>().unwrap());
    assert!(keys.is_sorted());
    assert_eq!(keys[0].partial_cmp(&keys[1]), Some(Ordering::Less));
    assert!(Nonce::new(10) < Nonce::new(9));
    let sessions = ["1_MX40NTY3NjYzMn5-MTQ4MTY3NjYzMn5", "2_MX40NTY3NjYzMn5-MTQ4MTY3NjYzMn5"];
    let [first, second] = sessions.map(|text| text.parse::<SessionId>().unwrap());
    assert!(first < second);
}
