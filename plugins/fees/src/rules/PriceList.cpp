#include "rules/PriceList.hpp"

#include <erphost/CustomerText.hpp>

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <set>

namespace fees {

using nlohmann::json;

namespace {

constexpr Fen kMaxPrice = 100'000'000; ///< a million yuan
constexpr int kMaxMonths = 240;
constexpr std::size_t kLongest = 100;

/// How much a row says; -1: it does not fit.
int fit(const ListRow& row, const Asked& asked)
{
	if (row.what != asked.what || (row.what == "part" && row.code.empty())) return -1;
	int score = 0;
	const auto field = [&](const std::string& says, const std::string& is, int weight) {
		if (says.empty()) return true;
		score += weight;
		return says == is;
	};
	const bool fits = field(row.code, asked.code, 16) && field(row.model, asked.model, 8) &&
	                  field(row.brand, asked.brand, 4) && field(row.productType, asked.productType, 2) &&
	                  field(row.serviceType, asked.serviceType, 1);
	return fits ? score : -1;
}

using Words = std::map<std::string, std::string, std::less<>>;

/// What may stand in a sheet for a code; the codes themselves are read too.
const Words& wordsOf(std::string_view field)
{
	static const Words what{{"人工", "labour"},
	                        {"人工费", "labour"},
	                        {"上门", "visit"},
	                        {"上门费", "visit"},
	                        {"配件", "part"},
	                        {"备件", "part"},
	                        {"材料", "part"},
	                        {"提成", "commission"},
	                        {"保修", "warranty"},
	                        {"labour", "labour"},
	                        {"visit", "visit"},
	                        {"part", "part"},
	                        {"commission", "commission"},
	                        {"warranty", "warranty"}};
	static const Words service{{"安装", "install"}, {"维修", "repair"}, {"install", "install"}, {"repair", "repair"}};
	static const Words product{{"空调", "ac"},
	                           {"电视", "tv"},
	                           {"冰洗", "fridge_washer"},
	                           {"冰箱", "fridge_washer"},
	                           {"洗衣机", "fridge_washer"},
	                           {"热水器", "water_heater"},
	                           {"油烟机", "range_hood"},
	                           {"烟机", "range_hood"},
	                           {"小家电", "small"},
	                           {"其他", "other"},
	                           {"ac", "ac"},
	                           {"tv", "tv"},
	                           {"fridge_washer", "fridge_washer"},
	                           {"water_heater", "water_heater"},
	                           {"range_hood", "range_hood"},
	                           {"small", "small"},
	                           {"other", "other"}};
	return field == "what" ? what : field == "serviceType" ? service : product;
}

std::string trimmed(const std::string& text)
{
	const auto first = text.find_first_not_of(" \t\r\n");
	if (first == std::string::npos) return {};
	return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

/// One row on its way from the sheet.
class RowReader
{
public:
	RowReader(std::string_view kind, const json& raw, std::vector<RowProblem>& problems):
		_kind(kind), _raw(raw), _problems(problems)
	{
	}

	std::optional<ListRow> read()
	{
		const auto known = _problems.size();
		ListRow row;
		row.line = _line = _raw.at("line").get<std::int64_t>();
		row.what = coded("what");
		row.code = text("code");
		row.name = text("name");
		row.serviceType = coded("serviceType");
		row.productType = coded("productType");
		row.brand = text("brand");
		row.model = text("model");
		row.unit = text("unit");
		if (row.what.empty() && _kind != "price") row.what = _kind;
		const bool price = row.what == "labour" || row.what == "visit" || row.what == "part";
		if (row.what.empty()) complain("what", "missing", {});
		else if (wordsOf("what").contains(row.what) && (_kind == "price" ? !price : row.what != _kind))
			complain("what", "unknown", row.what);
		if (row.what == "part" && row.code.empty()) complain("code", "missing", {});
		if (_kind == "price" && price && row.name.empty()) complain("name", "missing", {});
		row.amount = amount(row.what);
		if (_problems.size() != known) return std::nullopt;
		return row;
	}

private:
	void complain(const char* field, const char* code, std::string value)
	{
		_problems.push_back({_line, field, code, std::move(value)});
	}

	std::string text(const char* field)
	{
		const auto found = _raw.find(field);
		if (found == _raw.end() || found->is_null()) return {};
		std::string value = trimmed(found->is_string() ? found->get<std::string>() : found->dump());
		if (value.size() > kLongest) complain(field, "too_long", std::string(erphost::beginningOf(value, 30)));
		return value;
	}

	std::string coded(const char* field)
	{
		std::string value = text(field);
		if (value.empty()) return value;
		const auto found = wordsOf(field).find(value);
		if (found != wordsOf(field).end()) return found->second;
		complain(field, "unknown", value);
		return value;
	}

	std::int64_t amount(const std::string& what)
	{
		const std::string value = text("amount");
		if (value.empty())
		{
			complain("amount", "missing", {});
			return 0;
		}
		if (what == "warranty")
		{
			std::int64_t months = 0;
			const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), months);
			if (error != std::errc() || end != value.data() + value.size()) complain("amount", "not_a_number", value);
			else if (months < 0) complain("amount", "negative", value);
			else if (months > kMaxMonths) complain("amount", "too_large", value);
			return months;
		}
		// FE-08: as text, never through floating point.
		const auto fen = fenOfDecimal(value);
		if (!fen) complain("amount", "not_a_number", value);
		else if (*fen < 0) complain("amount", "negative", value);
		else if (*fen > kMaxPrice) complain("amount", "too_large", value);
		return fen.value_or(0);
	}

	std::string_view _kind;
	const json& _raw;
	std::vector<RowProblem>& _problems;
	std::int64_t _line = 0;
};

} // namespace

const ListRow* bestRow(std::span<const ListRow> rows, const Asked& asked)
{
	const ListRow* best = nullptr;
	int most = -1;
	for (const auto& row : rows)
		if (const int score = fit(row, asked); score > most)
		{
			most = score;
			best = &row;
		}
	return best;
}

CheckedRows checkRows(std::string_view kind, const json& rows)
{
	CheckedRows checked;
	std::set<std::string> seen;
	for (const auto& raw : rows)
	{
		auto row = RowReader(kind, raw, checked.problems).read();
		if (!row) continue;
		const std::string key =
			json::array({row->what, row->code, row->serviceType, row->productType, row->brand, row->model}).dump();
		if (seen.insert(key).second) checked.rows.push_back(std::move(*row));
		else checked.problems.push_back({row->line, "what", "double", row->name});
	}
	return checked;
}

json toJson(const ListRow& row)
{
	return {{"line", row.line},
	        {"what", row.what},
	        {"code", row.code},
	        {"name", row.name},
	        {"serviceType", row.serviceType},
	        {"productType", row.productType},
	        {"brand", row.brand},
	        {"model", row.model},
	        {"unit", row.unit},
	        {"amount", row.amount}};
}

json toJson(const RowProblem& problem)
{
	return {{"line", problem.line}, {"field", problem.field}, {"code", problem.code}, {"value", problem.value}};
}

} // namespace fees
