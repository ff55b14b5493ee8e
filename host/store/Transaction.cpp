#include "host/store/Transaction.hpp"

#include "host/store/Connection.hpp"

#include <algorithm>

namespace erphost::store {

Result<Statement> Transaction::prepare(const Sql& sql)
{
	EH_TRY(auto* cached, _connection.prepare(sql, false, _writable));
	return Statement(*cached);
}

Result<Statement> Transaction::prepareAsHost(const Sql& sql)
{
	EH_TRY(auto* cached, _connection.prepare(sql, true, _writable));
	return Statement(*cached);
}

Result<void> Transaction::script(std::string_view sql)
{
	return _connection.script(sql);
}

void Transaction::beforeCommit(const void* once, std::function<Result<void>(Transaction&)> action)
{
	const auto same = [&](const auto& entry) { return entry.first == once; };
	if (once && std::any_of(_beforeCommit.begin(), _beforeCommit.end(), same)) return;
	_beforeCommit.emplace_back(once, std::move(action));
}

const std::optional<Error>& Transaction::failure() const
{
	return _connection.failure();
}

Result<void> Transaction::finish()
{
	// An action may add others, and its own owner again: a service that is told something late gets its turn too.
	for (std::size_t i = 0; i < _beforeCommit.size(); ++i)
	{
		_beforeCommit[i].first = nullptr;
		const auto action = std::move(_beforeCommit[i].second);
		EH_CHECK(action(*this));
	}
	_beforeCommit.clear();
	if (_connection.failure()) return *_connection.failure();
	return {};
}

} // namespace erphost::store
