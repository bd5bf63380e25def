#!/usr/bin/env bash
# The only entry point people need: ./build.sh demo | test | pack | bench
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

need_native_libraries() {
    # LightGBM needs the OpenMP run time, which slim images lack.
    if [ "$(uname -s)" = Linux ] && ! ldconfig -p 2>/dev/null | grep -q 'libgomp\.so\.1'; then
        echo "Installing libgomp1 (needed by LightGBM) ..."
        if [ "$(id -u)" = 0 ]; then as_root=; else as_root=sudo; fi
        $as_root apt-get update -qq
        $as_root apt-get install -y -qq --no-install-recommends libgomp1
    fi
}

need_dotnet() {
    command -v dotnet >/dev/null || { echo "The .NET 10 SDK is not installed: https://dotnet.microsoft.com/download/dotnet/10.0" >&2; exit 1; }
}

run_tests() {
    dotnet build THCA-ITH.sln -c Release --nologo -v quiet
    local total_passed=0 total_failed=0 total_skipped=0 status=0 log
    log=$(mktemp)
    if ! GOMP_SPINCOUNT=0 dotnet test --solution THCA-ITH.sln -c Release --no-build --max-parallel-test-modules 2 2>&1 | tee "$log"; then status=1; fi
    total_failed=$(sed -nE 's/^ *failed: ([0-9]+).*/\1/p' "$log" | tail -n 1)
    total_passed=$(sed -nE 's/^ *succeeded: ([0-9]+).*/\1/p' "$log" | tail -n 1)
    total_skipped=$(sed -nE 's/^ *skipped: ([0-9]+).*/\1/p' "$log" | tail -n 1)
    rm -f "$log"
    [ "${total_skipped:-0}" = 0 ] || echo "$total_skipped skipped"
    [ "$status" = 0 ] || [ "${total_failed:-0}" != 0 ] || total_failed=1
    echo "${total_passed:-0} passed, ${total_failed:-0} failed"
    [ "${total_failed:-0}" = 0 ] && [ "${total_passed:-0}" -gt 0 ]
}

pack_and_verify() {
    rm -rf artifacts/packages
    local project
    for project in src/*/*.csproj; do dotnet pack "$project" -c Release -o artifacts/packages --nologo -v quiet; done
    nuget/verify.sh artifacts/packages
}

need_dotnet
case "${1:-}" in
    demo) need_native_libraries; shift; dotnet run --project src/Thca.Cli -c Release -- demo --out "${THCA_DEMO_OUT:-artifacts/demo}" "$@" ;;
    test) need_native_libraries; run_tests ;;
    pack) pack_and_verify ;;
    bench) need_native_libraries; shift; dotnet run --project tests/Thca.Benchmarks -c Release -- "${@:---filter=*}" ;;
    *) echo "usage: ./build.sh demo | test | pack | bench" >&2; exit 2 ;;
esac
