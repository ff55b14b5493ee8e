#pragma once

#include "host/front/FrontContext.hpp"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace erphost::front {

/// What somebody must do now and then for the whole store: move the write-ahead log into the file, forget what has had
/// its time, and export the head of the audit chain. One thread.
class Housekeeping
{
public:
	explicit Housekeeping(const FrontContext& context): _context(context) {}
	~Housekeeping() { stop(); }

	void start();
	void stop();

	/// One round of forgetting: answers to keyed requests after a day, expired sessions and links, events after 90
	/// days, packages that were uploaded and left, contents of files that nobody names any more.
	Result<void> forget();
	Result<void> sweepFiles();
	/// Whoever has left according to the ERP does not sign in here any more.
	Result<void> disableLeavers();
	/// Writes <data>/files/audit/<date>.json with position and digest, once a day: whoever keeps a copy elsewhere can
	/// prove that the log was not rewritten since.
	Result<void> exportAuditHead();

private:
	void run();

	const FrontContext& _context;
	std::atomic<bool> _stopping{false};
	std::mutex _mutex;
	std::condition_variable _wake;
	std::thread _thread;
};

} // namespace erphost::front
