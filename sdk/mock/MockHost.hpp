#pragma once

#include "erphost/Plugin.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace erphost::mock {

/// A host in memory for a plugin's unit tests: no process, no file, no ERP. SQLite ":memory:", a clock that the test
/// moves, ERP entities that the test fills, and lists of what the plugin wrote. One thread.
///
/// ```cpp
/// MockHost host("plugins/survey");
/// host.addEntities("config/entities", {"work_order"});
/// REQUIRE(host.start(erphost_plugin()));
/// host.putErpRow("work_order", {{"branch_id", "01"}, {"erp_key", "A1"}, {"status", "done"}});
/// REQUIRE(host.settle());
/// auto answer = host.call("GET", "/tasks");
/// ```
class MockHost
{
public:
	/// Reads plugin.json (settings' defaults) and runs the migrations of the plugin's folder.
	explicit MockHost(const std::filesystem::path& pluginFolder);
	~MockHost();
	MockHost(const MockHost&) = delete;
	MockHost& operator=(const MockHost&) = delete;

	// ---- The world around the plugin ------------------------------------------------------------------------------

	void setNow(std::int64_t nowMs);
	std::int64_t now() const;
	/// UTC offset of the company's local time; Asia/Shanghai at first.
	void setOffsetMinutes(int minutes);
	void setSetting(const std::string& name, nlohmann::json value);
	void setGoLive(const std::string& isoDate);
	/// A day (ISO) that is closed or open for every branch, whatever its weekday; the version changes with it. The
	/// mock's calendar knows Monday to Friday, 08:30 to 18:00, and what is set here.
	void setDay(const std::string& isoDate, bool open);

	/// When the line from the ERP was away (view erp_outage); without an end it still is.
	void setOutage(std::int64_t fromMs, std::optional<std::int64_t> toMs);
	/// What the mapping says of a timestamp, "event" or "typed" (view erp_field_basis).
	void setFieldBasis(const std::string& entity, const std::string& field, const std::string& basis);

	/// Makes the table erp_<entity> from an entity schema (config/entities of the host).
	void addEntity(const nlohmann::json& schema);
	/// The same for several of a folder's schemas, "work_order" for work_order.json. One that is not there throws.
	void addEntities(const std::filesystem::path& folder, std::initializer_list<const char*> names);
	/// Puts or changes a row: fields by name, with branch_id and erp_key; "deleted": 1 deletes it. Marks the entity as
	/// read in full until now.
	void putErpRow(const std::string& entity, const nlohmann::json& row);

	// ---- The plugin -----------------------------------------------------------------------------------------------

	Result<void> start(const eh_plugin* plugin);
	/// Delivers ERP changes, events and due jobs until nothing is left to do; the first error ends it.
	Result<void> settle();
	/// An event of another plugin, or of the host ("host.message.received").
	void appendEvent(const Event& event);

	struct Answer
	{
		int status = 0;
		nlohmann::json body;
		std::string etag;
		Error error;                      ///< of a failed call: code and params
		std::optional<Content> content{}; ///< of a route that answers with bytes
	};
	/// Calls a route, "/tasks?state=open". The caller is an administrator of every branch unless set otherwise; of a
	/// public route always "public" without grants, as in the host.
	Answer call(const std::string& method, const std::string& target, const nlohmann::json& body = nullptr,
	            const std::string& ifMatch = {});
	void setCaller(const std::string& id, std::vector<Caller::Grant> grants);

	// ---- What it did ----------------------------------------------------------------------------------------------

	const std::vector<Event>& events() const;
	const std::vector<ErpRecord>& records() const;
	/// Messages that the plugin sent, each id once.
	const std::vector<Message>& messages() const;
	/// Ids of the files that are kept.
	std::vector<std::string> files() const;
	/// One value of a query, as text; for looking into the plugin's tables.
	std::string value(const std::string& sql) const;

	struct Impl;

private:
	std::unique_ptr<Impl> _impl;
};

} // namespace erphost::mock
