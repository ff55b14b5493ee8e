#include "CheckedState.hpp"

namespace erphost::validator {

namespace {

using Impl = CheckedHost::Impl;

const void* query(const eh_host* host, eh_str id)
{
	auto& self = Impl::of(host);
	const std::string name = abi::text(id);
	if (self.hidden.count(name)) return nullptr;
	const std::pair<std::string_view, const void*> own[] = {
		{EH_SERVICE_LOG, &self.ownLog},           {EH_SERVICE_CLOCK, &self.ownClock},
		{EH_SERVICE_CALENDAR, &self.ownCalendar}, {EH_SERVICE_CONFIG, &self.ownConfig},
		{EH_SERVICE_STORE, &self.ownStore},       {EH_SERVICE_JOURNAL, &self.ownJournal},
		{EH_SERVICE_ERP, &self.ownErp},           {EH_SERVICE_HTTP, &self.ownHttp},
		{EH_SERVICE_JOBS, &self.ownJobs},         {EH_SERVICE_FILES, &self.ownFiles},
		{EH_SERVICE_MESSAGES, &self.ownMessages}};
	for (const auto& [service, address] : own)
		if (service == name) return address;
	return self.real->query(self.real, id);
}

/// Services take the host's own pointer, and the real host reads its state through it: it is exchanged on the way.
const eh_host* realOf(const eh_host* host)
{
	return Impl::of(host).real;
}

eh_status transact(const eh_host* host, int32_t mode, eh_status (*body)(void*, eh_tx*, const eh_error_sink*),
                   void* context, const eh_cancel* cancel, const eh_error_sink* sink)
{
	struct Call
	{
		Impl& self;
		eh_status (*body)(void*, eh_tx*, const eh_error_sink*);
		void* context;
	} call{Impl::of(host), body, context};
	return call.self.store->transact(
		realOf(host), mode,
		[](void* to, eh_tx* tx, const eh_error_sink* inner) {
			auto& wanted = *static_cast<Call*>(to);
			return wanted.self.lend(tx, "transact", inner, [&](eh_tx* lent, const eh_error_sink* own) {
				return wanted.body(wanted.context, lent, own);
			});
		},
		&call, cancel, sink);
}

eh_status prepare(eh_tx* tx, eh_str name, eh_str text, eh_stmt** out, const eh_error_sink* sink)
{
	auto& lent = Impl::of(tx);
	auto& self = *lent.self;
	if (!self.enter(lent, sink)) return Impl::refused(lent);
	eh_stmt* real = nullptr;
	const eh_status status = self.store->prepare(lent.real, name, text, &real, sink);
	if (status < 0) return status;
	auto& statement = *self.statements.emplace_back(new Impl::LentStatement{&lent, real});
	*out = reinterpret_cast<eh_stmt*>(&statement);
	return status;
}

eh_status bind(eh_stmt* stmt, int32_t index, const eh_value* value, const eh_error_sink* sink)
{
	auto& statement = Impl::of(stmt);
	if (!statement.tx->self->enter(*statement.tx, sink)) return Impl::refused(*statement.tx);
	return statement.tx->self->store->bind(statement.real, index, value, sink);
}

eh_status step(eh_stmt* stmt, const eh_error_sink* sink)
{
	auto& statement = Impl::of(stmt);
	if (!statement.tx->self->enter(*statement.tx, sink)) return Impl::refused(*statement.tx);
	return statement.tx->self->store->step(statement.real, sink);
}

/// Functions that cannot fail: a use too late is reported, and answered with nothing.
template <typename Result, typename Call>
Result quietly(eh_stmt* stmt, Call&& call)
{
	auto& statement = Impl::of(stmt);
	if (statement.tx->alive) return call(*statement.tx->self->store, statement.real);
	statement.tx->self->report("dead_transaction", statement.tx->where);
	return Result();
}

void reset(eh_stmt* stmt)
{
	quietly<int>(stmt, [](const eh_store& store, eh_stmt* real) { return store.reset(real), 0; });
}
int32_t columnType(eh_stmt* stmt, int32_t column)
{
	return quietly<int32_t>(stmt,
	                        [&](const eh_store& store, eh_stmt* real) { return store.column_type(real, column); });
}
int64_t columnInteger(eh_stmt* stmt, int32_t column)
{
	return quietly<int64_t>(stmt,
	                        [&](const eh_store& store, eh_stmt* real) { return store.column_integer(real, column); });
}
eh_str columnText(eh_stmt* stmt, int32_t column)
{
	return quietly<eh_str>(stmt, [&](const eh_store& store, eh_stmt* real) { return store.column_text(real, column); });
}
int64_t changes(eh_stmt* stmt)
{
	return quietly<int64_t>(stmt, [](const eh_store& store, eh_stmt* real) { return store.changes(real); });
}

eh_status executeBatch(eh_stmt* stmt, const eh_value* values, uint64_t columns, uint64_t rows,
                       const eh_error_sink* sink)
{
	auto& statement = Impl::of(stmt);
	if (!statement.tx->self->enter(*statement.tx, sink)) return Impl::refused(*statement.tx);
	return statement.tx->self->store->execute_batch(statement.real, values, columns, rows, sink);
}

/// A service of a transaction: fn(tx, …, sink).
template <typename Call>
eh_status inside(eh_tx* tx, const eh_error_sink* sink, Call&& call)
{
	auto& lent = Impl::of(tx);
	if (!lent.self->enter(lent, sink)) return Impl::refused(lent);
	return call(*lent.self, lent.real);
}

eh_status append(eh_tx* tx, const eh_event* event, const eh_error_sink* sink)
{
	return inside(tx, sink, [&](Impl& self, eh_tx* real) { return self.journal->append(real, event, sink); });
}
eh_status audit(eh_tx* tx, eh_str action, eh_str subject, eh_str detail, const eh_error_sink* sink)
{
	return inside(tx, sink,
	              [&](Impl& self, eh_tx* real) { return self.journal->audit(real, action, subject, detail, sink); });
}
eh_status put(eh_tx* tx, const eh_record* record, const eh_error_sink* sink)
{
	return inside(tx, sink, [&](Impl& self, eh_tx* real) { return self.erp->put(real, record, sink); });
}
eh_str goLiveDate(eh_tx* tx)
{
	auto& lent = Impl::of(tx);
	if (lent.alive) return lent.self->erp->go_live_date(lent.real);
	lent.self->report("dead_transaction", lent.where);
	return {};
}
eh_status putFile(eh_tx* tx, eh_str type, eh_str bytes, const eh_text_sink* id, const eh_error_sink* sink)
{
	return inside(tx, sink, [&](Impl& self, eh_tx* real) { return self.files->put(real, type, bytes, id, sink); });
}
eh_status getFile(eh_tx* tx, eh_str id, const eh_text_sink* type, const eh_text_sink* bytes, const eh_error_sink* sink)
{
	return inside(tx, sink, [&](Impl& self, eh_tx* real) { return self.files->get(real, id, type, bytes, sink); });
}
eh_status removeFile(eh_tx* tx, eh_str id, const eh_error_sink* sink)
{
	return inside(tx, sink, [&](Impl& self, eh_tx* real) { return self.files->remove(real, id, sink); });
}
eh_status sendMessage(eh_tx* tx, const eh_message* message, const eh_error_sink* sink)
{
	return inside(tx, sink, [&](Impl& self, eh_tx* real) { return self.messages->send(real, message, sink); });
}

// ---- Registration: what the real host gets calls the plugin through us ---------------------------------------------

eh_status addRoute(const eh_host* host, const eh_route* route, const eh_error_sink* sink)
{
	auto& self = Impl::of(host);
	const std::string where = abi::text(route->method) + " " + abi::text(route->path);
	if (!self.mayRegister(where.c_str(), sink)) return EH_BUG;
	auto& kept = self.keep(*route, where);
	eh_route own = kept.raw;
	own.context = &kept;
	own.handle = [](void* context, eh_tx* tx, const eh_request* request, const eh_response* response,
	                const eh_error_sink* inner) {
		auto& one = *static_cast<Impl::Kept<eh_route>*>(context);
		return one.self->lend(tx, one.where, inner, [&](eh_tx* lent, const eh_error_sink* own) {
			return one.raw.handle(one.raw.context, lent, request, response, own);
		});
	};
	return self.http->route(self.real, &own, sink);
}

eh_status subscribe(const eh_host* host, const eh_subscription* subscription, const eh_error_sink* sink)
{
	auto& self = Impl::of(host);
	const std::string where = abi::text(subscription->name);
	if (!self.mayRegister(where.c_str(), sink)) return EH_BUG;
	auto& kept = self.keep(*subscription, where);
	eh_subscription own = kept.raw;
	own.context = &kept;
	own.handle = [](void* context, eh_tx* tx, const eh_event* event, const eh_error_sink* inner) {
		auto& one = *static_cast<Impl::Kept<eh_subscription>*>(context);
		return one.self->lend(tx, one.where, inner, [&](eh_tx* lent, const eh_error_sink* own) {
			return one.raw.handle(one.raw.context, lent, event, own);
		});
	};
	return self.journal->subscribe(self.real, &own, sink);
}

eh_status watch(const eh_host* host, const eh_watch* raw, const eh_error_sink* sink)
{
	auto& self = Impl::of(host);
	const std::string where = abi::text(raw->name);
	if (!self.mayRegister(where.c_str(), sink)) return EH_BUG;
	auto& kept = self.keep(*raw, where);
	eh_watch own = kept.raw;
	own.context = &kept;
	own.handle = [](void* context, eh_tx* tx, int64_t from, int64_t to, const eh_error_sink* inner) {
		auto& one = *static_cast<Impl::Kept<eh_watch>*>(context);
		return one.self->lend(tx, one.where, inner, [&](eh_tx* lent, const eh_error_sink* own) {
			return one.raw.handle(one.raw.context, lent, from, to, own);
		});
	};
	return self.erp->watch(self.real, &own, sink);
}

eh_status every(const eh_host* host, const eh_job* job, const eh_error_sink* sink)
{
	auto& self = Impl::of(host);
	const std::string where = abi::text(job->name);
	if (!self.mayRegister(where.c_str(), sink)) return EH_BUG;
	auto& kept = self.keep(*job, where);
	eh_job own = kept.raw;
	own.context = &kept;
	own.run = [](void* context, eh_tx* tx, const eh_cancel* cancel, int32_t* more, const eh_error_sink* inner) {
		auto& one = *static_cast<Impl::Kept<eh_job>*>(context);
		return one.self->lend(tx, one.where, inner, [&](eh_tx* lent, const eh_error_sink* own) {
			return one.raw.run(one.raw.context, lent, cancel, more, own);
		});
	};
	return self.jobs->every(self.real, &own, sink);
}

} // namespace

void CheckedHost::Impl::fill()
{
	const auto find = [&](const char* id, auto& service) {
		service = static_cast<std::remove_reference_t<decltype(service)>>(real->query(real, abi::str(id)));
	};
	find(EH_SERVICE_STORE, store);
	find(EH_SERVICE_JOURNAL, journal);
	find(EH_SERVICE_ERP, erp);
	find(EH_SERVICE_HTTP, http);
	find(EH_SERVICE_JOBS, jobs);
	find(EH_SERVICE_FILES, files);
	find(EH_SERVICE_MESSAGES, messages);
	fillPlain();
	ownStore = {sizeof(eh_store), &transact,      &prepare,    &bind,    &step,        &reset,
	            &columnType,      &columnInteger, &columnText, &changes, &executeBatch};
	ownJournal = {sizeof(eh_journal), &append, &subscribe, &audit};
	ownErp = {sizeof(eh_erp), &put, &watch, &goLiveDate};
	ownHttp = {sizeof(eh_http), &addRoute};
	ownJobs = {sizeof(eh_jobs), &every};
	ownFiles = {sizeof(eh_files), &putFile, &getFile, &removeFile};
	ownMessages = {sizeof(eh_messages), &sendMessage};
}

CheckedHost::CheckedHost(const eh_host* real): _impl(std::make_unique<Impl>())
{
	_impl->real = real;
	_impl->abi = *real;
	_impl->abi.size = sizeof(eh_host);
	_impl->abi.query = &query;
	_impl->fill();
}

CheckedHost::~CheckedHost() = default;

const eh_host* CheckedHost::abi() const
{
	return &_impl->abi;
}

void CheckedHost::hide(std::string service)
{
	_impl->hidden = {std::move(service)};
}

void CheckedHost::started()
{
	_impl->late = true;
}

void CheckedHost::slowBy(int ms)
{
	_impl->slowMs = ms;
}

void CheckedHost::failAt(int call)
{
	_impl->wanted = call;
}

int CheckedHost::calls() const
{
	return _impl->count;
}

bool CheckedHost::failed() const
{
	return _impl->hit;
}

std::set<Violation> CheckedHost::take()
{
	const std::lock_guard lock(_impl->mutex);
	return std::exchange(_impl->found, {});
}

} // namespace erphost::validator
