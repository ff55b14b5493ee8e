#pragma once

#include <string_view>

namespace complaints {

/// Why a case has its class.
enum class SeverityReason
{
	first,       ///< class 1: a first complaint, the clerk handles it
	repeated,    ///< class 2: not the first about this
	goingPublic, ///< class 2: the customer is about to go public
	media,       ///< class 3: it is in the media
	decided      ///< a person decided
};

constexpr std::string_view name(SeverityReason reason)
{
	switch (reason)
	{
	case SeverityReason::first: return "first";
	case SeverityReason::repeated: return "repeated";
	case SeverityReason::goingPublic: return "public";
	case SeverityReason::media: return "media";
	case SeverityReason::decided: return "decided";
	}
	return "";
}

/// CP-08: class and why.
struct Severity
{
	int level = 1;
	SeverityReason reason = SeverityReason::first;
};

/// CP-08: the class of a new complaint: a repeat is class 2 by itself; what people know may make it more.
constexpr Severity severityOf(bool repeated, Severity known = {})
{
	if (repeated && known.level < 2) return {2, SeverityReason::repeated};
	return known;
}

/// CP-08: what a reason makes of a case at the least.
constexpr int leastClass(SeverityReason reason)
{
	switch (reason)
	{
	case SeverityReason::media: return 3;
	case SeverityReason::goingPublic:
	case SeverityReason::repeated: return 2;
	case SeverityReason::first:
	case SeverityReason::decided: break;
	}
	return 1;
}

/// CP-08: a class 3 case is written up and shared.
constexpr bool needsWriteUp(int level)
{
	return level >= 3;
}

} // namespace complaints
