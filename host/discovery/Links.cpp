#include "host/discovery/Links.hpp"

#include <algorithm>
#include <set>

namespace erphost::discovery {
namespace {

constexpr std::size_t kPerColumn = 4, kPerTable = 8;

bool sameWord(std::string_view a, std::string_view b)
{
	return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](unsigned char x, unsigned char y) {
			   return std::tolower(x) == std::tolower(y);
		   });
}

/// Servers refuse to compare different kinds, or do it row by row.
bool comparable(const Column& a, const Column& b)
{
	return a.catalog.kind == b.catalog.kind &&
	       (a.isText() || a.isInteger() || a.catalog.kind == odbc::ColumnKind::guid);
}

/// 3: called the same; 2: the one's name is in the other's; 1: the values look alike; 0: nothing speaks for it.
double affinity(const Column& here, const Column& there, const Table& to)
{
	if (!comparable(here, there) || here.isDate() || here.isTime() || here.isMoment()) return 0;
	const auto& a = here.catalog.name;
	const auto& b = there.catalog.name;
	if (sameWord(a, b)) return a.size() > 2 || !here.isInteger() ? 3 : 0; // "id" = "id" means nothing
	if (here.isInteger())
	{
		// customer → customer.id, customer_id → customer.id
		const auto stem = withoutEnding(a, {"id"});
		return stem.size() > 2 && fits(to.name, {stem}) >= 0.7 ? 2 : 0;
	}
	if (b.size() > 3 && a.size() > 3 && (fits(a, {b}) >= 0.7 || fits(b, {a}) >= 0.7)) return 2;
	const auto& p = here.shape.pattern;
	return !p.empty() && p == there.shape.pattern && here.shape.phone < 0.5 ? 1 : 0;
}

bool coversKey(const Table& from, const Link& link)
{
	return std::any_of(from.keys.begin(), from.keys.end(), [&](const auto& key) {
		return key.size() == link.on.size() && std::all_of(key.begin(), key.end(), [&](const auto& name) {
				   return std::any_of(link.on.begin(), link.on.end(),
			                          [&](const auto& pair) { return pair.first == name; });
			   });
	});
}

} // namespace

std::vector<Link> linkCandidates(const Table& from, const Table& to)
{
	std::vector<Link> links;
	for (const auto& reference : from.references)
	{
		if (reference.table != to.name) continue;
		Link link{to.name, reference.on, Link::Why::foreignKey, 10, false, 0, 0};
		link.extends = coversKey(from, link);
		links.push_back(std::move(link));
	}
	if (!links.empty()) return links;
	for (const auto& key : to.keys)
	{
		if (key.size() > 3) continue;
		std::vector<Link> partial(1);
		partial[0].table = to.name;
		for (const auto& name : key)
		{
			const auto& there = *to.column(name);
			std::vector<std::pair<double, const Column*>> fitting;
			for (const auto& here : from.columns)
				if (const double score = affinity(here, there, to); score > 0) fitting.emplace_back(score, &here);
			std::stable_sort(fitting.begin(), fitting.end(),
			                 [](const auto& a, const auto& b) { return a.first > b.first; });
			if (fitting.size() > kPerColumn) fitting.resize(kPerColumn);
			std::vector<Link> longer;
			for (const auto& link : partial)
				for (const auto& [score, here] : fitting)
				{
					if (std::any_of(link.on.begin(), link.on.end(),
					                [&, column = here](const auto& p) { return p.first == column->catalog.name; }))
						continue;
					auto next = link;
					next.on.emplace_back(here->catalog.name, name);
					next.score += score;
					longer.push_back(std::move(next));
				}
			partial = std::move(longer);
		}
		for (auto& link : partial)
		{
			const double most = 3.0 * static_cast<double>(key.size());
			link.why = link.score >= most - 0.1 ? Link::Why::sameName : Link::Why::values;
			// A column of two characters looks like every other of two characters.
			std::size_t longest = 0;
			for (const auto& pair : link.on) longest = std::max(longest, from.column(pair.first)->shape.longest);
			if (link.why == Link::Why::values && longest < 4 && link.score < 2) continue;
			link.score /= static_cast<double>(key.size());
			link.extends = coversKey(from, link);
			links.push_back(std::move(link));
		}
	}
	std::stable_sort(links.begin(), links.end(), [](const auto& a, const auto& b) { return a.score > b.score; });
	if (links.size() > kPerTable) links.resize(kPerTable);
	return links;
}

std::vector<std::vector<Cell>> linkTuples(const Table& from, const Link& link, std::size_t most)
{
	std::set<std::vector<Cell>> seen;
	std::vector<std::vector<Cell>> tuples;
	for (const auto& row : from.sample)
	{
		std::vector<Cell> tuple;
		for (const auto& pair : link.on)
		{
			const auto& cell = row[from.index(pair.first)];
			if (!cell || trimmed(*cell).empty()) break;
			tuple.push_back(cell);
		}
		if (tuple.size() == link.on.size() && seen.insert(tuple).second) tuples.push_back(std::move(tuple));
		if (tuples.size() == most) break;
	}
	return tuples;
}

void countMatches(Link& link, const Table& to, const std::vector<std::vector<Cell>>& tuples,
                  const std::vector<std::vector<Cell>>& found)
{
	const auto same = [](const Cell& a, const Cell& b) { return a && b && trimmed(*a) == trimmed(*b); };
	link.tried = tuples.size();
	link.matched = static_cast<std::size_t>(std::count_if(tuples.begin(), tuples.end(), [&](const auto& tuple) {
		return std::any_of(found.begin(), found.end(), [&](const auto& row) {
			for (std::size_t i = 0; i < tuple.size(); ++i)
				if (!same(row[to.index(link.on[i].second)], tuple[i])) return false;
			return true;
		});
	}));
}

bool holds(const Link& link)
{
	if (link.why == Link::Why::foreignKey) return true;
	const auto tried = static_cast<double>(link.tried), matched = static_cast<double>(link.matched);
	if (link.why == Link::Why::sameName) return link.matched >= 1 && matched >= 0.5 * tried;
	// A row is only continued when something happened (a completion): half of them will do where the keys are long.
	if (link.extends && link.on.size() > 1) return link.matched >= 3 && matched >= 0.4 * tried;
	return link.matched >= 3 && matched >= 0.9 * tried;
}

const std::vector<Cell>* linkedRow(const Table& from, const std::vector<Cell>& row, const Link& link, const Table& to,
                                   const std::vector<std::vector<Cell>>& found)
{
	for (const auto& candidate : found)
	{
		const bool here = std::all_of(link.on.begin(), link.on.end(), [&](const auto& pair) {
			const auto& a = row[from.index(pair.first)];
			const auto& b = candidate[to.index(pair.second)];
			return a && b && trimmed(*a) == trimmed(*b);
		});
		if (here) return &candidate;
	}
	return nullptr;
}

} // namespace erphost::discovery
