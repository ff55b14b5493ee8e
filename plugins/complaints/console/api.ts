import { call, get, getTagged, list, post, put, remove, type Query } from '@/api/client';
import type {
	Action, Attachment, Case, CaseDetail, CaseDocument, CaseDraft, Cause, Counters, Customer, DocumentType, Fine, HandOver, Look, NeverAgain,
	Notice, Offence, OrderHit, Pareto, Preview, SharedDocument,
} from './types';

const segment = encodeURIComponent;
const one = (id: string) => `/complaints/cases/${segment(id)}`;

export const listCases = (query: Query) => list<Case>('/complaints/cases', query);
export const readCase = (id: string) => getTagged<CaseDetail>(one(id));
export const readCounters = () => get<Counters>('/complaints/counters');
export const listNotices = (query: Query) => list<Notice>('/complaints/notices', query);
export const markRead = (ids: string[]) => post<void>('/complaints/notices/read', { ids });

export const findOrders = async (q: string): Promise<OrderHit[]> => (await get<{ items: OrderHit[] }>('/complaints/orders', { q })).items;
export const preview = (query: { kind?: string; branch?: string; key?: string; phone?: string }) => get<Preview>('/complaints/preview', query);
/** `key` stays the same while the same complaint is sent again. */
export const openCase = (draft: CaseDraft, key: string) => post<CaseDetail>('/complaints/cases', draft, { key });

export const listCauses = async (): Promise<Cause[]> => (await get<{ items: Cause[] }>('/complaints/causes')).items;
export const listOffences = async (): Promise<Offence[]> => (await get<{ items: Offence[] }>('/complaints/offences')).items;

/** Everything that changes a case: its version goes along, and the whole case comes back. */
export type Change =
	| 'steps' | 'reopen' | 'remarks' | 'void' | 'owner' | 'hand-overs' | 'handler' | 'class' | 'department' | 'deeds' | 'fines' | 'attachments';
export const changeCase = async (id: string, change: Change, body: unknown, version: number, key: string): Promise<CaseDetail> =>
	(await call<CaseDetail>('POST', `${one(id)}/${change}`, { body, ifMatch: `"${version}"`, key })).data;

export const answerHandOver = (id: string, accept: boolean, what: string) =>
	post<HandOver>(`/complaints/hand-overs/${segment(id)}/answer`, { accept, what });
export const withdrawHandOver = (id: string) => remove<void>(`/complaints/hand-overs/${segment(id)}`);
export const listHandOvers = async (): Promise<HandOver[]> =>
	(await get<{ items: HandOver[] }>('/complaints/hand-overs', { state: 'offered', forMe: true })).items;

export const listFines = (query: Query) => list<Fine>('/complaints/fines', query);
export const withdrawFine = (id: string, reason: string) => post<Fine>(`/complaints/fines/${segment(id)}/withdraw`, { reason });
export const listNeverAgain = () => list<NeverAgain>('/complaints/never-again');
export const liftNeverAgain = (technician: string, reason: string) => post<void>(`/complaints/never-again/${segment(technician)}/lift`, { reason });

export const readPareto = (month: string, to: string, branch: string) => get<Pareto>('/complaints/pareto', { month, to, branch });
export const listActions = (query: Query) => list<Action>('/complaints/actions', query);
export interface ActionDraft {
	cause: string;
	branchId: string;
	caseId?: string;
	type: 'corrective' | 'preventive';
	what: string;
	person: string;
	dueOn: string;
}
export const addAction = (draft: ActionDraft, key: string) => post<Action>('/complaints/actions', draft, { key });
export const progressAction = (action: Action, progress: { state: 'done' | 'checked'; doneOn?: string; effect: string }) =>
	post<Action>(`/complaints/actions/${segment(action.id)}/progress`, progress, { ifMatch: `"${action.version}"` });

export const readDocument = (id: string, type: DocumentType) => getTagged<CaseDocument>(`${one(id)}/documents/${type}`);
export const writeDocument = (id: string, type: DocumentType, content: Record<string, string>, version: number) =>
	put<CaseDocument>(`${one(id)}/documents/${type}`, { content }, { ifMatch: `"${version}"` });
export const shareDocument = (id: string, type: DocumentType) => post<CaseDocument>(`${one(id)}/documents/${type}/share`);
export const listDocuments = (query: Query) => list<SharedDocument>('/complaints/documents', query);

export const reveal = (id: string, reason: string) => post<{ customerName: string; phone: string; address: string }>(`${one(id)}/reveal`, { reason });
export const listLooks = (query: Query) => list<Look>('/complaints/looks', query);
export const listCustomers = (query: Query) => list<Customer>('/complaints/customers', query);
export const flagCustomer = (id: string, flags: { vip: boolean; contact?: string; contactName?: string; careDays?: number; note?: string }) =>
	post<Customer>(`${one(id)}/customer`, flags);
/** CP-16: named contact, care interval, note. */
export const changeCustomer = (customer: Pick<Customer, 'id' | 'version'>, change: Pick<Customer, 'contactName' | 'careDays' | 'note'>) =>
	put<Customer>(`/complaints/customers/${segment(customer.id)}`, change, { ifMatch: `"${customer.version}"` });
export const recordCare = (id: string, what: string) => post<Customer>(`/complaints/customers/${segment(id)}/care`, { what });

export const attachmentUrl = (id: string, attachment: Attachment) => `/api/v1${one(id)}/attachments/${segment(attachment.id)}`;
export const removeAttachment = (id: string, attachment: string) => remove<void>(`${one(id)}/attachments/${segment(attachment)}`);
