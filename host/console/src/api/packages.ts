import { call, get, listWhole, post, put, remove } from './client';
import type { ErrorInfo, Origin } from './types';
import type { ProblemDocument } from './problem';

/** Both languages of a name. */
export type Titles = Partial<Record<'zh' | 'en', string>>;

export type PackageState =
	| 'uploading' | 'ready' | 'running' | 'failed' | 'waiting' | 'trial' | 'holds' | 'returned' | 'replaced';

export interface PackageProgress {
	state: PackageState;
	step: 'reading' | 'probing' | 'migrating' | 'switching' | null;
	kind: 'install' | 'upgrade' | null;
	plugin: string | null;
	version: string | null;
	received: number;
	size: number;
	/** Of the health window; null while the plugin is not ready. */
	secondsLeft: number | null;
	error: ErrorInfo | null;
}

export interface PackagePreview {
	id: string;
	version: string;
	name: Titles;
	kind: 'install' | 'upgrade';
	trust: { state: Exclude<Origin, 'folder'>; key: string; name: string; reason: string };
	present: { version: string; enabled: boolean; onTrial: boolean } | null;
	platform: string;
	platforms: string[];
	reads: { name: string; title: Titles }[];
	views: string[];
	writes: string[];
	tables: string[];
	/** What stands in the way, each with its remedy. */
	obstacles: ProblemDocument[];
}

export interface Upload {
	id: string;
	name: string;
	size: number;
	pieceBytes: number;
	pieces: number;
	missing: number[];
}
export interface PackageLook extends Upload {
	preview: PackagePreview | null;
	progress: PackageProgress;
}

// A piece over a slow line, and a command that waits for a plugin to stop.
const kPieceTimeoutMs = 120_000;
const kCommandTimeoutMs = 200_000;

const pathOf = (id: string) => `/packages/${encodeURIComponent(id)}`;
export const beginPackage = (name: string, size: number, sha256: string) => post<Upload>('/packages', { name, size, sha256 });
export const putPiece = (id: string, piece: number, content: string, signal?: AbortSignal) =>
	put<void>(`${pathOf(id)}/pieces/${piece}`, { content }, { timeoutMs: kPieceTimeoutMs, signal });
export const readPackage = (id: string) => get<PackageLook>(pathOf(id), undefined, { timeoutMs: kCommandTimeoutMs });
export const readProgress = (id: string) => get<PackageProgress>(`${pathOf(id)}/progress`);
export const startPackage = (id: string, kind: 'install' | 'upgrade', key: string) =>
	post<PackageProgress>(`${pathOf(id)}/${kind}`, undefined, { key });
export const dropPackage = (id: string) => remove<void>(pathOf(id));

const pluginPath = (id: string) => `/plugins/${encodeURIComponent(id)}`;
export const rollbackPlugin = (id: string, version: string, key: string) =>
	post<{ plugin: string; version: string }>(`${pluginPath(id)}/rollback`, { version }, { key, timeoutMs: kCommandTimeoutMs });
export const removePlugin = async (id: string, withData: boolean) =>
	(await call<{ plugin: string; exported: string | null }>('DELETE', pluginPath(id), { query: { data: withData ? 'remove' : 'keep' }, timeoutMs: kCommandTimeoutMs })).data;

export interface TrustedKey {
	id: string;
	name: string;
	addedAt: number;
	revokedAt: number | null;
	reason: string;
}
export const listKeys = () => listWhole<TrustedKey>('/trust/keys');
export const addKey = (text: string, key: string) => post<TrustedKey>('/trust/keys', { text }, { key });
export const revokeKey = (id: string, reason: string) => post<void>(`/trust/keys/${encodeURIComponent(id)}/revoke`, { reason });
