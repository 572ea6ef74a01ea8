//! Tests of the whole way, on toy rows.
