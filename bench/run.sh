#!/usr/bin/env bash
# Builds the release binary and measures the table of figures: bench/run.sh [--only ROW]… [--scale 1m]
# Writes only below ${SULH_BENCH_DIR:-$HOME/.cache/sulh-bench}; needs python3 and the folder ../shared.
set -eu
cd "$(dirname "${BASH_SOURCE[0]}")/.."
if ! command -v python3 >/dev/null; then
    echo "left out: the measurements need python3" >&2
    exit 0
fi
if [ ! -f ../shared/bench/gen.py ]; then
    echo "left out: the measurements need the folder ../shared, with bench/ and data/ in it" >&2
    exit 0
fi
cargo build --release --locked -p sulh-cli
exec python3 bench/measure.py --sulh "${CARGO_TARGET_DIR:-target}/release/sulh" "$@"
