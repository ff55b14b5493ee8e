#include "host/messaging/Messenger.hpp"

#include "host/messaging/MessagingSql.hpp"
#include "host/outbox/MessageOutbox.hpp"
#include "host/store/Meta.hpp"
#include "host/store/testing/TemporaryStore.hpp"

#include <catch2/catch.hpp>

#include <deque>

using namespace erphost;
using namespace erphost::messaging;
using Kind = DeliveryOutcome::Kind;

namespace {

constexpr Sql kStates{"test.states", "SELECT message_id || ':' || state || COALESCE(':' || error_code, '') FROM "
                                     "host_message ORDER BY number"};
constexpr Sql kEvents{"test.events", "SELECT type, business_key, payload FROM journal_event ORDER BY position"};
constexpr std::int64_t kMinute = 60'000;

/// A gateway that does as it is told, and remembers what reached people.
class FakeGateway : public Gateway
{
public:
	explicit FakeGateway(bool recognises): _recognises(recognises) {}
	DeliveryOutcome send(const Delivery& delivery) override
	{
		++asked;
		if (during) during();
		const auto kind = plan.empty() ? usual : plan.front();
		if (!plan.empty()) plan.pop_front();
		// Handed over without an answer: it may have gone out all the same, and does here.
		if (kind == Kind::sent || kind == Kind::unknown)
			if (!_recognises || std::find(delivered.begin(), delivered.end(), delivery.id) == delivered.end())
				delivered.push_back(delivery.id);
		if (kind == Kind::sent) return {};
		if (kind == Kind::refused) return {kind, permanent("messaging.refused", "no")};
		return {kind, transient("messaging.gateway_away", "away")};
	}
	bool recognisesId() const override { return _recognises; }

	Kind usual = Kind::sent;
	std::deque<Kind> plan;
	std::vector<std::string> delivered;
	int asked = 0;
	std::function<void()> during;

private:
	bool _recognises;
};

struct Fixture
{
	explicit Fixture(bool recognises = true, bool quiet = false): quietHours(quiet), recognisesId(recognises)
	{
		REQUIRE(database->write([&](store::Transaction& tx) { return store::nameStore(tx, clock.nowMs()); }));
		clock.set(*zone->instantOf("2026-11-20", 10 * 60));
		begin();
	}
	/// Another process takes over.
	void begin()
	{
		auto made = std::make_unique<FakeGateway>(recognisesId);
		if (gateway) made->delivered = gateway->delivered;
		gateway = made.get();
		ChannelConfig channel;
		channel.name = "sms";
		channel.quiet = quietHours;
		messenger = std::make_unique<Messenger>(Messenger::Context{*database, clock, *zone, [this] { return policy; }},
		                                        channel, std::move(made));
		REQUIRE(messenger->recover());
	}
	void put(const std::string& id, const std::string& to = "13912345678",
	         std::optional<std::int64_t> notBefore = std::nullopt, std::optional<std::int64_t> expires = std::nullopt)
	{
		REQUIRE(database->write([&](store::Transaction& tx) {
			return outbox::putMessage(
				tx, {"survey", id, "sms", to, "", "请评价", "HZ", "HZ|A1", "invite", notBefore, expires, "c"},
				clock.nowMs());
		}));
	}
	void round()
	{
		for (bool more = true; more;)
		{
			const auto done = messenger->round([] { return true; });
			REQUIRE(done);
			more = *done;
		}
	}
	void pass(std::int64_t ms, std::int64_t step = kMinute)
	{
		for (const auto end = clock.nowMs() + ms; clock.nowMs() < end;)
		{
			clock.advance(step);
			round();
		}
	}
	std::string texts(const Sql& sql)
	{
		std::string text;
		REQUIRE(database->read([&](store::Transaction& tx) -> Result<void> {
			EH_TRY(auto row, tx.prepareAsHost(sql));
			for (;;)
			{
				EH_TRY(const bool found, row.step());
				if (!found) return {};
				text += row.text(0) + " ";
			}
		}));
		return text;
	}
	std::string states() { return texts(kStates); }

	store::testing::TemporaryStore temporary;
	std::unique_ptr<store::Database> database = temporary.openMigrated();
	ManualClock clock;
	Result<calendar::TimeZone> zone = calendar::TimeZone::named("Asia/Shanghai");
	Policy policy;
	bool quietHours;
	bool recognisesId;
	FakeGateway* gateway = nullptr;
	std::unique_ptr<Messenger> messenger;
};

} // namespace

