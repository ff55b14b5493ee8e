#include "RemarksPlugin.hpp"

using erphost::Reply;
using erphost::Request;
using erphost::Result;
using erphost::Tx;
using nlohmann::json;

namespace {

constexpr erphost::Sql kOrder{"remarks.order", "SELECT 1 FROM erp_work_order WHERE erp_key = ?1 AND deleted = 0"};
constexpr erphost::Sql kList{"remarks.list", "SELECT at, words FROM remarks_remark WHERE erp_key = ?1 ORDER BY at"};
constexpr erphost::Sql kAdd{"remarks.add", "INSERT INTO remarks_remark (erp_key, at, words) VALUES (?1, ?2, ?3)"};

const json kBody = {{"type", "object"},
                    {"additionalProperties", false},
                    {"required", {"words"}},
                    {"properties", {{"words", {{"type", "string"}, {"minLength", 1}, {"maxLength", 1000}}}}}};

} // namespace

Result<void> RemarksPlugin::start(erphost::Registry& registry)
{
	EH_CHECK(registry.route({"GET",
	                         "/orders/{order}/remarks",
	                         "listRemarks",
	                         "The remarks on an order.",
	                         {"callback_clerk"},
	                         nullptr,
	                         nullptr,
	                         {{"type", "object"}},
	                         false,
	                         [this](Tx& tx, const Request& request) { return list(tx, request); }}));
	return registry.route({"POST",
	                       "/orders/{order}/remarks",
	                       "addRemark",
	                       "A new remark on an order.",
	                       {"callback_clerk"},
	                       nullptr,
	                       kBody,
	                       {{"type", "object"}},
	                       true,
	                       [this](Tx& tx, const Request& request) { return add(tx, request); }});
}

Result<Reply> RemarksPlugin::list(Tx& tx, const Request& request) const
{
	json items = json::array();
	EH_TRY(auto rows, tx.query(kList, request.param("order")));
	for (;;)
	{
		EH_TRY(const bool row, rows.next());
		if (!row) break;
		items.push_back({{"at", rows.integer(0)}, {"words", rows.text(1)}});
	}
	return Reply{200, {{"items", std::move(items)}}, {}};
}

Result<Reply> RemarksPlugin::add(Tx& tx, const Request& request) const
{
	const auto order = request.param("order");
	{
		EH_TRY(auto row, tx.query(kOrder, order));
		EH_TRY(const bool known, row.next());
		if (!known) return erphost::permanent("remarks.order.not_found", "no such order").with("order", order);
	}
	const auto now = host().nowMs();
	EH_TRY(const auto settings, host().settings(host().localDate(now)));
	auto words = request.body.at("words").get<std::string>();
	if (words.size() > settings.at("longest").get<std::size_t>()) words = "…";
	EH_TRY([[maybe_unused]] const auto rows, tx.execute(kAdd, order, now, words));
	return Reply{201, {{"words", words}}, {}};
}
