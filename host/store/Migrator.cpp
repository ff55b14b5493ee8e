#include "host/store/Migrator.hpp"

#include "embedded/host_migrations.hpp"
#include "host/platform/Files.hpp"
#include "host/store/Connection.hpp"
#include "host/store/Meta.hpp"
#include "host/store/StoreSql.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <iterator>
#include <map>

namespace erphost::store {

namespace {

/// Of the text without carriage returns: a checkout on Windows is the same migration.
std::string digestOf(const std::string& text)
{
	std::string plain;
	plain.reserve(text.size());
	std::copy_if(text.begin(), text.end(), std::back_inserter(plain), [](char c) { return c != '\r'; });
	std::array<unsigned char, 32> hash{};
	crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(plain.data()), plain.size(),
	                   nullptr, 0);
	std::array<char, 65> hex{};
	sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
	return hex.data();
}

Error about(Error error, const std::string& owner, const Migration& migration)
{
	return std::move(error).with("owner", owner).with("migration", migration.name);
}

using Recorded = std::map<int, std::string>;

Result<Recorded> recorded(Transaction& tx, const std::string& owner)
{
	Recorded found;
	// The first step of the host makes the table in which it is recorded.
	EH_TRY(const bool started, tx.connection().hasTable("host_migration"));
	if (!started) return found;
	EH_TRY(auto statement, tx.prepareAsHost(sql::kMigrationsOf));
	EH_CHECK(statement.bindAll(owner));
	for (;;)
	{
		EH_TRY(const bool row, statement.step());
		if (!row) return found;
		found.emplace(static_cast<int>(statement.integer(0)), statement.text(2));
	}
}

Result<void> checkNumbers(const std::string& owner, const std::vector<Migration>& migrations)
{
	int expected = 0;
	for (const auto& migration : migrations)
		if (migration.number != ++expected)
			return about(bug("store.migration_gap", "migrations are numbered from 1 without a gap"), owner, migration)
			    .with("expected", std::to_string(expected));
	return {};
}

Result<void> apply(Transaction& tx, const std::string& owner, const Migration& migration, std::int64_t nowMs)
{
	// Again inside the transaction: another process may have run this step a moment ago.
	EH_TRY(const auto done, recorded(tx, owner));
	if (done.count(migration.number)) return {};
	const bool host = owner == "host";
	if (auto outcome = tx.connection().script(migration.sql, host ? std::string() : owner); !outcome)
	{
		auto error = std::move(outcome).error();
		if (error.code != "store.denied") return about(std::move(error), owner, migration);
		return about(bug("store.migration_not_expanding",
		                 "a plugin's migration may only add to the plugin's own tables: " + error.message),
		             owner, migration)
		    .with("action", std::string(error.param("action")));
	}
	EH_CHECK(
		tx.execute(sql::kRecordMigration, owner, migration.number, migration.name, digestOf(migration.sql), nowMs));
	return {};
}

/// The steps that have not run yet. The pointers are into `migrations`.
Result<std::vector<const Migration*>> missingOf(Database& database, const std::string& owner,
                                                const std::vector<Migration>& migrations)
{
	EH_CHECK(checkNumbers(owner, migrations));
	EH_TRY(const auto done, database.readValue([&](Transaction& tx) { return recorded(tx, owner); }));
	std::vector<const Migration*> missing;
	for (const auto& migration : migrations)
	{
		const auto found = done.find(migration.number);
		if (found == done.end()) missing.push_back(&migration);
		else if (found->second != digestOf(migration.sql))
			return about(bug("store.migration_changed", "a migration that ran already has another text now"), owner,
			             migration);
	}
	return missing;
}

} // namespace

const std::vector<Migration>& hostMigrations()
{
	static const auto all = [] {
		std::vector<Migration> migrations;
		for (const auto& file : embedded::host_migrations())
		{
			Migration migration{0, std::string(file.name), std::string(file.content)};
			std::from_chars(file.name.data(), file.name.data() + file.name.size(), migration.number);
			std::erase(migration.sql, '\r'); // its digest is the same from whatever checkout it was built
			migrations.push_back(std::move(migration));
		}
		return migrations;
	}();
	return all;
}

Result<std::vector<Migration>> readMigrations(const std::filesystem::path& folder)
{
	std::vector<Migration> migrations;
	std::error_code failed;
	for (std::filesystem::directory_iterator entry(folder, failed), end; !failed && entry != end;
	     entry.increment(failed))
	{
		if (entry->path().extension() != ".sql") continue;
		Migration migration;
		migration.name = toUtf8(entry->path().filename());
		const auto* begin = migration.name.data();
		const auto [stop, code] = std::from_chars(begin, begin + migration.name.size(), migration.number);
		if (code != std::errc() || *stop != '_')
			return bug("store.migration_name", "a migration is named NNNN_name.sql").with("migration", migration.name);
		std::ifstream file(entry->path(), std::ios::binary);
		migration.sql.assign(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
		if (!file) return misconfigured("file.unreadable", "a file cannot be read").with("file", toUtf8(entry->path()));
		migrations.push_back(std::move(migration));
	}
	if (failed) return misconfigured("file.unreadable", "a folder cannot be read").with("file", toUtf8(folder));
	std::sort(migrations.begin(), migrations.end(), [](const auto& a, const auto& b) { return a.number < b.number; });
	EH_CHECK(checkNumbers({}, migrations));
	return migrations;
}

Result<void> migrate(Database& database, const std::string& owner, const std::vector<Migration>& migrations,
                     std::int64_t nowMs)
{
	EH_TRY(const auto missing, missingOf(database, owner, migrations));
	for (const auto* migration : missing)
		EH_CHECK(database.write([&](Transaction& tx) { return apply(tx, owner, *migration, nowMs); }));
	if (owner != "host") return {};
	return database.write([&](Transaction& tx) { return nameStore(tx, nowMs); });
}

Result<void> migrateAtOnce(Database& database, const std::string& owner, const std::vector<Migration>& migrations,
                           std::int64_t nowMs)
{
	EH_TRY(const auto missing, missingOf(database, owner, migrations));
	if (missing.empty()) return {};
	return database.write([&](Transaction& tx) -> Result<void> {
		for (const auto* migration : missing) EH_CHECK(apply(tx, owner, *migration, nowMs));
		return {};
	});
}

} // namespace erphost::store
