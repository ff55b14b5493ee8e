#pragma once

#include "erphost/Store.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace erphost {

/// The services of a host that the C++ layer needs at hand; filled once, when the plugin is created.
struct Services
{
	const eh_host* host = nullptr;
	const eh_log* log = nullptr;
	const eh_clock* clock = nullptr;
	const eh_calendar* calendar = nullptr;
	const eh_config* config = nullptr;
	const eh_store* store = nullptr;
	const eh_journal* journal = nullptr;
	const eh_erp* erp = nullptr;
	const eh_http* http = nullptr;
	const eh_jobs* jobs = nullptr;
	const eh_files* files = nullptr;
	const eh_messages* messages = nullptr;
};

/// An event for the other plugins.
struct Event
{
	std::string type; ///< "<plugin>.<noun>.<past participle>"
	int version = 1;
	std::string branchId;
	std::string businessKey;
	std::string payload; ///< JSON object
	/// Filled when received:
	std::int64_t position = 0;
	std::int64_t occurredAtMs = 0;
	std::string correlationId;
};

/// A record for the ERP.
struct ErpRecord
{
	std::string type;
	std::string branchId;
	std::string businessKey;
	std::string recordId;
	std::string payload; ///< JSON object
};

/// A kept file.
struct File
{
	std::string mediaType;
	std::string bytes;
};

/// A message to somebody outside: a text message, a mail, a letter.
struct Message
{
	std::string id;      ///< the same id is the same message: sent once
	std::string channel; ///< "sms", "email", "letter", …
	std::string to;      ///< telephone number or address; goes into no event or log
	std::string subject;
	std::string text;
	std::string branchId;
	std::string businessKey; ///< of the events about it
	std::string about;       ///< what it is about; never personal data
	std::optional<std::int64_t> notBeforeMs{};
	std::optional<std::int64_t> expiresAtMs{}; ///< after it the message is not sent any more
};

/// One transaction of the store, lent to a handler for the length of its call. Everything a handler does through it
/// happens together or not at all: rows, events, ERP records, audit lines.
class Tx
{
public:
	Tx(const Services& services, eh_tx* handle): _services(services), _handle(handle) {}
	Tx(const Tx&) = delete;
	Tx& operator=(const Tx&) = delete;

	template <typename... Values>
	Result<Query> query(const Sql& sql, const Values&... values)
	{
		abi::Catcher catcher;
		eh_stmt* statement = nullptr;
		const eh_status status =
			_services.store->prepare(_handle, abi::str(sql.name), abi::str(sql.text), &statement, catcher.sink());
		if (status < 0) return catcher.error(status);
		Query query(*_services.store, statement);
		int index = 0;
		Result<void> bound;
		((bound = bound ? query.bind(++index, valueOf(values)) : bound), ...);
		if (!bound) return std::move(bound).error();
		return query;
	}

	/// Runs a statement to its end; returns the rows changed.
	template <typename... Values>
	Result<std::int64_t> execute(const Sql& sql, const Values&... values)
	{
		EH_TRY(auto running, query(sql, values...));
		for (;;)
		{
			EH_TRY(const bool row, running.next());
			if (!row) return running.changes();
		}
	}

	Result<void> append(const Event& event)
	{
		eh_event raw{};
		raw.size = sizeof raw;
		raw.version = event.version;
		raw.type = abi::str(event.type);
		raw.branch_id = abi::str(event.branchId);
		raw.business_key = abi::str(event.businessKey);
		raw.payload = abi::str(event.payload);
		abi::Catcher catcher;
		return catcher.check(_services.journal->append(_handle, &raw, catcher.sink()));
	}

	/// For what the audit row that the host writes for every changing request does not say. Never personal data.
	Result<void> audit(std::string_view action, std::string_view subject, std::string_view detailJson)
	{
		abi::Catcher catcher;
		return catcher.check(_services.journal->audit(_handle, abi::str(action), abi::str(subject),
		                                              abi::str(detailJson), catcher.sink()));
	}

	Result<void> put(const ErpRecord& record)
	{
		const eh_record raw{sizeof(eh_record),         abi::str(record.type),
		                    abi::str(record.branchId), abi::str(record.businessKey),
		                    abi::str(record.recordId), abi::str(record.payload)};
		abi::Catcher catcher;
		return catcher.check(_services.erp->put(_handle, &raw, catcher.sink()));
	}

	/// Keeps a file; returns its id. Images (jpeg, png, webp), pdf and recordings (mp3, m4a, wav, amr) whose bytes are
	/// what the media type says: "files.type_refused", "files.content_mismatch", "files.too_large" (permanent). It
	/// exists if the transaction commits.
	Result<std::string> putFile(std::string_view mediaType, std::string_view bytes)
	{
		abi::Catcher catcher;
		abi::TextCatcher id;
		const eh_status status =
			_services.files->put(_handle, abi::str(mediaType), abi::str(bytes), id.sink(), catcher.sink());
		if (status < 0) return catcher.error(status);
		return std::move(id.value());
	}

	/// A file of this plugin; "files.not_found" (permanent).
	Result<File> file(std::string_view id)
	{
		abi::Catcher catcher;
		abi::TextCatcher mediaType, bytes;
		const eh_status status =
			_services.files->get(_handle, abi::str(id), mediaType.sink(), bytes.sink(), catcher.sink());
		if (status < 0) return catcher.error(status);
		return File{std::move(mediaType.value()), std::move(bytes.value())};
	}

	/// Forgets a file; one that is not there any more is no error.
	Result<void> removeFile(std::string_view id)
	{
		abi::Catcher catcher;
		return catcher.check(_services.files->remove(_handle, abi::str(id), catcher.sink()));
	}

	/// Sends a message after the commit, once per id. What became of it comes back as host.message.sent, .failed and
	/// .received.
	Result<void> send(const Message& message)
	{
		const eh_message raw{sizeof(eh_message),
		                     abi::str(message.id),
		                     abi::str(message.channel),
		                     abi::str(message.to),
		                     abi::str(message.subject),
		                     abi::str(message.text),
		                     abi::str(message.branchId),
		                     abi::str(message.businessKey),
		                     abi::str(message.about),
		                     message.notBeforeMs.value_or(0),
		                     message.expiresAtMs.value_or(0)};
		abi::Catcher catcher;
		return catcher.check(_services.messages->send(_handle, &raw, catcher.sink()));
	}

	/// The date from which on finished work has effects (SV-16); nullopt while the administrator has set none.
	std::optional<std::string> goLiveDate()
	{
		const eh_str date = _services.erp->go_live_date(_handle);
		return date.size ? std::optional(abi::text(date)) : std::nullopt;
	}

private:
	const Services& _services;
	eh_tx* _handle;
};

} // namespace erphost
