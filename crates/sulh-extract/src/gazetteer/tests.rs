//! Names found in texts.
