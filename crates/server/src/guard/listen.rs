use std::net::SocketAddr;

/// A listen address that a server without accounts must not use.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("不能在 {0} 上监听：还没有账户时，服务只允许本机访问；请改用 127.0.0.1:{port} 或 [::1]:{port}", port = .0.port())]
pub struct ListenError(
    /// The refused address.
    pub SocketAddr,
);

/// Without accounts anybody who reaches the port is an officer, so only this machine may reach it.
pub fn check_listen(address: SocketAddr) -> Result<(), ListenError> {
    if address.ip().is_loopback() { Ok(()) } else { Err(ListenError(address)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_loopback_addresses_may_listen() {
        for good in ["127.0.0.1:8080", "127.1.2.3:0", "[::1]:8080"] {
            assert_eq!(check_listen(good.parse().expect(good)), Ok(()));
        }
        for bad in ["0.0.0.0:8080", "[::]:8080", "192.168.1.5:8080", "8.8.8.8:80"] {
            let error = check_listen(bad.parse().expect(bad)).expect_err(bad);
            assert!(error.to_string().contains("127.0.0.1"), "{error}");
        }
    }
}