TEST_CASE("A message goes out once, whatever is put again, and its plugin is told", "[messaging]")
{
	Fixture f;
	f.put("m1");
	f.put("m1");
	f.round();
	f.put("m1");
	f.round();
	CHECK(f.states() == "m1:sent ");
	CHECK(f.gateway->delivered == std::vector<std::string>{"survey-m1"});
	CHECK(f.texts(kEvents) == "host.message.sent ");
	REQUIRE(f.database->read([&](store::Transaction& tx) -> Result<void> {
		EH_TRY(auto row, tx.prepareAsHost(kEvents));
		EH_TRY(const bool found, row.step());
		REQUIRE(found);
		CHECK(row.text(1) == "HZ|A1");
		CHECK(row.text(2).find("139") == std::string::npos);
		CHECK(row.text(2).find("请评价") == std::string::npos);
		return {};
	}));
}

TEST_CASE("A gateway that is down for an hour loses and doubles nothing", "[messaging]")
{
	Fixture f;
	f.gateway->usual = Kind::later;
	for (int i = 0; i < 30; ++i) f.put("m" + std::to_string(i), "1390000" + std::to_string(1000 + i));
	f.pass(60 * kMinute, 1'000);
	CHECK(f.gateway->delivered.empty());
	CHECK(f.gateway->asked < 80); // not hammered: about once a minute
	f.gateway->usual = Kind::sent;
	f.pass(16 * kMinute);
	CHECK(f.gateway->delivered.size() == 30);
	CHECK(f.states().find("waiting") == std::string::npos);
}

TEST_CASE("A late answer doubles nothing where our id is recognised, and is left to a person elsewhere", "[messaging]")
{
	Fixture knows(true);
	knows.gateway->plan = {Kind::unknown, Kind::unknown};
	knows.put("m1");
	knows.pass(10 * kMinute);
	CHECK(knows.states() == "m1:sent ");
	CHECK(knows.gateway->delivered.size() == 1);

	Fixture not_(false);
	not_.gateway->plan = {Kind::unknown};
	not_.put("m1");
	not_.pass(10 * kMinute);
	CHECK(not_.states() == "m1:failed:messaging.outcome_unknown ");
	CHECK(not_.gateway->asked == 1);
	CHECK(not_.texts(kEvents) == "host.message.failed ");
}

TEST_CASE("Killed between sending and marking: once with our id, never twice without", "[messaging]")
{
	for (const bool recognises : {true, false})
	{
		Fixture f(recognises);
		f.put("m1");
		f.put("m2", "13700000000");
		f.gateway->during = [] { throw std::runtime_error("killed"); };
		f.gateway->delivered = {"survey-m1"}; // it went out just before
		CHECK_THROWS(f.messenger->round([] { return true; }));
		CHECK(f.states() == "m1:sending m2:waiting ");
		f.begin();
		f.round();
		INFO(recognises);
		CHECK(f.states() == (recognises ? "m1:sent m2:sent " : "m1:failed:messaging.outcome_unknown m2:sent "));
		CHECK(f.gateway->delivered == std::vector<std::string>{"survey-m1", "survey-m2"});
	}
}

TEST_CASE("A refusal ends one message, not the others", "[messaging]")
{
	Fixture f;
	f.gateway->plan = {Kind::refused};
	f.put("m1");
	f.put("m2");
	f.round();
	f.round();
	CHECK(f.states() == "m1:failed:messaging.refused m2:sent ");
}

TEST_CASE("Messages to one person keep their order; a planned one holds up nothing", "[messaging]")
{
	Fixture f;
	f.put("later", "13912345678", f.clock.nowMs() + 24 * 60 * kMinute);
	f.put("first");
	f.put("second", "+86 139-1234 5678");
	f.put("other", "13700000000");
	f.gateway->plan = {Kind::later};
	f.round();
	f.clock.advance(10'000); // the channel is asked again, the first message not yet
	f.round();
	CHECK(f.gateway->delivered == std::vector<std::string>{"survey-other"});
	f.pass(2 * kMinute);
	CHECK(f.gateway->delivered == std::vector<std::string>{"survey-other", "survey-first", "survey-second"});
	f.pass(24 * 60 * kMinute, 60 * kMinute);
	CHECK(f.gateway->delivered.back() == "survey-later");
}

TEST_CASE("Nobody is disturbed in the quiet hours, and what is too late is not sent", "[messaging]")
{
	Fixture f(true, true);
	f.clock.set(*f.zone->instantOf("2026-11-20", 21 * 60));
	f.put("m1");
	f.put("m2", "13700000000", std::nullopt, f.clock.nowMs() + 60 * kMinute);
	f.pass(11 * 60 * kMinute + 29 * kMinute);
	CHECK(f.states() == "m1:waiting m2:expired:messaging.expired ");
	f.pass(kMinute);
	CHECK(f.states() == "m1:sent m2:expired:messaging.expired ");
	CHECK(Policy().isQuiet(23 * 60));
	CHECK(Policy().isQuiet(0));
	CHECK_FALSE(Policy().isQuiet(8 * 60 + 30));
	const auto none = Policy::of({{"quietHours", {{"from", "00:00"}, {"to", "00:00"}}}, {"giveUpHours", 5}});
	CHECK_FALSE(none.isQuiet(0));
	CHECK(none.giveUpHours == 5);
	CHECK(Policy::of(Policy().toJson()).quietFrom == 21 * 60);
	CHECK(Policy::of({{"quietHours", {{"from", "25:00"}, {"to", "08:00"}}}}).quietTo == 8 * 60 + 30);
}

TEST_CASE("What cannot be sent for three days is given up and told", "[messaging]")
{
	Fixture f;
	f.gateway->usual = Kind::later;
	f.put("m1");
	f.pass(72 * 60 * kMinute, 60 * kMinute);
	CHECK(f.states() == "m1:failed:messaging.given_up ");
}

TEST_CASE("Who opted out gets nothing more", "[messaging]")
{
	Fixture f;
	f.put("m1", "139 1234 5678");
	REQUIRE(f.database->write([&](store::Transaction& tx) -> Result<void> {
		EH_TRY(const auto hash, outbox::recipientHash(tx, "+8613912345678"));
		EH_CHECK(tx.execute(sql::kOptOut, hash, "sms", masked("13912345678"), "reply", f.clock.nowMs(), "u1"));
		return {};
	}));
	f.round();
	CHECK(f.states() == "m1:suppressed:messaging.opted_out ");
	CHECK(f.gateway->asked == 0);
	CHECK(masked("13912345678") == "…5678");
	CHECK(masked("lin@example.cn") == "l…@example.cn");
	CHECK(masked("1234") == "…");
}

TEST_CASE("After a restore nothing that waited goes out by itself", "[messaging]")
{
	Fixture f;
	f.put("old");
	REQUIRE(f.database->write([&](store::Transaction& tx) { return store::beginEpoch(tx, 9, f.clock.nowMs()); }));
	f.begin();
	f.put("new", "13700000000");
	f.round();
	CHECK(f.states() == "old:suppressed:messaging.restored new:sent ");
}

TEST_CASE("Recipient and text are forgotten after their time, the id never", "[messaging]")
{
	Fixture f;
	f.put("m1");
	f.round();
	f.clock.advance(91 * 24 * 60 * kMinute);
	f.round();
	constexpr Sql kLeft{"test.left", "SELECT recipient || body || subject || message_id FROM host_message"};
	CHECK(f.texts(kLeft) == "m1 ");
	f.put("m1");
	f.round();
	CHECK(f.gateway->delivered.size() == 1);
}

TEST_CASE("A message that could harm is refused when it is put", "[messaging]")
{
	Fixture f;
	const auto refused = [&](outbox::OutgoingMessage message) {
		const auto put =
			f.database->write([&](store::Transaction& tx) { return outbox::putMessage(tx, message, f.clock.nowMs()); });
		return put ? std::string() : std::string(put.error().param("member"));
	};
	const outbox::OutgoingMessage good{"survey", "m", "sms", "139", "", "x", "HZ", "k", "", {}, {}, ""};
	auto bad = good;
	bad.to = "a@b.cn\r\nBcc: c@d.cn";
	CHECK(refused(bad) == "to");
	bad = good;
	bad.subject = "x\ny";
	CHECK(refused(bad) == "subject");
	bad = good;
	bad.channel = "SMS";
	CHECK(refused(bad) == "channel");
	bad = good;
	bad.text = "";
	CHECK(refused(bad) == "text");
	bad = good;
	bad.notBeforeMs = 10;
	bad.expiresAtMs = 10;
	CHECK(refused(bad) == "expires_at");
	CHECK(refused(good).empty());
	CHECK(outbox::normalised("0086 139 1234 5678") == "13912345678");
	CHECK(outbox::normalised("Lin@Example.CN") == "lin@example.cn");
}
