/** Shapes of the host's API (host/README.md). Instants are milliseconds UTC. */

export type Role =
	| 'admin' | 'it' | 'service_manager' | 'callback_clerk' | 'settlement_clerk' | 'central_keeper' | 'engineer'
	| 'branch_manager' | 'dispatch_clerk' | 'parts_clerk' | 'store_manager' | 'logistics_manager' | 'technician'
	| 'cashier' | 'finance' | 'hr' | 'executive';

export const kRoles: Role[] = [
	'admin', 'it', 'service_manager', 'callback_clerk', 'settlement_clerk', 'central_keeper', 'engineer',
	'branch_manager', 'dispatch_clerk', 'parts_clerk', 'store_manager', 'logistics_manager', 'technician',
	'cashier', 'finance', 'hr', 'executive',
];

export interface Grant {
	role: Role;
	branch: string;
}

export interface Session {
	user: { id: string; username: string; displayName: string; language: string; mustSetPassword: boolean };
	grants: Grant[];
	/** Plugins that nobody signed may run here. */
	developer?: boolean;
	csrf: string;
}

/** An error as the host keeps it; title, detail and remedy are there when the host has put it into words. */
export interface ErrorInfo {
	code: string;
	class?: string;
	message?: string;
	params?: Record<string, unknown>;
	title?: string;
	detail?: string;
	remedy?: string;
}

export interface Process {
	name: string;
	state: 'starting' | 'ready' | 'stopping' | 'stopped' | 'backoff' | 'quarantined' | 'disabled';
	pid: number;
	port?: number;
	restarts: number;
	since: number;
	residentKiB: number;
	error: ErrorInfo | null;
	nextStartAt: number | null;
}

export interface ErpLink {
	name: string;
	state: 'up' | 'away' | 'probing' | 'unknown';
	since: number;
	driver?: string | null;
	error?: ErrorInfo | null;
	sentence?: string;
}

/** What came of comparing all rows of the ERP with ours. */
export interface Comparison {
	at: number;
	equal?: boolean;
	missing?: number;
	different?: number;
	extra?: number;
	proposal?: 'none' | 'repair' | 'sweep';
	error?: unknown;
}

export interface ErpEntity {
	entity: string;
	title?: string;
	state: 'new' | 'ok' | 'pulling' | 'paused' | 'failing' | 'away';
	error?: ErrorInfo | null;
	rowsLive: number;
	changeSeq?: number;
	lastBeginAt: number | null;
	lastOkAt: number | null;
	lastSweepAt: number | null;
	mode?: string;
	sentence?: string;
	compared?: Comparison | null;
}

export type OutboxCounts = Record<string, number>;

export interface ErpStatus {
	links: ErpLink[];
	entities: ErpEntity[];
	outbox: OutboxCounts;
	sentence?: string;
}

export interface Overview {
	version: string;
	developer?: boolean;
	startedAt: number;
	processes: Process[];
	erp: ErpStatus | null;
	parked: number;
	messaging?: MessagingStatus;
	store: { bytes: number; epoch: number };
}

/** Messages to people: how many are in which state, and whether their gateways answer. */
export interface MessagingStatus {
	configured: boolean;
	/** Code of what is wrong with messaging.json. */
	error: string | null;
	states: Partial<Record<MessageState, number>>;
	channels: Record<string, ChannelStatus>;
}
export interface ChannelStatus {
	state: 'up' | 'away' | 'unknown';
	since: number | null;
	error: ErrorInfo | null;
}

export type MessageState = 'waiting' | 'sending' | 'sent' | 'failed' | 'expired' | 'suppressed';

/** A message to a person; `to` shows its last four digits only. */
export interface OutMessage {
	number: number;
	owner: string;
	id: string;
	channel: string;
	to: string;
	about: string;
	branch: string;
	key: string;
	state: MessageState;
	attempts: number;
	notBefore: number;
	expiresAt: number | null;
	createdAt: number;
	updatedAt: number;
	sentAt: number | null;
	error: ErrorInfo | null;
	reason: string | null;
	/** Only where one message is read. */
	subject?: string;
	text?: string;
}

/** Somebody who wants no messages. */
export interface OptOut {
	hash: string;
	channel: string;
	to: string;
	source?: string;
	createdAt?: number;
	createdBy?: string;
}

export interface ChannelSettings {
	adapter: 'http' | 'smtp' | 'erp';
	url?: string;
	host?: string;
	port?: number;
	quiet?: boolean;
	recognisesId?: boolean;
	[name: string]: unknown;
}
export interface MessagingConfig {
	channels: Record<string, ChannelSettings>;
}

export type PushMode = 'off' | 'dry_run' | 'hand_list' | 'on';

export interface RecordType {
	type: string;
	title?: string;
	mode: PushMode;
	mapped?: boolean;
	owner?: string;
	target?: string;
	waiting?: number;
	deadLetters?: number;
	changedAt?: number | null;
	changedBy?: string | null;
}

export type OutboxState =
	| 'waiting' | 'sending' | 'unknown' | 'confirmed' | 'superseded' | 'refused' | 'dropped' | 'held';

