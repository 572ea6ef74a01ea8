//! Where a server may listen: beyond the machine only when somebody administers it.
//!
//! It must not open a socket.

use std::net::SocketAddr;

use sulh_engine::Engine;

/// Why a server may not listen at an address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BindRefused {
    /// Others than this machine could reach it, and nobody administers it.
    #[error(
        "{address} can be reached from outside and there is no administrator: run `sulh token create NAME --role admin` first, or bind 127.0.0.1"
    )]
    NoAdministrator {
        /// The address.
        address: SocketAddr,
    },
}

impl BindRefused {
    /// A stable name of the case, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoAdministrator { .. } => "no-administrator",
        }
    }
}

/// Whether a server with this engine may listen there.
///
/// # Errors
/// [`BindRefused::NoAdministrator`] for an address other than loopback while
/// no administrator's token exists.
pub fn may_bind(address: SocketAddr, engine: &Engine) -> Result<(), BindRefused> {
    // An IPv4 address may be written as one of IPv6.
    if address.ip().to_canonical().is_loopback() || engine.has_admin() {
        Ok(())
    } else {
        Err(BindRefused::NoAdministrator { address })
    }
}
