#pragma once

#include "erphost/Sql.hpp"
#include "host/platform/Clock.hpp"
#include "host/platform/Ids.hpp"
#include "host/store/Migrator.hpp"

#include <libpq-fe.h>

#include <algorithm>
#include <cctype>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace erphost::store::testing {

/// Prepares a module's statements on PostgreSQL, with the same schema: so that a store on PostgreSQL stays a setting.
/// Each object works in a schema of its own and drops it. For tests; needs a server (ERPHOST_TEST_POSTGRES, a
/// conninfo).
class PostgresPreparation
{
public:
	explicit PostgresPreparation(const std::string& conninfo):
		_connection(PQconnectdb(conninfo.c_str()), &PQfinish), _schema("eh_" + newId(systemClock().nowMs()))
	{
		std::replace(_schema.begin(), _schema.end(), '-', '_');
		if (PQstatus(_connection.get()) != CONNECTION_OK) _failures.push_back(PQerrorMessage(_connection.get()));
		else
			run("SET client_min_messages = warning; CREATE SCHEMA " + _schema + "; SET search_path = " + _schema,
			    "schema");
	}
	~PostgresPreparation()
	{
		if (PQstatus(_connection.get()) == CONNECTION_OK)
			PQclear(PQexec(_connection.get(), ("DROP SCHEMA " + _schema + " CASCADE").c_str()));
	}
	PostgresPreparation(const PostgresPreparation&) = delete;
	PostgresPreparation& operator=(const PostgresPreparation&) = delete;

	void migrate(const std::vector<Migration>& migrations)
	{
		for (const auto& migration : migrations) run(migration.sql, migration.name);
	}

	/// For tables that are not made by migrations (erp_<entity>).
	void run(const std::string& script, std::string_view name)
	{
		report(PQexec(_connection.get(), script.c_str()), name);
	}

	void prepare(std::span<const Sql* const> statements)
	{
		for (const auto* sql : statements)
			report(PQprepare(_connection.get(), "", numbered(sql->text).c_str(), 0, nullptr), sql->name);
	}

	/// What the server refused: "name: its words".
	const std::vector<std::string>& failures() const { return _failures; }

	/// ?1 → $1, outside of texts and quoted names.
	static std::string numbered(std::string_view text)
	{
		std::string result;
		char quote = 0;
		for (std::size_t i = 0; i < text.size(); ++i)
		{
			const char c = text[i];
			if (quote)
			{
				if (c == quote) quote = 0;
			}
			else if (c == '\'' || c == '"') quote = c;
			const bool parameter =
				!quote && c == '?' && i + 1 < text.size() && std::isdigit(static_cast<unsigned char>(text[i + 1]));
			result += parameter ? '$' : c;
		}
		return result;
	}

private:
	void report(PGresult* result, std::string_view name)
	{
		const auto status = PQresultStatus(result);
		if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
			_failures.push_back(std::string(name) + ": " + PQresultErrorMessage(result));
		PQclear(result);
	}

	std::unique_ptr<PGconn, void (*)(PGconn*)> _connection;
	std::string _schema;
	std::vector<std::string> _failures;
};

} // namespace erphost::store::testing
