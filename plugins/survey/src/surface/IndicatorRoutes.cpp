#include "surface/IndicatorRoutes.hpp"

#include "rules/FirstVisit.hpp"
#include "rules/Month.hpp"
#include "rules/Pareto.hpp"
#include "rules/Ranking.hpp"
#include "store/Months.hpp"
#include "surface/TaskRoutes.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <sstream>

namespace survey {

using erphost::Reply;
using erphost::Request;
using erphost::Result;
using erphost::Tx;
using nlohmann::json;

namespace {

const json kDimensions = {"branch",   "stage", "product", "service_type", "service_mode", "technician",
                          "provider", "brand", "store",   "respondent",   "questionnaire"};
const json kBases = {"answered", "completed"};
const json kSorts = {"rank", "-rank", "rate", "-rate", "n", "-n", "name", "-name", "no", "-no"};
constexpr std::size_t kTrendKeys = 12;
constexpr std::size_t kMostTrendKeys = 20;

json querySchema(json properties)
{
	properties["basis"] = {{"enum", kBases}};
	properties["branch"] = textSchema();
	return {{"type", "object"}, {"additionalProperties", false}, {"properties", std::move(properties)}};
}

/// One line with what it is sorted by.
struct Line
{
	Figure figure;
	Rate rate;
	std::optional<int> rank;
};

/// What people see as its name: keys of lists that the console translates come last of all in no language, so they are
/// sorted as keys.
const std::string& label(const Line& line)
{
	return line.figure.name.empty() ? line.figure.key : line.figure.name;
}

/// −1, 0, 1 with lines that have no place behind all others, whatever the direction.
int compareRanks(const Line& a, const Line& b, bool down)
{
	if (!a.rank || !b.rank) return static_cast<int>(!a.rank) - static_cast<int>(!b.rank);
	const int order = *a.rank < *b.rank ? -1 : *a.rank > *b.rank ? 1 : 0;
	return down ? -order : order;
}

int compareRates(const Line& a, const Line& b, bool down)
{
	if (!a.rate.value || !b.rate.value)
		return static_cast<int>(!a.rate.value.has_value()) - static_cast<int>(!b.rate.value.has_value());
	const double x = a.rate.value->value, y = b.rate.value->value;
	const int order = x < y ? -1 : x > y ? 1 : 0;
	return down ? -order : order;
}

/// A month has as many lines as there are technicians or shops, whatever the number of answers: they are ranked
/// together, so they are sorted together.
void sortLines(std::vector<Line>& lines, std::string_view sort)
{
	const bool down = sort.starts_with("-");
	if (down) sort.remove_prefix(1);
	const auto number = [&](const Line& line) {
		return sort == "n" ? line.rate.denominator : line.figure.counts.no + line.figure.counts.veryNo;
	};
	std::sort(lines.begin(), lines.end(), [&](const Line& a, const Line& b) {
		int order = 0;
		if (sort == "rank") order = compareRanks(a, b, down);
		else if (sort == "rate") order = compareRates(a, b, down);
		else if (sort == "name") order = (label(a) < label(b) ? -1 : label(b) < label(a) ? 1 : 0) * (down ? -1 : 1);
		else order = (number(a) < number(b) ? -1 : number(b) < number(a) ? 1 : 0) * (down ? -1 : 1);
		return order != 0 ? order < 0 : a.figure.key < b.figure.key;
	});
}

bool matches(const Line& line, const std::string& search)
{
	return search.empty() || line.figure.name.find(search) != std::string::npos ||
	       line.figure.key.find(search) != std::string::npos;
}

std::set<std::string> keysIn(const std::string& text)
{
	std::set<std::string> keys;
	std::istringstream in(text);
	for (std::string key; std::getline(in, key, '|') && keys.size() < kMostTrendKeys;) keys.insert(key);
	return keys;
}

} // namespace

Result<void> IndicatorRoutes::addTo(erphost::Registry& registry) const
{
	const json indicator = {{"type", "string"}, {"pattern", "^[a-z0-9_.]{1,60}$"}};
	const json by = {{"enum", kDimensions}};
	EH_CHECK(registry.route(
		{"GET", "/indicators", "getIndicators",
	     "An indicator of a month along one dimension, with everything it is computed from.", kFigureReaders,
	     querySchema({{"month", monthSchema()},
	                  {"by", by},
	                  {"indicator", indicator},
	                  {"sort", {{"enum", kSorts}}},
	                  {"search", textSchema()},
	                  {"live", {{"enum", {"true", "false"}}}},
	                  {"limit", limitSchema()},
	                  {"cursor", cursorSchema()}}),
	     nullptr, itemsSchema(), false, [this](Tx& tx, const Request& request) { return one(tx, request); }}));
	EH_CHECK(
		registry.route({"GET", "/indicators/names", "getIndicatorNames", "The indicators that were counted in a month.",
	                    kFigureReaders, querySchema({{"month", monthSchema()}}), nullptr, itemsSchema(), false,
	                    [this](Tx& tx, const Request& request) { return names(tx, request); }}));
	EH_CHECK(registry.route({"GET",
	                         "/indicators/trend",
	                         "getIndicatorTrend",
	                         "An indicator over months, side by side.",
	                         kFigureReaders,
	                         querySchema({{"indicator", indicator},
	                                      {"by", by},
	                                      {"months", {{"type", "integer"}, {"minimum", 1}, {"maximum", 36}}},
	                                      {"until", monthSchema()},
	                                      {"keys", {{"type", "string"}, {"maxLength", 2000}}}}),
	                         nullptr,
	                         {{"type", "object"}, {"required", {"months", "series", "total"}}},
	                         false,
	                         [this](Tx& tx, const Request& request) { return trend(tx, request); }}));
	return registry.route({"GET", "/indicators/pareto", "getIndicatorPareto",
	                       "Why the customers of a month were dissatisfied, most frequent cause first.", kFigureReaders,
	                       querySchema({{"month", monthSchema()}, {"stage", textSchema()}}), nullptr, itemsSchema(),
	                       false, [this](Tx& tx, const Request& request) { return causes(tx, request); }});
}

Result<IndicatorRoutes::Asked> IndicatorRoutes::asked(const Request& request) const
{
	const std::string now = monthOf(_host.localDate(_host.nowMs()));
	Asked asked;
	FigureQuery& query = asked.query;
	query.from = query.to = request.queryText("month", request.queryText("until", now));
	EH_TRY(asked.settings, figureSettings(_host, query.from));
	query.branches = branchList(request.caller.branches(kFigureReaders));
	query.branch = request.queryText("branch");
	query.basis = request.queryText("basis", asked.settings.basis);
	query.indicator = request.queryText("indicator", std::string(kSatisfaction));
	query.dimension = request.queryText("by", "branch");
	return asked;
}

Result<Reply> IndicatorRoutes::one(Tx& tx, const Request& request) const
{
	EH_TRY(const Asked asked, this->asked(request));
	const FigureQuery& query = asked.query;
	EH_TRY(auto frozen, signedMonths(tx, query.from, query.to, query.basis));
	if (request.queryText("live") == "true") frozen.clear();
	EH_TRY(const auto figures, officialFigures(tx, query, frozen));
	std::vector<Rate> rates, ranked;
	for (const auto& figure : figures)
	{
		rates.push_back(rateOf(query.indicator, figure.counts));
		// SV-57: who is not known has no place among those who are.
		ranked.push_back(figure.key.empty() ? Rate{} : rates.back());
	}
	const auto ranks = ranksOf(ranked, asked.settings.few);
	const std::string search = request.queryText("search");
	std::vector<Line> lines;
	for (std::size_t i = 0; i < figures.size(); ++i)
		if (Line line{figures[i], rates[i], ranks[i]}; matches(line, search)) lines.push_back(std::move(line));
	sortLines(lines, request.queryText("sort", "name"));

	const std::string cursor = request.queryText("cursor");
	auto first = lines.begin();
	if (!cursor.empty())
	{
		// The cursor is the last key seen: it stays right while other lines move.
		first =
			std::find_if(lines.begin(), lines.end(), [&](const Line& line) { return "=" + line.figure.key == cursor; });
		if (first == lines.end())
			return erphost::permanent("cursor.invalid", "The cursor does not belong to this list.");
		++first;
	}
	const auto limit = request.queryInteger("limit", 50);
	const auto last = lines.end() - first > limit ? first + limit : lines.end();
	json items = json::array();
	for (auto line = first; line != last; ++line)
		items.push_back(toJson(line->figure, query.indicator, asked.settings, line->rank));
	json body = pageOf(std::move(items), last == lines.end() ? "" : "=" + (last - 1)->figure.key);
	body["month"] = query.from;
	body["by"] = query.dimension;
	body["indicator"] = query.indicator;
	body["basis"] = query.basis;
	body["frozen"] = !frozen.empty();
	body["target"] =
		query.indicator == kSatisfaction ? json(static_cast<double>(asked.settings.planTarget) / 10'000.0) : json();
	body["total"] = toJson(totalOf(figures), query.indicator, asked.settings, std::nullopt);
	body["count"] = lines.size();
	return Reply{200, body, {}};
}

Result<Reply> IndicatorRoutes::names(Tx& tx, const Request& request) const
{
	EH_TRY(const Asked asked, this->asked(request));
	EH_TRY(const auto figures, indicatorsOf(tx, asked.query, "", false));
	json items = json::array();
	for (const auto& figure : figures)
		if (!figure.key.starts_with(kOffenceCount)) // no rate
			items.push_back({{"indicator", figure.key}, {"answered", figure.counts.answered()}});
	return Reply{200, {{"items", items}}, {}};
}

Result<Reply> IndicatorRoutes::trend(Tx& tx, const Request& request) const
{
	EH_TRY(Asked asked, this->asked(request));
	FigureQuery& query = asked.query;
	const auto months = monthsUntil(query.to, static_cast<int>(request.queryInteger("months", 12)));
	query.from = months.front();
	EH_TRY(const auto frozen, signedMonths(tx, query.from, query.to, query.basis));
	EH_TRY(const auto figures, officialFigures(tx, query, frozen));

	struct Series
	{
		std::string name;
		std::int64_t answered = 0;
		std::map<std::string, OutcomeCounts> months;
	};
	std::map<std::string, Series> all;
	std::map<std::string, OutcomeCounts> totals;
	for (const auto& figure : figures)
	{
		Series& series = all[figure.key];
		series.name = figure.name;
		series.answered += figure.counts.answered();
		series.months[figure.month] += figure.counts;
		totals[figure.month] += figure.counts;
	}
	std::set<std::string> wanted = keysIn(request.queryText("keys"));
	if (wanted.empty())
	{
		std::vector<std::pair<std::int64_t, std::string>> most;
		for (const auto& [key, series] : all) most.emplace_back(-series.answered, key);
		std::sort(most.begin(), most.end());
		for (std::size_t i = 0; i < std::min(kTrendKeys, most.size()); ++i) wanted.insert(most[i].second);
	}
	const auto points = [&](const std::map<std::string, OutcomeCounts>& counts) {
		json points = json::array();
		for (const auto& month : months)
		{
			const auto found = counts.find(month);
			json point = toJson(rateOf(query.indicator, found == counts.end() ? OutcomeCounts{} : found->second));
			point["frozen"] = std::find(frozen.begin(), frozen.end(), month) != frozen.end();
			points.push_back(std::move(point));
		}
		return points;
	};
	json series = json::array();
	for (const auto& [key, one] : all)
		if (wanted.contains(key)) series.push_back({{"key", key}, {"name", one.name}, {"points", points(one.months)}});
	return Reply{200,
	             {{"indicator", query.indicator},
	              {"by", query.dimension},
	              {"basis", query.basis},
	              {"months", months},
	              {"series", series},
	              {"total", points(totals)}},
	             {}};
}

Result<Reply> IndicatorRoutes::causes(Tx& tx, const Request& request) const
{
	EH_TRY(Asked asked, this->asked(request));
	const std::string stage = request.queryText("stage");
	if (!stage.empty()) asked.query.dimension = "stage";
	EH_TRY(const auto frozen, signedMonths(tx, asked.query.from, asked.query.to, asked.query.basis));
	EH_TRY(const auto figures, indicatorsOf(tx, asked.query, stage, !frozen.empty()));
	OutcomeCounts overall;
	std::vector<Cause> causes, offences;
	for (const auto& figure : figures)
	{
		if (figure.key == kSatisfaction) overall = figure.counts;
		else if (figure.key.starts_with(kOffenceCount))
			offences.push_back({figure.key.substr(kOffenceCount.size()), figure.counts.no, 0, 0, 0});
		// The lines of the first-visit fix rate say the same once more.
		else if (!figure.key.starts_with(kFirstVisitLines))
			causes.push_back({figure.key, figure.counts.no + figure.counts.veryNo, figure.counts.answered(), 0, 0});
	}
	json items = json::array();
	for (const auto& cause : pareto(std::move(causes)))
		items.push_back({{"cause", cause.name},
		                 {"n", cause.count},
		                 {"asked", cause.asked},
		                 {"share", cause.share},
		                 {"cumulative", cause.cumulative}});
	json violations = json::array();
	for (const auto& offence : pareto(std::move(offences)))
		violations.push_back({{"offence", offence.name},
		                      {"n", offence.count},
		                      {"share", offence.share},
		                      {"cumulative", offence.cumulative}});
	return Reply{200,
	             {{"month", asked.query.from},
	              {"frozen", !frozen.empty()},
	              {"violations", violations},
	              {"dissatisfied", overall.no + overall.veryNo},
	              {"items", items},
	              {"levels",
	               {{"dissatisfied", overall.no}, {"veryDissatisfied", overall.veryNo}, {"average", overall.average}}}},
	             {}};
}

} // namespace survey
