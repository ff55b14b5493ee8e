#include "host/platform/LogFiles.hpp"

#include "host/platform/Files.hpp"
#include "host/platform/Ids.hpp"

#include <catch2/catch.hpp>

using namespace erphost;

namespace {

struct Folder
{
	std::filesystem::path path =
		std::filesystem::temp_directory_path() / ("erphost-log-" + newId(systemClock().nowMs()));
	Folder() { std::filesystem::create_directory(path); }
	~Folder()
	{
		std::error_code ignored;
		std::filesystem::remove_all(path, ignored);
	}
};

const std::string kError = "2026-11-21T08:00:00.123Z error sync the ERP is away";

} // namespace

TEST_CASE("the level of a line is known, and only of lines that are ours", "[log]")
{
	CHECK(levelOfLine(kError) == LogLevel::error);
	CHECK(levelOfLine("2026-11-21T08:00:00.123Z info front ready") == LogLevel::info);
	CHECK(levelOfLine("2026-11-21T08:00:00.123Z warning plugin:parts x") == LogLevel::warning);
	CHECK_FALSE(levelOfLine("error: terminate called without an active exception"));
	CHECK_FALSE(levelOfLine(""));
	CHECK_FALSE(levelOfLine("2026-11-21T08:00:00.123Z"));
	CHECK_FALSE(levelOfLine("2026-11-21T08:00:00.123Z loud sync x"));
}

TEST_CASE("log files are limited in size and number, and keep the newest lines", "[log]")
{
	const Folder folder;
	{
		LogFiles files(folder.path, "1 K", 3);
		for (int i = 0; i < 200; ++i) files.write("line " + std::to_string(i) + " of a log that goes on and on");
	}
	std::size_t count = 0;
	std::uintmax_t bytes = 0;
	for (const auto& entry : std::filesystem::directory_iterator(folder.path))
	{
		++count;
		bytes += entry.file_size();
	}
	CHECK(count == 3);
	CHECK(bytes < 4096);
	const auto newest = readFile(folder.path / "erphost.log").value();
	CHECK(newest.find("line 199 ") != std::string::npos);
}

TEST_CASE("a log that cannot be written stops nobody", "[log]")
{
	const Folder folder;
	LogFiles files(folder.path / "missing");
	files.write("lost");
	CHECK_FALSE(std::filesystem::exists(folder.path / "missing"));
}

TEST_CASE("the event log gets errors, a limited number in ten minutes, and hears how many were left out", "[log]")
{
	EventFilter filter;
	CHECK_FALSE(filter.take("2026-11-21T08:00:00.123Z info sync fine", 0));
	for (std::size_t i = 0; i < EventFilter::kMost; ++i) CHECK(filter.take(kError, 1000) == kError);
	CHECK_FALSE(filter.take(kError, 2000));
	CHECK_FALSE(filter.take(kError, 1000 + EventFilter::kWindowMs - 1));
	const auto later = filter.take(kError, 1000 + EventFilter::kWindowMs);
	REQUIRE(later);
	CHECK(later->starts_with(kError));
	CHECK(later->find("(2 errors") != std::string::npos);
	CHECK(filter.take(kError, 1001 + EventFilter::kWindowMs) == kError);
}
