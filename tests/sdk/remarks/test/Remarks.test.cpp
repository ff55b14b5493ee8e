// The plugin in the SDK's host in memory. Catch2 is not part of the SDK, so this does without.
#include <MockHost.hpp>

#include <cstdlib>
#include <fstream>
#include <iostream>

using nlohmann::json;

extern "C" const eh_plugin* erphost_plugin(void);

namespace {

void require(bool holds, const char* what)
{
	if (holds) return;
	std::cerr << "FAILED: " << what << std::endl;
	std::exit(1);
}

} // namespace

int main()
{
	erphost::mock::MockHost host(REMARKS_FOLDER);
	std::ifstream schema(std::string(ERPHOST_ENTITIES) + "/work_order.json");
	host.addEntity(json::parse(schema));
	host.putErpRow("work_order", {{"branch_id", "01"}, {"erp_key", "01|A1"}, {"number", "A1"}, {"status", "done"}});
	require(host.start(erphost_plugin()).ok(), "it starts");

	const auto made = host.call("POST", "/orders/01%7CA1/remarks", {{"words", "下午五点以后再打"}});
	require(made.status == 201, "a remark is taken");
	const auto listed = host.call("GET", "/orders/01%7CA1/remarks");
	require(listed.status == 200 && listed.body["items"].size() == 1, "and listed");
	require(listed.body["items"][0]["words"] == "下午五点以后再打", "word by word");

	host.setSetting("longest", 5);
	require(host.call("POST", "/orders/01%7CA1/remarks", {{"words", "too long"}}).body["words"] == "…",
	        "settings count");
	require(host.call("POST", "/orders/none/remarks", {{"words", "x"}}).error.code == "remarks.order.not_found",
	        "an order that the ERP does not have is refused");
	std::cout << "all right" << std::endl;
	return 0;
}
