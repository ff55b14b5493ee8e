#include "host/front/PackageWork.hpp"
#include "host/front/testing/TestFront.hpp"
#include "host/packages/Sha256.hpp"
#include "host/packages/SigningKey.hpp"
#include "host/packages/TrustStore.hpp"
#include "host/platform/Base64.hpp"

using namespace erphost;
using namespace erphost::front;
using namespace erphost::front::testing;
using packages::Uploads;

namespace {

std::string base64(const std::string& bytes)
{
	return toBase64(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
}

std::string sha256(const std::string& bytes)
{
	packages::Sha256 hash;
	hash.add(bytes);
	return hash.hex();
}

packages::Upload wholeUpload(json work)
{
	packages::Upload upload;
	upload.id = "x";
	upload.size = 10;
	upload.pieceBytes = Uploads::kSmallestPiece;
	upload.work = std::move(work);
	return upload;
}

} // namespace

TEST_CASE("A package comes in pieces, harmlessly twice, the largest allowed too", "[front][packages]")
{
	Fixture f;
	const auto who = f.admin();
	std::string bytes(Uploads::kLargestPiece + 1000, 'p');
	bytes[0] = '\0';
	const auto begin = json{
		{"name", "a.ehp"}, {"size", bytes.size()}, {"sha256", sha256(bytes)}, {"pieceBytes", Uploads::kLargestPiece}};
	CHECK(f.call("POST", "/api/v1/packages", begin.dump(), who).status == 428);
	const auto begun = f.call("POST", "/api/v1/packages", begin.dump(), who, {{"Idempotency-Key", "k1"}});
	REQUIRE(begun.status == 201);
	CHECK(begun.body["missing"] == json{0, 1});
	const auto path = "/api/v1/packages/" + begun.body["id"].get<std::string>();
	const auto put = [&](const std::string& piece, const std::string& content) {
		return f.call("PUT", path + "/pieces/" + piece, json{{"content", content}}.dump(), who);
	};
	CHECK(put("1", base64(bytes.substr(Uploads::kLargestPiece))).status == 204);
	auto progress = f.call("GET", path + "/progress", "", who);
	CHECK(progress.body["state"] == "uploading");
	CHECK(progress.body["received"] == 1000);
	const auto look = f.call("GET", path, "", who);
	CHECK(look.status == 200);
	CHECK(look.body["preview"].is_null());
	CHECK(f.call("POST", path + "/install", "", who, {{"Idempotency-Key", "k2"}}).code() == "upload.incomplete");
	for (int time = 0; time < 2; ++time) CHECK(put("0", base64(bytes.substr(0, Uploads::kLargestPiece))).status == 204);
	CHECK(f.call("GET", path + "/progress", "", who).body["state"] == "ready");

	CHECK(put("2", base64("x")).code() == "upload.piece_wrong");
	for (const auto* piece : {"x", "-1", "1x", "99999999999999999999"})
		CHECK(put(piece, base64("x")).code() == "upload.piece_wrong");
	for (const auto* content : {"%%%%", "a", "====", "YQ=", "YQ==YQ=="})
		CHECK(put("0", content).code() == "upload.piece_unreadable");
	CHECK(put("0", base64(std::string(Uploads::kLargestPiece + 4096, 'x'))).status == 413);

	CHECK(f.call("DELETE", path, "", who).status == 204);
	CHECK(f.call("DELETE", path, "", who).status == 404);
	CHECK(f.call("GET", path, "", who).code() == "upload.not_found");
	auto wrong = begin;
	wrong["size"] = std::uint64_t{1} << 30;
	CHECK(f.call("POST", "/api/v1/packages", wrong.dump(), who, {{"Idempotency-Key", "k3"}}).code() ==
	      "package.too_large");
	wrong["size"] = 0;
	CHECK(f.call("POST", "/api/v1/packages", wrong.dump(), who, {{"Idempotency-Key", "k4"}}).status == 422);
}

TEST_CASE("Packages and keys are for administrators", "[front][packages][roles]")
{
	Fixture f;
	const auto it = f.sessionOf(f.addUser("it", {{"it", "*"}}));
	for (const auto& [method, target] :
	     std::vector<std::pair<std::string, std::string>>{{"POST", "/packages"},
	                                                      {"PUT", "/packages/x/pieces/0"},
	                                                      {"GET", "/packages/x"},
	                                                      {"GET", "/packages/x/progress"},
	                                                      {"POST", "/packages/x/install"},
	                                                      {"POST", "/packages/x/upgrade"},
	                                                      {"DELETE", "/packages/x"},
	                                                      {"POST", "/plugins/x/rollback"},
	                                                      {"DELETE", "/plugins/x"},
	                                                      {"GET", "/trust/keys"},
	                                                      {"POST", "/trust/keys"},
	                                                      {"POST", "/trust/keys/x/revoke"}})
	{
		INFO(method << " " << target);
		CHECK(f.call(method, "/api/v1" + target, "", it, {{"Idempotency-Key", "k"}}).status == 403);
		CHECK(f.call(method, "/api/v1" + target).status == 401);
	}
}

TEST_CASE("What becomes an argument of a command never looks like an option", "[front][packages]")
{
	Fixture f;
	const auto who = f.admin();
	for (const auto* id : {"--data", "-h", "..", "A%20b"})
		CHECK(f.call("DELETE", std::string("/api/v1/plugins/") + id, "", who).code() == "plugin.not_found");
	CHECK(f.call("POST", "/api/v1/plugins/survey/rollback", R"({"version": "--help"})", who, {{"Idempotency-Key", "k"}})
	          .code() == "package.no_former");
	CHECK(f.call("DELETE", "/api/v1/plugins/survey?data=all", "", who).status == 422);
}

TEST_CASE("Keys are added, listed and revoked, each with a row in the log", "[front][packages]")
{
	Fixture f;
	const auto who = f.admin();
	const auto key = packages::SigningKey::make("制造商").publicHalf();
	const auto id = packages::keyId(key.key);
	const auto add = [&](const std::string& text, const char* idempotency) {
		return f.call("POST", "/api/v1/trust/keys", json{{"text", text}}.dump(), who,
		              {{"Idempotency-Key", idempotency}});
	};
	const auto added = add(key.text(), "k1");
	REQUIRE(added.status == 201);
	CHECK(added.body["id"] == id);
	CHECK(add(key.text(), "k1").headers.at("Idempotency-Replayed") == "true");
	CHECK(add(key.text(), "k2").code() == "trust.key_known");
	const auto bad = add("hello", "k3");
	CHECK(bad.status == 400);
	CHECK(bad.code() == "trust.key_unreadable");
	CHECK(packages::TrustStore::read(f.folder)->keys().size() == 1);

	const auto revoke = [&](const std::string& reason) {
		return f.call("POST", "/api/v1/trust/keys/" + id + "/revoke", json{{"reason", reason}}.dump(), who);
	};
	CHECK(revoke("x").status == 422);
	CHECK(revoke("lost on a train").status == 204);
	CHECK(revoke("again").code() == "trust.key_was_revoked");
	CHECK(f.call("POST", "/api/v1/trust/keys/none/revoke", R"({"reason": "why not"})", who).code() ==
	      "trust.key_not_found");
	const auto listed = f.call("GET", "/api/v1/trust/keys", "", who).body;
	REQUIRE(listed["items"].size() == 1);
	CHECK(listed["items"][0]["reason"] == "lost on a train");
	CHECK(listed["items"][0]["revokedAt"] == f.clock.nowMs());
	CHECK(add(key.text(), "k4").code() == "trust.key_was_revoked");

	const auto audit = f.call("GET", "/api/v1/audit?limit=2", "", who).body["items"];
	CHECK(audit[0]["action"] == "trust.revoke");
	CHECK(audit[0]["subject"] == "key/" + id);
	CHECK(audit[1]["action"] == "trust.add");
}

TEST_CASE("Without the program an installation fails with a reason, and can be tried again", "[front][packages]")
{
	Fixture f;
	f.context->program = f.folder / "nothing";
	const auto who = f.admin();
	const std::string bytes = "no package";
	const auto begun =
		f.call("POST", "/api/v1/packages", json{{"size", bytes.size()}, {"sha256", sha256(bytes)}}.dump(), who,
	           {{"Idempotency-Key", "k1"}});
	REQUIRE(begun.status == 201);
	const auto path = "/api/v1/packages/" + begun.body["id"].get<std::string>();
	CHECK(f.call("PUT", path + "/pieces/0", json{{"content", base64(bytes)}}.dump(), who).status == 204);
	CHECK(f.call("GET", path, "", who).status >= 400);
	for (const auto* key : {"k2", "k3"})
	{
		CHECK(f.call("POST", path + "/install", "", who, {{"Idempotency-Key", key}}).status == 202);
		json progress = json::object();
		for (int look = 0; look < 200 && progress.value("state", "running") == "running"; ++look)
		{
			std::this_thread::sleep_for(std::chrono::milliseconds(20));
			progress = f.call("GET", path + "/progress", "", who).body;
		}
		CHECK(progress["state"] == "failed");
		CHECK(progress["error"]["title"].get<std::string>().size() > 3);
	}
}

TEST_CASE("Progress follows from what was begun and what the list of plugins says", "[front][packages]")
{
	const std::int64_t now = 100'000;
	const json work{{"kind", "upgrade"}, {"plugin", "steady"}, {"version", "1.1.0"}, {"begunAt", 1}};
	auto ended = work;
	ended["endedAt"] = 2;
	packages::InstalledPlugin entry{"steady", {}, true, "1.1.0", {"1.0.0", "1.1.0"}};
	const auto progress = [&](const json& done, const std::string& step = "", const json& processes = json::array()) {
		return progressOf(wholeUpload(done), step, {entry}, processes, now);
	};
	CHECK(progress(nullptr)["state"] == "ready");
	CHECK(progress(work, "probing")["step"] == "probing");
	CHECK(progress(ended)["state"] == "holds");
	CHECK(progress(ended)["received"] == 10);

	entry.trial = packages::Trial{"1.0.0", "p"};
	CHECK(progress(ended)["secondsLeft"].is_null());
	const auto on = progress(ended, "", {{{"name", "plugin:steady"}, {"trialEndsAt", now + 41'001}}});
	CHECK(on["state"] == "trial");
	CHECK(on["secondsLeft"] == 42);
	CHECK(progress(ended, "", {{{"name", "plugin:steady"}, {"trialEndsAt", now - 1}}})["secondsLeft"] == 0);
	// Killed after the last step: it has happened.
	CHECK(progress(work)["state"] == "trial");
	entry.enabled = false;
	CHECK(progress(ended)["state"] == "waiting");

	entry = {"steady", {}, true, "1.0.0", {"1.0.0", "1.1.0"}};
	CHECK(progress(ended)["state"] == "replaced");
	CHECK(progress(work)["state"] == "failed");
	CHECK(progress(work)["error"]["code"] == "package.interrupted");
	entry.returned = packages::Returned{"1.1.0", 3, {{"code", "worker.exited"}}};
	CHECK(progress(ended)["state"] == "returned");
	CHECK(progress(work)["error"]["code"] == "worker.exited");
	auto failed = ended;
	failed["error"] = {{"code", "package.probe_slow"}};
	CHECK(progress(failed)["state"] == "failed");
	CHECK(progressOf(wholeUpload(ended), "", {}, json::array(), now)["state"] == "replaced");
}
