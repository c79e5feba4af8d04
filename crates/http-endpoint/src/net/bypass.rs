use core::net::IpAddr;

/// Hosts that are reached without a proxy, as `NO_PROXY` lists them.
#[derive(Clone, Debug, Default)]
pub(super) struct Bypass(Vec<Rule>);

#[derive(Clone, Debug)]
struct Rule {
    hosts: Hosts,
    port: Option<u16>,
}

#[derive(Clone, Debug)]
enum Hosts {
    All,
    /// A name and everything beneath it, in lower case.
    Domain(Box<str>),
    Network(IpAddr, u8),
}

impl Bypass {
    /// Reads entries between commas. Never fails: what is no address is a name, and no host has a wrong one.
    pub(super) fn new(list: &str) -> Self {
        Self(
            list.split(',')
                .map(str::trim)
                .filter(|entry| !entry.is_empty())
                .map(Rule::new)
                .collect(),
        )
    }

    pub(super) fn contains(&self, host: &str, port: u16) -> bool {
        let host = host
            .trim_start_matches('[')
            .trim_end_matches([']', '.'])
            .to_ascii_lowercase();
        let address = host.parse().ok();
        self.0
            .iter()
            .any(|rule| rule.port.is_none_or(|own| own == port) && rule.hosts.contain(&host, address))
    }
}

impl Rule {
    fn new(entry: &str) -> Self {
        if let Some(hosts) = Hosts::network(entry) {
            return Self { hosts, port: None };
        }
        let (name, port) = match entry.rsplit_once(':').map(|(name, port)| (name, port.parse())) {
            Some((name, Ok(port))) => (name, Some(port)),
            _ => (entry, None),
        };
        let hosts = match name {
            "*" => Hosts::All,
            _ => Hosts::network(name).unwrap_or_else(|| {
                let name = name.trim_start_matches("*.").trim_matches('.');
                Hosts::Domain(name.to_ascii_lowercase().into())
            }),
        };
        Self { hosts, port }
    }
}

impl Hosts {
    fn network(entry: &str) -> Option<Self> {
        let (address, prefix) = match entry.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix.parse().ok()?)),
            None => (entry, None),
        };
        let address: IpAddr = address.trim_start_matches('[').trim_end_matches(']').parse().ok()?;
        let bits = if address.is_ipv4() { 32 } else { 128 };
        Some(Self::Network(address, prefix.unwrap_or(bits).min(bits)))
    }

    fn contain(&self, host: &str, address: Option<IpAddr>) -> bool {
        match (self, address) {
            (Self::All, _) => true,
            (Self::Domain(domain), None) => host
                .strip_suffix(&**domain)
                .is_some_and(|rest| rest.is_empty() || rest.ends_with('.')),
            (Self::Network(IpAddr::V4(network), prefix), Some(IpAddr::V4(address))) => {
                let differ = network.to_bits() ^ address.to_bits();
                differ.leading_zeros() >= u32::from(*prefix)
            }
            (Self::Network(IpAddr::V6(network), prefix), Some(IpAddr::V6(address))) => {
                let differ = network.to_bits() ^ address.to_bits();
                differ.leading_zeros() >= u32::from(*prefix)
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stands_for_itself_and_what_is_beneath() {
        let bypass = Bypass::new("example.com, .inner , *.star,host:8080,");
        for (host, port, within) in [
            ("example.com", 80, true),
            ("EXAMPLE.com.", 80, true),
            ("a.example.com", 80, true),
            ("notexample.com", 80, false),
            ("a.inner", 80, true),
            ("inner", 80, true),
            ("a.star", 80, true),
            ("host", 8080, true),
            ("host", 80, false),
            ("", 80, false),
        ] {
            assert_eq!(bypass.contains(host, port), within, "{host}");
        }
        assert!(Bypass::new("*").contains("any", 1));
        assert!(!Bypass::new("").contains("any", 1));
    }

    #[test]
    fn addresses_and_networks_are_compared_by_bits() {
        let bypass = Bypass::new("10.0.0.0/8,127.0.0.1,fd00::/8,::1,192.168.0.1:81");
        for (host, port, within) in [
            ("10.200.3.4", 80, true),
            ("11.0.0.0", 80, false),
            ("127.0.0.1", 80, true),
            ("127.0.0.2", 80, false),
            ("[fd12::1]", 80, true),
            ("[::1]", 80, true),
            ("[::2]", 80, false),
            ("192.168.0.1", 81, true),
            ("192.168.0.1", 80, false),
        ] {
            assert_eq!(bypass.contains(host, port), within, "{host}");
        }
        assert!(Bypass::new("0.0.0.0/0").contains("1.2.3.4", 80));
    }
}
