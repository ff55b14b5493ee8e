#include "surface/MoneyDesk.test.hpp"

using namespace fees::testing;

TEST_CASE("FE-20 FE-21 FE-40 FE-42 wrong input is refused with the field, and changes nothing",
          "[FE-20][FE-21][FE-40][FE-42]")
{
	MoneyDesk desk;
	desk.assess("1", "satisfied");
	desk.order("1");
	desk.assess("2", "", "not_reachable");
	desk.order("2");
	const json open = desk.proposal("p1", "A-DEPARTMENT");
	const json fixed = desk.proposal("p2", "A-UNSAFE");
	desk.makeFinal("p3", "A-UNSAFE", {{"liable", {{"kind", "provider"}, {"key", "P1"}, {"name", "宏达"}}}});
	const json notice = desk.read("/notices")["items"][0];
	const json settlement = desk.run()["settlements"][0];
	desk.as("root", "admin");
	const std::string fineOpen = "/fines/" + open["id"].get<std::string>(),
					  fineFixed = "/fines/" + fixed["id"].get<std::string>(),
					  paper = "/notices/" + notice["id"].get<std::string>(),
					  run = "/settlements/" + settlement["id"].get<std::string>();
	const json byHand = {{"branchId", "01"},
	                     {"offence", "B-UNIFORM"},
	                     {"liable", {{"kind", "technician"}, {"key", "T7"}, {"name", "赵"}}},
	                     {"reason", "没穿工装"},
	                     {"actAt", kToday - 1000}};
	const auto with = [](json base, const json& more) {
		base.update(more);
		return base;
	};
	const json payment = {{"branchId", "01"}, {"provider", "P1"},       {"month", "2026-11"},
	                      {"sumFen", 5000},   {"paidOn", "2026-11-06"}, {"receipt", "SJ1"}};
	const json reward = {{"branchId", "01"},   {"code", "TV-CITY"},  {"person", "T7"},
	                     {"personName", "赵"}, {"month", "2026-10"}, {"reason", "上电视"}};
	const json shares = {{{"kind", "technician"}, {"key", "T7"}, {"name", "赵"}, {"parts", 0}}};
	const json twice = {{{"kind", "technician"}, {"key", "T7"}, {"name", "赵"}, {"parts", 1}},
	                    {{"kind", "technician"}, {"key", "T7"}, {"name", "赵"}, {"parts", 1}}};
	struct Bad
	{
		std::string path;
		json body;
		std::string ifMatch, code, pointer;
	};
	const std::string v1 = "1", settled = desk.version(settlement), issued = desk.version(notice);
	const std::vector<Bad> table{
		{fineOpen + "/check", {{"sumFen", -1}}, v1, "fees.sum.invalid", "/sumFen"},
		{fineOpen + "/check", {{"sumFen", 4'000'000'000'000}}, v1, "fees.sum.invalid", "/sumFen"},
		{fineOpen + "/check", {{"sumFen", 18'446'744'073'709'551'615u}}, v1, "fees.sum.invalid", "/sumFen"},
		{fineOpen + "/check", json::object(), v1, "fees.fine.sum.needed", "/sumFen"},
		{fineOpen + "/check", {{"sumFen", 100}}, "7", "fees.fine.stale", ""},
		{fineOpen + "/check", {{"sumFen", 100}}, "", "request.match_required", ""},
		{fineOpen + "/decide", {{"decision", "final"}}, v1, "fees.fine.state", ""},
		{fineFixed + "/check", {{"sumFen", 1}}, v1, "fees.fine.sum.invalid", "/sumFen"},
		{fineFixed + "/check", {{"damageFen", 1}}, v1, "fees.fine.sum.invalid", "/damageFen"},
		{fineFixed + "/check", {{"shares", shares}}, v1, "fees.fine.shares.invalid", "/shares"},
		{fineFixed + "/check", {{"shares", twice}}, v1, "fees.fine.shares.invalid", "/shares"},
		{"/fines", with(byHand, {{"reason", " \t"}}), "", "fees.reason.invalid", "/reason"},
		{"/fines", with(byHand, {{"actAt", kToday + 1}}), "", "fees.fine.act_at.invalid", "/actAt"},
		{"/fines", with(byHand, {{"actAt", -5}}), "", "fees.fine.act_at.invalid", "/actAt"},
		{"/fines", with(byHand, {{"offence", "Z-NONE"}}), "", "fees.offence.unknown", "/offence"},
		{"/fines", with(byHand, {{"order", {{"kind", "work_order"}, {"key", "nope"}}}}), "", "fees.order.not_found",
	     "/order/key"},
		{"/fines/none/check", json::object(), v1, "fees.fine.not_found", ""},
		{"/offences/choice", {{"choices", json::array()}, {"from", "2026-02-30"}}, "", "fees.date.invalid", "/from"},
		{paper + "/confirm", {{"on", "2026-11-07"}, {"by", "钱"}}, issued, "fees.date.invalid", "/on"},
		{paper + "/confirm", {{"on", "2026-11-06"}, {"by", ""}}, issued, "fees.reason.invalid", "/by"},
		{"/notices/payments", with(payment, {{"sumFen", 0}}), "", "fees.sum.invalid", "/sumFen"},
		{"/notices/payments", with(payment, {{"sumFen", -5000}}), "", "fees.sum.invalid", "/sumFen"},
		{"/notices/payments", with(payment, {{"month", "2026-13"}}), "", "fees.month.invalid", "/month"},
		{"/notices/payments", with(payment, {{"paidOn", "2026-11-07"}}), "", "fees.date.invalid", "/paidOn"},
		{"/notices/payments", with(payment, {{"provider", "P9"}}), "", "fees.payment.differs", "/sumFen"},
		{"/rewards", with(reward, {{"code", "NONE"}}), "", "fees.reward.unknown", "/code"},
		{"/rewards", with(reward, {{"month", "2026-12"}}), "", "fees.month.invalid", "/month"},
		{"/hr/01/2026-11/close", nullptr, "0", "fees.hr.not_over", ""},
		{"/hr/01/2026-10/close", nullptr, "9", "fees.hr.stale", ""},
		{"/settlements/run", {{"branchId", "01"}, {"month", "2026-12"}}, "", "fees.month.invalid", "/month"},
		{run + "/approve", nullptr, settled, "fees.settlement.state", ""},
		{run + "/pay", {{"paidOn", "2026-11-06"}, {"reference", "Z"}}, settled, "fees.settlement.state", ""},
		{run + "/pay", {{"paidOn", "2026-11-31"}, {"reference", "Z"}}, settled, "fees.date.invalid", "/paidOn"},
		{run + "/check", nullptr, "77", "fees.settlement.stale", ""},
		{run + "/drop", {{"why", " "}}, settled, "fees.reason.invalid", "/why"},
		{"/releases",
	     {{"branchId", "01"}, {"reason", "x"}, {"orders", {"nope"}}},
	     "",
	     "fees.work.not_found",
	     "/orders"},
		{"/deposits/01/P9", {{"kind", "paid_in"}, {"sumFen", 1}, {"reason", "x"}}, "", "fees.payee.not_found", ""},
		{"/deposits/01/P1", {{"kind", "used"}, {"sumFen", 1}, {"reason", "x"}}, "", "fees.deposit.too_much", "/sumFen"},
		{"/deposits/01/P1", {{"kind", "paid_in"}, {"sumFen", 0}, {"reason", "x"}}, "", "fees.sum.invalid", "/sumFen"}};
	const auto fingerprint = [&] {
		std::string all;
		for (const char* each : {"fees_fine", "fees_fine_entry", "fees_hr_line", "fees_notice", "fees_offset",
		                         "fees_reward", "fees_work", "fees_settlement", "fees_settlement_line", "fees_release",
		                         "fees_money_entry", "fees_offence_choice", "fees_notice_payment"})
			all += desk.host.value("SELECT COUNT(*) FROM " + std::string(each)) + " ";
		return all + desk.host.value("SELECT SUM(version) FROM fees_fine") + " " +
		       desk.host.value("SELECT SUM(version) FROM fees_settlement") + " " +
		       desk.host.value("SELECT SUM(version) FROM fees_notice");
	};
	const std::string before = fingerprint();
	for (const Bad& bad : table)
	{
		INFO(bad.path << " " << bad.body.dump());
		const auto answer = desk.post(bad.path, bad.body, bad.ifMatch);
		CHECK(answer.error.code == bad.code);
		CHECK(std::string(answer.error.param("pointer")) == bad.pointer);
		CHECK(fingerprint() == before);
	}
	// Cash is not taken for a fine that a settlement is about to take.
	desk.must(run + "/drop", {{"why", "重来"}}, settled);
	desk.run("2026-11");
	desk.as("root", "admin");
	CHECK(desk.post("/notices/payments", payment).error.code == "fees.payment.in_settlement");
}
