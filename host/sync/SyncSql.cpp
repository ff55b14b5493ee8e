#include "host/sync/SyncSql.hpp"

namespace erphost::sync::sql {

std::string containing(std::string_view text)
{
	std::string pattern = "%";
	for (const char c : text)
	{
		if (c == '%' || c == '_' || c == '\\') pattern += '\\';
		pattern += c;
	}
	return pattern + '%';
}

std::span<const Sql* const> statements()
{
	static constexpr const Sql* kAll[] = {
		&kEntity,
		&kEntities,
		&kEntityChangeSeq,
		&kEntityProgress,
		&kEntitySeq,
		&kEntityLive,
		&kEntityPosition,
		&kEntityBegin,
		&kEntityOk,
		&kEntityFailed,
		&kEntityFingerprint,
		&kEntityScanned,
		&kEntityAccept,
		&kEntitiesAway,
		&kLinkSet,
		&kLinksGone,
		&kLastRead,
		&kOutageBegin,
		&kOutageEnd,
		&kFieldBasisClear,
		&kFieldBasisAdd,
		&kLinks,
		&kMeta,
		&kMetaSet,
		&kOutboxDue,
		&kOutboxNextDue,
		&kOutboxSending,
		&kOutboxFinished,
		&kOutboxRetry,
		&kOutboxRecheckDue,
		&kOutboxOverwritten,
		&kOutboxRechecked,
		&kOutboxLaterExists,
		&kOutboxOne,
		&kOutboxList,
		&kOutboxListOldest,
		&kOutboxCounts,
		&kOutboxOfKey,
		&kOutboxReplay,
		&kOutboxDrop,
		&kOutboxPayload,
		&kOutboxOfType,
		&kOutboxLearned,
		&kOutboxAny,
		&kRecordModes,
		&kRecordModeDefault,
		&kRecordModeSet,
		&kCommandAdd,
		&kCommandNext,
		&kCommandRunning,
		&kCommandsReset,
		&kCommandsForget,
		&kCommandDone,
		&kCommandState,
	};
	return kAll;
}

} // namespace erphost::sync::sql
