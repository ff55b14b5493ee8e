#include "host/worker/PluginKeeping.hpp"

#include "erphost/Abi.hpp"
#include "host/files/FileStore.hpp"
#include "host/outbox/MessageOutbox.hpp"
#include "host/worker/PluginTx.hpp"

#include <optional>

namespace erphost::worker {

namespace {

Result<void> mustWrite(const eh_tx& tx, const char* what)
{
	if (tx.transaction.writable()) return {};
	return bug("store.read_only", std::string(what) + " in a read transaction");
}

eh_status putFile(eh_tx* tx, eh_str mediaType, eh_str bytes, const eh_text_sink* id, const eh_error_sink* sink)
{
	return abi::guarded(sink, [&]() -> Result<void> {
		EH_CHECK(mustWrite(*tx, "a file was kept"));
		EH_TRY(const auto kept,
		       tx->context.files->put(tx->transaction, tx->context.pluginId, abi::view(mediaType), abi::view(bytes)));
		id->write(id->context, abi::str(kept));
		return {};
	});
}

eh_status getFile(eh_tx* tx, eh_str id, const eh_text_sink* mediaType, const eh_text_sink* bytes,
                  const eh_error_sink* sink)
{
	return abi::guarded(sink, [&]() -> Result<void> {
		EH_TRY(const auto file, tx->context.files->get(tx->transaction, tx->context.pluginId, abi::view(id)));
		mediaType->write(mediaType->context, abi::str(file.mediaType));
		bytes->write(bytes->context, abi::str(file.bytes));
		return {};
	});
}

eh_status removeFile(eh_tx* tx, eh_str id, const eh_error_sink* sink)
{
	return abi::guarded(sink, [&]() -> Result<void> {
		EH_CHECK(mustWrite(*tx, "a file was removed"));
		return tx->context.files->remove(tx->transaction, tx->context.pluginId, abi::view(id));
	});
}

std::optional<std::int64_t> instant(std::int64_t ms)
{
	return ms > 0 ? std::optional(ms) : std::nullopt;
}

eh_status send(eh_tx* tx, const eh_message* message, const eh_error_sink* sink)
{
	return abi::guarded(sink, [&]() -> Result<void> {
		EH_CHECK(mustWrite(*tx, "a message was sent"));
		outbox::OutgoingMessage own;
		own.owner = tx->context.pluginId;
		own.id = abi::text(message->id);
		own.channel = abi::text(message->channel);
		own.to = abi::text(message->to);
		own.subject = abi::text(message->subject);
		own.text = abi::text(message->text);
		own.branchId = abi::text(message->branch_id);
		own.businessKey = abi::text(message->business_key);
		own.about = abi::text(message->about);
		own.notBeforeMs = instant(message->not_before_ms);
		own.expiresAtMs = instant(message->expires_at_ms);
		own.correlationId = tx->context.correlationId;
		return outbox::putMessage(tx->transaction, own, tx->context.clock->nowMs());
	});
}

} // namespace

void fillFilesService(eh_files& service)
{
	service = {sizeof service, &putFile, &getFile, &removeFile};
}

void fillMessagesService(eh_messages& service)
{
	service = {sizeof service, &send};
}

} // namespace erphost::worker
