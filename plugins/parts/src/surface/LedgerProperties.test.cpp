// Random work on the ledger against a model that is nothing but maps: what it permits must happen, what it does not
// permit must change nothing, and whatever happened the books balance (PT-02, PT-04, PT-18, PT-19).

#include "surface/StockDesk.test.hpp"

#include <map>
#include <random>
#include <vector>

using namespace parts::testing;

namespace {

using Quantity = std::int64_t;

struct Line
{
	std::string document, item, place, order;
	Quantity held = 0, gone = 0;
};

struct Move
{
	std::string id, kind, item, from, to;
	Quantity quantity = 0, reversed = 0;
	std::size_t line = 0;
};

/// What the ledger should be.
struct Model
{
	std::map<std::pair<std::string, std::string>, Quantity> stock;
	std::map<std::pair<std::string, std::string>, std::pair<Quantity, Quantity>> orders; ///< issued, returned
	std::vector<Line> lines;
	std::vector<Move> moves;

	void move(const Move& what, Quantity quantity)
	{
		stock[{what.from, what.item}] -= quantity;
		stock[{what.to, what.item}] += quantity;
	}
};

struct Walk : StockTest
{
	Model model;
	std::mt19937 random;
	std::vector<std::pair<std::string, json>> told; ///< requests that were accepted
	int accepted = 0, refused = 0;

