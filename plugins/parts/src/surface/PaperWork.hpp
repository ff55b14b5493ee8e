#pragma once

#include "erphost/Plugin.hpp"
#include "store/Items.hpp"
#include "store/Papers.hpp"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>

namespace parts {

/// What every paper goes through: its id is the client's, its number ours, its date in an open month; its lines are
/// posted one movement each, with the paper's order and person; the order's other plugins are told.
class PaperWork
{
public:
	explicit PaperWork(const erphost::Host& host): _host(host) {}
	const erphost::Host& host() const { return _host; }

	/// The paper's answer if the same was asked for before under this id; "parts.id_taken" if something else was.
	Result<std::optional<erphost::Reply>> known(Tx& tx, const erphost::Request& request) const;

	/// A new paper of `kind` of a branch ('' the head office) with what all bodies share: id, date, reason, transport,
	/// actor, number. Not stored yet. "parts.business_date.invalid", "parts.month_closed",
	/// "parts.transport.incomplete".
	Result<Paper> begin(Tx& tx, const erphost::Request& request, const std::string& kind,
	                    const std::string& branchId) const;

	/// A movement of a line of the paper. The caller adds what else it knows.
	Posting posting(const Paper& paper, const std::string& kind, std::int64_t line, const std::string& itemCode,
	                std::int64_t quantity, const Place& from, const Place& to) const;
	/// The same for an act on a paper that stands (inspection, arrival): ids from the act's, today's date.
	Result<Posting> actPosting(const erphost::Request& request, const Paper& paper, const PaperLine& line,
	                           const std::string& kind, std::int64_t quantity, const Place& from,
	                           const Place& to) const;
	/// A business date of a body that may lack one.
	Result<std::string> businessDate(const nlohmann::json& body) const;

	/// A paper of a branch of the caller, with If-Match. "parts.document.not_found", "parts.document.wrong_kind",
	/// "parts.document.wrong_state" unless it is open, "parts.document.stale".
	Result<Paper> requireChange(Tx& tx, const erphost::Request& request) const;
	Result<Paper> requirePaper(Tx& tx, const erphost::Request& request, const std::string& id) const;

	/// Open while something of it is still held, done otherwise; who settled it is noted. The version goes on.
	Result<void> settle(Tx& tx, Paper paper, const erphost::Request& request, const std::string& note) const;

	/// The paper with its lines as the caller may see it.
	Result<erphost::Reply> reply(Tx& tx, const erphost::Request& request, const std::string& id, int status) const;

private:
	const erphost::Host& _host;
};

/// The lines of a body with an item each, checked: known and active, none twice, quantities.
/// "parts.item.not_found", "parts.item.inactive", "parts.line.item_twice", "parts.quantity.invalid".
struct WantedLine
{
	std::int64_t line = 0; ///< from 1
	Item item;
	std::int64_t quantity = 0;
	nlohmann::json body;
};
Result<std::vector<WantedLine>> wantedLines(Tx& tx, const erphost::Request& request);

/// The part of a request's schema that all papers share, with more properties and required ones.
nlohmann::json paperSchema(nlohmann::json properties, nlohmann::json required);
nlohmann::json transportSchema();
nlohmann::json lineSchema(nlohmann::json more = nlohmann::json::object());
nlohmann::json paperDetailSchema();

} // namespace parts
