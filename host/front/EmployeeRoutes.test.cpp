#include "host/front/Housekeeping.hpp"
#include "host/front/testing/TestFront.hpp"

using namespace erphost;
using namespace erphost::front;
using namespace erphost::front::testing;

namespace {

/// A front beside an ERP with five employees; the last two have left.
struct Office : Fixture
{
	Office()
	{
		person("E1", "MX", "王芳", "'', 1");
		person("E2", "MX", "李静", "NULL, NULL");
		person("E3", "HZ", "张伟", "'2099-01-01', 1");
		person("E4", "HZ", "赵强", "'', 0");
		person("E5", "HZ", "孙丽", "'2020-01-01', 1");
	}
	void script(const std::string& sql)
	{
		REQUIRE(database->write([&](store::Transaction& tx) { return tx.script(sql); }));
	}
	void person(const std::string& number, const std::string& branch, const std::string& name,
	            const std::string& leftActive)
	{
		script("INSERT INTO erp_employee (branch_id, erp_key, number, name, position, left_on, active, row_hash, "
		       "change_seq, "
		       "watermark, missing_scans, deleted, seen_at) VALUES ('" +
		       branch + "', '" + number + "', '" + number + "', '" + name + "', '客服', " + leftActive +
		       ", 0, 1, '', 0, 0, 0)");
	}
	Answer add(const Who& who, const json& body, const std::string& key)
	{
		return call("POST", "/api/v1/employees/accounts", body.dump(), who, {{"Idempotency-Key", key}});
	}
	json people(const Who& who, const std::string& query = "")
	{
		return call("GET", "/api/v1/employees" + query, "", who).body["items"];
	}
};

} // namespace

TEST_CASE("Accounts are made of the ERP's employees, each with a link that works", "[front]")
{
	Office f;
	const auto who = f.admin();
	CHECK(f.people(who).size() == 5);
	CHECK(f.people(who, "?withoutAccount=true").size() == 3);
	CHECK(f.people(who, "?search=%E6%9D%8E").size() == 1);
	const auto page = f.call("GET", "/api/v1/employees?limit=2", "", who).body;
	CHECK(page["items"].size() == 2);
	CHECK(f.people(who, "?limit=2&cursor=" + page["next"].get<std::string>())[0]["key"] == "E3");

	const json wanted = {{"employees", {"E1", "E3"}}, {"role", "callback_clerk"}};
	const auto made = f.add(who, wanted, "k1");
	REQUIRE(made.status == 201);
	REQUIRE(made.body["accounts"].size() == 2);
	const std::string id = made.body["accounts"][0]["id"];
	CHECK(made.body["accounts"][0]["username"] == "e1");
	const auto user = f.call("GET", "/api/v1/users/" + id, "", who).body;
	CHECK(user["displayName"] == "王芳");
	CHECK(user["grants"] == json{{{"role", "callback_clerk"}, {"branch", "MX"}}});
	CHECK(f.call("POST", "/api/v1/session", json{{"link", made.body["links"][id]}}.dump()).status == 200);

	// The same request again makes nobody twice, and tells no link a second time.
	const auto again = f.add(who, wanted, "k1");
	CHECK(again.status == 201);
	CHECK(again.body["accounts"] == made.body["accounts"]);
	CHECK_FALSE(again.body.contains("links"));
	CHECK(f.people(who, "?withoutAccount=true").size() == 1);
	const auto audit = f.call("GET", "/api/v1/audit", "", who).body.dump();
	CHECK(audit.find("createAccounts") != std::string::npos);
	CHECK(audit.find("王芳") == std::string::npos);
}

TEST_CASE("One employee who cannot have an account, and nobody gets one", "[front]")
{
	Office f;
	const auto who = f.admin();
	REQUIRE(f.add(who, {{"employees", {"E1"}}, {"role", "hr"}}, "k1").status == 201);
	const auto refused = [&](const json& body, const std::string& code) {
		static int key = 0;
		INFO(body.dump());
		CHECK(f.add(who, body, "r" + std::to_string(++key)).code() == code);
		CHECK(f.people(who, "?withoutAccount=true").size() == 2);
	};
	refused({{"employees", {"E2", "E1"}}, {"role", "hr"}}, "employee.has_account");
	refused({{"employees", {"E2", "E4"}}, {"role", "hr"}}, "employee.left");
	refused({{"employees", {"E2", "E9"}}, {"role", "hr"}}, "employee.not_found");
	refused({{"employees", {"E2"}}, {"role", "king"}}, "request.invalid");
	refused({{"employees", json::array()}, {"role", "hr"}}, "request.invalid");
	refused({{"employees", {"E2", "E2"}}, {"role", "hr"}}, "request.invalid");
}

TEST_CASE("A user name that somebody has gets the branch behind it", "[front]")
{
	Office f;
	const auto who = f.admin();
	f.addUser("e2", {{"hr", "*"}});
	const auto made = f.add(who, {{"employees", {"E2"}}, {"role", "hr"}, {"everyBranch", true}}, "k1");
	REQUIRE(made.status == 201);
	CHECK(made.body["accounts"][0]["username"] == "e2-mx");
}

TEST_CASE("Whoever leaves in the ERP cannot sign in here, but for the last administrator", "[front]")
{
	Office f;
	const auto who = f.admin();
	REQUIRE(f.add(who, {{"employees", {"E1", "E2"}}, {"role", "callback_clerk"}}, "k1").status == 201);
	Housekeeping housekeeping(*f.context);
	const auto works = [&](const std::string& name) {
		const auto users = f.call("GET", "/api/v1/users", "", who).body["items"];
		for (const auto& user : users)
			if (user["username"] == name) return user["disabled"] == false;
		return false;
	};
	REQUIRE(housekeeping.disableLeavers());
	CHECK(works("e1"));
	// A row that is gone says nothing: the mapping may have been narrowed.
	f.script("UPDATE erp_employee SET deleted = 1 WHERE erp_key = 'E1'");
	REQUIRE(housekeeping.disableLeavers());
	CHECK(works("e1"));
	f.script("UPDATE erp_employee SET deleted = 0, active = 0 WHERE erp_key = 'E1'");
	// Nobody but an employee who has left could administer.
	f.script("INSERT INTO host_employee_user (employee, user_id, linked_at) SELECT 'E5', id, 0 FROM host_user WHERE "
	         "username "
	         "= 'root'");
	REQUIRE(housekeeping.disableLeavers());
	CHECK_FALSE(works("e1"));
	CHECK(works("e2"));
	CHECK(works("root"));
	const auto audit = f.call("GET", "/api/v1/audit", "", who).body.dump();
	CHECK(audit.find("user.leaver") != std::string::npos);
}
