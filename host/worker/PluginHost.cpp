#include "host/worker/PluginHost.hpp"

#include "erphost/Abi.hpp"
#include "host/outbox/Outbox.hpp"
#include "host/platform/Log.hpp"
#include "host/secrets/SecretStore.hpp"
#include "host/worker/PluginCall.hpp"
#include "host/worker/PluginHostState.hpp"
#include "host/worker/PluginKeeping.hpp"
#include "host/worker/PluginTx.hpp"
#include "host/worker/WorkerSql.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>

namespace erphost::worker {

using nlohmann::json;

namespace {

/// Lends a host's "is it over?" to a plugin for one call.
struct Cancel
{
	const std::function<bool()>& cancelled;
	eh_cancel raw{sizeof(eh_cancel), this, &Cancel::ask};
	static int32_t ask(void* context) { return static_cast<Cancel*>(context)->cancelled() ? 1 : 0; }
};

json schemaOf(eh_str text)
{
	return text.size ? json::parse(abi::view(text)) : json();
}

/// Runs one of the plugin's callbacks inside a transaction of ours.
template <typename Call>
Result<void> inTransaction(store::Transaction& tx, const PluginContext& context, Call&& call)
{
	eh_tx lent{tx, context};
	return callPlugin(context.pluginId, [&](const eh_error_sink* sink) { return call(&lent, sink); });
}

// ---- Services -------------------------------------------------------------------------------------------------------

void writeLog(const eh_host* host, int32_t level, eh_str message)
{
	const auto known = std::clamp<int32_t>(level, EH_LOG_DEBUG, EH_LOG_ERROR);
	log(static_cast<LogLevel>(known), PluginHost::Impl::of(host).logName, abi::view(message));
}

int64_t nowMs(const eh_host* host)
{
	return PluginHost::Impl::of(host).clock.nowMs();
}

void localDate(const eh_host* host, int64_t instant, char date[10])
{
	std::memcpy(date, PluginHost::Impl::of(host).zone.businessDate(instant).data(), 10);
}

eh_status instantOf(const eh_host* host, eh_str date, int32_t minute, int64_t* instant, const eh_error_sink* sink)
{
	return abi::guarded(sink, [&]() -> Result<void> {
		EH_TRY(*instant, PluginHost::Impl::of(host).zone.instantOf(abi::view(date), minute));
		return {};
	});
}

Result<json> readSettings(PluginHost::Impl& self, std::string_view date)
{
	json values = self.manifest.defaults();
	const secrets::SecretStore store(self.files.data());
	for (const auto& name : self.manifest.secrets())
	{
		auto value = store.read(self.manifest.id + "." + name);
		if (value) values[name] = *std::move(value);
		else if (value.error().code != "erp.secret_missing") return std::move(value).error();
	}
	EH_CHECK(self.database.read([&](store::Transaction& tx) -> Result<void> {
		EH_TRY(auto rows, tx.prepareAsHost(sql::kSettings));
		EH_CHECK(rows.bindAll(self.manifest.id, date));
		for (;;)
		{
			EH_TRY(const bool row, rows.step());
			if (!row) return {};
			const std::string name = rows.text(0);
			if (values.contains(name) && !self.manifest.settings[name].contains("secret"))
				values[name] = json::parse(rows.view(1));
		}
	}));
	return values;
}

eh_status settingsOf(const eh_host* host, eh_str date, const eh_text_sink* out, const eh_error_sink* sink)
{
	return abi::guarded(sink, [&]() -> Result<void> {
		EH_TRY(const json values, readSettings(PluginHost::Impl::of(host), abi::view(date)));
		out->write(out->context, abi::str(values.dump()));
		return {};
	});
}

eh_status transact(const eh_host* host, int32_t mode, eh_status (*body)(void*, eh_tx*, const eh_error_sink*),
                   void* context, const eh_cancel*, const eh_error_sink* sink)
{
	return abi::guarded(sink, [&]() -> Result<void> {
		auto& self = PluginHost::Impl::of(host);
		const PluginContext own = self.ownContext({});
		const auto run = [&](store::Transaction& tx) {
			return inTransaction(tx, own,
			                     [&](eh_tx* lent, const eh_error_sink* inner) { return body(context, lent, inner); });
		};
		return mode == EH_WRITE ? self.database.write(run) : self.database.read(run);
	});
}

eh_status append(eh_tx* tx, const eh_event* event, const eh_error_sink* sink)
{
	return abi::guarded(sink, [&]() -> Result<void> {
		const std::string type = abi::text(event->type);
		if (!type.starts_with(tx->context.pluginId + "."))
			return bug("plugin.event_prefix", "A plugin may only append events of its own.").with("type", type);
		journal::Event own;
		own.type = type;
		own.version = event->version;
		own.producer = tx->context.pluginId;
		own.branchId = abi::text(event->branch_id);
		own.businessKey = abi::text(event->business_key);
		own.payload = abi::text(event->payload);
		own.correlationId = tx->context.correlationId;
		own.occurredAtMs = tx->context.clock->nowMs();
		return journal::append(tx->transaction, std::move(own));
	});
}

eh_status audit(eh_tx* tx, eh_str action, eh_str subject, eh_str detail, const eh_error_sink* sink)
{
	return abi::guarded(sink, [&]() -> Result<void> {
		journal::AuditRow row;
		row.actor = tx->context.actor;
		row.action = tx->context.pluginId + "." + abi::text(action);
		row.subject = abi::text(subject);
		row.detail = detail.size ? abi::text(detail) : "{}";
		row.correlationId = tx->context.correlationId;
		row.occurredAtMs = tx->context.clock->nowMs();
		return journal::audit(tx->transaction, std::move(row));
	});
}

eh_status put(eh_tx* tx, const eh_record* record, const eh_error_sink* sink)
{
	return abi::guarded(sink, [&]() -> Result<void> {
		outbox::OutboxRecord own;
		own.recordType = abi::text(record->type);
		own.owner = tx->context.pluginId;
		own.branchId = abi::text(record->branch_id);
		own.businessKey = abi::text(record->business_key);
		own.recordId = abi::text(record->record_id);
		own.payload = abi::text(record->payload);
		own.correlationId = tx->context.correlationId;
		return outbox::put(tx->transaction, std::move(own), tx->context.clock->nowMs());
	});
}

eh_str goLiveDate(eh_tx* tx)
{
	const auto read = [&]() -> Result<std::string> {
		EH_TRY(auto row, tx->transaction.prepareAsHost(sql::kSetting));
		EH_CHECK(row.bindAll("host", "go_live_date"));
		EH_TRY(const bool found, row.step());
		if (!found) return std::string();
		const json value = json::parse(row.view(0), nullptr, false);
		return value.is_string() ? value.get<std::string>() : std::string();
	};
	const auto date = read();
	tx->goLiveDate = date ? *date : std::string();
	return abi::str(tx->goLiveDate);
}

// ---- Registration: C callbacks become handlers of ours --------------------------------------------------------------

eh_status addRoute(const eh_host* host, const eh_route* raw, const eh_error_sink* sink)
{
	return abi::guarded(sink, [&]() -> Result<void> {
		auto& self = PluginHost::Impl::of(host);
		Route route;
		route.mode = raw->mode == EH_WRITE ? TransactionMode::write : TransactionMode::read;
		route.method = abi::text(raw->method);
		route.path = abi::text(raw->path);
		route.operationId = abi::text(raw->operation_id);
		route.summary = abi::text(raw->summary);
		for (uint64_t i = 0; i < raw->role_count; ++i) route.roles.push_back(abi::text(raw->roles[i]));
		route.query = schemaOf(raw->query_schema);
		route.request = schemaOf(raw->request_schema);
		route.response = schemaOf(raw->response_schema);
		route.creates = raw->creates != 0;
		// A plugin of minor 0 hands over a shorter struct.
		if (raw->size >= offsetof(eh_route, maximum_body_bytes) + sizeof raw->maximum_body_bytes)
		{
			route.isPublic = raw->is_public != 0;
			route.maximumBodyBytes = static_cast<std::size_t>(raw->maximum_body_bytes);
		}
		route.handle = [&self, context = raw->context, handle = raw->handle](store::Transaction* tx,
		                                                                     const Request& request) -> Result<Reply> {
			std::vector<std::string> texts; // keeps the JSON forms alive while the plugin looks at them
			texts.reserve(request.query.size());
			std::vector<eh_pair> path, query;
			for (const auto& [key, value] : request.pathParams) path.push_back({abi::str(key), abi::str(value)});
			for (const auto& [key, value] : request.query.items())
				query.push_back({abi::str(key), abi::str(texts.emplace_back(value.dump()))});
			json grants = json::array();
			for (const auto& grant : request.caller.grants)
				grants.push_back({{"role", grant.role}, {"branch", grant.branch}});
			const std::string grantsText = grants.dump();
			const std::string body = request.body.is_null() ? std::string() : request.body.dump();
			Cancel cancel{request.cancelled};

			eh_request asked{};
			asked.size = sizeof asked;
			asked.method = abi::str(request.method);
			asked.path = abi::str(request.path);
			asked.path_params = path.data();
			asked.path_param_count = path.size();
			asked.query_params = query.data();
			asked.query_param_count = query.size();
			asked.body = abi::str(body);
			asked.if_match = abi::str(request.ifMatch);
			asked.language = abi::str(request.caller.language);
			asked.user_id = abi::str(request.caller.id);
			asked.user_name = abi::str(request.caller.name);
			asked.grants = abi::str(grantsText);
			asked.correlation_id = abi::str(request.correlationId);
			asked.cancel = &cancel.raw;

			Reply reply;
			eh_response response{};
			response.size = sizeof response;
			response.context = &reply;
			response.header = [](void* to, eh_str name, eh_str value) {
				static_cast<Reply*>(to)->headers.emplace_back(abi::text(name), abi::text(value));
			};
			response.body = [](void* to, int32_t status, eh_str, eh_str text) {
				auto& into = *static_cast<Reply*>(to);
				into.status = status;
				into.body = text.size ? json::parse(abi::view(text), nullptr, false) : json();
			};
			response.content = [](void* to, int32_t status, eh_str mediaType, eh_str fileName, eh_str bytes) {
				auto& into = *static_cast<Reply*>(to);
				into.status = status;
				into.content = Content{abi::text(mediaType), abi::text(bytes), abi::text(fileName)};
			};
			const PluginContext caller = self.context(request.caller.id, request.correlationId);
			EH_CHECK(inTransaction(*tx, caller, [&](eh_tx* lent, const eh_error_sink* inner) {
				return handle(context, lent, &asked, &response, inner);
			}));
			if (reply.body.is_discarded()) return bug("plugin.bad_response", "The plugin answered with broken JSON.");
			return reply;
		};
		self.routes.push_back(std::move(route));
		return {};
	});
}

eh_status subscribe(const eh_host* host, const eh_subscription* raw, const eh_error_sink* sink)
{
	return abi::guarded(sink, [&]() -> Result<void> {
		auto& self = PluginHost::Impl::of(host);
		journal::Subscription subscription;
		subscription.name = self.qualified(raw->name);
		subscription.owner = self.manifest.id;
		for (uint64_t i = 0; i < raw->type_count; ++i) subscription.types.push_back(abi::text(raw->types[i]));
		subscription.handle = [&self, context = raw->context, handle = raw->handle](store::Transaction& tx,
		                                                                            const journal::Event& event) {
			const eh_event seen{sizeof(eh_event),
			                    event.version,
			                    abi::str(event.type),
			                    abi::str(event.branchId),
			                    abi::str(event.businessKey),
			                    abi::str(event.payload),
			                    event.position,
			                    event.occurredAtMs,
			                    abi::str(event.correlationId)};
			const PluginContext own = self.ownContext(event.correlationId);
			return inTransaction(
				tx, own, [&](eh_tx* lent, const eh_error_sink* inner) { return handle(context, lent, &seen, inner); });
		};
		self.subscriptions.push_back(std::move(subscription));
		return {};
	});
}

eh_status watch(const eh_host* host, const eh_watch* raw, const eh_error_sink* sink)
{
	return abi::guarded(sink, [&]() -> Result<void> {
		auto& self = PluginHost::Impl::of(host);
		const std::string entity = abi::text(raw->entity);
		const auto& reads = self.manifest.reads;
		if (std::find(reads.begin(), reads.end(), entity) == reads.end())
			return misconfigured("plugin.entity_not_declared",
			                     "The plugin watches an entity that its manifest does not name.")
			    .with("plugin", self.manifest.id)
			    .with("entity", entity);
		self.watches.push_back({self.qualified(raw->name), self.manifest.id, entity,
		                        [&self, context = raw->context,
		                         handle = raw->handle](store::Transaction& tx, std::int64_t from, std::int64_t to) {
									const PluginContext own = self.ownContext({});
									return inTransaction(tx, own, [&](eh_tx* lent, const eh_error_sink* inner) {
										return handle(context, lent, from, to, inner);
									});
								}});
		return {};
	});
}

eh_status addJob(const eh_host* host, const eh_job* raw, const eh_error_sink* sink)
{
	return abi::guarded(sink, [&]() -> Result<void> {
		auto& self = PluginHost::Impl::of(host);
		self.jobs.push_back({self.qualified(raw->name), std::max(1, raw->every_seconds),
		                     [&self, context = raw->context, run = raw->run](
								 store::Transaction& tx, const std::function<bool()>& cancelled) -> Result<bool> {
								 Cancel cancel{cancelled};
								 int32_t more = 0;
								 const PluginContext own = self.ownContext({});
								 EH_CHECK(inTransaction(tx, own, [&](eh_tx* lent, const eh_error_sink* inner) {
									 return run(context, lent, &cancel.raw, &more, inner);
								 }));
								 return more != 0;
							 }});
		return {};
	});
}

const void* query(const eh_host* host, eh_str id)
{
	const auto& self = PluginHost::Impl::of(host);
	const std::pair<std::string_view, const void*> services[] = {
		{EH_SERVICE_LOG, &self.logService},           {EH_SERVICE_CLOCK, &self.clockService},
		{EH_SERVICE_CALENDAR, &self.calendarService}, {EH_SERVICE_CONFIG, &self.configService},
		{EH_SERVICE_STORE, &self.storeService},       {EH_SERVICE_JOURNAL, &self.journalService},
		{EH_SERVICE_ERP, &self.erpService},           {EH_SERVICE_HTTP, &self.httpService},
		{EH_SERVICE_JOBS, &self.jobsService},         {EH_SERVICE_FILES, &self.filesService},
		{EH_SERVICE_MESSAGES, &self.messagesService},
	};
	for (const auto& [name, service] : services)
		if (name == abi::view(id)) return service;
	return nullptr;
}

} // namespace

PluginHost::PluginHost(packages::Manifest manifest, store::Database& database, const Clock& clock,
                       calendar::TimeZone zone, LiveCalendar& calendar, const files::FileStore& files):
	_impl(std::make_unique<Impl>(std::move(manifest), database, clock, std::move(zone), calendar, files))
{
	auto& self = *_impl;
	self.abi = {sizeof(eh_host), EH_ABI_MAJOR, EH_ABI_MINOR, abi::str(ERPHOST_VERSION), &query};
	self.logService = {sizeof(eh_log), &writeLog};
	self.clockService = {sizeof(eh_clock), &nowMs, &localDate, &instantOf};
	fillCalendarService(self.calendarService);
	self.configService = {sizeof(eh_config), &settingsOf};
	fillStoreService(self.storeService);
	self.storeService.transact = &transact;
	self.journalService = {sizeof(eh_journal), &append, &subscribe, &audit};
	self.erpService = {sizeof(eh_erp), &put, &watch, &goLiveDate};
	self.httpService = {sizeof(eh_http), &addRoute};
	self.jobsService = {sizeof(eh_jobs), &addJob};
	fillFilesService(self.filesService);
	fillMessagesService(self.messagesService);
}

PluginHost::~PluginHost() = default;

const eh_host* PluginHost::abi() const
{
	return &_impl->abi;
}

std::vector<Route> PluginHost::routes() const
{
	return _impl->routes;
}

std::vector<journal::Subscription> PluginHost::subscriptions() const
{
	return _impl->subscriptions;
}

std::vector<journal::Watch> PluginHost::watches() const
{
	return _impl->watches;
}

std::vector<Job> PluginHost::jobs() const
{
	return _impl->jobs;
}

store::AccessPolicy policyOf(const packages::Manifest& manifest)
{
	store::AccessPolicy policy;
	policy.owner = manifest.id;
	for (const auto& entity : manifest.reads) policy.readable.push_back("erp_" + entity);
	policy.readable.insert(policy.readable.end(), manifest.views.begin(), manifest.views.end());
	return policy;
}

} // namespace erphost::worker
