#pragma once

#include "erphost/Result.hpp"
#include "erphost/Sql.hpp"
#include "host/store/AccessPolicy.hpp"
#include "host/store/Transaction.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace erphost::store {

class CommitQueue;
class ReaderPool;

struct OpenOptions
{
	std::filesystem::path file;
	AccessPolicy policy;
	bool checkpoints = false; ///< exactly one process of a host checkpoints the write-ahead log
	int readers = 4;          ///< pooled read connections
	int busyTimeoutMs = 10'000;
};

/// The store of this process: one writer connection, a few readers, on one SQLite file in WAL mode with
/// synchronous=FULL. Any thread. Outlives every transaction.
class Database
{
public:
	using Body = std::function<Result<void>(Transaction&)>;

	/// Opens an existing store, or creates an empty one. Refuses a store whose core schema is newer than this program
	/// ("store.newer"), a damaged file ("store.damaged"), and asserts the version of the SQLite library.
	static Result<std::unique_ptr<Database>> open(OpenOptions options);
	~Database();

	/// Runs `body` in one BEGIN IMMEDIATE transaction and returns after it is durable. All or nothing. Callers that
	/// wait together are grouped into one commit, each behind its own savepoint; the body runs on the calling thread
	/// and may run again. Not from inside a write body ("store.nested", bug). Errors: the body's own; "store.busy"
	/// (transient), "store.full" (configuration), …; an exception that leaves the body becomes "store.body_threw"
	/// (bug).
	Result<void> write(const Body& body);

	/// Runs `body` on one consistent snapshot; nothing may be written.
	Result<void> read(const Body& body);

	/// The same with a value.
	template <typename F>
	auto writeValue(F&& body) -> decltype(body(std::declval<Transaction&>()))
	{
		return carry(body, [this](const Body& b) { return write(b); });
	}
	template <typename F>
	auto readValue(F&& body) -> decltype(body(std::declval<Transaction&>()))
	{
		return carry(body, [this](const Body& b) { return read(b); });
	}

	/// Called after each durable commit of this process that asked for it (Transaction::hintAfterCommit), on the
	/// committing thread. Set once, before the first write.
	void onCommitHint(std::function<void()> callback);

	/// Copies the live store to `target` without stopping writers (SQLite's online backup), verified and fsynced.
	Result<void> backupTo(const std::filesystem::path& target);

	/// Moves the write-ahead log into the file. Only where options.checkpoints is set.
	Result<void> checkpoint();

	/// Size of the file and its write-ahead log, for the overview.
	std::int64_t bytes() const;

	const OpenOptions& options() const { return _options; }

private:
	explicit Database(OpenOptions options);

	template <typename F, typename Run>
	auto carry(F& body, Run run) -> decltype(body(std::declval<Transaction&>()))
	{
		using R = decltype(body(std::declval<Transaction&>()));
		std::optional<typename R::Value> value;
		auto outcome = run([&](Transaction& tx) -> Result<void> {
			auto result = body(tx);
			if (!result) return std::move(result).error();
			value = *std::move(result);
			return {};
		});
		if (!outcome) return std::move(outcome).error();
		return *std::move(value);
	}

	OpenOptions _options;
	std::unique_ptr<CommitQueue> _writer;
	std::unique_ptr<ReaderPool> _readers;
};

} // namespace erphost::store
