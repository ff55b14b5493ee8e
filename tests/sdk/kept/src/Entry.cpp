// Uses every service of the contract once, and tells what it saw.
#include <erphost/Plugin.hpp>
#include <erphost/Rows.hpp>

using erphost::Reply;
using erphost::Request;
using erphost::Result;
using erphost::Tx;
using nlohmann::json;

namespace {

constexpr erphost::Sql kAdd{"kept.add", "INSERT INTO kept_count (name, number) VALUES (?1, 1) ON CONFLICT (name) DO "
                                        "UPDATE SET number = kept_count.number + 1"};
constexpr erphost::Sql kAll{"kept.all", "SELECT name, number FROM kept_count ORDER BY name"};
constexpr erphost::Sql kOrders{"kept.orders", "SELECT COUNT(*) FROM erp_work_order WHERE change_seq > ?1 AND "
                                              "change_seq <= ?2"};

/// The smallest picture that is one.
const std::string kPicture = [] {
	const unsigned char bytes[] = {0x89, 'P',  'N',  'G',  0x0D, 0x0A, 0x1A, 0x0A, 0,    0,    0,    13,   'I',  'H',
	                               'D',  'R',  0,    0,    0,    1,    0,    0,    0,    1,    8,    0,    0,    0,
	                               0,    0x3A, 0x7E, 0x9B, 0x55, 0,    0,    0,    10,   'I',  'D',  'A',  'T',  0x78,
	                               0x9C, 0x63, 0x60, 0,    0,    0,    2,    0,    1,    0x48, 0xAF, 0xA4, 0x71, 0,
	                               0,    0,    0,    'I',  'E',  'N',  'D',  0xAE, 0x42, 0x60, 0x82};
	return std::string(reinterpret_cast<const char*>(bytes), sizeof bytes);
}();

class KeptPlugin : public erphost::Plugin
{
public:
	using Plugin::Plugin;

	Result<void> start(erphost::Registry& registry) override
	{
		const json any = {{"type", "object"}};
		EH_CHECK(registry.route({"GET",
		                         "/seen",
		                         "listSeen",
		                         "What it counted.",
		                         {"callback_clerk"},
		                         nullptr,
		                         nullptr,
		                         any,
		                         false,
		                         [](Tx& tx, const Request&) { return seen(tx); }}));
		EH_CHECK(registry.route({"POST",
		                         "/acts",
		                         "act",
		                         "Uses each service once.",
		                         {"callback_clerk"},
		                         nullptr,
		                         {{"type", "object"}, {"properties", {{"refuse", {{"type", "boolean"}}}}}},
		                         any,
		                         true,
		                         [this](Tx& tx, const Request& request) { return act(tx, request); }}));
		EH_CHECK(
			registry.subscribe("listen", {"kept.act.done"}, [](Tx& tx, const erphost::Event& event) -> Result<void> {
				if (!json::parse(event.payload, nullptr, false).is_object())
					return erphost::permanent("kept.refused", "no object");
				return count(tx, "event");
			}));
		EH_CHECK(registry.watch("orders", "work_order", [](Tx& tx, std::int64_t from, std::int64_t to) -> Result<void> {
			EH_TRY(auto rows, tx.query(kOrders, from, to));
			EH_TRY([[maybe_unused]] const bool row, rows.next());
			return count(tx, "watch");
		}));
		return registry.job("tick", 1, [](Tx& tx) -> Result<bool> {
			EH_CHECK(count(tx, "job"));
			return false;
		});
	}

private:
	static Result<void> count(Tx& tx, const char* name)
	{
		EH_CHECK(tx.execute(kAdd, name));
		return {};
	}

	static Result<Reply> seen(Tx& tx)
	{
		EH_TRY(auto rows, tx.query(kAll));
		json counted = json::object();
		for (;;)
		{
			EH_TRY(const bool row, rows.next());
			if (!row) return Reply{200, std::move(counted), {}};
			counted[rows.text(0)] = rows.integer(1);
		}
	}

	Result<Reply> act(Tx& tx, const Request& request) const
	{
		if (request.body.value("refuse", false))
			return erphost::permanent("kept.refused", "as asked").with("what", request.caller.name);
		host().info("acting");
		const std::int64_t now = host().nowMs();
		const std::string today = host().localDate(now);
		EH_TRY(const auto noon, host().instantOf(today, 720));
		EH_TRY(const auto due, host().addWorkingDays("01", today, 2));
		EH_TRY(const auto open, host().dayVerdict("01", "2026-10-01"));
		EH_TRY([[maybe_unused]] const auto hours, host().officeHours("01", today));
		EH_TRY(const auto calendar, host().calendarVersion());
		EH_TRY(const auto settings, host().settings(today));
		EH_CHECK(tx.append({"kept.act.done", 1, "01", "K1", "{}"}));
		EH_CHECK(tx.audit("acted", "kept/1", "{}"));
		EH_TRY(const auto id, tx.putFile("image/png", kPicture));
		EH_TRY(const auto file, tx.file(id));
		EH_CHECK(tx.removeFile(id));
		EH_CHECK(tx.send({"kept-1", "letter", "nobody", "", "text", "01", "K1", "kept"}));
		return Reply{201,
		             {{"noon", noon - now < 86'400'000},
		              {"due", due.date > today},
		              {"holiday", !open.working},
		              {"calendar", !calendar.empty()},
		              {"word", settings.at("word")},
		              {"bytes", file.bytes.size()},
		              {"goLive", tx.goLiveDate().value_or("")},
		              {"caller", request.caller.id.empty() ? "" : "known"}},
		             {}};
	}
};

} // namespace

EH_PLUGIN(KeptPlugin, "kept", "1.0.0")
