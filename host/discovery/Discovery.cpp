#include "host/discovery/Discovery.hpp"

#include <algorithm>
#include <set>

namespace erphost::discovery {
namespace {

using nlohmann::json;

constexpr std::size_t kSampleRows = 200, kGlanceRows = 60, kTuples = 20, kBases = 3, kExamples = 5;

bool rowHas(const Table& table, const std::vector<Cell>& row, const std::string& value, bool phone)
{
	if (value.empty()) return false;
	for (std::size_t i = 0; i < table.columns.size() && i < row.size(); ++i)
		if (row[i] && (phone ? samePhone(trimmed(*row[i]), value) : trimmed(*row[i]) == value)) return true;
	return false;
}

} // namespace

Discovery::Discovery(ErpReader& reader, const std::vector<entities::EntitySchema>& schemas,
                     std::function<void(const Progress&)> progress):
	_reader(reader),
	_schemas(schemas), _progress(std::move(progress))
{
}

const entities::EntitySchema* Discovery::schema(std::string_view wanted) const
{
	for (const auto& one : _schemas)
		if (one.entity == wanted) return &one;
	return nullptr;
}

Result<void> Discovery::readCatalog()
{
	tell("catalog", 0, 0);
	EH_TRY(_tables, _reader.tables());
	std::erase_if(_tables, [&](const Table& table) { return _words.ownTable(table.name); });
	for (std::size_t i = 0; i < _tables.size(); ++i)
	{
		tell("catalog", i, _tables.size());
		EH_CHECK(_reader.describe(_tables[i]));
	}
	std::erase_if(_tables, [](const Table& table) { return table.columns.empty(); });
	_sampled.assign(_tables.size(), false);
	return _reader.references(_tables);
}

Result<std::vector<Discovery::Hit>> Discovery::search(const Question& question)
{
	std::vector<Hit> hits;
	for (std::size_t i = 0; i < _tables.size(); ++i)
	{
		const auto& table = _tables[i];
		tell("search", i, _tables.size());
		if (table.rows == 0 || (!question.table.empty() && table.name != question.table)) continue;
		EH_TRY(const auto rows, _reader.holding(table, question.known.order, kExamples));
		for (std::size_t column = 0; column < table.columns.size(); ++column)
		{
			Hit hit{i, table.columns[column].catalog.name, {}};
			for (const auto& row : rows)
				if (row[column] && trimmed(*row[column]) == question.known.order) hit.rows.push_back(row);
			if (!hit.rows.empty()) hits.push_back(std::move(hit));
		}
	}
	return hits;
}

/// The example first, then others: what a column looks like is told by many rows.
Result<void> Discovery::sampleOf(Table& table, const std::vector<std::vector<Cell>>& first)
{
	const auto index = static_cast<std::size_t>(&table - _tables.data());
	if (!_sampled[index] || !first.empty())
	{
		EH_TRY(auto rows, _reader.some(table, first.empty() ? kGlanceRows : kSampleRows));
		table.sample = first;
		table.sample.insert(table.sample.end(), rows.begin(), rows.end());
		table.judge();
		_sampled[index] = true;
	}
	return {};
}

void Discovery::judgeName(Base& base, const Question& question) const
{
	double best = 0;
	const auto& table = _tables[base.hit.table];
	for (const auto& [kind, words] : _words.kinds().items())
	{
		const double score = fits(table.name, words.get<std::vector<std::string>>());
		if (score > best && (question.kind.empty() || question.kind == kind))
		{
			best = score;
			base.kind = kind;
		}
	}
	if (base.kind.empty()) base.kind = question.kind.empty() ? "work_order" : question.kind;
	base.candidate.nameOfKind = best;
}

/// Nobody knows an order by its surrogate key, though small numbers are found in every one.
void Discovery::judgeNumber(Base& base) const
{
	const auto& table = _tables[base.hit.table];
	const auto& column = *table.column(base.hit.column);
	base.candidate.nameOfNumber = _words.field(column.catalog.name, "number");
	if (column.isInteger() && base.candidate.nameOfNumber == 0) return;
	for (const auto& key : table.keys)
		if (std::find(key.begin(), key.end(), base.hit.column) != key.end()) base.candidate.numberInKey = true;
}

std::string Discovery::roleOf(const Joined& joined, const Known& known) const
{
	std::string role;
	double best = 0.55;
	if (!joined.example.empty() && (rowHas(joined.table, joined.example, known.phone, true) ||
	                                rowHas(joined.table, joined.example, known.customer, false)))
		return "customer";
	for (const auto& [candidate, about] : _words.roles().items())
	{
		const double score = std::max(fits(joined.link.on.back().first, _words.list({"roles", candidate, "link"})),
		                              0.9 * fits(joined.link.table, _words.list({"roles", candidate, "table"})));
		if (score > best)
		{
			best = score;
			role = candidate;
		}
	}
	return role;
}

Result<void> Discovery::follow(Base& base, const Question& question)
{
	auto& from = _tables[base.hit.table];
	EH_CHECK(sampleOf(from, base.hit.rows));
	std::set<std::string> aliases;
	std::vector<std::vector<std::vector<Cell>>> foundRows;
	for (std::size_t i = 0; i < _tables.size(); ++i)
	{
		auto& to = _tables[i];
		tell("links", i, _tables.size());
		if (i == base.hit.table || to.rows == 0 || (to.keys.empty() && from.references.empty())) continue;
		EH_CHECK(sampleOf(to, {}));
		std::set<std::string> used;
		for (auto& link : linkCandidates(from, to))
		{
			if (used.contains(link.on.back().first)) continue;
			std::vector<std::string> columns;
			for (const auto& pair : link.on) columns.push_back(pair.second);
			if (std::any_of(columns.begin(), columns.end(), [&](const auto& c) { return to.column(c) == nullptr; }) ||
			    std::any_of(link.on.begin(), link.on.end(),
			                [&](const auto& p) { return from.column(p.first) == nullptr; }))
				continue;
			const auto tuples = linkTuples(from, link, kTuples);
			if (tuples.empty()) continue;
			EH_TRY(auto rows, _reader.matching(to, columns, tuples, tuples.size() * 2));
			countMatches(link, to, tuples, rows);
			if (!holds(link)) continue;
			used.insert(link.on.back().first);
			Joined joined;
			joined.table = to;
			joined.link = link;
			foundRows.push_back(std::move(rows));
			base.joined.push_back(std::move(joined));
		}
	}
	// Which of the rows with this number is the one that the person means: the one whose customer is.
	const auto speaks = [&](const std::vector<Cell>& row) {
		int score = (rowHas(from, row, question.known.phone, true) ? 3 : 0) +
		            (rowHas(from, row, question.known.customer, false) ? 2 : 0);
		for (std::size_t i = 0; i < base.joined.size(); ++i)
			if (const auto* there = linkedRow(from, row, base.joined[i].link, base.joined[i].table, foundRows[i]))
				score += (rowHas(base.joined[i].table, *there, question.known.phone, true) ? 2 : 0) +
				         (rowHas(base.joined[i].table, *there, question.known.customer, false) ? 1 : 0);
		return score;
	};
	const auto best = std::max_element(base.hit.rows.begin(), base.hit.rows.end(),
	                                   [&](const auto& a, const auto& b) { return speaks(a) < speaks(b); });
	std::rotate(base.hit.rows.begin(), best, best + 1);
	for (auto it = from.sample.begin(); it != from.sample.end(); ++it)
		if (*it == base.hit.rows.front())
		{
			std::rotate(from.sample.begin(), it, it + 1);
			break;
		}
	const auto& example = from.sample.front();
	auto& candidate = base.candidate;
	candidate.phoneHere = rowHas(from, example, question.known.phone, true);
	candidate.nameHere = rowHas(from, example, question.known.customer, false);
	candidate.columns = from.columns.size();
	candidate.moments = static_cast<std::size_t>(std::count_if(
		from.columns.begin(), from.columns.end(), [](const auto& c) { return c.isDate() || c.isMoment(); }));
	for (std::size_t i = 0; i < base.joined.size(); ++i)
	{
		auto& joined = base.joined[i];
		if (const auto* row = linkedRow(from, example, joined.link, joined.table, foundRows[i])) joined.example = *row;
		// What is looked up there is what the columns hold where it matters.
		joined.table.sample = foundRows[i];
		if (joined.table.sample.size() < 5)
			joined.table.sample = _tables[static_cast<std::size_t>(
											  std::find_if(_tables.begin(), _tables.end(),
			                                               [&](const auto& t) { return t.name == joined.link.table; }) -
											  _tables.begin())]
			                          .sample;
		joined.table.judge();
		if (!joined.link.extends) joined.role = roleOf(joined, question.known);
		candidate.phoneLinked =
			candidate.phoneLinked || rowHas(joined.table, joined.example, question.known.phone, true);
		candidate.nameLinked =
			candidate.nameLinked || rowHas(joined.table, joined.example, question.known.customer, false);
	}
	std::erase_if(base.joined, [](const Joined& joined) { return joined.role.empty() && !joined.link.extends; });
	// Of several tables that look like the customer's, the one where he was seen is his.
	std::stable_partition(base.joined.begin(), base.joined.end(), [&](const Joined& joined) {
		return rowHas(joined.table, joined.example, question.known.phone, true) ||
		       rowHas(joined.table, joined.example, question.known.customer, false);
	});
	EH_CHECK(addContact(base, question));
	int number = 0;
	for (auto& joined : base.joined) joined.alias = "t" + std::to_string(++number);
	base.score = plausibility(candidate);
	return {};
}

/// A telephone number that stands in a table of many rows a customer (party_contact_mechanism): found by following the
/// customer's key backwards, and made one row a customer.
Result<void> Discovery::addContact(Base& base, const Question& question)
{
	if (base.candidate.phoneHere || base.candidate.phoneLinked || question.known.phone.empty()) return {};
	const auto customer = std::find_if(base.joined.begin(), base.joined.end(), [](const Joined& joined) {
		return joined.role == "customer" && joined.link.on.size() == 1 && !joined.example.empty();
	});
	if (customer == base.joined.end()) return {};
	const auto [here, key] = customer->link.on[0];
	const auto& value = customer->example[customer->table.index(key)];
	for (auto& table : _tables)
		for (const auto& reference : table.references)
		{
			if (reference.table != customer->link.table || reference.on.size() != 1 || reference.on[0].second != key)
				continue;
			const auto& back = reference.on[0].first;
			EH_TRY(const auto rows, _reader.matching(table, {back}, {{value}}, kGlanceRows));
			for (const auto& row : rows)
				for (std::size_t i = 0; i < table.columns.size(); ++i)
				{
					if (!row[i] || !table.columns[i].isText() || !samePhone(*row[i], question.known.phone)) continue;
					EH_CHECK(sampleOf(table, {}));
					const auto quote = [&](const std::string& text) { return _reader.quoted(text); };
					const auto& phone = table.columns[i].catalog.name;
					std::string where;
					// One kind among several (mobile, phone, e-mail): the one that the known number is of.
					for (std::size_t k = 0; k < table.columns.size() && where.empty(); ++k)
						if (k != i && row[k] && table.columns[k].isText() && table.columns[k].shape.distinct <= 12 &&
						    fits(table.columns[k].catalog.name, {"type", "kind", "类型", "类别"}) >= 0.7 &&
						    row[k]->find_first_not_of("abcdefghijklmnopqrstuvwxyz_0123456789") == std::string::npos)
							where = " WHERE " + quote(table.columns[k].catalog.name) + " = '" + *row[k] + "'";
					Joined joined;
					joined.role = "customer";
					joined.select = "SELECT " + quote(back) + ", MIN(" + quote(phone) + ") AS " + quote(phone) +
					                " FROM " + quote(table.name) + where + " GROUP BY " + quote(back);
					joined.table.name = table.name;
					joined.table.columns = {*table.column(back), table.columns[i]};
					joined.table.columns[1].shape = shapeOf({row[i]});
					joined.table.sample = {{value, row[i]}};
					joined.example = joined.table.sample[0];
					joined.link = {table.name, {{here, back}}, Link::Why::foreignKey, 10, false, 1, 1};
					base.candidate.phoneLinked = true;
					base.joined.push_back(std::move(joined));
					return {};
				}
		}
	return {};
}

Result<json> Discovery::run(const Question& question)
{
	EH_CHECK(readCatalog());
	EH_TRY(auto hits, search(question));
	if (hits.empty())
		return permanent("discovery.order_not_found", "no table holds this number")
		    .with("tables", std::to_string(_tables.size()))
		    .with("skipped", std::to_string(_reader.skipped().size()));
	json proposal = {{"found", json::array()}, {"entities", json::array()}};
	std::vector<Base> bases;
	for (auto& hit : hits)
	{
		const auto& table = _tables[hit.table];
		proposal["found"].push_back({{"table", table.name}, {"column", hit.column}});
		Base base;
		base.hit = std::move(hit);
		judgeName(base, question);
		judgeNumber(base);
		const auto& row = base.hit.rows.front();
		base.candidate.phoneHere = rowHas(table, row, question.known.phone, true);
		base.candidate.nameHere = rowHas(table, row, question.known.customer, false);
		base.candidate.columns = table.columns.size();
		base.score = plausibility(base.candidate);
		bases.push_back(std::move(base));
	}
	const auto byScore = [](const Base& a, const Base& b) { return a.score > b.score; };
	std::stable_sort(bases.begin(), bases.end(), byScore);
	if (bases.size() > kBases) bases.resize(kBases);
	for (auto& base : bases) EH_CHECK(follow(base, question));
	std::stable_sort(bases.begin(), bases.end(), byScore);
	auto& base = bases.front();
	auto& table = _tables[base.hit.table];
	EH_CHECK(sampleOf(table, {base.hit.rows.front()}));

	json mapping = {{"mapping", 1},
	                {"name", {{"zh", "本公司 ERP"}, {"en", "Our ERP"}}},
	                {"timeZone", question.timeZone},
	                {"pull", {{"secret", "erp.pull"}}},
	                {"push", {{"secret", "erp.pull"}}},
	                {"entities", json::object()}};
	tell("fields", 0, 0);
	EH_TRY(auto order, entity(base.kind, table, base.joined, question.known, base.hit.column, "", mapping));
	proposal["entities"].push_back(std::move(order));
	EH_CHECK(others(base, question, mapping, proposal));
	const auto& candidate = base.candidate;
	if (!question.known.phone.empty() && !candidate.phoneHere && !candidate.phoneLinked)
		_notes.push_back({{"code", "discovery.phone_not_found"}, {"table", table.name}});
	if (!question.known.customer.empty() && !candidate.nameHere && !candidate.nameLinked)
		_notes.push_back({{"code", "discovery.customer_not_found"}, {"table", table.name}});
	proposal["kind"] = base.kind;
	proposal["table"] = table.name;
	proposal["mapping"] = std::move(mapping);
	proposal["notes"] = _notes;
	proposal["looked"] = {{"tables", _tables.size()}, {"queries", _reader.queries()}, {"skipped", _reader.skipped()}};
	return proposal;
}

} // namespace erphost::discovery
