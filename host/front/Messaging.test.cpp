#include "host/front/testing/TestFront.hpp"

#include "host/messaging/MessageRow.hpp"
#include "host/messaging/MessagingRoutes.hpp"
#include "host/outbox/MessageOutbox.hpp"

using namespace erphost;
using namespace erphost::front;
using namespace erphost::front::testing;

namespace {

constexpr Sql kReceived{"test.received", "SELECT business_key, payload FROM journal_event WHERE type = "
                                         "'host.message.received' ORDER BY position"};
constexpr Sql kSent{"test.sent", "UPDATE host_message SET state = ?2 WHERE message_id = ?1"};

void put(Fixture& f, const std::string& id, const std::string& state = "waiting")
{
	REQUIRE(f.database->write([&](store::Transaction& tx) -> Result<void> {
		EH_CHECK(outbox::putMessage(
			tx, {"survey", id, "sms", "13912345678", "", "请评价", "HZ", "HZ|A1", "invite", {}, {}, "c"},
			f.clock.nowMs()));
		EH_CHECK(tx.execute(kSent, id, state));
		return {};
	}));
}

} // namespace

TEST_CASE("Administrators see messages without numbers, send them again, drop them", "[front][messaging]")
{
	Fixture f;
	const auto who = f.admin();
	for (const auto* id : {"m1", "m2", "m3"}) put(f, id);
	put(f, "m4", "sent");
	const auto page = f.call("GET", "/api/v1/messaging/messages?limit=2", "", who);
	REQUIRE(page.status == 200);
	CHECK(page.text.find("13912345678") == std::string::npos);
	CHECK(page.body["items"][0]["id"] == "m4");
	CHECK(page.body["items"][0]["to"] == "…5678");
	const auto next = page.body["next"].get<std::string>();
	CHECK(f.call("GET", "/api/v1/messaging/messages?limit=2&cursor=" + next, "", who).body["items"][1]["id"] == "m1");
	CHECK(f.call("GET", "/api/v1/messaging/messages?sort=number", "", who).body["items"][0]["id"] == "m1");
	CHECK(f.call("GET", "/api/v1/messaging/messages?state=sent", "", who).body["items"].size() == 1);
	CHECK(f.call("GET", "/api/v1/messaging/messages/1", "", who).body["text"] == "请评价");
	CHECK(f.call("GET", "/api/v1/messaging/messages/99", "", who).status == 404);

	const auto dropped = f.call("POST", "/api/v1/messaging/messages/1/drop", R"({"reason": "wrong number"})", who);
	CHECK(dropped.body["state"] == "suppressed");
	CHECK(f.call("POST", "/api/v1/messaging/messages/1/drop", R"({"reason": "x"})", who).code() ==
	      "messaging.not_droppable");
	CHECK(f.call("POST", "/api/v1/messaging/messages/1/retry", "", who).body["state"] == "waiting");
	CHECK(f.call("POST", "/api/v1/messaging/messages/4/retry", "", who).code() == "messaging.not_retryable");
	const auto clerk = f.sessionOf(f.addUser("li", {{"callback_clerk", "*"}}));
	CHECK(f.call("GET", "/api/v1/messaging/messages", "", clerk).status == 403);
	const auto overview = f.call("GET", "/api/v1/overview", "", who).body["messaging"];
	CHECK(overview["configured"] == false);
	CHECK(overview["states"]["waiting"] == 3);
}

TEST_CASE("An answer reaches the plugin once, without a number, and TD ends it", "[front][messaging]")
{
	Fixture f;
	const auto who = f.admin();
	put(f, "m1", "sent");
	put(f, "m2", "sent");
	put(f, "m3");
	const auto answer = [&](const std::string& text, const std::string& id, const std::string& from) {
		return f.call("POST", "/api/v1/messaging/inbound",
		              json{{"channel", "sms"}, {"from", from}, {"text", text}, {"id", id}}.dump(), who);
	};
	CHECK(answer("满意", "g1", "+8613912345678").body["repeated"] == false);
	CHECK(answer("满意", "g1", "+8613912345678").body["repeated"] == true);
	CHECK(answer(" td ", "g2", "13912345678").status == 200);
	CHECK(answer("who is this", "g3", "13700000000").status == 200);
	std::vector<json> events;
	REQUIRE(f.database->read([&](store::Transaction& tx) -> Result<void> {
		EH_TRY(auto row, tx.prepareAsHost(kReceived));
		for (;;)
		{
			EH_TRY(const bool found, row.step());
			if (!found) return {};
			events.push_back(json::parse(row.view(1)));
			CHECK(row.text(1).find("13912345678") == std::string::npos);
		}
	}));
	REQUIRE(events.size() == 3);
	CHECK(events[0]["in_reply_to"] == "m2");
	CHECK(events[0]["text"] == "满意");
	CHECK(events[0]["opt_out"] == false);
	CHECK(events[1]["opt_out"] == true);
	CHECK(events[0]["from_hash"] == events[1]["from_hash"]);
	CHECK(events[2]["in_reply_to"].is_null());

	const auto gone = f.call("GET", "/api/v1/messaging/opt-outs", "", who).body;
	REQUIRE(gone["items"].size() == 1);
	CHECK(gone["items"][0]["to"] == "…5678");
	const std::string hash = gone["items"][0]["hash"];
	CHECK(f.call("DELETE", "/api/v1/messaging/opt-outs/sms/" + hash, "", who).status == 204);
	CHECK(f.call("DELETE", "/api/v1/messaging/opt-outs/sms/" + hash, "", who).status == 404);
	CHECK(f.call("POST", "/api/v1/messaging/opt-outs", R"({"to": "13912345678", "channel": "sms"})", who,
	             {{"Idempotency-Key", "k"}})
	          .body["hash"] == hash);
	for (const auto* text : {"TD", "t", "退订", "Stop.", " td\n"}) CHECK(messaging::isOptOut(text));
	for (const auto* text : {"", "满意", "TDX", "不退订", "to"}) CHECK_FALSE(messaging::isOptOut(text));
}

TEST_CASE("Channels are set up over the console, a trial goes through the outbox", "[front][messaging]")
{
	Fixture f;
	const auto who = f.admin();
	const auto before = f.call("GET", "/api/v1/messaging/config", "", who);
	const std::string good = R"({"channels": {"sms": {"adapter": "erp"}}})";
	CHECK(f.call("PUT", "/api/v1/messaging/config", good, who).status == 428);
	const std::map<std::string, std::string> match = {{"If-Match", before.headers.at("ETag")}};
	CHECK(
		f.call("PUT", "/api/v1/messaging/config", R"({"channels": {"sms": {"adapter": "fax"}}})", who, match).code() ==
		"messaging.config_invalid");
	CHECK(f.call("PUT", "/api/v1/messaging/config", good, who, match).status == 200);
	CHECK(f.call("PUT", "/api/v1/messaging/config", good, who, match).status == 412);
	CHECK(f.call("GET", "/api/v1/messaging/config", "", who).body == json::parse(good));
	const auto overview = f.call("GET", "/api/v1/overview", "", who).body["messaging"];
	CHECK(overview["configured"] == true);
	CHECK(overview["channels"]["sms"]["state"] == "unknown");
	CHECK(f.call("POST", "/api/v1/messaging/trial", R"({"channel": "sms", "to": "13912345678"})", who,
	             {{"Idempotency-Key", "k"}})
	          .status == 201);
	CHECK(f.call("GET", "/api/v1/messaging/messages", "", who).body["items"][0]["about"] == "trial");
}
