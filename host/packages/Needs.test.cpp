#include "host/packages/Needs.hpp"

#include <catch2/catch.hpp>

using namespace erphost;
using namespace erphost::packages;

namespace {

std::vector<std::string> codes(const std::vector<Error>& errors)
{
	std::vector<std::string> found;
	for (const auto& error : errors) found.push_back(error.code);
	return found;
}

} // namespace

TEST_CASE("every need that is not met has its own sentence")
{
	Manifest manifest;
	manifest.id = "survey";
	manifest.reads = {"work_order", "unicorn"};
	HostOffer offer{"1.2.0", "linux-x86_64", {"work_order"}, {}};
	CHECK(codes(unmetNeeds(manifest, {"linux-x86_64"}, {"unicorn"}, offer)).empty());
	CHECK(codes(unmetNeeds(manifest, {"windows-x86_64"}, {}, offer)) ==
	      std::vector<std::string>{"package.platform_missing", "package.entity_missing"});
	manifest.reads.clear();
	manifest.needsHost = "1.10.0";
	manifest.needsPlugins = {{"parts", "1.0.0"}};
	CHECK(codes(unmetNeeds(manifest, {"linux-x86_64"}, {}, offer)) ==
	      std::vector<std::string>{"package.host_too_old", "package.plugin_missing"});
	offer.version = "1.10.0";
	CHECK(codes(unmetNeeds(manifest, {"linux-x86_64"}, {}, offer)) ==
	      std::vector<std::string>{"package.plugin_missing"});
	CHECK(unmetNeeds(manifest, {}, {}, offer).front().param("offered") == "-");
}
