import { get, post, put, remove } from './client';
import type { ProblemDocument } from './problem';

export type DatabaseKind = 'sqlite' | 'postgresql' | 'mariadb' | 'sqlserver' | 'dsn';
export type AccessLevel = 'read' | 'tables' | 'columns';

export interface ConnectionForm { kind: DatabaseKind; server: string; port: string; database: string; user: string; password: string; driver: string }
export interface ConnectionState { pull: Omit<ConnectionForm, 'password'> | null; push: Omit<ConnectionForm, 'password'> | null; drivers: string[]; sources: string[] }
export interface ServerAnswer { product: string; version: string; driver: string }

export interface DiscoveredField {
	field: string; title: { zh: string; en: string }; column: string; time: string | null;
	certainty: 'sure' | 'likely' | 'guess'; why: 'example' | 'name' | 'link'; personal: boolean; examples: string[];
}
export interface DiscoveredCode { code: string; count: number; meaning: string }
export interface DiscoveredQuestion { field: string; column: string; values: DiscoveredCode[]; meanings: string[]; spec: Record<string, unknown> }
export interface DiscoveredEntity {
	entity: string; title: { zh: string; en: string }; table: string; changes: string; left?: boolean;
	fields: DiscoveredField[]; questions: DiscoveredQuestion[]; missing: { field: string; title: { zh: string; en: string } }[];
	joins: { as: string; table: string; role: string; on: [string, string][]; why: string; tried: number; matched: number }[];
	columns: { column: string; table: string; type: string; size: number }[];
}
export interface Proposal {
	kind: string; table: string; mapping: unknown; entities: DiscoveredEntity[]; found: { table: string; column: string }[];
	notes: { code: string; title: string; detail: string; remedy: string }[];
	looked: { tables: number; queries: number; skipped: string[] };
}
export interface DiscoveryState { state: 'none' | 'running' | 'done' | 'failed'; step: string; done: number; total: number; proposal: Proposal | null; error: ProblemDocument | null }
export interface KnownOrder { order: string; customer: string; phone: string; kind: string; table: string; timeZone: string }
export interface FieldAnswer { spec: Record<string, unknown>; values: DiscoveredCode[]; meanings: string[] }

// A database that does not answer is given up after ten seconds, and logging in may take as long.
const kConnectMs = 60_000;

export const readConnection = () => get<ConnectionState>('/erp/connection');
export const putConnection = (side: 'pull' | 'push', form: ConnectionForm) => put<ServerAnswer>(`/erp/connection/${side}`, form, { timeoutMs: kConnectMs });
export const startDiscovery = (known: KnownOrder) => post<DiscoveryState>('/erp/discovery', known);
export const readDiscovery = () => get<DiscoveryState>('/erp/discovery');
export const stopDiscovery = () => remove<void>('/erp/discovery');
export const discoverField = (entity: string, field: string, table: string, column: string) => post<FieldAnswer>('/erp/discovery/field', { entity, field, table, column }, { timeoutMs: kConnectMs });
export const discoverLevel = (mapping: unknown, kind: string, sizes: Record<string, number>, level: AccessLevel) => post<{ mapping: unknown; script: string }>('/erp/discovery/level', { mapping, kind, sizes, level });
