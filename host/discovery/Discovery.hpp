#pragma once

#include "host/discovery/ErpReader.hpp"
#include "host/discovery/Rules.hpp"

namespace erphost::discovery {

/// What a person says to begin with.
struct Question
{
	Known known;
	std::string kind; ///< work_order, delivery, sale; empty: the table's name tells
	std::string timeZone = "Asia/Shanghai";
	std::string table; ///< look here only: the person pointed elsewhere
};

/// How far it is; "step" is catalog, search, links, fields, codes.
struct Progress
{
	std::string step;
	std::size_t done = 0, total = 0;
};

/// Map by example (首次设置): from one known order to a mapping that a person confirms. Asks through an ErpReader,
/// decides by the rules of this folder. One thread at a time.
class Discovery
{
public:
	/// All must outlive it.
	Discovery(ErpReader& reader, const std::vector<entities::EntitySchema>& schemas,
	          std::function<void(const Progress&)> progress);

	/// {"kind","mapping","entities":[{"entity","table","why","joins":[{"as","table","role","on","why"}],"fields":[{"field",
	/// "column","time","certainty","why","examples"}],"questions":[{"field","column","values":[{"code","count","meaning"}]}],
	/// "columns":[…]}],"found":[{"table","column"}],"looked":{…},"notes":[…]}. Examples are the ERP's own values: for
	/// the person at the screen, never for a log. "discovery.order_not_found" (permanent), and what ErpReader says.
	Result<nlohmann::json> run(const Question& question);

private:
	struct Hit
	{
		std::size_t table = 0;
		std::string column;
		std::vector<std::vector<Cell>> rows;
	};
	struct Base
	{
		Hit hit;
		std::string kind;
		Candidate candidate;
		double score = 0;
		std::vector<Joined> joined;
	};

	Result<void> readCatalog();
	Result<std::vector<Hit>> search(const Question& question);
	Result<void> sampleOf(Table& table, const std::vector<std::vector<Cell>>& first);
	Result<void> follow(Base& base, const Question& question);
	Result<void> addContact(Base& base, const Question& question);
	void judgeNumber(Base& base) const;
	void judgeName(Base& base, const Question& question) const;
	std::string roleOf(const Joined& joined, const Known& known) const;
	Result<void> others(const Base& base, const Question& question, nlohmann::json& mapping, nlohmann::json& proposal);
	Result<nlohmann::json> entity(const std::string& name, const Table& table, const std::vector<Joined>& joined,
	                              const Known& known, const std::string& number, const std::string& role,
	                              nlohmann::json& mapping);
	Result<nlohmann::json> askCodes(const entities::EntityField& field, const Table& table,
	                                const std::vector<FieldChoice>& choices, const FieldChoice& choice,
	                                nlohmann::json& spec);
	const entities::EntitySchema* schema(std::string_view name) const;
	void tell(const char* step, std::size_t done, std::size_t total) const { _progress({step, done, total}); }

	ErpReader& _reader;
	const std::vector<entities::EntitySchema>& _schemas;
	std::function<void(const Progress&)> _progress;
	const Words& _words = Words::shipped();
	std::vector<Table> _tables;
	std::vector<bool> _sampled;
	nlohmann::json _notes = nlohmann::json::array();
};

} // namespace erphost::discovery
