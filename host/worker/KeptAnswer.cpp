#include "host/worker/KeptAnswer.hpp"

#include "host/worker/WorkerSql.hpp"

#include <sodium.h>

#include <array>

namespace erphost::worker {

using nlohmann::json;

namespace {

std::string digest(const std::string& text)
{
	std::array<unsigned char, crypto_generichash_BYTES> hash{};
	crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(text.data()), text.size(),
	                   nullptr, 0);
	std::array<char, crypto_generichash_BYTES * 2 + 1> hex{};
	sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
	return hex.data();
}

} // namespace

KeptAnswer::KeptAnswer(const Request& request, std::string operation):
	_user(request.caller.id), _key(request.idempotencyKey), _operation(std::move(operation)),
	_fingerprint(digest(json::array({request.query, request.body, request.ifMatch}).dump()))
{
}

Result<std::optional<Reply>> KeptAnswer::find(store::Transaction& tx) const
{
	EH_TRY(auto statement, tx.prepareAsHost(sql::kFindAnswer));
	EH_CHECK(statement.bindAll(_user, _key));
	EH_TRY(const bool found, statement.step());
	if (!found) return std::optional<Reply>();
	if (statement.view(0) != _operation || statement.view(1) != _fingerprint)
		return conflict("request.key_reused", "the key belongs to another request").with("key", _key);
	Reply reply;
	reply.status = static_cast<int>(statement.integer(2));
	for (const auto& header : json::parse(statement.view(3), nullptr, false))
		if (header.is_array() && header.size() == 2)
			reply.headers.emplace_back(header[0].get<std::string>(), header[1].get<std::string>());
	reply.headers.emplace_back("Idempotency-Replayed", "true");
	reply.body = json::parse(statement.view(4), nullptr, false);
	statement.reset();
	return std::optional<Reply>(std::move(reply));
}

Result<void> KeptAnswer::keep(store::Transaction& tx, const Reply& reply, std::int64_t nowMs) const
{
	json headers = json::array();
	for (const auto& [name, value] : reply.headers) headers.push_back({name, value});
	EH_CHECK(tx.execute(sql::kKeepAnswer, _user, _key, _operation, _fingerprint, std::int64_t{reply.status},
	                    headers.dump(), reply.body.dump(), nowMs));
	return {};
}

} // namespace erphost::worker
