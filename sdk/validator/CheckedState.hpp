#pragma once

#include "CheckedHost.hpp"
#include "erphost/Abi.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <mutex>
#include <thread>
#include <utility>

namespace erphost::validator {

inline constexpr const char* kInjected = "validator.injected";

struct CheckedHost::Impl
{
	/// First member: the contract's pointer is ours.
	eh_host abi{};
	const eh_host* real;
	std::set<std::string> hidden;
	bool late = false;
	/// A handler's later calls meet the same code as its first; slowing them all would take minutes.
	static constexpr int kSlowed = 8;
	int slowMs = 0, wanted = 0;
	std::atomic<int> count{0};
	std::atomic<bool> hit{false};
	std::mutex mutex;
	std::set<Violation> found;

	const eh_store* store = nullptr;
	const eh_journal* journal = nullptr;
	const eh_erp* erp = nullptr;
	const eh_http* http = nullptr;
	const eh_jobs* jobs = nullptr;
	const eh_files* files = nullptr;
	const eh_messages* messages = nullptr;
	const eh_log* log = nullptr;
	const eh_clock* clock = nullptr;
	const eh_calendar* calendar = nullptr;
	const eh_config* config = nullptr;
	eh_log ownLog{};
	eh_clock ownClock{};
	eh_calendar ownCalendar{};
	eh_config ownConfig{};
	eh_store ownStore{};
	eh_journal ownJournal{};
	eh_erp ownErp{};
	eh_http ownHttp{};
	eh_jobs ownJobs{};
	eh_files ownFiles{};
	eh_messages ownMessages{};

	/// What the plugin holds as eh_tx and eh_stmt.
	struct Lent
	{
		Impl* self;
		eh_tx* real;
		std::thread::id thread;
		std::string where;
		std::atomic<bool> alive{true};
		std::string goLive{};
		int slowed = 0;
	};
	struct LentStatement
	{
		Lent* tx;
		eh_stmt* real;
	};
	std::vector<std::unique_ptr<Lent>> lent;
	std::vector<std::unique_ptr<LentStatement>> statements;

	/// A callback of the plugin, as it registered it.
	template <typename Raw>
	struct Kept
	{
		Impl* self;
		Raw raw;
		std::string where;
	};
	std::vector<std::shared_ptr<void>> kept;

	static Impl& of(const eh_host* host) { return *reinterpret_cast<Impl*>(const_cast<eh_host*>(host)); }
	static Lent& of(eh_tx* tx) { return *reinterpret_cast<Lent*>(tx); }
	static LentStatement& of(eh_stmt* stmt) { return *reinterpret_cast<LentStatement*>(stmt); }

	void report(const char* code, const std::string& where)
	{
		const std::lock_guard lock(mutex);
		found.insert({code, where});
	}

	/// A plugin of an earlier minor hands over a shorter struct: what lies behind it is not there to be read.
	template <typename Raw>
	Kept<Raw>& keep(const Raw& given, std::string where)
	{
		if (given.size < sizeof(std::uint64_t) || given.size > 4 * sizeof(Raw)) report("struct_size", where);
		auto owned = std::make_shared<Kept<Raw>>(Kept<Raw>{this, {}, std::move(where)});
		std::memcpy(&owned->raw, &given, std::min<std::size_t>(given.size, sizeof(Raw)));
		kept.push_back(owned);
		return *owned;
	}

	/// True if the plugin may register now; else it is told so.
	bool mayRegister(const char* what, const eh_error_sink* sink)
	{
		if (!late) return true;
		report("late_registration", what);
		abi::fail(bug("validator.late_registration", "Registering is for start only."), sink);
		return false;
	}

	/// Lends a transaction for one call of the plugin and looks at how the call ended.
	template <typename Call>
	eh_status lend(eh_tx* tx, const std::string& where, const eh_error_sink* sink, Call&& call)
	{
		auto& one = *lent.emplace_back(new Lent{this, tx, std::this_thread::get_id(), where});
		count = 0;
		hit = false;
		struct Watch
		{
			const eh_error_sink* outer;
			bool said = false;
			eh_error_sink raw{sizeof(eh_error_sink), this, &Watch::report};
			static void report(void* context, eh_str code, eh_str message, const eh_pair* params, uint64_t size)
			{
				auto& self = *static_cast<Watch*>(context);
				self.said = true;
				if (self.outer && self.outer->report)
					self.outer->report(self.outer->context, code, message, params, size);
			}
		} watch{sink};
		struct End
		{
			Lent& lent;
			~End() { lent.alive = false; }
		} end{one};
		const eh_status status = call(reinterpret_cast<eh_tx*>(&one), &watch.raw);
		if (status < 0 && !watch.said) this->report("unexplained", where);
		if (status < EH_BUG || status > EH_ROW) this->report("wrong_status", where);
		if (status >= 0 && hit) this->report("swallowed", where);
		return status;
	}

	/// Before a service of a transaction does its work.
	bool enter(Lent& tx, const eh_error_sink* sink)
	{
		const bool here = tx.thread == std::this_thread::get_id();
		if (!tx.alive || !here)
		{
			report(tx.alive ? "other_thread" : "dead_transaction", tx.where);
			abi::fail(bug("validator.dead_transaction", "This transaction is over, or another thread's."), sink);
			return false;
		}
		if (slowMs > 0 && tx.slowed++ < kSlowed) std::this_thread::sleep_for(std::chrono::milliseconds(slowMs));
		if (++count != wanted) return true;
		hit = true;
		abi::fail(transient(kInjected, "The host fails here because the validator wants it."), sink);
		return false;
	}
	static eh_status refused(const Lent& tx)
	{
		return tx.self->hit && tx.self->count == tx.self->wanted ? EH_TRANSIENT : EH_BUG;
	}

	void fill();
	/// log, clock, calendar and config: handed on as they are.
	void fillPlain();
};

} // namespace erphost::validator
