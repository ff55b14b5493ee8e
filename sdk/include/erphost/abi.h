/*
 * The binary contract between erphost and a plugin: this file is all of it.
 *
 * A plugin is a shared library that exports one function, erphost_plugin(), and imports nothing from the host. All
 * host services are reached through eh_host.query(). C11, fixed-width types, UTF-8 text with explicit lengths.
 *
 * Compatibility. Every struct begins with its size in bytes; fields are only ever added at the end, and a reader looks
 * at a field only if the size covers it. EH_ABI_MAJOR changes when an old plugin could no longer work; a host loads
 * plugins of its own major whose minor is not above its own.
 *
 * Ownership. Whoever allocates frees. A pointer that is passed in is borrowed for the call; a text that a function
 * hands out is valid until the next call on the same handle. No exception may cross: a plugin catches its own.
 *
 * Threads. [any] may be called from any thread; [start] only from inside eh_plugin.start; [tx] only on the thread that
 * runs the transaction's body, until that body returns.
 */
#ifndef ERPHOST_ABI_H
#define ERPHOST_ABI_H

#include <stdint.h>

#ifdef __cplusplus
extern "C"
{
#endif

#if defined(_WIN32)
#define EH_EXPORT __declspec(dllexport)
#else
#define EH_EXPORT __attribute__((visibility("default")))
#endif

#define EH_ABI_MAGIC 0x45485031u /* "EHP1" */
#define EH_ABI_MAJOR 1
#define EH_ABI_MINOR 1

	/* ---- Plain values
	 * ------------------------------------------------------------------------------------------------ */

	/* Text or bytes, not necessarily terminated by zero; data may be null when size is 0. */
	typedef struct eh_str
	{
		const char* data;
		uint64_t size;
	} eh_str;

	typedef struct eh_pair
	{
		eh_str key;
		eh_str value;
	} eh_pair;

	/* Negative values are errors, by class: retry, dead letter, HTTP status and console text follow from it. */
	typedef int32_t eh_status;
	enum
	{
		EH_OK = 0,
		EH_ROW = 1, /* eh_store.step: a row is there */
		EH_TRANSIENT = -1,
		EH_PERMANENT = -2,
		EH_CONFLICT = -3,
		EH_CONFIGURATION = -4,
		EH_BUG = -5
	};

	/* Where a callee puts the reason of a negative status: at most one report per call, before it returns. */
	typedef struct eh_error_sink
	{
		uint32_t size;
		void* context;
		/* code: stable, lower case with dots; message: English, without personal data; params: for the catalogue. */
		void (*report)(void* context, eh_str code, eh_str message, const eh_pair* params, uint64_t param_count);
	} eh_error_sink;

	/* Where a callee puts a text of unknown length. Called at most once. */
	typedef struct eh_text_sink
	{
		uint32_t size;
		void* context;
		void (*write)(void* context, eh_str text);
	} eh_text_sink;

	/* Handed to every callback that may last: it should return EH_TRANSIENT soon after cancelled() says 1. */
	typedef struct eh_cancel
	{
		uint32_t size;
		void* context;
		int32_t (*cancelled)(void* context); /* [any] 1 when the host is stopping or the caller's deadline has passed */
	} eh_cancel;

	typedef struct eh_tx eh_tx;     /* a transaction of the store, owned by the host */
	typedef struct eh_stmt eh_stmt; /* a prepared statement inside a transaction, owned by the host */

	/* ---- The host
	 * ---------------------------------------------------------------------------------------------------- */

	typedef struct eh_host
	{
		uint32_t size;
		uint16_t abi_major;
		uint16_t abi_minor;
		eh_str version; /* of the host, e.g. "1.0.0" */
		/* [any] A service by id, or null if this host does not have it. Valid until eh_plugin.destroy returns. */
		const void* (*query)(const struct eh_host* host, eh_str service_id);
	} eh_host;

#define EH_SERVICE_LOG "erphost.log/1"
	enum
	{
		EH_LOG_DEBUG = 0,
		EH_LOG_INFO = 1,
		EH_LOG_WARNING = 2,
		EH_LOG_ERROR = 3
	};
	typedef struct eh_log
	{
		uint32_t size;
		/* [any] One line; never personal data. The host adds time, plugin, thread and correlation id. */
		void (*write)(const eh_host* host, int32_t level, eh_str message);
	} eh_log;

#define EH_SERVICE_CLOCK "erphost.clock/1"
	typedef struct eh_clock
	{
		uint32_t size;
		/* [any] Milliseconds since 1970-01-01 UTC. */
		int64_t (*now_ms)(const eh_host* host);
		/* [any] The business date (ISO, 10 characters) of an instant in the company's time zone. */
		void (*local_date)(const eh_host* host, int64_t instant_ms, char date[10]);
		/* [any] The instant at which a local date and time of day (minutes after midnight) lie. */
		eh_status (*instant_of)(const eh_host* host, eh_str local_date, int32_t minute_of_day, int64_t* instant_ms,
		                        const eh_error_sink* sink);
	} eh_clock;

#define EH_SERVICE_CALENDAR "erphost.calendar/1"
	typedef struct eh_calendar
	{
		uint32_t size;
		/* [any] The date `days` working days after `start`; the start day does not count. `provisional` becomes 1 when
		   the answer lies beyond the calendar data and may move when the next year's notice is loaded. */
		eh_status (*add_working_days)(const eh_host* host, eh_str branch_id, eh_str start, int32_t days, char date[10],
		                              int32_t* provisional, const eh_error_sink* sink);
		/* From minor 1. [any] Whether a date is a working day of a branch; `provisional` as above. */
		eh_status (*is_working_day)(const eh_host* host, eh_str branch_id, eh_str date, int32_t* working,
		                            int32_t* provisional, const eh_error_sink* sink);
		/* From minor 1. [any] The office hours of a branch on a date, in minutes after local midnight; `open` becomes 0
		   when it is closed that day. */
		eh_status (*office_hours)(const eh_host* host, eh_str branch_id, eh_str date, int32_t* open,
		                          int32_t* open_minute, int32_t* close_minute, const eh_error_sink* sink);
		/* From minor 1. [any] A text that changes whenever the calendar's data or settings change: what a stored
		   deadline was computed with. */
		eh_status (*version)(const eh_host* host, const eh_text_sink* version, const eh_error_sink* sink);
	} eh_calendar;

#define EH_SERVICE_CONFIG "erphost.config/1"
	typedef struct eh_config
	{
		uint32_t size;
		/* [any] The plugin's settings in force on a local date, as one JSON object: the defaults of its manifest,
		   overridden by what the administrator set with an effective date on or before it. */
		eh_status (*settings)(const eh_host* host, eh_str local_date, const eh_text_sink* json,
		                      const eh_error_sink* sink);
	} eh_config;

#define EH_SERVICE_STORE "erphost.store/1"
	enum
	{
		EH_READ = 0, /* one consistent snapshot, nothing may be written */
		EH_WRITE = 1 /* all or nothing */
	};
	enum
	{
		EH_COLUMN_NULL = 0,
		EH_COLUMN_INTEGER = 1,
		EH_COLUMN_TEXT = 2,
		EH_COLUMN_REAL = 3,
		EH_COLUMN_BLOB = 4
	};
	typedef struct eh_value
	{
		int32_t type; /* EH_COLUMN_NULL, _INTEGER or _TEXT */
		int64_t integer;
		eh_str text;
	} eh_value;
	typedef struct eh_store
	{
		uint32_t size;
		/* [any] Runs body inside one transaction and commits if it returns EH_OK. The body may be run again after a
		   serialisation failure: it must not have effects outside the transaction. Not inside another transaction. */
		eh_status (*transact)(const eh_host* host, int32_t mode,
		                      eh_status (*body)(void* context, eh_tx* tx, const eh_error_sink* sink), void* context,
		                      const eh_cancel* cancel, const eh_error_sink* sink);
		/* [tx] A statement by name and text (see Sql.hpp for the dialect; parameters ?1, ?2, …). The host keeps
		   prepared statements; the handle is valid until the transaction ends. A plugin reaches its own tables (prefix
		   "<id>_"), reads the ERP entities of its manifest and the published views of others, and nothing else. */
		eh_status (*prepare)(eh_tx* tx, eh_str name, eh_str sql, eh_stmt** stmt, const eh_error_sink* sink);
		/* [tx] Binds parameter `index`, counted from 1; the text is copied. */
		eh_status (*bind)(eh_stmt* stmt, int32_t index, const eh_value* value, const eh_error_sink* sink);
		/* [tx] EH_ROW: a row is there; EH_OK: done, the statement is reset and may be bound again. */
		eh_status (*step)(eh_stmt* stmt, const eh_error_sink* sink);
		/* [tx] Ends a statement before its last row. */
		void (*reset)(eh_stmt* stmt);
		int32_t (*column_type)(eh_stmt* stmt, int32_t column);
		int64_t (*column_integer)(eh_stmt* stmt, int32_t column);
		eh_str (*column_text)(eh_stmt* stmt, int32_t column); /* borrowed until the next step or reset */
		int64_t (*changes)(eh_stmt* stmt);                    /* rows that the last step changed */
		/* [tx] Runs the statement once per row of `values` (row_count rows of column_count values). */
		eh_status (*execute_batch)(eh_stmt* stmt, const eh_value* values, uint64_t column_count, uint64_t row_count,
		                           const eh_error_sink* sink);
	} eh_store;

#define EH_SERVICE_JOURNAL "erphost.journal/1"
	typedef struct eh_event
	{
		uint32_t size;
		int32_t version; /* of the event's schema */
		eh_str type;     /* "<plugin>.<noun>.<past participle>", e.g. "survey.callback.recorded" */
		eh_str branch_id;
		eh_str business_key; /* events of one key are handled in order */
		eh_str payload;      /* JSON object */
		/* Filled by the host when the event is handed to a subscriber: */
		int64_t position;
		int64_t occurred_at_ms;
		eh_str correlation_id;
	} eh_event;
	typedef struct eh_subscription
	{
		uint32_t size;
		eh_str name;         /* durable: unique within the plugin, e.g. "complaints.open_case" */
		const eh_str* types; /* event types wanted */
		uint64_t type_count;
		void* context;
		/* Runs inside the transaction that moves the subscription's cursor: what it does in the store happens once. */
		eh_status (*handle)(void* context, eh_tx* tx, const eh_event* event, const eh_error_sink* sink);
	} eh_subscription;
	typedef struct eh_journal
	{
		uint32_t size;
		/* [tx] Appends an event; it gets its position when the transaction commits. */
		eh_status (*append)(eh_tx* tx, const eh_event* event, const eh_error_sink* sink);
		/* [start] */
		eh_status (*subscribe)(const eh_host* host, const eh_subscription* subscription, const eh_error_sink* sink);
		/* [tx] A line for the audit log beyond the one that the host writes for every changing request. */
		eh_status (*audit)(eh_tx* tx, eh_str action, eh_str subject, eh_str detail_json, const eh_error_sink* sink);
	} eh_journal;

#define EH_SERVICE_ERP "erphost.erp/1"
	typedef struct eh_record
	{
		uint32_t size;
		eh_str type; /* a record type of the manifest, e.g. "callback_status" */
		eh_str branch_id;
		eh_str business_key; /* the ERP row it is about: records of one key are brought to the ERP in order */
		eh_str record_id; /* chosen by the plugin: putting the same id again makes a new version of the same record */
		eh_str payload;   /* JSON object, as the record type's schema says */
	} eh_record;
	typedef struct eh_watch
	{
		uint32_t size;
		eh_str name;   /* durable: unique within the plugin */
		eh_str entity; /* e.g. "work_order" */
		void* context;
		/* Rows of erp_<entity> with from_seq < change_seq <= to_seq have changed; at most a few hundred at a time. Runs
		   inside the transaction that moves the cursor. */
		eh_status (*handle)(void* context, eh_tx* tx, int64_t from_seq, int64_t to_seq, const eh_error_sink* sink);
	} eh_watch;
	typedef struct eh_erp
	{
		uint32_t size;
		/* [tx] Puts a record into the outbox; it reaches the ERP after the commit, at least once, with the effect of
		 * once. */
		eh_status (*put)(eh_tx* tx, const eh_record* record, const eh_error_sink* sink);
		/* [start] */
		eh_status (*watch)(const eh_host* host, const eh_watch* watch, const eh_error_sink* sink);
		/* [tx] The go-live date (ISO, local) that the administrator set: nothing finished before it may have effects
		   (SV-16). Size 0 while none is set. Borrowed until the transaction ends. */
		eh_str (*go_live_date)(eh_tx* tx);
	} eh_erp;

#define EH_SERVICE_HTTP "erphost.http/1"
	typedef struct eh_request
	{
		uint32_t size;
		eh_str method;
		eh_str path; /* below /api/v1/<plugin>, e.g. "/tasks/018f…" */
		const eh_pair* path_params;
		uint64_t path_param_count;
		const eh_pair* query_params; /* values are JSON: "勉县" in quotes, 20 without */
		uint64_t query_param_count;
		eh_str body;     /* JSON, already valid against the route's request schema; empty if there is none */
		eh_str if_match; /* the ETag without quotes, or empty */
		eh_str language; /* "zh" or "en" */
		eh_str user_id;
		eh_str user_name;
		eh_str grants; /* JSON array of {"role": "...", "branch": "<id>" or "*"} */
		eh_str correlation_id;
		const eh_cancel* cancel;
	} eh_request;
	typedef struct eh_response
	{
		uint32_t size;
		void* context;
		void (*header)(void* context, eh_str name, eh_str value);
		void (*body)(void* context, int32_t http_status, eh_str content_type, eh_str body);
		/* From minor 1. Instead of body: bytes as they are, to be saved under file_name (UTF-8, no path). */
		void (*content)(void* context, int32_t http_status, eh_str media_type, eh_str file_name, eh_str bytes);
	} eh_response;
	typedef struct eh_route
	{
		uint32_t size;
		int32_t mode;        /* EH_READ or EH_WRITE: the transaction in which the handler runs */
		eh_str method;       /* "GET", "POST", "PUT", "PATCH", "DELETE" */
		eh_str path;         /* "/tasks/{id}/attempts" */
		eh_str operation_id; /* unique within the plugin, e.g. "recordAttempt" */
		eh_str summary;      /* one English sentence for the OpenAPI document */
		const eh_str* roles; /* any of these roles may call it */
		uint64_t role_count;
		eh_str query_schema;    /* JSON Schema of the query parameters as one object, or empty: none are accepted */
		eh_str request_schema;  /* JSON Schema of the body, or empty: no body is accepted */
		eh_str response_schema; /* JSON Schema of a successful answer, or empty: no body */
		int32_t creates;        /* 1: the host requires an Idempotency-Key and answers a repeat with the first answer */
		void* context;
		/* For EH_WRITE the host writes the audit row and the idempotency record in the same transaction. */
		eh_status (*handle)(void* context, eh_tx* tx, const eh_request* request, const eh_response* response,
		                    const eh_error_sink* sink);
		/* From minor 1. 1: reachable without signing in (roles must be empty). The caller is "public" without grants,
		   whoever asks; the host limits how often one address may ask. */
		int32_t is_public;
		/* From minor 1. The largest body accepted, in bytes; 0: the host's default (1 MiB). At most 12 MiB, of public
		   routes 3 MiB. */
		uint64_t maximum_body_bytes;
	} eh_route;
	typedef struct eh_http
	{
		uint32_t size;
		/* [start] */
		eh_status (*route)(const eh_host* host, const eh_route* route, const eh_error_sink* sink);
	} eh_http;

#define EH_SERVICE_JOBS "erphost.jobs/1"
	typedef struct eh_job
	{
		uint32_t size;
		int32_t every_seconds;
		eh_str name; /* durable: unique within the plugin; the last run is remembered across restarts */
		void* context;
		/* One call, one write transaction. `more` set to 1 asks to be called again at once: long work stays in pieces.
		 */
		eh_status (*run)(void* context, eh_tx* tx, const eh_cancel* cancel, int32_t* more, const eh_error_sink* sink);
	} eh_job;
	typedef struct eh_jobs
	{
		uint32_t size;
		/* [start] */
		eh_status (*every)(const eh_host* host, const eh_job* job, const eh_error_sink* sink);
	} eh_jobs;

/* From minor 1. */
#define EH_SERVICE_FILES "erphost.files/1"
	typedef struct eh_files
	{
		uint32_t size;
		/* [tx] Keeps a file and hands out its id. Its bytes must be what media_type says: image/jpeg, image/png,
		   image/webp, application/pdf, audio/mpeg, audio/mp4, audio/wav, audio/amr. It exists if the transaction
		   commits. At most 12 MiB. */
		eh_status (*put)(eh_tx* tx, eh_str media_type, eh_str bytes, const eh_text_sink* id, const eh_error_sink* sink);
		/* [tx] A file of this plugin: "files.not_found" (permanent) if there is none. */
		eh_status (*get)(eh_tx* tx, eh_str id, const eh_text_sink* media_type, const eh_text_sink* bytes,
		                 const eh_error_sink* sink);
		/* [tx] Forgets a file of this plugin; one that is not there any more is no error. */
		eh_status (*remove)(eh_tx* tx, eh_str id, const eh_error_sink* sink);
	} eh_files;

/* From minor 1. */
#define EH_SERVICE_MESSAGES "erphost.messages/1"
	typedef struct eh_message
	{
		uint32_t size;
		eh_str id;      /* chosen by the plugin, at most 100 characters: sending the same id again changes nothing */
		eh_str channel; /* "sms", "email", "letter" … as the administrator configured */
		eh_str to;      /* telephone number or address: stays in the message outbox, goes into no event or log */
		eh_str subject; /* may be empty */
		eh_str text;
		eh_str branch_id;
		eh_str business_key;   /* of the events about this message */
		eh_str about;          /* what it is about, for lists and events; never personal data */
		int64_t not_before_ms; /* 0: as soon as the quiet hours allow */
		int64_t expires_at_ms; /* 0: never; after it the message is not sent any more */
	} eh_message;
	/* What became of it comes back as events: host.message.sent {id, owner, channel, about, at},
	   host.message.failed {id, owner, channel, about, at, reason}, and what people answer as host.message.received
	   {channel, from_hash, in_reply_to, owner, about, text, at}. */
	typedef struct eh_messages
	{
		uint32_t size;
		/* [tx] Puts a message into the outbox; it is sent after the commit. */
		eh_status (*send)(eh_tx* tx, const eh_message* message, const eh_error_sink* sink);
	} eh_messages;

	/* ---- The plugin
	 * -------------------------------------------------------------------------------------------------- */

	typedef struct eh_plugin
	{
		uint32_t magic; /* EH_ABI_MAGIC */
		uint32_t size;
		uint16_t abi_major;
		uint16_t abi_minor;
		eh_str id;           /* as in plugin.json; prefix of its tables, events and routes */
		eh_str version;      /* as in plugin.json */
		eh_str build;        /* free text: commit, compiler */
		eh_str minimum_host; /* "" or e.g. "1.0.0" */
		/* Called once, on the worker's main thread, before any other. The host outlives the instance. */
		eh_status (*create)(const eh_host* host, void** instance, const eh_error_sink* sink);
		/* Registers routes, subscriptions, watches and jobs; they are called only after it returned EH_OK. */
		eh_status (*start)(void* instance, const eh_error_sink* sink);
		/* No callback runs when this is called, and none will follow. */
		void (*stop)(void* instance);
		void (*destroy)(void* instance);
	} eh_plugin;

/* The one exported function. The descriptor lives as long as the library. */
#define EH_ENTRY_NAME "erphost_plugin"
	typedef const eh_plugin* (*eh_entry)(void);
	EH_EXPORT const eh_plugin* erphost_plugin(void);

#ifdef __cplusplus
}
#endif
#endif
