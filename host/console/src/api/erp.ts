import { get, getTagged, list, post, put, type Page, type Query } from './client';
import {
	entityOf, hitOf, previewOf, recordTypeOf, reportOf,
	type CheckAnswer, type EntityLine, type PreviewAnswer, type RecordLine, type RowHit,
} from './erpShapes';
import type { CheckReport, ErpEntity, ErpRow, ErpRowHit, OutboxPreview, OutboxRecord, PushMode, RecordType } from './types';

const segment = encodeURIComponent;
// Reading a whole catalog over a slow line takes a while.
const kCheckTimeoutMs = 120_000;

const mapped = <A, B>(page: Page<A>, to: (item: A) => B): Page<B> => ({ ...page, items: page.items.map(to) });

export const listEntities = async (): Promise<Page<ErpEntity>> => mapped(await list<EntityLine>('/erp/entities'), entityOf);
export const commandEntity = (entity: string, action: 'pull' | 'sweep' | 'accept') =>
	post<void>(`/erp/entities/${segment(entity)}/${action}`);
/** Compares all rows; with `repair` what is missing or different is read again. */
export const compareEntity = (entity: string, repair: boolean) =>
	post<void>(`/erp/entities/${segment(entity)}/reconcile`, { repair });

export async function listRecordTypes(): Promise<Page<RecordType>> {
	const [types, status] = await Promise.all([
		list<RecordLine>('/erp/records'),
		get<{ outbox: { types?: { type: string; state: string; count: number }[] } }>('/erp/status'),
	]);
	return mapped(types, (line) => recordTypeOf(line, status.outbox.types ?? []));
}
export const setRecordMode = (type: string, mode: PushMode) =>
	put<RecordType>(`/erp/records/${segment(type)}/mode`, { mode });

export const listOutbox = (query: Query) => list<OutboxRecord>('/erp/outbox', query);
export const readOutbox = (id: string) => getTagged<OutboxRecord>(`/erp/outbox/${segment(id)}`);
export const previewOutbox = async (id: string): Promise<OutboxPreview> =>
	previewOf(await get<PreviewAnswer>(`/erp/outbox/${segment(id)}/preview`));
export const replayOutbox = (id: string) => post<void>(`/erp/outbox/${segment(id)}/replay`);
export const dropOutbox = (id: string, reason: string) => post<void>(`/erp/outbox/${segment(id)}/drop`, { reason });
export const correctOutbox = (id: string, payload: unknown, ifMatch: string | null) =>
	put<OutboxRecord>(`/erp/outbox/${segment(id)}/payload`, payload, { ifMatch });

export const checkErp = async (): Promise<CheckReport> =>
	reportOf(await get<CheckAnswer>('/erp/check', undefined, { timeoutMs: kCheckTimeoutMs }));
export const readMapping = () => getTagged<unknown>('/erp/mapping');
export const checkMapping = async (mapping: unknown, rows?: number): Promise<CheckReport> =>
	reportOf(await post<CheckAnswer>('/erp/mapping/check', mapping, { timeoutMs: kCheckTimeoutMs, query: { rows } }));
export const saveMapping = (mapping: unknown, ifMatch: string | null) =>
	put<unknown>('/erp/mapping', mapping, { ifMatch, timeoutMs: kCheckTimeoutMs });

export const searchRows = async (entity: string, search: string, limit = 20): Promise<Page<ErpRowHit>> =>
	mapped(await list<RowHit>(`/erp/rows/${segment(entity)}`, { search, limit }), hitOf);
export const readRow = (entity: string, key: string) => get<ErpRow>(`/erp/rows/${segment(entity)}/${segment(key)}`);
