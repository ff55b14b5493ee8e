#include "host/sync/RecordValues.hpp"

#include "host/sync/Conversion.hpp"
#include "host/sync/DateTimeText.hpp"
#include "host/sync/KeyText.hpp"

#include <charconv>

namespace erphost::sync {

namespace {

constexpr std::string_view kEllipsis = "…";
constexpr std::int64_t kLeastUseful = 6; ///< characters of our text below which shortening makes no sense

bool continuation(char c)
{
	return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

std::string_view firstCharacters(std::string_view text, std::int64_t count)
{
	std::size_t i = 0;
	for (; i < text.size(); ++i)
		if (!continuation(text[i]) && count-- == 0) break;
	return text.substr(0, i);
}

/// True if `part` stands in `text` as an entry of its own: between separators, or at an end.
bool hasEntry(std::string_view text, std::string_view part, std::string_view separator)
{
	for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1))
	{
		const auto before = text.substr(0, at);
		const auto behind = text.substr(at + part.size());
		if ((before.empty() || before.ends_with(separator)) && (behind.empty() || behind.starts_with(separator)))
			return true;
	}
	return false;
}

std::optional<nlohmann::json> member(const OutboxRow& record, std::string_view name)
{
	if (name == "record_id") return record.recordId;
	if (name == "version") return record.version;
	if (name == "epoch") return record.epoch;
	if (name == "type") return record.type;
	if (name == "correlation") return record.correlationId;
	if (name == "key") return record.businessKey;
	if (name.starts_with("key."))
	{
		std::size_t index = 0;
		const auto digits = name.substr(4);
		const auto end = std::from_chars(digits.data(), digits.data() + digits.size(), index);
		const auto parts = splitKey(record.businessKey);
		if (end.ec == std::errc() && index < parts.size()) return parts[index];
		return std::nullopt;
	}
	if (const auto found = record.payload.find(std::string(name)); found != record.payload.end()) return *found;
	if (name == "branch") return record.branchId;
	return std::nullopt;
}

std::optional<std::string> canonical(const odbc::CatalogColumn& column, const std::optional<std::string>& value)
{
	using odbc::ColumnKind;
	if (!value) return std::nullopt;
	const auto bare = std::string(withoutPadding(*value));
	std::string out;
	std::int64_t number = 0;
	DateTime time;
	switch (column.kind)
	{
	case ColumnKind::integer:
	case ColumnKind::boolean:
		if (bare == "true") return "1";
		if (bare == "false") return "0";
		return parseInteger(bare, number) ? std::to_string(number) : bare;
	case ColumnKind::decimal:
	case ColumnKind::real:
		if (!canonicalDecimal(bare, out)) return bare;
		if (out.find('.') != std::string::npos)
		{
			out.erase(out.find_last_not_of('0') + 1);
			if (out.ends_with('.')) out.pop_back();
		}
		return out;
	case ColumnKind::date:
	case ColumnKind::timestamp:
		if (parseDateTime(bare, time) != DateTimeKind::value) return bare;
		out = time.timestampText();
		if (out.find('.') != std::string::npos)
		{
			out.erase(out.find_last_not_of('0') + 1);
			if (out.ends_with('.')) out.pop_back();
		}
		return out;
	default: return bare;
	}
}

} // namespace

std::int64_t characters(std::string_view text)
{
	std::int64_t count = 0;
	for (const char c : text) count += !continuation(c);
	return count;
}

bool saysNull(const SourceMap& source, const OutboxRow& record)
{
	if (!source.value.starts_with('$')) return false;
	const auto found = member(record, std::string_view(source.value).substr(1));
	return found && found->is_null();
}

Result<std::optional<std::string>> valueOf(const SourceMap& source, const std::string& column, const OutboxRow& record,
                                           const entities::TimeZone& zone)
{
	std::string text;
	if (!source.value.starts_with('$')) text = source.value;
	else
	{
		const auto found = member(record, std::string_view(source.value).substr(1));
		if (!found || found->is_null()) return std::optional<std::string>();
		if (found->is_string()) text = found->get<std::string>();
		else if (found->is_number_integer() && source.as != "text")
		{
			const auto ms = found->get<std::int64_t>();
			const auto seconds = ms / 1000;
			const auto local = dateTimeOf(source.as == "utc" ? seconds : zone.toLocalSeconds(seconds));
			text = source.as == "date"   ? local.dateText()
			       : source.as == "time" ? local.timestampText().substr(11)
			                             : local.timestampText();
		}
		else if (found->is_boolean()) text = found->get<bool>() ? "1" : "0";
		else if (found->is_number_integer()) text = found->dump();
		else
			return permanent("erp.payload_invalid", "a member of the record is no text and no whole number")
			    .with("column", column)
			    .with("member", source.value.substr(1))
			    .with("record", record.recordId);
	}
	if (!source.codes.empty())
	{
		const auto code = source.codes.find(text);
		if (code == source.codes.end())
			return permanent("erp.payload_code", "the mapping does not say how to write this value")
			    .with("column", column)
			    .with("value", text)
			    .with("record", record.recordId);
		text = code->second;
	}
	return std::optional(std::move(text));
}

Appended appendText(const std::optional<std::string>& present, std::string_view addition, std::string_view separator,
                    std::int64_t maximum)
{
	// Line ends of a form field would look like entries of other people.
	const std::string own(withoutPadding(addition));
	const std::string before(withoutPadding(present.value_or("")));
	if (own.empty()) return {Appended::Kind::already, before};
	if (hasEntry(before, own, separator)) return {Appended::Kind::already, before};
	// Shortened by an earlier write: a beginning of our text with an ellipsis.
	for (auto at = before.find(kEllipsis); at != std::string::npos; at = before.find(kEllipsis, at + 1))
	{
		auto entry = std::string_view(before).substr(0, at);
		if (!separator.empty())
			if (const auto cut = entry.rfind(separator); cut != std::string_view::npos)
				entry.remove_prefix(cut + separator.size());
		if (characters(entry) >= kLeastUseful - 1 && own.starts_with(entry)) return {Appended::Kind::already, before};
	}
	std::string text = before;
	if (!text.empty()) text += separator;
	const auto room = maximum - characters(text);
	const auto length = characters(own);
	if (length <= room) return {Appended::Kind::changed, text + own};
	if (room < kLeastUseful) return {Appended::Kind::full, before};
	return {Appended::Kind::changed, text + std::string(firstCharacters(own, room - 1)) + std::string(kEllipsis)};
}

bool sameValue(const odbc::CatalogColumn& column, const std::optional<std::string>& a,
               const std::optional<std::string>& b)
{
	return canonical(column, a) == canonical(column, b);
}

} // namespace erphost::sync
