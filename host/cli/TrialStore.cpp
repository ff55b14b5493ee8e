#include "host/cli/TrialStore.hpp"

#include "host/entities/EntityTables.hpp"
#include "host/entities/PluginSchemas.hpp"
#include "host/platform/Files.hpp"
#include "host/store/Migrator.hpp"

#include <algorithm>

namespace erphost::cli {
namespace {

constexpr int kRows = 30;
constexpr std::int64_t kDayMs = 86'400'000;

std::string quoted(const std::string& text)
{
	std::string literal = "'";
	for (const char letter : text)
	{
		if (letter == '\0') continue; // no SQL text has one
		literal += letter;
		if (letter == '\'') literal += letter;
	}
	return literal + "'";
}

/// What an ERP might hold: mostly something sensible, sometimes nothing, sometimes rubbish.
std::string literal(const entities::EntityField& field, int row, validator::Inputs& inputs, std::int64_t now)
{
	const std::string number = std::to_string(row);
	if (inputs.below(8) == 0) return "NULL";
	switch (field.type)
	{
	case entities::FieldType::integer: return number;
	case entities::FieldType::boolean: return row % 4 ? "1" : "0";
	case entities::FieldType::instant: return std::to_string(now - row * kDayMs / 3);
	case entities::FieldType::decimal: return quoted(number + ".50");
	case entities::FieldType::date:
		return quoted("2026-" + std::string(row % 12 < 9 ? "0" : "") + std::to_string(row % 12 + 1) + "-15");
	case entities::FieldType::code:
		return field.values.empty() ? quoted(number) : quoted(field.values[inputs.below(field.values.size())]);
	default: return quoted(inputs.below(4) ? field.name + number : inputs.pathPart());
	}
}

std::string rowsOf(const entities::EntitySchema& schema, validator::Inputs& inputs, std::int64_t now)
{
	std::string sql;
	for (int row = 1; row <= kRows; ++row)
	{
		std::string names = "branch_id, erp_key",
					values = quoted(row % 2 ? "01" : "02") + ", " + quoted("K" + std::to_string(row));
		for (const auto& field : schema.fields)
		{
			names += ", \"" + field.name + "\"";
			values += ", " + literal(field, row, inputs, now);
		}
		sql += "INSERT INTO " + schema.table() + " (" + names +
		       ", row_hash, change_seq, watermark, missing_scans, deleted, seen_at) VALUES (" + values + ", " +
		       std::to_string(row) + ", " + std::to_string(row) + ", '', 0, " + (row % 10 ? "0" : "1") + ", 0);\n";
	}
	return sql + "UPDATE erp_entity SET change_seq = " + std::to_string(kRows) +
	       ", state = 'ok', last_begin_at = " + std::to_string(now) + ", last_ok_at = " + std::to_string(now) +
	       " WHERE entity = " + quoted(schema.entity) + ";\n";
}

} // namespace

TrialStore::TrialStore(const std::filesystem::path& folder, std::unique_ptr<store::Database> database,
                       calendar::TimeZone zone):
	_database(std::move(database)),
	_zone(std::move(zone)), _calendar(*_database, systemClock(), _zone, folder), _files(folder, systemClock())
{
}

Result<std::unique_ptr<TrialStore>> TrialStore::open(const std::filesystem::path& folder,
                                                     const packages::Manifest& manifest, validator::Inputs& inputs)
{
	const std::int64_t now = systemClock().nowMs();
	store::OpenOptions options;
	options.file = folder / "store.db";
	{
		EH_TRY(const auto database, store::Database::open(options));
		EH_CHECK(store::migrate(*database, "host", store::hostMigrations(), now));
		const auto schemas = entities::schemasWith({manifest.folder});
		EH_CHECK(entities::ensureEntityTables(*database, schemas));
		EH_CHECK(database->write([&](store::Transaction& tx) -> Result<void> {
			for (const auto& schema : schemas)
				if (std::find(manifest.reads.begin(), manifest.reads.end(), schema.entity) != manifest.reads.end())
					EH_CHECK(tx.script(rowsOf(schema, inputs, now)));
			return tx.script("INSERT INTO host_setting (scope, name, effective_from, value, author, changed_at) VALUES "
			                 "('host', 'go_live_date', '2026-01-01', '\"2026-01-01\"', 'check', 0)");
		}));
		if (std::error_code ignored; std::filesystem::exists(manifest.migrations(), ignored))
		{
			EH_TRY(const auto migrations, store::readMigrations(manifest.migrations()));
			EH_CHECK(store::migrate(*database, manifest.id, migrations, now));
		}
	}
	// From here on with what the plugin may reach.
	options.policy = worker::policyOf(manifest);
	EH_TRY(auto database, store::Database::open(options));
	EH_TRY(auto zone, calendar::TimeZone::named("Asia/Shanghai"));
	return std::unique_ptr<TrialStore>(new TrialStore(folder, std::move(database), std::move(zone)));
}

std::unique_ptr<worker::PluginHost> TrialStore::makeHost(const packages::Manifest& manifest)
{
	return std::make_unique<worker::PluginHost>(manifest, *_database, systemClock(), _zone, _calendar, _files);
}

} // namespace erphost::cli
