#pragma once

#include "erphost/imports/Work.hpp"

namespace erphost::imports {

/// The import of a plugin as its API shows it, and the job that does the work.
class Routes
{
public:
	Routes(const Host& host, const Statements& sql): _work(host, sql) {}

	void add(std::unique_ptr<Kind> kind) { _work.add(std::move(kind)); }

	Result<void> addTo(Registry& registry) const
	{
		using nlohmann::json;
		std::vector<std::string> roles;
		for (const auto& kind : _work.kinds())
			for (const auto& role : kind->roles())
				if (std::find(roles.begin(), roles.end(), role) == roles.end()) roles.push_back(role);
		const auto route = [&](const char* method, const char* path, const char* id, const char* summary, json query,
		                       json body, Result<Reply> (Routes::*handle)(Tx&, const Request&) const, bool creates) {
			return registry.route(
				{method, path, id, summary, roles, std::move(query), std::move(body), anObject(), creates,
			     [this, handle](Tx& tx, const Request& request) { return (this->*handle)(tx, request); }});
		};
		const json id = text(1, 64), reason = text(2, 500),
				   row = {{"type", "integer"}, {"minimum", 1}, {"maximum", 1'000'000}};
		const json cells = {{"type", "object"}, {"maxProperties", 60}, {"additionalProperties", text(0, 4000)}};
		const json limit = {{"type", "integer"}, {"minimum", 1}, {"maximum", 200}};
		const json lines = {{"type", "array"},
		                    {"minItems", 1},
		                    {"maxItems", kPiece},
		                    {"items", object({{"row", row}, {"cells", cells}}, {"row", "cells"})}};
		const json rows = {{"type", "array"}, {"minItems", 1}, {"maxItems", kMostLines}, {"items", row}};
		const json few = {{"type", "array"}, {"minItems", 1}, {"maxItems", kPiece}, {"items", row}};
		EH_CHECK(route("GET", "/imports/kinds", "listImportKinds", "Kinds of sheets that the caller may import.", {},
		               {}, &Routes::kinds, false));
		EH_CHECK(route("GET", "/imports", "listImports", "Batches, the newest first.",
		               object({{"kind", text(0, 60)}, {"limit", limit}, {"cursor", text(0, 400)}}), {}, &Routes::list,
		               false));
		EH_CHECK(route("POST", "/imports", "beginImport", "A draft for the lines of a file.", {},
		               object({{"id", id}, {"kind", text(1, 60)}, {"fileName", text(1, 200)}, {"headings", cells}},
		                      {"id", "kind", "fileName", "headings"}),
		               &Routes::begin, true));
		EH_CHECK(route("GET", "/imports/{id}", "readImport", "A batch and how many of its lines are in which state.",
		               {}, {}, &Routes::read, false));
		EH_CHECK(route("GET", "/imports/{id}/lines", "listImportLines",
		               "Lines in their order, all or those in a state, with what is wrong by column.",
		               object({{"show", {{"enum", {"", "wrong", "good", "left_out", "done", "undone"}}}},
		                       {"limit", limit},
		                       {"cursor", text(0, 40)}}),
		               {}, &Routes::lines, false));
		EH_CHECK(route("POST", "/imports/{id}/lines", "sendImportLines",
		               "A piece of the file; each line is checked. A row that was sent before is replaced.", {},
		               object({{"lines", lines}}, {"lines"}), &Routes::send, true));
		EH_CHECK(route("PUT", "/imports/{id}/lines/{row}", "mendImportLine", "Other cells for a line of a draft.", {},
		               object({{"cells", cells}}, {"cells"}), &Routes::mend, false));
		EH_CHECK(route("POST", "/imports/{id}/leave-out", "leaveImportLinesOut",
		               "These lines are not imported, by choice.", {},
		               object({{"rows", rows}, {"reason", reason}}, {"rows", "reason"}), &Routes::leaveOut, true));
		EH_CHECK(route("POST", "/imports/{id}/take-in", "takeImportLinesIn",
		               "Lines that were left out are imported after all.", {}, object({{"rows", few}}, {"rows"}),
		               &Routes::takeIn, true));
		EH_CHECK(route("POST", "/imports/{id}/check", "checkImport",
		               "Looks at every line again: what a line lacked may be there now.", {}, {}, &Routes::checkAgain,
		               true));
		EH_CHECK(route("POST", "/imports/{id}/apply", "applyImport",
		               "Imports every line that is not left out, once none is wrong.", {}, {}, &Routes::apply, true));
		EH_CHECK(route("POST", "/imports/{id}/stop", "stopImport",
		               "Takes back what is written of a batch at work: a draft again.", {}, {}, &Routes::stop, true));
		EH_CHECK(route("POST", "/imports/{id}/undo", "undoImport",
		               "Takes the batch back as a whole, unless something was built on it.", {},
		               object({{"reason", reason}}, {"reason"}), &Routes::undo, true));
		EH_CHECK(route("POST", "/imports/{id}/drop", "dropImport", "Gives a draft up; its lines are forgotten.", {}, {},
		               &Routes::drop, true));
		return registry.job("imports", 2, [this](Tx& tx) { return _work.advance(tx); });
	}

