#include "host/sync/Outage.hpp"

#include "host/store/testing/TemporaryStore.hpp"
#include "host/sync/FieldBasis.hpp"
#include "host/sync/SyncFixture.hpp"

#include <catch2/catch.hpp>

using namespace erphost;
using namespace erphost::sync;

namespace {

constexpr Sql kOutages{"test.outages", "SELECT from_ms, to_ms FROM erp_outage WHERE link = 'pull' ORDER BY from_ms"};
constexpr Sql kBases{"test.bases", "SELECT entity || '.' || field || '=' || basis FROM erp_field_basis ORDER BY 1"};
constexpr Sql kReadAt{"test.read_at",
                      "INSERT INTO erp_entity (entity, change_seq, position, scan_number, fingerprint, state, "
                      "rows_live, last_ok_at) VALUES ('work_order', 1, '{}', 0, '', 'ok', 0, ?1)"};

std::string outages(store::Database& database)
{
	const auto found = database.readValue([](store::Transaction& tx) -> Result<std::string> {
		EH_TRY(auto row, tx.prepareAsHost(kOutages));
		std::string text;
		for (;;)
		{
			EH_TRY(const bool more, row.step());
			if (!more) return text;
			text += std::to_string(row.integer(0)) + "-" + (row.isNull(1) ? "" : std::to_string(row.integer(1))) + " ";
		}
	});
	REQUIRE(found);
	return *found;
}

} // namespace

TEST_CASE("Times in which the ERP was not read are written down once", "[sync][outage]")
{
	const store::testing::TemporaryStore temporary;
	const auto database = temporary.openMigrated();
	const auto begin = [&](std::int64_t now, bool first) {
		REQUIRE(database->write([&](store::Transaction& tx) { return beginOutage(tx, now, first); }));
	};
	const auto end = [&](std::int64_t now, bool first) {
		REQUIRE(database->write([&](store::Transaction& tx) { return endOutage(tx, now, first); }));
	};
	end(1'000, true); // nothing was ever read: that is no outage
	CHECK(outages(*database).empty());
	begin(2'000, false);
	begin(3'000, false); // probing, away again
	CHECK(outages(*database) == "2000- ");
	end(5'000, false);
	end(6'000, false);
	CHECK(outages(*database) == "2000-5000 ");

	// Killed while it lasts: the next process closes it.
	begin(10'000, false);
	begin(11'000, true);
	end(20'000, false);
	CHECK(outages(*database) == "2000-5000 10000-20000 ");

	// Killed while all was well: nothing was seen since the last pull, whether the ERP is there afterwards or not.
	REQUIRE(database->write([&](store::Transaction& tx) -> Result<void> {
		EH_CHECK(tx.execute(kReadAt, std::int64_t{100'000}));
		return {};
	}));
	end(110'000, true); // a restart
	CHECK(outages(*database) == "2000-5000 10000-20000 ");
	end(400'000, true);
	CHECK(outages(*database) == "2000-5000 10000-20000 100000-400000 ");
	begin(500'000, true);
	CHECK(outages(*database) == "2000-5000 10000-20000 100000- "); // one absence, not two that overlap
	// A clock that was set back leaves no time that ends before it begins.
	end(90'000, false);
	CHECK(outages(*database) == "2000-5000 10000-20000 100000-100000 ");
}

TEST_CASE("A line that cannot be opened is an outage until it is up", "[sync][outage]")
{
	SyncFixture fixture;
	Result<std::string> secret = transient("erp.away", "not now");
	ErpLink link({"pull", {}, true, [&](const std::string&) { return secret; }, {}}, fixture.database.get(),
	             fixture.clock);
	CHECK_FALSE(link.use());
	const auto from = std::to_string(fixture.clock.nowMs());
	CHECK(outages(*fixture.database) == from + "- ");
	ErpLink push({"push", {}, false, [&](const std::string&) { return secret; }, {}}, fixture.database.get(),
	             fixture.clock);
	CHECK_FALSE(push.use());
	CHECK(outages(*fixture.database) == from + "- ");
}

TEST_CASE("What the mapping says of timestamps is published", "[sync][basis]")
{
	SyncFixture fixture;
	const auto published = [&] {
		std::string text;
		REQUIRE(
			fixture.database->write([&](store::Transaction& tx) { return publishFieldBasis(tx, *fixture.mapping); }));
		REQUIRE(fixture.database->read([&](store::Transaction& tx) -> Result<void> {
			EH_TRY(auto row, tx.prepareAsHost(kBases));
			for (;;)
			{
				EH_TRY(const bool more, row.step());
				if (!more) return {};
				text += row.text(0) + " ";
			}
		}));
		return text;
	};
	CHECK(published() == "work_order.completed_at=typed ");
	auto& completed = fixture.document["entities"]["work_order"]["fields"]["completed_at"];
	completed["basis"] = "event";
	fixture.remap();
	CHECK(published() == "work_order.completed_at=event ");
	completed.erase("basis");
	fixture.remap();
	CHECK(published().empty());
}
