import { call, get, list, post, type Page, type Query } from './client';

/** Go-live import, as every plugin that brings kinds of sheets answers it (sdk/include/erphost/imports). */
export interface Both { zh: string; en: string }
export interface ImportColumn { name: string; words: Both; headings: string[]; required: boolean; choices: { code: string; words: Both }[] }
export interface ImportKind { kind: string; words: Both; columns: ImportColumn[]; lastHeadings: Record<string, string> }
export type ImportState = 'draft' | 'checking' | 'applying' | 'tidying' | 'applied' | 'probing' | 'undoing' | 'undone' | 'dropped';
export interface ImportBatch {
	id: string; kind: string; fileName: string; state: ImportState; reason: string; createdAt: number; createdName: string; appliedAt: number | null; appliedName: string;
	undoneAt: number | null; undoneName: string; position: number; version: number;
	counts: { lines: number; wrong: number; leftOut: number; done: number; undone: number; blocked: number };
}
export interface ImportProblem { column: string; code: string; params: Record<string, unknown> }
export type Cells = Record<string, string>;
export interface ImportLine { row: number; cells: Cells; state: string; reason: string; problems: ImportProblem[]; recordId: string; recordLabel: string }

const of = (plugin: string, id: string) => `/${plugin}/imports/${encodeURIComponent(id)}`;

export const readImportKinds = async (plugin: string): Promise<ImportKind[]> => (await get<{ items: ImportKind[] }>(`/${plugin}/imports/kinds`)).items;
export const listImports = (plugin: string, query: Query): Promise<Page<ImportBatch>> => list<ImportBatch>(`/${plugin}/imports`, query);
export const readImport = (plugin: string, id: string) => get<ImportBatch>(of(plugin, id));
export const beginImport = (plugin: string, draft: { id: string; kind: string; fileName: string; headings: Cells }, key: string) => post<ImportBatch>(`/${plugin}/imports`, draft, { key });
export const sendImportLines = (plugin: string, id: string, lines: { row: number; cells: Cells }[], key: string) => post<ImportBatch>(`${of(plugin, id)}/lines`, { lines }, { key });
export const listImportLines = (plugin: string, id: string, query: Query) => list<ImportLine>(`${of(plugin, id)}/lines`, query);
export const mendImportLine = async (plugin: string, batch: ImportBatch, row: number, cells: Cells) => (await call<ImportBatch>('PUT', `${of(plugin, batch.id)}/lines/${row}`, { body: { cells }, ifMatch: `"${batch.version}"` })).data;
export type ImportAct = 'leave-out' | 'take-in' | 'check' | 'apply' | 'undo' | 'drop' | 'stop';
export const actOnImport = (plugin: string, batch: ImportBatch, act: ImportAct, body?: unknown, key?: string) => post<ImportBatch>(`${of(plugin, batch.id)}/${act}`, body, { ifMatch: `"${batch.version}"`, key });
