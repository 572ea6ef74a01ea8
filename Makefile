# Thin on purpose: each line below also works by hand.
#   demo  build, load the shipped data, serve it      test   everything that must pass
#   run   serve your own data directory               check  what a change is held to before it lands
#   bench measure the table of figures                audit  licences, bans, advisories
#   fmt   format the code

TARGET   ?= $(or $(CARGO_TARGET_DIR),target)
SULH     ?= $(TARGET)/release/sulh
BIND     ?= 127.0.0.1:7878
DATA_DIR ?= $(or $(SULH_DATA_DIR),sulh-data)
DEMO_DIR ?= $(TARGET)/demo-data

.DEFAULT_GOAL := help
.PHONY: help run demo test check bench audit fmt build needs

help:
	@sed -n '2,5s/^# //p' Makefile

run: build
	$(SULH) --data-dir $(DATA_DIR) serve --bind $(BIND)

demo: build
	$(SULH) --data-dir $(DEMO_DIR) serve --demo --bind $(BIND)

build: needs
	cargo build --release --locked -p sulh-cli

# The end-to-end tests run the built binary, so it is built first.
test: needs
	cargo build --locked -p sulh-cli
	cargo test --workspace --locked

# That generated files are fresh is a test of sulh-ontology, so it runs with the others.
check: needs
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --locked -- -D warnings
	cargo build --locked -p sulh-cli
	cargo test --workspace --locked --lib --bins --tests
	cargo test --workspace --locked --doc
	RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --locked
	if cargo deny --version >/dev/null 2>&1; then cargo deny check --hide-inclusion-graph bans licenses sources; else echo "cargo-deny is not installed: left out (make audit installs it)"; fi

bench:
	bench/run.sh

audit:
	cargo deny --version >/dev/null 2>&1 || { echo "installing cargo-deny"; cargo install --locked --quiet cargo-deny; }
	cargo deny check --hide-inclusion-graph bans licenses sources
	if cargo deny fetch db >/dev/null 2>&1; then cargo deny check --hide-inclusion-graph --disable-fetch advisories; else echo "advisories: left out, their database cannot be reached from here"; fi

fmt:
	cargo fmt --all

# Rust links with the system's C compiler; it is installed only when missing.
needs:
	@command -v cargo >/dev/null || { echo "Rust is missing: see https://rustup.rs" >&2; exit 4; }
	@command -v cc >/dev/null || { echo "installing gcc, which Rust links with"; { apt-get update -qq && apt-get install -y -qq --no-install-recommends gcc libc6-dev; } >/dev/null; }
