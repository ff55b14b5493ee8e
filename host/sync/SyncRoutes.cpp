#include "host/sync/SyncRoutes.hpp"

#include "host/messages/Messages.hpp"
#include "host/platform/Files.hpp"
#include "host/platform/Ids.hpp"
#include "host/sync/EntityPull.hpp"
#include "host/sync/ErpCheck.hpp"
#include "host/sync/ErpRow.hpp"
#include "host/sync/InterfaceWriter.hpp"
#include "host/sync/KeyText.hpp"
#include "host/sync/OutboxStore.hpp"
#include "host/sync/RouteParts.hpp"
#include "host/sync/RowHash.hpp"
#include "host/sync/SyncSql.hpp"
#include "host/sync/SyncStatus.hpp"

namespace erphost::sync {

namespace {

json findingsJson(const std::vector<MappingFinding>& findings, std::string_view language)
{
	auto list = json::array();
	for (const auto& finding : findings)
	{
		const auto text = messages::explain(finding.error, language);
		list.push_back({{"pointer", finding.pointer},
		                {"code", finding.error.code},
		                {"title", text.title},
		                {"detail", text.detail},
		                {"remedy", text.remedy}});
	}
	return list;
}

/// True if the record was in a state from which this is possible; says why not otherwise.
Result<Reply> changed(store::Transaction& tx, std::int64_t rows, const Request& request)
{
	const auto& id = request.pathParams.at("id");
	EH_TRY(auto record, outboxOne(tx, id, request.caller.language));
	if (rows == 0)
		return conflict("erp.record_not_open", "the record is in another state")
		    .with("record", id)
		    .with("state", record["state"].get<std::string>());
	tx.hintAfterCommit();
	return jsonReply(std::move(record));
}

} // namespace

SyncRoutes::SyncRoutes(store::Database& database, const Clock& clock, std::filesystem::path data):
	_database(database), _clock(clock), _data(std::move(data))
{
}

SyncRoutes::~SyncRoutes() = default;

template <typename F>
auto SyncRoutes::withErp(bool push, F body)
	-> decltype(body(std::declval<const SyncSetup&>(), std::declval<odbc::Connection&>()))
{
	const std::lock_guard lock(_mutex);
	EH_TRY(const auto setup, SyncSetup::load(_data));
	if (setup.etag() != _etag)
	{
		_pull = std::make_unique<ErpLink>(setup.link("console", false), nullptr, _clock);
		_push = std::make_unique<ErpLink>(setup.link("console", true), nullptr, _clock);
		_etag = setup.etag();
	}
	auto& link = push ? *_push : *_pull;
	EH_TRY(auto* connection, link.use());
	auto result = body(setup, *connection);
	if (!result) link.failed(result.error());
	return result;
}

Result<Reply> SyncRoutes::records(store::Transaction& tx)
{
	std::map<std::string, json> types;
	EH_TRY(auto s, tx.prepareAsHost(sql::kRecordModes));
	for (;;)
	{
		EH_TRY(const bool row, s.step());
		if (!row) break;
		types[s.text(0)] = {{"type", s.text(0)},
		                    {"mode", s.text(1)},
		                    {"changedAt", s.integer(2)},
		                    {"changedBy", s.text(3)},
		                    {"mapped", false}};
	}
	if (const auto setup = SyncSetup::load(_data))
		for (const auto& map : setup->mapping().records)
		{
			auto& line = types[map.type];
			if (line.is_null())
				line = {{"type", map.type}, {"mode", name(map.mode)}, {"changedAt", nullptr}, {"changedBy", "mapping"}};
			line["mapped"] = true;
			line["table"] = map.table;
			line["interface"] = map.interface;
			auto columns = json::array();
			for (const auto& [column, source] : map.set) columns.push_back(column);
			line["columns"] = std::move(columns);
		}
	auto items = json::array();
	for (auto& [type, line] : types) items.push_back(std::move(line));
	return jsonReply({{"items", std::move(items)}, {"next", nullptr}});
}

Result<Reply> SyncRoutes::preview(const Request& request)
{
	const auto& id = request.pathParams.at("id");
	OutboxStore outbox(_database, _clock);
	EH_TRY(const auto record, outbox.one(id));
	if (!record) return permanent("erp.record_not_found", "there is no such record").with("record", id);
	return withErp(true, [&](const SyncSetup& setup, odbc::Connection& connection) -> Result<Reply> {
		const auto* map = setup.mapping().record(record->type);
		if (map == nullptr)
			return permanent("erp.record_type_not_found", "the mapping has no such record type")
			    .with("type", record->type);
		EH_TRY(const auto table, RecordTable::open(connection, *map));
		auto columns = json::array();
		const auto add = [&](const std::string& column, const std::optional<std::string>& present,
		                     const std::optional<std::string>& target, const char* action) {
			columns.push_back({{"column", column},
			                   {"present", present ? json(*present) : json(nullptr)},
			                   {"value", target ? json(*target) : json(nullptr)},
			                   {"action", action}});
		};
		if (map->interface)
		{
			InterfaceWriter writer(connection, table, setup.mapping().timeZone);
			EH_TRY(const auto present, writer.read({id}));
			EH_TRY(const auto values, writer.values(*record));
			const auto found = present.find(id);
			for (std::size_t i = 0; i < values.size(); ++i)
			{
				const auto& column = map->set[i].first;
				const auto now = found == present.end() ? std::optional<std::string>() : found->second.values[i];
				add(column, now, values[i],
				    found != present.end() && sameValue(table.column(column), now, values[i]) ? "same" : "write");
			}
		}
		else
		{
			UpdateWriter writer(connection, table, setup.mapping().timeZone);
			EH_TRY(const auto changes, writer.examine(*record));
			constexpr const char* kActions[] = {"same", "write", "superseded", "full"};
			for (const auto& change : changes)
				add(change.column, change.present, change.target, kActions[static_cast<int>(change.action)]);
		}
		return jsonReply({{"id", id}, {"type", record->type}, {"table", map->table}, {"columns", std::move(columns)}});
	});
}

void SyncRoutes::addRecords(std::vector<Route>& routes)
{
	routes.push_back(route(TransactionMode::read, "GET", "/records", "erpRecordTypes", "Record types with their mode.",
	                       kViewers, [this](store::Transaction* tx, const Request&) { return records(*tx); }));
	routes.push_back(route(
		TransactionMode::write, "PUT", "/records/{type}/mode", "setRecordMode",
		"Sets a record type to off, dry run, hand list or on.", kManagers,
		[this](store::Transaction* tx, const Request& request) -> Result<Reply> {
			const auto& type = request.pathParams.at("type");
			EH_TRY(const auto setup, SyncSetup::load(_data));
			if (setup.mapping().record(type) == nullptr)
				return permanent("erp.record_type_not_found", "the mapping has no such record type").with("type", type);
			const auto mode = request.body["mode"].get<std::string>();
			EH_CHECK(tx->execute(sql::kRecordModeSet, type, mode, _clock.nowMs(), request.caller.id));
			tx->hintAfterCommit();
			return jsonReply({{"type", type}, {"mode", mode}});
		},
		nullptr, objectSchema({{"mode", {{"enum", {"off", "dry_run", "hand_list", "on"}}}}}, {"mode"})));
	routes.push_back(route(
		TransactionMode::read, "GET", "/outbox", "erpOutbox", "Records on their way, by default newest first.",
		kViewers,
		[](store::Transaction* tx, const Request& request) -> Result<Reply> {
			const auto limit = request.query.value("limit", std::int64_t{50});
			OutboxFilter filter{queryText(request, "state"),
		                        queryText(request, "type"),
		                        queryText(request, "key"),
		                        queryText(request, "sort") == "createdAt",
		                        0,
		                        limit + 1};
			if (const auto cursor = queryText(request, "cursor");
		        !cursor.empty() && (!parseInteger(cursor, filter.after) || filter.after <= 0))
				return permanent("cursor.invalid", "the cursor does not come from this list");
			EH_TRY(auto items, outboxList(*tx, filter, request.caller.language));
			json next = nullptr;
			if (static_cast<std::int64_t>(items.size()) > limit)
			{
				items.erase(items.size() - 1);
				next = std::to_string(items.back()["sequence"].get<std::int64_t>());
			}
			return jsonReply({{"items", std::move(items)}, {"next", next}, {"total", nullptr}});
		},
		objectSchema({{"state", kText},
	                  {"type", kText},
	                  {"key", kText},
	                  {"sort", {{"type", "string"}, {"enum", {"createdAt", "-createdAt"}}}},
	                  {"cursor", kText},
	                  {"limit", {{"type", "integer"}, {"minimum", 1}, {"maximum", 200}}}})));
	routes.push_back(
		route(TransactionMode::read, "GET", "/outbox/{id}", "erpOutboxRecord", "One record with its state and error.",
	          kViewers, [](store::Transaction* tx, const Request& request) -> Result<Reply> {
				  EH_TRY(auto record, outboxOne(*tx, request.pathParams.at("id"), request.caller.language));
				  return jsonReply(std::move(record));
			  }));
	routes.push_back(route(TransactionMode::none, "GET", "/outbox/{id}/preview", "previewRecord",
	                       "What would be written: column, present value, new value.", kViewers,
	                       [this](store::Transaction*, const Request& request) { return preview(request); }));
	routes.push_back(route(
		TransactionMode::write, "POST", "/outbox/{id}/replay", "replayRecord", "Puts a refused record back in line.",
		kManagers, [this](store::Transaction* tx, const Request& request) -> Result<Reply> {
			EH_TRY(const auto rows, tx->execute(sql::kOutboxReplay, request.pathParams.at("id"), _clock.nowMs()));
			return changed(*tx, rows, request);
		}));
	routes.push_back(route(
		TransactionMode::write, "POST", "/outbox/{id}/drop", "dropRecord", "Gives a record up, with a reason.",
		kManagers,
		[this](store::Transaction* tx, const Request& request) -> Result<Reply> {
			EH_TRY(const auto rows, tx->execute(sql::kOutboxDrop, request.pathParams.at("id"),
		                                        request.body["reason"].get<std::string>(), _clock.nowMs()));
			return changed(*tx, rows, request);
		},
		nullptr, objectSchema({{"reason", {{"type", "string"}, {"minLength", 1}, {"maxLength", 500}}}}, {"reason"})));
	routes.push_back(route(
		TransactionMode::write, "PUT", "/outbox/{id}/payload", "correctRecord",
		"Corrects a record that waits or was refused.", kManagers,
		[this](store::Transaction* tx, const Request& request) -> Result<Reply> {
			EH_TRY(const auto rows,
		           tx->execute(sql::kOutboxPayload, request.pathParams.at("id"), request.body.dump(), _clock.nowMs()));
			return changed(*tx, rows, request);
		},
		nullptr, kAnything));
}

void SyncRoutes::addMapping(std::vector<Route>& routes)
{
	const auto withTag = [](json body, const std::string& etag) {
		auto reply = jsonReply(std::move(body));
		reply.headers.emplace_back("ETag", "\"" + etag + "\"");
		return reply;
	};
	routes.push_back(route(TransactionMode::none, "GET", "/mapping", "erpMapping", "The mapping in force.", kManagers,
	                       [this, withTag](store::Transaction*, const Request&) -> Result<Reply> {
							   const auto text = readFile(_data / "erp.json");
							   if (!text)
								   return misconfigured("erp.not_set_up", "no ERP is set up").with("file", "erp.json");
							   auto document = json::parse(*text, nullptr, false);
							   if (!document.is_object()) document = json::object();
							   return withTag(std::move(document), textDigest(*text));
						   }));
	routes.push_back(route(
		TransactionMode::none, "POST", "/mapping/check", "checkMapping",
		"Checks a draft: its form, and whether it fits the ERP.", kManagers,
		[this](store::Transaction*, const Request& request) -> Result<Reply> {
			std::vector<MappingFinding> findings;
			const auto draft = SyncSetup::fromText(_data, request.body.dump(), &findings);
			if (!draft)
				return jsonReply({{"fits", false},
			                      {"mistakes", findingsJson(findings, request.caller.language)},
			                      {"findings", json::array()}});
			const auto rows = static_cast<std::size_t>(request.query.value("rows", 3));
			auto answer = checkErp(*draft, _clock, rows).json(request.caller.language);
			answer["mistakes"] = json::array();
			return jsonReply(std::move(answer));
		},
		objectSchema({{"rows", {{"type", "integer"}, {"minimum", 1}, {"maximum", 50}}}}), kAnything));
	routes.push_back(route(
		TransactionMode::write, "PUT", "/mapping", "putMapping", "Replaces the mapping; sync starts over with it.",
		kManagers,
		[this, withTag](store::Transaction*, const Request& request) -> Result<Reply> {
			const auto present = readFile(_data / "erp.json");
			if (present)
			{
				if (request.ifMatch.empty()) return permanent("request.match_required", "If-Match is missing");
				if (request.ifMatch != textDigest(*present))
					return conflict("request.stale", "the mapping has changed").with("subject", "erp.json");
			}
			const auto text = request.body.dump(1, '\t') + "\n";
			std::vector<MappingFinding> findings;
			EH_TRY(const auto draft, SyncSetup::fromText(_data, text, &findings));
			auto reply = withTag({{"etag", draft.etag()}}, draft.etag());
			reply.afterCommit = [file = _data / "erp.json", text] { return replaceFile(file, text); };
			return reply;
		},
		nullptr, kAnything));
}

Result<Reply> SyncRoutes::searchRows(const Request& request)
{
	const auto& entity = request.pathParams.at("entity");
	EH_TRY(const auto setup, SyncSetup::load(_data));
	const auto* map = setup.mapping().entity(entity);
	if (map == nullptr)
		return permanent("erp.entity_not_found", "the mapping has no such entity").with("entity", entity);
	const auto& schema = setup.schema(entity);
	const EntitySql sql(schema, *map);
	const auto pattern = sql::containing(queryText(request, "search"));
	auto items = json::array();
	EH_CHECK(_database.read([&](store::Transaction& tx) -> Result<void> {
		items = json::array();
		EH_TRY(auto s, tx.prepareAsHost(*sql.search));
		EH_CHECK(s.bindAll(pattern, request.query.value("limit", std::int64_t{50})));
		for (;;)
		{
			EH_TRY(const bool row, s.step());
			if (!row) return {};
			if (!request.caller.may(kViewers, s.view(0))) continue;
			json line = {{"branch", s.text(0)}, {"key", s.text(1)}, {"deleted", s.integer(2) != 0}};
			auto& fields = line["fields"] = json::object();
			for (std::size_t i = 0; i < sql.columns.size(); ++i)
			{
				const auto column = static_cast<int>(4 + i);
				if (sql.columns[i].twin || s.isNull(column)) continue;
				fields[sql.columns[i].name] = sql.columns[i].number ? json(s.integer(column)) : json(s.text(column));
			}
			items.push_back(std::move(line));
		}
	}));
	return jsonReply({{"items", std::move(items)}, {"next", nullptr}});
}

Result<Reply> SyncRoutes::erpRow(const Request& request)
{
	const auto entity = request.pathParams.at("entity");
	const auto key = request.pathParams.at("key");
	auto outbox = json::array();
	std::string branch;
	EH_TRY(const auto setup, SyncSetup::load(_data));
	const auto* map = setup.mapping().entity(entity);
	if (map == nullptr)
		return permanent("erp.entity_not_found", "the mapping has no such entity").with("entity", entity);
	const EntitySql sql(setup.schema(entity), *map);
	EH_CHECK(_database.read([&](store::Transaction& tx) -> Result<void> {
		EH_TRY(outbox, outboxOfKey(tx, key, request.caller.language));
		EH_TRY(auto s, tx.prepareAsHost(*sql.one));
		EH_CHECK(s.bindAll(key));
		EH_TRY(const bool found, s.step());
		if (found) branch = s.text(0);
		return {};
	}));
	if (branch.empty() || !request.caller.may(kViewers, branch))
		return permanent("erp.row_not_found", "there is no such row").with("entity", entity).with("key", key);
	return withErp(false, [&](const SyncSetup& now, odbc::Connection& connection) -> Result<Reply> {
		const auto* present = now.mapping().entity(entity);
		if (present == nullptr)
			return permanent("erp.entity_not_found", "the mapping has no such entity").with("entity", entity);
		EH_TRY(auto row, readErpRow(connection, now.mapping(), *present, key, outbox));
		row["entity"] = entity;
		row["branch"] = branch;
		row["outbox"] = outbox;
		return jsonReply(std::move(row));
	});
}

void SyncRoutes::addRows(std::vector<Route>& routes)
{
	routes.push_back(route(
		TransactionMode::none, "GET", "/rows/{entity}", "searchErpRows", "Finds rows by key or number.", kViewers,
		[this](store::Transaction*, const Request& request) { return searchRows(request); },
		objectSchema({{"search", kText}, {"limit", {{"type", "integer"}, {"minimum", 1}, {"maximum", 200}}}})));
	routes.push_back(route(TransactionMode::none, "GET", "/rows/{entity}/{key}", "erpRow",
	                       "A row as the ERP sees it, and what of ours is on its way.", kViewers,
	                       [this](store::Transaction*, const Request& request) { return erpRow(request); }));
}

std::vector<Route> SyncRoutes::routes()
{
	std::vector<Route> all;
	addStatus(all);
	addEntities(all);
	addRecords(all);
	addMapping(all);
	addRows(all);
	return all;
}

} // namespace erphost::sync
