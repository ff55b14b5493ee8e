import { get, getTagged, list, post, put, type Query } from './client';
import type {
	CheckReport, ErpEntity, ErpRow, ErpRowHit, ErpStatus, OutboxPreview, OutboxRecord, PushMode, RecordType,
} from './types';

const segment = encodeURIComponent;
// Reading a whole catalog over a slow line takes a while.
const kCheckTimeoutMs = 120_000;

export const readErpStatus = () => get<ErpStatus>('/erp/status');

export const listEntities = () => list<ErpEntity>('/erp/entities');
export const commandEntity = (entity: string, action: 'pull' | 'sweep' | 'accept') =>
	post<void>(`/erp/entities/${segment(entity)}/${action}`);

export const listRecordTypes = () => list<RecordType>('/erp/records');
export const setRecordMode = (type: string, mode: PushMode) =>
	put<RecordType>(`/erp/records/${segment(type)}/mode`, { mode });

export const listOutbox = (query: Query) => list<OutboxRecord>('/erp/outbox', query);
export const readOutbox = (id: string) => getTagged<OutboxRecord>(`/erp/outbox/${segment(id)}`);
export const previewOutbox = (id: string) => get<OutboxPreview>(`/erp/outbox/${segment(id)}/preview`);
export const replayOutbox = (id: string) => post<void>(`/erp/outbox/${segment(id)}/replay`);
export const dropOutbox = (id: string, reason: string) => post<void>(`/erp/outbox/${segment(id)}/drop`, { reason });
export const correctOutbox = (id: string, payload: unknown, ifMatch: string | null) =>
	put<OutboxRecord>(`/erp/outbox/${segment(id)}/payload`, payload, { ifMatch });

export const checkErp = () => get<CheckReport>('/erp/check', undefined, { timeoutMs: kCheckTimeoutMs });
export const readMapping = () => getTagged<unknown>('/erp/mapping');
export const checkMapping = (mapping: unknown) =>
	post<CheckReport>('/erp/mapping/check', mapping, { timeoutMs: kCheckTimeoutMs });
export const saveMapping = (mapping: unknown, ifMatch: string | null) =>
	put<unknown>('/erp/mapping', mapping, { ifMatch, timeoutMs: kCheckTimeoutMs });

export const searchRows = (entity: string, search: string, limit = 20) =>
	list<ErpRowHit>(`/erp/rows/${segment(entity)}`, { search, limit });
export const readRow = (entity: string, key: string) => get<ErpRow>(`/erp/rows/${segment(entity)}/${segment(key)}`);
