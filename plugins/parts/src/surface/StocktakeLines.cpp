#include "surface/StocktakeLines.hpp"

#include "rules/Share.hpp"

namespace parts {

using nlohmann::json;

namespace {

bool showsBook(const json& stocktake)
{
	return stocktake.at("state") == "explaining" || stocktake.at("state") == "posted";
}

} // namespace

void finishStocktake(json& stocktake)
{
	// How many differ would tell the counter about the book.
	if (!showsBook(stocktake)) stocktake["differences"] = nullptr;
	stocktake.erase("plannedById");
}

std::int64_t differenceOf(const json& line)
{
	return line.at("counted").is_null() ? 0
	                                    : line.at("counted").get<std::int64_t>() - line.at("book").get<std::int64_t>();
}

std::vector<CountLine> countLines(const json& lines)
{
	std::vector<CountLine> made;
	for (const json& line : lines)
	{
		CountLine one;
		one.itemCode = line.at("itemCode");
		one.book = line.at("book");
		if (!line.at("counted").is_null()) one.count = line.at("counted").get<std::int64_t>();
		one.countedRound = line.at("countedRound");
		one.asked = line.at("asked");
		made.push_back(std::move(one));
	}
	return made;
}

void blindLine(json& line, const json& stocktake)
{
	if (showsBook(stocktake))
	{
		const std::int64_t difference = differenceOf(line);
		line["difference"] = difference;
		const std::int64_t value =
			shareOf(line.at("costFen"), difference < 0 ? -difference : difference, line.at("unitSize"));
		line["valueFen"] = difference < 0 ? -value : value;
		if (line.at("charge").at("key").get<std::string>().empty()) line["charge"] = nullptr;
	}
	else
	{
		if (line.at("asked").get<bool>() && line.at("countedRound") != stocktake.at("round"))
		{
			line["counted"] = nullptr;
			line["countedBy"] = "";
		}
		for (const char* hidden : {"book", "cause", "explanation", "charge"}) line.erase(hidden);
	}
	for (const char* inner : {"costFen", "countedRound", "countedById", "lastCounter", "explainedBy"})
		line.erase(inner);
}

} // namespace parts
