#include "host/worker/RouteTable.hpp"

#include "host/journal/Journal.hpp"
#include "host/platform/Ids.hpp"
#include "host/store/Migrator.hpp"
#include "host/worker/RequestText.hpp"

#include <catch2/catch.hpp>

using namespace erphost;
using namespace erphost::worker;
using nlohmann::json;

namespace {

constexpr Sql kPutSetting{"test.put_setting", "INSERT INTO host_meta (name, value) VALUES (?1, ?2)"};
constexpr Sql kCountMeta{"test.count_meta", "SELECT COUNT(*) FROM host_meta WHERE name LIKE 'test.%'"};
constexpr Sql kAudit{"test.audit", "SELECT action, subject, actor, correlation_id FROM host_audit ORDER BY position"};

Route route(std::string method, std::string path, std::string id, TransactionMode mode = TransactionMode::none)
{
	Route made;
	made.mode = mode;
	made.method = std::move(method);
	made.path = std::move(path);
	made.operationId = std::move(id);
	made.handle = [id = made.operationId](store::Transaction*, const Request& request) -> Result<Reply> {
		Reply reply;
		reply.body = {{"operation", id}, {"params", request.pathParams}, {"query", request.query}};
		return reply;
	};
	return made;
}

Request ask(std::string method, std::string target, std::string body = {})
{
	Request request;
	request.method = std::move(method);
	const auto mark = target.find('?');
	request.path = target.substr(0, mark);
	if (mark != std::string::npos) request.query = *parseQuery(std::string_view(target).substr(mark + 1));
	request.rawBody = std::move(body);
	request.correlationId = "corr-7";
	request.caller = {"u1", "小李", "zh", {{"callback_clerk", "MX"}}};
	return request;
}

/// A store in a folder of its own, removed at the end.
struct TestStore
{
	TestStore()
	{
		std::filesystem::create_directories(folder);
		auto opened = store::Database::open({folder / "store.db", {}});
		REQUIRE(opened);
		database = *std::move(opened);
		REQUIRE(store::migrate(*database, "host", store::hostMigrations(), clock.nowMs()));
	}
	~TestStore()
	{
		database.reset();
		std::error_code ignored;
		std::filesystem::remove_all(folder, ignored);
	}
	std::int64_t count()
	{
		auto number = database->readValue([](store::Transaction& tx) -> Result<std::int64_t> {
			EH_TRY(auto statement, tx.prepareAsHost(kCountMeta));
			EH_TRY(const bool found, statement.step());
			return found ? statement.integer(0) : -1;
		});
		REQUIRE(number);
		return *number;
	}

	ManualClock clock;
	std::filesystem::path folder = std::filesystem::temp_directory_path() / ("erphost-routes-" + newSecret(9));
	std::unique_ptr<store::Database> database;
};

} // namespace

TEST_CASE("A request finds its route; fixed segments win", "[routes]")
{
	ManualClock clock;
	const auto table =
		RouteTable::build({"/api/v1/x", "x"}, nullptr, clock,
	                      {route("GET", "/tasks/{id}", "getTask"), route("POST", "/tasks/{id}", "postTask"),
	                       route("POST", "/tasks/next", "nextTask")});
	REQUIRE(table);
	CHECK(table->serve(ask("GET", "/tasks/7")).body["params"]["id"] == "7");
	CHECK(table->serve(ask("POST", "/tasks/next")).body["operation"] == "nextTask");
	CHECK(table->serve(ask("POST", "/tasks/other")).body["operation"] == "postTask");

	const auto nothing = table->serve(ask("GET", "/elsewhere"));
	CHECK(nothing.status == 404);
	CHECK(nothing.body["code"] == "route.not_found");
	CHECK(nothing.body["correlation"] == "corr-7");
	CHECK(nothing.body["params"]["path"] == "/api/v1/x/elsewhere");
	const auto method = table->serve(ask("DELETE", "/tasks/7"));
	CHECK(method.status == 405);
	CHECK(std::find(method.headers.begin(), method.headers.end(),
	                std::pair<std::string, std::string>("Allow", "GET, POST")) != method.headers.end());
	CHECK(table->describe().size() == 3);
}

TEST_CASE("Declarations that cannot work are refused at start", "[routes]")
{
	ManualClock clock;
	const auto build = [&](std::vector<Route> routes) {
		const auto table = RouteTable::build({"/x", "x"}, nullptr, clock, std::move(routes));
		return table ? std::string() : table.error().code;
	};
	CHECK(build({route("GET", "/a/{x}", "one"), route("GET", "/a/{y}", "two")}) == "route.duplicate");
	CHECK(build({route("GET", "/a", "one"), route("GET", "/b", "one")}) == "route.duplicate");
	CHECK(build({route("GET", "/a", "one", TransactionMode::read)}) == "route.without_store");
	auto bad = route("GET", "/a", "one");
	bad.query = 7;
	CHECK(build({bad}) == "route.bad_schema");
}

TEST_CASE("Roles are checked before anything else is looked at", "[routes]")
{
	ManualClock clock;
	auto guarded = route("POST", "/a", "one");
	guarded.roles = {"it", "service_manager"};
	guarded.request = {{"type", "object"}};
	const auto table = RouteTable::build({"/x", "x"}, nullptr, clock, {guarded});
	auto request = ask("POST", "/a", "not json");
	auto reply = table->serve(request);
	CHECK(reply.status == 403);
	CHECK(reply.body["params"]["roles"] == "it, service_manager");
	request.caller.grants = {{"admin", "*"}};
	CHECK(table->serve(request).body["code"] == "request.broken_json");
	request.caller.grants = {{"it", "HZ"}};
	CHECK(table->serve(request).status == 400);
}

