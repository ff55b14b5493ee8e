#include "surface/NewsWork.hpp"

#include "erphost/Rows.hpp"
#include "rules/News.hpp"
#include "store/NewsSql.hpp"

#include <set>

namespace fees {

namespace {

constexpr int kPage = 100;

struct Candidate
{
	OrderKey key;
	Computed order;
	bool computed = false;
};

Candidate toCandidate(const erphost::Query& row)
{
	Candidate one{{"work_order", row.text(0), row.text(1)},
	              {row.text(0), row.text(2), row.text(3), row.text(4), row.integer(5), row.integer(6),
	               row.integer(7) != 0, row.integer(8) != 0},
	              row.integer(9) > 0};
	return one;
}

News toNews(const erphost::Query& row)
{
	return {row.text(0), row.text(1), row.text(2), row.text(3),
	        row.text(4), row.text(5), row.text(6), row.integer(7) != 0};
}

/// Where the orders of a branch begin.
std::string startOf(const std::string& branchId)
{
	return branchId == "*" ? std::string() : branchId;
}

} // namespace

Result<void> tellOfList(Tx& tx, const PriceList& list, std::int64_t nowMs)
{
	// A commission is computed for a month, when somebody asks for it.
	if (list.kind != "price" && list.kind != "warranty") return {};
	EH_TRY([[maybe_unused]] const auto put, tx.execute(sql::kPutNews, list.id, list.kind, list.branchId, list.validFrom,
	                                                   list.validTo, startOf(list.branchId), nowMs));
	return {};
}

Result<void> NewsWork::addTo(erphost::Registry& registry) const
{
	EH_CHECK(registry.watch("fees.goods", "product",
	                        [this](Tx& tx, std::int64_t from, std::int64_t to) { return goodsChanged(tx, from, to); }));
	return registry.job("fees.news", 5, [this](Tx& tx) { return lookAtPage(tx); });
}

Result<void> NewsWork::goodsChanged(Tx& tx, std::int64_t from, std::int64_t to) const
{
	struct Goods
	{
		std::string branchId, code;
		std::int64_t months = -1;
	};
	std::vector<Goods> changed;
	{
		EH_TRY(auto rows, tx.query(sql::kChangedGoods, from, to));
		EH_TRY(changed, erphost::allRows(rows, [](const erphost::Query& row) {
				   return Goods{row.text(0), row.text(1), row.integer(2)};
			   }));
	}
	std::set<std::string> branches;
	for (const auto& each : changed)
	{
		EH_TRY([[maybe_unused]] const auto known, tx.execute(sql::kPutGoods, each.branchId, each.code, each.months));
		branches.insert(each.branchId);
	}
	for (const auto& branch : branches)
	{
		EH_TRY([[maybe_unused]] const auto put,
		       tx.execute(sql::kPutNews, "goods:" + branch, "goods", branch, "", "", branch, _work.host().nowMs()));
	}
	return {};
}

Result<bool> NewsWork::lookAtPage(Tx& tx) const
{
	std::optional<News> news;
	{
		EH_TRY(auto row, tx.query(sql::kNextNews));
		EH_TRY(news, erphost::firstRow(row, toNews));
	}
	if (!news) return false;
	std::vector<Candidate> page;
	{
		EH_TRY(auto rows, tx.query(sql::kOrdersAfter, news->atBranch, news->atKey, kPage));
		EH_TRY(page, erphost::allRows(rows, toCandidate));
	}
	bool more = page.size() == kPage;
	for (const auto& each : page)
	{
		if (news->branchId != "*" && each.key.branchId != news->branchId)
		{
			more = false;
			break;
		}
		if (each.computed && concerns(*news, each.order))
			EH_CHECK(_work.refresh(tx, each.key, news->what == "goods" ? "goods" : "list"));
	}
	if (more)
	{
		EH_TRY([[maybe_unused]] const auto moved,
		       tx.execute(sql::kMoveNews, news->id, page.back().key.branchId, page.back().key.erpKey));
		return true;
	}
	if (news->again)
	{
		EH_TRY([[maybe_unused]] const auto repeated,
		       tx.execute(sql::kRepeatNews, news->id, startOf(news->branchId), _work.host().nowMs()));
		return true;
	}
	EH_TRY([[maybe_unused]] const auto dropped, tx.execute(sql::kDropNews, news->id));
	return true;
}

} // namespace fees
