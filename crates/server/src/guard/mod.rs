//! What keeps a server without accounts to the machine it runs on.

mod host;
mod listen;
mod origin;

pub(crate) use host::refuse_foreign_hosts;
pub use listen::{ListenError, check_listen};
pub(crate) use origin::refuse_foreign_origins;

use axum::http::uri::Authority;

/// Whether an authority (`localhost:8080`, `127.0.0.1`, `[::1]:80`) names this very machine.
fn is_loopback(authority: &str) -> bool {
    let Ok(authority) = authority.parse::<Authority>() else { return false };
    let host = authority.host();
    if host.eq_ignore_ascii_case("localhost") {
        return true;
    }
    let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    bare.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_loopback() {
        for own in ["localhost", "LOCALHOST:8080", "127.0.0.1:8080", "127.8.9.1", "[::1]:80", "[::1]"] {
            assert!(is_loopback(own), "{own}");
        }
        for foreign in [
            "example.com",
            "localhost.example.com",
            "127.0.0.1.example.com",
            "10.0.0.1",
            "0.0.0.0",
            "[::]",
            "",
            "evil@x",
            "::1",
        ] {
            assert!(!is_loopback(foreign), "{foreign}");
        }
    }
}
