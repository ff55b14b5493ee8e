#include "store/OrderFacts.hpp"

#include "rules/Group.hpp"
#include "rules/Stage.hpp"
#include "store/AnswerSql.hpp"

#include <array>

namespace survey {

using erphost::Query;
using erphost::Result;
using erphost::Sql;
using erphost::Tx;

namespace {

constexpr std::array kTexts{"service_type", "service_mode", "product_type", "brand",
                            "warranty",     "performed_by", "customer_kind"};
constexpr std::array kFlags{"smart_tv", "network_tv", "activated", "outsourced", "waiting_for_parts"};
constexpr std::array kNumbers{"floor", "quantity", "visits"};

const Sql* factsSql(const std::string& kind)
{
	if (kind == "work_order") return &answer_sql::kWorkOrderFacts;
	if (kind == "delivery") return &answer_sql::kDeliveryFacts;
	if (kind == "sale") return &answer_sql::kSaleFacts;
	return nullptr;
}

void take(const Query& row, OrderFacts& facts)
{
	int column = 0;
	for (const char* fact : kTexts)
	{
		if (!row.isNull(column) && !row.view(column).empty()) facts.values[fact] = row.text(column);
		++column;
	}
	for (const char* fact : kFlags)
	{
		if (!row.isNull(column)) facts.values[fact] = row.integer(column) != 0;
		++column;
	}
	for (const char* fact : kNumbers)
	{
		if (!row.isNull(column)) facts.values[fact] = row.integer(column);
		++column;
	}
	for (auto* time :
	     {&facts.times.appointmentAt, &facts.times.orderedAt, &facts.times.deliveredAt, &facts.times.arrivedAt})
		*time = row.optionalInteger(column++);
}

std::string textOf(const Values& values, const char* fact)
{
	const auto found = values.find(fact);
	const auto* text = found == values.end() ? nullptr : std::get_if<std::string>(&found->second);
	return text ? *text : std::string();
}

} // namespace

Result<OrderFacts> orderFacts(Tx& tx, const std::string& kind, const std::string& branchId, const std::string& erpKey,
                              Channel channel, int round, const std::string& level)
{
	OrderFacts facts;
	if (const Sql* sql = factsSql(kind))
	{
		EH_TRY(auto row, tx.query(*sql, branchId, erpKey));
		EH_TRY(const bool found, row.next());
		if (found) take(row, facts);
	}
	auto& values = facts.values;
	if (kind == "work_order") values["stage"] = std::string(name(stageOfWorkOrder(textOf(values, "service_mode"))));
	if (kind == "delivery") values["stage"] = std::string(name(Stage::logistics));
	if (kind == "sale") values["stage"] = std::string(name(Stage::salesCounter));
	values["kind"] = kind;
	values["group"] = std::string(name(groupOf(textOf(values, "customer_kind"))));
	values["channel"] = std::string(name(channel));
	values["round"] = std::int64_t{round};
	if (!level.empty()) values["level"] = level;
	return facts;
}

} // namespace survey
