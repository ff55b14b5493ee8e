#pragma once

#include "host/platform/Clock.hpp"
#include "host/worker/Route.hpp"

#include <optional>

namespace erphost::worker {

/// The idempotency record of one keyed request: who, which key, for what.
class KeptAnswer
{
public:
	/// `operation` is method and full path; the fingerprint covers query, body and If-Match.
	KeptAnswer(const Request& request, std::string operation);

	/// The first answer to this key, marked as a repeat; nothing if the key is new. "request.key_reused" if it belongs
	/// to a different request of this user.
	Result<std::optional<Reply>> find(store::Transaction& tx) const;

	/// Keeps an answer without its `once` members.
	Result<void> keep(store::Transaction& tx, const Reply& reply, std::int64_t nowMs) const;

private:
	std::string _user;
	std::string _key;
	std::string _operation;
	std::string _fingerprint;
};

} // namespace erphost::worker
