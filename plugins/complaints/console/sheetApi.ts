import { get, getTagged, list, post, put, type Query } from '@/api/client';
import type { Buckets, Clock, ClockBoard, ClockDetail, OverdueOrder, Remedy, Sheet, SheetAnswerDraft, SheetDetail, SheetLink, SheetPrint } from './sheetTypes';

const segment = encodeURIComponent;
const one = (id: string) => `/complaints/sheets/${segment(id)}`;
const clock = (id: string) => `/complaints/clocks/${segment(id)}`;

export const listSheets = (query: Query) => list<Sheet>('/complaints/sheets', query);
export const readSheet = (id: string) => getTagged<SheetDetail>(one(id));
export const printSheet = (id: string) => get<SheetPrint>(`${one(id)}/print`);
export const addSheet = (caseId: string, department: string, problem: string, key: string) =>
	post<SheetDetail>(`/complaints/cases/${segment(caseId)}/sheets`, { department, problem }, { key });
/** Drafts only: what was signed is changed no more. */
export const editSheet = (sheet: Sheet, department: string, problem: string) =>
	put<SheetDetail>(one(sheet.id), { department, problem }, { ifMatch: `"${sheet.version}"` });
/** Moves a sheet on; its version goes along. */
export const moveSheet = (sheet: Sheet, move: 'sign' | 'accept' | 'return' | 'archive' | 'withdraw', body: unknown = {}) =>
	post<SheetDetail>(`${one(sheet.id)}/${move}`, body, { ifMatch: `"${sheet.version}"` });
export const answerSheet = (id: string, draft: SheetAnswerDraft, key: string) => post<SheetDetail>(`${one(id)}/answers`, draft, { key });
export const answerOnPaper = (id: string, draft: SheetAnswerDraft, key: string) => post<SheetDetail>(`${one(id)}/paper`, draft, { key });
/** The token is told this once; earlier links of the sheet end. */
export const issueLink = (id: string, days: number, key: string) => post<SheetLink>(`${one(id)}/link`, { days }, { key });
export const revokeLink = (id: string) => post<SheetDetail>(`${one(id)}/link/revoke`, {});
export const sheetFileUrl = (id: string, file: string) => `/api/v1${one(id)}/files/${segment(file)}`;

export const listClocks = (query: Query) => list<Clock>('/complaints/clocks', query);
export const readClock = (id: string) => get<ClockDetail>(clock(id));
export const readClockBoard = (branch: string) => get<ClockBoard>('/complaints/clocks/board', { branch });
export const pauseClock = (it: Clock, reason: string, note: string) => post<ClockDetail>(`${clock(it.id)}/pause`, { reason, note }, { ifMatch: `"${it.version}"` });
export const resumeClock = (it: Clock) => post<ClockDetail>(`${clock(it.id)}/resume`, {}, { ifMatch: `"${it.version}"` });
export const finishClock = (it: Clock, note: string) => post<ClockDetail>(`${clock(it.id)}/done`, { note }, { ifMatch: `"${it.version}"` });

export const readBuckets = (branch: string) => get<Buckets>('/complaints/overdue/buckets', { branch });
export const listOverdue = (query: Query) => list<OverdueOrder>('/complaints/overdue', query);
export const decideRemedy = (remedy: Remedy, decision: 'approved' | 'declined', extra: { sumFen?: number; reason?: string }) =>
	post<Remedy>(`/complaints/remedies/${segment(remedy.id)}/decide`, { decision, ...extra }, { ifMatch: `"${remedy.version}"` });
