#include "host/discovery/Access.hpp"

#include "host/entities/ShippedFiles.hpp"
#include "host/odbc/Dialect.hpp"

#include <algorithm>
#include <regex>
#include <set>

namespace erphost::discovery {
namespace {

using nlohmann::json;
using odbc::Product;

constexpr const char* kRecordType = "callback_status";

const json& ourTables()
{
	static const json document = json::parse(entities::shippedFile("discovery/interface.json"));
	return document["tables"];
}

/// The status columns that the order itself has for call-backs, as a record that sets them; null if it has none.
json statusRecord(const json& mapping, const std::string& kind, const json& sizes, const char* mode)
{
	const auto entity = mapping["entities"].find(kind);
	if (entity == mapping["entities"].end() || !(*entity)["from"].contains("table")) return nullptr;
	auto set = json::object();
	for (const auto& [field, spec] : (*entity)["fields"].items())
	{
		if (!spec.value("own", false) || !spec.contains("column")) continue;
		const auto column = spec["column"].get<std::string>();
		if (column.find('.') != std::string::npos) continue;
		if (field == "feedback")
		{
			if (const auto size = sizes.is_object() ? sizes.value(column, 0) : 0; size > 0)
				set[column] = {{"append", "$feedback"}, {"maximum", size}, {"separator", "；"}};
			continue;
		}
		if (!spec.contains("codes")) continue;
		// Back to front: what we say, in the ERP's own words; only what it may say today is ever written over.
		auto codes = json::object();
		json permit = {nullptr, ""};
		for (const auto& [code, value] : spec["codes"].items())
		{
			const auto meaning = value.get<std::string>();
			if (!codes.contains(meaning) || !code.empty()) codes[meaning] = code;
			if (!code.empty()) permit.push_back(code);
		}
		set[column] = {{"value", "$" + field}, {"codes", codes}, {"permit", permit}};
	}
	if (set.empty()) return nullptr;
	auto key = json::object();
	const auto branch = (*entity)["branch"].value("column", "");
	const auto number = (*entity)["fields"]["number"].value("column", "");
	const auto& columns = (*entity)["key"];
	for (std::size_t i = 0; i < columns.size(); ++i)
	{
		const auto column = columns[i].get<std::string>();
		key[column] = column == branch ? "$branch" : column == number ? "$order" : "$key." + std::to_string(i);
	}
	return {{"title", {{"zh", "单据上的回访状态"}, {"en", "Call-back status on the order"}}},
	        {"mode", mode},
	        {"update", {{"table", (*entity)["from"]["table"]}, {"key", key}}},
	        {"set", set}};
}

std::string sqlType(Product product, const std::string& type)
{
	const bool sqlserver = product == Product::sqlserver;
	if (type == "time")
		return product == Product::postgresql ? "TIMESTAMP(3)"
		       : sqlserver                    ? "DATETIME2(3)"
		       : product == Product::sqlite   ? "VARCHAR(23)"
		                                      : "DATETIME(3)";
	if (type == "number") return "BIGINT";
	if (type == "money" || type == "quantity")
		return product == Product::sqlite ? "VARCHAR(20)" : type == "money" ? "DECIMAL(14, 2)" : "DECIMAL(18, 4)";
	const std::string text = sqlserver ? "NVARCHAR" : "VARCHAR";
	// MariaDB counts every VARCHAR against the size of a row, at four bytes a character.
	if (type == "text") return product == Product::mariadb || product == Product::postgresql ? "TEXT" : text + "(2000)";
	return text + (type == "name" ? "(60)" : "(80)");
}

std::string createTable(const json& table, const odbc::Dialect& dialect)
{
	const auto product = dialect.product();
	const auto column = [&](const std::string& name, const std::string& type) {
		return ",\n\t" + dialect.quote(name) + " " + sqlType(product, type);
	};
	std::string text = "CREATE TABLE " + dialect.quote(table["table"].get<std::string>()) + " (\n\t" +
	                   dialect.quote("record_id") + " VARCHAR(120) NOT NULL PRIMARY KEY,\n\t" +
	                   dialect.quote("version") + " BIGINT NOT NULL,\n\t" + dialect.quote("epoch") +
	                   " BIGINT NOT NULL,\n\t" + dialect.quote("state") + " VARCHAR(16)";
	for (const auto& one : table["columns"]) text += column(one[0], one[2]);
	if (table.contains("typed"))
		for (const auto& one : table["typed"]) text += column(one[0], one[1]);
	return text + "\n)" + (product == Product::mariadb ? " CHARACTER SET utf8mb4" : "") + ";\n";
}

/// All tables that the mapping reads; of a SELECT that we made, the one that it is from.
std::set<std::string> readTables(const json& mapping)
{
	std::set<std::string> tables;
	const auto take = [&](const json& from) {
		if (from.contains("table")) tables.insert(from["table"].get<std::string>());
		else if (from.contains("select"))
		{
			static const std::regex kFrom("\\bFROM\\s+[\"`\\[]?([^\"`\\]\\s]+)");
			const auto select = from["select"].get<std::string>();
			for (std::sregex_iterator it(select.begin(), select.end(), kFrom), end; it != end; ++it)
				tables.insert((*it)[1]);
		}
	};
	for (const auto& [name, entity] : mapping["entities"].items())
	{
		take(entity["from"]);
		if (entity.contains("joins"))
			for (const auto& join : entity["joins"]) take(join);
	}
	return tables;
}

} // namespace

json withLevel(json mapping, const std::string& kind, const json& sizes, Level level)
{
	for (const auto& table : ourTables())
		if (table.contains("entity")) mapping["entities"].erase(table["entity"].get<std::string>());
	auto records = json::object();
	mapping["push"] = {{"secret", level == Level::read ? "erp.pull" : "erp.push"}};
	if (auto status = statusRecord(mapping, kind, sizes, level == Level::columns ? "dry_run" : "hand_list");
	    !status.is_null())
		records[kRecordType] = std::move(status);
	if (level != Level::read)
		for (const auto& table : ourTables())
		{
			auto columns = json::object();
			columns["record_id"] = "$record_id";
			for (const auto& one : table["columns"])
				columns[one[0].get<std::string>()] =
					one[2] == "time" ? json{{"value", one[1]}, {"as", "local"}} : one[1];
			for (const auto& type : table["types"])
				records[type.get<std::string>()] = {{"title", table["title"]},
				                                    {"mode", "dry_run"},
				                                    {"interface",
				                                     {{"table", table["table"]},
				                                      {"id", "record_id"},
				                                      {"version", "version"},
				                                      {"epoch", "epoch"},
				                                      {"state", "state"}}},
				                                    {"columns", columns}};
			if (!table.contains("entity")) continue;
			auto fields = json::object();
			for (const auto& [field, column] : table["fields"].items()) fields[field] = {{"column", column}};
			fields["answered_at"]["as"] = "local";
			mapping["entities"][table["entity"].get<std::string>()] = {
				{"from", {{"table", table["table"]}}}, {"key", {"record_id"}},
				{"branch", {{"column", "branch"}}},    {"fields", fields},
				{"changes", {{"mode", "snapshot"}}},   {"everySeconds", 5}};
		}
	mapping["records"] = std::move(records);
	return mapping;
}

std::string dbaScript(const json& mapping, Product product, const std::string& database, Level level)
{
	const auto& dialect = odbc::dialectFor(product);
	std::string out =
		"-- 给数据库管理员：erphost 需要的账号和权限，仅此而已。 For the database administrator: the accounts and "
		"rights that\n"
		"-- erphost needs, and nothing else. 请先把两处“换成密码”改成您自己的密码。 Choose the passwords first.\n"
		"-- 读取账号只能 SELECT；凭证和库存余额任何时候都不写（X-06）。 Vouchers and stock balances are never "
		"written.\n\n";
	const auto user = [&](const char* name) {
		return product == Product::mariadb ? "'" + std::string(name) + "'@'%'" : dialect.quote(name);
	};
	const auto table = [&](const std::string& name) {
		return (product == Product::mariadb && !database.empty() ? dialect.quote(database) + "." : "") +
		       dialect.quote(name);
	};
	const bool accounts = product != Product::sqlite;
	const auto account = [&](const char* name) {
		switch (product)
		{
		case Product::postgresql: out += "CREATE ROLE " + user(name) + " LOGIN PASSWORD '换成密码';\n"; break;
		case Product::mariadb: out += "CREATE USER " + user(name) + " IDENTIFIED BY '换成密码';\n"; break;
		case Product::sqlserver:
			out += "CREATE LOGIN " + user(name) + " WITH PASSWORD = '换成密码';\nCREATE USER " + user(name) +
			       " FOR LOGIN " + user(name) + ";\n";
			break;
		default: break;
		}
	};
	const auto grant = [&](const std::string& rights, const std::string& name, const char* to) {
		if (accounts) out += "GRANT " + rights + " ON " + table(name) + " TO " + user(to) + ";\n";
	};
	std::set<std::string> own;
	for (const auto& one : ourTables()) own.insert(one["table"].get<std::string>());

	out += "-- 一、只读 read only\n";
	if (!accounts)
		out += "-- SQLite 没有账号：让 erphost 的系统账号对数据库文件只有读取权限。 No accounts: let erphost's system "
			   "account read the file.\n";
	account("erphost_read");
	const auto reads = readTables(mapping);
	for (const auto& name : reads)
		if (!own.contains(name)) grant("SELECT", name, "erphost_read");
	if (level == Level::read) return out;

	out += "\n-- 二、我们自己的中间表 tables of our own\n";
	account("erphost_write");
	for (const auto& one : ourTables())
	{
		const auto name = one["table"].get<std::string>();
		out += createTable(one, dialect);
		grant("SELECT, INSERT, UPDATE", name, "erphost_write");
		grant("SELECT", name, "erphost_read");
	}
	const auto status = mapping.value("records", json::object()).value(kRecordType, json());
	if (status.is_object())
		grant("SELECT", status["update"]["table"].get<std::string>(),
		      "erphost_write"); // what a hand list is compared with
	if (level == Level::tables || !status.is_object()) return out;

	out += "\n-- 三、单据上的状态列，只有这几列 the status columns of the order, and only these\n";
	std::string columns;
	for (const auto& [column, source] : status["set"].items())
		columns += (columns.empty() ? "" : ", ") + dialect.quote(column);
	const auto name = status["update"]["table"].get<std::string>();
	if (product == Product::sqlserver)
		out += "GRANT UPDATE ON " + table(name) + " (" + columns + ") TO " + user("erphost_write") + ";\n";
	else if (accounts)
		out += "GRANT UPDATE (" + columns + ") ON " + table(name) + " TO " + user("erphost_write") + ";\n";
	return out;
}

} // namespace erphost::discovery