	/// Lines of a request, and of a batch.
	static constexpr int kPiece = 200, kMostLines = 20'000;

private:
	static nlohmann::json text(int least, int most)
	{
		return {{"type", "string"}, {"minLength", least}, {"maxLength", most}};
	}
	static nlohmann::json anObject() { return {{"type", "object"}}; }
	static nlohmann::json object(nlohmann::json properties, nlohmann::json required = nlohmann::json::array())
	{
		nlohmann::json schema = {
			{"type", "object"}, {"additionalProperties", false}, {"properties", std::move(properties)}};
		if (!required.empty()) schema["required"] = std::move(required);
		return schema;
	}

	static std::string listOf(const std::vector<std::string>& branches)
	{
		if (branches == std::vector<std::string>{"*"}) return "*";
		std::string list = "|";
		for (const auto& branch : branches) list += branch + "|";
		return list;
	}

	/// Whose batch it is: of whoever made it, and of those who may import the kind for every branch.
	bool may(const Request& request, const Kind& kind, const Batch& batch) const
	{
		const std::string now = listOf(request.caller.branches(kind.roles()));
		if (now == "*") return true;
		if (now == "|" || batch.createdBy.id != request.caller.id || batch.branches == "*") return false;
		// A branch that was taken from him since takes the batch with it.
		std::size_t at = 1;
		for (std::size_t end; (end = batch.branches.find('|', at)) != std::string::npos; at = end + 1)
			if (now.find(batch.branches.substr(at - 1, end - at + 2)) == std::string::npos) return false;
		return true;
	}

	Result<Batch> require(Tx& tx, const Request& request) const
	{
		EH_TRY(const auto batch, _work.store().find(tx, request.param("id")));
		const Kind* kind = batch ? _work.kind(batch->kind) : nullptr;
		if (!kind || !may(request, *kind, *batch))
			return permanent("import.not_found", "There is no such import.").with("import", request.param("id"));
		return *batch;
	}

	/// A batch in a state, with its version in If-Match.
	Result<Batch> requireChange(Tx& tx, const Request& request, std::string_view state) const
	{
		EH_TRY(const Batch batch, require(tx, request));
		if (request.ifMatch.empty())
			return permanent("request.match_required", "The batch's ETag is needed in If-Match.");
		if (request.ifMatch != std::to_string(batch.version))
			return conflict("import.stale", "The import has changed since it was read.")
			    .with("file", batch.fileName)
			    .with("version", std::to_string(batch.version))
			    .with("yours", request.ifMatch);
		EH_CHECK(requireState(batch, state));
		return batch;
	}

	static Result<void> requireState(const Batch& batch, std::string_view state)
	{
		if (batch.state == state) return {};
		return conflict("import.wrong_state", "The import is not in a state for this.")
		    .with("file", batch.fileName)
		    .with("state", batch.state);
	}

