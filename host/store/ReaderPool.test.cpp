#include "host/store/Database.hpp"
#include "host/store/testing/TemporaryStore.hpp"

using namespace erphost;
using namespace erphost::store;
using erphost::store::testing::TemporaryStore;

namespace {

constexpr Sql kAdd{"test.add_meta", "INSERT INTO host_meta (name, value) VALUES (?1, 'x')"};
constexpr Sql kCount{"test.count_meta", "SELECT count(*) FROM host_meta WHERE name LIKE 'n%'"};

Result<std::int64_t> count(Transaction& tx)
{
	EH_TRY(auto statement, tx.prepare(kCount));
	EH_CHECK(statement.step());
	return statement.integer(0);
}

} // namespace

TEST_CASE("a read within a read needs no second connection and sees the same snapshot", "[store]")
{
	const TemporaryStore store;
	const auto writer = store.openMigrated();
	const auto opened = Database::open({store.file(), {}, false, 1, 200});
	REQUIRE(opened.ok());
	Database& database = **opened;
	const auto outcome = database.read([&](Transaction& outer) -> Result<void> {
		EH_TRY(const auto before, count(outer));
		CHECK(before == 0);
		EH_CHECK(writer->write([](Transaction& tx) -> Result<void> {
			EH_CHECK(tx.execute(kAdd, "n1"));
			return {};
		}));
		return database.read([&](Transaction& inner) -> Result<void> {
			CHECK_FALSE(inner.writable());
			EH_TRY(const auto within, count(inner));
			CHECK(within == 0);
			return {};
		});
	});
	CHECK(outcome.ok());
	const auto after = database.readValue([](Transaction& tx) { return count(tx); });
	REQUIRE(after.ok());
	CHECK(*after == 1);
}
