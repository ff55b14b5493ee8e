#include "host/sync/WatermarkPull.hpp"

#include "host/sync/DateTimeText.hpp"

#include <algorithm>

namespace erphost::sync {

namespace {

bool isNumber(const std::string& text)
{
	// 8, 12 or 14 digits that read as a date are one: legacy tables keep times as CHAR(14).
	DateTime ignored;
	std::int64_t number = 0;
	return parseInteger(text, number) && parseDateTime(text, ignored) != DateTimeKind::value;
}

/// Writes `value` in the form of `like`.
std::string inFormOf(const std::string& like, const DateTime& value)
{
	auto text = value.timestampText(); // yyyy-mm-dd hh:mm:ss
	const auto digits = static_cast<std::size_t>(
		std::find_if(like.begin(), like.end(), [](char c) { return c < '0' || c > '9'; }) - like.begin());
	if (digits >= 8)
	{
		std::string compact;
		for (const char c : text)
			if (c >= '0' && c <= '9') compact += c;
		return compact.substr(0, digits);
	}
	if (like.size() > 4 && like[4] != '-')
	{
		text[4] = like[4];
		text[7] = like[4];
	}
	if (like.find(':') == std::string::npos) return text.substr(0, 10);
	if (like.size() > 10 && like[10] == 'T') text[10] = 'T';
	return text;
}

std::string withoutOffset(const std::string& text)
{
	const auto sign = text.find_first_of("+Z", 10);
	return sign == std::string::npos ? text : text.substr(0, sign);
}

std::string offsetOf(const std::string& text)
{
	const auto sign = text.size() > 10 ? text.find_first_of("+Z", 10) : std::string::npos;
	return sign == std::string::npos ? std::string() : text.substr(sign);
}

} // namespace

std::string overlapFrom(const std::string& high, int seconds)
{
	if (seconds == 0 || high.empty()) return high;
	if (isNumber(high))
	{
		std::int64_t number = 0;
		parseInteger(high, number);
		return std::to_string(number - seconds);
	}
	DateTime value;
	if (parseDateTime(high, value) != DateTimeKind::value) return high;
	return inFormOf(withoutOffset(high), dateTimeOf(value.localSeconds() - seconds)) + offsetOf(high);
}

std::string plausibleHigh(const std::string& high, std::int64_t latestSeconds, std::int64_t insteadSeconds)
{
	DateTime value;
	if (isNumber(high) || parseDateTime(high, value) != DateTimeKind::value || value.localSeconds() <= latestSeconds)
		return high;
	return inFormOf(withoutOffset(high), dateTimeOf(insteadSeconds)) + offsetOf(high);
}

Result<void> pullByWatermark(PullRun& run)
{
	const bool keepsPlace = run.map.changes.mode == ChangeMode::rowversion;
	const auto pageRows = run.context.mapping.pageRows;
	auto& position = run.position;
	if (!position.contains("streams")) position["streams"] = nlohmann::json::array();
	while (position["streams"].size() < run.plan.streams()) position["streams"].push_back(nlohmann::json::object());

	// The column may be in local time or UTC, and the ERP's clock an hour off: what is later than the later of them is
	// a mistake, and then everything since the earlier of them is read each time until somebody corrects it.
	const auto now = run.context.clock.nowMs() / 1000;
	const auto local = run.context.mapping.timeZone.toLocalSeconds(now);
	const auto latest = std::max(now, local) + 3600;
	const auto instead = std::min(now, local) - 3600;

	nlohmann::json place = position; // the fetch thread's own
	EH_CHECK(run.pump([&](BatchQueue& queue) -> Result<void> {
		// Rows without a mark count as the oldest: once, before the first marked one.
		if (!place.value("unmarkedDone", false) && run.map.changes.coalesce.empty())
		{
			auto after = place.value("unmarkedAt", std::vector<std::string>());
			for (;;)
			{
				EH_TRY(const auto page, run.readPage(run.plan.unmarkedPage(after, pageRows), run.plan.keyIndex(), queue,
				                                     [&](const std::vector<std::string>& last) {
														 place["unmarkedAt"] = last;
														 return place.dump();
													 }));
				if (page.stopped) return {};
				if (page.rows < pageRows) break;
				after = page.last;
			}
			place.erase("unmarkedAt");
		}
		place["unmarkedDone"] = true;
		for (std::size_t stream = 0; stream < run.plan.streams(); ++stream)
		{
			auto& at = place["streams"][stream];
			std::vector<std::size_t> keep = {run.plan.watermarkIndex()[stream]};
			keep.insert(keep.end(), run.plan.keyIndex().begin(), run.plan.keyIndex().end());
			std::vector<std::string> after;
			if (at.contains("at")) after = at["at"].get<std::vector<std::string>>();
			else if (at.contains("high"))
				after = {overlapFrom(at["high"].get<std::string>(), run.map.changes.overlapSeconds)};
			for (;;)
			{
				EH_TRY(const auto page, run.readPage(run.plan.watermarkPage(stream, after, pageRows), keep, queue,
				                                     [&](const std::vector<std::string>& last) {
														 at["at"] = last;
														 at["high"] = plausibleHigh(last[0], latest, instead);
														 return place.dump();
													 }));
				if (page.stopped) return {};
				if (page.rows < pageRows) break;
				after = page.last;
			}
			if (!keepsPlace) at.erase("at");
		}
		return {};
	}));
	if (place != position || run.writer.storedPosition())
	{
		position = std::move(place);
		EH_CHECK(run.savePosition());
	}
	return {};
}

} // namespace erphost::sync
