#pragma once

#include "MockHost.hpp"

#include <sqlite3.h>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// A transaction of the mock: events and records count only when it commits.
struct eh_tx
{
	erphost::mock::MockHost::Impl* host;
	bool writable;
	std::vector<erphost::Event> events{};
	std::vector<erphost::ErpRecord> records{};
	std::vector<erphost::Message> messages{};
	std::map<std::string, std::optional<erphost::File>> files{}; ///< nullopt: removed
};

/// A prepared statement, kept by the mock until it dies.
struct eh_stmt
{
	sqlite3_stmt* handle;
	bool busy = false;
	std::int64_t changes = 0;
};

namespace erphost::mock {

struct MockHost::Impl
{
	eh_host abi{}; ///< first: the contract's pointer is ours
	sqlite3* database = nullptr;
	std::multimap<std::string, std::unique_ptr<eh_stmt>> statements;
	nlohmann::json manifest;
	nlohmann::json settings = nlohmann::json::object();
	std::string goLive;
	std::int64_t now = 1'793'300'000'000; // 2026-10-30
	int offsetMinutes = 480;
	std::map<std::string, std::int64_t> changeSeq;
	std::vector<Event> events;
	std::vector<ErpRecord> records;
	std::vector<Message> messages;
	std::map<std::string, File> files;
	int filesMade = 0;
	std::map<std::string, bool> days; ///< true: open
	Caller caller{"u1", "Test", "en", {{"admin", "*"}}};

	struct Route
	{
		eh_route raw;
		std::string method, path;
	};
	struct Watch
	{
		std::string entity;
		eh_watch raw;
		std::int64_t position = 0;
	};
	struct Subscription
	{
		std::vector<std::string> types;
		eh_subscription raw;
		std::size_t position = 0;
	};
	struct Job
	{
		eh_job raw;
		std::int64_t lastRun = -1;
	};
	std::vector<Route> routes;
	std::vector<Watch> watches;
	std::vector<Subscription> subscriptions;
	std::vector<Job> jobs;

	const eh_plugin* plugin = nullptr;
	void* instance = nullptr;

	eh_log log{};
	eh_clock clock{};
	eh_calendar calendar{};
	eh_config config{};
	eh_store store{};
	eh_journal journal{};
	eh_erp erp{};
	eh_http http{};
	eh_jobs jobService{};
	eh_files fileService{};
	eh_messages messageService{};

	static Impl& of(const eh_host* host) { return *reinterpret_cast<Impl*>(const_cast<eh_host*>(host)); }

	void script(const std::string& sql);
	/// Runs body between BEGIN and COMMIT or ROLLBACK.
	Result<void> transact(bool writable, const std::function<eh_status(eh_tx*, const eh_error_sink*)>& body);
	void fillServices();
	void fillStore();
};

} // namespace erphost::mock
