#include "host/sync/ErpLink.hpp"

#include "host/platform/Log.hpp"
#include "host/sync/Outage.hpp"
#include "host/sync/SyncSql.hpp"

namespace erphost::sync {

namespace {

constexpr std::int64_t kProbeAfterMs = 20'000; // firewalls and servers drop idle sessions without a word

} // namespace

std::string paramsJson(const Error& error)
{
	auto json = nlohmann::json::object();
	for (const auto& [name, value] : error.params) json[name] = value;
	return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Error::Params paramsFromJson(std::string_view text)
{
	Error::Params params;
	const auto json = nlohmann::json::parse(text, nullptr, false);
	if (json.is_object())
		for (const auto& [name, value] : json.items())
			if (value.is_string()) params.emplace_back(name, value.get<std::string>());
	return params;
}

ErpLink::ErpLink(Options options, store::Database* database, const Clock& clock):
	_options(std::move(options)), _database(database), _clock(clock)
{
}

void ErpLink::record(const char* state, const Error* error)
{
	const auto key = std::string(state) + (error != nullptr ? error->code : "");
	if (_database == nullptr || key == _recorded) return;
	std::string driver;
	if (_connection)
		driver = _connection->server().driverName + " " + _connection->server().driverVersion + ", " +
		         _connection->server().productName + " " + _connection->server().productVersion;
	using Text = std::optional<std::string>;
	const auto written = _database->write([&](store::Transaction& tx) -> Result<void> {
		EH_CHECK(tx.execute(sql::kLinkSet, _options.name, state, _clock.nowMs(), error ? Text(error->code) : Text(),
		                    error ? Text(error->message) : Text(), error ? Text(paramsJson(*error)) : Text(),
		                    driver.empty() ? Text() : Text(driver)));
		// What is published is whether the ERP was read, and only the pull line reads.
		const bool first = _recorded.empty();
		if (_options.name == "pull" && error) EH_CHECK(beginOutage(tx, _clock.nowMs(), first));
		else if (_options.name == "pull") EH_CHECK(endOutage(tx, _clock.nowMs(), first));
		tx.hintAfterCommit();
		return {};
	});
	if (written) _recorded = key;
	log(error ? LogLevel::warning : LogLevel::info, "erp",
	    "link " + _options.name + " is " + state + (error ? ": " + error->code : ""));
}

Error ErpLink::lost(Error error)
{
	_connection.reset();
	_breaker.failed(_clock.steadyMs());
	_why = error;
	record("away", &error);
	return error;
}

Result<odbc::Connection*> ErpLink::use()
{
	if (_connection && _connection->usable())
	{
		if (_clock.steadyMs() - _usedAt < kProbeAfterMs)
		{
			_usedAt = _clock.steadyMs();
			return _connection.get();
		}
		if (_connection->probe())
		{
			_usedAt = _clock.steadyMs();
			return _connection.get();
		}
	}
	_connection.reset();
	if (!_breaker.allow(_clock.steadyMs()))
		return _why ? Error(*_why) : transient("erp.away", "the ERP cannot be reached at present");
	if (_breaker.state() == CircuitBreaker::State::halfOpen) record("probing", _why ? &*_why : nullptr);
	auto text = _options.connectionString(_options.link.secret);
	if (!text) return lost(std::move(text).error());
	odbc::ConnectOptions options;
	options.connectionString = *std::move(text);
	options.readOnly = _options.readOnly;
	options.queryTimeoutSeconds = _options.link.queryTimeoutSeconds;
	options.frozenAfterSeconds = _options.link.frozenAfterSeconds;
	options.onFrozen = _options.onFrozen;
	options.rawCharset = _options.link.charset;
	auto opened = odbc::Connection::open(std::move(options));
	if (!opened) return lost(std::move(opened).error());
	_connection = *std::move(opened);
	if (auto probed = _connection->probe(); !probed) return lost(std::move(probed).error());
	_breaker.succeeded();
	_why.reset();
	++_generation;
	_usedAt = _clock.steadyMs();
	record("up", nullptr);
	return _connection.get();
}

bool ErpLink::failed(const Error& error)
{
	if (_connection && _connection->usable()) return false;
	if (_connection) lost(error);
	return true;
}

} // namespace erphost::sync
