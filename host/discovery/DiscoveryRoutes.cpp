#include "host/discovery/DiscoveryRoutes.hpp"

#include "host/discovery/Access.hpp"
#include "host/discovery/Connecting.hpp"
#include "host/journal/Journal.hpp"
#include "host/messages/Messages.hpp"
#include "host/odbc/ConnectionString.hpp"
#include "host/odbc/Dialect.hpp"
#include "host/platform/Files.hpp"
#include "host/secrets/SecretStore.hpp"
#include "host/sync/RouteParts.hpp"
#include "host/sync/SyncSetup.hpp"

namespace erphost::discovery {
namespace {

using namespace worker::routes;
using sync::kManagers;
using worker::Reply;
using worker::Request;
using worker::TransactionMode;

Level levelOf(const std::string& name)
{
	return name == "columns" ? Level::columns : name == "tables" ? Level::tables : Level::read;
}

} // namespace

DiscoveryRoutes::DiscoveryRoutes(store::Database& database, const Clock& clock, std::filesystem::path data):
	_database(database), _clock(clock), _data(std::move(data))
{
}

DiscoveryRoutes::~DiscoveryRoutes()
{
	end();
}

void DiscoveryRoutes::end()
{
	_stop = true;
	if (_thread.joinable()) _thread.join();
	_stop = false;
}

Result<Reply> DiscoveryRoutes::readConnection(const Request&)
{
	const auto installed = odbcRegistry();
	json answer = {{"pull", nullptr}, {"push", nullptr}, {"drivers", json::array()}, {"sources", json::array()}};
	const secrets::SecretStore secrets(_data);
	for (const char* side : {"pull", "push"})
		if (const auto text = secrets.read(std::string("erp.") + side)) answer[side] = connectionForm(*text);
	for (const auto& driver : installed.drivers) answer["drivers"].push_back(driver.name);
	for (const auto& source : installed.sources) answer["sources"].push_back(source.name);
	return jsonReply(std::move(answer));
}

/// Kept only if it works; what worked before stays otherwise.
Result<Reply> DiscoveryRoutes::putConnection(const Request& request)
{
	const auto side = request.pathParams.at("side");
	if (side != "pull" && side != "push")
		return permanent("discovery.connection_invalid", "no such side").with("member", side);
	EH_TRY(const auto text, connectionString(request.body, odbcRegistry()));
	EH_TRY(const auto connection, connect(text));
	const auto& server = connection->server();
	EH_CHECK(_database.write([&](store::Transaction& tx) -> Result<void> {
		return journal::audit(tx,
		                      {request.caller.id, "*", "erp.putConnection", "erp." + side,
		                       json{{"product", server.productName}}.dump(), request.correlationId, _clock.nowMs()});
	}));
	EH_CHECK(secrets::SecretStore(_data).put({{"erp." + side, text}}, request.caller.id, _clock.nowMs()));
	return jsonReply(
		{{"product", server.productName}, {"version", server.productVersion}, {"driver", server.driverName}});
}

Result<Reply> DiscoveryRoutes::start(const Request& request)
{
	const std::lock_guard lock(_mutex);
	if (_state == "running") return conflict("discovery.busy", "a search is running");
	if (_thread.joinable()) _thread.join();
	Question question;
	question.known = {std::string(trimmed(request.body.value("order", ""))),
	                  std::string(trimmed(request.body.value("customer", ""))),
	                  std::string(trimmed(request.body.value("phone", "")))};
	question.kind = request.body.value("kind", "");
	question.table = request.body.value("table", "");
	question.timeZone = request.body.value("timeZone", "Asia/Shanghai");
	_state = "running";
	_progress = {"connect", 0, 0};
	_begunAt = _clock.nowMs();
	_proposal = nullptr;
	_error.reset();
	_stop = false;
	_thread = std::thread([this, question] {
		auto found = discover(
			_data, question,
			[this](const Progress& progress) {
				const std::lock_guard own(_mutex);
				_progress = progress;
			},
			&_stop);
		const std::lock_guard own(_mutex);
		_state = found ? "done" : "failed";
		if (found) _proposal = *std::move(found);
		else _error = found.error();
	});
	return jsonReply({{"state", _state}}, 202);
}

Reply DiscoveryRoutes::state(const Request& request)
{
	const std::lock_guard lock(_mutex);
	json answer = {{"state", _state},          {"step", _progress.step}, {"done", _progress.done},
	               {"total", _progress.total}, {"beganAt", _begunAt},    {"proposal", _proposal},
	               {"error", json(nullptr)}};
	if (_proposal.is_object()) explain(answer["proposal"], request.caller.language);
	if (_error) answer["error"] = messages::problem(*_error, request.caller.language, "");
	return jsonReply(std::move(answer));
}

/// The person pointed at another column: what a mapping says of it as this field, and what its codes are.
Result<Reply> DiscoveryRoutes::field(const Request& request)
{
	const auto place = request.body["column"].get<std::string>();
	const auto fieldName = request.body["field"].get<std::string>();
	const auto unfit = [&] {
		return permanent("discovery.column_unfit", "this column cannot be that field")
		    .with("column", place)
		    .with("field", fieldName);
	};
	const entities::EntityField* field = nullptr;
	const auto schemas = sync::SyncSetup::allSchemas(_data);
	for (const auto& schema : schemas)
		if (schema.entity == request.body["entity"].get<std::string>()) field = schema.field(fieldName);
	if (field == nullptr) return unfit();
	const auto dot = place.find('.');
	Table table;
	table.name = request.body["table"].get<std::string>();
	const auto column = dot == std::string::npos ? place : place.substr(dot + 1);
	EH_TRY(auto text, secrets::SecretStore(_data).read("erp.pull"));
	EH_TRY(const auto connection, connect(std::move(text)));
	ErpReader reader(*connection, {}, [this] { return _clock.steadyMs(); });
	EH_CHECK(reader.describe(table));
	EH_TRY(table.sample, reader.some(table, 200));
	table.judge();
	const auto* found = table.column(column);
	if (found == nullptr) return unfit();
	auto spec = specOf(*field, table, *found, dot == std::string::npos ? "" : place.substr(0, dot));
	if (spec.is_null()) return unfit();
	auto codes = json::array();
	if (field->type == entities::FieldType::code && !field->values.empty())
	{
		EH_TRY(const auto values, reader.values(table.name, column));
		std::vector<Code> known;
		for (const auto& [value, count] : values)
		{
			if (!value) continue;
			auto code = std::string(trimmed(*value));
			auto meaning = Words::shipped().codeMeaning(fieldName, code);
			if (!code.empty()) codes.push_back({{"code", code}, {"count", count}, {"meaning", meaning}});
			known.push_back({std::move(code), count, std::move(meaning)});
		}
		putCodes(spec, known);
	}
	return jsonReply({{"spec", std::move(spec)}, {"values", std::move(codes)}, {"meanings", field->values}});
}

Result<Reply> DiscoveryRoutes::level(const Request& request)
{
	const auto wanted = levelOf(request.body["level"].get<std::string>());
	EH_TRY(const auto text, secrets::SecretStore(_data).read("erp.pull"));
	const auto product = odbc::productOfConnectionString(text);
	auto mapping = withLevel(request.body["mapping"], request.body["kind"].get<std::string>(),
	                         request.body.value("sizes", json::object()), wanted);
	auto script = dbaScript(mapping, product, odbc::connectionstring::value(text, "Database"), wanted);
	return jsonReply({{"mapping", std::move(mapping)}, {"script", std::move(script)}});
}

std::vector<worker::Route> DiscoveryRoutes::routes()
{
	using sync::route;
	const auto text = textSchema(200);
	std::vector<worker::Route> all;
	all.push_back(route(TransactionMode::none, "GET", "/connection", "erpConnection",
	                    "Where the ERP is, without passwords; installed drivers.", kManagers,
	                    [this](store::Transaction*, const Request& request) { return readConnection(request); }));
	all.push_back(route(
		TransactionMode::none, "PUT", "/connection/{side}", "putErpConnection",
		"Tries a connection to the ERP, and keeps it if it works.", kManagers,
		[this](store::Transaction*, const Request& request) { return putConnection(request); }, nullptr,
		objectSchema({{"kind", {{"enum", {"sqlite", "postgresql", "mariadb", "sqlserver", "dsn"}}}},
	                  {"server", text},
	                  {"port", textSchema(5)},
	                  {"database", textSchema(500)},
	                  {"user", text},
	                  {"password", text},
	                  {"driver", text}},
	                 {"kind", "database"})));
	all.push_back(route(
		TransactionMode::none, "POST", "/discovery", "startDiscovery",
		"Searches the ERP for an order that somebody knows.", kManagers,
		[this](store::Transaction*, const Request& request) { return start(request); }, nullptr,
		objectSchema({{"order", textSchema(60, 1)},
	                  {"customer", textSchema(60)},
	                  {"phone", textSchema(40)},
	                  {"kind", {{"enum", {"", "work_order", "delivery", "sale"}}}},
	                  {"table", text},
	                  {"timeZone", textSchema(60, 1)}},
	                 {"order"})));
	all.push_back(route(
		TransactionMode::none, "GET", "/discovery", "discovery", "How far the search is, and what it proposes.",
		kManagers, [this](store::Transaction*, const Request& request) -> Result<Reply> { return state(request); }));
	all.push_back(route(TransactionMode::none, "DELETE", "/discovery", "stopDiscovery", "Stops the search.", kManagers,
	                    [this](store::Transaction*, const Request&) -> Result<Reply> {
							_stop = true;
							return emptyReply();
						}));
	all.push_back(route(
		TransactionMode::none, "POST", "/discovery/field", "discoverField", "What another column would be as a field.",
		kManagers, [this](store::Transaction*, const Request& request) { return field(request); }, nullptr,
		objectSchema({{"entity", textSchema(60, 1)},
	                  {"field", textSchema(60, 1)},
	                  {"table", textSchema(200, 1)},
	                  {"column", textSchema(200, 1)}},
	                 {"entity", "field", "table", "column"})));
	all.push_back(route(
		TransactionMode::none, "POST", "/discovery/level", "discoverLevel",
		"The mapping with the rights of a level, and the script for the database administrator.", kManagers,
		[this](store::Transaction*, const Request& request) { return level(request); }, nullptr,
		objectSchema(
			{{"mapping",
	          {{"type", "object"}, {"required", {"entities"}}, {"properties", {{"entities", {{"type", "object"}}}}}}},
	         {"kind", textSchema(60, 1)},
	         {"sizes", {{"type", "object"}}},
	         {"level", {{"enum", {"read", "tables", "columns"}}}}},
			{"mapping", "kind", "level"})));
	return all;
}

} // namespace erphost::discovery