TEST_CASE("Query and body are checked against their schemas", "[routes]")
{
	ManualClock clock;
	auto list = route("GET", "/a", "list");
	list.query = {{"type", "object"}, {"properties", {{"limit", {{"type", "integer"}, {"maximum", 200}}}}}};
	auto create = route("POST", "/a", "create");
	create.request = {{"type", "object"}, {"required", {"name"}}, {"properties", {{"name", {{"type", "string"}}}}}};
	const auto table = RouteTable::build({"/x", "x"}, nullptr, clock, {list, create, route("DELETE", "/a", "drop")});
	CHECK(table->serve(ask("GET", "/a?limit=20")).body["query"]["limit"] == 20);
	for (const auto* target : {"/a?limit=201", "/a?limit=many", "/a?page=2", "/a?limit=1&limit=2"})
	{
		INFO(target);
		const auto reply = table->serve(ask("GET", target));
		CHECK(reply.status == 422);
		CHECK(reply.body["errors"][0]["in"] == "query");
	}
	CHECK(table->serve(ask("POST", "/a", R"({"name": "x"})")).status == 200);
	const auto missing = table->serve(ask("POST", "/a", "{}"));
	CHECK(missing.body["errors"][0]["pointer"] == "/name");
	CHECK(missing.body["errors"][0]["detail"] == "必须填写“name”");
	CHECK(table->serve(ask("POST", "/a")).body["errors"][0]["code"] == "field.body_needed");
	CHECK(table->serve(ask("DELETE", "/a", "{}")).body["errors"][0]["code"] == "field.body_unwanted");
}

TEST_CASE("A handler that throws is a bug that is told without details", "[routes]")
{
	ManualClock clock;
	auto broken = route("GET", "/a", "one");
	broken.handle = [](store::Transaction*, const Request&) -> Result<Reply> {
		throw std::runtime_error("secret detail");
	};
	const auto reply = RouteTable::build({"/x", "x"}, nullptr, clock, {broken})->serve(ask("GET", "/a"));
	CHECK(reply.status == 500);
	CHECK(reply.body.dump().find("secret") == std::string::npos);
}

TEST_CASE("A keyed write happens once and leaves one audit row", "[routes][idempotency]")
{
	TestStore store;
	auto create = route("POST", "/things", "createThing", TransactionMode::write);
	create.creates = true;
	create.request = {{"type", "object"}, {"properties", {{"n", {{"type", "integer"}}}}}};
	create.handle = [](store::Transaction* tx, const Request& request) -> Result<Reply> {
		EH_CHECK(tx->execute(kPutSetting, "test." + std::to_string(request.body.value("n", 0)), "x"));
		Reply reply;
		reply.status = request.body.value("n", 0) == 13 ? 409 : 201;
		reply.body = {{"id", "thing-1"}};
		reply.once = {{"token", "secret"}};
		reply.headers.emplace_back("ETag", "\"1\"");
		return reply;
	};
	const auto table = RouteTable::build({"/api/v1/x", "x"}, store.database.get(), store.clock, {create});
	REQUIRE(table);

	CHECK(table->serve(ask("POST", "/things", R"({"n": 1})")).status == 428);
	auto request = ask("POST", "/things", R"({"n": 1})");
	request.idempotencyKey = "key 1";
	CHECK(table->serve(request).status == 428);
	request.idempotencyKey = std::string(201, 'k');
	CHECK(table->serve(request).status == 428);
	CHECK(store.count() == 0);

	request.idempotencyKey = "key-1";
	const auto first = table->serve(request);
	CHECK(first.status == 201);
	CHECK(first.body["token"] == "secret");
	request.rawBody = R"({ "n" : 1 })";
	const auto again = table->serve(request);
	CHECK(again.status == 201);
	CHECK(again.body == json({{"id", "thing-1"}}));
	CHECK(std::find(again.headers.begin(), again.headers.end(),
	                std::pair<std::string, std::string>("Idempotency-Replayed", "true")) != again.headers.end());
	CHECK(store.count() == 1);

	request.rawBody = R"({"n": 2})";
	CHECK(table->serve(request).body["code"] == "request.key_reused");
	request.caller.id = "u2";
	CHECK(table->serve(request).status == 201); // another person's key is another key
	CHECK(store.count() == 2);

	request.idempotencyKey = "key-2";
	request.rawBody = R"({"n": 13})";
	CHECK(table->serve(request).status == 409); // refused: undone, and not remembered
	CHECK(store.count() == 2);

	std::vector<std::string> rows;
	REQUIRE(store.database->read([&](store::Transaction& tx) -> Result<void> {
		EH_TRY(auto statement, tx.prepareAsHost(kAudit));
		for (;;)
		{
			EH_TRY(const bool found, statement.step());
			if (!found) return {};
			rows.push_back(statement.text(0) + " " + statement.text(1) + " " + statement.text(2) + " " +
			               statement.text(3));
		}
	}));
	CHECK(rows == std::vector<std::string>{"x.createThing thing-1 u1 corr-7", "x.createThing thing-1 u2 corr-7"});
}

TEST_CASE("The answer is held against the response schema", "[routes]")
{
	ManualClock clock;
	auto one = route("GET", "/a", "one");
	one.response = {{"type", "object"}, {"required", {"id"}}};
	const auto table = RouteTable::build({"/x", "x"}, nullptr, clock, {one});
	CHECK(table->checkReply(table->routes()[0], {200, {{"id", 1}}, {}, {}, {}}).empty());
	CHECK(table->checkReply(table->routes()[0], {200, {{"x", 1}}, {}, {}, {}}).size() == 1);
}