	explicit Walk(unsigned seed): random(seed)
	{
		order("2000");
		for (const char* item : {"FAN", "PIPE"})
		{
			const json paper = open(item, 40, 9'999);
			note("opening", item, "difference:01", "store:01", 40, paper, 1);
		}
	}

	int roll(int most) { return std::uniform_int_distribution<int>(0, most - 1)(random); }
	std::string anItem() { return roll(2) ? "FAN" : "PIPE"; }
	Quantity there(const std::string& place, const std::string& item) { return model.stock[{place, item}]; }

	void note(const std::string& kind, const std::string& item, const std::string& from, const std::string& to,
	          Quantity quantity, const json& paper, int line, std::size_t origin = 0)
	{
		Move made{
			paper.at("id").get<std::string>() + ":" + std::to_string(line), kind, item, from, to, quantity, 0, origin};
		if (kind == "opening" || kind == "issue")
		{
			made.line = model.lines.size();
			Line opened{paper.at("id"), item, to, "", 0, 0};
			if (kind == "issue") opened.held = quantity;
			else opened.gone = quantity;
			if (paper.contains("order") && !paper.at("order").is_null()) opened.order = paper.at("order").at("key");
			model.lines.push_back(opened);
		}
		model.move(made, quantity);
		model.moves.push_back(made);
	}
	/// Sends a request; true if it was done. What the model expects must come.
	bool send(const std::string& path, json body, bool expected, json& answer)
	{
		body["id"] = id();
		const auto got = host.call("POST", path, body);
		INFO(path << " " << body.dump() << " → " << got.error.code);
		REQUIRE((got.status == 201) == expected);
		(expected ? accepted : refused)++;
		if (expected) told.emplace_back(path, body);
		answer = got.body;
		return expected;
	}

	void openMore()
	{
		const std::string item = anItem();
		const Quantity quantity = 1 + roll(9);
		json paper;
		send("/openings",
		     {{"placeId", "store:01"},
		      {"reason", "x"},
		      {"lines", {{{"item", item}, {"quantity", quantity}, {"costFen", roll(5'000)}}}}},
		     true, paper);
		note("opening", item, "difference:01", "store:01", quantity, paper, 1);
	}
	void issueSome()
	{
		const std::string item = anItem(), technician = roll(2) ? "T1" : "T2";
		const Quantity quantity = 1 + roll(12);
		json body = {{"placeId", "store:01"},
		             {"technician", {{"number", technician}, {"name", "x"}}},
		             {"lines", {{{"item", item}, {"quantity", quantity}}}}};
		std::string key;
		if (roll(2)) body.update(forOrder(key = roll(2) ? "1000" : "2000"));
		json paper;
		if (!send("/issues", body, there("store:01", item) >= quantity, paper)) return;
		note("issue", item, "store:01", "technician:01:" + technician, quantity, paper, 1);
		if (!key.empty()) model.orders[{key, item}].first += quantity;
	}
	/// A return, or a write-off, of a random issue.
	void continueIssue(bool back)
	{
		const std::size_t at = static_cast<std::size_t>(roll(static_cast<int>(model.lines.size())));
		Line& line = model.lines[at];
		if (!line.place.starts_with("technician")) return;
		const Quantity quantity = 1 + roll(6);
		json body = {{"lines", {{{"documentId", line.document}, {"line", 1}, {"quantity", quantity}}}}};
		std::string key = line.order;
		if (!back && key.empty()) body.update(forOrder(key = roll(2) ? "1000" : "2000"));
		json paper;
		if (!send(back ? "/returns" : "/write-offs", body, line.held >= quantity, paper)) return;
		line.held -= quantity;
		line.gone += quantity;
		note(back ? "return" : "write_off", line.item, line.place, back ? "store:01" : "used:01", quantity, paper, 1,
		     at);
		if (back && !key.empty()) model.orders[{key, line.item}].second += quantity;
		if (!back && line.order.empty()) model.orders[{key, line.item}].first += quantity;
		if (!back) writeOffs[model.moves.back().id] = key;
	}
	void takeBackOne()
	{
		Move& move = model.moves[static_cast<std::size_t>(roll(static_cast<int>(model.moves.size())))];
		const Quantity quantity = 1 + roll(5);
		Line& line = model.lines[move.line];
		const bool opener = move.kind == "opening", issue = move.kind == "issue";
		const Quantity onLine = issue ? line.held : opener ? line.gone : goneBy(move);
		const bool possible = move.quantity - move.reversed >= quantity &&
		                      (move.to == "used:01" || there(move.to, move.item) >= quantity) && onLine >= quantity;
		json answer;
		if (!send("/movements/" + move.id + "/reversals", {{"quantity", quantity}, {"reason", "x"}}, possible, answer))
			return;
		move.reversed += quantity;
		Move counter = move;
		std::swap(counter.from, counter.to);
		model.move(counter, quantity);
		if (issue) line.held -= quantity;
		else line.gone -= quantity;
		if (move.kind == "return" || move.kind == "write_off") line.held += quantity;
		if (issue && !line.order.empty()) model.orders[{line.order, move.item}].first -= quantity;
		if (move.kind == "return" && !line.order.empty()) model.orders[{line.order, move.item}].second -= quantity;
		if (move.kind == "write_off" && line.order.empty())
			model.orders[{writeOffs[move.id], move.item}].first -= quantity;
	}
	/// Of a return or write-off its own quantity still counts on the line.
	static Quantity goneBy(const Move& move) { return move.quantity - move.reversed; }

	/// A client that did not hear the answer asks again: nothing happens twice. Another content is refused.
	void repeat()
	{
		if (told.empty()) return;
		auto [path, body] = told[static_cast<std::size_t>(roll(static_cast<int>(told.size())))];
		const auto again = host.call("POST", path, body);
		INFO(path << " " << again.error.code);
		REQUIRE(again.status == 201);
		body["reason"] = body.value("reason", "") + " otherwise";
		REQUIRE(host.call("POST", path, body).error.code == "parts.id_taken");
	}
	void step()
	{
		switch (roll(10))
		{
		case 0: return openMore();
		case 1:
		case 2:
		case 3: return issueSome();
		case 4:
		case 5: return continueIssue(true);
		case 6:
		case 7: return continueIssue(false);
		case 8: return takeBackOne();
		default: return repeat();
		}
	}
	void compare()
	{
		for (const auto& [key, quantity] : model.stock)
		{
			INFO(key.first << " " << key.second);
			REQUIRE(at(key.first, key.second) == quantity);
		}
		for (const auto& [key, counts] : model.orders)
		{
			const std::string where =
				" FROM parts_v_order_part WHERE erp_key = '" + key.first + "' AND item_code = '" + key.second + "'";
			INFO(key.first << " " << key.second);
			REQUIRE(number("SELECT issued" + where) == counts.first);
			REQUIRE(number("SELECT returned" + where) == counts.second);
		}
	}
	/// What must hold whatever happened.
	void audit()
	{
		CHECK(number("SELECT COUNT(*) FROM parts_balance WHERE outside = 0 AND (quantity < 0 OR value_fen < 0)") == 0);
		CHECK(number("SELECT COUNT(*) FROM parts_balance WHERE outside = 0 AND quantity = 0 AND value_fen <> 0") == 0);
		CHECK(
			number("SELECT COUNT(*) FROM (SELECT item_code FROM parts_balance GROUP BY item_code HAVING SUM(quantity) "
		           "<> 0 OR SUM(value_fen) <> 0) s") == 0);
		// Balances are the sum of the movements, place by place, in quantity and value.
		CHECK(
			number(
				"SELECT COUNT(*) FROM parts_balance b WHERE b.quantity <> (SELECT COALESCE(SUM(CASE WHEN m.to_place = "
				"b.place_id THEN m.quantity ELSE -m.quantity END), 0) FROM parts_movement m WHERE m.item_code = "
				"b.item_code AND (m.to_place = b.place_id OR m.from_place = b.place_id)) OR b.value_fen <> (SELECT "
				"COALESCE(SUM(CASE WHEN m.to_place = b.place_id THEN m.cost_fen ELSE -m.cost_fen END), 0) FROM "
				"parts_movement m WHERE m.item_code = b.item_code AND (m.to_place = b.place_id OR m.from_place = "
				"b.place_id))") == 0);
		// No movement was taken back beyond itself; sequences have no gap.
		CHECK(
			number(
				"SELECT COUNT(*) FROM parts_movement m WHERE (SELECT COALESCE(SUM(r.quantity), 0) FROM parts_movement "
				"r WHERE r.reverses = m.id) > m.quantity") == 0);
		CHECK(number("SELECT MAX(sequence) - COUNT(*) FROM parts_movement") == 0);
		// Returns ≤ issues per line; what technicians hold is what their lines hold.
		CHECK(number("SELECT COUNT(*) FROM parts_line WHERE back > quantity OR held + done + back + lost > quantity") ==
		      0);
		CHECK(
			number("SELECT COUNT(*) FROM parts_balance b WHERE b.place_id LIKE 'technician%' AND b.quantity <> (SELECT "
		           "SUM(l.held) FROM parts_line l WHERE l.place_id = b.place_id AND l.item_code = b.item_code)") == 0);
		CHECK(number(
				  "SELECT COUNT(*) FROM parts_balance b WHERE b.place_id LIKE 'technician%' AND b.value_fen <> (SELECT "
				  "SUM(l.held_cost_fen) FROM parts_line l WHERE l.place_id = b.place_id AND l.item_code = "
				  "b.item_code)") == 0);
		CHECK(number("SELECT COUNT(*) FROM parts_order_part WHERE returned > issued OR cost_fen < 0") == 0);
	}

	std::map<std::string, std::string> writeOffs; ///< the order that each was for
};

} // namespace

TEST_CASE("PT-04 PT-18 PT-19 random work agrees with a naive model and the books balance", "[PT-04][PT-18][PT-19]")
{
	for (unsigned seed = 1; seed <= 10; ++seed)
	{
		Walk walk(seed);
		for (int i = 0; i < 2'500; ++i)
		{
			INFO("seed " << seed << " step " << i);
			walk.step();
			if (i % 250 == 0) walk.compare();
		}
		walk.compare();
		walk.audit();
		// The walk is worth something only if both ways were gone often.
		CHECK(walk.accepted > 500);
		CHECK(walk.refused > 50);
	}
}