export interface OutboxRecord {
	id: string;
	type: string;
	owner?: string;
	branch: string;
	key: string;
	state: OutboxState;
	version: number;
	epoch?: number;
	attempts: number;
	nextAttemptAt?: number | null;
	error: ErrorInfo | null;
	reason?: string | null;
	payload?: Record<string, unknown>;
	correlation?: string;
	createdAt: number;
	updatedAt: number;
	confirmedAt: number | null;
	recheckAt?: number | null;
}

export interface PreviewColumn {
	column: string;
	present: string | null;
	new: string | null;
	/** superseded: the mapping does not permit writing over the present value; full: it does not fit any more. */
	refusal?: 'superseded' | 'full';
}

export interface OutboxPreview {
	table: string;
	action?: string;
	columns: PreviewColumn[];
	note?: string;
}

export interface CheckFinding {
	level: 'ok' | 'warning' | 'error';
	code: string;
	subject?: string;
	title: string;
	detail?: string;
	remedy?: string;
}

export interface CheckReport {
	findings: CheckFinding[];
	samples?: { entity: string; rows: Record<string, unknown>[] }[];
}

export interface ErpColumn {
	name: string;
	type: string;
	value: string | null;
	field: string | null;
	writtenByUs: boolean;
	pending: { value: string | null; state: OutboxState; since: number } | null;
}

export interface ErpRow {
	entity: string;
	key: string;
	table: string;
	columns: ErpColumn[];
	outbox: OutboxRecord[];
	readAt?: number;
}

export interface ErpRowHit {
	key: string;
	branch?: string;
	title?: string;
	detail?: string;
	changedAt?: number | null;
}

export interface Plugin {
	id: string;
	name?: string;
	version?: string;
	enabled: boolean;
	state: Process['state'];
	error: ErrorInfo | null;
	restarts?: number;
	since?: number;
	nextStartAt?: number | null;
	reads?: string[];
	writes?: string[];
	path?: string;
	origin?: Origin;
	signer?: string;
	/** That are kept, the one that ran last at the end. */
	versions?: string[];
	onTrial?: boolean;
	/** When the trial ends if nothing happens; null while the plugin is not ready. */
	trialEndsAt?: number | null;
	returned?: { version: string; at: number; error: ErrorInfo | null } | null;
}

/** Where a plugin comes from. */
export type Origin = 'folder' | 'trusted' | 'unsigned' | 'modified' | 'unknown_signer' | 'revoked';

export interface ParkedEvent {
	subscription: string;
	position: number;
	businessKey: string;
	type?: string;
	state: 'parked' | 'held' | 'skipped' | 'done';
	error: ErrorInfo | null;
	attempts: number;
	nextAttemptAt: number | null;
	occurredAt?: number;
}

export interface User {
	id: string;
	username: string;
	displayName: string;
	language: string;
	disabled: boolean;
	hasPassword?: boolean;
	lockedUntil?: number | null;
	grants: Grant[];
	version?: number;
	createdAt?: number;
}

export interface ApiToken {
	id: string;
	name: string;
	user?: string;
	createdAt: number;
	expiresAt: number;
	lastUsedAt: number | null;
	/** Only in the answer to its creation. */
	token?: string;
}

export interface AuditRow {
	position: number;
	occurredAt: number;
	actor: string;
	branch: string;
	action: string;
	subject: string;
	detail: unknown;
	correlation: string;
}

export interface SettingVersion {
	effectiveFrom: string;
	value: unknown;
	author?: string;
	changedAt?: number;
}

export interface Setting {
	name: string;
	title?: string;
	description?: string;
	/** JSON Schema of the value. */
	schema?: { type?: string; minimum?: number; maximum?: number } | null;
	default?: unknown;
	value: unknown;
	effectiveFrom: string | null;
	versions?: SettingVersion[];
}

/** An employee of the ERP, and the account that was made for him. */
export interface Employee {
	key: string;
	number: string;
	name: string;
	branch: string;
	department: string;
	position: string;
	left: boolean;
	account: { id: string; username: string; disabled: boolean } | null;
}

export interface MadeAccounts {
	accounts: { id: string; username: string; displayName: string }[];
	/** By account; only the first answer has them. */
	links?: Record<string, string>;
	linksUntil: number;
}

/** A password, token or connection string; its value never leaves the host. */
export interface Secret {
	name: string;
	set: boolean;
	/** False with set: it was sealed with another key (a folder from another machine). */
	usable: boolean;
	setAt: number | null;
	by: string;
	usedBy: { kind: 'erp' | 'channel' | 'plugin'; name: string }[];
}

export type DoctorLevel = 'green' | 'amber' | 'red';

/** One line of the check-up; id is the code of its text. */
export interface DoctorFinding {
	id: string;
	area: string;
	level: DoctorLevel;
	subject: string;
	title: string;
	what: string;
	remedy: string;
	evidence: Record<string, string>;
}

export interface DoctorReport {
	level: DoctorLevel;
	version: string;
	checkedAt: number;
	running: boolean;
	counts: Record<DoctorLevel, number>;
	findings: DoctorFinding[];
}
