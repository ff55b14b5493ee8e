#pragma once

#include "erphost/Plugin.hpp"
#include "store/Case.hpp"
#include "store/Sheets.hpp"
#include "surface/ClockKeeper.hpp"

#include <string>
#include <vector>

namespace complaints {

/// A file that came with an answer, decoded.
struct SentFile
{
	std::string name, mediaType, bytes;
};

/// CP-14: what happens to a contact sheet, wherever it comes from: console, link, ERP, paper, the call-back. Everything
/// that follows – clock, event, ERP record, steps of the case – in the same transaction. One object per handler call.
class SheetDesk
{
public:
	explicit SheetDesk(const erphost::Host& host): _host(host), _keeper(host) {}

	/// A new sheet of a case, as a draft; signed and sent at once where the setting says so. The same `id` again gives
	/// the sheet that is there.
	Result<ContactSheet> open(Tx& tx, const Case& item, const std::string& id, const std::string& department,
	                          const std::string& problem, const std::string& byName);

	/// The act that is `what`, where it has a place: "complaints.sheet.wrong_state" (conflict) otherwise.
	Result<void> sign(Tx& tx, ContactSheet& sheet, const std::string& byName);
	Result<void> edit(Tx& tx, ContactSheet& sheet, const std::string& department, const std::string& problem,
	                  const std::string& byName);
	Result<void> accept(Tx& tx, ContactSheet& sheet, const std::string& note, const std::string& byName);
	Result<void> giveBack(Tx& tx, ContactSheet& sheet, const std::string& reason, const std::string& byName);
	Result<void> archive(Tx& tx, ContactSheet& sheet, const std::string& byName);
	/// Correction (SV-15): the ERP's row says so, the link ends, the clock watches nothing any more.
	Result<void> withdraw(Tx& tx, ContactSheet& sheet, const std::string& reason, const std::string& byName);

	/// Takes an answer. The first of a round stands and drives the case's steps; one that comes when another stands is
	/// kept as a remark: nothing is lost, and `answer.stands` says so. One with a known id changes nothing.
	/// "complaints.sheet.not_sent", "complaints.sheet.withdrawn" (conflict).
	Result<void> receive(Tx& tx, ContactSheet& sheet, GivenAnswer& answer, const std::vector<SentFile>& files,
	                     const std::string& actorId);

	ClockKeeper& keeper() { return _keeper; }

private:
	Result<SheetState> move(const ContactSheet& sheet, SheetAct act) const;
	Result<void> startClock(Tx& tx, ContactSheet& sheet, const std::string& problemOwner);
	Result<void> takeCaseOn(Tx& tx, const ContactSheet& sheet, const GivenAnswer& answer, const std::string& actorId);
	Result<void> tellErp(Tx& tx, const ContactSheet& sheet) const;
	Result<void> append(Tx& tx, const char* type, const ContactSheet& sheet, nlohmann::json more) const;
	Result<void> save(Tx& tx, ContactSheet& sheet, const char* what, const std::string& byName,
	                  const std::string& note);

	const erphost::Host& _host;
	ClockKeeper _keeper;
};

/// CP-03: the department that a kind of complaint goes to.
std::string departmentOf(const Case& item);

} // namespace complaints