	Result<Reply> show(Tx& tx, const Batch& batch, int status) const
	{
		EH_TRY(const Counts counts, _work.store().counts(tx, batch.id));
		return Reply{status, toJson(batch, counts), std::to_string(batch.version)};
	}

	static nlohmann::json toJson(const Batch& batch, const Counts& counts)
	{
		const auto time = [](const std::optional<std::int64_t>& at) {
			return at ? nlohmann::json(*at) : nlohmann::json();
		};
		return {{"id", batch.id},
		        {"kind", batch.kind},
		        {"fileName", batch.fileName},
		        {"headings", batch.headings},
		        {"state", batch.state},
		        {"reason", batch.reason},
		        {"createdAt", batch.createdAt},
		        {"createdName", batch.createdBy.name},
		        {"appliedAt", time(batch.appliedAt)},
		        {"appliedName", batch.appliedBy.name},
		        {"undoneAt", time(batch.undoneAt)},
		        {"undoneName", batch.undoneBy.name},
		        {"position", batch.position},
		        {"version", batch.version},
		        {"counts",
		         {{"lines", counts.lines},
		          {"wrong", counts.wrong},
		          {"leftOut", counts.leftOut},
		          {"done", counts.done},
		          {"undone", counts.undone},
		          {"blocked", counts.blocked}}}};
	}

	Result<Reply> kinds(Tx& tx, const Request& request) const
	{
		const auto words = [](const Words& both) { return nlohmann::json{{"zh", both.zh}, {"en", both.en}}; };
		nlohmann::json items = nlohmann::json::array();
		for (const auto& kind : _work.kinds())
		{
			if (request.caller.branches(kind->roles()).empty()) continue;
			nlohmann::json columns = nlohmann::json::array();
			for (const Column& column : kind->columns())
			{
				nlohmann::json choices = nlohmann::json::array();
				for (const Choice& choice : column.choices)
					choices.push_back({{"code", choice.code}, {"words", words(choice.words)}});
				columns.push_back({{"name", column.name},
				                   {"words", words(column.words)},
				                   {"headings", column.headings},
				                   {"required", column.required},
				                   {"choices", choices}});
			}
			EH_TRY(const auto last, _work.store().lastHeadings(tx, kind->name()));
			items.push_back({{"kind", kind->name()},
			                 {"words", words(kind->words())},
			                 {"columns", columns},
			                 {"lastHeadings", last}});
		}
		return Reply{200, {{"items", items}}, {}};
	}

	Result<Reply> list(Tx& tx, const Request& request) const
	{
		const int limit = static_cast<int>(request.queryInteger("limit", 50));
		EH_TRY(const Cursor last, readCursor(request.queryText("cursor"), true));
		std::string whole = "|";
		for (const auto& kind : _work.kinds())
			if (request.caller.branches(kind->roles()) == std::vector<std::string>{"*"}) whole += kind->name() + "|";
		EH_TRY(auto batches, _work.store().list(tx, request.queryText("kind"), whole, request.caller.id, last, limit));
		const bool more = cutToPage(batches, limit);
		nlohmann::json items = nlohmann::json::array();
		for (const Batch& batch : batches)
		{
			EH_TRY(const Counts counts, _work.store().counts(tx, batch.id));
			items.push_back(toJson(batch, counts));
		}
		return Reply{
			200,
			{{"items", items},
		     {"next", more ? nlohmann::json(cursorOf(batches.back().createdAt, batches.back().id)) : nlohmann::json()},
		     {"total", nullptr}},
			{}};
	}

