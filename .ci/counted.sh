# Runs commands one after the other and adds up what their last lines count: `N passed, N failed`.
passed=0 failed=0

# Runs a command and shows what it says. One that ends badly, or counts nothing, is a failure too.
counted() {
  local log code=0 found=0
  log=$(mktemp)
  "$@" 2>&1 | tee "$log" || code=1
  if [[ $(grep -E '^[0-9]+ passed, [0-9]+ failed$' "$log" | tail -n 1) =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then
    passed=$((passed + BASH_REMATCH[1])) found=${BASH_REMATCH[2]}
  else
    code=1
  fi
  rm -f "$log"
  [ "$code" = 0 ] || [ "$found" != 0 ] || found=1
  failed=$((failed + found))
}

# The last line, and the verdict.
counts() {
  echo
  echo "$passed passed, $failed failed"
  [ "$failed" = 0 ]
}
