#pragma once

#include "erphost/Result.hpp"
#include "host/store/Transaction.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace erphost::worker {

/// A role that a person holds for one branch, or for all ("*").
struct Grant
{
	std::string role;
	std::string branch;
};

/// Who asks; verified by front.
struct Caller
{
	std::string id;
	std::string name;
	std::string language = "zh";
	std::vector<Grant> grants;

	/// True if he holds one of `roles` for the branch. "admin" holds every role.
	bool may(const std::vector<std::string>& roles, std::string_view branch) const;
	/// The branches for which he holds one of `roles`; {"*"} for all.
	std::vector<std::string> branches(const std::vector<std::string>& roles) const;
};

struct Request
{
	std::string method;
	std::string path; ///< below the mount
	std::map<std::string, std::string> pathParams;
	nlohmann::json query = nlohmann::json::object(); ///< valid against the route's query schema, numbers converted
	nlohmann::json body;                             ///< valid against the request schema; null if there is none
	std::string rawBody;
	std::string ifMatch; ///< without quotes; empty if absent
	std::string idempotencyKey;
	std::string correlationId;
	std::string session; ///< front only: the token of the session that the request came with
	Caller caller;
	std::function<bool()> cancelled = [] { return false; };
};

/// Bytes as they are: a download.
struct Content
{
	std::string mediaType;
	std::string bytes;
	std::string fileName; ///< UTF-8, without a path
};

/// The headers under which bytes travel: saved, never shown as a page of ours, kept by no cache. A media type that is
/// none becomes a plain stream of bytes.
std::vector<std::pair<std::string, std::string>> contentHeaders(const Content& content);

struct Reply
{
	int status = 200;
	nlohmann::json body; ///< null: no body
	std::vector<std::pair<std::string, std::string>> headers;
	nlohmann::json once;  ///< members that only the first answer carries (a token's secret): never stored for a repeat
	nlohmann::json audit; ///< what changed, for the audit row; never personal data
	/// Of a write route: what lies outside the store (a file), done once the audit row stands; its error is the answer.
	/// Killed in between, it has not happened: a repeat must bear that.
	std::function<Result<void>()> afterCommit{};
	std::optional<Content> content{}; ///< instead of a body; not of a route that creates, which keeps its answer
};

/// The caller of public routes, whoever asks.
inline constexpr const char* kPublicCaller = "public";

/// What bodies a route may accept: as usual, at most of a public one, at most at all.
inline constexpr std::size_t kUsualBody = 1024 * 1024;
inline constexpr std::size_t kLargestPublicBody = 3 * 1024 * 1024;
inline constexpr std::size_t kLargestBody = 12 * 1024 * 1024;

/// In what transaction a handler runs.
enum class TransactionMode
{
	read,  ///< one snapshot
	write, ///< all or nothing, with the audit row and the idempotency record
	none   ///< the handler opens its own (it talks to the ERP meanwhile): tx is null
};

struct Route
{
	TransactionMode mode = TransactionMode::read;
	std::string method;
	std::string path; ///< "/outbox/{id}"
	std::string operationId;
	std::string summary;
	std::vector<std::string> roles; ///< any of these
	nlohmann::json query;           ///< JSON Schema or null
	nlohmann::json request;         ///< JSON Schema or null
	nlohmann::json response;        ///< JSON Schema or null
	bool creates = false;           ///< Idempotency-Key required
	std::function<Result<Reply>(store::Transaction* tx, const Request&)> handle;
	bool isPublic = false;            ///< without signing in: no roles, the caller is kPublicCaller
	std::size_t maximumBodyBytes = 0; ///< 0: kUsualBody
};

} // namespace erphost::worker