	Result<Reply> begin(Tx& tx, const Request& request) const
	{
		const nlohmann::json& body = request.body;
		const Kind* kind = _work.kind(body.at("kind"));
		const auto branches = kind ? request.caller.branches(kind->roles()) : std::vector<std::string>();
		if (branches.empty())
			return permanent("import.not_allowed", "The caller may not import this kind.")
			    .with("kind", body.at("kind"));
		Batch batch;
		batch.id = body.at("id");
		batch.kind = kind->name();
		batch.fileName = body.at("fileName");
		batch.headings = body.at("headings");
		batch.branches = listOf(branches);
		batch.createdAt = _work.host().nowMs();
		batch.createdBy = {request.caller.id, request.caller.name};
		EH_TRY(const bool added, _work.store().add(tx, batch));
		EH_TRY(const auto stored, _work.store().find(tx, batch.id));
		if (!added && (stored->kind != batch.kind || stored->fileName != batch.fileName ||
		               stored->createdBy.id != request.caller.id))
			return conflict("import.id_taken", "The id stands for something else.").with("import", batch.id);
		return show(tx, *stored, 201);
	}

	Result<Reply> read(Tx& tx, const Request& request) const
	{
		EH_TRY(const Batch batch, require(tx, request));
		return show(tx, batch, 200);
	}

	Result<Reply> lines(Tx& tx, const Request& request) const
	{
		EH_TRY(const Batch batch, require(tx, request));
		const int limit = static_cast<int>(request.queryInteger("limit", 50));
		EH_TRY(const Cursor last, readCursor(request.queryText("cursor"), true));
		EH_TRY(auto found, _work.store().shown(tx, batch.id, request.queryText("show"), last.number, limit + 1));
		const bool more = cutToPage(found, limit);
		nlohmann::json items = nlohmann::json::array();
		for (const StoredLine& each : found)
			items.push_back({{"row", each.line.row},
			                 {"cells", each.line.cells},
			                 {"state", each.state},
			                 {"reason", each.reason},
			                 {"problems", imports::toJson(each.problems)},
			                 {"recordId", each.made.id},
			                 {"recordLabel", each.made.label}});
		return Reply{200,
		             {{"items", items},
		              {"next", more ? nlohmann::json(cursorOf(found.back().line.row, "")) : nlohmann::json()},
		              {"total", nullptr}},
		             {}};
	}

	/// Only columns that the kind knows, without blanks around.
	static SheetLine toLine(const Kind& kind, std::int64_t row, const nlohmann::json& cells)
	{
		SheetLine line{row, {}};
		for (const Column& column : kind.columns())
			if (cells.contains(column.name))
				if (std::string cell = trimmed(cells.at(column.name).get<std::string>()); !cell.empty())
					line.cells.emplace(column.name, std::move(cell));
		return line;
	}

	Result<Reply> send(Tx& tx, const Request& request) const
	{
		EH_TRY(Batch batch, require(tx, request));
		EH_CHECK(requireState(batch, "draft"));
		const Kind& kind = *_work.kind(batch.kind);
		for (const auto& each : request.body.at("lines"))
		{
			StoredLine line;
			line.line = toLine(kind, each.at("row"), each.at("cells"));
			EH_CHECK(_work.check(tx, kind, batch, line));
		}
		EH_CHECK(_work.store().save(tx, batch));
		EH_TRY(const Counts counts, _work.store().counts(tx, batch.id));
		if (counts.lines > kMostLines)
			return permanent("import.too_many", "The file has too many lines.")
			    .with("most", std::to_string(kMostLines));
		return Reply{200, toJson(batch, counts), std::to_string(batch.version)};
	}

	Result<Reply> mend(Tx& tx, const Request& request) const
	{
		EH_TRY(Batch batch, requireChange(tx, request, "draft"));
		const Kind& kind = *_work.kind(batch.kind);
		const std::string row = request.param("row");
		const bool number = !row.empty() && row.size() < 8 &&
		                    std::all_of(row.begin(), row.end(), [](char sign) { return sign >= '0' && sign <= '9'; });
		EH_TRY(auto line, _work.store().line(tx, batch.id, number ? std::stoll(row) : 0));
		if (!line) return permanent("import.line_not_found", "The file has no such line.").with("row", row);
		line->line = toLine(kind, line->line.row, request.body.at("cells"));
		EH_CHECK(_work.check(tx, kind, batch, *line));
		EH_CHECK(_work.store().save(tx, batch));
		return show(tx, batch, 200);
	}

