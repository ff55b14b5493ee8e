#pragma once

#include "host/demoerp/DemoErp.hpp"

#include <cstdint>
#include <filesystem>
#include <system_error>

namespace erphost::demoerp::testing {

inline constexpr std::int64_t kNow = 1'795'240'800'000; // 2026-11-21 14:00 in Shanghai, a Saturday

/// A folder of its own, gone afterwards.
struct Folder
{
	std::filesystem::path path;
	explicit Folder(const char* name): path(std::filesystem::temp_directory_path() / name)
	{
		std::filesystem::remove_all(path);
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

} // namespace erphost::demoerp::testing
