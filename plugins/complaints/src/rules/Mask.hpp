#pragma once

#include "erphost/CustomerText.hpp"

#include <string>
#include <string_view>

namespace complaints {

using erphost::maskedPhone; // CP-19

/// CP-19: the first three characters and "****"; '' stays ''.
std::string maskedAddress(std::string_view address);

/// The digits of a telephone number without +86 or leading zeros of a mobile: what numbers are compared by.
std::string phoneKey(std::string_view phone);

/// Who looks at a case.
struct Viewer
{
	bool owner = false, handler = false;
	bool clerk = false; ///< calls customers back
};

/// CP-19: owner and handler need the customer's number and address while the case is open, a clerk while it waits for
/// his second call-back: a day's own work is a need, not a look.
constexpr bool needsContact(const Viewer& viewer, bool open, bool waiting)
{
	return open && (viewer.owner || viewer.handler || (viewer.clerk && waiting));
}

} // namespace complaints
