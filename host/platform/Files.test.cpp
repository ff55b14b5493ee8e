#include "host/platform/Files.hpp"
#include "host/platform/Clock.hpp"
#include "host/platform/Ids.hpp"

#include <catch2/catch.hpp>

using namespace erphost;

namespace {

/// A folder that goes with the test.
struct Folder
{
	std::filesystem::path path =
		std::filesystem::temp_directory_path() / toPath("文件-" + newId(systemClock().nowMs()));
	Folder() { std::filesystem::create_directory(path); }
	~Folder() { std::filesystem::remove_all(path); }
};

} // namespace

TEST_CASE("a replaced file is whole, keeps nothing beside it, and its privacy")
{
	const Folder folder;
	const auto file = folder.path / "secrets.json";
	REQUIRE(replaceFile(file, "first", true));
	REQUIRE(replaceFile(file, std::string(300'000, 'b')));
	CHECK(readFile(file).value() == std::string(300'000, 'b'));
	REQUIRE(replaceFile(file, ""));
	CHECK(readFile(file).value().empty());
	CHECK(std::distance(std::filesystem::directory_iterator(folder.path), {}) == 1);
#ifndef _WIN32
	CHECK(std::filesystem::status(file).permissions() ==
	      (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
#endif
}

TEST_CASE("a file that cannot be read or written is named")
{
	const Folder folder;
	const auto missing = readFile(folder.path / "nothing");
	REQUIRE_FALSE(missing);
	CHECK(missing.error().code == "file.unreadable");
	CHECK(missing.error().param("file") == toUtf8(folder.path / "nothing"));
	const auto nowhere = replaceFile(folder.path / "no" / "where", "x");
	REQUIRE_FALSE(nowhere);
	CHECK(nowhere.error().code == "file.unwritable");
}

TEST_CASE("readers of a replaced file see the old content or the new, never a mixture")
{
	const Folder folder;
	const auto file = folder.path / "status.json";
	REQUIRE(replaceFile(file, std::string(5000, 'a')));
	std::atomic<bool> done{false};
	std::atomic<int> mixed{0};
	std::thread reader([&] {
		while (!done)
		{
			const auto content = readFile(file);
			if (!content || content->size() != 5000 || content->find_first_not_of((*content)[0]) != std::string::npos)
				++mixed;
		}
	});
	int failed = 0; // not asserted in the loop: the reader must be joined whatever happens
	for (int i = 0; i < 200; ++i)
		if (!replaceFile(file, std::string(5000, static_cast<char>('a' + i % 26)))) ++failed;
	done = true;
	reader.join();
	CHECK(failed == 0);
	CHECK(mixed == 0);
}

TEST_CASE("ids are UUIDv7, ordered by their instant and never repeat")
{
	const auto early = newId(1'700'000'000'000);
	const auto late = newId(1'700'000'000'001);
	CHECK(early < late);
	CHECK(early.substr(0, 15) == "018bcfe5-6800-7");
	CHECK(std::string("89ab").find(early[19]) != std::string::npos);
	std::set<std::string> seen;
	for (int i = 0; i < 10'000; ++i) seen.insert(newId(1'700'000'000'000));
	CHECK(seen.size() == 10'000);
	CHECK(newSecret().size() == 43);
	CHECK(newSecret() != newSecret());
	CHECK(newSecret(12).find_first_of("+/=") == std::string::npos);
}

TEST_CASE("the steady clock never runs backwards and memory of a process is known")
{
	const auto& clock = systemClock();
	auto last = clock.steadyMs();
	for (int i = 0; i < 1000; ++i)
	{
		const auto now = clock.steadyMs();
		REQUIRE(now >= last);
		last = now;
	}
	CHECK(clock.nowMs() > 1'600'000'000'000);
	CHECK(std::filesystem::exists(programFile()));
}
