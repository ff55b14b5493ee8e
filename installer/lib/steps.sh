# Sourced by the scripts of erphost: long steps that show what they are doing.

fail() { printf '%s: %s\n' "${0##*/}" "$*" >&2; exit 1; }

# step NAME COMMAND…: on a terminal one line with the seconds and the command's last line of output; elsewhere a sign of life
# every half minute. The output is shown only if the command fails. Returns the command's status.
step() {
	local name=$1 begun=$SECONDS told=$SECONDS status=0 output pid
	shift
	output=$(mktemp)
	"$@" >"$output" 2>&1 </dev/null &
	pid=$!
	stepPid=$pid
	while kill -0 "$pid" 2>/dev/null; do
		if [ -t 1 ]; then
			printf '\r\033[K  %s … %d s  %.70s' "$name" $((SECONDS - begun)) "$(lastLine "$output")"
		elif [ $((SECONDS - told)) -ge 30 ]; then
			printf '  %s … %d s  %.100s\n' "$name" $((SECONDS - begun)) "$(lastLine "$output")"
			told=$SECONDS
		fi
		sleep 0.2
	done
	wait "$pid" || status=$?
	stepPid=
	[ ! -t 1 ] || printf '\r\033[K'
	if [ $status -ne 0 ]; then
		printf '  %s failed after %d s; its last words:\n' "$name" $((SECONDS - begun)) >&2
		tail -n "${STEP_TAIL:-40}" "$output" >&2
	else
		printf '  %s: %d s\n' "$name" $((SECONDS - begun))
	fi
	rm -f "$output"
	return $status
}

# Whatever a step has running, for traps.
stepPid=
stopStep() {
	[ -z "$stepPid" ] || kill "$stepPid" 2>/dev/null || true
}

lastLine() { tail -n 1 "$1" 2>/dev/null | tr '\r' '\n' | tail -n 1 | tr -cd '[:print:]'; }
