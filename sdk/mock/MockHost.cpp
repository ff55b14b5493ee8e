#include "MockHost.hpp"

#include "MockState.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace erphost::mock {

using nlohmann::json;

namespace {

std::string contentOf(const std::filesystem::path& file)
{
	std::ifstream in(file, std::ios::binary);
	if (!in) throw std::runtime_error("mock host: cannot read " + file.string());
	std::ostringstream text;
	text << in.rdbuf();
	return text.str();
}

std::vector<std::string> segments(const std::string& path)
{
	std::vector<std::string> parts;
	std::istringstream in(path);
	for (std::string part; std::getline(in, part, '/');)
		if (!part.empty()) parts.push_back(part);
	return parts;
}

/// The path parameters if `path` has the form of `pattern`.
/// "%7C" → "|", as the host decodes paths and queries.
std::string decoded(const std::string& text, bool plusIsBlank)
{
	std::string plain;
	for (std::size_t i = 0; i < text.size(); ++i)
	{
		int code = 0;
		if (text[i] == '%' && i + 2 < text.size() &&
		    std::from_chars(&text[i + 1], &text[i + 1] + 2, code, 16).ptr == &text[i + 1] + 2)
		{
			plain += static_cast<char>(code);
			i += 2;
		}
		else plain += plusIsBlank && text[i] == '+' ? ' ' : text[i];
	}
	return plain;
}

std::optional<std::vector<std::pair<std::string, std::string>>> match(const std::string& pattern,
                                                                      const std::string& path)
{
	const auto wanted = segments(pattern), given = segments(path);
	if (wanted.size() != given.size()) return std::nullopt;
	std::vector<std::pair<std::string, std::string>> params;
	for (std::size_t i = 0; i < wanted.size(); ++i)
	{
		if (wanted[i].front() == '{')
			params.emplace_back(wanted[i].substr(1, wanted[i].size() - 2), decoded(given[i], false));
		else if (wanted[i] != given[i]) return std::nullopt;
	}
	return params;
}

/// "a=1&b=x" → values as JSON, with the types that the route's schema gives them.
std::vector<std::pair<std::string, std::string>> queryOf(const std::string& text, eh_str schemaText)
{
	const json schema = schemaText.size ? json::parse(abi::view(schemaText)) : json::object();
	const json properties = schema.value("properties", json::object());
	std::vector<std::pair<std::string, std::string>> query;
	std::istringstream in(text);
	for (std::string part; std::getline(in, part, '&');)
	{
		const auto equals = part.find('=');
		const std::string key = decoded(part.substr(0, equals), true);
		const std::string value = equals == std::string::npos ? "" : decoded(part.substr(equals + 1), true);
		const bool integer = properties.contains(key) && properties[key].value("type", "") == "integer";
		query.emplace_back(key, integer ? value : json(value).dump());
	}
	return query;
}

const eh_cancel kNever{sizeof(eh_cancel), nullptr, [](void*) -> int32_t { return 0; }};

} // namespace

MockHost::MockHost(const std::filesystem::path& pluginFolder): _impl(std::make_unique<Impl>())
{
	if (sqlite3_open(":memory:", &_impl->database) != SQLITE_OK)
		throw std::runtime_error("mock host: no memory for the store");
	_impl->manifest = json::parse(contentOf(pluginFolder / "plugin.json"));
	const json settings = _impl->manifest.value("settings", json::object());
	for (const auto& [name, setting] : settings.items()) _impl->settings[name] = setting.at("default");
	_impl->script("CREATE TABLE erp_entity (entity TEXT PRIMARY KEY, last_begin_at BIGINT, last_ok_at BIGINT, "
	              "change_seq BIGINT); CREATE TABLE erp_outage (link TEXT, from_ms BIGINT, to_ms BIGINT, "
	              "PRIMARY KEY (link, from_ms)); CREATE TABLE erp_field_basis (entity TEXT, field TEXT, basis TEXT, "
	              "PRIMARY KEY (entity, field))");
	std::vector<std::filesystem::path> migrations;
	if (std::filesystem::exists(pluginFolder / "migrations"))
		for (const auto& entry : std::filesystem::directory_iterator(pluginFolder / "migrations"))
			migrations.push_back(entry.path());
	std::sort(migrations.begin(), migrations.end());
	for (const auto& file : migrations) _impl->script(contentOf(file));
	_impl->fillServices();
}

MockHost::~MockHost()
{
	if (_impl->instance)
	{
		_impl->plugin->stop(_impl->instance);
		_impl->plugin->destroy(_impl->instance);
	}
	for (auto& [name, statement] : _impl->statements) sqlite3_finalize(statement->handle);
	sqlite3_close(_impl->database);
}

void MockHost::setNow(std::int64_t nowMs)
{
	_impl->now = nowMs;
}

std::int64_t MockHost::now() const
{
	return _impl->now;
}

void MockHost::setOffsetMinutes(int minutes)
{
	_impl->offsetMinutes = minutes;
}

