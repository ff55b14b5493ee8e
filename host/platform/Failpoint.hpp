#pragma once

/// EH_FAILPOINT("outbox.after_write"): a named place where a test can end this process as if the power had failed.
///
/// Compiled in only with ERPHOST_FAILPOINTS. Armed by the environment: ERPHOST_FAILPOINT="outbox.after_write:3" kills
/// the process (no destructors, no flush) when the place is reached for the third time. With
/// ERPHOST_FAILPOINT_ONCE=<file> the kill happens only if that file does not exist yet, and creates it first: a
/// restarted worker lives.
#ifdef ERPHOST_FAILPOINTS
namespace erphost {
void failpoint(const char* name);
}
#define EH_FAILPOINT(name) ::erphost::failpoint(name)
#else
#define EH_FAILPOINT(name) static_cast<void>(0)
#endif
