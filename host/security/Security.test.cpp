#include "host/security/ApiTokens.hpp"
#include "host/security/Password.hpp"
#include "host/security/Roles.hpp"
#include "host/security/Sessions.hpp"
#include "host/security/SignIn.hpp"
#include "host/security/Token.hpp"
#include "host/security/UserCommands.hpp"

#include "host/platform/Ids.hpp"
#include "host/store/Migrator.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <thread>

using namespace erphost;
using namespace erphost::security;

namespace {

struct Fixture
{
	Fixture()
	{
		std::filesystem::create_directories(folder);
		auto opened = store::Database::open({folder / "store.db", {}});
		REQUIRE(opened);
		database = *std::move(opened);
		REQUIRE(store::migrate(*database, "host", store::hostMigrations(), clock.nowMs()));
	}
	~Fixture()
	{
		database.reset();
		std::error_code ignored;
		std::filesystem::remove_all(folder, ignored);
	}
	std::string give(const std::string& username, const std::string& password)
	{
		NewUser user;
		user.username = username;
		user.grants = {{"callback_clerk", "MX"}};
		auto added = database->writeValue([&](store::Transaction& tx) -> Result<std::string> {
			EH_TRY(const auto made, addUser(tx, user, clock.nowMs()));
			EH_TRY(const auto hash, hashPassword(password));
			EH_CHECK(setPasswordHash(tx, made.id, hash, ""));
			return made.id;
		});
		REQUIRE(added);
		return *added;
	}
	std::string code(const std::string& username, const std::string& password)
	{
		const auto outcome = signIn(*database, clock, username, password, "c");
		return outcome ? "ok" : outcome.error().code;
	}

	ManualClock clock;
	std::filesystem::path folder = std::filesystem::temp_directory_path() / ("erphost-security-" + newSecret(9));
	std::unique_ptr<store::Database> database;
};

} // namespace

TEST_CASE("Passwords are hashed with Argon2id and weak ones refused", "[security]")
{
	const auto hash = hashPassword("correct horse battery");
	REQUIRE(hash);
	CHECK(hash->starts_with("$argon2id$"));
	CHECK(*hash != *hashPassword("correct horse battery"));
	CHECK(verifyPassword(*hash, "correct horse battery"));
	CHECK_FALSE(verifyPassword(*hash, "correct horse batterz"));
	CHECK_FALSE(verifyPassword("", "nobody has this password"));
	for (const auto* weak : {"", "short", "12345678", "Password", "aaaaaaaaaa", "zhangsan1", "一二三四五六七"})
	{
		INFO(weak);
		CHECK_FALSE(checkPassword(weak, "ZhangSan1"));
	}
	CHECK_FALSE(checkPassword(std::string(201, 'x') + "y", "u"));
	CHECK(checkPassword("山高月小水落石出", "u"));
	CHECK(checkPassword("tea with milk", "u"));
}

