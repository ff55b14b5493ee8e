#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fees {

/// What an offence's sum rests on.
enum class Basis
{
	fixed,   ///< the table's sum
	damage,  ///< the table's sum and the damage
	decided, ///< by decision of the service manager
	rate     ///< the manufacturer's rate
};

/// A line of table A or B (§5).
struct Offence
{
	std::string code;
	char table = 'A';
	std::string zh, en;
	std::optional<std::int64_t> fen, againFen; ///< nullopt of fen: nothing but decision or rate
	Basis basis = Basis::fixed;
	std::string same; ///< the same offence in table A, of a line of table B; '' if it stands in one table only
	std::optional<std::int64_t> dismissalFrom; ///< FE-20: repetition from which dismissal is proposed, never decided
};

/// The service manager's choice of the table that counts, by code of table A; A where he chose nothing.
using TableChoice = std::map<std::string, char, std::less<>>;

/// Both tables as they were in force on a day.
class Offences
{
public:
	Offences() = default;
	explicit Offences(std::vector<Offence> all): _all(std::move(all)) {}

	const std::vector<Offence>& all() const { return _all; }
	const Offence* find(std::string_view code) const;
	/// The name under which repetitions count: both tables' lines of one offence are the same.
	std::string canonical(std::string_view code) const;
	/// §5: the line whose sum counts for an offence: of one that stands in both tables A's, or the chosen one.
	const Offence* counting(std::string_view code, const TableChoice& choice) const;
	/// Code of table A where both tables have an offence and their sums differ.
	std::vector<std::string> differing() const;

private:
	/// The line of table B that is the same as one of table A.
	const Offence* twin(std::string_view codeOfA) const;

	std::vector<Offence> _all;
};

/// FE-20: what an offence costs the `repetition`th time (from 1). nullopt: somebody must say it. A sum that the table
/// fixes cannot be said otherwise.
std::optional<std::int64_t> sumOf(const Offence& offence, std::int64_t repetition, std::int64_t damageFen,
                                  std::optional<std::int64_t> decidedFen);

} // namespace fees
