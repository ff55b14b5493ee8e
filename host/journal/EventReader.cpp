#include "host/journal/EventReader.hpp"

#include "host/journal/JournalSql.hpp"

#include <algorithm>

namespace erphost::journal {

namespace {

constexpr std::int64_t kEventsPerType = 100;

Event eventOf(const store::Statement& row)
{
	Event event;
	event.position = row.integer(0);
	event.type = row.text(1);
	event.version = static_cast<int>(row.integer(2));
	event.producer = row.text(3);
	event.branchId = row.text(4);
	event.businessKey = row.text(5);
	event.correlationId = row.text(6);
	event.payload = row.text(7);
	event.occurredAtMs = row.integer(8);
	return event;
}

} // namespace

Result<EventPage> readEvents(store::Transaction& tx, const std::vector<std::string>& types, std::int64_t after)
{
	EventPage page;
	{
		EH_TRY(auto head, tx.prepareAsHost(sql::kHead));
		EH_TRY(const bool row, head.step());
		page.coveredTo = row ? head.integer(0) : after;
	}
	EH_TRY(auto statement, tx.prepareAsHost(sql::kEventsAfter));
	for (const auto& type : types)
	{
		EH_CHECK(statement.bindAll(type, after, kEventsPerType));
		std::int64_t found = 0;
		for (;; ++found)
		{
			EH_TRY(const bool row, statement.step());
			if (!row) break;
			page.events.push_back(eventOf(statement));
		}
		// There may be more of this type: later events of the other types have to wait for them.
		if (found == kEventsPerType) page.coveredTo = std::min(page.coveredTo, page.events.back().position);
	}
	std::erase_if(page.events, [&](const Event& event) { return event.position > page.coveredTo; });
	std::sort(page.events.begin(), page.events.end(),
	          [](const auto& a, const auto& b) { return a.position < b.position; });
	return page;
}

Result<std::optional<Event>> readEvent(store::Transaction& tx, std::int64_t position)
{
	EH_TRY(auto statement, tx.prepareAsHost(sql::kEventAt));
	EH_CHECK(statement.bindAll(position));
	EH_TRY(const bool row, statement.step());
	if (!row) return std::optional<Event>();
	return std::optional<Event>(eventOf(statement));
}

} // namespace erphost::journal
