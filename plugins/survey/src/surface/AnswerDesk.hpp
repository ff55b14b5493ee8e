#pragma once

#include "erphost/Plugin.hpp"
#include "rules/Effect.hpp"
#include "rules/Standing.hpp"
#include "store/Tasks.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace survey {

/// The answers of a call as they were entered (docs/answers.md).
struct GivenSheet
{
	std::string questionnaire;
	int version = 1;
	nlohmann::json answers; ///< object by question id
};

/// Who answers for a sheet, and why it is changed.
struct SheetAuthor
{
	std::string id, name;
	std::int64_t at = 0;
	std::string reason; ///< of a correction, else empty
};

/// Between a task's attempts and the questionnaires: gives the order's facts and the settings of the date to them, and
/// takes what follows from the answers as effects.
class AnswerDesk
{
public:
	explicit AnswerDesk(const erphost::Host& host): _host(host) {}

	/// Records the answers of an attempt.
	Result<std::vector<Effect>> record(Tx& tx, const Task& task, const RecordedAttempt& attempt,
	                                   const GivenSheet& sheet, const SheetAuthor& author) const;

	/// SV-15: the next revision of the sheet of a call; what was recorded stays.
	Result<std::vector<Effect>> correct(Tx& tx, const Task& task, const RecordedAttempt& attempt,
	                                    const GivenSheet& sheet, const SheetAuthor& author) const;

	/// What would follow; nothing is stored.
	Result<std::vector<Effect>> look(Tx& tx, const Task& task, const RecordedAttempt& attempt,
	                                 const GivenSheet& sheet) const;

private:
	const erphost::Host& _host;
};

} // namespace survey
