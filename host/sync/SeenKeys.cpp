#include "host/sync/SeenKeys.hpp"

#include "host/platform/Files.hpp"
#include "host/platform/Ids.hpp"
#include "host/sync/RowHash.hpp"

#include <sqlite3.h>

#include <unordered_set>

namespace erphost::sync {

struct SeenKeys::Impl
{
	std::filesystem::path folder, file;
	std::size_t memoryKeys;
	std::unordered_set<std::int64_t> memory;
	sqlite3* database = nullptr;
	sqlite3_stmt* insert = nullptr;
	sqlite3_stmt* select = nullptr;
	std::int64_t count = 0;

	~Impl()
	{
		sqlite3_finalize(insert);
		sqlite3_finalize(select);
		if (database != nullptr)
		{
			sqlite3_close(database);
			std::error_code ignored;
			std::filesystem::remove(file, ignored);
		}
	}

	Error failure(const char* doing) const
	{
		return transient("erp.seen_file", "the temporary file of a scan cannot be used")
		    .with("file", toUtf8(file.filename()))
		    .with("reason", std::string(doing) + ": " + (database ? sqlite3_errmsg(database) : "open"));
	}

	Result<void> spill()
	{
		std::error_code ignored;
		std::filesystem::create_directories(folder, ignored);
		file = folder / ("seen-" + newSecret(9) + ".db");
		const auto name = file.u8string();
		if (sqlite3_open(reinterpret_cast<const char*>(name.c_str()), &database) != SQLITE_OK) return failure("open");
		// Nothing here must survive a crash: no journal, no flush, and a cache that stays small.
		const char* setup = "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-4096;"
							"CREATE TABLE seen (k INTEGER PRIMARY KEY); BEGIN";
		if (sqlite3_exec(database, setup, nullptr, nullptr, nullptr) != SQLITE_OK) return failure("create");
		if (sqlite3_prepare_v2(database, "INSERT OR IGNORE INTO seen (k) VALUES (?1)", -1, &insert, nullptr) !=
		        SQLITE_OK ||
		    sqlite3_prepare_v2(database, "SELECT 1 FROM seen WHERE k = ?1", -1, &select, nullptr) != SQLITE_OK)
			return failure("prepare");
		for (const auto key : memory) EH_CHECK(store(key));
		memory = {};
		return {};
	}

	Result<void> store(std::int64_t key)
	{
		sqlite3_bind_int64(insert, 1, key);
		const int status = sqlite3_step(insert);
		sqlite3_reset(insert);
		if (status != SQLITE_DONE) return failure("insert");
		return {};
	}

	static std::int64_t digest(std::string_view branch, std::string_view key)
	{
		RowHash hash;
		hash.text(branch);
		hash.text(key);
		return hash.digest();
	}
};

SeenKeys::SeenKeys(std::filesystem::path folder, std::size_t memoryKeys): _impl(std::make_unique<Impl>())
{
	_impl->folder = std::move(folder);
	_impl->memoryKeys = memoryKeys;
}

SeenKeys::~SeenKeys() = default;

Result<void> SeenKeys::add(std::string_view branch, std::string_view key)
{
	++_impl->count;
	const auto digest = Impl::digest(branch, key);
	if (_impl->database != nullptr) return _impl->store(digest);
	_impl->memory.insert(digest);
	if (_impl->memory.size() > _impl->memoryKeys) return _impl->spill();
	return {};
}

Result<bool> SeenKeys::contains(std::string_view branch, std::string_view key)
{
	const auto digest = Impl::digest(branch, key);
	if (_impl->database == nullptr) return _impl->memory.contains(digest);
	sqlite3_bind_int64(_impl->select, 1, digest);
	const int status = sqlite3_step(_impl->select);
	sqlite3_reset(_impl->select);
	if (status != SQLITE_ROW && status != SQLITE_DONE) return _impl->failure("select");
	return status == SQLITE_ROW;
}

std::int64_t SeenKeys::size() const
{
	return _impl->count;
}

} // namespace erphost::sync
