#include "host/store/Inspection.hpp"

#include "host/store/Migrator.hpp"
#include "host/store/testing/TemporaryStore.hpp"

#include <catch2/catch.hpp>

#include <fstream>

using namespace erphost;
using namespace erphost::store;
using erphost::store::testing::TemporaryStore;

namespace {

constexpr std::chrono::milliseconds kLimit{10'000};

std::vector<std::string> filesOf(const TemporaryStore& store)
{
	std::vector<std::string> names;
	for (const auto& entry : std::filesystem::directory_iterator(store.folder()))
		names.push_back(entry.path().filename().string());
	std::sort(names.begin(), names.end());
	return names;
}

} // namespace

TEST_CASE("a store is inspected open and closed, and nothing is left behind", "[store][inspection]")
{
	const TemporaryStore store;
	// With its log left behind by the last process, and without.
	auto database = store.openMigrated(GENERATE(false, true));
	const auto open = inspect(store.file(), kLimit);
	REQUIRE(open);
	CHECK(open->complete);
	CHECK(open->damage.empty());
	CHECK(open->epoch == 1);
	CHECK(open->schema == hostMigrations().back().number);
	CHECK(open->schema == open->knownSchema);
	CHECK_FALSE(open->counts.empty());
	database.reset();
	const auto before = filesOf(store);
	const auto closed = inspect(store.file(), kLimit);
	REQUIRE(closed);
	CHECK(closed->counts == open->counts);
	CHECK(filesOf(store) == before);
}

TEST_CASE("damage and time that is up are told apart", "[store][inspection]")
{
	const TemporaryStore store;
	store.openMigrated(true).reset();
	{
		std::fstream file(store.file(), std::ios::in | std::ios::out | std::ios::binary);
		file.seekp(4096 * 5);
		file << std::string(4096, '\xA5');
	}
	const auto damaged = inspect(store.file(), kLimit);
	REQUIRE(damaged);
	CHECK_FALSE(damaged->damage.empty());
	std::ofstream(store.file(), std::ios::binary) << std::string(8192, 'x');
	const auto foreign = inspect(store.file(), kLimit);
	REQUIRE_FALSE(foreign);
	CHECK(foreign.error().code == "store.damaged");
	const auto missing = inspect(store.folder() / "nowhere.db", kLimit);
	REQUIRE_FALSE(missing);
	CHECK(missing.error().code == "store.cannot_open");
	CHECK_FALSE(std::filesystem::exists(store.folder() / "nowhere.db"));
}
