use core::net::{IpAddr, SocketAddr};

use http::HeaderMap;

use crate::http::Network;

/// Who really asks: the last hop that no trusted proxy vouches for.
///
/// Reads `x-forwarded-for` from the right while the hop that added it is trusted. What an untrusted caller writes there
/// is never believed.
pub(crate) fn client_address(peer: IpAddr, headers: &HeaderMap, trusted: &[Network]) -> IpAddr {
    let is_trusted = |address: IpAddr| trusted.iter().any(|network| network.contains(address));
    let mut client = peer.to_canonical();
    if trusted.is_empty() || !is_trusted(client) {
        return client;
    }
    let lists: Vec<_> = headers.get_all("x-forwarded-for").iter().collect();
    // Bytes: what a caller wrote in front must not make what a proxy added unreadable.
    let hops = lists
        .iter()
        .rev()
        .flat_map(|list| list.as_bytes().rsplit(|byte| *byte == b','));
    for hop in hops {
        let Some(address) = parse_hop(hop) else {
            return client;
        };
        client = address.to_canonical();
        if !is_trusted(client) {
            return client;
        }
    }
    client
}

/// Some proxies write a port, and brackets around IPv6.
fn parse_hop(hop: &[u8]) -> Option<IpAddr> {
    let hop = core::str::from_utf8(hop).ok()?.trim();
    let bare = hop
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .unwrap_or(hop);
    bare.parse()
        .ok()
        .or_else(|| hop.parse::<SocketAddr>().ok().map(|address| address.ip()))
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn client(peer: &str, forwarded: &[&str], trusted: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for list in forwarded {
            headers.append("x-forwarded-for", HeaderValue::from_bytes(list.as_bytes()).unwrap());
        }
        let trusted: Vec<Network> = trusted.iter().map(|text| text.parse().unwrap()).collect();
        client_address(peer.parse().unwrap(), &headers, &trusted).to_string()
    }

    #[test]
    fn nobody_is_believed_unless_trusted() {
        assert_eq!(client("203.0.113.9", &["1.1.1.1"], &[]), "203.0.113.9");
        assert_eq!(client("203.0.113.9", &["1.1.1.1"], &["10.0.0.0/8"]), "203.0.113.9");
    }

    #[test]
    fn the_last_untrusted_hop_is_the_client() {
        let trusted = ["10.0.0.0/8"];
        assert_eq!(
            client("10.0.0.1", &["6.6.6.6, 203.0.113.9, 10.0.0.2"], &trusted),
            "203.0.113.9"
        );
        assert_eq!(client("10.0.0.1", &["6.6.6.6", "203.0.113.9"], &trusted), "203.0.113.9");
        assert_eq!(client("10.0.0.1", &["[2001:db8::1]:443"], &trusted), "2001:db8::1");
        assert_eq!(client("10.0.0.1", &["203.0.113.9:443"], &trusted), "203.0.113.9");
        assert_eq!(client("10.0.0.1", &["10.0.0.3, 10.0.0.2"], &trusted), "10.0.0.3");
    }

    #[test]
    fn what_a_caller_writes_does_not_hide_what_a_proxy_adds() {
        let trusted = ["10.0.0.0/8"];
        assert_eq!(client("10.0.0.1", &["é, 203.0.113.9"], &trusted), "203.0.113.9");
        assert_eq!(
            client("10.0.0.1", &["6.6.6.6", "é, 203.0.113.9"], &trusted),
            "203.0.113.9"
        );
        assert_eq!(client("10.0.0.1", &["6.6.6.6", "é"], &trusted), "10.0.0.1");
    }

    #[test]
    fn a_hop_that_is_no_address_ends_the_search() {
        assert_eq!(
            client("10.0.0.1", &["203.0.113.9, unknown, 10.0.0.2"], &["10.0.0.0/8"]),
            "10.0.0.2"
        );
    }
}
