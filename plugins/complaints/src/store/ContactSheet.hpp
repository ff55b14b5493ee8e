#pragma once

#include "rules/Sheet.hpp"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace complaints {

/// An instant that is not known, where lists are sorted by it: the last that JSON numbers hold exactly.
inline constexpr std::int64_t kNever = 9'007'199'254'740'991;

/// CP-14: a contact sheet as it is stored.
struct ContactSheet
{
	std::string id, number, caseId, caseNumber;
	std::string kind, branchId, branchName, erpKey, orderNumber; ///< as of the case
	std::string product;
	std::string department; ///< after_sales, logistics, store
	std::string problem;
	SheetState state = SheetState::draft;
	int round = 1;
	std::int64_t createdAt = 0;
	std::string createdByName;
	std::optional<std::int64_t> signedAt;
	std::string signedByName;
	std::optional<std::int64_t> sentAt;
	std::int64_t dueAt = kNever;
	bool dueProvisional = false;
	std::optional<std::int64_t> answeredAt;
	std::string answeredByName, via;
	bool late = false;
	std::string result, measure, withdrawnReason;
	std::int64_t version = 1;
};

/// How an answer came, with its files.
struct GivenAnswer
{
	std::string id, sheetId;
	int round = 1;
	std::int64_t at = 0;        ///< when the branch answered
	std::int64_t enteredAt = 0; ///< when it was entered here
	std::string byName;
	std::string via; ///< console, erp, link, paper
	SheetAnswer words;
	bool stands = false;
	bool late = false;
};

struct AnswerFile
{
	std::string answerId, fileId, name, mediaType;
};

struct SheetEvent
{
	std::int64_t at = 0;
	std::string what, byName, note;
};

struct SheetLinkRow
{
	std::string sheetId;
	std::int64_t issuedAt = 0, expiresAt = 0;
	std::optional<std::int64_t> revokedAt;
};

} // namespace complaints