TEST_CASE("Locking grows with every failure", "[security]")
{
	CHECK(lockTimeMs(4) == 0);
	CHECK(lockTimeMs(5) == 30'000);
	CHECK(lockTimeMs(6) == 60'000);
	CHECK(lockTimeMs(7) == 120'000);
	CHECK(lockTimeMs(100) == kLongestLockMs);
}

TEST_CASE("A user signs in, fails, is locked out, and gets in again", "[security]")
{
	Fixture f;
	f.give("Li.Na", "tea with milk");
	CHECK(f.code("li.na", "tea with milk") == "ok");
	CHECK(f.code(" LI.NA ", "tea with milk") == "ok");
	CHECK(f.code("nobody", "tea with milk") == "auth.bad_credentials");
	CHECK(f.code("bad name!", "tea with milk") == "auth.bad_credentials");
	for (int i = 0; i < 4; ++i) CHECK(f.code("li.na", "wrong") == "auth.bad_credentials");
	CHECK(f.code("li.na", "tea with milk") == "ok"); // clears the count
	for (int i = 0; i < 5; ++i) CHECK(f.code("li.na", "wrong") == "auth.bad_credentials");
	CHECK(f.code("li.na", "tea with milk") == "auth.locked");
	f.clock.advance(29'999);
	const auto locked = signIn(*f.database, f.clock, "li.na", "tea with milk", "c");
	REQUIRE_FALSE(locked);
	CHECK(locked.error().param("seconds") == "1");
	f.clock.advance(1);
	CHECK(f.code("li.na", "wrong") == "auth.bad_credentials"); // the sixth: locked for a minute
	f.clock.advance(59'000);
	CHECK(f.code("li.na", "tea with milk") == "auth.locked");
	f.clock.advance(1'000);
	CHECK(f.code("li.na", "tea with milk") == "ok");
	REQUIRE(setDisabledCommand(*f.database, f.clock, "li.na", true));
	CHECK(f.code("li.na", "tea with milk") == "auth.bad_credentials");
}

TEST_CASE("Parallel guesses are no more than guesses one after another", "[security]")
{
	Fixture f;
	f.give("li", "tea with milk");
	std::atomic<int> tried{0};
	std::vector<std::thread> threads;
	for (int i = 0; i < 12; ++i)
		threads.emplace_back([&] {
			if (f.code("li", "wrong") == "auth.bad_credentials") ++tried;
		});
	for (auto& thread : threads) thread.join();
	CHECK(tried <= 5);
}

TEST_CASE("A one-time link works once, within its hour, and only the newest", "[security]")
{
	Fixture f;
	const auto old = addUserCommand(*f.database, f.clock, {"wang", "王", "zh", {}});
	REQUIRE(old);
	const auto link = resetUserCommand(*f.database, f.clock, "Wang");
	REQUIRE(link);
	CHECK_FALSE(signInByLink(*f.database, f.clock, *old, "c"));
	const auto in = signInByLink(*f.database, f.clock, *link, "c");
	REQUIRE(in);
	CHECK(in->user.passwordHash.empty());
	CHECK_FALSE(signInByLink(*f.database, f.clock, *link, "c"));
	const auto late = resetUserCommand(*f.database, f.clock, "wang");
	f.clock.advance(kLinkMs);
	CHECK(signInByLink(*f.database, f.clock, *late, "c").error().code == "auth.link_spent");
	CHECK(resetUserCommand(*f.database, f.clock, "nobody").error().code == "user.not_found");
}

TEST_CASE("The first start makes a link and no password", "[security]")
{
	Fixture f;
	const auto first = firstLink(*f.database, f.clock);
	REQUIRE(first);
	REQUIRE(*first);
	const auto again = firstLink(*f.database, f.clock);
	REQUIRE(*again);
	CHECK(**again != **first);
	// What was handed out goes on working; what no longer works is replaced.
	CHECK(*firstLink(*f.database, f.clock, **again).value() == **again);
	CHECK(*firstLink(*f.database, f.clock, "").value() != **again);
	CHECK(*firstLink(*f.database, f.clock, **first).value() != **first);
	const auto shown = firstLink(*f.database, f.clock);
	f.clock.advance(kLinkMs);
	CHECK(*firstLink(*f.database, f.clock, **shown).value() != **shown);
	const auto last = firstLink(*f.database, f.clock);
	const auto in = signInByLink(*f.database, f.clock, **last, "c");
	REQUIRE(in);
	CHECK(in->user.username == "admin");
	CHECK(in->user.grants.size() == 1);
	REQUIRE(f.database->write([&](store::Transaction& tx) { return setPasswordHash(tx, in->user.id, "x", ""); }));
	const auto later = firstLink(*f.database, f.clock);
	REQUIRE(later);
	CHECK_FALSE(*later);
	CHECK(linkPath("http://h", "s") == "http://h/#/signin?link=s");
}

TEST_CASE("Sessions expire and end; the store holds no token", "[security]")
{
	Fixture f;
	const auto id = f.give("li", "tea with milk");
	const auto in = signIn(*f.database, f.clock, "li", "tea with milk", "c");
	REQUIRE(in);
	const auto find = [&] {
		const auto found = f.database->readValue(
			[&](store::Transaction& tx) { return findSession(tx, in->session.token, f.clock.nowMs()); });
		REQUIRE(found);
		return found->has_value();
	};
	CHECK(find());
	f.clock.advance(kSessionMs);
	CHECK_FALSE(find());
	f.clock.advance(-1);
	CHECK(find());
	REQUIRE(f.database->write([&](store::Transaction& tx) { return setPasswordHash(tx, id, "x", ""); }));
	CHECK_FALSE(find());
	CHECK(tokenHash("a").size() == 64);
	CHECK(sameSecret("abc", "abc"));
	CHECK_FALSE(sameSecret("abc", "abd"));
	CHECK_FALSE(sameSecret("abc", "ab"));
}

TEST_CASE("Users keep their rules", "[security]")
{
	Fixture f;
	REQUIRE(firstLink(*f.database, f.clock));
	const auto add = [&](NewUser user) {
		const auto outcome = addUserCommand(*f.database, f.clock, user);
		return outcome ? std::string() : outcome.error().code;
	};
	CHECK(add({"小李", "", "zh", {{"engineer", "MX"}}}) == "");
	CHECK(add({"小李", "", "zh", {}}) == "user.exists");
	CHECK(add({"Admin", "", "zh", {}}) == "user.exists");
	CHECK(add({"a b", "", "zh", {}}) == "user.invalid");
	CHECK(add({"", "", "zh", {}}) == "user.invalid");
	CHECK(add({std::string(65, 'a'), "", "zh", {}}) == "user.invalid");
	CHECK(add({"x", "", "zh", {{"king", "*"}}}) == "role.invalid");
	const auto users = listUsersCommand(*f.database);
	REQUIRE(users);
	CHECK(users->size() == 2);
	CHECK(setDisabledCommand(*f.database, f.clock, "admin", true).error().code == "user.last_admin");
	for (const auto role : kRoles) CHECK(isRole(role));
	CHECK(kRoles.size() == 17);
}

TEST_CASE("API tokens are found by their secret until they expire or are dropped", "[security]")
{
	Fixture f;
	const auto id = f.give("machine", "tea with milk");
	const auto token = f.database->writeValue(
		[&](store::Transaction& tx) { return addApiToken(tx, id, "till", 30, f.clock.nowMs()); });
	REQUIRE(token);
	const auto find = [&] {
		const auto found = f.database->readValue(
			[&](store::Transaction& tx) { return findApiToken(tx, token->secret, f.clock.nowMs()); });
		REQUIRE(found);
		return *found;
	};
	REQUIRE(find());
	CHECK(find()->userId == id);
	CHECK(find()->recordUse);
	REQUIRE(f.database->write([&](store::Transaction& tx) { return recordTokenUse(tx, token->id, f.clock.nowMs()); }));
	CHECK_FALSE(find()->recordUse);
	f.clock.advance(30 * 24 * 3600 * 1000LL);
	CHECK_FALSE(find());
	REQUIRE(f.database->write([&](store::Transaction& tx) { return dropApiToken(tx, token->id); }));
	CHECK_FALSE(f.database->write([&](store::Transaction& tx) { return dropApiToken(tx, token->id); }));
}