void MockHost::setSetting(const std::string& name, json value)
{
	_impl->settings[name] = std::move(value);
}

void MockHost::setGoLive(const std::string& isoDate)
{
	_impl->goLive = isoDate;
}

void MockHost::setDay(const std::string& isoDate, bool open)
{
	_impl->days[isoDate] = open;
}

void MockHost::setOutage(std::int64_t fromMs, std::optional<std::int64_t> toMs)
{
	_impl->script("INSERT OR REPLACE INTO erp_outage VALUES ('pull', " + std::to_string(fromMs) + ", " +
	              (toMs ? std::to_string(*toMs) : "NULL") + ")");
}

void MockHost::setFieldBasis(const std::string& entity, const std::string& field, const std::string& basis)
{
	_impl->script("INSERT OR REPLACE INTO erp_field_basis VALUES ('" + entity + "', '" + field + "', '" + basis + "')");
}

void MockHost::addEntity(const json& schema)
{
	std::string sql = "CREATE TABLE erp_" + schema.at("entity").get<std::string>() + " (branch_id TEXT, erp_key TEXT";
	for (const auto& [name, field] : schema.at("fields").items())
	{
		const std::string type = field.at("type");
		sql += ", " + name + (type == "integer" || type == "boolean" || type == "instant" ? " BIGINT" : " TEXT");
	}
	_impl->script(sql + ", change_seq BIGINT, deleted BIGINT NOT NULL DEFAULT 0, PRIMARY KEY (branch_id, erp_key))");
}

void MockHost::addEntities(const std::filesystem::path& folder, std::initializer_list<const char*> names)
{
	for (const char* name : names)
	{
		std::ifstream file(folder / (std::string(name) + ".json"));
		addEntity(json::parse(file));
	}
}

void MockHost::putErpRow(const std::string& entity, const json& row)
{
	const std::int64_t seq = ++_impl->changeSeq[entity];
	json full = row;
	full["change_seq"] = seq;
	if (!full.contains("deleted")) full["deleted"] = 0;
	std::string names, values;
	for (const auto& [name, value] : full.items())
	{
		names += (names.empty() ? "" : ", ") + name;
		std::string literal = "NULL";
		if (value.is_string())
		{
			literal = value.get<std::string>();
			for (auto at = literal.find('\''); at != std::string::npos; at = literal.find('\'', at + 2))
				literal.insert(at, 1, '\'');
			literal = "'" + literal + "'";
		}
		else if (!value.is_null()) literal = value.is_boolean() ? (value.get<bool>() ? "1" : "0") : value.dump();
		values += (values.empty() ? "" : ", ") + literal;
	}
	_impl->script("INSERT OR REPLACE INTO erp_" + entity + " (" + names + ") VALUES (" + values + ")");
	const std::string now = std::to_string(_impl->now);
	_impl->script("INSERT OR REPLACE INTO erp_entity VALUES ('" + entity + "', " + now + ", " + now + ", " +
	              std::to_string(seq) + ")");
}

Result<void> MockHost::start(const eh_plugin* plugin)
{
	if (!plugin || plugin->magic != EH_ABI_MAGIC || plugin->abi_major != EH_ABI_MAJOR)
		return misconfigured("plugin.wrong_magic", "This is not a plugin for this ABI.");
	_impl->plugin = plugin;
	abi::Catcher catcher;
	EH_CHECK(catcher.check(plugin->create(&_impl->abi, &_impl->instance, catcher.sink())));
	return catcher.check(plugin->start(_impl->instance, catcher.sink()));
}

Result<void> MockHost::settle()
{
	auto& self = *_impl;
	for (bool busy = true; busy;)
	{
		busy = false;
		for (auto& watch : self.watches)
		{
			const std::int64_t head = self.changeSeq[watch.entity];
			if (watch.position == head) continue;
			EH_CHECK(self.transact(true, [&](eh_tx* tx, const eh_error_sink* sink) {
				return watch.raw.handle(watch.raw.context, tx, watch.position, head, sink);
			}));
			watch.position = head;
			busy = true;
		}
		for (auto& subscription : self.subscriptions)
			while (subscription.position < self.events.size())
			{
				const Event event = self.events[subscription.position];
				if (std::find(subscription.types.begin(), subscription.types.end(), event.type) !=
				    subscription.types.end())
					EH_CHECK(self.transact(true, [&](eh_tx* tx, const eh_error_sink* sink) {
						const eh_event raw{sizeof(eh_event),
						                   event.version,
						                   abi::str(event.type),
						                   abi::str(event.branchId),
						                   abi::str(event.businessKey),
						                   abi::str(event.payload),
						                   event.position,
						                   event.occurredAtMs,
						                   abi::str(event.correlationId)};
						return subscription.raw.handle(subscription.raw.context, tx, &raw, sink);
					}));
				++subscription.position;
				busy = true;
			}
		for (auto& job : self.jobs)
		{
			if (job.lastRun >= 0 && self.now - job.lastRun < job.raw.every_seconds * std::int64_t{1000}) continue;
			int32_t more = 0;
			EH_CHECK(self.transact(true, [&](eh_tx* tx, const eh_error_sink* sink) {
				return job.raw.run(job.raw.context, tx, &kNever, &more, sink);
			}));
			if (more) busy = true;
			else job.lastRun = self.now;
		}
	}
	return {};
}

