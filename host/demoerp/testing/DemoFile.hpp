#pragma once

#include "host/demoerp/DemoErp.hpp"
#include "host/demoerp/SqliteFile.hpp"
#include "host/platform/Clock.hpp"
#include "host/platform/Ids.hpp"

#include <catch2/catch.hpp>

#include <cstdint>
#include <filesystem>
#include <string>
#include <system_error>

namespace erphost::demoerp {

inline constexpr std::int64_t kNow = 1'795'240'800'000; // 2026-11-21 14:00 in Shanghai, a Saturday

/// A folder of its own, gone afterwards; two runs at once have one each.
struct Folder
{
	std::filesystem::path path;
	explicit Folder(const char* name):
		path(std::filesystem::temp_directory_path() / (name + ("-" + newId(systemClock().nowMs()))))
	{
		std::filesystem::create_directories(path);
	}
	~Folder()
	{
		std::error_code ignored;
		std::filesystem::remove_all(path, ignored);
	}
};

inline DemoErpOptions options(const std::filesystem::path& file, std::int64_t orders, std::uint64_t seed)
{
	DemoErpOptions made;
	made.file = file;
	made.orders = orders;
	made.seed = seed;
	made.nowMs = kNow;
	return made;
}

/// One ERP for all tests that only read.
inline const std::filesystem::path& shared()
{
	static const Folder folder("erphost_demoerp_shared");
	static const auto file = [] {
		auto path = folder.path / "演示ERP.db"; // the path is not ASCII either
		const auto made = generate(options(path, 6'000, 7));
		REQUIRE(made);
		return path;
	}();
	return file;
}

/// The only value of a query on it.
inline std::int64_t number(const std::string& sql)
{
	auto file = SqliteFile::open(shared(), false);
	REQUIRE(file);
	auto value = file->number(sql);
	INFO(sql << ": " << (value ? "" : value.error().message));
	REQUIRE(value);
	return *value;
}

} // namespace erphost::demoerp
