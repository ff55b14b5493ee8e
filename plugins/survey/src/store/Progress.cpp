#include "store/Progress.hpp"

#include "store/SurveySql.hpp"

namespace survey {

using erphost::Result;
using erphost::Tx;

Result<std::string> progress(Tx& tx, const std::string& what)
{
	EH_TRY(auto row, tx.query(sql::kProgress, what));
	EH_TRY(const bool found, row.next());
	return found ? row.text(0) : std::string();
}

Result<void> setProgress(Tx& tx, const std::string& what, const std::string& value)
{
	EH_TRY([[maybe_unused]] const auto changed, tx.execute(sql::kSetProgress, what, value));
	return {};
}

std::int64_t positionIn(const std::string& text)
{
	return text.empty() ? 0 : std::stoll(text);
}

} // namespace survey
