#include "host/platform/LibraryKind.hpp"

#include "host/platform/Files.hpp"
#include "host/platform/Ids.hpp"
#include "host/platform/Machine.hpp"

#include <catch2/catch.hpp>

#include <fstream>

using namespace erphost;

namespace {

struct Folder
{
	std::filesystem::path path = std::filesystem::temp_directory_path() / ("erphost-kind-" + newId(0));
	Folder() { std::filesystem::create_directories(path); }
	~Folder() { std::filesystem::remove_all(path); }
};

std::string kindOf(const Folder& folder, std::string bytes)
{
	bytes.resize(4096, '\0');
	std::ofstream(folder.path / "library", std::ios::binary) << bytes;
	return libraryKind(folder.path / "library");
}

} // namespace

TEST_CASE("a library tells by its head for what system it was built", "[platform]")
{
	const Folder folder;
	const auto elf = [](char machine) {
		return std::string("\x7F"
		                   "ELF") +
		       std::string(14, '\0') + machine;
	};
	CHECK(kindOf(folder, elf(62)) == "linux-x86_64");
	CHECK(kindOf(folder, elf(3)) == "linux-x86");
	std::string dll = "MZ" + std::string(0x3A, '\0') + '\x40' + std::string(3, '\0') + std::string("PE\0\0\x64\x86", 6);
	CHECK(kindOf(folder, dll) == "windows-x86_64");
	dll[0x44] = '\x4C';
	dll[0x45] = '\x01';
	CHECK(kindOf(folder, dll) == "windows-x86");
	CHECK(kindOf(folder, "hello").empty());
	CHECK(libraryKind(folder.path / "nowhere").empty());
	CHECK(libraryKind(folder.path).empty());
	CHECK(bitsOf("linux-x86_64") == 64);
	CHECK(bitsOf("windows-x86") == 32);
	CHECK(bitsOf("other") == 0);
	CHECK(bitsOf(libraryKind(programFile())) == static_cast<int>(sizeof(void*) * 8));
}

TEST_CASE("who holds a lock can be seen without taking it", "[platform]")
{
	const Folder folder;
	CHECK_FALSE(FileLock::heldBy(folder.path / "lock"));
	CHECK_FALSE(std::filesystem::exists(folder.path / "lock"));
	const auto lock = FileLock::take(folder.path / "lock");
	REQUIRE(lock);
	CHECK_FALSE(FileLock::heldBy(folder.path / "lock").value_or("").empty());
}

TEST_CASE("the machine says something about itself", "[platform]")
{
	const auto facts = machineFacts(8080);
	CHECK_FALSE(facts.system.empty());
	CHECK(std::abs(facts.utcOffsetMinutes) <= 14 * 60);
	const Folder folder;
	CHECK(accessOf(folder.path).exists);
	CHECK(accessOf(folder.path).writable);
	CHECK_FALSE(accessOf(folder.path / "nowhere").exists);
}

#ifndef _WIN32
TEST_CASE("a file is open to others only if the folders above it are", "[platform]")
{
	const Folder folder;
	const auto file = folder.path / "a" / "file";
	std::filesystem::create_directory(folder.path / "a");
	std::ofstream(file) << "x";
	const auto allow = [](const std::filesystem::path& path, int mode) {
		std::filesystem::permissions(path, static_cast<std::filesystem::perms>(mode));
	};
	allow(folder.path, 0755);
	allow(folder.path / "a", 0755);
	allow(file, 0644);
	CHECK(accessOf(file).othersRead);
	CHECK_FALSE(accessOf(file).othersWrite);
	CHECK(accessOf(folder.path / "a").othersRead);
	allow(folder.path / "a", 0700);
	CHECK_FALSE(accessOf(file).othersRead);
	allow(folder.path / "a", 0755);
	allow(file, 0660);
	CHECK_FALSE(accessOf(file).othersRead);
}
#endif