void MockHost::appendEvent(const Event& event)
{
	_impl->events.push_back(event);
	_impl->events.back().position = static_cast<std::int64_t>(_impl->events.size());
}

void MockHost::setCaller(const std::string& id, std::vector<Caller::Grant> grants)
{
	_impl->caller.id = id;
	_impl->caller.name = id;
	_impl->caller.grants = std::move(grants);
}

MockHost::Answer MockHost::call(const std::string& method, const std::string& target, const json& body,
                                const std::string& ifMatch)
{
	auto& self = *_impl;
	const auto question = target.find('?');
	const std::string path = target.substr(0, question);
	// Fixed segments win over parameters, as in the host.
	const Impl::Route* found = nullptr;
	std::vector<std::pair<std::string, std::string>> params;
	for (const auto& route : self.routes)
	{
		const auto matched = route.method == method ? match(route.path, path) : std::nullopt;
		if (!matched || (found && !matched->empty())) continue;
		found = &route;
		params = *matched;
	}
	if (!found) return {404, nullptr, {}, permanent("route.not_found", method + " " + path), {}};

	const auto query =
		queryOf(question == std::string::npos ? "" : target.substr(question + 1), found->raw.query_schema);
	std::vector<eh_pair> pathPairs, queryPairs;
	for (const auto& [key, value] : params) pathPairs.push_back({abi::str(key), abi::str(value)});
	for (const auto& [key, value] : query) queryPairs.push_back({abi::str(key), abi::str(value)});
	const bool open = found->raw.is_public != 0;
	const Caller caller = open ? Caller{"public", "public", "en", {}} : self.caller;
	json grants = json::array();
	for (const auto& grant : caller.grants) grants.push_back({{"role", grant.role}, {"branch", grant.branch}});
	const std::string grantsText = grants.dump(), bodyText = body.is_null() ? "" : body.dump();
	eh_request request{};
	request.size = sizeof request;
	request.method = abi::str(method);
	request.path = abi::str(path);
	request.path_params = pathPairs.data();
	request.path_param_count = pathPairs.size();
	request.query_params = queryPairs.data();
	request.query_param_count = queryPairs.size();
	request.body = abi::str(bodyText);
	request.if_match = abi::str(ifMatch);
	request.language = abi::str("en");
	request.user_id = abi::str(caller.id);
	request.user_name = abi::str(caller.name);
	request.grants = abi::str(grantsText);
	request.correlation_id = abi::str("test");
	request.cancel = &kNever;

	Answer answer;
	eh_response response{};
	response.size = sizeof response;
	response.context = &answer;
	response.header = [](void* to, eh_str name, eh_str value) {
		const auto text = abi::view(value);
		if (abi::view(name) == "ETag" && text.size() >= 2)
			static_cast<Answer*>(to)->etag = std::string(text.substr(1, text.size() - 2));
	};
	response.body = [](void* to, int32_t status, eh_str, eh_str text) {
		static_cast<Answer*>(to)->status = status;
		if (text.size) static_cast<Answer*>(to)->body = json::parse(abi::view(text));
	};
	response.content = [](void* to, int32_t status, eh_str mediaType, eh_str fileName, eh_str bytes) {
		auto& into = *static_cast<Answer*>(to);
		into.status = status;
		into.content = Content{abi::text(mediaType), abi::text(bytes), abi::text(fileName)};
	};
	const auto outcome = self.transact(found->raw.mode == EH_WRITE, [&](eh_tx* tx, const eh_error_sink* sink) {
		return found->raw.handle(found->raw.context, tx, &request, &response, sink);
	});
	if (!outcome) answer = {0, nullptr, {}, outcome.error(), {}};
	return answer;
}

const std::vector<Event>& MockHost::events() const
{
	return _impl->events;
}

const std::vector<ErpRecord>& MockHost::records() const
{
	return _impl->records;
}

const std::vector<Message>& MockHost::messages() const
{
	return _impl->messages;
}

std::vector<std::string> MockHost::files() const
{
	std::vector<std::string> ids;
	for (const auto& [id, file] : _impl->files) ids.push_back(id);
	return ids;
}

std::string MockHost::value(const std::string& sql) const
{
	sqlite3_stmt* statement = nullptr;
	if (sqlite3_prepare_v2(_impl->database, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK)
		throw std::runtime_error(sqlite3_errmsg(_impl->database));
	std::string text;
	if (sqlite3_step(statement) == SQLITE_ROW && sqlite3_column_type(statement, 0) != SQLITE_NULL)
		text = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
	sqlite3_finalize(statement);
	return text;
}

} // namespace erphost::mock
