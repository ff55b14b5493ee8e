#pragma once

#include "host/odbc/Connection.hpp"
#include "host/platform/Clock.hpp"
#include "host/store/Database.hpp"
#include "host/sync/CircuitBreaker.hpp"
#include "host/sync/Mapping.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace erphost::sync {

/// One connection to the ERP, opened when it is needed and thrown away when it is lost, behind a circuit breaker. Keeps
/// its state in erp_link in plain codes. One thread at a time.
class ErpLink
{
public:
	struct Options
	{
		std::string name; ///< "pull", "push"
		LinkMap link;
		bool readOnly = true;
		std::function<Result<std::string>(const std::string& secret)> connectionString;
		std::function<void(const std::string& what)> onFrozen;
	};
	/// `database` may be null: nothing is recorded (erp check).
	ErpLink(Options options, store::Database* database, const Clock& clock);

	/// A usable connection; an idle one is probed first. "erp.away" (transient) without asking while the breaker is
	/// open.
	Result<odbc::Connection*> use();
	/// To be told of every error of a statement: if the connection was lost, it is thrown away and the breaker opens.
	/// Returns true in that case.
	bool failed(const Error& error);
	/// True if the ERP cannot be reached at present.
	bool away() const { return _breaker.state() == CircuitBreaker::State::open; }
	/// When it will be tried again (steady time); 0: at once.
	std::int64_t retryAt() const { return away() ? _breaker.retryAt() : 0; }
	/// Rises with every new connection: what was learned from an earlier one may be out of date.
	std::int64_t generation() const { return _generation; }
	void close() { _connection.reset(); }

private:
	void record(const char* state, const Error* error);
	Error lost(Error error);

	Options _options;
	store::Database* _database;
	const Clock& _clock;
	CircuitBreaker _breaker;
	std::unique_ptr<odbc::Connection> _connection;
	std::optional<Error> _why;
	std::string _recorded;
	std::int64_t _usedAt = 0;
	std::int64_t _generation = 0;
};

/// Params as JSON for the store, and back.
std::string paramsJson(const Error& error);
Error::Params paramsFromJson(std::string_view json);

} // namespace erphost::sync
