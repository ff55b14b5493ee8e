#include "host/front/FrontRoutes.hpp"
#include "host/journal/Journal.hpp"
#include "host/packages/TrustStore.hpp"
#include "host/worker/RouteParts.hpp"

namespace erphost::front {

using namespace worker::routes;

using packages::TrustStore;
using worker::Reply;
using worker::Request;
using worker::TransactionMode;

namespace {

const std::vector<std::string> kAdministrators = {"admin"};

json describe(const packages::TrustedKey& key)
{
	return {{"id", key.id()},
	        {"name", key.name},
	        {"addedAt", key.addedAt},
	        {"revokedAt", key.revokedAt ? json(key.revokedAt) : json()},
	        {"reason", key.reason}};
}

/// The row stands before the file says it: a change that nobody can find in the log does not happen.
Result<void> change(const FrontContext& context, const Request& request, const std::string& action,
                    const std::string& key, const json& detail, const std::function<Result<void>(TrustStore&)>& edit)
{
	EH_TRY(auto store, TrustStore::read(context.data));
	EH_CHECK(edit(store));
	EH_CHECK(context.database.write([&](store::Transaction& tx) {
		return journal::audit(tx, {request.caller.id, "*", action, "key/" + key, detail.dump(), request.correlationId,
		                           context.clock.nowMs()});
	}));
	return TrustStore::change(context.data, edit);
}

} // namespace

std::vector<worker::Route> trustRoutes(const FrontContext& context)
{
	auto all = makeRoute(TransactionMode::none, "GET", "/trust/keys", "listTrustedKeys",
	                     "The keys whose packages this host takes, and those that were revoked.", kAdministrators);
	all.query = listQuery(json::object());
	all.response = listSchema({{"type", "object"}, {"required", {"id", "name", "addedAt", "revokedAt", "reason"}}});
	all.handle = [&context](store::Transaction*, const Request& request) -> Result<Reply> {
		EH_TRY(const auto store, TrustStore::read(context.data));
		const std::string cursor = request.query.value("cursor", "");
		const int limit = limitOf(request);
		json items = json::array();
		bool begun = cursor.empty();
		for (const auto& key : store.keys())
		{
			if (begun && items.size() <= static_cast<std::size_t>(limit)) items.push_back(describe(key));
			begun = begun || key.id() == cursor;
		}
		return pageReply(std::move(items), limit, store.keys().size(), [](const json& last) { return last["id"]; });
	};

	auto add = makeRoute(TransactionMode::none, "POST", "/trust/keys", "addTrustedKey",
	                     "Trust the owner of a public key (the text of a .pub file).", kAdministrators);
	add.creates = true;
	add.request = objectSchema({{"text", textSchema(4096, 1)}}, {"text"});
	add.response = {{"type", "object"}, {"required", {"id", "name", "addedAt"}}};
	add.handle = [&context](store::Transaction*, const Request& request) -> Result<Reply> {
		EH_TRY(const auto key,
		       packages::PublicKeyFile::parse(request.body["text"].get_ref<const std::string&>(), "*.pub"));
		const auto id = packages::keyId(key.key);
		const auto nowMs = context.clock.nowMs();
		EH_CHECK(change(context, request, "trust.add", id, {{"name", key.name}},
		                [&](TrustStore& store) { return store.add(key, nowMs); }));
		return jsonReply(describe({key.key, key.name, nowMs, 0, {}}), 201);
	};

	auto revoke = makeRoute(TransactionMode::none, "POST", "/trust/keys/{id}/revoke", "revokeTrustedKey",
	                        "What this key signed is neither installed nor loaded any more.", kAdministrators);
	revoke.request = objectSchema({{"reason", textSchema(500, 2)}}, {"reason"});
	revoke.handle = [&context](store::Transaction*, const Request& request) -> Result<Reply> {
		const auto& id = request.pathParams.at("id");
		const std::string reason = request.body["reason"];
		EH_CHECK(change(context, request, "trust.revoke", id, {{"reason", reason}},
		                [&](TrustStore& store) { return store.revoke(id, reason, context.clock.nowMs()); }));
		return emptyReply();
	};
	return {all, add, revoke};
}

} // namespace erphost::front
