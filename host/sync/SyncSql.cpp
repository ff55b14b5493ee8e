#include "host/sync/SyncSql.hpp"

namespace erphost::sync::sql {

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
		&kLinks,
		&kMeta,
		&kMetaSet,
		&kOutboxDue,
		&kOutboxNextDue,
		&kOutboxSending,
		&kOutboxFinished,
		&kOutboxRetry,
		&kOutboxRecheckDue,
		&kOutboxRechecked,
		&kOutboxLaterExists,
		&kOutboxOne,
		&kOutboxList,
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