	Result<Reply> leaveOut(Tx& tx, const Request& request) const
	{
		const std::string reason = trimmed(request.body.at("reason").get<std::string>());
		if (reason.empty())
			return permanent("import.reason_missing", "Why must be written down.").with("pointer", "/reason");
		return choose(tx, request, "left_out", reason);
	}
	Result<Reply> takeIn(Tx& tx, const Request& request) const { return choose(tx, request, "good", {}); }

	Result<Reply> choose(Tx& tx, const Request& request, const std::string& state, const std::string& reason) const
	{
		EH_TRY(Batch batch, requireChange(tx, request, "draft"));
		const Kind& kind = *_work.kind(batch.kind);
		for (const std::int64_t row : request.body.at("rows"))
		{
			EH_TRY(auto line, _work.store().line(tx, batch.id, row));
			if (!line)
				return permanent("import.line_not_found", "The file has no such line.")
				    .with("row", std::to_string(row));
			line->state = state;
			line->reason = reason;
			// What is left out may be wrong; there may be thousands of it.
			if (state == "left_out") EH_CHECK(_work.store().put(tx, batch, *line));
			else EH_CHECK(_work.check(tx, kind, batch, *line));
		}
		EH_CHECK(_work.store().save(tx, batch));
		return show(tx, batch, 200);
	}

	Result<Reply> turn(Tx& tx, Batch batch, const char* state, const char* then) const
	{
		batch.state = state;
		batch.then = then;
		batch.position = 0;
		EH_CHECK(_work.store().save(tx, batch));
		return show(tx, batch, 200);
	}

	Result<Reply> checkAgain(Tx& tx, const Request& request) const
	{
		EH_TRY(Batch batch, requireChange(tx, request, "draft"));
		return turn(tx, std::move(batch), "checking", "draft");
	}

	Result<Reply> apply(Tx& tx, const Request& request) const
	{
		EH_TRY(Batch batch, requireChange(tx, request, "draft"));
		EH_TRY(const Counts counts, _work.store().counts(tx, batch.id));
		if (counts.wrong > 0)
			return conflict("import.has_errors", "Lines are wrong: they are mended or left out first.")
			    .with("file", batch.fileName)
			    .with("wrong", std::to_string(counts.wrong));
		if (counts.leftOut == counts.lines)
			return conflict("import.nothing", "No line is left to import.").with("file", batch.fileName);
		batch.appliedBy = {request.caller.id, request.caller.name};
		++batch.round;
		EH_CHECK(tx.audit(
			"import.apply", batch.id,
			nlohmann::json{{"kind", batch.kind}, {"lines", counts.lines - counts.leftOut}, {"leftOut", counts.leftOut}}
				.dump()));
		return turn(tx, std::move(batch), "checking", "applying");
	}

	Result<Reply> stop(Tx& tx, const Request& request) const
	{
		// At work the version moves with every piece: what is asked for is clear without it.
		EH_TRY(Batch batch, require(tx, request));
		EH_CHECK(requireState(batch, "applying"));
		batch.undoneBy = {request.caller.id, request.caller.name};
		return turn(tx, std::move(batch), "undoing", "draft");
	}

	Result<Reply> undo(Tx& tx, const Request& request) const
	{
		EH_TRY(Batch batch, requireChange(tx, request, "applied"));
		batch.reason = trimmed(request.body.at("reason").get<std::string>());
		if (batch.reason.empty())
			return permanent("import.reason_missing", "Why must be written down.").with("pointer", "/reason");
		batch.undoneBy = {request.caller.id, request.caller.name};
		EH_CHECK(tx.audit("import.undo", batch.id, nlohmann::json{{"kind", batch.kind}}.dump()));
		return turn(tx, std::move(batch), "probing", "undone");
	}

	Result<Reply> drop(Tx& tx, const Request& request) const
	{
		EH_TRY(Batch batch, requireChange(tx, request, "draft"));
		EH_CHECK(_work.store().forgetLines(tx, batch.id));
		return turn(tx, std::move(batch), "dropped", "");
	}

	Work _work;
};

} // namespace erphost::imports
