//! How often each call goes to the allocator.

use compact_jws::{Hs256Key, UntrustedJws, json::ObjectWriter, sign_into};

#[test]
fn signing_and_verifying_in_place_allocate_nothing() {
    let (mut out, mut scratch) = ([0; 2048], [0; 2048]);
    let counted = allocation_counter::measure(|| {
        let key = Hs256Key::new(b"correct horse battery staple");
        let token = sign_into(&key, claims, &mut out).unwrap();
        let untrusted = UntrustedJws::parse(token).unwrap();
        untrusted.decode(&mut scratch).unwrap();
        let verified = untrusted.verify(&key, &mut scratch).unwrap();
        assert_eq!(verified.claims().members().count(), 3);
    });
    assert_eq!(counted.count_total, 0);
}

#[cfg(feature = "alloc")]
#[test]
fn an_owned_token_is_one_allocation_if_the_guess_is_good() {
    let key = Hs256Key::new(b"correct horse battery staple");
    let count = |capacity: usize| {
        allocation_counter::measure(|| drop(compact_jws::sign(&key, capacity, claims).unwrap())).count_total
    };
    assert_eq!((count(2048), count(1)), (1, 2));
}

fn claims(out: &mut ObjectWriter<'_>) {
    out.text("sub", "alice")
        .unsigned("exp", 1_700_000_000)
        .joined("classes", ["a"; 400], "\t");
}
