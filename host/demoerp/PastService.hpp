#pragma once

#include "host/demoerp/Catalogue.hpp"
#include "host/demoerp/LocalText.hpp"
#include "host/demoerp/Order.hpp"
#include "host/demoerp/Random.hpp"
#include "host/demoerp/SqliteFile.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace erphost::demoerp {

/// What part of the business an order belongs to; the share that was called back depends on it.
enum class PastStage
{
	counter,
	delivery,
	onSite,
	carryIn
};

/// A finished order, as far as the department's old registers name it.
struct PastOrder
{
	std::string_view documents; ///< DJLX: "PG" work order, "SH" delivery, "XS" sale
	std::string number = {};
	int line = 0; ///< of a sale
	PastStage stage = PastStage::onSite;
	const BranchData* branch = nullptr;
	bool weak = false; ///< done by somebody whose customers often complain
	std::string store = {}, product = {}, technician = {}, provider = {};
	std::string_view serviceType = {}; ///< FWLX, empty for deliveries and sales
	std::string_view serviceMode = {}; ///< FWFS
	std::string customerName = {}, phone = {};
	LocalSeconds finished = 0;
};

/// One line of 回访登记 (HFJL).
struct PastCall
{
	int round = 1;
	LocalSeconds at = 0;
	char channel = '1';      ///< '1' telephone, '2' on site, '3' text message
	std::string_view result; ///< as a clerk wrote it
	std::string_view words;
};

/// One line of 投诉登记 (TSJL).
struct PastComplaint
{
	LocalSeconds at = 0;
	LocalSeconds closed = 0; ///< 0: never
	const CauseData* cause = nullptr;
	char severity = '1';
	int handlings = 1;
};

/// What the department did about an order by hand, before erphost came.
struct PastService
{
	CallbackMarks marks;
	std::vector<PastCall> calls;
	std::optional<PastComplaint> complaint;
};

/// Lets it happen: the shares of the stages, each branch with its own customers, second and third call-backs after a
/// dissatisfied one, complaints out of the blue. Orders of the last twenty days are still untouched. Pure.
PastService planPastService(const PastOrder& order, LocalSeconds now, Random& random);

/// Writes the two registers.
class PastRegisters
{
public:
	static Result<PastRegisters> open(SqliteFile& file);

	Result<void> write(const PastOrder& order, const PastService& past, Random& random);

	std::int64_t calls() const { return _calls; }
	std::int64_t complaints() const { return _complaints; }

private:
	PastRegisters(Statement call, Statement complaint): _call(std::move(call)), _complaint(std::move(complaint)) {}
	std::string next(const char* prefix, std::string_view branch, LocalSeconds day);

	Statement _call, _complaint;
	std::map<std::string, std::int64_t, std::less<>> _last;
	std::int64_t _calls = 0, _complaints = 0;
};

} // namespace erphost::demoerp
