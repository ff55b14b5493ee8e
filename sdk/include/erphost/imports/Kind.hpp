#pragma once

#include "erphost/Plugin.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Go-live import: what is open when a company starts comes from its sheets. The browser reads the file and sends named
/// cells; here they are checked line by line, mended or left out, and only then written — all of them, or none.
namespace erphost::imports {

struct Words
{
	std::string zh, en;
};

/// A value that a cell may name: by its code, by its words, or by what else people write.
struct Choice
{
	std::string code;
	Words words;
	std::vector<std::string> aliases{};
};

/// A column of a kind's sheet. Its words are its heading; `headings` is what else people write above it.
struct Column
{
	std::string name;
	Words words;
	std::vector<std::string> headings{};
	bool required = false;
	bool personal = false; ///< forgotten in the batch once the line is imported: the record has it, masked
	std::vector<Choice> choices{};
	std::size_t mostLetters = 200;
};

/// What is wrong with a cell; `column` '' : with the line. `code` is a key of the console's texts: "missing" and the
/// others of Reading, or "<plugin>.<code>".
struct Problem
{
	std::string column, code;
	nlohmann::json params = nlohmann::json::object();

	bool operator==(const Problem&) const = default;
};

/// A row of the sheet, counted from 1 as the sheet does; cells by column name, blanks cut off, empty ones left out.
struct SheetLine
{
	std::int64_t row = 0;
	std::map<std::string, std::string> cells;

	std::string cell(const std::string& name) const
	{
		const auto found = cells.find(name);
		return found == cells.end() ? std::string() : found->second;
	}
};

struct Person
{
	std::string id, name;
};

/// A file on its way in.
struct Batch
{
	std::string id, kind, fileName;
	nlohmann::json headings = nlohmann::json::object(); ///< column name → heading in the file: remembered for the next
	std::string branches;                               ///< "|01|02|" of whoever made it, "*" for all
	std::string state = "draft"; ///< draft, checking, applying, tidying, applied, probing, undoing, undone, dropped
	std::string then;          ///< what follows checking (draft, applying), tidying (applied), undoing (draft, undone)
	std::int64_t position = 0; ///< last row that the work of the state is done for
	std::string reason;        ///< why it was taken back
	std::int64_t createdAt = 0;
	Person createdBy;
	std::optional<std::int64_t> appliedAt, undoneAt;
	Person appliedBy, undoneBy;
	std::int64_t version = 1;
	std::int64_t round = 0; ///< how often it was set off: what was taken back has its ids for good

	bool forBranch(std::string_view branch) const
	{
		return branches == "*" || branches.find("|" + std::string(branch) + "|") != std::string::npos;
	}
};

/// What a look at a line found.
struct Checked
{
	std::string mark; ///< lines with the same one are doubles; '' where that cannot be said
	std::vector<Problem> problems;
};

/// What a line became.
struct Made
{
	std::string id;    ///< of the record, for taking it back
	std::string label; ///< its number, for people
};

/// One kind of sheet of a plugin. Every call runs in a transaction of the caller and leaves the batch's own rows alone.
class Kind
{
public:
	virtual ~Kind() = default;

	virtual std::string name() const = 0; ///< "cases"
	virtual Words words() const = 0;
	virtual const std::vector<std::string>& roles() const = 0; ///< who may import it
	/// The same at every call.
	virtual std::vector<Column> columns() const = 0;

	/// What is wrong with the line, by itself and against what is there. Changes nothing.
	virtual Result<Checked> check(Tx& tx, const Batch& batch, const SheetLine& line) const = 0;
	/// Writes the record of a line that check() found nothing wrong with.
	virtual Result<Made> make(Tx& tx, const Batch& batch, const SheetLine& line) const = 0;
	/// What was built on the record since, so that it cannot be taken back; nullopt: nothing.
	virtual Result<std::optional<Problem>> builtOn(Tx& tx, const Batch& batch, const std::string& recordId) const = 0;
	/// Takes the record back: by a counter-entry or its cancelled state, never by forgetting it.
	virtual Result<void> takeBack(Tx& tx, const Batch& batch, const std::string& recordId) const = 0;
};

} // namespace erphost::imports
