// Status, entities and orders of SyncRoutes: what the store knows, without a word to the ERP (but for the check).

#include "host/platform/Ids.hpp"
#include "host/sync/EntityPull.hpp"
#include "host/sync/ErpCheck.hpp"
#include "host/sync/RouteParts.hpp"
#include "host/sync/SyncRoutes.hpp"
#include "host/sync/SyncSql.hpp"
#include "host/sync/SyncStatus.hpp"

namespace erphost::sync {

Result<Reply> SyncRoutes::order(store::Transaction& tx, const std::string& command, const json& argument)
{
	const auto id = newId(_clock.nowMs());
	EH_CHECK(tx.execute(sql::kCommandAdd, id, command, argument.dump(), _clock.nowMs()));
	tx.hintAfterCommit();
	return jsonReply({{"id", id}}, 202);
}

void SyncRoutes::addStatus(std::vector<Route>& routes)
{
	routes.push_back(route(TransactionMode::read, "GET", "/status", "erpStatus",
	                       "Links, entities and outbox, one plain sentence each.", kViewers,
	                       [this](store::Transaction* tx, const Request& request) -> Result<Reply> {
							   EH_TRY(auto status, syncStatus(*tx, request.caller.language, _clock.nowMs()));
							   return jsonReply(std::move(status));
						   }));
	routes.push_back(route(TransactionMode::none, "GET", "/check", "checkErp",
	                       "Tells whether the mapping in force fits the ERP.", kManagers,
	                       [this](store::Transaction*, const Request& request) -> Result<Reply> {
							   EH_TRY(const auto setup, SyncSetup::load(_data));
							   return jsonReply(checkErp(setup, _clock).json(request.caller.language));
						   }));
	routes.push_back(
		route(TransactionMode::read, "GET", "/commands/{id}", "erpCommand", "What became of an order.", kManagers,
	          [](store::Transaction* tx, const Request& request) -> Result<Reply> {
				  const auto& id = request.pathParams.at("id");
				  EH_TRY(auto s, tx->prepareAsHost(sql::kCommandState));
				  EH_CHECK(s.bindAll(id));
				  EH_TRY(const bool found, s.step());
				  if (!found) return permanent("erp.record_not_found", "there is no such order").with("record", id);
				  return jsonReply({{"id", id},
		                            {"state", s.text(0)},
		                            {"result", s.isNull(1) ? json(nullptr) : json::parse(s.view(1), nullptr, false)}});
			  }));
}

Result<Reply> SyncRoutes::entities(store::Transaction& tx, const Request& request)
{
	EH_TRY(auto status, syncStatus(tx, request.caller.language, _clock.nowMs()));
	const auto setup = SyncSetup::load(_data);
	auto items = json::array();
	for (auto& line : status["entities"])
	{
		const auto entity = line["entity"].get<std::string>();
		for (const auto& schema : SyncSetup::allSchemas(_data))
			if (schema.entity == entity) line["title"] = schema.title;
		const auto* map = setup ? setup->mapping().entity(entity) : nullptr;
		line["mapped"] = map != nullptr;
		if (map != nullptr)
		{
			constexpr const char* kModes[] = {"watermark", "snapshot", "queue", "rowversion"};
			line["mode"] = kModes[static_cast<int>(map->changes.mode)];
			line["table"] = map->from.table;
			line["everySeconds"] = map->everySeconds;
			auto basis = json::object();
			for (const auto& field : map->fields)
				if (!field.basis.empty()) basis[field.field] = field.basis;
			line["basis"] = std::move(basis);
		}
		EH_TRY(auto meta, tx.prepareAsHost(sql::kMeta));
		EH_CHECK(meta.bindAll("erp.reconcile." + entity));
		EH_TRY(const bool compared, meta.step());
		line["reconcile"] = compared ? json::parse(meta.view(0), nullptr, false) : json(nullptr);
		items.push_back(std::move(line));
	}
	return jsonReply({{"items", std::move(items)}, {"next", nullptr}});
}

void SyncRoutes::addEntities(std::vector<Route>& routes)
{
	routes.push_back(route(TransactionMode::read, "GET", "/entities", "erpEntities",
	                       "Entities with their state, lag and last comparison.", kViewers,
	                       [this](store::Transaction* tx, const Request& request) { return entities(*tx, request); }));
	for (const char* command : {"pull", "sweep", "reconcile"})
	{
		const auto path = std::string("/entities/{entity}/") + command;
		const bool compares = std::string_view(command) == "reconcile";
		routes.push_back(route(
			TransactionMode::write, "POST", path.c_str(), (std::string(command) + "Entity").c_str(),
			"Orders a round over one entity.", kManagers,
			[this, command](store::Transaction* tx, const Request& request) -> Result<Reply> {
				const auto& entity = request.pathParams.at("entity");
				EH_TRY(const auto setup, SyncSetup::load(_data));
				if (setup.mapping().entity(entity) == nullptr)
					return permanent("erp.entity_not_found", "the mapping has no such entity").with("entity", entity);
				json argument = {{"entity", entity}};
				if (request.body.is_object() && request.body.contains("repair"))
					argument["repair"] = request.body["repair"];
				return order(*tx, command, argument);
			},
			nullptr, compares ? objectSchema({{"repair", {{"type", "boolean"}}}}) : json(nullptr)));
	}
	routes.push_back(route(TransactionMode::write, "POST", "/entities/{entity}/accept", "acceptEntity",
	                       "Accepts a changed catalog or many deletions; the entity is read anew.", kManagers,
	                       [](store::Transaction* tx, const Request& request) -> Result<Reply> {
							   EH_CHECK(acceptEntity(*tx, request.pathParams.at("entity")));
							   tx->hintAfterCommit();
							   return jsonReply({{"entity", request.pathParams.at("entity")}});
						   }));
}

} // namespace erphost::sync
